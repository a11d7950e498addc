"""Time of a rehearsed day: what is due next happens next, and the hall's clock jumps there."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

from case_store.clock import OffsetClock

Act = Callable[[], None]


class Clockwork:
    """A heap of acts. Nothing waits in real time."""

    def __init__(self, clock: OffsetClock) -> None:
        self._clock = clock
        self._due: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()
        self.now = clock.now()

    def at(self, when: datetime, act: Act) -> None:
        """Do it then, or now when then is past."""
        heapq.heappush(self._due, (max(when, self.now), next(self._order), act))

    def after(self, seconds: float, act: Act) -> None:
        """Do it so many seconds from now."""
        self.at(self.now + timedelta(seconds=seconds), act)

    def run(self) -> None:
        """Until nothing is due any more."""
        while self._due:
            when, _order, act = heapq.heappop(self._due)
            if when > self.now:
                self.now = when
                self._clock.move_to(when)
            act()
