"""What may be asked while a case is handled, fed back, closed and visited. Free text comes sealed."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.casework.by import By
from cases.casework.case_state import CloseResult
from cases.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMediation:
    """调解开始, both sides willing."""

    by: By
    org: str
    by_court: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMediation:
    """调解结束."""

    by: By
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAgreement:
    """调解协议."""

    by: By
    number: str
    perform_by: date | None = None
    sealed: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendCase:
    """中止, with a reason of the policy's list."""

    by: By
    reason_code: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase:
    """恢复."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExtension:
    """申请延期: `amount` in the unit of the clock."""

    by: By
    clock_id: str
    amount: int
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideExtension:
    """批准 or not."""

    by: By
    grant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """报结."""

    by: By
    dispatch_id: str
    result: CloseResult
    method: str
    sealed: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeedback:
    """反馈."""

    by: By
    channel: str
    said_at: datetime
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFailedContact:
    """联系不上."""

    by: By
    channel: str
    tried_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """销号."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """退回补办."""

    by: By
    because: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase:
    """重新办理."""

    by: By
    reason_code: str
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCase:
    """归档."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase:
    """撤回."""

    by: By
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCase:
    """并案. `into_finished`: nobody works on the other case any more, as its holder sees it."""

    by: By
    into_case_id: str
    into_case_code: str
    into_finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeFollowUp:
    """回访."""

    by: By
    channel: str
    made_at: datetime
    satisfied: bool | None = None
    performed: bool | None = None
    sealed: Sealed | None = None
