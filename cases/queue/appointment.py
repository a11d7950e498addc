"""An appointment (预约): a slot at a counter that the hall holds; the citizen takes its ticket with a short code."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from cases.hall_time import hall_date
from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """`at` is the slot. `visit_id` once the citizen came."""

    appointment_id: str
    counter_no: int
    at: datetime
    visit_id: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMade:
    """Names nobody. `code` is what the citizen types at the kiosk: 6 digits, of this hall and day."""

    appointment_id: str
    counter_no: int
    at: datetime
    code: str
    staff_id: str
    case_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentKept:
    """The citizen came and has a ticket."""

    visit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    """Called off, with a reason for the record."""

    staff_id: str
    reason: str


AppointmentEvent = AppointmentMade | AppointmentKept | AppointmentCancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAppointment:
    """`slot_taken`: another appointment holds that counter then. `in_hours`: the hall is open at that time.

    `override_reason`: given when the citizen hears of it on the same day (domain.md §1.4 O5: one calendar day before).
    """

    appointment_id: str
    counter_no: int
    at: datetime
    code: str
    staff_id: str
    now: datetime
    slot_taken: bool
    in_hours: bool
    case_id: str | None = None
    override_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAppointment:
    """From the kiosk, with the ticket's visit."""

    visit_id: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAppointment:
    """From the counter."""

    staff_id: str
    reason: str


AppointmentCommand = MakeAppointment | KeepAppointment | CancelAppointment


def evolve(appointment: Appointment | None, event: AppointmentEvent) -> Appointment | None:
    """Fold one event."""
    match event:
        case AppointmentMade():
            return appointment or Appointment(
                appointment_id=event.appointment_id, counter_no=event.counter_no, at=event.at
            )
        case AppointmentKept():
            return appointment and _with(appointment, visit_id=event.visit_id)
        case AppointmentCancelled():
            return appointment and _with(appointment, cancelled=True)
        case _:
            assert_never(event)


def decide(appointment: Appointment | None, command: AppointmentCommand) -> list[AppointmentEvent] | Refusal:
    """Made once, kept once, on its own day."""
    if isinstance(command, MakeAppointment):
        return [] if appointment is not None else _make(command)
    if appointment is None or appointment.cancelled:
        return Refusal("appointment.unknown")
    match command:
        case KeepAppointment():
            if appointment.visit_id is not None:
                return [] if appointment.visit_id == command.visit_id else Refusal("appointment.kept_already")
            if hall_date(command.now) != hall_date(appointment.at):
                return Refusal("appointment.other_day", {"date": hall_date(appointment.at).isoformat()})
            return [AppointmentKept(visit_id=command.visit_id)]
        case CancelAppointment():
            return [AppointmentCancelled(staff_id=command.staff_id, reason=command.reason)]
        case _:
            assert_never(command)


def _make(command: MakeAppointment) -> list[AppointmentEvent] | Refusal:
    if command.at <= command.now:
        return Refusal("appointment.past")
    if not command.in_hours:
        return Refusal("appointment.closed_then")
    if command.slot_taken:
        return Refusal("appointment.slot_taken", {"counter_no": command.counter_no})
    told_in_time = hall_date(command.at) > hall_date(command.now)
    if not told_in_time and not command.override_reason.strip():
        return Refusal("appointment.notice_too_short")
    return [
        AppointmentMade(
            appointment_id=command.appointment_id,
            counter_no=command.counter_no,
            at=command.at,
            code=command.code,
            staff_id=command.staff_id,
            case_id=command.case_id,
        )
    ]


def _with(appointment: Appointment, *, visit_id: str | None = None, cancelled: bool = False) -> Appointment:
    return Appointment(
        appointment_id=appointment.appointment_id,
        counter_no=appointment.counter_no,
        at=appointment.at,
        visit_id=visit_id or appointment.visit_id,
        cancelled=cancelled or appointment.cancelled,
    )
