"""What a new calendar moved (domain.md §3.2; pitfalls.md §3, 4): the report that staff read and take out."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.deadlines.explanation import DaySpan


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountRow:
    """A clock that ends at another instant now. `earlier`: somebody has less time than was said (请人工核对)."""

    case_id: str
    case_code: str
    clock_id: str
    kind: str
    was_due_at: datetime
    was_due_date: date
    due_at: datetime
    due_date: date
    earlier: bool
    why: tuple[DaySpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountReport:
    """The last recount. `running`: cases are still being counted. `rows`: the earlier ones first, at most 2,000."""

    calendar_version: str
    started_at: datetime | None
    running: bool
    moved: int
    earlier: int
    rows: tuple[RecountRow, ...]
