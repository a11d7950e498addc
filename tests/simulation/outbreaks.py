"""Planted truth of an invented history: outbreaks to be warned of, and nuisances that look like one and are none.

Finished before the risk index was tuned. It knows nothing of the index: an outbreak is a ramp of additional disputes
of one type group in one town or banner; what makes such disputes hard (more of them difficult, repeated, late) is mild.
Days are numbers of `date.toordinal()`.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WEEK = 7
BANNER_DIGITS = 6


class Size(StrEnum):
    """How much an outbreak adds at its peak (`AT_PEAK`)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Kind(StrEnum):
    """What is no outbreak, however it looks."""

    BACKLOG = "backlog"  # 补录: some weeks of a town are entered on one day
    CAMPAIGN = (
        "campaign"  # 集中排查: a banner looks for disputes on one day and finds small ones of all types
    )
    CALENDAR = "calendar"  # a season that comes everywhere at once, stronger than in other years


# Disputes a week at the peak: so many, and so many times what the place has anyway.
AT_PEAK = {Size.SMALL: (2.0, 1.0), Size.MEDIUM: (4.0, 2.0), Size.LARGE: (8.0, 4.0)}
SIZES = (Size.SMALL, Size.MEDIUM, Size.MEDIUM, Size.LARGE)
RISE_WEEKS = (4, 10)
FALL_WEEKS = (3, 6)
BACKLOG_DAYS = (10, 21)
CAMPAIGN_PER_TOWN = (2, 6)
CALENDAR_TIMES = (1.4, 2.0)
CALENDAR_DAYS = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbreak:
    """Additional disputes of a group in an area (9 digits a town, 6 a banner) from `start` over `peak` to `end`."""

    area: str
    group: str
    size: Size
    start: int
    peak: int
    end: int

    def share_of_peak(self, day: int) -> float:
        """0 outside, 1 at the peak, straight between."""
        if day <= self.start or day >= self.end:
            return 0.0
        if day <= self.peak:
            return (day - self.start) / (self.peak - self.start)
        return (self.end - day) / (self.end - self.peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nuisance:
    """`group` "" all of them, `area` "" everywhere. `times`: of a calendar peak, what the season is multiplied by."""

    kind: Kind
    area: str
    group: str
    first: int
    last: int
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Planted:
    """The truth of one history."""

    outbreaks: tuple[Outbreak, ...]
    nuisances: tuple[Nuisance, ...]


def plant(
    rng: random.Random,
    towns: Sequence[str],
    groups: Sequence[str],
    days: tuple[int, int],
    *,
    town_outbreaks: int,
    banner_outbreaks: int,
    backlogs: int,
    campaigns: int,
    festivals: Mapping[int, str],
) -> Planted:
    """Outbreaks never meet in the same banner and group, so that an alarm belongs to one at most.

    `festivals`: {first day of a season: its group}, each a calendar peak.
    """
    banners = sorted({town[:BANNER_DIGITS] for town in towns})
    outbreaks: list[Outbreak] = []
    for areas, count in ((banners, banner_outbreaks), (towns, town_outbreaks)):
        placed = 0
        while placed < count:
            one = _outbreak(rng, rng.choice(areas), rng.choice(groups), days)
            if not any(_meet(one, other) for other in outbreaks):
                outbreaks.append(one)
                placed += 1
    nuisances = [
        Nuisance(kind=Kind.BACKLOG, area=rng.choice(towns), group="", first=last - length, last=last)
        for last, length in ((_day(rng, days), rng.randint(*BACKLOG_DAYS)) for _ in range(backlogs))
    ]
    found = [_day(rng, days) for _ in range(campaigns)]
    nuisances += [
        Nuisance(kind=Kind.CAMPAIGN, area=rng.choice(banners), group="", first=day, last=day) for day in found
    ]
    nuisances += [
        Nuisance(
            kind=Kind.CALENDAR,
            area="",
            group=group,
            first=first,
            last=first + CALENDAR_DAYS,
            times=rng.uniform(*CALENDAR_TIMES),
        )
        for first, group in festivals.items()
    ]
    return Planted(tuple(outbreaks), tuple(nuisances))


def _outbreak(rng: random.Random, area: str, group: str, days: tuple[int, int]) -> Outbreak:
    rise, fall = rng.randint(*RISE_WEEKS) * WEEK, rng.randint(*FALL_WEEKS) * WEEK
    start = rng.randint(days[0], days[1] - rise - fall)
    return Outbreak(
        area=area,
        group=group,
        size=rng.choice(SIZES),
        start=start,
        peak=start + rise,
        end=start + rise + fall,
    )


def _meet(one: Outbreak, other: Outbreak) -> bool:
    quiet = 4 * WEEK  # between two of the same place and type
    same = one.group == other.group and one.area[:BANNER_DIGITS] == other.area[:BANNER_DIGITS]
    return same and one.start < other.end + quiet and other.start < one.end + quiet


def _day(rng: random.Random, days: tuple[int, int]) -> int:
    return rng.randint(days[0] + BACKLOG_DAYS[1], days[1] - WEEK)
