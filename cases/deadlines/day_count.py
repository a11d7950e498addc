"""Counting a limit to its end (domain.md §3.2, §3.5): a finger on the calendar, and what it said of each day.

Everything is in hall time. A pause is (from, to); one that lasts ends where it began.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cases.deadlines.work_calendar import DayKind, WorkCalendar
from cases.hall_time import midnight_after

Span = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_BLINK = timedelta.resolution


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


class Count(ABC):
    """A limit counted: `ends_at` is the exclusive end, `day` the last day.

    `legs`: the budget and its extensions, one after the other.
    """

    def __init__(
        self, started_at: datetime, legs: tuple[int, ...], pauses: tuple[Span, ...], calendar: WorkCalendar
    ) -> None:
        self.started_at, self.legs, self.pauses, self.calendar = started_at, legs, pauses, calendar
        self.day = started_at.date()
        self.trace: list[TraceDay] = []
        self.ends_at = self._run()

    @abstractmethod
    def _run(self) -> datetime:
        """Count on to the end."""

    def _note(self, verdict: DayVerdict, open_minutes: int = 0) -> None:
        info = self.calendar.info(self.day)
        self.trace.append(TraceDay(self.day, verdict, info.kind, info.name, info.provisional, open_minutes))

    def _skip_to_day_zero(self) -> None:
        """Registered while closed or after closing: the next working day is day 0 (domain.md §3.5 b, c)."""
        if not self.calendar.has_closed(self.started_at):
            return
        self._note(DayVerdict.CLOSED if self.calendar.is_working(self.day) else DayVerdict.OFF)
        self.day += _DAY
        while not self.calendar.is_working(self.day):
            self._note(DayVerdict.OFF)
            self.day += _DAY


class CalendarDayCount(Count):
    """C limits: every day counts, up to and including a pause day (domain.md §3.5 a); the start is day 0."""

    def _run(self) -> datetime:
        self._pause_days = [(first.date(), last.date()) for first, last in self.pauses]
        self._begin()
        self._note(DayVerdict.DAY_ZERO)
        for days in self.legs:
            self._consume(days)
            self._settle()
        return midnight_after(self.day)

    def _begin(self) -> None:
        """A C limit starts on its calendar day, working or not."""

    def _is_off(self) -> bool:
        return False

    def _consume(self, days: int) -> None:
        while days:
            self.day += _DAY
            if self._noted_as_suspended():
                continue
            if self._is_off():
                self._note(DayVerdict.OFF)
                continue
            self._note(DayVerdict.COUNTED)
            days -= 1

    def _settle(self) -> None:
        """An end on a pause day waits for the resumption; on a day off it moves to the next working day."""
        while True:
            if any(first <= self.day < last for first, last in self._pause_days):
                self.day += _DAY
                self._noted_as_suspended()
            elif not self.calendar.is_working(self.day):
                self.day += _DAY
                self._note(DayVerdict.MOVED)
            else:
                return

    def _noted_as_suspended(self) -> bool:
        """Whether the day is one of a pause: it ends with the day of resumption, day 0 of the rest."""
        lasts = [last for first, last in self._pause_days if first < self.day <= last]
        if lasts:
            self._note(DayVerdict.DAY_ZERO if lasts[-1] == self.day else DayVerdict.SUSPENDED)
        return bool(lasts)


class WorkingDayCount(CalendarDayCount):
    """W limits: only working days count; what comes while closed begins on the next one."""

    def _begin(self) -> None:
        self._skip_to_day_zero()

    def _is_off(self) -> bool:
        return not self.calendar.is_working(self.day)


class OpeningHourCount(Count):
    """H limits: minutes inside opening hours and outside pauses."""

    def _run(self) -> datetime:
        self._skip_to_day_zero()
        left = timedelta(hours=sum(self.legs))
        while True:
            spans = self._running_spans()
            for start, end in spans:
                if end - start >= left:
                    self._note_spans([*spans[: spans.index((start, end))], (start, start + left)])
                    return start + left
                left -= end - start
            self._note_spans(spans)
            self.day += _DAY

    def _running_spans(self) -> list[Span]:
        """The day's opening segments after the start, with the pauses cut out."""
        spans = [(max(s.opens_at, self.started_at), s.closes_at) for s in self.calendar.segments(self.day)]
        for stop, go in self.pauses:
            if stop < go:
                spans = [
                    part for start, end in spans for part in ((start, min(end, stop)), (max(start, go), end))
                ]
        return [(start, end) for start, end in spans if start < end]

    def _note_spans(self, spans: list[Span]) -> None:
        minutes = int(sum((end - start for start, end in spans), timedelta()).total_seconds()) // 60
        if minutes:
            self._note(DayVerdict.COUNTED, minutes)
        elif any(first.date() <= self.day <= last.date() for first, last in self.pauses):
            self._note(DayVerdict.SUSPENDED)
        else:
            self._note(DayVerdict.CLOSED if self.calendar.is_working(self.day) else DayVerdict.OFF)


class ClockHourCount(Count):
    """Hours by the clock, day and night, outside pauses."""

    def _run(self) -> datetime:
        ends_at = self.started_at + timedelta(hours=sum(self.legs))
        for stop, go in self.pauses:
            if stop < ends_at:
                ends_at += go - stop
        while self.day < (ends_at - _BLINK).date():
            self._note(DayVerdict.COUNTED)
            self.day += _DAY
        self._note(DayVerdict.COUNTED)
        return ends_at
