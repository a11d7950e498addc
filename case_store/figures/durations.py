"""办理天数: from histograms of calendar days, kept by the day of acceptance, to working days by today's calendar.

What says the same as before is not counted again: days, and of them the stretches that are asked for together.
"""

from collections import Counter
from datetime import date, timedelta

from case_store.figures.count_queries import DAYS_BETWEEN, HISTOGRAM_AFTER
from case_store.log.projections.figure_counts import histogram
from cases.policy.policy import Policy

DAYS_MAX = 40_000  # of two years at fifty halls
STRETCHES_MAX = 1_000

Stretch = tuple[str, str, date, date]
"""Whose days: stream, area, first and last."""


class Durations:
    """(working days, count), exact, for whatever calendar holds."""

    def __init__(self) -> None:
        self._days: dict[str, Counter[int]] = {}
        self._stretches: dict[Stretch, tuple[str, Counter[int]]] = {}
        self._policy_rev = ""

    def of(self, stretch: Stretch, told: str, policy: Policy) -> Counter[int]:
        """`told`: "2026-11-20=3:1 5:2;…", of each day (accepted on, histogram)."""
        if policy.rev != self._policy_rev or len(self._stretches) > STRETCHES_MAX:
            self._days.clear()
            self._stretches.clear()
            self._policy_rev = policy.rev
        known = self._stretches.get(stretch)
        if known is None or known[0] != told:
            counts: Counter[int] = Counter()
            for day in told.split(DAYS_BETWEEN) if told else ():
                counts.update(self._day(day, policy))
            known = self._stretches[stretch] = (told, counts)
        return known[1]

    def _day(self, told: str, policy: Policy) -> Counter[int]:
        known = self._days.get(told)
        if known is None:
            if len(self._days) > DAYS_MAX:
                self._days.clear()
            known = self._days[told] = Counter()
            day, _, kept = told.partition(HISTOGRAM_AFTER)
            accepted = date.fromisoformat(day)
            for days, count in histogram(kept):
                closed = accepted + timedelta(days=days)
                known[policy.calendar.working_days_between(accepted, closed)] += count
        return known
