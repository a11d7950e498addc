"""Ways to raise an alarm over counts by day: ours, and those that others use, each by its own definition. Pure.

A method gives a score for every day of its grid; an alarm begins where the score reaches a threshold. What a method
says of a day is known at the end of that day.
"""

from collections.abc import Callable, Iterator, Sequence
from math import sqrt

from cases.policy.risk import HotSpotPolicy, RiskPolicy
from cases.risk.hot_spots import z_score
from cases.risk.risk_index import RiskIndex
from cases.risk.risk_level import RiskLevel
from cases.risk.tally import Key, Tally

WEEK = 7
NOTHING = float("-inf")
"""The score of a day of which a method says nothing."""
EXCESS_MIN = 1.0  # below, no threshold is looked for
C2_BASELINE, C2_LAG, C2_SD_MIN = 7, 2, 0.2
Z_995 = 2.576
YEARS_BACK, HALF_WINDOW, FEW_IN_4_WEEKS = 2, 3, 5
YEAR_WEEKS = 52

Scores = Callable[[Key, Tally, range], list[float]]


def plain(window_days: int) -> Scores:
    """How many matters a window of so many days has, and nothing else."""

    def score(_key: Key, tally: Tally, days: range) -> list[float]:
        return [float(tally.received(day - window_days + 1, day)) for day in days]

    return score


def index_scores(index: RiskIndex) -> Scores:
    """Our risk index."""

    def score(key: Key, _tally: Tally, days: range) -> list[float]:
        values = (index.value(key, day) for day in days)
        return [NOTHING if value is None else value for value in values]

    return score


def warning_scores(index: RiskIndex, policy: RiskPolicy) -> Scores:
    """What drafts of warnings follow: by how much the count exceeds the place's own, while the index is high enough.

    Without the three points by which a level holds: an index just below its bound is below.
    """
    bound = {RiskLevel.MEDIUM: policy.levels.medium, RiskLevel.HIGH: policy.levels.high}[policy.warn_from]

    def score(key: Key, tally: Tally, days: range) -> list[float]:
        scores: list[float] = []
        for day, excess in zip(days, excess_scores(index, policy)(key, tally, days), strict=True):
            is_high = excess >= EXCESS_MIN and (index.value(key, day) or 0.0) >= bound
            scores.append(excess if is_high else NOTHING)
        return scores

    return score


def excess_scores(index: RiskIndex, policy: RiskPolicy) -> Scores:
    """The excess of the count alone, without an index: what the index adds to it is seen beside `warning_scores`."""

    def score(key: Key, tally: Tally, days: range) -> list[float]:
        return [
            NOTHING
            if tally.received(day - policy.window_days + 1, day) < policy.few
            or (excess := index.excess(key, day)) is None
            else excess
            for day in days
        ]

    return score


def hot_spot_scores(policy: HotSpotPolicy) -> Scores:
    """z of the last week against its own weeks before (cases.risk.hot_spots)."""

    def score(_key: Key, tally: Tally, days: range) -> list[float]:
        return [
            z_score(tally, day, policy.weeks)[1]
            if tally.received(day - WEEK + 1, day) >= policy.count_min
            else NOTHING
            for day in days
        ]

    return score


def ears_c2(step: int) -> Scores:
    """EARS C2 (Hutwagner et al. 2003): deviations above the mean of 7 periods, which end 2 periods before this one.

    `step` 1: its own daily form; 7: the same over weeks. An alarm is a score of 3. The deviation is at least 0.2, as in
    the CDC's program.
    """

    def score(_key: Key, tally: Tally, days: range) -> list[float]:
        reach = C2_BASELINE + C2_LAG
        first = days[0] - reach * step
        counts = [tally.received(day - step + 1, day) for day in range(first, days[-1] + 1, step)]
        return [_c2(counts[at - reach : at - C2_LAG], counts[at]) for at in range(reach, len(counts))]

    return score


def _c2(baseline: Sequence[int], count: int) -> float:
    mean = sum(baseline) / C2_BASELINE
    if count <= mean:
        return 0.0
    squares = sum((each - mean) ** 2 for each in baseline)
    return float((count - mean) / max(sqrt(squares / (C2_BASELINE - 1)), C2_SD_MIN))


def farrington(since: int) -> Scores:
    """Farrington et al. 1996 over weeks: this week beside the same weeks, ±3, of the years before; quasi-Poisson.

    Without a trend, by its own rule, where there are fewer than three years. Weeks of past outbreaks weigh less
    (Anscombe residuals above 1). The score is the method's own: how far the count stands between the mean (0) and the
    upper bound of its 2/3-power interval (1, where it alarms); fewer than 5 matters in four weeks are no alarm.
    """

    def score(_key: Key, tally: Tally, days: range) -> list[float]:
        weeks = range(since + WEEK - 1, days[-1] + 1, WEEK)
        counts = [tally.received(day - WEEK + 1, day) for day in weeks]
        first = (days[0] - weeks[0]) // WEEK
        return [_farrington(counts, at) for at in range(first, len(counts))]

    return score


def _farrington(counts: Sequence[int], at: int) -> float:
    if sum(counts[max(0, at - 3) : at + 1]) < FEW_IN_4_WEEKS:
        return NOTHING
    baseline = list(_same_weeks(counts, at))
    if len(baseline) <= HALF_WINDOW:
        return NOTHING
    mean, spread = _fitted(baseline, [1.0] * len(baseline))
    weights = [min(1.0, _anscombe(each, mean, spread) ** -2) for each in baseline]
    scale = len(weights) / sum(weights)
    weights = [each * scale for each in weights]
    mean, spread = _fitted(baseline, weights)
    if not mean:
        return NOTHING
    variance = spread * mean + spread * mean / sum(weights)
    bound = mean * (1 + 2 / 3 * Z_995 * sqrt(variance) / mean) ** 1.5
    return float((counts[at] - mean) / (bound - mean))


def _same_weeks(counts: Sequence[int], at: int) -> Iterator[int]:
    for back in range(1, YEARS_BACK + 1):
        middle = at - back * YEAR_WEEKS
        yield from (counts[n] for n in range(middle - HALF_WINDOW, middle + HALF_WINDOW + 1) if 0 <= n < at)


def _fitted(baseline: Sequence[int], weights: Sequence[float]) -> tuple[float, float]:
    """Mean and over-dispersion (at least 1) of a quasi-Poisson law without a trend."""
    total = sum(weights)
    mean = sum(w * each for w, each in zip(weights, baseline, strict=True)) / total
    if not mean:
        return 0.0, 1.0
    pearson = sum(w * (each - mean) ** 2 / mean for w, each in zip(weights, baseline, strict=True))
    return mean, max(1.0, pearson / (len(baseline) - 1))


def _anscombe(count: int, mean: float, spread: float) -> float:
    """Standardised, at least 1: what is not unusual keeps its weight."""
    if not mean:
        return 1.0
    return max(1.0, float(1.5 * (count ** (2 / 3) - mean ** (2 / 3)) / (mean ** (1 / 6) * sqrt(spread))))
