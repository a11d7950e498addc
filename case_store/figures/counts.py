"""The quick counts: sums of what is kept by the day, and the little that time turns, out of covering indexes.

What a number means stands in figures.where; a test holds every number here against its list.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.figures.durations import Durations, by_month
from case_store.figures.scope import Scope
from case_store.log.figure_tables import COHORT, LEVELS, NEVER
from case_store.log.prepared import Prepared
from case_store.log.projections.figure_counts import BY_TYPE
from case_store.log.schema import case_, case_figure, figure_day, figure_now
from cases.figures.day_sums import DaySums
from cases.policy.policy import Policy

Days = tuple[date, date]
_F, _N = figure_day.c, figure_now.c
_DAYS = (_F.stream == param("s"), _F.axis == param("x"), _F.day >= param("a"), _F.day <= param("z"))
_SUMMED = (*COHORT, *(f"resolved_{level}" for level in LEVELS))
_SUMS = Prepared(sa.select(*(sa.func.sum(_F[name]) for name in _SUMMED)).where(*_DAYS))
_STEPS = Prepared(sa.select(_F.received, _F.sent, _F.handled, _F.told, _F.rated).where(*_DAYS))
_TREND = Prepared(sa.select(_F.day, _F.received, _F.ended, _F.worsened).where(*_DAYS))
_TYPES = Prepared(sa.select(_F.key, sa.func.sum(_F.received)).where(*_DAYS).group_by(_F.key))
_TOOK = Prepared(sa.select(_F.day, _F.took).where(*_DAYS, _F.took != "").order_by(_F.day))
_STANDING = Prepared(sa.select(_N.town, _N.open, _N.running).where(_N.stream == param("s")))
_C = case_figure.c
_IN_AREA = sa.func.substr(_C.town, 1, sa.func.length(param("area"))) == param("area")
_OVERDUE = (_C.stream == param("s"), _C.due_us.is_not(None), _C.due_us <= param("t"))
_OVERDUE_BY_TOWN = Prepared(sa.select(_C.town, sa.func.count()).where(*_OVERDUE).group_by(_C.town))
_OVERDUE_COUNT = Prepared(sa.select(sa.func.count()).select_from(case_figure).where(*_OVERDUE))
_RED = Prepared(
    sa.select(_C.accepted_day, sa.func.count())
    .where(*_OVERDUE, _IN_AREA, _C.accepted_day >= param("a"), _C.accepted_day <= param("z"))
    .group_by(_C.accepted_day)
)
_ON = _C.accepted_day + ""  # no index is meant: those of a large amount are few
_MAJOR = Prepared(
    sa.select(_ON, sa.func.count())
    .where(
        _C.stream == param("s"),
        _C.amount_fen.is_not(None),
        _C.amount_fen >= param("fen"),
        param("a") <= _ON,
        param("z") >= _ON,
        _IN_AREA,
    )
    .group_by(_ON)
)
_TURNED = Prepared(  # soon or overdue, of the whole hall: the index of case_ has nothing else in it
    sa.select(sa.func.count()).where(
        case_.c.stream == param("s"), case_.c.soon_at_us.is_not(None), case_.c.soon_at_us <= param("t")
    )
)
_TURNED_IN_AREA = Prepared(
    sa.select(sa.func.count()).where(
        _C.stream == param("s"),
        _C.due_us.is_not(None),
        _C.due_us < NEVER,
        _C.soon_us <= param("t"),
        _IN_AREA,
    )
)


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened on a day."""

    received: int = 0
    ended: int = 0
    worsened: int = 0


@dataclass(frozen=True)
class Counts:
    """One look at the counts of a scope; each table is read once."""

    connection: sa.Connection
    scope: Scope
    policy: Policy
    now_us: int

    def sums(self, periods: Sequence[Days], durations: Durations) -> tuple[DaySums, ...]:
        """Of each period (days of acceptance, both included)."""
        widest = (min(first for first, _ in periods), max(last for _, last in periods))
        red, major = self._by_day(_RED, widest), self._by_day(_MAJOR, widest)
        months = by_month((day, took) for day, took in self._rows(_TOOK, widest))
        return tuple(
            self._sums(days, red.between(days), major.between(days), durations.of(months, days, self.policy))
            for days in periods
        )

    def steps(self, day: date) -> tuple[int, int, int, int, int]:
        """录入, 分流, 办理, 反馈, 评价 of a day."""
        rows = self._rows(_STEPS, (day, day))
        received, sent, handled, told, rated = (sum(column) for column in zip((0,) * 5, *rows, strict=True))
        return received, sent, handled, told, rated

    def trend(self, days: Days) -> dict[str, Flow]:
        """By the day, where anything happened."""
        flows: dict[str, Counter[str]] = {}
        for day, received, ended, worsened in self._rows(_TREND, days):
            flows.setdefault(day, Counter()).update(received=received, ended=ended, worsened=worsened)
        return {day: Flow(**flow) for day, flow in flows.items()}

    def received_by_type(self, days: Days) -> Counter[str]:
        """Registered in some days, by type key."""
        found: Counter[str] = Counter()
        for key, count in self._rows(_TYPES, days, BY_TYPE + self.scope.area):
            found[key] += int(count)
        return found

    @cached_property
    def standing(self) -> Counter[str]:
        """Open cases by town."""
        return self._standing[0]

    @property
    def open(self) -> int:
        """在办."""
        return self._standing[0].total()

    @property
    def running(self) -> int:
        """Open, with a running clock."""
        return self._standing[1].total()

    @cached_property
    def overdue_by_town(self) -> Counter[str]:
        """■ by town."""
        found: Counter[str] = Counter()
        for stream in self.scope.streams:
            rows = _OVERDUE_BY_TOWN.all(self.connection, {"s": stream, "t": self.now_us})
            found.update({town: count for town, count in rows if town.startswith(self.scope.area)})
        return found

    @property
    def overdue(self) -> int:
        """■."""
        if self.scope.area:
            return self.overdue_by_town.total()
        rows = (_OVERDUE_COUNT.first(self.connection, {"s": s, "t": self.now_us}) for s in self.scope.streams)
        return sum(row[0] for row in rows if row)

    @property
    def turned(self) -> int:
        """▲ and ■."""
        area = self.scope.area
        query = _TURNED_IN_AREA if area else _TURNED
        rows = (
            query.first(self.connection, {"s": stream, "t": self.now_us, **({"area": area} if area else {})})
            for stream in self.scope.streams
        )
        return sum(row[0] for row in rows if row)

    @cached_property
    def _standing(self) -> tuple[Counter[str], Counter[str]]:
        opened, running = Counter[str](), Counter[str]()
        for stream in self.scope.streams:
            for town, open_, runs in _STANDING.all(self.connection, {"s": stream}):
                if town.startswith(self.scope.area):
                    opened[town] += open_
                    running[town] += runs
        return opened, running

    def _sums(self, days: Days, red: int, major: int, spans: tuple[tuple[int, int], ...]) -> DaySums:
        columns = zip(*self._rows(_SUMS, days), strict=True)
        summed = {
            name: sum(int(value or 0) for value in column)
            for name, column in zip(_SUMMED, columns, strict=True)
        }
        levels = [(level, summed.pop(f"resolved_{level}")) for level in LEVELS]
        levels.insert(0, ("", summed["resolved"] - sum(count for _, count in levels)))
        return DaySums(
            **summed,
            open=summed["accepted"] - summed["closed"],
            open_red=red,
            major=major,
            resolved_at=tuple((level, count) for level, count in levels if count),
            spans=spans,
        )

    def _by_day(self, query: Prepared, days: Days) -> "_ByDay":
        found: Counter[str] = Counter()
        fen = {"fen": self.policy.grading.major_amount_fen} if query is _MAJOR else {"t": self.now_us}
        for stream in self.scope.streams:
            row = {"s": stream, "a": days[0].isoformat(), "z": days[1].isoformat(), **fen}
            found.update(dict(query.all(self.connection, {**row, "area": self.scope.area})))
        return _ByDay(found)

    def _rows(self, query: Prepared, days: Days, axis: str | None = None) -> list[Any]:
        """The rows of all streams."""
        row = {
            "x": self.scope.area if axis is None else axis,
            "a": days[0].isoformat(),
            "z": days[1].isoformat(),
        }
        each = (query.all(self.connection, {**row, "s": stream}) for stream in self.scope.streams)
        return [one for rows in each for one in rows]


class _ByDay:
    """Counts by the day, summed up so that a period is a difference."""

    def __init__(self, counts: Counter[str]) -> None:
        self._days = sorted(counts)
        self._sums = [0, *accumulate(counts[day] for day in self._days)]

    def between(self, days: Days) -> int:
        """In a period, both days included."""
        first, last = (
            bisect_left(self._days, days[0].isoformat()),
            bisect_right(self._days, days[1].isoformat()),
        )
        return self._sums[last] - self._sums[first]
