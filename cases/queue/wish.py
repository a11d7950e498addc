"""What a citizen wishes from the phone (中途离开, 请等我, 评价): an addition made at the centre, decided by the hall.

The centre keeps the wish; the hall pulls it, decides once, and its answer travels upstream as an event like any other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cases.queue import visit_commands as asked
from cases.queue.visit_commands import HoldVisit, LeaveVisit
from cases.queue.visit_events import POSTPONED
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey


class WishKind(StrEnum):
    """What may be wished."""

    LEAVE = "leave"  # 不等了
    POSTPONE = "postpone"  # 请等我十分钟
    EVALUATE = "evaluate"  # 好差评


OF_THE_LINE = frozenset({WishKind.LEAVE, WishKind.POSTPONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedEvaluation:
    """好差评 from a phone: sealed at the centre, where it was written. `emergencies`: kinds, never words."""

    subject: str  # casework.evaluation.Subject
    levels: tuple[tuple[str, int], ...]
    text: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()
    emergencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """As the hall pulls it. `position` only grows: the cursor in this hall's wishes.

    `visit_id`: what it is about; of an evaluation that may be a case.
    """

    position: int
    wish_id: str
    visit_id: str
    kind: str  # WishKind; a newer centre may know more
    at: datetime
    evaluation: WishedEvaluation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishDecided:
    """The hall's answer. `reason` is a refusal's code, empty when it was granted; `until` of a postponement."""

    wish_id: str
    visit_id: str
    kind: str
    granted: bool
    reason: str = ""
    until: datetime | None = None


def command_of(
    wish: Wish, now: datetime, postpone_minutes: int, postponements_max: int
) -> asked.VisitCommand | Refusal:
    """What the wish asks of the visit, while it still makes sense: ten minutes that are over cannot be granted."""
    match wish.kind:
        case WishKind.LEAVE:
            return LeaveVisit()
        case WishKind.POSTPONE:
            until = min(wish.at, now) + timedelta(minutes=postpone_minutes)
            if until <= now:
                return Refusal("wish.too_late")
            return HoldVisit(reason=POSTPONED, until=until, postponements_max=postponements_max)
        case _:
            return Refusal("wish.unknown_kind")


def decided(wish: Wish, answer: asked.VisitCommand | Refusal | None) -> WishDecided:
    """The record of an answer; None: granted without a command to the visit."""
    return WishDecided(
        wish_id=wish.wish_id,
        visit_id=wish.visit_id,
        kind=wish.kind,
        granted=not isinstance(answer, Refusal),
        reason=answer.code if isinstance(answer, Refusal) else "",
        until=answer.until if isinstance(answer, HoldVisit) else None,
    )
