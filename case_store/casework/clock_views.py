"""Clocks as pages show them, remembered: most of them show the same until midnight."""

from collections.abc import Hashable
from datetime import datetime

from case_store.casework.case_page import clock_view
from cases.deadlines.case_clock import ArmedClock, BudgetUnit
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.views_casework import ClockView

REMEMBERED_MAX = 5000
_BY_MINUTES = (BudgetUnit.OPENING_HOURS, BudgetUnit.CLOCK_HOURS)
_MINUTE_S = 60


class ClockViews:
    """A view holds until its light turns, the date changes or, for hours, the minute."""

    def __init__(self) -> None:
        self._remembered: dict[Hashable, ClockView] = {}

    def of(self, clock: ArmedClock, policy: Policy, now: datetime) -> ClockView:
        """The clock as it is shown now."""
        phase = (now >= clock.soon_at) + (now >= clock.due_at)
        by_minutes = clock.unit in _BY_MINUTES
        until = int(now.timestamp()) // _MINUTE_S if by_minutes else hall_date(now).toordinal()
        key = (clock, phase, until, policy.rev)
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) >= REMEMBERED_MAX:
                self._remembered.clear()
            known = self._remembered[key] = clock_view(clock, policy, now)
        return known
