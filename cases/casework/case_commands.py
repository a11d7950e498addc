"""What may be asked of a case. Free text comes sealed; ids, suggestions and the time come from outside."""

from dataclasses import dataclass
from datetime import datetime

from cases.advice.grade import CaseGrade
from cases.advice.grading import GradeSuggestion
from cases.casework.by import By
from cases.casework.case_state import DispatchKind
from cases.casework.handling_commands import (
    ArchiveCase,
    AskExtension,
    DecideExtension,
    EndMediation,
    GiveFeedback,
    LogFailedContact,
    MakeAgreement,
    MakeFollowUp,
    MergeCase,
    ReopenCase,
    ReportResult,
    ResumeCase,
    SendBack,
    SignOff,
    StartMediation,
    SuspendCase,
    WithdrawCase,
)
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.explanation import DaySpan
from cases.matter.matter import OpenMatter, SealedMatter
from cases.matter.source import Imported
from cases.people.proof import Proof
from cases.sealed import Sealed
from cases.supervision.document_number import DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCase:
    """From a kiosk's submission, from the counter, or imported."""

    case_id: str
    case_code: str
    visit_id: str | None
    source: str
    matter: SealedMatter
    receipt_code_hash: str
    confirmed_at: datetime
    clock_untrusted: bool = False
    info_only: bool = False
    superior_key: bool = False
    external_id: str = ""
    imported: Imported | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMatter:
    """The whole open part, and the private part newly sealed."""

    open: OpenMatter
    sealed: Sealed | None
    staff_id: str
    info_only: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCase:
    """受理."""

    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectCase:
    """不予受理."""

    staff_id: str
    reason_code: str
    referral_code: str
    remark: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCase:
    """分级: the grade that a person confirmed beside what was suggested."""

    by: By
    grade: CaseGrade
    suggestion: GradeSuggestion
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTo:
    """One unit of a dispatch; the id is made outside."""

    dispatch_id: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCase:
    """分流/交办. The first unit leads. `consulted`: 会商 was held after two returns."""

    by: By
    kind: DispatchKind
    level: str
    channel: str
    to: tuple[AssignTo, ...]
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeDispatch:
    """签收."""

    by: By
    dispatch_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDispatch:
    """退回: cites the duty list."""

    by: By
    dispatch_id: str
    duty_id: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallDispatch:
    """收回."""

    by: By
    dispatch_id: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHandling:
    """办理记录."""

    by: By
    record_id: str
    kind: str
    done_at: datetime
    zone: str = ""
    room: str = ""
    sealed: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAttachment:
    """材料, its bytes in the vault already. `signs` as in AttachmentAdded; `issued`: print hashes of the papers."""

    by: By
    attachment_id: str
    kind: str
    media_type: str
    bytes_count: int
    file_hash: str
    sealed: Sealed | None = None
    signs: str = ""
    issued: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAppointment:
    """上门/调解预约."""

    by: By
    appointment_id: str
    kind: str
    meet_at: datetime
    noticed_at: datetime
    zone: str = ""
    room: str = ""
    sealed: Sealed | None = None
    override: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPaper:
    """取号. `last_serial`: under the word of its kind in this year; `given`: the number that its aggregate `of` has."""

    by: By
    paper_id: str
    kind: str
    code_hash: str
    last_serial: int
    of: str = ""
    given: DocumentNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePaper:
    """出具文书, its bytes already durable in the vault; checked against what was drawn (paper_rules)."""

    by: By
    paper_id: str
    kind: str
    number: str
    content_hash: str
    code_hash: str
    pages: int
    print_hash: str = ""
    file_hash: str = ""
    bytes_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountClocks:
    """A new calendar is in force: `clocks` are those that moved, newly derived; `why`: the days that changed."""

    calendar_version: str
    clocks: tuple[ArmedClock, ...]
    why: tuple[DaySpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassDeadline:
    """Time alone: the holder's ticker found a running clock past its due instant."""

    clock: ClockKind
    rung: int
    item_id: str
    clock_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """移交 to another store."""

    by: By
    to_store: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueReceipt:
    """补打回执, in every state: who lost it wants to know how far the matter is, or how it ended."""

    by: By
    proof: Proof
    receipt_code_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """接管. `known_epoch`, `known_seq`: the last decision of the old tenure that the new holder has."""

    by: By
    forced: bool
    known_epoch: int
    known_seq: int
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineTransfer:
    """不接收: what was handed over to this store."""

    by: By
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPerson:
    """An addition: allowed to whoever may see the case, in every state."""

    staff_id: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """保全."""

    by: By
    hold_id: str
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """解除保全."""

    by: By
    hold_id: str


Answerable = AcknowledgeDispatch | ReturnDispatch | ReportResult | AskExtension | SignOff
"""What somebody at another store may ask the holder for."""

AddCommand = (
    ReadPerson
    | RecordHandling
    | AddAttachment
    | SetAppointment
    | DrawPaper
    | IssuePaper
    | PlaceHold
    | LiftHold
)
DecideCommand = (
    CorrectMatter
    | AcceptCase
    | RejectCase
    | GradeCase
    | DispatchCase
    | AcknowledgeDispatch
    | ReturnDispatch
    | RecallDispatch
    | StartMediation
    | EndMediation
    | MakeAgreement
    | SuspendCase
    | ResumeCase
    | AskExtension
    | DecideExtension
    | ReportResult
    | GiveFeedback
    | LogFailedContact
    | SignOff
    | SendBack
    | ReopenCase
    | ArchiveCase
    | WithdrawCase
    | MergeCase
    | MakeFollowUp
    | RecountClocks
    | PassDeadline
    | HandOver
)
CaseCommand = RegisterCase | DecideCommand | ReissueReceipt | TakeOver | DeclineTransfer | AddCommand
