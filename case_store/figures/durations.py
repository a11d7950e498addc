"""办理天数: from histograms of calendar days, kept by the day of acceptance, to working days by today's calendar.

What a day says changes seldom, so it is remembered.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from case_store.log.projections.figure_counts import histogram
from cases.policy.policy import Policy

REMEMBERED_MAX = 20_000  # days of two years at 25 halls

Spans = tuple[tuple[int, int], ...]


class Durations:
    """(working days, count), exact, for whatever calendar holds."""

    def __init__(self) -> None:
        self._remembered: dict[tuple[str, str], Spans] = {}
        self._policy_rev = ""

    def of(self, took: Iterable[tuple[str, str]], days: tuple[date, date], policy: Policy) -> Spans:
        """Of the days (accepted on, histogram) that lie in a period, shortest first."""
        if policy.rev != self._policy_rev or len(self._remembered) > REMEMBERED_MAX:
            self._remembered.clear()
            self._policy_rev = policy.rev
        first, last = days[0].isoformat(), days[1].isoformat()
        counts: Counter[int] = Counter()
        for day, kept in took:
            if first <= day <= last:
                for workdays, count in self._day(day, kept, policy):
                    counts[workdays] += count
        return tuple(sorted(counts.items()))

    def _day(self, day: str, kept: str, policy: Policy) -> Spans:
        known = self._remembered.get((day, kept))
        if known is None:
            accepted, counts = date.fromisoformat(day), Counter[int]()
            for days, count in histogram(kept):
                closed = accepted + timedelta(days=days)
                counts[policy.calendar.working_days_between(accepted, closed)] += count
            known = self._remembered[day, kept] = tuple(counts.items())
        return known
