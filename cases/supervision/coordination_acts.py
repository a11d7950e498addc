"""What people write down of coordination, in plain words as the counter sends them."""

from dataclasses import dataclass
from datetime import datetime

from cases.policy.coordination import RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What was resolved for a unit; `workdays` None: the usual limit."""

    unit: str
    text: str
    workdays: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRecord:
    """A meeting, a 会商 of a case, a report up, a coordination."""

    kind: RecordKind
    held_at: datetime
    text: str
    units: tuple[str, ...] = ()
    case_id: str = ""
    resolutions: tuple[Resolution, ...] = ()
