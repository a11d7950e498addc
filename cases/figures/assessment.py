"""平安建设考核 of the units (domain.md §1.5 U6): what was counted of each in some days, and its score by terms. Pure.

Two things are told of a unit: what it was given (交办, by the day of the dispatch), and what it leads (主办, by the day
of acceptance, as figures.kpis tells it). A score can be done again by hand from what stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import floor

from cases.figures.kpis import share
from cases.policy.assessment import FULL, AssessmentPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWork:
    """Counts of one unit in some days.

    `to_acknowledge`: dispatches that were signed for, or whose limit for it has run out; `late`: cases it leads whose
    limit for closing ran out, closed since or not. `rungs`: rungs of the ladder taken against it, (rung, how often).
    """

    unit: str
    # 交办给它的
    assigned: int = 0
    to_acknowledge: int = 0
    acknowledged_in_time: int = 0
    returned: int = 0
    recalled: int = 0
    reported: int = 0
    # 它主办的
    accepted: int = 0
    closed: int = 0
    resolved: int = 0
    closed_in_time: int = 0
    late: int = 0
    evaluated: int = 0
    content: int = 0
    # 督办它的
    supervised: int = 0
    rungs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTerm:
    """One term. `points` None: not scored, because there was too little; `weight` then went to the others."""

    term: str
    part: int
    whole: int
    weight: int
    share: float | None
    points: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """扣分 for one rung."""

    rung: str
    times: int
    each: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """`score`, 0 to 100 with one decimal, is the sum of the points less `deducted`; None: 样本不足.

    `rank`: equal scores have one rank, the next is as many below; None without a score.
    """

    work: UnitWork
    name: str
    terms: tuple[ScoreTerm, ...]
    deductions: tuple[Deduction, ...]
    deducted: float
    score: float | None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsAssessment:
    """Units by rank, then those without a score by name."""

    first_day: date
    last_day: date
    as_of: datetime
    units: tuple[UnitScore, ...]


def assessed(
    works: Sequence[tuple[UnitWork, str]], days: tuple[date, date], as_of: datetime, policy: AssessmentPolicy
) -> UnitsAssessment:
    """The scores of (work, name of the unit)."""
    scores = [score_of(work, name, policy) for work, name in works]
    told = sorted(
        (one for one in scores if one.score is not None), key=lambda one: (-(one.score or 0), one.name)
    )
    rest = sorted((one for one in scores if one.score is None), key=lambda one: one.name)
    ranked = [_ranked(one, told) for one in told]
    return UnitsAssessment(first_day=days[0], last_day=days[1], as_of=as_of, units=(*ranked, *rest))


def score_of(work: UnitWork, name: str, policy: AssessmentPolicy) -> UnitScore:
    """One unit's."""
    shares = {
        "acknowledged_in_time": (work.acknowledged_in_time, work.to_acknowledge),
        "reported": (work.reported, work.assigned - work.returned - work.recalled),
        "closed_in_time": (work.closed_in_time, work.closed),
        "resolved": (work.resolved, work.accepted),
        "satisfied": (work.content, work.evaluated),
    }
    weights = policy.weights.by_term()
    scored = sum(weight for term, weight in weights.items() if shares[term][1] >= policy.few)
    terms = tuple(
        ScoreTerm(
            term=term,
            part=part,
            whole=whole,
            weight=weights[term],
            share=share(part, whole),
            points=part / whole * weights[term] / scored * FULL if whole >= policy.few and scored else None,
        )
        for term, (part, whole) in shares.items()
    )
    points = policy.deduction.rungs
    deductions = tuple(
        Deduction(rung=rung, times=times, each=points.get(rung, 0.0)) for rung, times in work.rungs if times
    )
    deducted = min(policy.deduction.most, sum(one.times * one.each for one in deductions))
    total = sum(term.points or 0.0 for term in terms)
    return UnitScore(
        work=work,
        name=name,
        terms=terms,
        deductions=deductions,
        deducted=deducted,
        score=_tenths(max(0.0, total - deducted)) if scored and work.assigned >= policy.few else None,
    )


def _tenths(points: float) -> float:
    """One decimal, halves upwards, as one rounds by hand."""
    return floor(points * 10 + 0.5 + 1e-9) / 10


def _ranked(one: UnitScore, told: Sequence[UnitScore]) -> UnitScore:
    return replace(one, rank=1 + sum((other.score or 0) > (one.score or 0) for other in told))
