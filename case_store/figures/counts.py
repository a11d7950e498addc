"""The quick counts: sums of what is kept by the day, and the little that time turns, out of covering indexes.

What is asked together is one round trip to PostgreSQL, and what was asked ahead is not asked again. What a number
means stands in figures.where; a test holds every number here against its list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

import sqlalchemy as sa

from case_store.figures import count_queries
from case_store.figures.durations import Durations
from case_store.figures.scope import Scope
from case_store.log.figure_tables import LEVELS
from case_store.log.prepared import Prepared, together
from case_store.log.projections.figure_counts import BY_TYPE
from cases.figures.day_sums import DaySums
from cases.policy.policy import Policy

Days = tuple[date, date]
Asked = tuple[Prepared, tuple[tuple[str, Any], ...]]
"""A statement and its values."""
Rows = list[tuple[Any, ...]]
_ONE_DAY = timedelta(days=1)
_ZEROS = (0,) * len(count_queries.SUMMED)


class Flow(NamedTuple):
    """What happened on a day: FLOWS."""

    received: int = 0
    ended: int = 0
    worsened: int = 0
    sent: int = 0
    handled: int = 0
    told: int = 0
    rated: int = 0

    @property
    def steps(self) -> tuple[int, int, int, int, int]:
        """录入, 分流, 办理, 反馈, 评价."""
        return self.received, self.sent, self.handled, self.told, self.rated


@dataclass(frozen=True)
class Counts:
    """One look at the counts of a scope; each table is read once."""

    connection: sa.Connection
    scope: Scope
    policy: Policy
    now_us: int
    _known: dict[Asked, Rows] = field(default_factory=dict)

    def ask_ahead(self, periods: Sequence[Days], window: Days) -> None:
        """What boards are made of: `sums` of periods, `flows` and `received_by_type` of a window."""
        flows, types = self._of_flows(window), self._of_types(window)
        self._read([*self._of_sums(periods), flows, types, self._of_standing()])

    def sums(self, periods: Sequence[Days], durations: Durations) -> tuple[DaySums, ...]:
        """Of each period (days of acceptance, both included); days that are of several are read once."""
        rows, red, major = self._read(self._of_sums(periods))
        stretches = [
            (days, *self._stretch(days, [row[1:] for row in rows if row[0] == n], durations))
            for n, days in enumerate(_stretches(periods))
        ]
        found: list[DaySums] = []
        for n, (first, last) in enumerate(periods):
            within = [one for one in stretches if first <= one[0][0] and one[0][1] <= last]
            summed = _summed(counts for _, counts, _ in within)
            spans: dict[int, int] = {}
            for _, _, lengths in within:
                for days, count in lengths.items():
                    spans[days] = spans.get(days, 0) + count
            found.append(_sums(summed, spans, int(red[0][n] or 0), int(major[0][n] or 0)))
        return tuple(found)

    def flows(self, days: Days) -> dict[str, Flow]:
        """By the day, where anything happened."""
        flows: dict[str, Flow] = {}
        (rows,) = self._read([self._of_flows(days)])
        for day, *counts in rows:
            of = flows.get(day)
            flows[day] = Flow._make(counts if of is None else map(add, of, counts))
        return flows

    def received_by_type(self, days: Days) -> Counter[str]:
        """Registered in some days, by type key."""
        (rows,) = self._read([self._of_types(days)])
        return Counter({key: int(count) for key, count in rows})

    def lights(self) -> tuple[int, int, int, int]:
        """在办, of these with a running clock; ▲ and ■; ■."""
        turned = self._turning(count_queries.turned)
        _, (more,), (worst,) = self._read([self._of_standing(), turned, self._of_overdue()])
        return *self._open_and_running, int(more[0]), int(worst[0])

    @cached_property
    def standing(self) -> Counter[str]:
        """Open cases by town."""
        return self._standing[0]

    @property
    def open(self) -> int:
        """在办."""
        return self._open_and_running[0]

    @cached_property
    def overdue_by_town(self) -> Counter[str]:
        """■ by town."""
        found: Counter[str] = Counter()
        (rows,) = self._read([self._asked(count_queries.overdue_by_town(self._halls), t=self.now_us)])
        for town, count in rows:
            if town.startswith(self.scope.area):
                found[town] += count
        return found

    @property
    def overdue(self) -> int:
        """■."""
        ((found,),) = self._read([self._of_overdue()])
        return int(found[0])

    @property
    def _halls(self) -> int:
        return len(self.scope.streams)

    @cached_property
    def _standing(self) -> tuple[Counter[str], Counter[str]]:
        opened, running = Counter[str](), Counter[str]()
        (rows,) = self._read([self._asked(count_queries.standing(self._halls))])
        for town, open_, runs in rows:
            if town.startswith(self.scope.area):
                opened[town] += open_
                running[town] += runs
        return opened, running

    @cached_property
    def _open_and_running(self) -> tuple[int, int]:
        if self.scope.area:
            return self._standing[0].total(), self._standing[1].total()
        (((opened, running),),) = self._read([self._of_standing()])
        return int(opened or 0), int(running or 0)

    def _stretch(self, days: Days, rows: Rows, durations: Durations) -> tuple[list[int], dict[int, int]]:
        """What SUMMED names, and the lengths, of the cases accepted in some days."""
        lengths: dict[int, int] = {}
        for stream, took, *_ in rows:
            of_hall = durations.of((stream, self.scope.area, *days), took or "", self.policy)
            for length, count in of_hall.items():
                lengths[length] = lengths.get(length, 0) + count
        return _summed(sums for _, _, *sums in rows), lengths

    def _of_sums(self, periods: Sequence[Days]) -> list[Asked]:
        """All stretches of days, then ■ and 重大金额 of each period."""
        facts: dict[str, Any] = {"t": self.now_us, "fen": self.policy.grading.major_amount_fen}
        facts["a"] = min(first for first, _ in periods).isoformat()
        facts["z"] = max(last for _, last in periods).isoformat()
        facts |= _numbered(periods)
        of_periods = (
            self._asked(query(self._halls, len(periods), in_area=bool(self.scope.area)), **facts)
            for query in (count_queries.red, count_queries.major)
        )
        stretches = _stretches(periods)
        sums = count_queries.sums(self._halls, len(stretches))
        return [self._asked(sums, x=self.scope.area, **_numbered(stretches)), *of_periods]

    def _of_flows(self, days: Days) -> Asked:
        return self._in_days(count_queries.flows(self._halls), days, self.scope.area)

    def _of_types(self, days: Days) -> Asked:
        return self._in_days(count_queries.types(self._halls), days, BY_TYPE + self.scope.area)

    def _of_standing(self) -> Asked:
        query = count_queries.standing if self.scope.area else count_queries.standing_sums
        return self._asked(query(self._halls))

    def _of_overdue(self) -> Asked:
        return self._turning(count_queries.overdue)

    def _turning(self, query: Callable[..., Prepared]) -> Asked:
        return self._asked(query(self._halls, in_area=bool(self.scope.area)), t=self.now_us)

    def _in_days(self, query: Prepared, days: Days, axis: str) -> Asked:
        return self._asked(query, x=axis, a=days[0].isoformat(), z=days[1].isoformat())

    def _asked(self, query: Prepared, **facts: Any) -> Asked:
        """Of all halls."""
        row = {**count_queries.halls(self.scope.streams), "area": self.scope.area, **facts}
        return query, tuple(row.items())

    def _read(self, asked: Sequence[Asked]) -> list[Rows]:
        """The rows of each."""
        new = [one for one in asked if one not in self._known]
        rows = together(self.connection, [(query, dict(facts)) for query, facts in new])
        self._known.update(zip(new, rows, strict=True))
        return [self._known[one] for one in asked]


def _stretches(periods: Sequence[Days]) -> list[Days]:
    """Days between two of the periods' ends: each lies in a period whole, or not at all."""
    cuts = sorted({first for first, _ in periods} | {last + _ONE_DAY for _, last in periods})
    cut = ((first, after - _ONE_DAY) for first, after in pairwise(cuts))
    return [days for days in cut if any(first <= days[0] and days[1] <= last for first, last in periods)]


def _numbered(each: Sequence[Days]) -> dict[str, str]:
    """The ends of each: a0, z0, a1, …"""
    numbered = ((n, *days) for n, days in enumerate(each))
    return {
        name: day.isoformat()
        for n, *ends in numbered
        for name, day in zip((f"a{n}", f"z{n}"), ends, strict=True)
    }


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
