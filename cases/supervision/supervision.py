"""督办事项: what is on the supervision list (督办清单, domain.md §1.5), from its cause until a person closes it.

Every passed deadline owes one (I4 of domain.md §3.4), every 差评, every key matter of a superior and every missed
whistle, in the transaction of its cause. `responsible` is a post or a staff id; nobody is scored.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.casework.by import By
from cases.deadlines.case_clock import ArmedClock
from cases.sealed import Sealed, WrappedKey
from cases.supervision.document_number import DocumentNumber

INTERVIEW = "interview"  # 约谈: the rung that a record and a new limit belong to


class RungState(StrEnum):
    """How far a rung of the ladder is."""

    SENT = "sent"  # automatic
    DRAFTED = "drafted"  # waits for a leader
    APPROVED = "approved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRaised:
    """`item_id` derives from cause, clock and rung, so that it is raised once whoever computes it.

    `due_at`: when what caused it was due; `limit`: until when the item itself is to be done. `ladder_from`: the last
    day of the limit that the ladder counts from. `rated`: whom a 差评 was about: they review no appeal of their own.
    """

    item_id: str
    case_id: str  # "" when no case belongs to it
    clock: str
    rung: int
    trigger: str  # policy.supervision.Trigger
    due_at: datetime
    visit_id: str = ""
    whistle_id: str = ""
    unit: str = ""
    responsible: str = ""
    rated: tuple[str, ...] = ()
    limit: ArmedClock | None = None
    ladder_from: date | None = None  # None: no ladder
    staff_id: str = ""  # who raised it by hand
    sealed: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()  # its own, where there is no case whose key seals its texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleNamed:
    """责任单位、责任人, named by a person."""

    staff_id: str
    unit: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RungSent:
    """工作提示: sent by the program, with its number. `clock`: the limit that it follows."""

    rung: str
    clock: str
    number: DocumentNumber
    taken_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RungDrafted:
    """From 约谈 up the program only drafts, by time or because a leader asks (`asked_by`)."""

    rung: str
    clock: str
    taken_on: date
    asked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungApproved:
    """A leader approved the draft: only now it has a number, so that numbers have no gap."""

    rung: str
    number: DocumentNumber
    staff_id: str
    role: str
    sealed: Sealed | None = None  # what the paper says beyond its form


@dataclass(frozen=True, slots=True, kw_only=True)
class RungDropped:
    """A leader decided against it, with a reason."""

    rung: str
    staff_id: str
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHeld:
    """约谈记录 with the new limit that was set (domain.md §1.5 U7)."""

    staff_id: str
    held_at: datetime
    limit: ArmedClock
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRecounted:
    """A new calendar counted the item's limit again, and the ladder with it where it counts from that limit."""

    limit: ArmedClock
    ladder_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationReported:
    """整改情况, by the responsible unit's own people."""

    staff_id: str
    unit: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationVisited:
    """差评回访 by a named person who is not the rated one."""

    staff_id: str
    channel: str
    visited_at: datetime
    satisfied: bool | None
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFiled:
    """申诉 of the rated one or their unit against a 差评."""

    staff_id: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """复核 by neither the rated one nor the filer. `upheld`: the 差评 does not stand."""

    staff_id: str
    upheld: bool
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClosed:
    """督办办结, with its evidence, by somebody who does not answer for it."""

    staff_id: str
    sealed: Sealed


ItemEvent = (
    SupervisionRaised
    | ResponsibleNamed
    | RungSent
    | RungDrafted
    | RungApproved
    | RungDropped
    | InterviewHeld
    | LimitRecounted
    | RectificationReported
    | RectificationVisited
    | AppealFiled
    | AppealDecided
    | ItemClosed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A rung that was taken."""

    rung: str
    clock: str
    taken_on: date
    state: RungState
    number: DocumentNumber | None = None
    asked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionItem:
    """An item as it stands. `rungs` in the order in which they were taken."""

    item_id: str
    trigger: str
    case_id: str
    visit_id: str
    whistle_id: str
    cause: str  # the clock that passed, or what else it came from
    unit: str
    responsible: str
    rated: tuple[str, ...]
    limit: ArmedClock | None
    ladder_from: date | None
    rungs: tuple[Rung, ...] = ()
    interviews: int = 0
    rectified_by: frozenset[str] = frozenset()
    visited: bool = False
    appeal_by: str = ""
    appeal_upheld: bool | None = None  # None: not decided
    closed: bool = False

    def rung(self, rung: str) -> Rung | None:
        """A rung that was taken, if it was."""
        return next((one for one in self.rungs if one.rung == rung), None)

    def answered_by(self, by: By) -> bool:
        """Whether somebody answers for the item: the responsible one, whoever was rated, the unit's own people."""
        own_unit = bool(by.unit) and by.unit == self.unit
        return own_unit or by.staff_id == self.responsible or by.staff_id in self.rated

    @property
    def taken(self) -> frozenset[str]:
        """Every rung that was taken, whatever became of it."""
        return frozenset(one.rung for one in self.rungs)

    @property
    def drafts(self) -> tuple[Rung, ...]:
        """What waits for a leader."""
        return tuple(one for one in self.rungs if one.state is RungState.DRAFTED)

    @property
    def interview_owed(self) -> bool:
        """约谈 was approved and not held yet."""
        asked = self.rung(INTERVIEW)
        return asked is not None and asked.state is RungState.APPROVED and not self.interviews
