"""Attendance (考勤): who signed in and out and when. The sending unit is told from this (domain.md §1.3 P5)."""

from dataclasses import dataclass
from typing import assert_never

from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One person today. `counter_no` None: on duty without a counter (督办, 调度, 管理)."""

    staff_id: str
    on_duty: bool
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedIn:
    """签到 with the PIN."""

    staff_id: str
    role: str
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedOut:
    """签退. `reason`: "" by the person, "taken_over" by another sign-in, "day_end" by the hall at midnight."""

    staff_id: str
    reason: str = ""


DutyEvent = StaffSignedIn | StaffSignedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """签到."""

    staff_id: str
    role: str
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut:
    """签退."""

    staff_id: str
    reason: str = ""


def evolve(_duty: Duty | None, event: DutyEvent) -> Duty | None:
    """Fold one event."""
    match event:
        case StaffSignedIn():
            return Duty(staff_id=event.staff_id, on_duty=True, counter_no=event.counter_no)
        case StaffSignedOut():
            return Duty(staff_id=event.staff_id, on_duty=False)
        case _:
            assert_never(event)


def decide(duty: Duty | None, command: SignIn | SignOut) -> list[DutyEvent] | Refusal:
    """Signing in at another counter signs out first, so that every stretch of attendance has both ends."""
    on_duty = duty is not None and duty.on_duty
    match command:
        case SignIn():
            entered = StaffSignedIn(
                staff_id=command.staff_id, role=command.role, counter_no=command.counter_no
            )
            if duty is None or not duty.on_duty:
                return [entered]
            if duty.counter_no == command.counter_no:
                return []
            return [StaffSignedOut(staff_id=command.staff_id, reason="taken_over"), entered]
        case SignOut():
            return [StaffSignedOut(staff_id=command.staff_id, reason=command.reason)] if on_duty else []
        case _:
            assert_never(command)
