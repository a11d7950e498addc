"""办理天数: from histograms of calendar days, kept by the day of acceptance, to working days by today's calendar.

What says the same as before is not counted again: days, and of them the stretches that are asked for together.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from operator import is_not

from case_store.figures.count_queries import DAYS_BETWEEN, HISTOGRAM_AFTER
from case_store.log.projections.figure_counts import histogram
from cases.policy.policy import Policy

DAYS_MAX = 40_000  # of two years at fifty halls
STRETCHES_MAX = 1_000

Stretch = tuple[str, str, date, date]
"""Whose days: stream, area, first and last."""
Lengths = Counter[int]
Spans = tuple[tuple[int, int], ...]
"""(working days, count), the shortest first."""


class Durations:
    """Exact, for whatever calendar holds."""

    def __init__(self) -> None:
        self._days: dict[str, Lengths] = {}
        self._stretches: dict[Stretch, tuple[str, Lengths]] = {}
        self._together: dict[tuple[Stretch, ...], tuple[list[Lengths], Spans]] = {}
        self._policy_rev = ""

    def spans(self, told: Mapping[Stretch, str], policy: Policy) -> Spans:
        """Of stretches together. Of each is told "2026-11-20=3:1 5:2;…", day by day (accepted on, histogram)."""
        if policy.rev != self._policy_rev or len(self._stretches) > STRETCHES_MAX:
            for remembered in (self._days, self._stretches, self._together):
                remembered.clear()
            self._policy_rev = policy.rev
        parts = [self._stretch(stretch, days, policy) for stretch, days in told.items()]
        these = tuple(told)
        known = self._together.get(these)
        if known is None or any(map(is_not, known[0], parts)):
            lengths: Lengths = Counter()
            for part in parts:
                lengths.update(part)
            known = self._together[these] = (parts, tuple(sorted(lengths.items())))
        return known[1]

    def _stretch(self, stretch: Stretch, told: str, policy: Policy) -> Lengths:
        """The same object until something else is told."""
        known = self._stretches.get(stretch)
        if known is None or known[0] != told:
            lengths: Lengths = Counter()
            for day in told.split(DAYS_BETWEEN) if told else ():
                lengths.update(self._day(day, policy))
            known = self._stretches[stretch] = (told, lengths)
        return known[1]

    def _day(self, told: str, policy: Policy) -> Lengths:
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
