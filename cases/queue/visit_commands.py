"""What may be asked of a visit (来访): the commands, with everything that a decision needs from outside."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.matter.matter import SealedMatter
from cases.queue.visit_events import PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTicket:
    """The hall's answer to a submission. `ticket_no` was drawn from the counters of the same transaction,
    or comes from the kiosk's lease (`leased`)."""

    visit_id: str
    ticket_no: str
    queue: str
    business_date: date
    place_at: datetime
    leased: bool
    kiosk_id: str
    ticket_code_hash: str
    case_id: str | None = None
    draft_id: str | None = None
    draft: SealedMatter | None = None
    clock_untrusted: bool = False
    priority: str | None = None
    ordinary_queue: str | None = None
    party_count: int | None = None
    for_counter: int | None = None
    appointment_id: str | None = None
    appointment_at: datetime | None = None
    staff_id: str | None = None
    emergency: bool = False
    wait_low_s: int | None = None
    wait_mean_s: int | None = None
    wait_high_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNumber:
    """呼叫 or 重呼 by the desk that has the visit."""

    counter_no: int
    staff_id: str
    calls_count_max: int
    why: str = "recall"
    candidates: tuple[str, ...] = ()
    ages_s: tuple[int, ...] = ()
    serves: tuple[str, ...] = ()
    of_priority: bool = False
    called_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartService:
    """开始办理: the person has come."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndVisit:
    """结束接待."""

    counter_no: int
    staff_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """过号."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToQueue:
    """过号回队, on request: after `skip_calls` numbers, `returns_max` times at most."""

    staff_id: str
    queue_calls_count: int
    skip_calls: int
    returns_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase:
    """Staff registered the draft of this visit as a case."""

    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper:
    """The kiosk tells what came out."""

    paper: str
    job_id: str
    result: PaperState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintTicket:
    """补打, for a citizen who is in the house and holds no ticket."""

    counter_no: int | None
    staff_id: str
    job_id: str
    ticket_code_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCall:
    """撤回 a wrong call: within `within_s` seconds of the first call, before the citizen is there."""

    counter_no: int
    staff_id: str
    now: datetime
    within_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldVisit:
    """挂起 by the desk that has the visit; with the reason POSTPONED for one that waits (a citizen's wish).

    `postponements_max`: how often a citizen may ask; `counter_no` None for a wish.
    """

    reason: str
    until: datetime
    counter_no: int | None = None
    staff_id: str | None = None
    postponements_max: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndHold:
    """Bring it back: by staff at any time, by the hall itself (`staff_id` None) once the time is over."""

    now: datetime
    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferVisit:
    """转窗口 or 转区, by the desk that serves it. Exactly one target."""

    counter_no: int
    staff_id: str
    reason: str
    to_counter: int | None = None
    to_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeTransfer:
    """签收. `zone` is the zone that the acknowledging counter stands in."""

    counter_no: int
    staff_id: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackTransfer:
    """The first desk, while nobody has acknowledged and it has nobody else in front of it."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPriority:
    """核实优先 by the desk that has called it. `ordinary_queue`: where it goes when there is no ground."""

    granted: bool
    counter_no: int
    staff_id: str
    ordinary_queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeVisit:
    """并号 of a waiting number into `into`, which must still be in the house."""

    into_visit_id: str
    into_ticket_no: str
    into_is_here: bool
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveVisit:
    """中途离开."""

    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVisit:
    """取消 by staff, or by the hall itself at the end of the day (`staff_id` None)."""

    reason: str
    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterCallByHand:
    """人工叫号 entered afterwards: it is a fact, so it is kept whatever the visit's state is by now."""

    counter_no: int
    staff_id: str
    called_at: datetime
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """Autosave while the desk serves the visit."""

    counter_no: int
    draft_id: str
    draft: SealedMatter
    staff_id: str


VisitCommand = (
    IssueTicket
    | CallNumber
    | UndoCall
    | StartService
    | EndVisit
    | MarkNoShow
    | ReturnToQueue
    | HoldVisit
    | EndHold
    | TransferVisit
    | AcknowledgeTransfer
    | TakeBackTransfer
    | CheckPriority
    | MergeVisit
    | LeaveVisit
    | CancelVisit
    | EnterCallByHand
    | SaveDraft
    | LinkCase
    | ReportPaper
    | ReprintTicket
)
