"""What an alarm was worth: which outbreaks were warned of before their peak, how early, and which alarms were false.

An alarm is the beginning of a stretch above the threshold, at one area and type; one that begins again within four
weeks is the same. It is true when it begins inside an outbreak that touches its area and type, or within two weeks
after. An outbreak of a town is touched at the town and at its banner, one of a banner at the banner and all its towns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from cases.risk.tally import Key
from tests.simulation.outbreaks import BANNER_DIGITS, Kind, Nuisance, Outbreak, Planted, Size

AGAIN_DAYS = 28
AFTER_DAYS = 14


@dataclass
class Verdict:
    """Of one method at one threshold, over one or more histories."""

    outbreaks: int = 0
    leads: list[int] = field(default_factory=list)  # days before the peak, one for each that was warned of
    of_size: dict[Size, list[int]] = field(default_factory=dict)  # [warned of, all]
    true_alarms: int = 0
    false_alarms: int = 0
    in_nuisance: dict[Kind, int] = field(default_factory=dict)  # of the false ones
    area_years: float = 0.0

    def add(self, other: "Verdict") -> None:
        """Another history's as well."""
        self.outbreaks += other.outbreaks
        self.leads += other.leads
        for size, (warned, all_) in other.of_size.items():
            mine = self.of_size.setdefault(size, [0, 0])
            mine[0] += warned
            mine[1] += all_
        for kind, count in other.in_nuisance.items():
            self.in_nuisance[kind] = self.in_nuisance.get(kind, 0) + count
        self.true_alarms += other.true_alarms
        self.false_alarms += other.false_alarms
        self.area_years += other.area_years

    @property
    def warned(self) -> float:
        """The share of outbreaks that were warned of before their peak."""
        return len(self.leads) / self.outbreaks if self.outbreaks else 0.0

    @property
    def median_lead(self) -> float | None:
        """Days before the peak, of those that were warned of."""
        return median(self.leads) if self.leads else None

    @property
    def false_a_year(self) -> float:
        """False alarms of an area in a year, of all its types together."""
        return self.false_alarms / self.area_years

    @property
    def precision(self) -> float | None:
        """Of all alarms those that were true."""
        alarms = self.true_alarms + self.false_alarms
        return self.true_alarms / alarms if alarms else None


@dataclass(frozen=True, slots=True)
class Truth:
    """The planted ones, by the areas and types at which they are seen."""

    planted: Planted
    touching: Mapping[Key, list[Outbreak]]
    area_years: float


def truth_of(planted: Planted, towns: Sequence[str], years: float) -> Truth:
    """Who sees what."""
    touching: dict[Key, list[Outbreak]] = {}
    for one in planted.outbreaks:
        areas = {one.area, one.area[:BANNER_DIGITS], *(t for t in towns if t.startswith(one.area))}
        for area in areas:
            touching.setdefault((area, one.group), []).append(one)
    areas_count = len(towns) + len({town[:BANNER_DIGITS] for town in towns})
    return Truth(planted, touching, areas_count * years)


def begins(scores: Sequence[float], days: range, threshold: float, slack: float) -> Iterable[int]:
    """The days on which an alarm begins. It ends where the score falls below the threshold by more than `slack`."""
    is_on, last_on = False, -AGAIN_DAYS
    for score, day in zip(scores, days, strict=True):
        if score >= threshold or (is_on and score >= threshold - slack):
            if not is_on and day - last_on > AGAIN_DAYS:
                yield day
            is_on, last_on = True, day
        else:
            is_on = False


def judge(
    scored: Mapping[Key, Sequence[float]], days: range, threshold: float, slack: float, truth: Truth
) -> Verdict:
    """One method at one threshold over one history."""
    verdict = Verdict(outbreaks=len(truth.planted.outbreaks), area_years=truth.area_years)
    first_alarm: dict[Outbreak, int] = {}
    for key, scores in scored.items():
        if max(scores) < threshold:
            continue
        near = truth.touching.get(key, [])
        for day in begins(scores, days, threshold, slack):
            meant = next((one for one in near if one.start < day <= one.end + AFTER_DAYS), None)
            if meant is None:
                verdict.false_alarms += 1
                for kind in _blamed(key, day, truth.planted.nuisances):
                    verdict.in_nuisance[kind] = verdict.in_nuisance.get(kind, 0) + 1
                continue
            verdict.true_alarms += 1
            if day <= meant.peak:
                first_alarm[meant] = min(day, first_alarm.get(meant, day))
    verdict.leads = [one.peak - day for one, day in first_alarm.items()]
    for one in truth.planted.outbreaks:
        counted = verdict.of_size.setdefault(one.size, [0, 0])
        counted[0] += one in first_alarm
        counted[1] += 1
    return verdict


def _blamed(key: Key, day: int, nuisances: Iterable[Nuisance]) -> set[Kind]:
    """The kinds of nuisance that a false alarm stands in, up to a month after."""
    area, group = key
    return {
        one.kind
        for one in nuisances
        if (not one.group or one.group == group)
        and (one.area.startswith(area) or area.startswith(one.area))
        and one.last - (0 if one.kind is not Kind.CALENDAR else one.last - one.first) <= day <= one.last + 30
    }
