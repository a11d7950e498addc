"""案件评查: which closed matters of a month are looked at, and how each was handled (domain.md §1.5 U3).

The drawing is by lot that nobody can choose: the order of a digest over month, policy revision and case. Scores are of
how a matter was handled, never of a person.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from cases.casework.by import By
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.policy.supervision import ReviewPolicy
from cases.refusal import Refusal
from cases.sealed import Sealed

PERCENT = 100
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCase:
    """A matter that was closed in the month. `grade`: "" where none was given."""

    case_id: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDrawn:
    """抽样 of one month. `closed`: how many there were."""

    period: str  # YYYY-MM
    staff_id: str
    seed: str
    closed: int
    case_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReviewed:
    """评查结果 of one matter. `reopening_asked`: below the mark that policy sets."""

    case_id: str
    staff_id: str
    scores: tuple[tuple[str, int], ...]  # (key of the checklist, points)
    total: int
    passed: bool
    reopening_asked: bool
    sealed: Sealed | None


ReviewEvent = ReviewDrawn | CaseReviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A month's review as it stands."""

    period: str
    case_ids: tuple[str, ...]
    reviewed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawReview:
    """`closed`: every matter that was closed in the month."""

    period: str
    by: By
    closed: tuple[ClosedCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCase:
    """`own`: whoever reviews has handled or closed the matter."""

    by: By
    case_id: str
    scores: tuple[tuple[str, int], ...]
    own: bool
    sealed: Sealed | None


def evolve(review: Review | None, event: ReviewEvent) -> Review | None:
    """Fold one event."""
    match event:
        case ReviewDrawn():
            return review or Review(period=event.period, case_ids=event.case_ids)
        case CaseReviewed():
            return review and replace(review, reviewed=review.reviewed | {event.case_id})
        case _:
            assert_never(event)


def decide(
    review: Review | None, command: DrawReview | ReviewCase, policy: Policy, now: datetime
) -> list[ReviewEvent] | Refusal:
    """Drawn once, when the month is over; each matter is reviewed once, by nobody who handled it."""
    match command:
        case DrawReview():
            return [] if review is not None else _draw(command, policy, now)
        case ReviewCase():
            if review is None or command.case_id not in review.case_ids:
                return Refusal("review.unknown")
            if command.case_id in review.reviewed:
                return Refusal("review.done")
            if command.own:
                return Refusal("review.own_case")
            return _review(command, policy.supervision.review)
        case _:
            assert_never(command)


def month_of(period: str) -> tuple[date, date] | None:
    """First day of the month and of the next one; None for what is no month."""
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        return None
    after = date(first.year + first.month // MONTHS, first.month % MONTHS + 1, 1)
    return (first, after) if first.isoformat()[: len(period)] == period else None


def sample(closed: Sequence[ClosedCase], policy: ReviewPolicy, seed: str) -> tuple[str, ...]:
    """The same share of every grade, all of the grades that policy names, within its bounds; by lot."""
    lot = sorted(closed, key=lambda case: _lot(seed, case.case_id))
    grades = sorted({case.grade for case in lot})
    drawn: list[str] = []
    for grade in grades:
        stratum = [case.case_id for case in lot if case.grade == grade]
        share = PERCENT if grade in policy.always_grades else policy.sample_percent
        drawn += stratum[: math.ceil(len(stratum) * share / PERCENT)]
    always = {case.case_id for case in lot if case.grade in policy.always_grades}
    taken = set(drawn)
    rest = [case.case_id for case in lot if case.case_id not in taken]
    drawn += rest[: max(0, policy.sample_min - len(drawn))]
    by_lot = sorted(drawn, key=lambda case_id: (case_id not in always, _lot(seed, case_id)))
    return tuple(by_lot[: policy.sample_max])


def _lot(seed: str, case_id: str) -> str:
    return hashlib.sha256(f"{seed}/{case_id}".encode()).hexdigest()


def _draw(command: DrawReview, policy: Policy, now: datetime) -> list[ReviewEvent] | Refusal:
    month = month_of(command.period)
    if month is None:
        return Refusal("review.period")
    if hall_date(now) < month[1]:
        return Refusal("review.month_not_over", {"period": command.period})
    if not command.closed:
        return Refusal("review.nothing_closed", {"period": command.period})
    seed = f"{command.period}/{policy.rev}"
    return [
        ReviewDrawn(
            period=command.period,
            staff_id=command.by.staff_id,
            seed=seed,
            closed=len(command.closed),
            case_ids=sample(command.closed, policy.supervision.review, seed),
        )
    ]


def _review(command: ReviewCase, policy: ReviewPolicy) -> list[ReviewEvent] | Refusal:
    """Every item of the checklist, each within its points."""
    given = dict(command.scores)
    if len(given) != len(command.scores) or set(given) != {item.key for item in policy.checklist}:
        return Refusal("review.checklist")
    for item in policy.checklist:
        if not 0 <= given[item.key] <= item.score:
            return Refusal("review.score", {"item": item.key, "most": item.score})
    total = sum(given.values())
    passed = total >= policy.pass_score
    if not passed and command.sealed is None:
        return Refusal("review.text_missing")
    return [
        CaseReviewed(
            case_id=command.case_id,
            staff_id=command.by.staff_id,
            scores=tuple((item.key, given[item.key]) for item in policy.checklist),
            total=total,
            passed=passed,
            reopening_asked=not passed,
            sealed=command.sealed,
        )
    ]
