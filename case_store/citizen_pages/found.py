"""What is known behind a code: the place in line of a ticket, or the progress of a matter. By hash only.

The centre knows what the hall has told it; `as_of` is when it last heard from that hall, not when the page was asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.progress_view import progress_view
from case_store.hall.waits import people_ahead, read_waits
from case_store.keys import CENTRE
from case_store.log.event_log import Past
from case_store.log.history import case_name, is_evaluated
from case_store.log.micros import from_us, from_us_or_none
from case_store.log.schema import case_, event, visit
from case_store.sync.wish_book import WishState, newest_of
from cases.casework.evaluation import Subject
from cases.hall_time import hall_date
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
_HAPPENED = (  # wherever the case was held
    sa.select(event.c.type, sa.func.max(event.c.at_us).label("last_us"))
    .where(
        event.c.aggregate == param("a"),
        event.c.type.in_(
            (
                *("case_accepted", "case_rejected", "case_dispatched", "dispatch_acknowledged"),
                *("feedback_given", "case_closed", "citizen_wrote"),
            )
        ),
    )
    .group_by(event.c.type)
)
_IS_KNOWN = sa.union_all(
    sa.select(sa.literal(1)).where(visit.c.ticket_code_hash == param("h")),
    sa.select(sa.literal(1)).where(case_.c.receipt_code_hash == param("h")),
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
    may_evaluate: bool = False
    rated: bool = False
    case_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFound:
    """A matter. `happened`: when each kind of event was last. `unit`: id of the unit that leads.

    `rated`: its evaluation has arrived; `wish`: one is on its way.
    """

    view: ProgressView
    happened: Mapping[str, datetime] = field(default_factory=dict)
    unit: str = ""
    stream: str = ""
    case_id: str = ""
    rated: bool = False
    wish: WishState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What may be evaluated behind a code. `case_id`: whose key seals the text; None: none is there."""

    subject: Subject
    subject_id: str
    stream: str
    case_id: str | None
    wish_count: int


def find_place(
    connection: sa.Connection, policy_of: PolicyOf, code_hash: str, heard_at: HeardAt, now: datetime
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
    wish = newest_of(connection, row.stream, row.visit_id)
    rated = is_evaluated(Past(connection, row.stream, now), Subject.VISIT, row.visit_id)
    finished = row.state == VisitState.DONE and day == hall_date(now) and not _on_its_way(wish)
    return PlaceFound(
        view=view,
        business_date=day,
        waiting_place=queue.waiting_place,
        stream=row.stream,
        visit_id=row.visit_id,
        hold_until=from_us_or_none(row.hold_until_us),
        postponements=row.postponements,
        wish=wish,
        may_evaluate=finished and not rated,
        rated=rated,
        case_id=row.case_id,
    )


def find_progress(
    connection: sa.Connection, policy_of: PolicyOf, code_hash: str, heard_at: HeardAt, now: datetime
) -> ProgressFound | None:
    """The matter behind a code, by the policy of its hall."""
    row = connection.execute(_CASE, {"h": code_hash}).first()
    return None if row is None else progress_of(connection, policy_of, row, heard_at, now)


def progress_of(
    connection: sa.Connection, policy_of: PolicyOf, row: "sa.Row[Any]", heard_at: HeardAt, now: datetime
) -> ProgressFound:
    """The matter of a row of `case_`."""
    happened = connection.execute(_HAPPENED, {"a": case_name(row.case_id)}).all()
    as_of = now if row.stream == CENTRE else heard_at(row.stream) or _last_heard(connection, row.stream)
    past = Past(connection, row.stream, now)
    view = progress_view(past, row, policy_of(row.stream), as_of)
    return ProgressFound(
        view=view,
        happened={one.type: from_us(one.last_us) for one in happened},
        unit=row.lead_unit or "",
        stream=row.stream,
        case_id=row.case_id,
        rated=is_evaluated(past, Subject.CASE, row.case_id),
        wish=newest_of(connection, row.stream, row.case_id),
    )


def find_offered(
    connection: sa.Connection, policy_of: PolicyOf, code_hash: str, heard_at: HeardAt, now: datetime
) -> Offered | None:
    """What may be evaluated with this code now; None: nothing, or it is on its way already."""
    place = find_place(connection, policy_of, code_hash, heard_at, now)
    if place is not None:
        if not place.may_evaluate:
            return None
        return Offered(
            subject=Subject.VISIT,
            subject_id=place.visit_id,
            stream=place.stream,
            case_id=place.case_id,
            wish_count=place.wish.count if place.wish else 0,
        )
    matter = find_progress(connection, policy_of, code_hash, heard_at, now)
    if matter is None or not matter.view.may_evaluate or _on_its_way(matter.wish):
        return None
    return Offered(
        subject=Subject.CASE,
        subject_id=matter.case_id,
        stream=matter.stream,
        case_id=matter.case_id,
        wish_count=matter.wish.count if matter.wish else 0,
    )


def _on_its_way(wish: WishState | None) -> bool:
    return wish is not None and wish.granted is None


def is_code(connection: sa.Connection, code_hash: str) -> bool:
    """Whether a ticket or a receipt has this code."""
    return connection.execute(_IS_KNOWN, {"h": code_hash}).first() is not None


def is_known(connection: sa.Connection, stream: str) -> bool:
    """Whether a hall of this name has ever told anything here."""
    return connection.execute(_LAST_HEARD, {"s": stream}).first() is not None


def _last_heard(connection: sa.Connection, stream: str) -> datetime:
    return from_us(int(connection.execute(_LAST_HEARD, {"s": stream}).scalar_one()))
