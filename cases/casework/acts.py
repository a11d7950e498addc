"""What staff do with a case, as the counter says it: plain words, keys of policy's lists, no ids of our own making.

`ACTS` names each with the right that it needs; the service has a path and the client a method for the whole table.
`acting.commands_of` makes the commands that the rules know.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework.case_state import CloseResult, DispatchKind
from cases.roles import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """受理."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """不予受理, with where to go instead."""

    reason_code: str
    referral_code: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """分级."""

    grade: CaseGrade
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTo:
    """分流、交办、双交办: the first unit leads."""

    kind: DispatchKind
    level: Level
    channel: ResolutionMethod
    units: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """签收. Without `dispatch_id`: of what waits for the unit of whoever acts, so that many are signed for at once."""

    dispatch_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """退回, citing a line of the duty list."""

    dispatch_id: str
    duty_id: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """收回."""

    dispatch_id: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """办理记录; without `done_at` it was now."""

    kind: str
    text: str
    done_at: datetime | None = None
    zone: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appoint:
    """上门/调解预约. `override`: why the notice is shorter than the rule."""

    kind: str
    meet_at: datetime
    text: str = ""
    zone: str = ""
    room: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginMediation:
    """调解开始."""

    org: str
    by_court: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishMediation:
    """调解结束."""

    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """调解协议."""

    terms: str
    perform_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend:
    """中止."""

    reason_code: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """恢复."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLonger:
    """申请延期."""

    clock_id: str
    amount: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLonger:
    """批准延期 or not."""

    grant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """报结."""

    dispatch_id: str
    result: CloseResult
    method: ResolutionMethod
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """反馈; without `said_at` it was now."""

    channel: str
    text: str
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """联系不上."""

    channel: str
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """销号."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """退回补办."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """重新办理."""

    reason_code: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """归档."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """撤回."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """并案, into the case with this code."""

    into_case_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """回访."""

    channel: str
    text: str
    satisfied: bool | None = None
    performed: bool | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleNow:
    """简易一表办: what was done, what came out and what the citizen was told, on one page."""

    done: str
    result: CloseResult
    method: ResolutionMethod
    told: str
    terms: str = ""
    perform_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """移交."""

    to_store: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """接管; `forced`: its holder is gone."""

    forced: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """不接收: what another store handed over."""

    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """保全: the case may not be forgotten, for a reason of retention.toml."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """解除保全: that reason is gone."""

    hold_id: str


Act = (
    Accept
    | Reject
    | Grade
    | SendTo
    | Acknowledge
    | GiveBack
    | Recall
    | Record
    | Appoint
    | BeginMediation
    | FinishMediation
    | Agree
    | Suspend
    | Resume
    | AskLonger
    | DecideLonger
    | Report
    | Tell
    | NotReached
    | SignOff
    | SendBack
    | Reopen
    | Archive
    | Withdraw
    | Merge
    | FollowUp
    | SettleNow
    | HandOver
    | TakeOver
    | Decline
    | Hold
    | LiftHold
)
ACTS: dict[str, tuple[type[Act], Right]] = {
    "accept": (Accept, Right.REGISTER),
    "reject": (Reject, Right.REGISTER),
    "grade": (Grade, Right.GRADE),
    "send": (SendTo, Right.DISPATCH),
    "acknowledge": (Acknowledge, Right.HANDLE),
    "give-back": (GiveBack, Right.HANDLE),
    "recall": (Recall, Right.DISPATCH),
    "record": (Record, Right.HANDLE),
    "appoint": (Appoint, Right.HANDLE),
    "begin-mediation": (BeginMediation, Right.HANDLE),
    "finish-mediation": (FinishMediation, Right.HANDLE),
    "agree": (Agree, Right.HANDLE),
    "suspend": (Suspend, Right.HANDLE),
    "resume": (Resume, Right.HANDLE),
    "ask-longer": (AskLonger, Right.HANDLE),
    "decide-longer": (DecideLonger, Right.APPROVE),
    "report": (Report, Right.HANDLE),
    "tell": (Tell, Right.FEED_BACK),
    "not-reached": (NotReached, Right.FEED_BACK),
    "sign-off": (SignOff, Right.SIGN_OFF),
    "send-back": (SendBack, Right.SIGN_OFF),
    "reopen": (Reopen, Right.REOPEN),
    "archive": (Archive, Right.SIGN_OFF),
    "withdraw": (Withdraw, Right.FEED_BACK),
    "merge": (Merge, Right.DISPATCH),
    "follow-up": (FollowUp, Right.FEED_BACK),
    "settle": (SettleNow, Right.REGISTER),
    "hand-over": (HandOver, Right.TAKE_OVER),
    "take-over": (TakeOver, Right.TAKE_OVER),
    "decline": (Decline, Right.TAKE_OVER),
    "hold": (Hold, Right.HOLD),
    "lift-hold": (LiftHold, Right.HOLD),
}
NAME_OF: dict[type[Act], str] = {act: name for name, (act, _right) in ACTS.items()}
