"""What the holder decides while a case is handled, fed back, closed and visited."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.casework.case_state import CloseResult
from cases.deadlines.case_clock import ArmedClock
from cases.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationStarted:
    """调解开始: both sides agreed. `by_court`: entrusted by a court."""

    staff_id: str
    org: str  # unit id of the mediation organisation
    by_court: bool
    clocks: tuple[ArmedClock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationEnded:
    """调解结束: with an agreement, or failed."""

    staff_id: str
    agreed: bool
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMade:
    """调解协议 with the date until which it is to be performed."""

    staff_id: str
    number: str
    perform_by: date | None
    sealed: Sealed | None  # its terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuspended:
    """中止: `clocks` stand still from now."""

    staff_id: str
    reason_code: str
    because: Sealed | None
    clocks: tuple[ArmedClock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed:
    """恢复: `clocks` run again."""

    staff_id: str
    clocks: tuple[ArmedClock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked:
    """申请延期, in the clock's own unit."""

    staff_id: str
    clock_id: str
    amount: int
    asked_at: datetime
    because: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDecided:
    """延期 granted or refused by somebody who does not handle the case; the citizen is told by paper."""

    staff_id: str
    granted: bool
    clocks: tuple[ArmedClock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchReported:
    """报结 of one unit: what came out, by which way (化解方式), and the report itself."""

    dispatch_id: str
    staff_id: str
    unit: str
    result: CloseResult
    method: str  # R01–R11, R99
    sealed: Sealed | None
    clocks: tuple[ArmedClock, ...] = ()  # 双交办 whose other branch is missing: it is dispatched again


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted:
    """The last report that was waited for is there: the limits of handling stop, feedback is owed."""

    result: CloseResult
    method: str
    submitted_at: datetime
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...]
    halted: tuple[ArmedClock, ...] = ()  # the stopped clocks of handling, should they go on (退回补办)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven:
    """反馈 to the citizen: when, by which channel, and what was said."""

    staff_id: str
    channel: str
    said_at: datetime
    sealed: Sealed
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFailed:
    """The citizen was not reached. The last of those that policy asks for lets the matter go on (I3)."""

    staff_id: str
    channel: str
    tried_at: datetime
    clocks: tuple[ArmedClock, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """销号, by somebody who did not handle it: closed, which is not yet resolved (`result`)."""

    staff_id: str
    result: CloseResult
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """退回补办: the sign-off found it closed on paper only. The units go on; the limit goes on running.

    `records_before`: the records that did not suffice; the next report needs another.
    """

    staff_id: str
    because: Sealed | None
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...]
    records_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened:
    """重新办理: the units sign for it again; a new clock runs. `records_before`: as in SentBack."""

    staff_id: str
    reason_code: str
    because: Sealed | None
    clocks: tuple[ArmedClock, ...]
    stops: tuple[str, ...]
    records_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseArchived:
    """归档: the file is bound."""

    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn:
    """撤回 by the citizen. Stops every clock."""

    staff_id: str
    because: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMerged:
    """并案: a duplicate goes on under another case. Stops every clock."""

    staff_id: str
    into_case_id: str
    into_case_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpMade:
    """回访 of a closed matter, by a named person: a record; the first stops the clock that it was owed by."""

    staff_id: str
    channel: str
    made_at: datetime
    satisfied: bool | None
    performed: bool | None  # of an agreement
    sealed: Sealed | None
    stops: tuple[str, ...] = ()
