"""The risk index of a day as screens are shown it: the ranking of banners and towns, one line explained. Pure.

Made once a day, for the day that has just ended: what is shown then stands still until the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from cases.figures.figure import FigureAsked, FigureName, RiskPart
from cases.matter.dispute_type import DisputeType
from cases.people.place import Places
from cases.policy.risk import Population, RiskPolicy
from cases.risk.hot_spots import HotSpot, hot_spots
from cases.risk.risk_index import RiskIndex, Term, explained
from cases.risk.risk_level import RiskLevel, level_of
from cases.risk.risk_record import BANNER_DIGITS
from cases.risk.tally import Key
from cases.risk.warning_report import Crossing
from cases.views_risk import RiskBoard, RiskLine, RiskPage, RiskPoint, RiskTerm

WEEK = 7
_BEHIND: Mapping[str, tuple[tuple[FigureName, str], ...]] = {
    Term.VOLUME: ((FigureName.RECEIVED, ""),),
    Term.SEVERITY: ((FigureName.RECEIVED, RiskPart.DIFFICULT), (FigureName.RECEIVED, RiskPart.ORDINARY)),
    Term.OVERDUE: ((FigureName.OVERDUE, ""), (FigureName.OPEN, "")),
    Term.DISSATISFIED: ((FigureName.STEP_RATED, RiskPart.DISSATISFIED), (FigureName.STEP_RATED, "")),
    Term.REPEAT: ((FigureName.RECEIVED, RiskPart.REPEATED),),
    Term.GROWTH: ((FigureName.RECEIVED, ""),),
}
_AS_IT_STANDS = (FigureName.OVERDUE, FigureName.OPEN)


@dataclass(frozen=True, slots=True)
class Held:
    """The levels of the assessment before, and its day; nothing before the first one."""

    levels: Mapping[Key, RiskLevel] = field(default_factory=dict)
    day: date | None = None


@dataclass(frozen=True)
class RiskPicture:
    """`held`: the levels of the assessment before, for hysteresis. `rev`: of the policy, to know when it is old.

    `repeated`: the cases of the window that count as 重复, by which their list is found.
    """

    index: RiskIndex
    day: date
    policy: RiskPolicy
    population: Population
    places: Places
    types: Mapping[str, DisputeType]
    held: Held
    rev: str
    as_of: datetime
    repeated: frozenset[str] = frozenset()

    @cached_property
    def levels(self) -> Mapping[Key, tuple[float, RiskLevel]]:
        """Index and level of every area, and of every type group in it, that has an index."""
        levels = self.policy.levels
        bounds, slack = (levels.medium, levels.high, levels.extreme), self.policy.hysteresis
        return {
            key: (index, level_of(index, self.held.levels.get(key), bounds, slack))
            for key in self.index.tallies
            if key[0] and (index := self.index.value(key, self.day.toordinal())) is not None
        }

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """What a warning is drafted for: the index and the count are both high, and were not at the assessment before.

        One that was, and has since gone to a higher level, is told again.
        """
        day = self.day.toordinal()
        return tuple(
            self._crossing(key, index, level)
            for key, (index, level) in self.levels.items()
            if level.rank >= self.policy.warn_from.rank
            and self._exceeds(key, day, self.policy.warn_excess)
            and not self._was_warned(key, level)
        )

    def _was_warned(self, key: Key, level: RiskLevel) -> bool:
        was = self.held.levels.get(key)
        if was is None or was.rank < max(self.policy.warn_from.rank, level.rank) or self.held.day is None:
            return False
        bound = self.policy.warn_excess - self.policy.warn_excess_slack
        return self._exceeds(key, self.held.day.toordinal(), bound)

    def _exceeds(self, key: Key, day: int, bound: float) -> bool:
        excess = self.index.excess(key, day)
        return excess is not None and excess >= bound

    @cached_property
    def hot(self) -> tuple[HotSpot, ...]:
        """Towns × types above their own weeks, the hottest first."""
        keys = [key for key in self.index.tallies if len(key[0]) > BANNER_DIGITS and key[1]]
        day, since = self.day.toordinal(), self.index.since
        if since is None:
            return ()
        return tuple(hot_spots(self.index.tallies, keys, day, since, self.policy.hot_spot))

    @cached_property
    def boards(self) -> Mapping[str, RiskBoard]:
        """By what they are of: "" the banners, 6 digits the towns of one."""
        of = {"": [banner.code for banner in self.places.banners]}
        of |= {banner.code: [town.code for town in banner.towns] for banner in self.places.banners}
        return {code: self._board(code, areas) for code, areas in of.items()}

    def page(self, area: str, group: str) -> RiskPage:
        """One line explained. The area is one of ours, the group one of the standard's or ""."""
        key, day = (area, group), self.day.toordinal()
        line = self._line(key)
        terms = explained(self.index.measure(key, day), self.policy, self.population.of(area))
        return RiskPage(
            line=line,
            terms=tuple(replace(term, behind=self._behind(key, term)) for term in terms),
            parts=_ranked([self._line(part) for part in self._parts(key)]),
            history=self._history(key, line),
            first_day=self._first_day,
            last_day=self.day,
            as_of=self.as_of,
        )

    @property
    def _first_day(self) -> date:
        return date.fromordinal(self.day.toordinal() - self.policy.window_days + 1)

    def _board(self, of: str, areas: list[str]) -> RiskBoard:
        return RiskBoard(
            of=of,
            day=self.day,
            window_days=self.policy.window_days,
            lines=_ranked([self._line((area, "")) for area in areas]),
            policy_version=self.policy.effective_from.isoformat(),
            as_of=self.as_of,
        )

    def _line(self, key: Key) -> RiskLine:
        (area, group), day = key, self.day.toordinal()
        index, level = self.levels.get(key, (None, None))
        lead = "" if group else self._lead_group(area)
        return RiskLine(
            area=area,
            area_name=self.places.name(area) or area,
            group=group,
            group_name=self._type_name(group),
            count=self.index.measure(key, day).new,
            index=index,
            level=level.value if level else "",
            was_index=self.index.value(key, day - self.policy.window_days),
            lead_group_name=self._type_name(lead),
        )

    def _lead_group(self, area: str) -> str:
        """The type that weighs most in an area: count times weight; "" where none has a matter."""
        day, severity = self.day.toordinal(), self.policy.severity

        def weight(group: str) -> int:
            counted = self.index.measure((area, group), day)
            simple = counted.new - counted.ordinary - counted.difficult
            heavy = severity.ordinary * counted.ordinary + severity.difficult * counted.difficult
            return severity.simple * simple + heavy

        heaviest = max(self._groups, key=weight, default="")
        return heaviest if heaviest and weight(heaviest) else ""

    def _parts(self, key: Key) -> list[Key]:
        """An area's types; of one type in a banner its towns."""
        area, group = key
        if not group:
            return [(area, each) for each in self._groups if (area, each) in self.index.tallies]
        banner = self.places.banner(area)
        towns = banner.towns if banner else ()
        return [(town.code, group) for town in towns if (town.code, group) in self.index.tallies]

    def _history(self, key: Key, line: RiskLine) -> tuple[RiskPoint, ...]:
        """A point a week, the last one the day itself with the level that was held."""
        if self.index.since is None:
            return ()
        last = self.day.toordinal()
        weeks = min(
            self.policy.history_weeks, (last - self.index.since - self.policy.window_days + 1) // WEEK
        )
        days = range(last - WEEK * max(0, weeks), last, WEEK)
        past = [
            RiskPoint(day=date.fromordinal(day), index=index, level=level.value if level else "")
            for day, index, level in self.index.levels(key, days)
        ]
        return (*past, RiskPoint(day=self.day, index=line.index, level=line.level))

    def _behind(self, key: Key, term: RiskTerm) -> tuple[FigureAsked, ...]:
        """The figures whose lists are the cases of a term; none where it could not be seen (重复, at the centre)."""
        area, group = key
        if term.term == Term.REPEAT and term.value is None:
            return ()
        return tuple(
            FigureAsked(
                name=name,
                area=area,
                group=group,
                key=part,
                first_day=None if name in _AS_IT_STANDS else self._first_day,
                last_day=None if name in _AS_IT_STANDS else self.day,
            )
            for name, part in _BEHIND[term.term]
        )

    def _crossing(self, key: Key, index: float, level: RiskLevel) -> Crossing:
        area, group = key
        was = self.held.levels.get(key)
        mine = [
            spot for spot in self.hot if spot.area.startswith(area) and (not group or spot.group == group)
        ]
        return Crossing(
            area=area,
            group=group,
            index=index,
            level=level.value,
            was_level=was.value if was else "",
            day=self.day,
            first_day=self._first_day,
            last_day=self.day,
            terms=explained(
                self.index.measure(key, self.day.toordinal()), self.policy, self.population.of(area)
            ),
            hot_spots=tuple((s.area, s.group, s.of_week, s.mean, s.z) for s in mine),
            policy_version=self.policy.effective_from.isoformat(),
        )

    @cached_property
    def _groups(self) -> tuple[str, ...]:
        return tuple(sorted(code for code, one in self.types.items() if not one.parent))

    def _type_name(self, group: str) -> str:
        known = self.types.get(group)
        return known.name if known else ""


def _ranked(lines: list[RiskLine]) -> tuple[RiskLine, ...]:
    """The highest first; those without an index last, by how many matters they have."""
    return tuple(sorted(lines, key=lambda one: (one.index is None, -(one.index or 0), -one.count, one.area)))
