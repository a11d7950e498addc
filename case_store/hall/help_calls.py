"""叫人帮忙: called at a kiosk, answered at a counter by the first who presses 「我去」, withdrawn by the kiosk."""

from case_store.hall.house import AtDesk
from case_store.log.event_log import Work
from case_store.log.history import help_name, help_of
from case_store.log.hlc import shown_at
from cases.queue.help_call import AnswerHelp, CallHelp, HelpCommand, WithdrawHelp, decide
from cases.refusal import Refusal


def call_help(work: Work, command: CallHelp) -> bool | Refusal:
    """The button was pressed; the same `help_id` again changes nothing."""
    called = CallHelp(
        help_id=command.help_id,
        kiosk_id=command.kiosk_id,
        page=command.page,
        called_at=shown_at(command.called_at, work.now).at,
        reason=command.reason,
    )
    return _do(work, command.help_id, called, f"kiosk:{command.kiosk_id}")


def withdraw_help(work: Work, help_id: str, reason: str) -> bool | Refusal:
    """Nobody needs to come any more."""
    call = help_of(work, help_id)
    return _do(work, help_id, WithdrawHelp(reason=reason), f"kiosk:{call.kiosk_id}" if call else "kiosk:")


def answer_help(work: Work, at_desk: AtDesk, help_id: str) -> bool | Refusal:
    """「我去」."""
    command = AnswerHelp(staff_id=at_desk.staff_id, counter_no=at_desk.counter_no)
    return _do(work, help_id, command, at_desk.actor)


def _do(work: Work, help_id: str, command: HelpCommand, actor: str) -> bool | Refusal:
    events = decide(help_of(work, help_id), command)
    if isinstance(events, Refusal):
        return events
    work.record(help_name(help_id), events, actor)
    return True
