"""A case (矛盾纠纷): the state machine of domain.md §3.4 as far as registration and acceptance go.

The state names are complete; grading and what follows come with casework. Only the holder decides (design.md §2).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from cases.casework.matter import OpenMatter, SealedMatter
from cases.deadlines.case_clock import ArmedClock, ClockKind, arm_accept, arm_grade
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.sealed import Sealed


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`clocks` are the running ones; a stopped clock is history and stays in the log."""

    case_id: str
    case_code: str
    holder: str  # the stream that decides
    state: CaseState
    open: OpenMatter
    clocks: tuple[ArmedClock, ...]
    passed: frozenset[tuple[ClockKind, int]] = frozenset()  # (clock, rung) that were claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered:
    """登记. `confirmed_at` is 确认 at the kiosk or the registration at the counter: it starts the accept clock."""

    case_id: str
    case_code: str
    visit_id: str | None
    source: str  # "kiosk" or "counter"
    matter: SealedMatter
    receipt_code_hash: str  # SHA-256 of the code in the receipt's QR; "" when no receipt was made
    confirmed_at: datetime
    clocks: tuple[ArmedClock, ...]
    clock_untrusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCorrected:
    """Staff corrected the matter. The citizen's own words stay in the log; `sealed` replaces the private part."""

    open: OpenMatter
    sealed: Sealed | None
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """受理: stops the accept clocks and starts grading's."""

    staff_id: str
    accepted_at: datetime
    clocks: tuple[ArmedClock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRejected:
    """不予受理: a reason of the policy's list, where to go instead, and a sealed remark."""

    staff_id: str
    reason_code: str
    referral_code: str
    remark: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed:
    """A clock ran out. `at` of its envelope is `due_at`; its id derives from clock and rung."""

    clock: ClockKind
    rung: int
    due_at: datetime
    item_id: str  # the supervision item raised in the same transaction (I4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRead:
    """Somebody opened the sealed part: an addition, kept for the audit."""

    staff_id: str
    purpose: str


CaseEvent = CaseRegistered | MatterCorrected | CaseAccepted | CaseRejected | DeadlinePassed | PersonRead


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCase:
    """From a kiosk's submission or from the counter."""

    case_id: str
    case_code: str
    visit_id: str | None
    source: str
    matter: SealedMatter
    receipt_code_hash: str
    confirmed_at: datetime
    clock_untrusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMatter:
    """The whole open part, and the private part newly sealed."""

    open: OpenMatter
    sealed: Sealed | None
    staff_id: str


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
class PassDeadline:
    """Time alone: the holder's ticker found a running clock past its due instant."""

    clock: ClockKind
    rung: int
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPerson:
    """An addition: allowed to whoever may see the case, in every state."""

    staff_id: str
    purpose: str


CaseCommand = RegisterCase | CorrectMatter | AcceptCase | RejectCase | PassDeadline | ReadPerson


def evolve(case: Case | None, event: CaseEvent, holder: str) -> Case | None:
    """Fold one event; `holder` is the stream of its envelope."""
    if isinstance(event, CaseRegistered):
        return case or Case(
            case_id=event.case_id,
            case_code=event.case_code,
            holder=holder,
            state=CaseState.REGISTERED,
            open=event.matter.open,
            clocks=event.clocks,
        )
    if case is None:
        return None
    match event:
        case MatterCorrected():
            return replace(case, open=event.open)
        case CaseAccepted():
            return replace(case, state=CaseState.ACCEPTED, clocks=event.clocks)
        case CaseRejected():
            return replace(case, state=CaseState.REJECTED, clocks=())
        case DeadlinePassed():
            return replace(case, passed=case.passed | {(event.clock, event.rung)})
        case PersonRead():
            return case
        case _:
            assert_never(event)


def decide(
    case: Case | None, command: CaseCommand, policy: Policy, now: datetime, store: str
) -> list[CaseEvent] | Refusal:
    """What follows, or why not. `store` is the stream that is asked: only the holder decides, others add."""
    if isinstance(command, RegisterCase):
        return [] if case is not None else [_registered(command, policy)]
    if case is None:
        return Refusal("case.unknown")
    if isinstance(command, ReadPerson):
        return [PersonRead(staff_id=command.staff_id, purpose=command.purpose)]
    if case.holder != store:
        return Refusal("case.not_holder", {"case_code": case.case_code, "holder": case.holder})
    if isinstance(command, PassDeadline):
        return _pass_deadline(case, command, now)
    if case.state in FINISHED:
        return Refusal("case.finished", {"case_code": case.case_code})
    match command:
        case CorrectMatter():
            return [MatterCorrected(open=command.open, sealed=command.sealed, staff_id=command.staff_id)]
        case AcceptCase():
            if case.state is not CaseState.REGISTERED:
                return Refusal("case.not_registered", {"case_code": case.case_code})
            if case.open.category is None:
                return Refusal("case.category_missing", {"case_code": case.case_code})
            return [
                CaseAccepted(staff_id=command.staff_id, accepted_at=now, clocks=(arm_grade(now, policy),))
            ]
        case RejectCase():
            if case.state is not CaseState.REGISTERED:
                return Refusal("case.not_registered", {"case_code": case.case_code})
            if command.reason_code not in policy.acceptance.reasons:
                return Refusal("case.reason_unknown", {"reason_code": command.reason_code})
            if command.referral_code not in policy.acceptance.referrals:
                return Refusal("case.referral_unknown", {"referral_code": command.referral_code})
            return [
                CaseRejected(
                    staff_id=command.staff_id,
                    reason_code=command.reason_code,
                    referral_code=command.referral_code,
                    remark=command.remark,
                )
            ]
        case _:
            assert_never(command)


def _registered(command: RegisterCase, policy: Policy) -> CaseRegistered:
    return CaseRegistered(
        case_id=command.case_id,
        case_code=command.case_code,
        visit_id=command.visit_id,
        source=command.source,
        matter=command.matter,
        receipt_code_hash=command.receipt_code_hash,
        confirmed_at=command.confirmed_at,
        clocks=arm_accept(command.confirmed_at, command.matter.open.category, policy),
        clock_untrusted=command.clock_untrusted,
    )


def _pass_deadline(case: Case, command: PassDeadline, now: datetime) -> list[CaseEvent] | Refusal:
    clock = next((c for c in case.clocks if c.kind is command.clock), None)
    if clock is None or (command.clock, command.rung) in case.passed:
        return []
    if now < clock.due_at:
        return Refusal("case.not_due", {"case_code": case.case_code})
    return [
        DeadlinePassed(clock=command.clock, rung=command.rung, due_at=clock.due_at, item_id=command.item_id)
    ]
