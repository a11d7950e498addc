"""What screens are shown of supervision: board and item, whistles, records with tasks, reviews, slow places. Frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.advice.reason import Reason

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A line of the supervision list (督办清单). `light` of the item's own limit; `responsible`: a post, or a name."""

    item_id: str
    trigger: str
    case_id: str
    case_code: str
    unit: str
    unit_name: str
    responsible: str
    raised_at: datetime
    limit_date: date | None
    light: str
    last_rung: str
    drafts: int  # wait for a leader
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionBoard:
    """The list with its counts; rows at most 200, the earliest limit first. `awaiting`: drafts of all items."""

    rows: tuple[ItemRow, ...]
    total: int
    by_trigger: Counts
    by_rung: Counts  # last rung taken, "" before the first
    by_unit: Counts
    awaiting: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """完成时限 with its light."""

    clock_id: str
    unit: str  # of the budget
    amount: int
    started_at: datetime
    due_at: datetime
    due_date: date
    provisional: bool
    light: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    """A rung of the ladder for this item. `state` "" when it was not taken; `due_on`: its day, None without one.

    `may_decide`: whoever looks may approve or drop it; `may_ask`: may ask for it.
    """

    rung: str
    document: str  # kind of its paper
    automatic: bool
    state: str
    number: str
    due_on: date | None
    may_decide: bool
    may_ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """What happened to the item. `text`: what was sealed, opened."""

    type: str
    at: datetime
    by_name: str
    rung: str = ""
    number: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """An item with its ladder, its documents and everything that was done. `acts`: what whoever looks may do."""

    row: ItemRow
    visit_id: str
    whistle_id: str
    cause: str
    limit: LimitView | None
    ladder: tuple[RungView, ...]
    interview_owed: bool
    settled: bool  # what caused it is over
    rectified: bool
    visited: bool
    appeal: str  # "", "filed", "upheld", "rejected"
    lines: tuple[ItemLine, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleRow:
    """One unit of a call. `due_at`: until when the step that is waited for is done; None when nothing is."""

    whistle_id: str
    case_id: str
    case_code: str
    unit: str
    unit_name: str
    state: str
    called_at: datetime
    arrive_by: datetime
    due_at: datetime | None
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistlePage:
    """A call with why it was made and what came out."""

    whistle_id: str
    case_id: str
    case_code: str
    reason: str
    units: tuple[WhistleRow, ...]
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task of a resolution. `light` of its clock, "" once it is done."""

    task_id: str
    record_id: str
    number: str  # of the record
    unit: str
    unit_name: str
    state: str
    due_date: date
    light: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A record of coordination."""

    record_id: str
    kind: str
    kind_name: str
    number: str
    case_id: str
    case_code: str
    held_at: datetime
    units: tuple[str, ...]  # names
    tasks_open: int
    answer_owed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A record with its text, its tasks and what became of them."""

    row: RecordRow
    text: str
    tasks: tuple[TaskRow, ...]
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedRow:
    """A drawn matter. `total` None: not looked at yet."""

    case_id: str
    case_code: str
    grade: str
    unit_name: str
    total: int | None
    passed: bool
    reopening_asked: bool
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """案件评查 of a month. `drawn` False: it can be drawn now, or the month is not over."""

    period: str
    drawn: bool
    closed: int
    rows: tuple[ReviewedRow, ...]
    checklist: tuple[tuple[str, str, int], ...]  # (key, name, points)
    pass_score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowAreaRow:
    """A place that is suggested for a work reminder (工作提示). `last_at`: when it had one last."""

    kind: str
    area: str
    name: str
    open: int
    overdue: int
    median_workdays: int
    reasons: tuple[Reason, ...]
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSent:
    """A work reminder that was sent."""

    reminder_id: str
    number: str
    area: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """实地督导记录, opened."""

    inspection_id: str
    kind: str
    area: str
    name: str
    finding: str
    inspected_at: datetime
    by_name: str
    text: str
