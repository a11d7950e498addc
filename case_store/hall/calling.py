"""叫号 at a desk: 呼叫下一位, 重呼, 过号, 过号回队, 开始办理, 结束接待.

Two desks that press at the same instant get two tickets, one desk that presses twice gets one: each press is a
transaction of its own, and a desk that still has a visit is told so.
"""

from datetime import date

from case_store.errors import NOT_DECIDABLE, StoreError
from case_store.hall.desks import is_paused
from case_store.hall.house import AtDesk, House
from case_store.hall.notices import raise_notice
from case_store.hall.waits import calls_so_far
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.views.visit_rows import row_of_visit, visit_at_desk, waiting_today
from cases.hall_time import hall_date
from cases.policy.hall import CounterPolicy, HallPolicy
from cases.queue.queue_order import WHY_EMERGENCY, Caller, NextCall, caller_of, next_call
from cases.queue.visit_commands import (
    CallNumber,
    EndVisit,
    MarkNoShow,
    ReturnToQueue,
    StartService,
    VisitCommand,
)
from cases.queue.visit_decisions import decide
from cases.refusal import Refusal
from cases.views import WaitingRow


def call_next(work: Work, house: House, at_desk: AtDesk) -> WaitingRow | Refusal:
    """呼叫下一位: the next ticket of the queues that this counter serves, with the reason why it is this one."""
    counter = house.policy.hall.counter(at_desk.counter_no)
    if counter is None:
        return Refusal("desk.unknown_counter", {"counter_no": at_desk.counter_no})
    if is_paused(work, at_desk.counter_no):
        return Refusal("desk.paused", {"counter_no": at_desk.counter_no})
    today = hall_date(work.now)
    busy = visit_at_desk(work.connection, work.stream, today, at_desk.counter_no)
    if busy is not None:
        return Refusal("desk.busy", {"ticket_no": busy.ticket_no})
    hall = house.policy.hall
    chosen = _next(work, hall, caller_of(counter), today)
    if chosen is None:
        return Refusal("queue.empty", {"counter_no": at_desk.counter_no})
    command = CallNumber(
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        calls_count_max=house.policy.hall.calling.calls_max,
        why=chosen.why,
        candidates=chosen.candidates,
        ages_s=chosen.ages_s,
        serves=_overtakes_of(chosen.why, counter, hall),
        of_priority=chosen.queue == hall.priority_queue,
        called_at=work.now,
    )
    return _do(work, at_desk, chosen.visit_id, command)


def _next(work: Work, hall: HallPolicy, caller: Caller, today: date) -> NextCall | None:
    """The first that can be called: a damaged number holds up nobody behind it, and staff are told of it.

    Raises StoreError `event.damaged` where nobody waits but such a one.
    """
    waiting = waiting_today(work.connection, work.stream, today)
    so_far = calls_so_far(work.connection, work.stream, today)
    damaged: StoreError | None = None
    while (chosen := next_call(waiting, caller, so_far, hall, work.now)) is not None:
        try:
            visit_of(work, chosen.visit_id)
        except StoreError as error:
            if error.code not in NOT_DECIDABLE:
                raise
            damaged, passed = error, chosen.visit_id
            raise_notice(work, "notice.number_damaged", passed, work.now, ticket_no=chosen.ticket_no)
            waiting = [one for one in waiting if one.visit_id != passed]
        else:
            return chosen
    if damaged is not None:
        raise damaged
    return None


def _overtakes_of(why: str, counter: CounterPolicy, hall: HallPolicy) -> tuple[str, ...]:
    """The queues whose earlier places a call passes over; an emergency stands outside the line and passes nobody."""
    if why == WHY_EMERGENCY:
        return ()
    return tuple(letter for letter in counter.serves if letter != hall.priority_queue)


def recall(work: Work, house: House, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """重呼, by the desk that has called it; so many times at most."""
    state = visit_of(work, visit_id)
    if state is not None and state.counter_no != at_desk.counter_no:
        return Refusal("visit.not_at_this_desk", {"ticket_no": state.ticket_no})
    command = CallNumber(
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        calls_count_max=house.policy.hall.calling.calls_max,
        called_at=work.now,
    )
    return _do(work, at_desk, visit_id, command)


def start(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """开始办理."""
    command = StartService(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id)
    return _do(work, at_desk, visit_id, command)


def end(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """结束接待."""
    return _do(work, at_desk, visit_id, EndVisit(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id))


def no_show(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """过号."""
    command = MarkNoShow(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id)
    return _do(work, at_desk, visit_id, command)


def return_to_queue(work: Work, house: House, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """过号回队: callable again after so many numbers of its queue."""
    state = visit_of(work, visit_id)
    if state is None:
        return Refusal("visit.unknown")
    calling = house.policy.hall.calling
    calls = calls_so_far(work.connection, work.stream, state.business_date).first_calls
    command = ReturnToQueue(
        staff_id=at_desk.staff_id,
        queue_calls_count=calls.get(state.queue, 0),
        skip_calls=calling.return_after_numbers,
        returns_max=calling.returns_max,
    )
    return _do(work, at_desk, visit_id, command)


def _do(work: Work, at_desk: AtDesk, visit_id: str, command: VisitCommand) -> WaitingRow | Refusal:
    events = decide(visit_of(work, visit_id), command)
    if isinstance(events, Refusal):
        return events
    work.record(visit_name(visit_id), events, at_desk.actor)
    return row_of_visit(work.connection, work.stream, visit_id)
