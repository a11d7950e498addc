"""Who decides, and what time and calendars do: hand-over, forced take-over, passed deadlines, recounted clocks."""

from datetime import datetime

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import Case
from cases.refusal import Refusal
from cases.roles import Right, may

Answer = list[CaseEvent] | Refusal


def hand_over(case: Case, command: ask.HandOver) -> Answer:
    """移交: nothing is decided here any more; the other store takes over, and clocks go on meanwhile."""
    if command.to_store == case.holder:
        return Refusal("hand_over.itself", {"case_code": case.case_code})
    return [done.HandedOver(staff_id=command.by.staff_id, to_store=command.to_store, because=command.because)]


def take_over(case: Case, command: ask.TakeOver, store: str) -> Answer:
    """接管: by the store that it was handed to; by force only by whoever may, with a reason.

    The clocks are the case's own and go on. What the old holder decides later belongs to a tenure that has ended. Who
    handed it over to a store that never took it may take it back by force, and without when that store declined.
    """
    code = {"case_code": case.case_code}
    if case.holder == store and not case.handed_to:
        return Refusal("take_over.held", code)
    if case.handed_to == store and case.is_declined:
        return Refusal("take_over.declined", code)
    is_back = case.holder == store and case.is_declined
    if not command.forced and case.handed_to != store and not is_back:
        return Refusal("take_over.not_handed", {"case_code": case.case_code, "holder": case.holder})
    if command.forced and not may(command.by.role, Right.TAKE_OVER):
        return Refusal("take_over.not_allowed", code)
    if command.forced and command.because is None:
        return Refusal("take_over.needs_reason", code)
    return [
        done.TakenOver(
            staff_id=command.by.staff_id,
            store=store,
            from_store=case.holder,
            forced=command.forced,
            known_epoch=command.known_epoch,
            known_seq=command.known_seq,
            because=command.because,
        )
    ]


def decline(case: Case, command: ask.DeclineTransfer, store: str) -> Answer:
    """不接收: once, with a reason, by the store that it was handed to."""
    if case.handed_to != store:
        return Refusal("take_over.not_handed", {"case_code": case.case_code, "holder": case.holder})
    if command.because is None:
        return Refusal("decline.needs_reason", {"case_code": case.case_code})
    if case.is_declined:
        return []
    return [
        adds.TransferDeclined(
            store=store, tenure=case.tenure, staff_id=command.by.staff_id, because=command.because
        )
    ]


def pass_deadline(case: Case, command: ask.PassDeadline, now: datetime) -> Answer:
    """A clock that ran out is claimed once by (clock, rung)."""
    wanted = command.clock_id or command.clock.value
    clock = next((c for c in case.clocks if c.clock_id == wanted), None)
    if clock is None or (wanted, command.rung) in case.passed or clock.is_suspended:
        return []
    if now < clock.due_at:
        return Refusal("case.not_due", {"case_code": case.case_code})
    return [
        done.DeadlinePassed(
            clock=clock.kind,
            rung=command.rung,
            due_at=clock.due_at,
            item_id=command.item_id,
            clock_id=wanted,
        )
    ]


def recount(case: Case, command: ask.RecountClocks) -> Answer:
    """A new calendar: only what runs is counted again; a clock that was closed or changed since stays as it is."""
    mine = {clock.clock_id: clock for clock in case.clocks}
    clocks = tuple(
        clock
        for clock in command.clocks
        if clock.clock_id in mine
        and clock != mine[clock.clock_id]
        and clock.ledger() == mine[clock.clock_id].ledger()
    )
    if not clocks:
        return []
    return [done.ClocksRecounted(calendar_version=command.calendar_version, clocks=clocks, why=command.why)]
