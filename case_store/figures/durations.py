"""办理天数: from histograms of calendar days, kept by the day of acceptance, to working days by today's calendar.

A month that says the same as before is not counted again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from case_store.log.projections.figure_counts import histogram
from cases.policy.policy import Policy

REMEMBERED_MAX = 4000  # months: of two years at 100 halls
_MONTH_CHARS = len("2026-11")

Day = tuple[str, str]
"""(accepted on, histogram)."""
Month = tuple[Day, ...]
Spans = tuple[tuple[int, int], ...]


class Durations:
    """(working days, count), exact, for whatever calendar holds."""

    def __init__(self) -> None:
        self._remembered: dict[Month, Counter[int]] = {}
        self._policy_rev = ""

    def of(self, months: Sequence[Month], days: tuple[date, date], policy: Policy) -> Spans:
        """Of the matters accepted in a period, shortest first."""
        if policy.rev != self._policy_rev or len(self._remembered) > REMEMBERED_MAX:
            self._remembered.clear()
            self._policy_rev = policy.rev
        first, last = days[0].isoformat(), days[1].isoformat()
        counts: Counter[int] = Counter()
        for month in months:
            if month[0][0] > last or month[-1][0] < first:
                continue
            inside = first <= month[0][0] and month[-1][0] <= last
            counts.update(
                self._month(
                    month if inside else tuple(day for day in month if first <= day[0] <= last), policy
                )
            )
        return tuple(sorted(counts.items()))

    def _month(self, month: Month, policy: Policy) -> Counter[int]:
        known = self._remembered.get(month)
        if known is None:
            known = self._remembered[month] = Counter()
            for day, kept in month:
                accepted = date.fromisoformat(day)
                for days, count in histogram(kept):
                    closed = accepted + timedelta(days=days)
                    known[policy.calendar.working_days_between(accepted, closed)] += count
        return known


def by_month(rows: Iterable[Day]) -> list[Month]:
    """Rows in the order of their days, at several halls one after the other."""
    return [tuple(days) for _, days in groupby(rows, key=lambda row: row[0][:_MONTH_CHARS])]
