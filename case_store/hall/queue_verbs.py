"""What may happen to a place in line beside 叫号 itself: 撤回, 挂起, 转窗口, 核实优先, 并号, 离开, 取消, 人工叫号.

Each is gather → decide (cases.queue.visit_decisions) → append. What citizens wish from the phone is in `wishes_door`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from case_store.hall.house import AtDesk, House
from case_store.hall.notices import raise_notice
from case_store.hall.numbers import holder_of
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.views.visit_rows import row_of_visit, visit_at_desk
from cases.hall_time import hall_date
from cases.matter.intake import QUEUE_OF, Intent
from cases.queue.ticket_number import TicketNumber, parse_ticket_number
from cases.queue.visit import IN_THE_HOUSE
from cases.queue.visit_commands import (
    AcknowledgeTransfer,
    CancelVisit,
    CheckPriority,
    EndHold,
    EnterCallByHand,
    HoldVisit,
    LeaveVisit,
    MergeVisit,
    TakeBackTransfer,
    TransferVisit,
    UndoCall,
    VisitCommand,
)
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import CalledByHand
from cases.refusal import Refusal
from cases.views import WaitingRow

TWICE = "notice.taken_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Why and where a visit is transferred to: exactly one of counter and zone."""

    reason: str
    to_counter: int | None = None
    to_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """One line of a 人工叫号单."""

    ticket_no: str
    called_at: datetime
    came: bool


def undo(work: Work, house: House, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """撤回 a wrong call, within the seconds of policy."""
    command = UndoCall(
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        now=work.now,
        within_s=house.policy.hall.calling.undo_seconds,
    )
    return _do(work, at_desk.actor, visit_id, command)


def hold(work: Work, house: House, at_desk: AtDesk, visit_id: str, reason: str) -> WaitingRow | Refusal:
    """挂起 with a reason of policy, which says for how long; this desk goes on with it afterwards."""
    minutes = {known.key: known.minutes for known in house.policy.hall.hold_reasons}
    if reason not in minutes:
        return Refusal("queue.unknown_reason", {"reason": reason})
    command = HoldVisit(
        reason=reason,
        until=work.now + timedelta(minutes=minutes[reason]),
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
    )
    return _do(work, at_desk.actor, visit_id, command)


def resume(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """Back in line before the time is over."""
    return _do(work, at_desk.actor, visit_id, EndHold(now=work.now, staff_id=at_desk.staff_id))


def transfer(
    work: Work, house: House, at_desk: AtDesk, visit_id: str, target: Handover
) -> WaitingRow | Refusal:
    """转窗口 or 转区: the place in line stays, this desk owns it until the other one acknowledges."""
    hall = house.policy.hall
    if target.reason not in {known.key for known in hall.transfer_reasons}:
        return Refusal("queue.unknown_reason", {"reason": target.reason})
    if target.to_counter is not None and hall.counter(target.to_counter) is None:
        return Refusal("desk.unknown_counter", {"counter_no": target.to_counter})
    if target.to_zone is not None and target.to_zone not in {counter.zone for counter in hall.counters}:
        return Refusal("queue.unknown_zone", {"zone": target.to_zone})
    command = TransferVisit(
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        reason=target.reason,
        to_counter=target.to_counter,
        to_zone=target.to_zone,
    )
    return _do(work, at_desk.actor, visit_id, command)


def acknowledge_transfer(work: Work, house: House, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """签收: it waits for this desk now."""
    counter = house.policy.hall.counter(at_desk.counter_no)
    command = AcknowledgeTransfer(
        counter_no=at_desk.counter_no, staff_id=at_desk.staff_id, zone=counter.zone if counter else ""
    )
    return _do(work, at_desk.actor, visit_id, command)


def take_back(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """The first desk goes on with it, if it has nobody else in front of it by now."""
    busy = visit_at_desk(work.connection, work.stream, hall_date(work.now), at_desk.counter_no)
    if busy is not None and busy.visit_id != visit_id:
        return Refusal("desk.busy", {"ticket_no": busy.ticket_no})
    command = TakeBackTransfer(counter_no=at_desk.counter_no, staff_id=at_desk.staff_id)
    return _do(work, at_desk.actor, visit_id, command)


def check_priority(
    work: Work, house: House, at_desk: AtDesk, visit_id: str, granted: bool
) -> WaitingRow | Refusal:
    """核实优先. Without ground it waits in its ordinary queue, with the place that the first touch gave."""
    state = visit_of(work, visit_id)
    ordinary = state.ordinary_queue if state else None
    command = CheckPriority(
        granted=granted,
        counter_no=at_desk.counter_no,
        staff_id=at_desk.staff_id,
        ordinary_queue=ordinary or _first_ordinary(house),
    )
    return _do(work, at_desk.actor, visit_id, command)


def merge(work: Work, at_desk: AtDesk, visit_id: str, into_ticket_no: str) -> WaitingRow | Refusal:
    """并号 into a number of today that is still in the house."""
    into = _visit_with(work, into_ticket_no)
    if isinstance(into, Refusal):
        return into
    state = visit_of(work, into) if into else None
    command = MergeVisit(
        into_visit_id=into or "",
        into_ticket_no=state.ticket_no if state else into_ticket_no,
        into_is_here=state is not None and state.state in IN_THE_HOUSE,
        staff_id=at_desk.staff_id,
    )
    return _do(work, at_desk.actor, visit_id, command)


def leave(work: Work, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
    """中途离开, told to staff."""
    return _do(work, at_desk.actor, visit_id, LeaveVisit(staff_id=at_desk.staff_id))


def cancel(work: Work, house: House, at_desk: AtDesk, visit_id: str, reason: str) -> WaitingRow | Refusal:
    """取消 with a reason of policy."""
    if reason not in {known.key for known in house.policy.hall.cancel_reasons}:
        return Refusal("queue.unknown_reason", {"reason": reason})
    return _do(work, at_desk.actor, visit_id, CancelVisit(reason=reason, staff_id=at_desk.staff_id))


def enter_by_hand(work: Work, at_desk: AtDesk, line: ByHand) -> WaitingRow | Refusal:
    """人工叫号, entered afterwards. A number that two desks took is kept, and told to staff."""
    called_at = min(line.called_at, work.now)
    visit_id = _visit_with(work, line.ticket_no, called_at)
    if isinstance(visit_id, Refusal):
        return visit_id
    state = visit_of(work, visit_id) if visit_id else None
    if visit_id is None or state is None:
        return Refusal("visit.unknown")
    command = EnterCallByHand(
        counter_no=at_desk.counter_no, staff_id=at_desk.staff_id, called_at=called_at, came=line.came
    )
    events = decide(state, command)
    if isinstance(events, Refusal):
        return events
    work.record(visit_name(visit_id), events, at_desk.actor)
    if any(isinstance(event, CalledByHand) and event.twice for event in events):
        raise_notice(
            work,
            TWICE,
            f"{visit_id}/{at_desk.counter_no}",
            work.now,
            ticket_no=state.ticket_no,
            counter_no=at_desk.counter_no,
        )
    return row_of_visit(work.connection, work.stream, visit_id)


def _first_ordinary(house: House) -> str:
    """Where a matter goes whose ordinary queue nobody noted: that of disputes, if the hall has it."""
    letters = [queue.letter for queue in house.policy.hall.queues if not queue.priority]
    dispute = QUEUE_OF[Intent.DISPUTE]
    return dispute if dispute in letters else letters[0]


def _visit_with(work: Work, ticket_no: str, at: datetime | None = None) -> str | Refusal | None:
    """The visit that has, or had, this number on the day of `at`; None for a number that nobody has."""
    number = parse_ticket_number(ticket_no)
    if not isinstance(number, TicketNumber):
        return number
    return holder_of(work, str(number), hall_date(at or work.now))


def _do(work: Work, actor: str, visit_id: str, command: VisitCommand) -> WaitingRow | Refusal:
    events = decide(visit_of(work, visit_id), command)
    if isinstance(events, Refusal):
        return events
    work.record(visit_name(visit_id), events, actor)
    return row_of_visit(work.connection, work.stream, visit_id)
