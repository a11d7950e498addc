"""One look at the hall's tables for a screen: everything in it is of the same instant and the same snapshot."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import sqlalchemy as sa

from case_store.hall.house import House
from case_store.hall.waits import DayWaits, calls_so_far
from case_store.log.micros import to_us
from cases.hall_time import hall_date
from cases.queue.queue_order import CallsSoFar


@dataclass(frozen=True)
class Look:
    """Handed to the sections of all views, so that what two of them need is read once."""

    connection: sa.Connection
    house: House
    now: datetime

    @property
    def stream(self) -> str:
        """The hall."""
        return self.house.stream

    @cached_property
    def today(self) -> date:
        """The business date."""
        return hall_date(self.now)

    @cached_property
    def now_us(self) -> int:
        """The instant as the tables write it."""
        return to_us(self.now)

    @cached_property
    def waits(self) -> DayWaits:
        """Who waits how long."""
        return self.house.waits.read(self.connection, self.stream, self.house.policy, self.now)

    @cached_property
    def calls(self) -> CallsSoFar:
        """What the order of calling remembers of today."""
        return calls_so_far(self.connection, self.stream, self.today)

    @cached_property
    def on_duty(self) -> tuple[str, ...]:
        """The units that are in the hall today; nobody on a day on which it does not open."""
        policy = self.house.policy
        if not policy.calendar.segments(self.today):
            return ()
        return tuple(desk.name for desk in policy.hall.desks_on(self.today))
