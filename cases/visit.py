"""A visit (来访): from the ticket to the end of the reception. Its holder is its hall; it lives for a day."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from cases.matter import SealedMatter
from cases.refusal import Refusal


class VisitState(StrEnum):
    """design.md §2."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    ON_HOLD = "on_hold"
    TRANSFERRED = "transferred"
    LEFT = "left"
    MERGED = "merged"
    CANCELLED = "cancelled"


class PaperState(StrEnum):
    """What is known of a paper; UNKNOWN is a printer that took the bytes and does not answer."""

    PRINTED = "printed"
    VOIDED = "voided"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`place_at` is the first touch of the intent: the place in line counts from it, whatever came later."""

    visit_id: str
    ticket_no: str
    queue: str
    business_date: date
    place_at: datetime
    leased: bool
    state: VisitState = VisitState.WAITING
    calls_count: int = 0
    counter_no: int | None = None
    case_id: str | None = None
    eligible_from_call: int = 0  # 过号回队: not before this many calls were made in the queue
    returns_count: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSuperseded:
    """Both the hall and a lease gave a number: the printed one stands (design.md §2, Ticket numbers)."""

    superseded_no: str
    stands_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCalled:
    """呼叫, and one more for every 重呼. `why` names the rule; `ages_s` are the waits of the first candidates."""

    counter_no: int
    staff_id: str
    call_no: int  # 1 for the first call
    why: str
    candidates: tuple[str, ...] = ()
    ages_s: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    """开始办理."""

    counter_no: int
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded:
    """结束接待 (a visit ends; 办结 is a word for cases only)."""

    counter_no: int
    staff_id: str


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


VisitEvent = (
    TicketIssued
    | NumberSuperseded
    | NumberCalled
    | ServiceStarted
    | VisitEnded
    | NoShowMarked
    | ReturnedToQueue
    | CaseLinked
    | PaperReported
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNumber:
    """呼叫 or 重呼 by the desk that has the visit."""

    counter_no: int
    staff_id: str
    calls_count_max: int
    why: str = "recall"
    candidates: tuple[str, ...] = ()
    ages_s: tuple[int, ...] = ()


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


VisitCommand = (
    IssueTicket | CallNumber | StartService | EndVisit | MarkNoShow | ReturnToQueue | LinkCase | ReportPaper
)

AT_A_DESK = (VisitState.CALLED, VisitState.SERVING)


def evolve(visit: Visit | None, event: VisitEvent) -> Visit | None:
    """Fold one event. Events of a visit that was never issued leave nothing."""
    if isinstance(event, TicketIssued):
        return visit or Visit(
            visit_id=event.visit_id,
            ticket_no=event.ticket_no,
            queue=event.queue,
            business_date=event.business_date,
            place_at=event.place_at,
            leased=event.leased,
            case_id=event.case_id,
        )
    if visit is None:
        return None
    match event:
        case NumberSuperseded():
            return replace(visit, ticket_no=event.stands_no, leased=True)
        case NumberCalled():
            return replace(
                visit, state=VisitState.CALLED, calls_count=visit.calls_count + 1, counter_no=event.counter_no
            )
        case ServiceStarted():
            return replace(visit, state=VisitState.SERVING, counter_no=event.counter_no)
        case VisitEnded():
            return replace(visit, state=VisitState.DONE)
        case NoShowMarked():
            return replace(visit, state=VisitState.NO_SHOW, counter_no=None)
        case ReturnedToQueue():
            return replace(
                visit,
                state=VisitState.WAITING,
                calls_count=0,
                counter_no=None,
                eligible_from_call=event.eligible_from_call,
                returns_count=visit.returns_count + 1,
            )
        case CaseLinked():
            return replace(visit, case_id=event.case_id)
        case PaperReported():
            return visit
        case _:
            assert_never(event)


def decide(visit: Visit | None, command: VisitCommand) -> list[VisitEvent] | Refusal:
    """What follows from a command, or why not. Source: design.md §2; domain.md §7 (call convention)."""
    if isinstance(command, IssueTicket):
        return _issue(visit, command)
    if visit is None:
        return Refusal("visit.unknown")
    match command:
        case CallNumber():
            return _call(visit, command)
        case StartService():
            if (refusal := _not_at(visit, command.counter_no)) is not None:
                return refusal
            if visit.state is VisitState.SERVING:
                return []
            return [ServiceStarted(counter_no=command.counter_no, staff_id=command.staff_id)]
        case EndVisit():
            if visit.state is VisitState.DONE:
                return []
            if visit.state is not VisitState.SERVING:
                return Refusal("visit.not_serving", {"ticket_no": visit.ticket_no})
            if (refusal := _not_at(visit, command.counter_no)) is not None:
                return refusal
            return [VisitEnded(counter_no=command.counter_no, staff_id=command.staff_id)]
        case MarkNoShow():
            if visit.state is not VisitState.CALLED:
                return Refusal("visit.not_called", {"ticket_no": visit.ticket_no})
            if (refusal := _not_at(visit, command.counter_no)) is not None:
                return refusal
            return [NoShowMarked(counter_no=command.counter_no, staff_id=command.staff_id)]
        case ReturnToQueue():
            if visit.state is not VisitState.NO_SHOW:
                return Refusal("visit.not_no_show", {"ticket_no": visit.ticket_no})
            if visit.returns_count >= command.returns_max:
                return Refusal(
                    "visit.returned_too_often",
                    {"ticket_no": visit.ticket_no, "returns_count": visit.returns_count},
                )
            return [
                ReturnedToQueue(
                    eligible_from_call=command.queue_calls_count + command.skip_calls,
                    staff_id=command.staff_id,
                )
            ]
        case LinkCase():
            if visit.case_id is not None:
                return Refusal("visit.has_case", {"ticket_no": visit.ticket_no})
            return [CaseLinked(case_id=command.case_id)]
        case ReportPaper():
            return [
                PaperReported(
                    paper=command.paper, job_id=command.job_id, result=command.result, reason=command.reason
                )
            ]
        case _:
            assert_never(command)


def _issue(visit: Visit | None, command: IssueTicket) -> list[VisitEvent] | Refusal:
    if visit is None:
        return [
            TicketIssued(
                visit_id=command.visit_id,
                ticket_no=command.ticket_no,
                queue=command.queue,
                business_date=command.business_date,
                place_at=command.place_at,
                leased=command.leased,
                kiosk_id=command.kiosk_id,
                ticket_code_hash=command.ticket_code_hash,
                case_id=command.case_id,
                draft_id=command.draft_id,
                draft=command.draft,
                clock_untrusted=command.clock_untrusted,
            )
        ]
    if command.leased and command.ticket_no != visit.ticket_no:
        return [NumberSuperseded(superseded_no=visit.ticket_no, stands_no=command.ticket_no)]
    return []


def _call(visit: Visit, command: CallNumber) -> list[VisitEvent] | Refusal:
    if visit.state is VisitState.CALLED:
        if (refusal := _not_at(visit, command.counter_no)) is not None:
            return refusal
        if visit.calls_count >= command.calls_count_max:
            return Refusal(
                "visit.called_too_often", {"ticket_no": visit.ticket_no, "calls_count": visit.calls_count}
            )
    elif visit.state is not VisitState.WAITING:
        return Refusal("visit.not_waiting", {"ticket_no": visit.ticket_no})
    return [
        NumberCalled(
            counter_no=command.counter_no,
            staff_id=command.staff_id,
            call_no=visit.calls_count + 1,
            why=command.why,
            candidates=command.candidates,
            ages_s=command.ages_s,
        )
    ]


def _not_at(visit: Visit, counter_no: int) -> Refusal | None:
    if visit.state in AT_A_DESK and visit.counter_no == counter_no:
        return None
    return Refusal("visit.not_at_this_desk", {"ticket_no": visit.ticket_no})
