"""Figures for everybody: those of the command zone's screens, less what would tell of a few (small_cells).

A wall shows one table of types and one of areas, each beside its exact total. Nothing on it opens.

Who watches for hours has many tables, and reckons what lies between them. So a cell has a memory: what it `said`. It
says it again until at least SMALLEST_CELL have come or gone since; between any two of its numbers lies a whole group.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cases.figures.kpis import BY_ID, YEAR
from cases.figures.small_cells import SMALLEST_CELL, shown
from cases.hall_time import hall_time
from cases.views_figures import AreaLine, AreaMap, CountLine, KpiBoard, KpiValue, PeriodKpis, TopTypes

TOP = 10
TOLD_EVERY = timedelta(hours=1)
"""How old a table of types or areas is at most, while all is well (is_due)."""
Said = Mapping[str, Collection[int]]
"""What each cell has said before."""
NOTHING_SAID: Said = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTables:
    """What is told of parts at one moment, and stays until the hour is over."""

    levels: KpiBoard
    types: TopTypes
    areas: AreaMap

    @property
    def as_of(self) -> datetime:
        """The moment."""
        return self.types.as_of

    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """By table what each of its cells says; a hidden one says nothing."""
        values = (value for period in self.levels.periods for value in period.values)
        levels = {value.kpi: value.part for value in values if BY_ID[value.kpi].level}
        return {
            "levels": {level: part for level, part in levels.items() if part is not None},
            "types": {line.key: line.count for line in self.types.lines if line.count is not None},
            "areas": {line.area: line.open for line in self.areas.lines if line.open is not None},
        }


def steady(count: int, said: Collection[int]) -> int:
    """What a cell says: the nearest number that it has said, if fewer than SMALLEST_CELL lie between; or its count."""
    near = [number for number in sorted(said) if abs(number - count) < SMALLEST_CELL]
    return min(near, key=lambda number: abs(number - count), default=count)


def public_types(
    counts: Mapping[str, int],
    names: Mapping[str, str],
    days: tuple[date, date],
    as_of: datetime,
    said: Said = NOTHING_SAID,
) -> TopTypes:
    """高频类型: the most frequent groups, at most TOP of them; all others are one number, of at least five.

    `names` knows every group there is, so that one without a case is a cell like any other.
    """
    cells = {group: counts.get(group, 0) for group in names.keys() | counts.keys()}
    says = {group: steady(cells[group], said.get(group, ())) for group in shown(cells)}
    top = sorted(says, key=lambda group: (-says[group], group))[:TOP]
    total = sum(cells.values())
    left = total - sum(says[group] for group in top)
    return TopTypes(
        first_day=days[0],
        last_day=days[1],
        lines=tuple(CountLine(key=one, name=names.get(one, one), count=says[one]) for one in top),
        rest=left if left >= SMALLEST_CELL else None,
        total=total,
        as_of=as_of,
    )


def public_areas(of: str, lines: Sequence[AreaLine], as_of: datetime, said: Said = NOTHING_SAID) -> AreaMap:
    """在办 by area; every line stays, hidden cells without a number. `lines` is complete. 超期 is a total only."""
    opened = {line.area: line.open or 0 for line in lines}
    seen = shown(opened)

    def says(area: str) -> int | None:
        return steady(opened[area], said.get(area, ())) if area in seen else None

    return AreaMap(
        of=of,
        lines=tuple(replace(line, open=says(line.area), overdue=None) for line in lines),
        total_open=sum(opened.values()),
        total_overdue=sum(line.overdue or 0 for line in lines),
        as_of=as_of,
    )


def public_kpis(board: KpiBoard, said: Said = NOTHING_SAID) -> KpiBoard:
    """The whole hall's KPIs are exact; the split by level is told of the year alone, and only where it is not of a few.

    Two periods of which one lies in the other would tell the difference between them.
    """
    return replace(board, periods=tuple(_public_period(period, said) for period in board.periods))


def _public_period(period: PeriodKpis, said: Said) -> PeriodKpis:
    levels = [value for value in period.values if BY_ID[value.kpi].level]
    resolved = max((value.whole or 0 for value in levels), default=0)
    cells = {value.kpi: value.part or 0 for value in levels}
    cells[""] = resolved - sum(cells.values())  # those without a level
    seen = shown(cells)
    return replace(
        period,
        values=tuple(
            _public_value(value, said.get(value.kpi, ()), is_told=value.kpi in seen)
            for value in period.values
            if not BY_ID[value.kpi].level or period.period == YEAR
        ),
    )


def _public_value(value: KpiValue, said: Collection[int], *, is_told: bool) -> KpiValue:
    told = replace(value, behind=None, behind_whole=None)
    if not BY_ID[value.kpi].level:
        return told
    if not is_told or value.part is None or not value.whole:
        return KpiValue(kpi=value.kpi, value=None)
    part = steady(value.part, said)
    return replace(told, part=part, value=part / value.whole)


def with_levels_of(told: KpiBoard, now: KpiBoard) -> KpiBoard:
    """The split by level as it was told; everything else as it is now. Both are public boards."""
    levels = {
        (period.period, value.kpi): value
        for period in told.periods
        for value in period.values
        if BY_ID[value.kpi].level
    }
    periods = (
        replace(
            period, values=tuple(levels.get((period.period, value.kpi), value) for value in period.values)
        )
        for period in now.periods
    )
    return replace(now, periods=tuple(periods))


def is_due(told_at: datetime | None, now: datetime) -> bool:
    """Whether a wall's tables of types, areas and levels are told anew: once in every hour of the clock.

    Who sits in the hall sees who comes and goes; were these tables told at once, a case would follow each of them into
    its place and type. The exact totals beside them are of the same moment.
    """
    if told_at is None:
        return True
    hours = (hall_time(at).replace(minute=0, second=0, microsecond=0) for at in (told_at, now))
    return next(hours) != next(hours)
