"""The light of a deadline (亮灯, domain.md §3.3): its name, whether it is late, the time left as numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cases.deadlines.deadline_clock import (
    CalendarDays,
    DayVerdict,
    DeadlineClock,
    Due,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time
from cases.policy.deadlines import LightsPolicy

_MINUTE = timedelta(minutes=1)


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


def worst_light(states: Iterable[LightState]) -> LightState | None:
    """The worst of several clocks, the earliest due among equals; None where there is no clock."""
    order = list(Light)
    return min(states, key=lambda s: (order.index(s.light), s.due.due_at), default=None)


def _is_soon(
    clock: DeadlineClock, calendar: WorkCalendar, lights: LightsPolicy, due: Due, now: datetime
) -> bool:
    """YELLOW. The share is of the effective period: extensions in, suspensions out (domain.md §3.5 e)."""
    if isinstance(clock.budget, OpeningHours):
        total = timedelta(minutes=sum(line.open_minutes for line in due.trace))
        return calendar.open_time(now, due.due_at) * 100 <= total * lights.yellow_share_left_percent
    total_days = _counted_after(due, date.min)
    short = isinstance(clock.budget, WorkingDays) and total_days <= lights.short_limit_workdays
    if short:
        return calendar.open_time(now, due.due_at) <= timedelta(hours=lights.short_limit_yellow_opening_hours)
    today = now.date()
    few_days = _working_days_between(calendar, today, due.due_date) <= lights.yellow_workdays_left
    return few_days or _counted_after(due, today) * 100 <= total_days * lights.yellow_share_left_percent


def _left(clock: DeadlineClock, calendar: WorkCalendar, due: Due, now: datetime) -> TimeLeft:
    match clock.budget:
        case OpeningHours():
            return TimeLeft(-(-calendar.open_time(now, due.due_at) // _MINUTE), TimeUnit.OPENING_MINUTES)
        case WorkingDays():
            return TimeLeft(_counted_after(due, now.date()), TimeUnit.WORKING_DAYS)
        case CalendarDays():
            return TimeLeft(_counted_after(due, now.date()), TimeUnit.CALENDAR_DAYS)


def _past(clock: DeadlineClock, calendar: WorkCalendar, due: Due, now: datetime) -> TimeLeft:
    match clock.budget:
        case OpeningHours():
            minutes = calendar.open_time(due.due_at, now) // _MINUTE
            return TimeLeft(minutes, TimeUnit.OPENING_MINUTES, past=True)
        case WorkingDays():
            days = _working_days_between(calendar, due.due_date, hall_date(now))
            return TimeLeft(days, TimeUnit.WORKING_DAYS, past=True)
        case CalendarDays():
            return TimeLeft((hall_date(now) - due.due_date).days, TimeUnit.CALENDAR_DAYS, past=True)


def _counted_after(due: Due, day: date) -> int:
    """Days of the limit after `day`, those won by a moved end included."""
    return sum(
        line.day > day and line.verdict in (DayVerdict.COUNTED, DayVerdict.MOVED) for line in due.trace
    )


def _working_days_between(calendar: WorkCalendar, after: date, until: date) -> int:
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(calendar.is_working(day) for day in days)
