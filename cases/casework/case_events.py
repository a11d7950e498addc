"""What happens to a case: the holder's decisions, and the additions of everybody (design.md §2).

Decisions are folded in order of (tenure, epoch, seq); additions are facts in a set. `sealed` texts are free text and
persons, encrypted with the case's key. Every decision that starts, changes or stops a clock says so in `stops` (clock
ids) and `clocks` (armed or changed ones), so that no reader has to know the rule to keep the table of clocks.
"""

from dataclasses import dataclass
from datetime import datetime

from cases.advice.grade import CaseGrade
from cases.casework.case_additions import Addition
from cases.casework.case_state import DispatchKind
from cases.casework.handling_events import (
    AgreementMade,
    CaseArchived,
    CaseClosed,
    CaseMerged,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
    ContactFailed,
    DispatchReported,
    ExtensionAsked,
    ExtensionDecided,
    FeedbackGiven,
    FollowUpMade,
    MediationEnded,
    MediationStarted,
    ResultSubmitted,
    SentBack,
)
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.explanation import DaySpan
from cases.matter.matter import OpenMatter, SealedMatter
from cases.matter.source import Imported
from cases.people.proof import Proof
from cases.sealed import Sealed

Reasons = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Why something was suggested: (reason code, facts), as shown to the person who confirmed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered:
    """登记. `confirmed_at` is 确认 at the kiosk or the registration at the counter: it starts the accept clock."""

    case_id: str
    case_code: str
    visit_id: str | None
    source: str  # casework.source.Source
    matter: SealedMatter
    receipt_code_hash: str  # SHA-256 of the code in the receipt's QR; "" when no receipt was made
    confirmed_at: datetime
    clocks: tuple[ArmedClock, ...]
    clock_untrusted: bool = False
    info_only: bool = False
    superior_key: bool = False
    external_id: str = ""  # of the system that it was imported from
    imported: Imported | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCorrected:
    """Staff corrected the matter. The citizen's own words stay in the log; `sealed` replaces the private part."""

    open: OpenMatter
    sealed: Sealed | None
    staff_id: str
    info_only: bool | None = None  # whether it is anonymous now; None: nobody asked
    clocks: tuple[ArmedClock, ...] = ()  # a matter that turned out to be of petition type, or not to be
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """受理: `clocks` replace the accept clocks."""

    staff_id: str
    accepted_at: datetime
    clocks: tuple[ArmedClock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRejected:
    """不予受理: a reason of the policy's list, where to go instead, and a sealed remark. Stops every clock."""

    staff_id: str
    reason_code: str
    referral_code: str
    remark: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGraded:
    """分级, also again: what was suggested and why, and what a person confirmed."""

    staff_id: str
    grade: CaseGrade
    suggested: CaseGrade
    floor: CaseGrade
    major_amount: bool
    reasons: Reasons
    because: Sealed | None  # of whoever departed from the suggestion or lowered an earlier grade
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One unit of a dispatch."""

    dispatch_id: str
    unit: str
    lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDispatched:
    """分流/交办: to one unit, to several, or 双交办; also more units beside those at work."""

    staff_id: str
    dispatched_at: datetime
    kind: DispatchKind
    level: str  # grade.Level
    channel: str  # resolution method R01–R11
    assigned: tuple[Assigned, ...]
    reasons: Reasons
    because: Sealed | None  # of whoever departed from the suggestion, or went up a level
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchAcknowledged:
    """签收: from now on the unit answers for it; until then the first counter does (首问负责)."""

    dispatch_id: str
    staff_id: str
    unit: str
    acknowledged_at: datetime
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchReturned:
    """退回, citing the duty list. `consultation_owed`: the second one, 会商 comes before another dispatch."""

    dispatch_id: str
    staff_id: str
    unit: str
    duty_id: str  # of duties.toml
    because: Sealed | None
    consultation_owed: bool
    consultations_before: int = 0  # that the holder knew of: one more is owed
    clocks: tuple[ArmedClock, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRecalled:
    """收回: by the centre, with a reason."""

    dispatch_id: str
    staff_id: str
    because: Sealed | None
    clocks: tuple[ArmedClock, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksRecounted:
    """A new calendar moved what runs. Old dates stand in the clocks before; closed clocks are never touched.

    `why`: the days that count otherwise now.
    """

    calendar_version: str
    clocks: tuple[ArmedClock, ...]
    why: tuple[DaySpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed:
    """A clock ran out. `at` of its envelope is `due_at`; its id derives from clock and rung."""

    clock: ClockKind
    rung: int
    due_at: datetime
    item_id: str  # the supervision item raised in the same transaction (I4)
    clock_id: str = ""  # "" in what the first release wrote: the kind's own name

    @property
    def claimed(self) -> tuple[str, int]:
        """What is claimed once."""
        return (self.clock_id or self.clock.value, self.rung)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """移交: the last decision of this tenure."""

    staff_id: str
    to_store: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """接管: the first decision of the next tenure, by its new holder.

    `known_epoch`, `known_seq`: the last decision of the tenure before that the new holder knew. A later one of that
    tenure is late: set aside for a person on every replica, whatever order it arrives in.
    """

    staff_id: str
    store: str
    from_store: str  # who held the tenure before
    forced: bool
    known_epoch: int
    known_seq: int
    because: Sealed | None = None
    clocks: tuple[ArmedClock, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAnswered:
    """The holder's answer to what somebody elsewhere asked: granted, or refused with the rule's code."""

    addition_id: str
    granted: bool
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReissued:
    """补打回执: the same codes to type and a new one in its QR. The code before leads nowhere any more."""

    receipt_code_hash: str  # SHA-256 of the code in the new receipt's QR
    proof: Proof  # how staff knew whom they gave it to
    staff_id: str


Decision = (
    CaseRegistered
    | MatterCorrected
    | CaseAccepted
    | CaseRejected
    | CaseGraded
    | CaseDispatched
    | DispatchAcknowledged
    | DispatchReturned
    | DispatchRecalled
    | MediationStarted
    | MediationEnded
    | AgreementMade
    | CaseSuspended
    | CaseResumed
    | ExtensionAsked
    | ExtensionDecided
    | DispatchReported
    | ResultSubmitted
    | FeedbackGiven
    | ContactFailed
    | CaseClosed
    | SentBack
    | CaseReopened
    | CaseArchived
    | CaseWithdrawn
    | CaseMerged
    | FollowUpMade
    | ClocksRecounted
    | DeadlinePassed
    | HandedOver
    | TakenOver
    | ActionAnswered
    | ReceiptReissued
)
CaseEvent = Decision | Addition
