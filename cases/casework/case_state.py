"""A case (矛盾纠纷) as it stands: its state (domain.md §3.4) and what the next decision depends on.

Made by `case_folding.evolve` alone, from the holder's decisions in their order and the set of additions.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import PlainSerializer

from cases.advice.grade import CaseGrade
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.matter.matter import OpenMatter


class CaseState(StrEnum):
    """domain.md §3.4."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    GRADED = "graded"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    RESULT_SUBMITTED = "result_submitted"
    FEEDBACK_GIVEN = "feedback_given"
    CLOSED = "closed"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    REOPENED = "reopened"


FINISHED = frozenset(
    {CaseState.REJECTED, CaseState.CLOSED, CaseState.ARCHIVED, CaseState.WITHDRAWN, CaseState.MERGED}
)


class CloseResult(StrEnum):
    """How a matter ended (close_result). 化解率 counts only RESOLVED_*."""

    RESOLVED_AGREEMENT = "resolved_agreement"  # 达成协议
    RESOLVED_ORAL = "resolved_oral"  # 口头化解
    REFERRED_LEGAL = "referred_legal"  # 引导仲裁、诉讼、复议
    TERMINATED_NO_CONSENT = "terminated_no_consent"  # 一方不同意，终止
    NOT_ESTABLISHED = "not_established"  # 诉求不成立

    @property
    def is_resolved(self) -> bool:
        """化解, not only 办结."""
        return self in (CloseResult.RESOLVED_AGREEMENT, CloseResult.RESOLVED_ORAL)

    @property
    def needs_agreement(self) -> bool:
        """Whether an agreement must be there: its word alone is not enough (domain.md §1.5 U8)."""
        return self is CloseResult.RESOLVED_AGREEMENT


class DispatchState(StrEnum):
    """A dispatch (分流/交办) to one unit."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"  # 签收
    REPORTED = "reported"  # 报结
    RETURNED = "returned"  # 退回
    RECALLED = "recalled"  # 收回


DUAL_BRANCHES = 2  # territory and line department
LIVE_DISPATCH = frozenset({DispatchState.ASSIGNED, DispatchState.ACKNOWLEDGED})


class DispatchKind(StrEnum):
    """How many answer for it."""

    SINGLE = "single"  # one unit
    JOINT = "joint"  # 联合调处: the first leads, the others co-handle
    DUAL = "dual"  # 双交办: territory and line department, one deadline; both must report


# Kept in one order, whatever happened in which: tables that are made anew are the same to the byte.
Ids = Annotated[frozenset[str], PlainSerializer(sorted)]
Tenures = Annotated[frozenset[int], PlainSerializer(sorted)]
Claims = Annotated[frozenset[tuple[str, int]], PlainSerializer(sorted)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One unit's share of a case. `lead`: the unit that answers for the result."""

    dispatch_id: str
    unit: str
    lead: bool
    state: DispatchState
    assigned_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionWish:
    """申请延期: asked, not decided yet."""

    clock_id: str
    amount: int
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """调解协议: its paper's number, and until when it is to be performed."""

    number: str
    perform_by: date | None


@dataclass(frozen=True, kw_only=True)  # no slots: `cases.changed` copies it as a whole
class Case:
    """`clocks` are the running and suspended ones; a stopped clock is history and stays in the log."""

    case_id: str
    case_code: str
    holder: str  # the stream that decides
    state: CaseState
    open: OpenMatter
    clocks: tuple[ArmedClock, ...]
    tenure: int = 1
    source: str = ""
    info_only: bool = False  # anonymous: kept as information, nobody can be answered (domain.md §4.2)
    superior_key: bool = False  # 上级交办
    accepted_at: datetime | None = None
    grade: CaseGrade | None = None
    grade_floor: CaseGrade = CaseGrade.SIMPLE
    major_amount: bool = False  # 重大金额: led by the centre (domain.md §1.4 O4)
    level: str = ""  # grade.Level of the last dispatch (四级联调)
    dispatch_kind: DispatchKind = DispatchKind.SINGLE
    dispatches: tuple[Dispatch, ...] = ()
    returns_count: int = 0
    consultations: Ids = frozenset()  # 会商: ids of their records
    consultations_due: int = 0  # so many must be there before the next dispatch
    records: Ids = frozenset()  # ids of handling records: a set, whoever added them
    records_before: Ids = frozenset()  # of them, those from before it was sent back or reopened
    attachments: Ids = frozenset()
    handlers: Ids = frozenset()  # staff who handled it: they do not sign it off
    failed_mediations: int = 0
    in_mediation: bool = False
    overdue_count: int = 0
    extension_wish: ExtensionWish | None = None
    agreement: Agreement | None = None
    proposed: CloseResult | None = None  # of the leading report
    feedback_given: bool = False
    failed_contacts: tuple[datetime, ...] = ()
    close_result: CloseResult | None = None
    merged_into: str = ""
    visited: int = 0  # 回访 held
    visit_dissatisfied: bool = False
    handed_to: str = ""  # the store that takes over next
    declined: Tenures = frozenset()  # in which the store that it was handed to did not take it
    passed: Claims = frozenset()  # (clock id, rung) that were claimed
    seen_clocks: Ids = frozenset()  # ids of all clocks that ever ran
    halted: tuple[ArmedClock, ...] = ()  # what the submitted result stopped, and when
    halted_at: datetime | None = None
    asked: Ids = frozenset()  # additions that wait for a decision
    answered: Ids = frozenset()
    reminded_at: datetime | None = None  # 提醒, the last one
    forgotten: bool = False  # 销毁: its key is gone
    holds: Ids = frozenset()  # 保全, ids of reasons
    holds_lifted: Ids = frozenset()

    @property
    def held(self) -> frozenset[str]:
        """Ids of the reasons for which it may not be forgotten."""
        return self.holds - self.holds_lifted

    def clock(self, kind: ClockKind, subject: str = "") -> ArmedClock | None:
        """The running or suspended clock of a kind."""
        return next((c for c in self.clocks if c.kind is kind and c.subject == subject), None)

    def dispatch(self, dispatch_id: str) -> Dispatch | None:
        """One dispatch of the case."""
        return next((d for d in self.dispatches if d.dispatch_id == dispatch_id), None)

    @property
    def live(self) -> tuple[Dispatch, ...]:
        """Dispatches that wait for their unit."""
        return tuple(d for d in self.dispatches if d.state in LIVE_DISPATCH)

    @property
    def is_declined(self) -> bool:
        """Whether the store that it is handed to does not take it: its holder has it back."""
        return bool(self.handed_to) and self.tenure in self.declined

    @property
    def has_record(self) -> bool:
        """Whether anything is on record since the handling began, or began again (I2)."""
        return bool(self.records - self.records_before)

    @property
    def reported(self) -> tuple[Dispatch, ...]:
        """Dispatches whose unit has reported."""
        return tuple(d for d in self.dispatches if d.state is DispatchState.REPORTED)

    @property
    def signed_for(self) -> bool:
        """Whether a unit has signed for the case and not given it back (I1)."""
        signed = (DispatchState.ACKNOWLEDGED, DispatchState.REPORTED)
        return any(d.state in signed for d in self.dispatches)

    @property
    def lacks_branch(self) -> bool:
        """双交办 of which one branch has reported and the other gave it back: another is to be found (I5)."""
        branches = {d.unit for d in self.reported}
        return self.dispatch_kind is DispatchKind.DUAL and not self.live and len(branches) < DUAL_BRANCHES

    @property
    def lead_unit(self) -> str:
        """主办单位 of those that are at work or have reported; "" without one."""
        return next((d.unit for d in (*self.reported, *self.live) if d.lead), "")
