"""What a citizen's kiosk is shown beyond the queues: who can be looked for, an appointment, what can be evaluated.

Frozen values; nothing in them names a person who came. How a matter stands is for whoever holds its code.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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
class EndedVisit:
    """A visit that has just ended at a counter: the tablet there turns to its evaluation by itself (domain.md §3.6)."""

    counter_no: int
    visit_id: str
    ticket_no: str
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluable:
    """A finished visit or matter that was not evaluated yet. `name`: ticket number or case code."""

    subject: str
    subject_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationText:
    """What somebody wrote with an evaluation, for who moderates it: not of which matter, and only the day."""

    text_id: str
    level: int
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDay:
    """The appointments of one day, by time."""

    day: date
    rows: tuple[AppointmentRow, ...] = ()


class Reach(StrEnum):
    """How a step of the roadmap stands."""

    DONE = "done"
    NOW = "now"
    STOPPED = "stopped"  # 中止: it would be now
    NEXT = "next"  # nothing of the road happens just now, this comes first
    AHEAD = "ahead"
    MAYBE = "maybe"  # only if it is needed (仲裁, 诉讼, 复查)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStep:
    """A step of the roadmap as policy words it. `limit`: a text key of assets/texts/deadlines.toml, and its amount."""

    name: str
    organ: str
    basis: str
    text: str
    reach: Reach
    limit: tuple[str, int] | None = None


class Promise(StrEnum):
    """What is owed to the citizen by a day."""

    ACCEPT = "accept"  # 告知是否受理
    RESULT = "result"  # 办出结果
    FEEDBACK = "feedback"  # 把结果告诉您
    VISIT = "visit"  # 回访


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedDate:
    """To be kept before the end of `day`. `extended`: it was put off (延期)."""

    what: Promise
    day: date
    extended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """不予受理: why, and where to go (policy's words)."""

    reason: str
    organ: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a matter stands, for its citizen: the road (路线图), the dates, and what became of it.

    `graded` False: the middle of the road is not known yet, `steps` has only what every matter goes.
    """

    steps: tuple[RoadStep, ...]
    graded: bool
    promises: tuple[PromisedDate, ...] = ()
    stopped_for: str = ""  # 中止: the reason's name
    instead: Instead | None = None
    result: str = ""  # case_state.CloseResult: closed, which is not yet resolved
    info_only: bool = False
