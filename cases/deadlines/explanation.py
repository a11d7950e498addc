"""「怎么算的」: how a due date was counted, for the screen, the extension notice and the command line alike.

Pure description: text keys of assets/texts/deadlines.toml with their facts; `explanation_words` says it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from cases.deadlines.day_count import DayVerdict, TraceDay
from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    ClockHours,
    DeadlineClock,
    Due,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.work_calendar import DayKind
from cases.deadlines.year_calendar import SATURDAY
from cases.hall_time import hall_time

_AREA = "deadlines"
MINUTES = "minutes"  # a fact that is said as hours and minutes


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its key, with what it is told of."""

    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDay:
    """One day and what was made of it. `provisional`: its year has no notice, the weekday decided."""

    day: date
    counted: bool
    what: Said
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """Days in a row of which one thing is said: why they were not counted, or how they changed."""

    first: date
    last: date
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one clock's due date came about.

    `rule` is the limit and how its unit counts, `basis` the key of where the limit stands (or empty), `extensions`
    each one with its amount.
    """

    started_at: datetime
    limit: Said
    rule: Said
    basis: str
    extensions: tuple[Said, ...]
    lines: tuple[ExplainedDay, ...]
    counted: Said
    skipped: tuple[DaySpan, ...]
    due_date: date
    due_at: datetime
    suspended: bool
    calendar_version: str
    provisional: bool


def explain(clock: DeadlineClock, due: Due, *, basis: str = "") -> Explanation:
    """The explanation of `due`, which is `clock.due(…)`. `basis`: a text key, e.g. `basis_of("close")`."""
    unit = unit_of(clock.budget)
    lines = tuple(_explained(due.trace, unit))
    return Explanation(
        started_at=hall_time(clock.started_at),
        limit=Said(f"{_AREA}.limit.{unit}", {"amount": clock.budget.n}),
        rule=Said(f"{_AREA}.rule.{unit}"),
        basis=basis,
        extensions=tuple(Said(f"{_AREA}.limit.{unit}", {"amount": leg.n}) for leg in clock.extensions),
        lines=lines,
        counted=Said(f"{_AREA}.counted.{unit}", _counted(clock, due)),
        skipped=tuple(_skipped(lines)),
        due_date=due.due_date,
        due_at=due.due_at,
        suspended=due.suspended,
        calendar_version=due.calendar_version,
        provisional=due.provisional,
    )


def _counted(clock: DeadlineClock, due: Due) -> dict[str, str | int]:
    """How much of the limit the trace holds: days, hours, or opening minutes."""
    match clock.budget:
        case OpeningHours():
            return {MINUTES: sum(line.open_minutes for line in due.trace)}
        case ClockHours():
            return {"amount": sum(leg.n for leg in clock.legs)}
        case WorkingDays() | CalendarDays():
            return {"amount": sum(line.verdict is DayVerdict.COUNTED for line in due.trace)}


def basis_of(clock_kind: str) -> str:
    """The key that says where the limit of a kind of clock stands: law, or the centre's own rules."""
    return f"{_AREA}.basis.{clock_kind}"


def unit_of(budget: Budget) -> str:
    """The unit as texts and events name it."""
    match budget:
        case WorkingDays():
            return "working_days"
        case CalendarDays():
            return "calendar_days"
        case OpeningHours():
            return "opening_hours"
        case ClockHours():
            return "clock_hours"


def _explained(trace: tuple[TraceDay, ...], unit: str) -> Iterator[ExplainedDay]:
    number = 0
    begun = False
    for line in trace:
        number += line.verdict is DayVerdict.COUNTED
        zero = line.verdict is DayVerdict.DAY_ZERO
        yield ExplainedDay(
            day=line.day,
            counted=line.verdict is DayVerdict.COUNTED,
            what=Said(f"{_AREA}.day.resumed") if begun and zero else _what(line, number, unit),
            provisional=line.provisional,
        )
        begun = begun or zero


def _what(line: TraceDay, number: int, unit: str) -> Said:
    match line.verdict:
        case DayVerdict.COUNTED if line.open_minutes:
            return Said(f"{_AREA}.day.ran", {MINUTES: line.open_minutes})
        case DayVerdict.COUNTED:
            make_up = "_make_up" if line.kind is DayKind.WORKING and unit == "working_days" else ""
            return Said(f"{_AREA}.day.counted{make_up}.{unit}", {"number": number})
        case DayVerdict.DAY_ZERO:
            return Said(f"{_AREA}.day.zero")
        case DayVerdict.SUSPENDED:
            return Said(f"{_AREA}.day.suspended")
        case DayVerdict.CLOSED:
            return Said(f"{_AREA}.day.closed")
        case DayVerdict.MOVED if _works(line):
            return Said(f"{_AREA}.day.moved_here")
        case DayVerdict.MOVED | DayVerdict.OFF:
            return _off(line)


def _works(line: TraceDay) -> bool:
    """Whether a day is a working day, as its kind says."""
    weekday = line.kind is DayKind.BY_WEEKDAY and line.day.weekday() < SATURDAY
    return weekday or line.kind is DayKind.WORKING


def _off(line: TraceDay) -> Said:
    if line.kind is DayKind.OFF:
        return Said(f"{_AREA}.day.holiday", {"name": line.name})
    return Said(f"{_AREA}.day.weekend")


def _skipped(lines: tuple[ExplainedDay, ...]) -> Iterator[DaySpan]:
    """Runs of days that were not counted for the same reason; day zero and the day that an end moved to are not."""
    reasons = {f"{_AREA}.day.{name}" for name in ("holiday", "weekend", "suspended", "closed")}
    for why, run in groupby(lines, key=lambda line: line.what):
        days = [line.day for line in run]
        if why.key in reasons:
            yield DaySpan(first=days[0], last=days[-1], why=why)
