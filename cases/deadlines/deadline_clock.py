"""A deadline is a clock, not a date: a budget in its own unit, a ledger of running and suspended intervals.

The due date is derived, with a trace that says of each day why it was counted or skipped (domain.md §3.2,
§3.5; pitfalls.md §3). The three budgets are three types and are never converted into one another.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cases.deadlines.day_count import (
    CalendarDayCount,
    ClockHourCount,
    Count,
    OpeningHourCount,
    TraceDay,
    WorkingDayCount,
)
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """W (工作日): the day of the event is day 0."""

    n: int


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """C (自然日): an end on any day off moves to the next working day (domain.md §3.5 d)."""

    n: int


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """H: whole hours that run only while the hall is open."""

    n: int


@dataclass(frozen=True, slots=True)
class ClockHours:
    """Whole hours by the clock, day and night: only the first answer to the message board (domain.md §3.5 j)."""

    n: int


Budget = WorkingDays | CalendarDays | OpeningHours | ClockHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a clock runs out.

    `due_date` is the last day, `due_at` the exclusive instant: for W and C limits 00:00 +08:00 of the next.
    `suspended`: the clock stands still, and the dates are those of a resumption on the day of the pause: the
    earliest possible, promised to nobody. `provisional`: a year without a calendar was counted by weekends.
    """

    due_date: date
    due_at: datetime
    calendar_version: str
    provisional: bool
    trace: tuple[TraceDay, ...]
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspended interval (中止) with its reason; open while `resumed_at` is None."""

    suspended_at: datetime
    reason: str
    resumed_at: datetime | None = None

    @property
    def first_day(self) -> date:
        """The pause day: still consumed (domain.md §3.5 a)."""
        return hall_date(self.suspended_at)

    @property
    def last_day(self) -> date:
        """The day of resumption: day 0 of the rest. Of an open pause: as if it ended on its first day."""
        return hall_date(self.resumed_at or self.suspended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineClock:
    """One running limit. Every change gives a new clock; times must not run backwards (ValueError).

    `extensions` run from the old due date (domain.md §3.5 h) and have the budget's own type (TypeError).
    """

    budget: Budget
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Budget, ...] = ()
    stopped_at: datetime | None = None

    def __post_init__(self) -> None:
        for leg in self.legs:
            if type(leg) is not type(self.budget):
                raise TypeError("an extension has the unit of its budget: units are never converted")
            if leg.n < 1:
                raise ValueError("a budget is at least 1")
        marks = [self.started_at]
        for pause in self.pauses:
            marks += [pause.suspended_at, pause.resumed_at or pause.suspended_at]
        marks += [self.stopped_at or marks[-1]]
        marks = [hall_time(mark) for mark in marks]
        if marks != sorted(marks) or any(p.resumed_at is None for p in self.pauses[:-1]):
            raise ValueError("the ledger of a clock runs forward")

    @property
    def is_suspended(self) -> bool:
        """Whether the clock stands still."""
        return bool(self.pauses) and self.pauses[-1].resumed_at is None and self.stopped_at is None

    def suspended(self, at: datetime, reason: str) -> "DeadlineClock":
        """The clock paused. ValueError if it already is, or was stopped."""
        if self.is_suspended or self.stopped_at:
            raise ValueError("only a running clock can be suspended")
        return replace(self, pauses=(*self.pauses, Pause(at, reason)))

    def resumed(self, at: datetime) -> "DeadlineClock":
        """The clock running again. ValueError if it was not suspended."""
        if not self.is_suspended:
            raise ValueError("only a suspended clock can be resumed")
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], resumed_at=at)))

    def extended(self, by: Budget) -> "DeadlineClock":
        """The clock with an extension (延期). TypeError if `by` has another unit."""
        return replace(self, extensions=(*self.extensions, by))

    def stopped(self, at: datetime) -> "DeadlineClock":
        """The clock at its end: what it waited for has happened; this ends a pause too. ValueError if twice."""
        if self.stopped_at:
            raise ValueError("a clock stops once")
        clock = self.resumed(at) if self.is_suspended else self
        return replace(clock, stopped_at=at)

    def due(self, calendar: WorkCalendar) -> Due:
        """When it runs out by this calendar."""
        count = _counted(self, calendar)
        return Due(
            due_date=count.day,
            due_at=count.ends_at,
            calendar_version=calendar.version,
            provisional=any(line.provisional for line in count.trace),
            trace=tuple(count.trace),
            suspended=self.is_suspended,
        )

    @property
    def legs(self) -> tuple[Budget, ...]:
        """The budget and what extended it, one after the other."""
        return (self.budget, *self.extensions)


def earliest(*dues: Due) -> Due:
    """The stricter of several limits applies (domain.md §3.2); all of them are stored."""
    return min(dues, key=lambda due: due.due_at)


def _counted(clock: DeadlineClock, calendar: WorkCalendar) -> Count:
    """The limit counted to its end, in the way of its unit."""
    unit = _UNITS[type(clock.budget)]
    legs = tuple(leg.n for leg in clock.legs)
    pauses = tuple(
        (hall_time(p.suspended_at), hall_time(p.resumed_at or p.suspended_at)) for p in clock.pauses
    )
    return unit(hall_time(clock.started_at), legs, pauses, calendar)


_UNITS: dict[type[Budget], type[Count]] = {
    WorkingDays: WorkingDayCount,
    CalendarDays: CalendarDayCount,
    OpeningHours: OpeningHourCount,
    ClockHours: ClockHourCount,
}
