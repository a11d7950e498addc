"""Hot spots (热点): a place and a type whose last week stands far above its own weeks before (domain.md §9.2)."""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from cases.policy.risk import HotSpotPolicy
from cases.risk.tally import Key, Tally

WEEK = 7
_DEVIATION_MIN = 0.5  # weeks that were all alike would make one matter more a wonder


class HotSpot(NamedTuple):
    """`of_week`: matters of the seven days that end on the day, `mean` of the weeks before, `z` deviations above it."""

    area: str
    group: str
    of_week: int
    mean: float
    z: float


def hot_spots(
    tallies: Mapping[Key, Tally], keys: Iterable[Key], day: int, since: int, policy: HotSpotPolicy
) -> list[HotSpot]:
    """Of these places and types those that are hot, the hottest first. None before there are weeks to compare with."""
    if since > day - WEEK * (policy.weeks + 1) + 1:
        return []
    found = [
        HotSpot(area, group, count, mean, z)
        for area, group in keys
        if (tally := tallies.get((area, group))) is not None
        and (count := tally.received(day - WEEK + 1, day)) >= policy.count_min
        for mean, z in (z_score(tally, day, policy.weeks),)
        if z >= policy.z
    ]
    return sorted(found, key=lambda spot: (-spot.z, spot.area, spot.group))


def z_score(tally: Tally, day: int, weeks: int) -> tuple[float, float]:
    """The mean of the weeks before the last one, and how many deviations that one stands above it.

    The deviation is the greater of theirs and of what chance alone makes of such a mean (its root).
    """
    count = tally.received(day - WEEK + 1, day)
    before = [tally.received(day - WEEK * (n + 1) + 1, day - WEEK * n) for n in range(1, weeks + 1)]
    mean = sum(before) / weeks
    spread = sqrt(sum((each - mean) ** 2 for each in before) / (weeks - 1))
    return mean, (count - mean) / max(spread, sqrt(mean), _DEVIATION_MIN)
