"""Figures for everybody: those of the command zone's screens, less what would tell of a few (small_cells).

A wall shows one table of types and one of areas, each beside its exact total. Nothing on it opens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from cases.figures.kpis import BY_ID, YEAR
from cases.figures.small_cells import shown, shown_parts
from cases.hall_time import hall_time
from cases.views_figures import AreaLine, AreaMap, CountLine, KpiBoard, KpiValue, PeriodKpis, TopTypes

TOP = 10


def public_types(
    counts: Mapping[str, int], names: Mapping[str, str], first_day: date, last_day: date, as_of: datetime
) -> TopTypes:
    """高频类型: the most frequent groups, at most TOP of them; all others are one number, of at least five.

    `names` knows every group there is, so that one without a case is a cell like any other.
    """
    cells = {group: counts.get(group, 0) for group in names.keys() | counts.keys()}
    top = sorted(shown(cells), key=lambda group: (-cells[group], group))[:TOP]
    total = sum(cells.values())
    return TopTypes(
        first_day=first_day,
        last_day=last_day,
        lines=tuple(CountLine(key=one, name=names.get(one, one), count=cells[one]) for one in top),
        rest=total - sum(cells[group] for group in top),
        total=total,
        as_of=as_of,
    )


def public_areas(of: str, lines: Sequence[AreaLine], as_of: datetime) -> AreaMap:
    """在办 and 超期 by area; every line stays, hidden cells without a number. `lines` is complete."""
    opened = {line.area: line.open or 0 for line in lines}
    overdue = {line.area: line.overdue or 0 for line in lines}
    seen = shown(opened)
    seen_overdue = shown_parts(opened, overdue, seen)
    return AreaMap(
        of=of,
        lines=tuple(
            replace(
                line,
                open=line.open if line.area in seen else None,
                overdue=line.overdue if line.area in seen_overdue else None,
            )
            for line in lines
        ),
        total_open=sum(opened.values()),
        total_overdue=sum(overdue.values()),
        as_of=as_of,
    )


def public_kpis(board: KpiBoard) -> KpiBoard:
    """The whole hall's KPIs are exact; the split by level is told of the year alone, and only where it is not of a few.

    Two periods of which one lies in the other would tell the difference between them.
    """
    return replace(board, periods=tuple(_public_period(period) for period in board.periods))


def _public_period(period: PeriodKpis) -> PeriodKpis:
    levels = [value for value in period.values if BY_ID[value.kpi].level]
    resolved = max((value.whole or 0 for value in levels), default=0)
    cells = {value.kpi: value.part or 0 for value in levels}
    cells[""] = resolved - sum(cells.values())  # those without a level
    seen = shown(cells)
    return replace(
        period,
        values=tuple(
            _public_value(value, is_told=value.kpi in seen)
            for value in period.values
            if not BY_ID[value.kpi].level or period.period == YEAR
        ),
    )


def _public_value(value: KpiValue, *, is_told: bool) -> KpiValue:
    if BY_ID[value.kpi].level and not is_told:
        return KpiValue(kpi=value.kpi, value=None)
    return replace(value, behind=None, behind_whole=None)


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
