"""The clocks of a case (domain.md §3.2): an armed clock as events carry it, with its ledger and derived instants.

`soon_at` and `due_at` are derived from budget, start, pauses and extensions, and stored beside them so that a store can
count lights by an index. A new calendar derives them again; which clock is armed when: `casework.case_clocks`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    ClockHours,
    DeadlineClock,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.deadline_clock import Pause as LedgerPause
from cases.deadlines.deadline_light import soon_at
from cases.hall_time import hall_time
from cases.policy.policy import Policy


class BudgetUnit(StrEnum):
    """The units of a budget; never converted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    OPENING_HOURS = "opening_hours"
    CLOCK_HOURS = "clock_hours"


_BUDGET: dict[BudgetUnit, Callable[[int], Budget]] = {
    BudgetUnit.WORKING_DAYS: WorkingDays,
    BudgetUnit.CALENDAR_DAYS: CalendarDays,
    BudgetUnit.OPENING_HOURS: OpeningHours,
    BudgetUnit.CLOCK_HOURS: ClockHours,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """中止: from an instant, with a reason's key, until an instant; None while it lasts."""

    since: datetime
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedClock:
    """A clock as events carry it. `due_at` is exclusive: 00:00 +08:00 after `due_date` for day limits.

    `subject`: whom it is for where a case has several of a kind (a dispatch, an item). `generation`: a clock that was
    closed and begun anew (regrading, reopening) counts on; (kind, subject, generation) is the clock for ever.
    """

    kind: ClockKind
    unit: BudgetUnit
    amount: int
    started_at: datetime
    soon_at: datetime
    due_at: datetime
    due_date: date
    calendar_version: str
    provisional: bool = False
    subject: str = ""
    generation: int = 1
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[int, ...] = ()  # in `unit`

    @property
    def clock_id(self) -> str:
        """The clock's name within its case: "close", "close#2", "acknowledge:d1"."""
        return clock_id(self.kind, self.subject, self.generation)

    @property
    def is_suspended(self) -> bool:
        """Whether it stands still; `due_at` is then the earliest possible, promised to nobody."""
        return bool(self.pauses) and self.pauses[-1].until is None

    def ledger(self) -> DeadlineClock:
        """The ledger that dates, lights and traces are derived from."""
        return ledger_of(self.unit, self.amount, self.started_at, self.pauses, self.extensions)


def clock_id(kind: ClockKind, subject: str = "", generation: int = 1) -> str:
    """The name of a clock within its case."""
    return kind.value + (f":{subject}" if subject else "") + (f"#{generation}" if generation > 1 else "")


def ledger_of(
    unit: BudgetUnit,
    amount: int,
    started_at: datetime,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[int, ...] = (),
) -> DeadlineClock:
    """The ledger of a clock."""
    budget = _BUDGET[unit]
    return DeadlineClock(
        budget=budget(amount),
        started_at=started_at,
        pauses=tuple(LedgerPause(p.since, p.reason, p.until) for p in pauses),
        extensions=tuple(budget(n) for n in extensions),
    )


def arm(
    kind: ClockKind,
    unit: BudgetUnit,
    amount: int,
    started_at: datetime,
    policy: Policy,
    *,
    subject: str = "",
    generation: int = 1,
    pauses: tuple[Pause, ...] = (),
) -> ArmedClock:
    """A clock with its derived instants."""
    bare = ArmedClock(
        kind=kind,
        unit=unit,
        amount=amount,
        started_at=started_at,
        soon_at=started_at,
        due_at=started_at,
        due_date=hall_time(started_at).date(),
        calendar_version="",
        subject=subject,
        generation=generation,
        pauses=pauses,
    )
    return derived(bare, policy)


def derived(clock: ArmedClock, policy: Policy) -> ArmedClock:
    """The clock with its instants by this policy's calendar and thresholds."""
    ledger = clock.ledger()
    due = ledger.due(policy.calendar)
    return replace(
        clock,
        soon_at=soon_at(ledger, due, policy.calendar, policy.deadlines.lights),
        due_at=due.due_at,
        due_date=due.due_date,
        calendar_version=due.calendar_version,
        provisional=due.provisional,
    )


def suspended(clock: ArmedClock, at: datetime, reason: str, policy: Policy) -> ArmedClock:
    """The clock paused. ValueError if it stands still already."""
    if clock.is_suspended:
        raise ValueError("only a running clock can be suspended")
    pause = Pause(since=_forward(clock, at), reason=reason)
    return derived(replace(clock, pauses=(*clock.pauses, pause)), policy)


def resumed(clock: ArmedClock, at: datetime, policy: Policy) -> ArmedClock:
    """The clock running again. ValueError if it was not paused."""
    if not clock.is_suspended:
        raise ValueError("only a suspended clock can be resumed")
    last = replace(clock.pauses[-1], until=_forward(clock, at))
    return derived(replace(clock, pauses=(*clock.pauses[:-1], last)), policy)


def _forward(clock: ArmedClock, at: datetime) -> datetime:
    """A ledger runs forward, also when the clock of the store that took over is behind: then nothing is paused."""
    last = clock.pauses[-1] if clock.pauses else None
    mark = (last.until or last.since) if last else clock.started_at
    return max(hall_time(at), hall_time(mark))


def extended(clock: ArmedClock, amount: int, policy: Policy) -> ArmedClock:
    """The clock with an extension (延期) in its own unit, from the old due date (domain.md §3.5 h)."""
    return derived(replace(clock, extensions=(*clock.extensions, amount)), policy)


def begun_again(clock: ArmedClock, unit: BudgetUnit, amount: int, policy: Policy) -> ArmedClock:
    """The same start and pauses under another budget: what regrading makes of it (pitfalls.md §3, 2)."""
    return arm(
        clock.kind,
        unit,
        amount,
        clock.started_at,
        policy,
        subject=clock.subject,
        generation=clock.generation + 1,
        pauses=clock.pauses,
    )
