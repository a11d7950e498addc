"""What a new or withdrawn annual notice, or other opening hours, makes of the clocks that run (pitfalls.md §3, 4).

Every running clock is counted again from its own ledger. A clock that stopped is never touched. A date that comes
earlier is said to be earlier, so that a person sees it before a citizen does.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby

from cases.deadlines.deadline_clock import CalendarDays, DeadlineClock, WorkingDays
from cases.deadlines.deadline_light import soon_at
from cases.deadlines.explanation import DaySpan, Said
from cases.deadlines.work_calendar import DayKind, WorkCalendar
from cases.hall_time import hall_date, hall_time
from cases.policy.deadlines import LightsPolicy

_AREA = "deadlines.change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What is derived from a ledger and kept beside it."""

    soon_at: datetime
    due_at: datetime
    due_date: date
    calendar_version: str
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClock:
    """A clock as the store keeps it: its name (the caller's), its ledger, and the dates derived last time."""

    clock_id: str
    ledger: DeadlineClock
    dates: Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """A clock whose dates are others now. `why`: the days between start and end that changed."""

    clock_id: str
    was: Dates
    becomes: Dates
    why: tuple[DaySpan, ...]

    @property
    def moved(self) -> bool:
        """Whether the end itself moved, not only the light's turn or the mark `provisional`."""
        return self.was.due_at != self.becomes.due_at

    @property
    def earlier(self) -> bool:
        """Whether somebody has less time than was said: for a person to look at."""
        return self.becomes.due_at < self.was.due_at

    @property
    def days(self) -> int:
        """How many calendar days the last day moved, either way."""
        return abs((self.becomes.due_date - self.was.due_date).days)


def recount(
    clocks: Iterable[KeptClock], before: WorkCalendar, after: WorkCalendar, lights: LightsPolicy
) -> Iterator[Recounted]:
    """The clocks whose dates differ under `after`, in the order given; `before` only explains.

    Clocks that begin on one day with one budget and the same pauses are counted once: 100,000 take seconds.
    """
    known: dict[Hashable, Dates] = {}
    why = cache(lambda first, last: tuple(_changed_days(first, last, before, after)))
    for clock in clocks:
        if clock.ledger.stopped_at is not None:
            continue
        key = _key(clock.ledger, after)
        dates = known.get(key)
        if dates is None:
            dates = known[key] = _dates(clock.ledger, after, lights)
        started_at = hall_time(clock.ledger.started_at)
        if dates.soon_at < started_at:
            dates = replace(dates, soon_at=started_at)
        if replace(dates, calendar_version=clock.dates.calendar_version) != clock.dates:
            last = max(clock.dates.due_date, dates.due_date)
            yield Recounted(
                clock_id=clock.clock_id,
                was=clock.dates,
                becomes=dates,
                why=why(hall_date(clock.ledger.started_at), last),
            )


def _dates(ledger: DeadlineClock, calendar: WorkCalendar, lights: LightsPolicy) -> Dates:
    """The dates of a ledger. `soon_at` is that of a start at midnight: the caller knows the real one."""
    due = ledger.due(calendar)
    midnight = hall_time(datetime.combine(hall_date(ledger.started_at), time.min))
    return Dates(
        soon_at=soon_at(replace(ledger, started_at=midnight), due, calendar, lights),
        due_at=due.due_at,
        due_date=due.due_date,
        calendar_version=due.calendar_version,
        provisional=due.provisional,
    )


def _key(ledger: DeadlineClock, calendar: WorkCalendar) -> Hashable:
    """Ledgers with one key have one end. Limits by days know only days, and for W whether the hall had closed."""
    if not isinstance(ledger.budget, WorkingDays | CalendarDays):
        return ledger
    day = hall_date(ledger.started_at)
    pauses = tuple((pause.first_day, pause.last_day) for pause in ledger.pauses)
    closed = isinstance(ledger.budget, WorkingDays) and calendar.has_closed(ledger.started_at)
    return ledger.budget, ledger.extensions, day, closed, pauses


def _changed_days(first: date, last: date, before: WorkCalendar, after: WorkCalendar) -> Iterator[DaySpan]:
    """Runs of days that work otherwise than before, or open at other hours."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    for what, run in groupby(days, key=lambda day: _change(day, before, after)):
        if what is not None:
            changed = list(run)
            yield DaySpan(first=changed[0], last=changed[-1], why=what)


def _change(day: date, before: WorkCalendar, after: WorkCalendar) -> Said | None:
    becomes = after.info(day)
    if before.is_working(day) == becomes.working:
        return Said(f"{_AREA}.hours") if before.segments(day) != after.segments(day) else None
    match becomes.kind:
        case DayKind.OFF:
            return Said(f"{_AREA}.off", {"name": becomes.name})
        case DayKind.WORKING:
            return Said(f"{_AREA}.make_up")
        case DayKind.BY_WEEKDAY:
            return Said(f"{_AREA}.workday" if becomes.working else f"{_AREA}.weekend")
