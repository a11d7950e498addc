"""The light of a deadline (亮灯, domain.md §3.3): its name, whether it is late, the time left as numbers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from cases.deadlines.day_count import DayVerdict
from cases.deadlines.deadline_clock import (
    CalendarDays,
    ClockHours,
    DeadlineClock,
    Due,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time
from cases.policy.deadlines import LightsPolicy

_MINUTE = timedelta(minutes=1)
_OF_THE_LIMIT = (DayVerdict.COUNTED, DayVerdict.MOVED)


class Light(StrEnum):
    """Never shown as colour alone: shape, word and time left go with it. The order is from worst to best."""

    RED = "red"  # 超期
    YELLOW = "yellow"  # 临期
    GREEN = "green"  # 正常
    GREY = "grey"  # 中止
    BLUE = "blue"  # 办结


class TimeUnit(StrEnum):
    """The unit of the time left is the unit of the limit."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    OPENING_MINUTES = "opening_minutes"
    CLOCK_MINUTES = "clock_minutes"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Whole days after today (0: today is the last), or opening minutes. `past`: overdue by so much."""

    amount: int
    unit: TimeUnit
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LightState:
    """`late`: past due; on BLUE closed late (drawn with a red outline). `left` is None once it stopped."""

    light: Light
    late: bool
    left: TimeLeft | None
    due: Due


def deadline_light(
    clock: DeadlineClock, calendar: WorkCalendar, lights: LightsPolicy, now: datetime
) -> LightState:
    """The light of a clock at an instant. A pause does not heal what was overdue before it."""
    now = hall_time(now)
    due = clock.due(calendar)
    if clock.stopped_at is not None:
        late = hall_time(clock.stopped_at) >= due.due_at
        return LightState(light=Light.BLUE, late=late, left=None, due=due)
    if clock.is_suspended:
        now = hall_time(clock.pauses[-1].suspended_at)
    if now >= due.due_at:
        return LightState(light=Light.RED, late=True, left=_past(clock, calendar, due, now), due=due)
    light = Light.YELLOW if _is_soon(clock, calendar, lights, due, now) else Light.GREEN
    if clock.is_suspended:
        light = Light.GREY
    return LightState(light=light, late=False, left=_left(clock, calendar, due, now), due=due)


def soon_at(clock: DeadlineClock, due: Due, calendar: WorkCalendar, lights: LightsPolicy) -> datetime:
    """The first instant at which the light is not green any more, never before the start.

    Found from the end: the yellow days are few, and each day's light asked from the start on costs milliseconds.
    """
    started_at = hall_time(clock.started_at)
    if isinstance(clock.budget, OpeningHours):
        return max(started_at, calendar.open_time_before(due.due_at, _share_of_hours(clock, lights)))
    if isinstance(clock.budget, ClockHours):
        return max(started_at, due.due_at - _share_of_hours(clock, lights))
    total_days = _counted_after(due, date.min)
    if _is_short(clock, total_days, lights):
        hours = timedelta(hours=lights.short_limit_yellow_opening_hours)
        return max(started_at, calendar.open_time_before(due.due_at, hours))
    day, working_left, counted_left = due.due_date, 0, 0
    counted = {line.day for line in due.trace if line.verdict in _OF_THE_LIMIT}
    while day > started_at.date():
        working_left += calendar.is_working(day)
        counted_left += day in counted
        few_days = working_left <= lights.yellow_workdays_left
        if not few_days and counted_left * 100 > total_days * lights.yellow_share_left_percent:
            break
        day -= timedelta(days=1)
    return max(started_at, hall_time(datetime.combine(day, time.min)))


def _is_soon(
    clock: DeadlineClock, calendar: WorkCalendar, lights: LightsPolicy, due: Due, now: datetime
) -> bool:
    """YELLOW. The share is of the effective period: extensions in, suspensions out (domain.md §3.5 e)."""
    if isinstance(clock.budget, OpeningHours):
        return calendar.open_time(now, due.due_at) <= _share_of_hours(clock, lights)
    if isinstance(clock.budget, ClockHours):
        return due.due_at - now <= _share_of_hours(clock, lights)
    total_days = _counted_after(due, date.min)
    if _is_short(clock, total_days, lights):
        return calendar.open_time(now, due.due_at) <= timedelta(hours=lights.short_limit_yellow_opening_hours)
    today = now.date()
    few_days = calendar.working_days_between(today, due.due_date) <= lights.yellow_workdays_left
    return few_days or _counted_after(due, today) * 100 <= total_days * lights.yellow_share_left_percent


def _share_of_hours(clock: DeadlineClock, lights: LightsPolicy) -> timedelta:
    hours = sum(leg.n for leg in clock.legs)
    return timedelta(hours=hours) * lights.yellow_share_left_percent / 100


def _is_short(clock: DeadlineClock, total_days: int, lights: LightsPolicy) -> bool:
    return isinstance(clock.budget, WorkingDays) and total_days <= lights.short_limit_workdays


def _left(clock: DeadlineClock, calendar: WorkCalendar, due: Due, now: datetime) -> TimeLeft:
    match clock.budget:
        case OpeningHours():
            return TimeLeft(-(-calendar.open_time(now, due.due_at) // _MINUTE), TimeUnit.OPENING_MINUTES)
        case ClockHours():
            return TimeLeft(-(-(due.due_at - now) // _MINUTE), TimeUnit.CLOCK_MINUTES)
        case WorkingDays():
            return TimeLeft(_counted_after(due, now.date()), TimeUnit.WORKING_DAYS)
        case CalendarDays():
            return TimeLeft(_counted_after(due, now.date()), TimeUnit.CALENDAR_DAYS)


def _past(clock: DeadlineClock, calendar: WorkCalendar, due: Due, now: datetime) -> TimeLeft:
    match clock.budget:
        case OpeningHours():
            minutes = calendar.open_time(due.due_at, now) // _MINUTE
            return TimeLeft(minutes, TimeUnit.OPENING_MINUTES, past=True)
        case ClockHours():
            return TimeLeft((now - due.due_at) // _MINUTE, TimeUnit.CLOCK_MINUTES, past=True)
        case WorkingDays():
            days = calendar.working_days_between(due.due_date, hall_date(now))
            return TimeLeft(days, TimeUnit.WORKING_DAYS, past=True)
        case CalendarDays():
            return TimeLeft((hall_date(now) - due.due_date).days, TimeUnit.CALENDAR_DAYS, past=True)


def _counted_after(due: Due, day: date) -> int:
    """Days of the limit after `day`, those won by a moved end included."""
    return sum(line.day > day and line.verdict in _OF_THE_LIMIT for line in due.trace)
