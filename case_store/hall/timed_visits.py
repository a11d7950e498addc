"""What time alone does to a visit during the day: a hold ends, a reception is too long, the hall closes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted, passing_over
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.log.micros import from_us, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import IS_LIVE, visit
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.queue.visit import VisitState
from cases.queue.visit_commands import EndHold
from cases.queue.visit_decisions import decide

UNFINISHED = "notice.unfinished_visit"
Overlong = tuple[str, str, int]  # visit_id, ticket_no, counter_no
_HELD = Prepared(
    sa.select(visit.c.visit_id, visit.c.hold_until_us)
    .where(
        visit.c.stream == param("s"),
        sa.text(f"visit.state = '{VisitState.ON_HOLD.value}'"),  # in the words of ix_visit_hold
        visit.c.hold_until_us <= param("t"),
    )
    .order_by(visit.c.hold_until_us)
)
_TOO_LONG = Prepared(
    sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.counter_no)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        IS_LIVE,
        visit.c.state == VisitState.SERVING.value,
        visit.c.started_at_us <= param("t"),
    )
    .order_by(visit.c.started_at_us)
)


def holds_over(connection: sa.Connection, stream: str, now: datetime) -> list[tuple[str, int]]:
    """(visit_id, until in µs) of the holds whose time is over: a look, not yet a write."""
    return [
        (visit_id, until_us) for visit_id, until_us in _HELD.all(connection, {"s": stream, "t": to_us(now)})
    ]


def end_holds(work: Work) -> None:
    """Back in line, at the instant that was said."""
    for visit_id, until_us in holds_over(work.connection, work.stream, work.now):
        with passing_over():
            events = granted(decide(visit_of(work, visit_id), EndHold(now=work.now)))
            work.record(visit_name(visit_id), events, SYSTEM, from_us(until_us))


def overlong(connection: sa.Connection, stream: str, policy: Policy, now: datetime) -> list[Overlong]:
    """Receptions that have lasted longer than policy thinks a reception does."""
    since = now - timedelta(minutes=policy.hall.calling.unfinished_after_minutes)
    this = {"s": stream, "d": hall_date(now).isoformat(), "t": to_us(since)}
    return [(visit_id, no, counter_no) for visit_id, no, counter_no in _TOO_LONG.all(connection, this)]


def tell_overlong(work: Work, house: House, visits: Sequence[Overlong]) -> None:
    """The supervisor is told, once per visit."""
    minutes = house.policy.hall.calling.unfinished_after_minutes
    for visit_id, ticket_no, counter_no in visits:
        raise_notice(
            work,
            UNFINISHED,
            visit_id,
            work.now,
            ticket_no=ticket_no,
            counter_no=counter_no,
            minutes=minutes,
        )


def has_closed(policy: Policy, now: datetime) -> bool:
    """Whether today's opening hours are over; False on a day without any."""
    segments = policy.calendar.segments(hall_date(now))
    return bool(segments) and now >= segments[-1].closes_at
