"""The hall's time at a kiosk: its own clock, put right by the hall's last word, distrusted when it cannot be true.

A kiosk that boots without a network may believe that it is 1970. A number or a date made from such a clock would be
a lie, so `trusted` says whether anything may be made from it (design.md §2; issue 3).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from case_store.clock import Clock
from case_store.kiosk_kept import KnownTime

# A clock that is set back by less than this after a start is drift, not a dead battery.
DRIFT_MAX = timedelta(minutes=1)
# Leases reach to the next open day; after more days than this without a hall the clock, not the hall, is the riddle.
WITHOUT_HALL_MAX = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class HallInstant:
    """An instant in hall time; `trusted` False: the machine's clock cannot be right. `ticks_s` outlives its jumps."""

    at: datetime
    trusted: bool
    ticks_s: float


class KioskTime:
    """Put right by every word of the hall; between two words it goes on with the machine's clock."""

    def __init__(self, clock: Clock, known: KnownTime | None) -> None:
        self._clock, self._known = clock, known

    def now(self) -> HallInstant:
        """What time it is in the hall."""
        at = self.in_hall_time(self._clock.now())
        known = self._known
        trusted = (
            known is not None and known.hall_time - DRIFT_MAX <= at <= known.hall_time + WITHOUT_HALL_MAX
        )
        return HallInstant(at, trusted, monotonic())

    def in_hall_time(self, stamp: datetime) -> datetime:
        """A stamp of this machine's clock."""
        return stamp if self._known is None else stamp + self._known.offset

    def heard(self, hall_time: datetime) -> KnownTime:
        """The hall has told its time: from now on this counts."""
        self._known = KnownTime(hall_time=hall_time, offset=hall_time - self._clock.now())
        return self._known
