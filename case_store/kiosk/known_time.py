"""The hall's time at a kiosk: its own clock, put right by the hall's last word, distrusted when it cannot be true.

A kiosk that boots without a network may believe that it is 1970. A number or a date made from such a clock would be
a lie, so `trusted` says whether anything may be made from it (design.md §2; issue 3).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from case_store.clock import Clock
from case_store.kiosk.kept import KnownTime

# A clock that is set back by less than this after a start is drift, not a dead battery.
DRIFT_MAX = timedelta(minutes=1)
# Leases reach to the next open day; after more days than this without a hall the clock, not the hall, is the riddle.
WITHOUT_HALL_MAX = timedelta(days=31)
# What a message in passing may be late, and what two clocks of one machine may differ over one question.
DISAGREEMENT_MAX = timedelta(seconds=2)
JUMP_MIN = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class HallInstant:
    """An instant in hall time; `trusted` False: the machine's clock cannot be right. `ticks_s` outlives its jumps."""

    at: datetime
    trusted: bool
    ticks_s: float


@dataclass(frozen=True, slots=True)
class Asked:
    """When the hall was asked for its time, by both of this machine's clocks."""

    at: datetime
    ticks_s: float


class KioskTime:
    """Put right by every answer of the hall; between two answers it goes on with the machine's clock."""

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

    def agrees_with(self, hall_time: datetime) -> bool:
        """Whether what the hall says in passing is what we believe."""
        return self.now().trusted and abs(self.now().at - hall_time) <= DISAGREEMENT_MAX

    def ask(self) -> Asked:
        """Note both clocks before the hall is asked."""
        return Asked(self._clock.now(), monotonic())

    def heard(self, hall_time: datetime, asked: Asked) -> KnownTime | None:
        """The hall's answer: from now on this counts. None when our clock jumped meanwhile: ask again."""
        went = self._clock.now() - asked.at
        took = timedelta(seconds=monotonic() - asked.ticks_s)
        if abs(went - took) > JUMP_MIN:
            return None
        self._known = KnownTime(hall_time=hall_time, offset=hall_time - (asked.at + went / 2))
        return self._known
