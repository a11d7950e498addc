"""A deadline is a clock, not a date: a budget in its own unit, a ledger of running and suspended intervals.

The due date is derived, with a trace that says of each day why it was counted or skipped (domain.md §3.2,
§3.5; pitfalls.md §3). The three budgets are three types and are never converted into one another.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from cases.deadlines.work_calendar import DayKind, WorkCalendar
from cases.hall_time import hall_date, hall_time, midnight_after

_DAY = timedelta(days=1)


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


class DayVerdict(StrEnum):
    """What the count made of a day."""

    CLOSED = "closed"  # the event came after closing: not day 0
    DAY_ZERO = "day_zero"  # the day of the event, or of resumption
    COUNTED = "counted"
    OFF = "off"
    SUSPENDED = "suspended"
    MOVED = "moved"  # the end was on a day off: moved on


@dataclass(frozen=True, slots=True)
class TraceDay:
    """One line of the trace. `name` is the holiday's; `open_minutes` is what an hour limit took here."""

    day: date
    verdict: DayVerdict
    kind: DayKind
    name: str = ""
    provisional: bool = False
    open_minutes: int = 0


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
        for leg in self._legs:
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
        count = _COUNTS[type(self.budget)](self, calendar)
        due_at = count.run()
        return Due(
            due_date=count.day,
            due_at=due_at,
            calendar_version=calendar.version,
            provisional=any(line.provisional for line in count.trace),
            trace=tuple(count.trace),
            suspended=self.is_suspended,
        )

    @property
    def _legs(self) -> tuple[Budget, ...]:
        return (self.budget, *self.extensions)


def earliest(*dues: Due) -> Due:
    """The stricter of several limits applies (domain.md §3.2); all of them are stored."""
    return min(dues, key=lambda due: due.due_at)


class _Count:
    """A finger on the calendar: the day it is on, and what it said about the days before."""

    def __init__(self, clock: DeadlineClock, calendar: WorkCalendar) -> None:
        self.clock, self.calendar = clock, calendar
        self.day = hall_date(clock.started_at)
        self.trace: list[TraceDay] = []

    def run(self) -> datetime:
        """The exclusive end of the limit; `day` is then its last day."""
        raise TypeError("each unit counts in its own way")

    def note(self, verdict: DayVerdict, open_minutes: int = 0) -> None:
        info = self.calendar.info(self.day)
        self.trace.append(TraceDay(self.day, verdict, info.kind, info.name, info.provisional, open_minutes))

    def skip_to_day_zero(self) -> None:
        """Registered while closed or after closing: the next working day is day 0 (domain.md §3.5 b, c)."""
        if not self.calendar.has_closed(self.clock.started_at):
            return
        self.note(DayVerdict.CLOSED if self.calendar.is_working(self.day) else DayVerdict.OFF)
        self.day += _DAY
        while not self.calendar.is_working(self.day):
            self.note(DayVerdict.OFF)
            self.day += _DAY


class _DayCount(_Count):
    """W and C limits: whole days, counted up to and including a pause day (domain.md §3.5 a)."""

    def run(self) -> datetime:
        """The exclusive end of the last day."""
        if isinstance(self.clock.budget, WorkingDays):
            self.skip_to_day_zero()
        self.note(DayVerdict.DAY_ZERO)
        for leg in (self.clock.budget, *self.clock.extensions):
            self._consume(leg.n)
            self._settle()
        return midnight_after(self.day)

    def _consume(self, days: int) -> None:
        only_working = isinstance(self.clock.budget, WorkingDays)
        while days:
            self.day += _DAY
            if self._noted_as_suspended():
                continue
            if only_working and not self.calendar.is_working(self.day):
                self.note(DayVerdict.OFF)
                continue
            self.note(DayVerdict.COUNTED)
            days -= 1

    def _settle(self) -> None:
        """An end on a pause day waits for the resumption; on a day off it moves to the next working day."""
        while True:
            if any(p.first_day <= self.day < p.last_day for p in self.clock.pauses):
                self.day += _DAY
                self._noted_as_suspended()
            elif not self.calendar.is_working(self.day):
                self.day += _DAY
                self.note(DayVerdict.MOVED)
            else:
                return

    def _noted_as_suspended(self) -> bool:
        if not self.clock.pauses:
            return False
        pauses = [p for p in self.clock.pauses if p.first_day < self.day <= p.last_day]
        if pauses:
            self.note(DayVerdict.DAY_ZERO if pauses[-1].last_day == self.day else DayVerdict.SUSPENDED)
        return bool(pauses)


class _HourCount(_Count):
    """H limits: minutes inside opening hours and outside pauses."""

    def run(self) -> datetime:
        """The instant when the last opening hour is used up."""
        self.skip_to_day_zero()
        left = timedelta(hours=sum(leg.n for leg in (self.clock.budget, *self.clock.extensions)))
        while True:
            spans = self._running_spans()
            for start, end in spans:
                if end - start >= left:
                    self._note_spans([*spans[: spans.index((start, end))], (start, start + left)])
                    return start + left
                left -= end - start
            self._note_spans(spans)
            self.day += _DAY

    def _running_spans(self) -> list[tuple[datetime, datetime]]:
        """The day's opening segments after the start, with the pauses cut out."""
        started_at = hall_time(self.clock.started_at)
        spans = [(max(s.opens_at, started_at), s.closes_at) for s in self.calendar.segments(self.day)]
        for pause in self.clock.pauses:
            stop = hall_time(pause.suspended_at)
            go = hall_time(pause.resumed_at or pause.suspended_at)
            spans = (
                [part for start, end in spans for part in ((start, min(end, stop)), (max(start, go), end))]
                if stop < go
                else spans
            )
        return [(start, end) for start, end in spans if start < end]

    def _note_spans(self, spans: list[tuple[datetime, datetime]]) -> None:
        minutes = int(sum((end - start for start, end in spans), timedelta()).total_seconds()) // 60
        if minutes:
            self.note(DayVerdict.COUNTED, minutes)
        elif any(p.first_day <= self.day <= p.last_day for p in self.clock.pauses):
            self.note(DayVerdict.SUSPENDED)
        else:
            self.note(DayVerdict.CLOSED if self.calendar.is_working(self.day) else DayVerdict.OFF)


class _ClockHourCount(_Count):
    """Hours by the clock outside pauses."""

    def run(self) -> datetime:
        """The instant when the last hour is used up."""
        left = timedelta(hours=sum(leg.n for leg in (self.clock.budget, *self.clock.extensions)))
        end = hall_time(self.clock.started_at) + left
        for pause in self.clock.pauses:
            stop = hall_time(pause.suspended_at)
            if stop < end:
                end += hall_time(pause.resumed_at or pause.suspended_at) - stop
        while self.day < hall_date(end):
            self.note(DayVerdict.COUNTED)
            self.day += _DAY
        self.note(DayVerdict.COUNTED)
        return end


_COUNTS: dict[type[Budget], type[_Count]] = {
    WorkingDays: _DayCount,
    CalendarDays: _DayCount,
    OpeningHours: _HourCount,
    ClockHours: _ClockHourCount,
}
