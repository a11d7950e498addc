"""The work calendar (工作日历): which days work, why, and when the hall is open.

Day kinds are three (pitfalls.md §3, 1): named off, named working (调休上班), and by weekday. A year is loaded
or it is not: a day of a year without a calendar is `provisional`, counted by its weekday, and said to be so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from cases.deadlines.year_calendar import SATURDAY, YearCalendar
from cases.hall_time import hall_time
from cases.policy.policy_file import Mistake, Part

WEEKENDS_ONLY = "weekends_only"  # the version of a calendar without any notice


class DayKind(StrEnum):
    """Why a day works or does not."""

    OFF = "off"  # named in the annual notice: 放假
    WORKING = "working"  # named in the annual notice: 调休上班
    BY_WEEKDAY = "by_weekday"


class Weekday(StrEnum):
    """Weekdays as policy files write them; the order is that of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The weekday of a date."""
        return list(cls)[day.weekday()]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of opening hours on one day: from (included) to (excluded), hall time."""

    opens_at: datetime
    closes_at: datetime


class OpeningSegment(Part):
    """A stretch of opening hours as the policy writes it."""

    from_: time = Field(alias="from")
    to: time


Segments = tuple[OpeningSegment, ...]


class WeekdayOpening(Part):
    """Other hours on one weekday, where it is a working day."""

    day: Weekday = Field(strict=False)
    segments: Segments


class DateOpening(Part):
    """Other hours on one date: shorter, closed, or open on a day off."""

    date: date
    segments: Segments


class OpeningPolicy(Part):
    """When the hall is open (domain.md §3.5 g)."""

    working_day: Segments = Field(min_length=1)
    weekday: tuple[WeekdayOpening, ...] = ()
    date: tuple[DateOpening, ...] = ()

    @model_validator(mode="after")
    def _segments_follow_each_other(self) -> Self:
        lists = [("working_day", self.working_day)]
        lists += [(f"weekday.{w.day}", w.segments) for w in self.weekday]
        lists += [(f"date.{d.date}", d.segments) for d in self.date]
        for key, segments in lists:
            end = time.min
            for segment in segments:
                if segment.from_ < end or segment.to <= segment.from_:
                    raise Mistake(key, f"{segment.from_}–{segment.to} 与前一段重叠，或结束不晚于开始")
                end = segment.to
        closed = {w.day for w in self.weekday if not w.segments}
        if closed.issuperset(list(Weekday)[:SATURDAY]):
            raise Mistake("weekday", "周一到周五都关门，期限就永远走不完")
        return self


def years_of(version: str) -> tuple[tuple[str, str], ...]:
    """A calendar's version taken apart: each year and since when its notice holds."""
    if version == WEEKENDS_ONLY:
        return ()
    return tuple((year, since) for year, _, since in (part.partition("@") for part in version.split("+")))


@dataclass(frozen=True, slots=True)
class DayInfo:
    """One day and why it works or not. `name` is the holiday's, empty otherwise."""

    day: date
    working: bool
    kind: DayKind
    name: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """All loaded years with the opening hours. `version` names them; it is stored beside every due date.

    A day is worked out once and remembered: a hundred thousand clocks ask about the same few hundred days.
    """

    version: str
    opening: OpeningPolicy
    _named: Mapping[date, DayInfo] = field(repr=False)
    years: frozenset[int]
    _infos: dict[date, DayInfo] = field(default_factory=dict, init=False, repr=False, compare=False)
    _hours: dict[date, tuple[Segment, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, years: Iterable[YearCalendar], opening: OpeningPolicy) -> "WorkCalendar":
        """The calendar of these years; of two for one year the later `effective_from` replaces the other."""
        newest: dict[int, YearCalendar] = {}
        for calendar in sorted(years, key=lambda c: c.effective_from):
            newest[calendar.year] = calendar
        named: dict[date, DayInfo] = {}
        for calendar in newest.values():
            for holiday in calendar.off:
                named.update({d: DayInfo(d, False, DayKind.OFF, holiday.name) for d in holiday.days()})
            named.update({d: DayInfo(d, True, DayKind.WORKING) for d in calendar.working})
        version = "+".join(f"{c.year}@{c.effective_from}" for _, c in sorted(newest.items())) or WEEKENDS_ONLY
        return cls(version=version, opening=opening, _named=named, years=frozenset(newest))

    def info(self, day: date) -> DayInfo:
        """What kind of day this is, and whether its year is only guessed by weekends."""
        known = self._infos.get(day)
        if known is None:
            by_weekday = DayInfo(
                day, day.weekday() < SATURDAY, DayKind.BY_WEEKDAY, "", day.year not in self.years
            )
            known = self._infos[day] = self._named.get(day, by_weekday)
        return known

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day (工作日)."""
        return self.info(day).working

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.this_or_next_working(day + timedelta(days=1))

    def this_or_next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days follow `after`, `until` included; zero if that comes first."""
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(self.is_working(day) for day in days)

    def missing_years(self, until: int) -> tuple[int, ...]:
        """Years without a notice from the first loaded one to `until`: their days are counted by weekends."""
        return tuple(
            year for year in range(min(self.years, default=until), until + 1) if year not in self.years
        )

    def segments(self, day: date) -> tuple[Segment, ...]:
        """The opening hours of a day; empty where the hall is closed all day."""
        known = self._hours.get(day)
        if known is None:
            known = self._hours[day] = self._segments(day)
        return known

    def _segments(self, day: date) -> tuple[Segment, ...]:
        rule = next((d.segments for d in self.opening.date if d.date == day), None)
        if rule is None and not self.is_working(day):
            rule = ()
        if rule is None:
            weekday = Weekday.of(day)
            rule = next(
                (w.segments for w in self.opening.weekday if w.day == weekday), self.opening.working_day
            )
        return tuple(
            Segment(hall_time(datetime.combine(day, s.from_)), hall_time(datetime.combine(day, s.to)))
            for s in rule
        )

    def is_open(self, at: datetime) -> bool:
        """Whether the hall is open at this instant (closed over lunch)."""
        at = hall_time(at)
        return any(s.opens_at <= at < s.closes_at for s in self.segments(at.date()))

    def has_closed(self, at: datetime) -> bool:
        """Whether the hall will not open any more on the day of this instant, or did not open at all."""
        segments = self.segments(hall_time(at).date())
        return not segments or hall_time(at) >= segments[-1].closes_at

    def next_opening(self, at: datetime) -> Segment:
        """The segment that runs at this instant, else the next that begins."""
        at = hall_time(at)
        day = at.date()
        while True:
            for segment in self.segments(day):
                if at < segment.closes_at:
                    return segment
            day += timedelta(days=1)

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """How long the hall is open between two instants; zero if the end comes first."""
        start, end = hall_time(start), hall_time(end)
        days = (start.date() + timedelta(days=n) for n in range((end.date() - start.date()).days + 1))
        spans = (min(end, s.closes_at) - max(start, s.opens_at) for day in days for s in self.segments(day))
        return sum((span for span in spans if span > timedelta()), timedelta())

    def open_time_before(self, end: datetime, amount: timedelta) -> datetime:
        """The first instant with no more than `amount` of opening time left before `end`."""
        end = hall_time(end)
        day = end.date()
        while True:
            for segment in reversed(self.segments(day)):
                closes_at = min(segment.closes_at, end)
                if closes_at <= segment.opens_at:
                    continue
                if closes_at - segment.opens_at > amount:
                    return closes_at - amount
                amount -= closes_at - segment.opens_at
            day -= timedelta(days=1)

    def next_open_day(self, day: date) -> date:
        """The first day after `day` on which the hall opens (leases are held for today and this one)."""
        day += timedelta(days=1)
        while not self.segments(day):
            day += timedelta(days=1)
        return day
