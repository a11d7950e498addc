"""What a citizen's kiosk is shown beyond the queues: who can be looked for, an appointment, what can be evaluated.

Frozen values; nothing in them names a person who came.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDesk:
    """A counter that somebody can be looked for at. `open`: somebody sits there now."""

    counter_no: int
    name: str
    zone_name: str = ""
    open: bool = False
    staff_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFound:
    """Behind a code of today. `late`: the slot is not held any more, the number is in line like everybody's."""

    appointment_id: str
    counter_no: int
    at: datetime
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRow:
    """An appointment as a counter sees it. It names nobody; `code` is told to the citizen."""

    appointment_id: str
    counter_no: int
    at: datetime
    code: str
    case_id: str | None = None
    visit_id: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluable:
    """A finished visit or matter that was not evaluated yet. `name`: ticket number or case code."""

    subject: str
    subject_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDay:
    """The appointments of one day, by time."""

    day: date
    rows: tuple[AppointmentRow, ...] = ()
