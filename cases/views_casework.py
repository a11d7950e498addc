"""What the counter is shown of cases: the case page, the inbox, and what a batch did. Made by the store, frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.advice.grading import GradeSuggestion
from cases.advice.routing import RouteSuggestion
from cases.advice.scope import ScopeAdvice
from cases.deadlines.case_clock import Pause
from cases.matter.matter import OpenMatter, PrivateMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A running or suspended clock with its light. `left` in `left_unit` (deadline_light.TimeUnit), `past`: overdue so.

    `unit`, `amount`, `extensions`: the limit; `longest_extension`: what may be asked for, in the same unit.
    """

    clock_id: str
    kind: str
    subject: str
    light: str
    left: int
    left_unit: str
    past: bool
    started_at: datetime
    due_at: datetime
    due_date: date
    provisional: bool
    suspended: bool
    unit: str
    amount: int
    extensions: tuple[int, ...]
    longest_extension: int
    pauses: tuple[Pause, ...] = ()  # for 「怎么算的」


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchView:
    """One unit's share. `own`: whoever looks acts for this unit."""

    dispatch_id: str
    unit: str
    unit_name: str
    lead: bool
    state: str
    assigned_at: datetime
    acknowledged_at: datetime | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """What happened, newest last. `type`: the event's name in the codec; `facts`: keys and counts for its sentence.

    `text` is the sealed text, opened; `by_name` who did it, "" for the program.
    """

    event_id: str
    type: str
    at: datetime
    by: str
    by_name: str
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """材料: opened name."""

    attachment_id: str
    kind: str
    media_type: str
    bytes_count: int
    name: str
    at: datetime
    signs: str = ""  # print hash of the paper that this signature is bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A number (文号) that was drawn, and the paper (文书) under it. `void`: none came, the number is 作废."""

    paper_id: str
    kind: str
    number: str
    pages: int
    at: datetime
    issued: bool = True
    void: bool = False
    print_hash: str = ""  # paper_record


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """保全 in force: why (retention.toml) the case may not be forgotten, since when, and who said so."""

    hold_id: str
    reason_code: str
    since: datetime
    staff_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """The case page. `acts`: what this person may do now; `primary`: the one that is waited for, "" if not theirs."""

    case_id: str
    case_code: str
    state: str
    holder: str
    held_here: bool
    source: str
    info_only: bool
    superior_key: bool
    registered_at: datetime
    accepted_at: datetime | None
    grade: str | None
    major_amount: bool
    level: str
    dispatch_kind: str
    open: OpenMatter
    private: PrivateMatter
    private_readable: bool
    clocks: tuple[ClockView, ...]
    dispatches: tuple[DispatchView, ...]
    timeline: tuple[TimelineLine, ...]
    attachments: tuple[AttachmentView, ...]
    papers: tuple[PaperView, ...]
    grade_suggestion: GradeSuggestion | None
    routes: tuple[RouteSuggestion, ...]
    scope: ScopeAdvice | None
    emergencies: tuple[str, ...]
    consultation_owed: bool
    extension: tuple[str, int, str] | None  # (clock id, amount, who asked)
    proposed: str | None
    close_result: str | None
    agreement_number: str
    acts: tuple[str, ...]
    primary: str
    waits_for: str  # a right (roles.Right), "" when nothing is waited for
    first_asked: str = ""  # 首问负责: who registered it, until a unit has signed for it
    whistles: tuple[str, ...] = ()  # ids of open whistle calls
    items: tuple[str, ...] = ()  # ids of open supervision items
    forgotten: bool = False  # 销毁: nobody can read its persons and texts any more
    holds: tuple[HoldView, ...] = ()  # 保全 in force, the oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A line of the inbox or of any list of cases: no person but the masked name."""

    case_id: str
    case_code: str
    state: str
    grade: str | None
    major_amount: bool
    category: str | None
    dispute_type: str | None
    town: str | None
    party_count: int | None
    amount_fen: int | None
    lead_unit: str
    lead_unit_name: str
    masked_name: str
    registered_at: datetime
    clock: str  # kind of the worst clock, "" without one
    light: str
    due_at: datetime | None
    left: int
    left_unit: str
    past: bool
    dispatch_id: str  # of the unit that looks, "" otherwise
    dispatch_state: str
    primary: str
    reminded_at: datetime | None = None  # 提醒 by the command zone, within the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What waits for whoever looks, worst light first. `tab`: one of TABS."""

    tab: str
    rows: tuple[CaseRow, ...]
    counts: tuple[tuple[str, int], ...]  # of every tab
    as_of: datetime


TABS = (
    *("mine", "to_accept", "to_grade", "to_send", "to_acknowledge"),
    *("handling", "to_tell", "to_sign_off", "to_visit", "all", "handed"),
)
"""Tabs of the inbox: what waits for me; then by step (待签收 and 办理 of a unit are its own); last 移交来的案件, shown
where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """What a batch did with one case: `code` is the refusal's, "" where it was done."""

    case_id: str
    case_code: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()
