"""The quick counts: sums of what is kept by the day, and the little that time turns, out of covering indexes.

What a number means stands in figures.where; a test holds every number here against its list.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from case_store.figures import count_queries
from case_store.figures.durations import Durations
from case_store.figures.scope import Scope
from case_store.log.figure_tables import LEVELS
from case_store.log.prepared import Prepared
from case_store.log.projections.figure_counts import BY_TYPE
from cases.figures.day_sums import DaySums
from cases.policy.policy import Policy

Days = tuple[date, date]
_ONE_DAY = timedelta(days=1)
_ZEROS = (0,) * len(count_queries.SUMMED)


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened on a day."""

    received: int = 0
    ended: int = 0
    worsened: int = 0


_NO_FLOW = Flow()


@dataclass(frozen=True)
class Counts:
    """One look at the counts of a scope; each table is read once."""

    connection: sa.Connection
    scope: Scope
    policy: Policy
    now_us: int

    def sums(self, periods: Sequence[Days], durations: Durations) -> tuple[DaySums, ...]:
        """Of each period (days of acceptance, both included); days that are of several are read once."""
        stretches = [(days, *self._stretch(days, durations)) for days in _stretches(periods)]
        red, major = self._of_periods(periods)
        found: list[DaySums] = []
        for n, (first, last) in enumerate(periods):
            within = [one for one in stretches if first <= one[0][0] and one[0][1] <= last]
            summed = _summed(counts for _, counts, _ in within)
            spans: dict[int, int] = {}
            for _, _, lengths in within:
                for days, count in lengths.items():
                    spans[days] = spans.get(days, 0) + count
            found.append(_sums(summed, spans, red[n], major[n]))
        return tuple(found)

    def steps(self, day: date) -> tuple[int, int, int, int, int]:
        """录入, 分流, 办理, 反馈, 评价 of a day."""
        rows = self._rows(count_queries.steps(self._halls), (day, day))
        received, sent, handled, told, rated = (sum(column) for column in zip((0,) * 5, *rows, strict=True))
        return received, sent, handled, told, rated

    def trend(self, days: Days) -> dict[str, Flow]:
        """By the day, where anything happened."""
        flows: dict[str, Flow] = {}
        for day, received, ended, worsened in self._rows(count_queries.trend(self._halls), days):
            of = flows.get(day, _NO_FLOW)
            flows[day] = Flow(of.received + received, of.ended + ended, of.worsened + worsened)
        return flows

    def received_by_type(self, days: Days) -> Counter[str]:
        """Registered in some days, by type key."""
        rows = self._rows(count_queries.types(self._halls), days, BY_TYPE + self.scope.area)
        return Counter({key: int(count) for key, count in rows})

    @cached_property
    def standing(self) -> Counter[str]:
        """Open cases by town."""
        return self._standing[0]

    @property
    def open(self) -> int:
        """在办."""
        return self._open_and_running[0]

    @property
    def running(self) -> int:
        """Open, with a running clock."""
        return self._open_and_running[1]

    @cached_property
    def overdue_by_town(self) -> Counter[str]:
        """■ by town."""
        found: Counter[str] = Counter()
        for town, count in self._all(count_queries.overdue_by_town(self._halls), t=self.now_us):
            if town.startswith(self.scope.area):
                found[town] += count
        return found

    @property
    def overdue(self) -> int:
        """■."""
        return self._count(count_queries.overdue(self._halls, in_area=bool(self.scope.area)))

    @property
    def turned(self) -> int:
        """▲ and ■."""
        return self._count(count_queries.turned(self._halls, in_area=bool(self.scope.area)))

    @property
    def _halls(self) -> int:
        return len(self.scope.streams)

    @cached_property
    def _standing(self) -> tuple[Counter[str], Counter[str]]:
        opened, running = Counter[str](), Counter[str]()
        for town, open_, runs in self._all(count_queries.standing(self._halls)):
            if town.startswith(self.scope.area):
                opened[town] += open_
                running[town] += runs
        return opened, running

    @cached_property
    def _open_and_running(self) -> tuple[int, int]:
        if self.scope.area:
            return self._standing[0].total(), self._standing[1].total()
        ((opened, running),) = self._all(count_queries.standing_sums(self._halls))
        return int(opened or 0), int(running or 0)

    def _stretch(self, days: Days, durations: Durations) -> tuple[list[int], dict[int, int]]:
        """What SUMMED names, and the lengths, of the cases accepted in some days."""
        rows = self._rows(count_queries.sums(self._halls), days)
        lengths: dict[int, int] = {}
        for stream, took, *_ in rows:
            of_hall = durations.of((stream, self.scope.area, *days), took or "", self.policy)
            for length, count in of_hall.items():
                lengths[length] = lengths.get(length, 0) + count
        return _summed(sums for _, _, *sums in rows), lengths

    def _of_periods(self, periods: Sequence[Days]) -> tuple[list[int], list[int]]:
        """■ and 重大金额 of each."""
        facts: dict[str, Any] = {"t": self.now_us, "fen": self.policy.grading.major_amount_fen}
        facts["a"] = min(first for first, _ in periods).isoformat()
        facts["z"] = max(last for _, last in periods).isoformat()
        for n, (first, last) in enumerate(periods):
            facts |= {f"a{n}": first.isoformat(), f"z{n}": last.isoformat()}
        red, major = (
            self._all(query(self._halls, len(periods), in_area=bool(self.scope.area)), **facts)
            for query in (count_queries.red, count_queries.major)
        )
        return [int(n or 0) for n in red[0]], [int(n or 0) for n in major[0]]

    def _count(self, query: Prepared) -> int:
        ((found,),) = self._all(query, t=self.now_us)
        return int(found)

    def _rows(self, query: Prepared, days: Days, axis: str | None = None) -> list[Any]:
        """Of some days, by default on the axis of the area."""
        return self._all(
            query,
            x=self.scope.area if axis is None else axis,
            a=days[0].isoformat(),
            z=days[1].isoformat(),
        )

    def _all(self, query: Prepared, **facts: Any) -> list[Any]:
        """The rows of all halls."""
        row = {**count_queries.halls(self.scope.streams), "area": self.scope.area, **facts}
        return query.all(self.connection, row)


def _stretches(periods: Sequence[Days]) -> list[Days]:
    """Days between two of the periods' ends: each lies in a period whole, or not at all."""
    cuts = sorted({first for first, _ in periods} | {last + _ONE_DAY for _, last in periods})
    cut = ((first, after - _ONE_DAY) for first, after in pairwise(cuts))
    return [days for days in cut if any(first <= days[0] and days[1] <= last for first, last in periods)]


def _summed(each: Iterable[Sequence[int]]) -> list[int]:
    """The sums of columns; 0 of nothing."""
    return [int(sum(column)) for column in zip(_ZEROS, *each, strict=True)]


def _sums(counts: Sequence[int], spans: Mapping[int, int], red: int, major: int) -> DaySums:
    summed = dict(zip(count_queries.SUMMED, counts, strict=True))
    levels = [(level, summed.pop(f"resolved_{level}")) for level in LEVELS]
    levels.insert(0, ("", summed["resolved"] - sum(count for _, count in levels)))
    return DaySums(
        **summed,
        open=summed["accepted"] - summed["closed"],
        open_red=red,
        major=major,
        resolved_at=tuple((level, count) for level, count in levels if count),
        spans=tuple(sorted(spans.items())),
    )
