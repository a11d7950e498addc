"""Three invented years of disputes of a city, from a seed: one that goes before, and two that are looked at.

Base rates by population with over-dispersion (negative binomial by week, a part of it shared by a banner), a week and
a year with their seasons, slow trends, holidays, marks as casework leaves them; planted outbreaks and nuisances on top
(outbreaks.py). Finished before the risk index was tuned. Numbers of people are invented like everything else here.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, exp, log, pi, sqrt
from typing import NamedTuple

from tests.simulation.outbreaks import (
    AT_PEAK,
    BANNER_DIGITS,
    CAMPAIGN_PER_TOWN,
    WEEK,
    Kind,
    Nuisance,
    Outbreak,
    Planted,
    plant,
)

FIRST_DAY = date(2023, 12, 4).toordinal()  # a Monday
WARM_UP_WEEKS, LOOKED_AT_WEEKS = 52, 104
START = FIRST_DAY + WARM_UP_WEEKS * WEEK  # of the two years
END = START + LOOKED_AT_WEEKS * WEEK
YEAR_DAYS = 365.25
SPRING_FESTIVAL = tuple(date(*d).toordinal() for d in ((2024, 2, 10), (2025, 1, 29), (2026, 2, 17)))
HOLIDAYS = frozenset(
    [first + n for first in SPRING_FESTIVAL for n in range(-1, 7)]
    + [date(year, 10, 1).toordinal() + n for year in (2024, 2025, 2026) for n in range(7)]
    + [date(year, 5, 1).toordinal() + n for year in (2024, 2025, 2026) for n in range(5)]
)
WEEKDAYS = (1.3, 1.1, 1.05, 1.0, 0.95, 0.3, 0.2)
ON_HOLIDAY, AFTER_HOLIDAY, AFTER_DAYS = 0.15, 1.4, 3
WAGES, LAND = "07", "09"
# Of all disputes, by type group (GB/T 31000), invented; the rest is equal.
SHARES = {"01": 16, "02": 14, "04": 9, "05": 8, "06": 15, "07": 10, "08": 7, "09": 11}
OTHER_SHARE = 1.2
OWN_SHAPE, BANNER_SHAPE = 3.0, 25.0  # of the gamma laws: the smaller, the wilder
TREND_A_YEAR = 0.15
GRADES = ("simple", "ordinary", "difficult")
COMMON, HOT = (0.60, 0.32, 0.08), (0.47, 0.37, 0.16)  # shares of the grades, and in an outbreak
LIMIT_DAYS = {"simple": 15, "ordinary": 30, "difficult": 60}
CLOSED_AFTER = {"simple": 7.0, "ordinary": 16.0, "difficult": 34.0}  # median
SPREAD = 0.6  # of its logarithm
HOT_TIMES = 1.3  # how much longer an outbreak's disputes take
RATED, BAD, BAD_LATE, BAD_HOT = 0.35, 0.05, 0.12, 0.10
REPEATED, REPEATED_HOT = 0.06, 0.16
MANY, MANY_HOT = 0.02, 0.06  # ten and more people


class InventedCase(NamedTuple):
    """Days are ordinals; None: not (yet)."""

    area: str
    group: str
    registered_on: int
    grade: str
    parties: int
    closed_on: int | None
    red_from: int | None
    rated_on: int | None
    bad: bool
    repeat: bool


@dataclass(frozen=True, slots=True)
class History:
    """By day of registration. `people` of towns and banners, in persons."""

    seed: int
    cases: list[InventedCase]
    planted: Planted
    people: Mapping[str, int]
    groups: tuple[str, ...]

    @property
    def towns(self) -> tuple[str, ...]:
        """9 digits each."""
        return tuple(area for area in self.people if len(area) > BANNER_DIGITS)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much happens: disputes a year in the whole city, and how much is planted into the two years."""

    cases_a_year: int
    town_outbreaks: int = 60
    banner_outbreaks: int = 12
    backlogs: int = 12
    campaigns: int = 6


DENSE = Scale(100_000)  # 200,000 in two years, as the speed goals have it
THIN = Scale(15_700)  # what the article tells of the city


def invent(seed: int, towns: Sequence[str], groups: Sequence[str], scale: Scale) -> History:
    """The same seed gives the same history."""
    rng = random.Random(seed)  # noqa: S311  a law of chance, not a secret
    people = _people(rng, towns)
    planted = plant(
        rng,
        towns,
        groups,
        (START, END),
        town_outbreaks=scale.town_outbreaks,
        banner_outbreaks=scale.banner_outbreaks,
        backlogs=scale.backlogs,
        campaigns=scale.campaigns,
        festivals={day - 45: WAGES for day in SPRING_FESTIVAL[2:]},
    )
    a_week = scale.cases_a_year * WEEK / YEAR_DAYS
    cases = list(_Years(rng, people, tuple(groups), a_week, planted).cases())
    cases.sort(key=lambda one: one.registered_on)
    return History(seed, cases, planted, people, tuple(groups))


def _people(rng: random.Random, towns: Sequence[str]) -> dict[str, int]:
    people: dict[str, int] = {}
    for town in towns:
        people[town] = round(18_000 * exp(rng.gauss(0, 0.5)))
        people[town[:BANNER_DIGITS]] = people.get(town[:BANNER_DIGITS], 0) + people[town]
    return people


class _Years:
    """One history while it is made."""

    def __init__(
        self,
        rng: random.Random,
        people: Mapping[str, int],
        groups: tuple[str, ...],
        a_week: float,
        planted: Planted,
    ) -> None:
        towns = tuple(town for town in people if len(town) > BANNER_DIGITS)
        self._rng, self._towns, self._groups, self._planted = rng, towns, groups, planted
        everybody = sum(people[town] for town in towns)
        shares = {group: SHARES.get(group, OTHER_SHARE) for group in groups}
        whole = sum(shares.values())
        rate = {town: people[town] / everybody * exp(rng.gauss(0, 0.25)) for town in towns}
        lean = {
            group: {t: exp(rng.gauss(0, 0.4)) for t in towns} for group in groups
        }  # places have their own kinds
        self._base = {
            (town, group): a_week * rate[town] * shares[group] / whole * lean[group][town]
            for town in towns
            for group in groups
        }
        self._trend = {group: rng.uniform(-TREND_A_YEAR, TREND_A_YEAR) for group in groups}
        self._slow = {town: exp(rng.gauss(0, 0.25)) for town in towns}  # how long its people take
        self._by_place: dict[tuple[str, str], list[Outbreak]] = {}
        for one in planted.outbreaks:
            for town in towns:
                if town.startswith(one.area):
                    self._by_place.setdefault((town, one.group), []).append(one)
        self._backlogs = [n for n in planted.nuisances if n.kind is Kind.BACKLOG]
        self._seasons = [n for n in planted.nuisances if n.kind is Kind.CALENDAR]

    def cases(self) -> Iterator[InventedCase]:
        """Week by week, place by place; then what campaigns found."""
        rng = self._rng
        banners = sorted({town[:BANNER_DIGITS] for town in self._towns})
        for monday in range(FIRST_DAY, END, WEEK):
            days = range(monday, monday + WEEK)
            weights = [day_weight(day) for day in days]
            fullness = sum(weights) / sum(WEEKDAYS)
            for group in self._groups:
                season = self._season(group, monday) * fullness
                shared = {banner: rng.gammavariate(BANNER_SHAPE, 1 / BANNER_SHAPE) for banner in banners}
                for town in self._towns:
                    base = self._base[town, group]
                    mean = base * season * shared[town[:BANNER_DIGITS]]
                    usual = _poisson(rng, mean * rng.gammavariate(OWN_SHAPE, 1 / OWN_SHAPE))
                    for day in rng.choices(days, weights, k=usual):
                        yield self._case(town, group, day, hot=False)
                    for one in self._by_place.get((town, group), ()):
                        extra = self._extra(one, town, group, monday + WEEK // 2)
                        for day in rng.choices(days, weights, k=_poisson(rng, extra)):
                            yield self._case(town, group, day, hot=True)
        for nuisance in self._planted.nuisances:
            if nuisance.kind is Kind.CAMPAIGN:
                yield from self._found(nuisance)

    def _season(self, group: str, monday: int) -> float:
        """A year's course: wages towards Spring Festival, land in spring and autumn, little else."""
        around = 2 * pi * (monday - FIRST_DAY) / YEAR_DAYS  # 0 in the first days of December
        season = exp(self._trend[group] * (monday - START) / YEAR_DAYS) * (1 + 0.05 * cos(around))
        if group == WAGES:
            nearest = min(abs(monday + 21 - day) for day in SPRING_FESTIVAL)
            season *= 1 + 1.2 * exp(-((nearest / 25) ** 2))
        if group == LAND:
            season *= 1 + 0.5 * cos(2 * around - 2 * pi * 2 * 140 / YEAR_DAYS)
        for one in self._seasons:
            if one.group == group and one.first <= monday <= one.last:
                season *= one.times
        return season

    def _extra(self, one: Outbreak, town: str, group: str, day: int) -> float:
        """Additional disputes of this week in this town: an outbreak of a banner is in all of its towns."""
        floor, times = AT_PEAK[one.size]
        extra = times * self._base[town, group]
        if one.area == town:
            extra += floor
        else:  # a banner's is no town's four times over, but about that in all
            here = [t for t in self._towns if t.startswith(one.area)]
            extra += 4 * floor * self._base[town, group] / sum(self._base[t, group] for t in here)
        return extra * one.share_of_peak(day)

    def _found(self, campaign: Nuisance) -> Iterator[InventedCase]:
        for town in self._towns:
            if town.startswith(campaign.area):
                for _ in range(self._rng.randint(*CAMPAIGN_PER_TOWN)):
                    group = self._rng.choice(self._groups)
                    yield self._case(town, group, campaign.first, hot=False)._replace(grade=GRADES[0])

    def _case(self, town: str, group: str, day: int, *, hot: bool) -> InventedCase:
        rng = self._rng
        grade = rng.choices(GRADES, HOT if hot else COMMON)[0]
        registered = next(
            (b.last for b in self._backlogs if b.area == town and b.first <= day <= b.last), day
        )
        takes = CLOSED_AFTER[grade] * self._slow[town] * (HOT_TIMES if hot else 1.0)
        closed = registered + 1 + round(exp(rng.gauss(log(takes), SPREAD)))
        red = registered + LIMIT_DAYS[grade]
        late = closed > red
        rated = closed + rng.randint(0, 7) if rng.random() < RATED else None
        bad = rng.random() < (BAD_HOT if hot else BAD) + (BAD_LATE if late else 0.0)
        return InventedCase(
            area=town,
            group=group,
            registered_on=registered,
            grade=grade,
            parties=rng.randint(10, 60) if rng.random() < (MANY_HOT if hot else MANY) else rng.randint(2, 4),
            closed_on=closed,
            red_from=red if late else None,
            rated_on=rated,
            bad=bad and rated is not None,
            repeat=rng.random() < (REPEATED_HOT if hot else REPEATED),
        )


def day_weight(day: int) -> float:
    """How much of a week's registrations falls on a day."""
    if day in HOLIDAYS:
        return ON_HOLIDAY
    after = any(day - n in HOLIDAYS for n in range(1, AFTER_DAYS + 1))
    return WEEKDAYS[(day - 1) % WEEK] * (AFTER_HOLIDAY if after else 1.0)


def _poisson(rng: random.Random, mean: float) -> int:
    """Multiplying uniforms while the mean is small; above, the normal law, which is near enough."""
    if mean > 60:
        return max(0, round(rng.gauss(mean, sqrt(mean))))
    bound, product, count = exp(-mean), rng.random(), 0
    while product > bound:
        product *= rng.random()
        count += 1
    return count
