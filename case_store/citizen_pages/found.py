"""What is known behind a code: the place in line of a ticket, or the progress of a matter. By hash only.

The centre knows what the hall has told it; `as_of` is when it last heard from that hall, not when the page was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.waits import people_ahead, read_waits
from case_store.log.micros import from_us, from_us_or_none
from case_store.log.schema import case_, event, visit
from case_store.sync.wish_book import WishState, newest_of
from cases.casework.case_state import CaseState
from cases.casework.steps import STEP_OF, outcome_key
from cases.policy.policy import Policy
from cases.queue.visit import VisitState
from cases.views import PlaceView, ProgressView

_VISIT = sa.select(visit).where(visit.c.ticket_code_hash == param("h"))
_CASE = sa.select(case_).where(case_.c.receipt_code_hash == param("h"))
_LAST_HEARD = (
    sa.select(event.c.received_at_us)
    .where(event.c.stream == param("s"))
    .order_by(event.c.position.desc())
    .limit(1)
)
_DECIDED = (
    sa.select(event.c.at_us)
    .where(
        event.c.stream == param("s"),
        event.c.aggregate == param("a"),
        event.c.type.in_(["case_accepted", "case_rejected"]),
    )
    .order_by(event.c.position)
    .limit(1)
)

HeardAt = Callable[
    [str], datetime | None
]  # stream → when it was last heard; None: not since this process began

PolicyOf = Callable[[str], Policy]  # stream → what that hall works by today


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """A ticket of today, or of a day that is over (then only its number and day mean anything)."""

    view: PlaceView
    business_date: date
    waiting_place: str
    stream: str = ""
    visit_id: str = ""
    hold_until: datetime | None = None
    postponements: int = 0
    wish: WishState | None = None  # the newest one


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFound:
    """A matter, and when 是否受理 was decided."""

    view: ProgressView
    decided_at: datetime | None
    stream: str = ""


def find_place(
    connection: sa.Connection, policy_of: PolicyOf, code_hash: str, heard_at: HeardAt
) -> PlaceFound | None:
    """The ticket behind a code, by the policy of its hall."""
    row = connection.execute(_VISIT, {"h": code_hash}).first()
    if row is None:
        return None
    day, policy = date.fromisoformat(row.business_date), policy_of(row.stream)
    queue = policy.hall.queue_or_first(row.queue)
    as_of = heard_at(row.stream) or _last_heard(connection, row.stream)
    ahead, wait = 0, None
    if row.state == VisitState.WAITING:
        ahead = people_ahead(
            connection,
            row.stream,
            day,
            queue=row.queue,
            place_at_us=row.place_at_us,
            ticket_no=row.ticket_no,
        )
        expected = read_waits(connection, row.stream, policy, as_of).of(row.visit_id)
        wait = expected.range() if expected else None
    view = PlaceView(
        ticket_no=row.ticket_no,
        visit_state=row.state,
        people_ahead=ahead,
        wait_low_min=wait.low_min if wait else None,
        wait_high_min=wait.high_min if wait else None,
        counter_no=row.called_to,
        as_of=as_of,
    )
    return PlaceFound(
        view=view,
        business_date=day,
        waiting_place=queue.waiting_place,
        stream=row.stream,
        visit_id=row.visit_id,
        hold_until=from_us_or_none(row.hold_until_us),
        postponements=row.postponements,
        wish=newest_of(connection, row.stream, row.visit_id),
    )


def find_progress(connection: sa.Connection, code_hash: str, heard_at: HeardAt) -> ProgressFound | None:
    """The matter behind a code."""
    row = connection.execute(_CASE, {"h": code_hash}).first()
    if row is None:
        return None
    state = CaseState(row.state)
    decided = connection.execute(_DECIDED, {"s": row.stream, "a": f"case:{row.case_id}"}).scalar()
    view = ProgressView(
        case_code=row.case_code,
        registered_at=from_us(row.registered_at_us),
        step=STEP_OF[state],
        outcome=outcome_key(state),
        answer_by=date.fromisoformat(row.answer_by) if row.answer_by else None,
        as_of=heard_at(row.stream) or _last_heard(connection, row.stream),
    )
    return ProgressFound(
        view=view, decided_at=None if decided is None else from_us(decided), stream=row.stream
    )


def is_known(connection: sa.Connection, stream: str) -> bool:
    """Whether a hall of this name has ever told anything here."""
    return connection.execute(_LAST_HEARD, {"s": stream}).first() is not None


def _last_heard(connection: sa.Connection, stream: str) -> datetime:
    return from_us(int(connection.execute(_LAST_HEARD, {"s": stream}).scalar_one()))
