"""The hall at one instant, as far as it decides who waits how long; and a wait as it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from cases.deadlines.work_calendar import Segment
from cases.queue.queue_order import Caller, CallsSoFar, Waiting
from cases.queue.service_times import ServiceTime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """Whole minutes; low == high == 0 means: you are next."""

    low_min: int
    high_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Seconds from now until the call: one of ten is called before `low_s`, one of ten after `high_s`."""

    low_s: float
    mean_s: float
    high_s: float

    def range(self) -> WaitRange:
        """As screens and papers say it: the lower figure to the nearest minute, the upper to the next.

        Down to a whole minute the lower one said too little: of a wait of some minutes that is most of what it may be
        shorter, and hardly anybody was called before it.
        """
        if self.high_s <= 0:
            return WaitRange(low_min=0, high_min=0)
        low = int(self.low_s / 60 + 0.5)
        return WaitRange(low_min=low, high_min=max(low + 1, ceil(self.high_s / 60)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNow:
    """A desk where somebody is signed in. `busy_queue`: whose number it has called or serves, None while it is free.

    `busy_since`: that call. `paused` (暂离) without `paused_until`: taken to be back in ten minutes. `free_since`:
    since when it could have called; None: it calls as soon as it can. `passed_by`: how many numbers of its queues
    others called since then.
    """

    caller: Caller
    busy_queue: str | None = None
    busy_since: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None
    free_since: datetime | None = None
    passed_by: int = 0

    def may_call(self, ticket: Waiting) -> bool:
        """Whether the ticket's queue, or the ticket itself, is this desk's."""
        if ticket.for_counter is not None:
            return ticket.for_counter == self.caller.counter_no
        return ticket.queue in self.caller.serves


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A ticket on hold (挂起) and when it will be back in line."""

    ticket: Waiting
    back_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HallLoad:
    """The hall at one instant, as far as it decides who waits how long.

    `waiting`: in state WAITING only. `services`: cases.queue.service_times.service_times. `returning`: on hold.
    `arrivals_per_hour`: numbers of a queue given per open hour so far; only those that may overtake (优先, and queues
    with a weight) are looked at. `segments`: today's opening hours (calendar.segments(today)); none means that nothing
    stops the desks. After the last one the forecast goes on as if the hall worked overtime: whoever asks compares
    with closing time. `away`: the share of time that desks are away without saying so (found in the simulation).
    """

    waiting: Sequence[Waiting]
    desks: Sequence[DeskNow]
    so_far: CallsSoFar
    services: Mapping[str, ServiceTime]
    returning: Sequence[Returning] = ()
    segments: Sequence[Segment] = ()
    arrivals_per_hour: Mapping[str, float] = field(default_factory=dict)
    away: float = 0.05
