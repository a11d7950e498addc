"""What happens to a visit (来访): the events of its aggregate, as they are stored."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.matter.matter import SealedMatter


class PaperState(StrEnum):
    """What is known of a paper; UNKNOWN is a printer that took the bytes and does not answer.

    SHOWN is the last rung: no printer had it, so the number stands on the kiosk's screen with its QR for the phone.
    """

    PRINTED = "printed"
    VOIDED = "voided"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """取号. `matter` is the draft of 「先取号，到窗口再说」; a confirmed matter is a case of its own (`case_id`)."""

    visit_id: str
    ticket_no: str
    queue: str
    business_date: date
    place_at: datetime
    leased: bool
    kiosk_id: str
    ticket_code_hash: str  # SHA-256 of the code in the ticket's QR
    case_id: str | None = None
    draft_id: str | None = None  # the case id that the draft is sealed for, and will get if it is registered
    draft: SealedMatter | None = None
    clock_untrusted: bool = False
    priority: str | None = None  # category of hall.toml [[priority.categories]], self-declared
    ordinary_queue: str | None = (
        None  # where it would wait without priority, and waits when there is no ground
    )
    party_count: int | None = None  # persons that this one ticket stands for
    for_counter: int | None = None  # 找人取号
    appointment_id: str | None = None
    appointment_at: datetime | None = None  # the slot that is held
    staff_id: str | None = None  # who gave it at the counter (领着取号); None: a kiosk
    emergency: bool = False  # what was told alarms (casework.emergency): it does not wait in the line
    # What was promised, in seconds: P10, mean, P90. The statistics page publishes how true it was.
    wait_low_s: int | None = None
    wait_mean_s: int | None = None
    wait_high_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSuperseded:
    """Both the hall and a lease gave a number: the printed one stands (design.md §2, Ticket numbers)."""

    superseded_no: str
    stands_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCalled:
    """呼叫, and one more for every 重呼. `why` names the rule; `ages_s` are the waits of the first candidates.

    `serves`: the ordinary queues that the desk called from; who waited there with an earlier place was overtaken.
    """

    counter_no: int
    staff_id: str
    call_no: int  # 1 for the first call
    why: str
    candidates: tuple[str, ...] = ()
    ages_s: tuple[int, ...] = ()
    serves: tuple[str, ...] = ()
    of_priority: bool = False  # the number called was one of 优先
    called_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    """开始办理."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded:
    """结束接待 (a visit ends; 办结 is a word for cases only). `reason` is empty, or "day_end" from the hall itself."""

    counter_no: int
    staff_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowMarked:
    """过号."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedToQueue:
    """过号回队: callable again once `eligible_from_call` calls were made in the queue."""

    eligible_from_call: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLinked:
    """The draft of this visit became a case at the counter."""

    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReported:
    """What came out of the printer, told by the kiosk; a voided or failed paper is shown to staff."""

    paper: str  # "queue_ticket" or "receipt"
    job_id: str
    result: PaperState
    reason: str = ""  # refusal code, e.g. "printer.out_of_paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReprinted:
    """补打 at a counter: the ticket made anew. Its code is a new one; the hall never had the old one to print again."""

    counter_no: int | None  # None: staff without a counter
    staff_id: str
    job_id: str
    ticket_code_hash: str  # SHA-256 of the code in its QR; the code on an older paper leads nowhere any more


DAY_END = "day_end"
"""The reason of what the hall itself ends at the change of the business day (跨日清零)."""

POSTPONED = "postponed"
"""The reason of a hold that the citizen asked for (请等我十分钟)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUndone:
    """撤回: a wrong call, taken back before the citizen came."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold:
    """挂起 until an instant, then back in line by itself. `counter_no`: who goes on with it, None for anybody."""

    reason: str  # a key of hall.toml [hold], or POSTPONED
    until: datetime
    counter_no: int | None = None
    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded:
    """Back in line: the time is over (`staff_id` None), or somebody brought it back."""

    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTransferred:
    """转窗口 (`to_counter`) or 转区 (`to_zone`): the place in line stays, the first desk owns it until acknowledged."""

    from_counter: int
    staff_id: str
    reason: str
    to_counter: int | None = None
    to_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAcknowledged:
    """签收: from now on that desk owns the citizen."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTakenBack:
    """The first desk goes on with it itself."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChecked:
    """核实优先. Not granted: back in the ordinary `queue`, with the place that the first touch gave."""

    granted: bool
    counter_no: int
    staff_id: str
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMerged:
    """并号: this number goes on as another one."""

    into_visit_id: str
    into_ticket_no: str
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLeft:
    """中途离开: told by the citizen's phone (`staff_id` None) or by staff."""

    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCancelled:
    """取消. `reason`: a key of hall.toml [cancel], or "day_end": the hall closed, with a record of everybody."""

    reason: str
    staff_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledByHand:
    """人工叫号 while the hall store was away, entered afterwards. `twice`: another desk took the same number, too."""

    counter_no: int
    staff_id: str
    called_at: datetime
    came: bool
    twice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    """Autosave of the registration beside the citizen: the whole sealed draft as it now is."""

    draft_id: str
    draft: SealedMatter
    staff_id: str


VisitEvent = (
    TicketIssued
    | NumberSuperseded
    | NumberCalled
    | CallUndone
    | ServiceStarted
    | VisitEnded
    | NoShowMarked
    | ReturnedToQueue
    | PutOnHold
    | HoldEnded
    | VisitTransferred
    | TransferAcknowledged
    | TransferTakenBack
    | PriorityChecked
    | VisitMerged
    | VisitLeft
    | VisitCancelled
    | CalledByHand
    | DraftSaved
    | CaseLinked
    | PaperReported
    | TicketReprinted
)
