"""A desk: who sits at which counter (窗口). Open desks carry the expected wait."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`staff_id` is None while nobody sits there."""

    counter_no: int
    staff_id: str | None
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOpened:
    """Somebody signed in at the counter."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClosed:
    """Signed out, or taken over by somebody else's sign-in; "day_end" from the hall itself."""

    counter_no: int
    staff_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPaused:
    """暂离: who sits there is away until about `until`; no number is called here meanwhile."""

    counter_no: int
    staff_id: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskResumed:
    """Back."""

    counter_no: int
    staff_id: str


DeskEvent = DeskOpened | DeskClosed | DeskPaused | DeskResumed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDesk:
    """Sign in."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDesk:
    """Sign out. `serving` is the ticket that is still called, served or being handed over there, if any."""

    counter_no: int
    staff_id: str
    serving: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseDesk:
    """暂离. `serving` as for CloseDesk."""

    counter_no: int
    staff_id: str
    until: datetime | None = None
    serving: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeDesk:
    """Back."""

    counter_no: int
    staff_id: str


DeskCommand = OpenDesk | CloseDesk | PauseDesk | ResumeDesk


def evolve(desk: Desk | None, event: DeskEvent) -> Desk | None:
    """Fold one event."""
    match event:
        case DeskOpened():
            return Desk(counter_no=event.counter_no, staff_id=event.staff_id)
        case DeskClosed():
            return Desk(counter_no=event.counter_no, staff_id=None)
        case DeskPaused() | DeskResumed():
            return desk and replace(desk, paused=isinstance(event, DeskPaused))
        case _:
            assert_never(event)


def decide(desk: Desk | None, command: DeskCommand) -> list[DeskEvent] | Refusal:
    """One person a counter; the citizen in front of it is never left without an owner (首问负责)."""
    match command:
        case OpenDesk():
            if desk is not None and desk.staff_id == command.staff_id:
                return []
            opened: list[DeskEvent] = [DeskOpened(counter_no=command.counter_no, staff_id=command.staff_id)]
            if desk is not None and desk.staff_id is not None:
                opened.insert(0, DeskClosed(counter_no=command.counter_no, staff_id=desk.staff_id))
            return opened
        case CloseDesk():
            if desk is None or desk.staff_id != command.staff_id:
                return []
            if command.serving is not None:
                return Refusal("desk.still_serving", {"ticket_no": command.serving})
            return [
                DeskClosed(counter_no=command.counter_no, staff_id=command.staff_id, reason=command.reason)
            ]
        case PauseDesk():
            if desk is None or desk.staff_id != command.staff_id:
                return Refusal("desk.not_open", {"counter_no": command.counter_no})
            if command.serving is not None:
                return Refusal("desk.still_serving", {"ticket_no": command.serving})
            return [DeskPaused(counter_no=command.counter_no, staff_id=command.staff_id, until=command.until)]
        case ResumeDesk():
            if desk is None or desk.staff_id != command.staff_id or not desk.paused:
                return []
            return [DeskResumed(counter_no=command.counter_no, staff_id=command.staff_id)]
        case _:
            assert_never(command)
