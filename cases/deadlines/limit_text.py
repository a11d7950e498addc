"""A limit as staff and auditors type it: `7W`, `2026-02-10T10:00`, `FROM/TO`, `7W@DATE`, read into a ledger.

Everything that cannot be meant is a Refusal naming the option; `number` counts an option that is given several times.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    DeadlineClock,
    OpeningHours,
    Pause,
    WorkingDays,
)
from cases.deadlines.extension import asked_in_time
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time, midnight_after
from cases.refusal import Refusal

YEAR_MIN, YEAR_MAX = 1900, 2100
AMOUNT_DIGITS_MAX = 4  # 9999 working days are forty years
_LIMIT = re.compile(rf"([1-9][0-9]{{0,{AMOUNT_DIGITS_MAX - 1}}})([WCH])")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_BUDGET: dict[str, Callable[[int], Budget]] = {"W": WorkingDays, "C": CalendarDays, "H": OpeningHours}


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension and the day on which it was granted."""

    by: Budget
    granted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLimit:
    """A limit with all that happened to it, in the order of time."""

    started_at: datetime
    budget: Budget
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def clock(self) -> DeadlineClock:
        """The clock with everything that was typed."""
        return DeadlineClock(
            budget=self.budget,
            started_at=self.started_at,
            pauses=self.pauses,
            extensions=tuple(extension.by for extension in self.extensions),
        )

    def clock_as_known(self, at: datetime) -> DeadlineClock:
        """The clock as it stood at an instant: what came later is left out, a pause that lasts is open."""
        begun = [pause for pause in self.pauses if hall_time(pause.suspended_at) <= at]
        if begun and begun[-1].resumed_at and hall_time(begun[-1].resumed_at) > at:
            begun[-1] = replace(begun[-1], resumed_at=None)
        granted = tuple(e for e in self.extensions if e.granted_on <= hall_date(at))
        return replace(self, pauses=tuple(begun), extensions=granted).clock()


def read_typed_limit(
    *,
    start: str,
    limit: str,
    pauses: Sequence[str],
    extends: Sequence[str],
    calendar: WorkCalendar,
    ask_before_due_workdays: int,
) -> TypedLimit | Refusal:
    """The whole command line as a limit, or the first thing that is wrong with it."""
    started_at = read_instant(start, "--start")
    if isinstance(started_at, Refusal):
        return started_at
    budget = read_limit(limit, "--limit")
    if isinstance(budget, Refusal):
        return budget
    ledger = _read_pauses(pauses, started_at)
    if isinstance(ledger, Refusal):
        return ledger
    typed = TypedLimit(started_at=started_at, budget=budget, pauses=ledger)
    return _with_extensions(typed, extends, calendar, ask_before_due_workdays)


def read_limit(text: str, option: str) -> Budget | Refusal:
    """`7W`, `15C`, `2H`: a whole number from 1 and its unit."""
    read = _LIMIT.fullmatch(text)
    if read is None:
        return Refusal("deadline.limit_unreadable", {"option": option, "max": 10**AMOUNT_DIGITS_MAX - 1})
    return _BUDGET[read[2]](int(read[1]))


def read_instant(text: str, option: str) -> datetime | Refusal:
    """An instant in hall time; without an offset it is Asia/Shanghai, without a time of day its first minute."""
    if _INSTANT.fullmatch(text) is None:
        return Refusal("deadline.instant_unreadable", {"option": option})
    try:
        at = hall_time(datetime.fromisoformat(text))
    except (ValueError, OverflowError):  # 30 February; an offset that leaves the year 1
        return Refusal("deadline.instant_unreadable", {"option": option})
    if not YEAR_MIN <= at.year <= YEAR_MAX:
        return Refusal(
            "deadline.instant_out_of_range", {"option": option, "first": YEAR_MIN, "last": YEAR_MAX}
        )
    return at


def _read_pauses(texts: Sequence[str], started_at: datetime) -> tuple[Pause, ...] | Refusal:
    """Pauses in the order of time. Of two that meet, the later may begin when the earlier ends, not before."""
    numbered: list[tuple[Pause, int]] = []
    for number, text in enumerate(texts, 1):
        begin, slash, end = text.partition("/")
        if not slash:
            return Refusal("deadline.pause_unreadable", {"number": number})
        suspended_at = read_instant(begin, "--pause")
        if isinstance(suspended_at, Refusal):
            return suspended_at
        resumed_at = read_instant(end, "--pause") if end else None
        if isinstance(resumed_at, Refusal):
            return resumed_at
        if suspended_at < started_at:
            return Refusal("deadline.pause_before_start", {"number": number})
        if resumed_at is not None and resumed_at < suspended_at:
            return Refusal("deadline.pause_backwards", {"number": number})
        numbered.append((Pause(suspended_at, "", resumed_at), number))
    numbered.sort(key=lambda one: one[0].suspended_at)
    for (earlier, _), (later, number) in pairwise(numbered):
        if earlier.resumed_at is None or later.suspended_at < earlier.resumed_at:
            return Refusal("deadline.pauses_overlap", {"number": number})
    return tuple(pause for pause, _ in numbered)


def _with_extensions(
    typed: TypedLimit, texts: Sequence[str], calendar: WorkCalendar, ask_before_due_workdays: int
) -> TypedLimit | Refusal:
    """Each extension is held against the due date as it was on its day, the earlier extensions included."""
    numbered: list[tuple[Extension, int]] = []
    for number, text in enumerate(texts, 1):
        amount, at_sign, day = text.partition("@")
        if not at_sign:
            return Refusal("deadline.extension_unreadable", {"number": number})
        by = read_limit(amount, "--extend")
        if isinstance(by, Refusal):
            return by
        granted_at = read_instant(day, "--extend")
        if isinstance(granted_at, Refusal):
            return granted_at
        if type(by) is not type(typed.budget):
            return Refusal("deadline.extension_other_unit", {"number": number})
        if hall_date(granted_at) < hall_date(typed.started_at):
            return Refusal("deadline.extension_before_start", {"number": number})
        numbered.append((Extension(by, hall_date(granted_at)), number))
    for extension, number in sorted(numbered, key=lambda one: one[0].granted_on):
        due = _clock_on(typed, extension.granted_on).due(calendar)
        if not asked_in_time(due, extension.granted_on, calendar, ask_before_due_workdays):
            return Refusal(
                "deadline.extension_too_late",
                {"number": number, "due_date": due.due_date.isoformat(), "workdays": ask_before_due_workdays},
            )
        typed = replace(typed, extensions=(*typed.extensions, extension))
    return typed


def _clock_on(typed: TypedLimit, day: date) -> DeadlineClock:
    """The clock as known when a day ends; one that stands still then is held as if it went on again."""
    ends_at = midnight_after(day) - timedelta(microseconds=1)
    clock = typed.clock_as_known(ends_at)
    return clock.resumed(ends_at) if clock.is_suspended else clock
