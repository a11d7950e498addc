"""叫人帮忙: a citizen at a kiosk asks for a person; every counter hears it until someone presses 「我去」."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCall:
    """Open until answered or withdrawn."""

    help_id: str
    kiosk_id: str
    called_at: datetime
    answered_by: str | None = None  # staff id
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCalled:
    """The button was pressed on a page of a kiosk, or what was told there alarms."""

    help_id: str
    kiosk_id: str
    page: str
    called_at: datetime
    reason: str = ""  # policy.emergency.EmergencyKind; "": the button was pressed


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswered:
    """「我去」: the kiosk says who comes."""

    staff_id: str
    counter_no: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWithdrawn:
    """The citizen needs nobody any more, or the session was wiped."""

    reason: str  # "citizen" or "wiped"


HelpEvent = HelpCalled | HelpAnswered | HelpWithdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHelp:
    """From a kiosk; `help_id` makes it idempotent."""

    help_id: str
    kiosk_id: str
    page: str
    called_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHelp:
    """From a counter."""

    staff_id: str
    counter_no: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHelp:
    """From the kiosk that called."""

    reason: str


HelpCommand = CallHelp | AnswerHelp | WithdrawHelp


def evolve(call: HelpCall | None, event: HelpEvent) -> HelpCall | None:
    """Fold one event."""
    if isinstance(event, HelpCalled):
        return call or HelpCall(help_id=event.help_id, kiosk_id=event.kiosk_id, called_at=event.called_at)
    if call is None:
        return None
    match event:
        case HelpAnswered():
            return HelpCall(
                help_id=call.help_id,
                kiosk_id=call.kiosk_id,
                called_at=call.called_at,
                answered_by=event.staff_id,
                closed=True,
            )
        case HelpWithdrawn():
            return HelpCall(
                help_id=call.help_id, kiosk_id=call.kiosk_id, called_at=call.called_at, closed=True
            )
        case _:
            assert_never(event)


def decide(call: HelpCall | None, command: HelpCommand) -> list[HelpEvent] | Refusal:
    """The first answer stands: two people must not both walk."""
    if isinstance(command, CallHelp):
        if call is not None:
            return []
        return [
            HelpCalled(
                help_id=command.help_id,
                kiosk_id=command.kiosk_id,
                page=command.page,
                called_at=command.called_at,
                reason=command.reason,
            )
        ]
    if call is None:
        return Refusal("help.unknown")
    match command:
        case AnswerHelp():
            if call.answered_by is not None:
                return Refusal("help.already_answered")
            if call.closed:
                return Refusal("help.withdrawn")
            return [HelpAnswered(staff_id=command.staff_id, counter_no=command.counter_no)]
        case WithdrawHelp():
            return [] if call.closed else [HelpWithdrawn(reason=command.reason)]
        case _:
            assert_never(command)
