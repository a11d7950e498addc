"""社会矛盾风险指数 of an area, or of one type group in it, at the end of a day (docs/risk_index.md). Pure.

Six terms of 0 to 100, each explained by the counts that make it; those of which nothing can be said are left out, and
the weights of the others then stand for the whole. Never of a person: what is counted has none (risk_record.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from cases.policy.risk import Instead, Population, RiskPolicy
from cases.risk.risk_level import RiskLevel, level_of
from cases.risk.tally import EVERYTHING, Key, Tally, between
from cases.views_risk import RiskTerm

FULL = 100.0
_MEAN_MIN = 0.5  # where nothing ever was, one matter is not infinitely many deviations


class Term(StrEnum):
    """The terms, in their order."""

    VOLUME = "V"  # 数量：新发和平均水平比
    SEVERITY = "S"  # 难度
    OVERDUE = "O"  # 超期
    DISSATISFIED = "D"  # 不满意
    REPEAT = "R"  # 重复
    GROWTH = "G"  # 增速


class Basis(StrEnum):
    """What V compares with."""

    PEOPLE = "people"  # all areas of its kind, by the number of people
    OWN_YEAR = "own_year"
    NONE = "none"  # neither people nor a year to compare with


class Measured(NamedTuple):
    """The counts of a window that ends on a day. `usual`: what such a window has on average, None: not known.

    `before`: of the windows before it together, None where the records do not reach so far back. `repeated` None: this
    store cannot see it. `own`: what the place itself has had on average, whatever `usual` compares with.
    """

    new: int
    ordinary: int
    difficult: int
    open: int
    red: int
    rated: int
    bad: int
    repeated: int | None
    before: int | None
    usual: float | None
    basis: Basis
    own: float | None


@dataclass(frozen=True, slots=True)
class RiskNumber:
    """An index with 1 decimal, None: too few matters (样本不足); the counts behind it."""

    index: float | None
    measured: Measured


class RiskIndex:
    """The indices of every area and type group, at any day that the records cover. `since`: their first day."""

    def __init__(
        self,
        tallies: Mapping[Key, Tally],
        policy: RiskPolicy,
        population: Population,
        *,
        repeats_seen: bool = True,
    ) -> None:
        self.tallies, self._policy, self._population = tallies, policy, population
        everything = tallies.get((EVERYTHING, ""))
        self.since = everything.registered[0] if everything else None
        self._repeats_seen = repeats_seen
        self._usual: dict[tuple[int, str, int], float | None] = {}  # per head: (digits, group, day)
        self._keys_of: dict[tuple[int, str], list[tuple[Tally, int]]] = {}
        for (area, group), tally in tallies.items():
            if area and (people := population.of(area)) is not None:
                self._keys_of.setdefault((len(area), group), []).append((tally, people))

    def number(self, key: Key, day: int) -> RiskNumber:
        """The index at the end of a day, with its counts."""
        measured = self.measure(key, day)
        if measured.new < self._policy.few:
            return RiskNumber(None, measured)
        return RiskNumber(_weighed(_values(measured, self._policy), self._policy), measured)

    def value(self, key: Key, day: int) -> float | None:
        """Only the index: of the many that have too few matters nothing else is counted."""
        tally = self.tallies.get(key)
        if tally is None or tally.received(day - self._policy.window_days + 1, day) < self._policy.few:
            return None
        return _weighed(_values(self.measure(key, day), self._policy), self._policy)

    def measure(self, key: Key, day: int) -> Measured:
        """The counts of the window."""
        first = day - self._policy.window_days + 1
        tally = self.tallies.get(key)
        if tally is None:
            return Measured(0, 0, 0, 0, 0, 0, 0, 0, None, None, Basis.NONE, None)
        own = self._own(tally, first)
        usual, basis = self._usual_of(key, own, first)
        return Measured(
            new=between(tally.registered, first, day),
            ordinary=between(tally.ordinary, first, day),
            difficult=between(tally.difficult, first, day),
            open=tally.open_at(day),
            red=tally.red_at(day),
            rated=between(tally.rated, first, day),
            bad=between(tally.bad, first, day),
            repeated=between(tally.repeated, first, day) if self._repeats_seen else None,
            before=self._before(tally, first),
            usual=usual,
            basis=basis,
            own=own,
        )

    def levels(self, key: Key, days: range) -> list[tuple[int, float | None, RiskLevel | None]]:
        """(day, index, level) of several days in order, the level held by hysteresis from one to the next."""
        levels = self._policy.levels
        bounds = (levels.medium, levels.high, levels.extreme)
        was: RiskLevel | None = None
        told: list[tuple[int, float | None, RiskLevel | None]] = []
        for day in days:
            index = self.value(key, day)
            was = None if index is None else level_of(index, was, bounds, self._policy.hysteresis)
            told.append((day, index, was))
        return told

    def excess(self, key: Key, day: int) -> float | None:
        """By how many deviations a window stands above what the place itself has; None: too little is known.

        That is the greater of its year's mean and of the windows just before, so that neither a season nor a slow
        rise is an excess; the deviation is what chance makes of such a mean (its root).
        """
        tally, first = self.tallies.get(key), day - self._policy.window_days + 1
        if tally is None:
            return None
        own, before = self._own(tally, first), self._before(tally, first)
        return _excess(tally.received(first, day), own, before, self._policy)

    def _own(self, tally: Tally, first: int) -> float | None:
        """The mean of the place's own year before a window."""
        days = self._year_days(first)
        if days < self._policy.year_days_min:
            return None
        return between(tally.registered, first - days, first - 1) * self._policy.window_days / days

    def _before(self, tally: Tally, first: int) -> int | None:
        """The windows before a window, together."""
        back = self._policy.growth_windows * self._policy.window_days
        if self.since is None or self.since > first - back:
            return None
        return between(tally.registered, first - back, first - 1)

    def _year_days(self, first: int) -> int:
        return 0 if self.since is None else min(self._policy.year_days, first - self.since)

    def _usual_of(self, key: Key, own: float | None, first: int) -> tuple[float | None, Basis]:
        """What a window of this place should have, from the days before it."""
        policy, (area, group) = self._policy, key
        if own is None:
            return None, Basis.NONE
        people = self._population.of(area)
        if people is not None:
            per_head = self._per_head(len(area), group, first)
            return (None if per_head is None else per_head * people), Basis.PEOPLE
        if area != EVERYTHING and policy.without_population is Instead.SILENT:
            return None, Basis.NONE
        return own, Basis.OWN_YEAR

    def _per_head(self, digits: int, group: str, first: int) -> float | None:
        """Matters of a window by head, of all areas of this kind that have a number of people."""
        asked = (digits, group, first)
        if asked not in self._usual:
            days = self._year_days(first)
            areas = self._keys_of.get((digits, group), [])
            people = sum(n for area, n in self._population.people.items() if len(area) == digits)
            matters = sum(between(tally.registered, first - days, first - 1) for tally, _people in areas)
            self._usual[asked] = matters * self._policy.window_days / days / people if people else None
        return self._usual[asked]


def excess_of(measured: Measured, policy: RiskPolicy) -> float | None:
    """RiskIndex.excess of counts."""
    return _excess(measured.new, measured.own, measured.before, policy)


def _excess(new: int, own: float | None, before: int | None, policy: RiskPolicy) -> float | None:
    known = [own] if own is not None else []
    if before is not None:
        known.append(before / policy.growth_windows)
    if not known:
        return None
    mean = max(known)
    return (new - mean) / sqrt(max(mean, _MEAN_MIN))


def explained(measured: Measured, policy: RiskPolicy, people: int | None = None) -> tuple[RiskTerm, ...]:
    """The six terms with their weights and counts, whether or not they make an index."""
    values = _values(measured, policy)
    weights = _weights(policy)
    facts = _facts(measured, policy, people)
    return tuple(
        RiskTerm(
            term=term.value,
            value=None if value is None else round(value, 1),
            weight=weight,
            facts=facts[term],
        )
        for term, value, weight in zip(Term, values, weights, strict=True)
    )


def _values(measured: Measured, policy: RiskPolicy) -> tuple[float | None, ...]:
    """V, S, O, D, R, G as domain.md §9.2 has them."""
    count, severity, shrunk = measured.new, policy.severity, policy.dissatisfied_shrunk
    simple = count - measured.ordinary - measured.difficult
    weight = (
        severity.simple * simple
        + severity.ordinary * measured.ordinary
        + severity.difficult * measured.difficult
    )
    return (
        _volume(measured, policy),
        FULL * weight / (severity.difficult * count) if count else None,
        FULL * measured.red / measured.open if measured.open else 0.0,
        FULL * (measured.bad + shrunk.bad) / (measured.rated + shrunk.rated),
        FULL * measured.repeated / count if count and measured.repeated is not None else None,
        _growth(measured, policy),
    )


def _volume(measured: Measured, policy: RiskPolicy) -> float | None:
    if measured.usual is None:
        return None
    if not measured.usual:
        return FULL if measured.new else 0.0
    return FULL * min(1.0, measured.new / (policy.volume_full_times * measured.usual))


def _growth(measured: Measured, policy: RiskPolicy) -> float | None:
    if measured.before is None:
        return None
    if not measured.before:
        return FULL if measured.new else 0.0
    grown = measured.new * policy.growth_windows / measured.before - 1
    return FULL * min(1.0, max(0.0, grown))


def _weights(policy: RiskPolicy) -> tuple[float, ...]:
    weights = policy.weights
    return (
        weights.volume,
        weights.severity,
        weights.overdue,
        weights.dissatisfied,
        weights.repeat,
        weights.growth,
    )


def _weighed(values: tuple[float | None, ...], policy: RiskPolicy) -> float | None:
    """With 1 decimal. The weights of the terms that say nothing are those of the others, in proportion."""
    total = weight = 0.0
    for value, each in zip(values, _weights(policy), strict=True):
        if value is not None:
            total += each * value
            weight += each
    return round(total / weight, 1) if weight else None


def _facts(
    measured: Measured, policy: RiskPolicy, people: int | None
) -> dict[Term, tuple[tuple[str, str], ...]]:
    """What the sentence that explains a term is filled with."""
    count = ("count", str(measured.new))
    usual = () if measured.usual is None else (("usual", f"{measured.usual:.1f}"),)
    before = () if measured.before is None else (("mean", f"{measured.before / policy.growth_windows:.1f}"),)
    repeated = () if measured.repeated is None else (("repeated", str(measured.repeated)),)
    excess = excess_of(measured, policy)
    above = () if excess is None else (("excess", f"{excess:.1f}"),)
    heads = () if people is None else (("people", str(people)),)
    simple = measured.new - measured.ordinary - measured.difficult
    return {
        Term.VOLUME: (count, *usual, ("basis", measured.basis.value), *heads, *above),
        Term.SEVERITY: (
            count,
            ("simple", str(simple)),
            ("ordinary", str(measured.ordinary)),
            ("difficult", str(measured.difficult)),
        ),
        Term.OVERDUE: (("red", str(measured.red)), ("open", str(measured.open))),
        Term.DISSATISFIED: (("bad", str(measured.bad)), ("rated", str(measured.rated))),
        Term.REPEAT: (*repeated, count),
        Term.GROWTH: (count, *before, ("windows", str(policy.growth_windows))),
    }
