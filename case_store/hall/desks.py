"""Who sits at which counter: signing in opens a desk, signing out closes it; no citizen is left alone there."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall.house import AtDesk, House
from case_store.log.event_log import Work
from case_store.log.history import desk_name, desk_of
from case_store.log.prepared import Prepared
from case_store.log.schema import desk
from case_store.views.visit_rows import visit_of_desk
from cases.hall_time import hall_date
from cases.queue.desk import CloseDesk, DeskCommand, OpenDesk, PauseDesk, ResumeDesk, decide
from cases.refusal import Refusal

_PAUSED = Prepared(
    sa.select(desk.c.paused).where(desk.c.stream == param("s"), desk.c.counter_no == param("n"))
)
_ELSEWHERE = sa.select(desk.c.counter_no).where(
    desk.c.stream == param("s"), desk.c.staff_id == param("i"), desk.c.counter_no != param("n")
)


def open_desk(work: Work, house: House, at_desk: AtDesk) -> str | Refusal | None:
    """Sit down at a counter: whoever was signed in there is signed out, and so am I at every other counter.

    Answers who sat there before.
    """
    if house.policy.hall.counter(at_desk.counter_no) is None:
        return Refusal("desk.unknown_counter", {"counter_no": at_desk.counter_no})
    this = {"s": work.stream, "i": at_desk.staff_id, "n": at_desk.counter_no}
    for counter_no in list(work.connection.execute(_ELSEWHERE, this).scalars()):
        left = close_desk(work, AtDesk(staff_id=at_desk.staff_id, counter_no=counter_no))
        if isinstance(left, Refusal):
            return left
    before = desk_of(work, at_desk.counter_no)
    command = OpenDesk(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id)
    work.record(desk_name(at_desk.counter_no), granted(decide(before, command)), at_desk.actor)
    return before.staff_id if before else None


def close_desk(work: Work, at_desk: AtDesk) -> bool | Refusal:
    """Sign out. Refused while a ticket is still called, served or being handed over there (首问负责)."""
    command = CloseDesk(
        counter_no=at_desk.counter_no, staff_id=at_desk.staff_id, serving=_owned(work, at_desk)
    )
    return _do(work, at_desk, command)


def pause_desk(work: Work, at_desk: AtDesk, minutes: int | None) -> bool | Refusal:
    """暂离, for about so many minutes; refused as signing out is."""
    command = PauseDesk(
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        until=None if minutes is None else work.now + timedelta(minutes=minutes),
        serving=_owned(work, at_desk),
    )
    return _do(work, at_desk, command)


def resume_desk(work: Work, at_desk: AtDesk) -> bool | Refusal:
    """Back at the desk."""
    return _do(work, at_desk, ResumeDesk(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id))


def is_paused(work: Work, counter_no: int) -> bool:
    """Whether who sits there is away for a while."""
    row = _PAUSED.first(work.connection, {"s": work.stream, "n": counter_no})
    return row is not None and bool(row[0])


def _owned(work: Work, at_desk: AtDesk) -> str | None:
    """The ticket that this desk still answers for, also one that nobody has acknowledged yet."""
    return visit_of_desk(work.connection, work.stream, hall_date(work.now), at_desk.counter_no)


def _do(work: Work, at_desk: AtDesk, command: DeskCommand) -> bool | Refusal:
    events = decide(desk_of(work, at_desk.counter_no), command)
    if isinstance(events, Refusal):
        return events
    work.record(desk_name(at_desk.counter_no), events, at_desk.actor)
    return True
