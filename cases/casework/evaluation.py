"""Evaluation 好差评: five levels, once per visit (一次一评) and once per matter (一事一评). Source: domain.md §3.6.

Voluntary, and only the citizen's own: no command here carries a member of staff who gives one. What was written in free
text is sealed, and seen by nobody but the one who moderates it until it is released (`Moderate`).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey

ITEMS = ("overall", "attitude", "efficiency", "norms", "result")
"""总体 and the four questions of domain.md §4.1 (态度 效率 规范 结果); only the first is asked of everybody."""
ITEMS_VERSION = 1  # of ITEMS and Level (GB/T 39735): another set of questions is another version
TEXT_CHARS_MAX = 500
SHOWN_FROM = 5  # domain.md §4.2: fewer evaluations would point at who said it


class Subject(StrEnum):
    """What is evaluated."""

    VISIT = "visit"  # 一次一评
    CASE = "case"  # 一事一评


class Channel(StrEnum):
    """Where it was given."""

    KIOSK = "kiosk"
    PHONE = "phone"
    COUNTER = "counter"  # a tablet or a pad that stands at a counter


class Level(IntEnum):
    """非常满意 5 … 非常不满意 1; the last two are 差评."""

    VERY_DISSATISFIED = 1
    DISSATISFIED = 2
    BASICALLY_SATISFIED = 3
    SATISFIED = 4
    VERY_SATISFIED = 5

    @property
    def is_bad(self) -> bool:
        """差评."""
        return self <= Level.DISSATISFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationGiven:
    """What a citizen said of a visit or a matter. Who said it is not kept.

    `text` is sealed with the case's key, or for a visit without a case with one of its own, whose `keys` come along.
    """

    subject: str  # Subject
    subject_id: str
    levels: tuple[tuple[str, int], ...]  # (item, Level); "overall" is always there
    channel: str  # Channel
    items_version: int = 1  # what the first release wrote, whatever it is by now
    text: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()


class WithheldFor(StrEnum):
    """Why a text is not shown. The level stands in any case."""

    NAMES_SOMEBODY = "names_somebody"
    INSULTS = "insults"
    NOT_ABOUT_IT = "not_about_it"
    EMERGENCY = "emergency"  # somebody acts on it; it is for nobody else


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationDecided:
    """A person read the text: released, or withheld for a reason. The first decision stands."""

    staff_id: str
    released: bool
    reason: str = ""  # WithheldFor


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveEvaluation:
    """`finished`: the visit has ended, or the matter is closed or rejected."""

    subject: str
    subject_id: str
    levels: tuple[tuple[str, int], ...]
    channel: str
    finished: bool
    text: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderate:
    """`reason` is empty exactly when it is released."""

    staff_id: str
    released: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """An evaluation as it stands. `released` None: nobody has read the text, or there is none."""

    given: EvaluationGiven
    released: bool | None = None


EvaluationEvent = EvaluationGiven | ModerationDecided


def evolve(state: Evaluation | None, event: EvaluationEvent) -> Evaluation | None:
    """Fold one event; the first of each kind stands."""
    match event:
        case EvaluationGiven():
            return state or Evaluation(given=event)
        case ModerationDecided() if state is not None and state.released is None:
            return Evaluation(given=state.given, released=event.released)
        case _:
            return state


def decide(state: Evaluation | None, command: GiveEvaluation) -> list[EvaluationEvent] | Refusal:
    """Once, and only of what is over."""
    if state is not None:
        return Refusal("evaluation.given_already")
    if not command.finished:
        return Refusal("evaluation.not_finished")
    levels = dict(command.levels)
    known = set(Level)
    if "overall" not in levels or not set(levels) <= set(ITEMS) or not set(levels.values()) <= known:
        return Refusal("evaluation.levels")
    return [
        EvaluationGiven(
            subject=command.subject,
            subject_id=command.subject_id,
            levels=tuple((item, levels[item]) for item in ITEMS if item in levels),
            channel=command.channel,
            items_version=ITEMS_VERSION,
            text=command.text,
            keys=command.keys,
        )
    ]


def moderate(state: Evaluation | None, command: Moderate) -> list[EvaluationEvent] | Refusal:
    """Once, and only where something was written."""
    if state is None or state.given.text is None:
        return Refusal("evaluation.no_text")
    if state.released is not None:
        return Refusal("evaluation.moderated_already")
    if command.released == (command.reason in set(WithheldFor)):
        return Refusal("evaluation.reason_unknown", {"reason": command.reason})
    return [ModerationDecided(staff_id=command.staff_id, released=command.released, reason=command.reason)]
