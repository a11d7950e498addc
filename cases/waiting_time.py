"""Expected wait (大约要等) as a range P10–P90, from the people ahead, the open desks and the service times.

With `ahead` people and c desks the wait is about the sum of `ahead - c + 1` departures from c busy desks: each
comes after mean/c minutes. The sum of n such times has mean n·m/c and variance n·(cv·m/c)²; the range is its
normal 10 and 90 per cent points, widened to whole minutes. A desk free now means no wait.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

Z_P90 = 1.2816


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """Whole minutes; low == high == 0 means: you are next."""

    low_min: int
    high_min: int


def shrunk_mean(prior_min: float, seen_min: float, seen_count: int, prior_weight: float = 10.0) -> float:
    """The day's mean, pulled to the policy's prior while little was seen (pitfalls.md §1, Waits)."""
    return (prior_min * prior_weight + seen_min * seen_count) / (prior_weight + seen_count)


def expected_wait(
    ahead: int, desks_open: int, desks_busy: int, mean_min: float, cv: float
) -> WaitRange | None:
    """None when no desk is open: nothing honest can be said."""
    if desks_open <= 0:
        return None
    departures = ahead + 1 - max(0, desks_open - desks_busy)
    if departures <= 0:
        return WaitRange(low_min=0, high_min=0)
    step = mean_min / desks_open
    mean = departures * step
    spread = Z_P90 * sqrt(departures) * cv * step
    low = max(0, floor(mean - spread))
    return WaitRange(low_min=low, high_min=max(low + 1, ceil(mean + spread)))
