"""跨日清零: at the change of the business day desks close, people are signed out, and unfinished visits end.

Nobody is forgotten: everyone who was not received has a record of it, and one notice a day names them.
"""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted, passing_over
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.log.event_log import Work
from case_store.log.history import desk_name, desk_of, duty_of, staff_name, visit_name, visit_of
from case_store.log.micros import from_us, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import IS_LIVE, desk, duty, visit
from cases.hall_time import hall_date, hall_time
from cases.queue import desk as desks
from cases.queue.staff_duty import SignOut
from cases.queue.staff_duty import decide as decide_duty
from cases.queue.visit import Visit, VisitState
from cases.queue.visit_commands import CancelVisit, EndVisit, VisitCommand
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import DAY_END

LEFT_OVER = "notice.left_over"
STILL_WAITING = "notice.still_waiting"
NAMED_MAX = 30  # numbers that one notice names; the rest is counted
_UNFINISHED = Prepared(
    sa.select(visit.c.business_date, visit.c.ticket_no, visit.c.visit_id, visit.c.staff_id)
    .where(visit.c.stream == param("s"), IS_LIVE, visit.c.business_date < param("today"))
    .order_by(visit.c.business_date, visit.c.ticket_no)
)
_IN_THE_HOUSE = Prepared(
    sa.select(visit.c.ticket_no)
    .where(visit.c.stream == param("s"), visit.c.business_date == param("d"), IS_LIVE)
    .order_by(visit.c.place_at_us, visit.c.ticket_no)
)
_OPEN_DESKS = Prepared(
    sa.select(desk.c.counter_no, desk.c.staff_id, desk.c.since_us).where(
        desk.c.stream == param("s"), desk.c.staff_id.is_not(None), desk.c.since_us < param("t")
    )
)
_ON_DUTY = Prepared(
    sa.select(duty.c.staff_id, sa.func.max(duty.c.in_at_us))
    .where(duty.c.stream == param("s"), duty.c.out_at_us.is_(None), duty.c.in_at_us < param("t"))
    .group_by(duty.c.staff_id)
)


def end_earlier_days(work: Work) -> None:
    """Everything that began before today and still is open ends with its own day. Doing it again finds nothing.

    Nothing but what is damaged: that stays as it was, and holds up no other.
    """
    _end_visits(work)
    before = {"s": work.stream, "t": to_us(hall_time(datetime.combine(hall_date(work.now), time.min)))}
    for counter_no, staff_id, since_us in _OPEN_DESKS.all(work.connection, before):
        close = desks.CloseDesk(counter_no=counter_no, staff_id=staff_id, reason=DAY_END)
        with passing_over():
            closed = granted(desks.decide(desk_of(work, counter_no), close))
            work.record(desk_name(counter_no), closed, SYSTEM, _end_of(hall_date(from_us(since_us))))
    for staff_id, in_at_us in _ON_DUTY.all(work.connection, before):
        with passing_over():
            out = granted(decide_duty(duty_of(work, staff_id), SignOut(staff_id=staff_id, reason=DAY_END)))
            work.record(staff_name(staff_id), out, SYSTEM, _end_of(hall_date(from_us(in_at_us))))


def name_who_still_waits(work: Work) -> None:
    """At closing time, once a day: who is still in the house and must be told something."""
    today = hall_date(work.now)
    numbers = [no for (no,) in _IN_THE_HOUSE.all(work.connection, {"s": work.stream, "d": today.isoformat()})]
    if numbers:
        _name(work, STILL_WAITING, today, numbers)


def _end_of(day: date) -> datetime:
    """Midnight."""
    return hall_time(datetime.combine(day + timedelta(days=1), time.min))


def _end_command(state: Visit, staff_id: str | None) -> VisitCommand:
    """How a visit ends when its day does: a reception that was going on ends, everything else is cancelled."""
    if state.state is VisitState.SERVING and state.counter_no is not None:
        return EndVisit(counter_no=state.counter_no, staff_id=staff_id or "", reason=DAY_END)
    return CancelVisit(reason=DAY_END)


def _end_visits(work: Work) -> None:
    today = hall_date(work.now)
    by_day: dict[date, list[str]] = {}
    rows = _UNFINISHED.all(work.connection, {"s": work.stream, "today": today.isoformat()})
    for business_date, ticket_no, visit_id, staff_id in rows:
        day = date.fromisoformat(business_date)
        by_day.setdefault(day, []).append(ticket_no)
        with passing_over():
            state = visit_of(work, visit_id)
            if state is None:
                raise TypeError("a visit of the table is there")
            events = granted(decide(state, _end_command(state, staff_id)))
            work.record(visit_name(visit_id), events, SYSTEM, _end_of(day))
    for day, numbers in by_day.items():
        _name(work, LEFT_OVER, day, numbers)


def _name(work: Work, code: str, day: date, numbers: list[str]) -> None:
    raise_notice(
        work,
        code,
        day.isoformat(),
        work.now,
        business_date=day.isoformat(),
        tickets="、".join(numbers[:NAMED_MAX]),
        count=len(numbers),
    )
