"""What may be asked of a supervision item. Texts come sealed; serials and the time come from outside."""

from dataclasses import dataclass
from datetime import datetime

from cases.casework.by import By
from cases.policy.supervision import Trigger
from cases.sealed import Sealed, WrappedKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseItem:
    """In the transaction of its cause. `happened_at` starts the item's own limit."""

    item_id: str
    trigger: Trigger
    cause: str
    happened_at: datetime
    rung: int = 0
    case_id: str = ""
    visit_id: str = ""
    whistle_id: str = ""
    unit: str = ""
    responsible: str = ""
    rated: tuple[str, ...] = ()
    staff_id: str = ""
    sealed: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameResponsible:
    """责任单位、责任人."""

    by: By
    unit: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRung:
    """Time asks: is this rung due? `last_serial`: the last number given under its word this year."""

    rung: str
    last_serial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRung:
    """A leader asks for a rung that has no day of its own."""

    by: By
    rung: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveRung:
    """A leader approves a draft."""

    by: By
    rung: str
    last_serial: int
    sealed: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRung:
    """A leader decides against a draft."""

    by: By
    rung: str
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldInterview:
    """`calendar_days`: the new limit, None for the usual one."""

    by: By
    held_at: datetime
    calendar_days: int | None
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountItem:
    """A calendar asks: is the limit another by it?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRectification:
    """From the responsible unit, or the responsible person."""

    by: By
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRectification:
    """回访 after a 差评."""

    by: By
    channel: str
    satisfied: bool | None
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAppeal:
    """From the rated one or their unit."""

    by: By
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """From the reviewer."""

    by: By
    upheld: bool
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItem:
    """`settled`: what caused it is over: the clock that passed runs no longer, the key matter is finished."""

    by: By
    settled: bool
    sealed: Sealed | None


ItemCommand = (
    RaiseItem
    | NameResponsible
    | ClaimRung
    | AskRung
    | ApproveRung
    | DropRung
    | HoldInterview
    | RecountItem
    | ReportRectification
    | VisitRectification
    | FileAppeal
    | DecideAppeal
    | CloseItem
)
