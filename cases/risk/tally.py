"""Counts of an area and type group at any day, from sorted days: a number is the difference of two ranks.

One pass puts each matter where it belongs; towns are then merged into banners, types into all types. Nothing is summed
twice and no table of days is kept, so three years of a city fit in a few megabytes.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Self, TypeAlias

from cases.policy.risk import SeverityPolicy
from cases.risk.risk_record import BANNER_DIGITS, RiskRecord

Days: TypeAlias = "array[int]"
Key = tuple[str, str]
"""(area, group): area "" is everything, group "" all types."""
EVERYTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Days, each list sorted; one entry for each matter that it is about."""

    registered: Days
    ordinary: Days  # registered, and of this weight
    difficult: Days
    repeated: Days  # registered, and a repeat
    closed: Days
    red_from: Days
    red_until: Days  # closed, having been red
    rated: Days
    bad: Days  # rated, and so

    @classmethod
    def merged(cls, parts: Iterable[Self]) -> Self:
        """Several as one."""
        all_ = list(parts)
        if len(all_) == 1:
            return all_[0]
        return cls(**{f.name: _merged([getattr(part, f.name) for part in all_]) for f in fields(cls)})

    def received(self, first: int, last: int) -> int:
        """Registered in these days, both included."""
        return between(self.registered, first, last)

    def open_at(self, day: int) -> int:
        """Not closed at the end of a day."""
        return upto(self.registered, day) - upto(self.closed, day)

    def red_at(self, day: int) -> int:
        """Of those: overdue."""
        return upto(self.red_from, day) - upto(self.red_until, day)


def upto(days: Days, day: int) -> int:
    """How many are not after a day."""
    return bisect_left(days, day + 1)


def between(days: Days, first: int, last: int) -> int:
    """How many lie in these days, both included."""
    return bisect_left(days, last + 1) - bisect_left(days, first)


def tallies(records: Iterable[RiskRecord], severity: SeverityPolicy) -> Mapping[Key, Tally]:
    """Of every town, banner and everything, by type group and of all types. Matters without a place are in no area."""
    piles = _piled(records, severity)
    leaves = {key: Tally(**dict(zip(_NAMES, map(_sorted, pile), strict=True))) for key, pile in piles.items()}
    by_key: dict[Key, list[Tally]] = {}
    for (area, group), leaf in leaves.items():
        for wider in _areas_of(area):
            by_key.setdefault((wider, group), []).append(leaf)
    of_groups = {key: Tally.merged(parts) for key, parts in by_key.items()}
    by_area: dict[str, list[Tally]] = {}
    for (area, _group), tally in of_groups.items():
        by_area.setdefault(area, []).append(tally)
    # A type that nobody has said is in all types and no group of its own.
    named = {key: tally for key, tally in of_groups.items() if key[1]}
    return named | {(area, ""): Tally.merged(parts) for area, parts in by_area.items()}


_NAMES = tuple(f.name for f in fields(Tally))
_Pile = tuple[list[int], ...]


def _piled(records: Iterable[RiskRecord], severity: SeverityPolicy) -> dict[Key, _Pile]:
    piles: dict[Key, _Pile] = {}
    weights: dict[tuple[str | None, int | None], int] = {}
    for area, group, registered, closed, grade, parties, red_from, rated_on, bad, repeat in records:
        pile = piles.get((area, group))
        if pile is None:
            pile = piles[area, group] = tuple([] for _ in _NAMES)
        pile[0].append(registered)
        weight = weights.get((grade, parties))
        if weight is None:
            weight = weights[grade, parties] = severity.of(grade, parties)
        if weight == severity.difficult:
            pile[2].append(registered)
        elif weight == severity.ordinary:
            pile[1].append(registered)
        if repeat:
            pile[3].append(registered)
        if closed is not None:
            pile[4].append(closed)
        if red_from is not None and (closed is None or red_from <= closed):
            pile[5].append(red_from)
            if closed is not None:
                pile[6].append(closed)
        if rated_on is not None:
            pile[7].append(rated_on)
            if bad:
                pile[8].append(rated_on)
    return piles


def _areas_of(area: str) -> tuple[str, ...]:
    """The areas in which a matter of this one is counted."""
    if not area:
        return (EVERYTHING,)
    return (EVERYTHING, area) if len(area) == BANNER_DIGITS else (EVERYTHING, area[:BANNER_DIGITS], area)


def _sorted(days: list[int]) -> Days:
    return array("i", sorted(days))


def _merged(parts: list[Days]) -> Days:
    together: list[int] = []
    for part in parts:
        together += part
    return _sorted(together)  # sorted runs one after the other: merging them is what the sort does
