"""月报、年报: the KPIs of a month or a year beside those of the one before and of a year ago, and their parts. Pure.

A month that still runs is compared with as many days of the others, so that nothing seems to fall.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cases.views_figures import KpiValue, TrendDay


class Span(StrEnum):
    """How long."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Days, both included: the period, the one before, and the same a year ago. `is_over`: the period is."""

    this: tuple[date, date]
    before: tuple[date, date]
    year_ago: tuple[date, date]
    is_over: bool

    def each(self) -> tuple[tuple[date, date], ...]:
        """In this order. Of a year the one before and the one a year ago are the same."""
        return self.this, self.before, self.year_ago


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A type, an area, a trigger, a rung: how many in each of the three periods."""

    key: str
    name: str
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPart:
    """A banner or a town: what was accepted there in the period, what became of it, and what was accepted before."""

    area: str
    name: str
    accepted: tuple[int, int, int]
    closed: int
    resolved: int
    open_red: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPart:
    """A day, or a month of a year: flows, and the stock at its end; of the one that runs, the stock now."""

    first_day: date
    received: int
    ended: int
    worsened: int
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicReport:
    """`kpis` of the three periods, in the same order of KPIs. `source`: "hall" or "centre"."""

    span: Span
    periods: Periods
    as_of: datetime
    source: str
    kpis: tuple[tuple[KpiValue, ...], ...]
    types: tuple[PartLine, ...]
    areas: tuple[AreaPart, ...]
    trend: tuple[TrendPart, ...]
    triggers: tuple[PartLine, ...]
    rungs: tuple[PartLine, ...]


def periods_of(span: Span, day: date, today: date) -> Periods | None:
    """The month or the year that `day` lies in; None when it has not begun."""
    first = _first(span, day)
    if first > today:
        return None
    end = _next(span, first) - timedelta(days=1)
    last = min(end, today)
    before = _first(span, first - timedelta(days=1))
    year_ago = first.replace(year=first.year - 1)
    days = None if end <= today else (last - first).days
    return Periods(
        this=(first, last),
        before=(before, _end(span, before, days)),
        year_ago=(year_ago, _end(span, year_ago, days)),
        is_over=end <= today,
    )


def by_month(days: Sequence[TrendDay]) -> tuple[TrendPart, ...]:
    """Days of a year, oldest first, as its months."""
    months: dict[date, list[TrendDay]] = {}
    for day in days:
        months.setdefault(day.day.replace(day=1), []).append(day)
    return tuple(
        TrendPart(
            first_day=month,
            received=sum(day.received for day in of),
            ended=sum(day.ended for day in of),
            worsened=sum(day.worsened for day in of),
            stock=of[-1].stock,
        )
        for month, of in months.items()
    )


def by_day(days: Sequence[TrendDay]) -> tuple[TrendPart, ...]:
    """Days as they are."""
    return tuple(
        TrendPart(
            first_day=day.day, received=day.received, ended=day.ended, worsened=day.worsened, stock=day.stock
        )
        for day in days
    )


def lines(counts: Sequence[Mapping[str, int]], names: Mapping[str, str]) -> tuple[PartLine, ...]:
    """Every key that is counted in any of the three periods, the most of the first one first."""
    this, before, year_ago = counts
    keys = {key for of in counts for key, count in of.items() if count}
    found = [
        PartLine(
            key=key,
            name=names.get(key, key),
            counts=(this.get(key, 0), before.get(key, 0), year_ago.get(key, 0)),
        )
        for key in keys
    ]
    return tuple(sorted(found, key=lambda line: (*(-count for count in line.counts), line.key)))


def change(now: float | None, then: float | None) -> float | None:
    """How much more than then, as a share of then; None where there is nothing to compare with."""
    return None if now is None or not then else (now - then) / then


def _first(span: Span, day: date) -> date:
    return day.replace(day=1) if span is Span.MONTH else day.replace(month=1, day=1)


def _next(span: Span, first: date) -> date:
    return (
        (first + timedelta(days=31)).replace(day=1)
        if span is Span.MONTH
        else first.replace(year=first.year + 1)
    )


def _end(span: Span, first: date, days: int | None) -> date:
    """The last day of a period to compare with: as many `days` on, not beyond its end."""
    end = _next(span, first) - timedelta(days=1)
    return end if days is None else min(end, first + timedelta(days=days))
