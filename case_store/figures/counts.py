"""The quick counts: sums of what is kept by the day, and the little that time turns, out of covering indexes.

What is asked together is one round trip to PostgreSQL, and what was asked ahead is not asked again. What a number
means stands in figures.where; a test holds every number here against its list.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

import sqlalchemy as sa

from case_store.figures import count_queries
from case_store.figures.durations import Durations, Spans
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
        """What boards are made of: `sums` of periods, `flows` and `received_by_type` of a window, `lights`."""
        flows, types = self._of_flows(window), self._of_types(window)
        self._read([*self._of_sums(periods), flows, types, self._of_lights()])

    def sums(self, periods: Sequence[Days], durations: Durations) -> tuple[DaySums, ...]:
        """Of each period (days of acceptance, both included); days that are of several are read once."""
        of_periods, rows = self._read(self._of_sums(periods))
        red, major = (counts for _, *counts in sorted(of_periods))
        stretches = _stretches(periods)
        found: list[DaySums] = []
        for n, (first, last) in enumerate(periods):
            within = [
                (stretches[number], row)
                for number, *row in rows
                if first <= stretches[number][0] and stretches[number][1] <= last
            ]
            told = {(stream, self.scope.area, *days): took or "" for days, (stream, took, *_) in within}
            summed = _summed(row[2:] for _, row in within)
            found.append(_sums(summed, durations.spans(told, self.policy), red[n], major[n]))
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
        return Counter(dict(rows))

    def lights(self) -> tuple[int, int, int, int]:
        """在办, of these with a running clock; ▲ and ■; ■."""
        (((opened, running, turned, overdue),),) = self._read([self._of_lights()])
        return opened or 0, running or 0, turned, overdue

    @property
    def open(self) -> int:
        """在办."""
        return self.lights()[0]

    @cached_property
    def standing(self) -> Counter[str]:
        """Open cases by town."""
        return self._by_town(count_queries.standing(self._halls))

    @cached_property
    def overdue_by_town(self) -> Counter[str]:
        """■ by town."""
        return self._by_town(count_queries.overdue_by_town(self._halls), t=self.now_us)

    @property
    def _halls(self) -> int:
        return len(self.scope.streams)

    def _by_town(self, query: Prepared, **facts: Any) -> Counter[str]:
        found: Counter[str] = Counter()
        (rows,) = self._read([self._asked(query, **facts)])
        for town, count in rows:
            if town.startswith(self.scope.area):
                found[town] += count
        return found

    def _of_sums(self, periods: Sequence[Days]) -> list[Asked]:
        """■ and 重大金额 of each period, then all stretches of days."""
        stretches = _stretches(periods)
        sums = count_queries.sums(self._halls, len(stretches))
        both = count_queries.red_and_major(self._halls, len(periods), in_area=bool(self.scope.area))
        facts = {
            "t": self.now_us,
            "fen": self.policy.grading.major_amount_fen,
            "a": stretches[0][0].isoformat(),
        }
        return [
            self._asked(both, **facts, **_numbered(periods)),
            self._asked(sums, x=self.scope.area, **_numbered(stretches)),
        ]

    def _of_flows(self, days: Days) -> Asked:
        return self._in_days(count_queries.flows(self._halls), days, self.scope.area)

    def _of_types(self, days: Days) -> Asked:
        return self._in_days(count_queries.types(self._halls), days, BY_TYPE + self.scope.area)

    def _of_lights(self) -> Asked:
        query = count_queries.lights(self._halls, in_area=bool(self.scope.area))
        return self._asked(query, t=self.now_us)

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
    return [sum(column) for column in zip(_ZEROS, *each, strict=True)]


def _sums(counts: Sequence[int], spans: Spans, red: int, major: int) -> DaySums:
    summed = dict(zip(count_queries.SUMMED, counts, strict=True))
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
