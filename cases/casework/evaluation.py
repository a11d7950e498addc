"""Evaluation 好差评: five levels, once per visit (一次一评) and once per matter (一事一评). Source: domain.md §3.6."""

from dataclasses import dataclass
from enum import IntEnum

from cases.refusal import Refusal

ITEMS = ("overall", "attitude", "efficiency", "norms", "result")
"""总体 and the four questions of domain.md §4.1 (态度 效率 规范 结果); only the first is asked of everybody."""


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
    """What a citizen said of a visit or a matter. Who said it is not kept."""

    subject: str  # "visit" or "case"
    subject_id: str
    levels: tuple[tuple[str, int], ...]  # (item, Level); "overall" is always there
    channel: str  # "kiosk", "phone" or "counter"
    items_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveEvaluation:
    """`finished`: the visit has ended, or the matter is closed or rejected."""

    subject: str
    subject_id: str
    levels: tuple[tuple[str, int], ...]
    channel: str
    finished: bool


def decide(given: EvaluationGiven | None, command: GiveEvaluation) -> list[EvaluationGiven] | Refusal:
    """Once, and only of what is over."""
    if given is not None:
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
        )
    ]
