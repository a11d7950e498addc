"""What time alone causes: deadlines that pass, and the change of the business day.

Ids derive from clock and rung, or from the day, so that it happens once whoever looks and however often.
"""

from datetime import timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name, case_of
from case_store.log.micros import to_us
from case_store.log.schema import clock, visit
from cases.case import DeadlinePassed, PassDeadline, decide
from cases.case_clock import ClockKind
from cases.hall_time import hall_date
from cases.supervision import SupervisionRaised
from cases.visit import AT_A_DESK, VisitState

FIRST_RUNG = 0  # red itself; the ladder's rungs come after it
LEFT_OVER = "notice.left_over"
NAMED_MAX = 30  # numbers that one notice names; the rest is counted
LOOK_BACK = timedelta(days=31)
_NAMESPACE = UUID("9b6f0d4e-95b7-5a8e-8a43-7c1c5b0f6f0a")
_TO_PASS = (
    sa.select(clock.c.case_id, clock.c.kind, clock.c.due_at_us)
    .where(
        clock.c.stream == param("s"),
        clock.c.running == 1,
        clock.c.passed == 0,
        clock.c.due_at_us <= param("t"),
    )
    .order_by(clock.c.due_at_us)
    .limit(200)
)
_UNFINISHED = (
    sa.select(visit.c.business_date, visit.c.ticket_no)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date >= param("from"),
        visit.c.business_date < param("today"),
        visit.c.state.in_([VisitState.WAITING.value, *(state.value for state in AT_A_DESK)]),
    )
    .order_by(visit.c.business_date, visit.c.ticket_no)
)


def is_due(connection: sa.Connection, stream: str, now_us: int) -> bool:
    """Whether a deadline has passed: a look, not yet a write."""
    return connection.execute(_TO_PASS, {"s": stream, "t": now_us}).first() is not None


def pass_deadlines(work: Work, house: House) -> None:
    """`DeadlinePassed` with its supervision item (I4), `at` = due."""
    rows = work.connection.execute(_TO_PASS, {"s": work.stream, "t": to_us(work.now)}).all()
    for row in rows:
        kind = ClockKind(row.kind)
        occasion = f"{work.stream}/{row.case_id}/{row.kind}/{FIRST_RUNG}"
        item_id = str(uuid5(_NAMESPACE, f"{occasion}/supervision"))
        command = PassDeadline(clock=kind, rung=FIRST_RUNG, item_id=item_id)
        events = granted(decide(case_of(work, row.case_id), command, house.policy, work.now, work.stream))
        for event in events:
            if not isinstance(event, DeadlinePassed):
                continue
            raised = SupervisionRaised(
                item_id=item_id,
                case_id=row.case_id,
                clock=row.kind,
                rung=FIRST_RUNG,
                trigger="deadline_passed",
                due_at=event.due_at,
            )
            work.append(
                Happened(
                    aggregate=case_name(row.case_id),
                    event=event,
                    at=event.due_at,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, occasion),
                ),
                Happened(
                    aggregate=f"supervision:{item_id}",
                    event=raised,
                    at=event.due_at,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, f"{occasion}/supervision/event"),
                ),
            )


def list_left_over(work: Work) -> None:
    """Who still waited, or stood at a desk, when the day ended: out of today's queues, and named to staff once a day.

    Nobody is marked as gone: the hall closed, the citizen did not leave.
    """
    today = hall_date(work.now)
    days = {"from": (today - LOOK_BACK).isoformat(), "today": today.isoformat()}
    by_day: dict[str, list[str]] = {}
    for row in work.connection.execute(_UNFINISHED, {"s": work.stream, **days}):
        by_day.setdefault(row.business_date, []).append(row.ticket_no)
    for day, numbers in by_day.items():
        raise_notice(
            work,
            LEFT_OVER,
            day,
            work.now,
            business_date=day,
            tickets="、".join(numbers[:NAMED_MAX]),
            count=len(numbers),
        )
