"""签到 and 签退: the attendance of a person, and the desk that goes with it."""

from case_store.errors import granted
from case_store.hall.day_end import end_earlier_days
from case_store.hall.desks import close_desk, open_desk
from case_store.hall.house import AtDesk, House, OnDuty
from case_store.log.event_log import Work
from case_store.log.history import duty_of, staff_name
from cases.queue.staff_duty import SignIn, SignOut, decide
from cases.refusal import Refusal


def sign_in(work: Work, house: House, who: OnDuty) -> bool | Refusal:
    """Sign in; at a counter whoever sat there is signed out. Today begins when yesterday has ended, also for one who is
    faster than the ticker.
    """
    end_earlier_days(work)
    if who.counter_no is not None:
        before = open_desk(work, house, AtDesk(staff_id=who.staff_id, counter_no=who.counter_no))
        if isinstance(before, Refusal):
            return before
        if before not in (None, who.staff_id):
            _sign_out(work, before or "", "taken_over", who.actor)
    command = SignIn(staff_id=who.staff_id, role=who.role, counter_no=who.counter_no)
    work.record(staff_name(who.staff_id), granted(decide(duty_of(work, who.staff_id), command)), who.actor)
    return True


def sign_out(work: Work, who: OnDuty) -> bool | Refusal:
    """Sign out; refused while a citizen is called, served or being handed over at the desk (首问负责)."""
    if who.counter_no is not None:
        closed = close_desk(work, AtDesk(staff_id=who.staff_id, counter_no=who.counter_no))
        if isinstance(closed, Refusal):
            return closed
    _sign_out(work, who.staff_id, "", who.actor)
    return True


def _sign_out(work: Work, staff_id: str, reason: str, actor: str) -> None:
    command = SignOut(staff_id=staff_id, reason=reason)
    work.record(staff_name(staff_id), granted(decide(duty_of(work, staff_id), command)), actor)
