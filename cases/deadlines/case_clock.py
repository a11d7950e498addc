"""The clocks of a case (domain.md §3.2): which run when, and the instants at which their lights turn.

An armed clock carries its budget and start; `soon_at` and `due_at` are derived from them and stored beside, so that
a store can count lights by an index. A new calendar derives them again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from cases.deadlines.deadline_clock import Budget, CalendarDays, DeadlineClock, Due, OpeningHours, WorkingDays
from cases.deadlines.deadline_light import Light, deadline_light
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_time
from cases.policy.deadlines import LightsPolicy
from cases.policy.policy import Policy


class ClockKind(StrEnum):
    """What the clock waits for."""

    ACCEPT = "accept"  # 告知是否受理
    ACCEPT_PETITION_OUTER = "accept_petition_outer"  # the outer legal bound of petition-type matters
    GRADE = "grade"  # 分级


class BudgetUnit(StrEnum):
    """The three units of a budget; never converted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    OPENING_HOURS = "opening_hours"


_BUDGET: dict[BudgetUnit, Callable[[int], Budget]] = {
    BudgetUnit.WORKING_DAYS: WorkingDays,
    BudgetUnit.CALENDAR_DAYS: CalendarDays,
    BudgetUnit.OPENING_HOURS: OpeningHours,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedClock:
    """A running clock as events carry it. `due_at` is exclusive: 00:00 +08:00 after `due_date` for day limits."""

    kind: ClockKind
    unit: BudgetUnit
    amount: int
    started_at: datetime
    soon_at: datetime
    due_at: datetime
    due_date: date
    calendar_version: str
    provisional: bool = False

    def running(self) -> DeadlineClock:
        """The ledger that dates, lights and traces are derived from."""
        return ledger_of(self.unit, self.amount, self.started_at)


def ledger_of(unit: BudgetUnit, amount: int, started_at: datetime) -> DeadlineClock:
    """The ledger of a clock that has run without a pause since it started."""
    return DeadlineClock(budget=_BUDGET[unit](amount), started_at=started_at)


def arm(kind: ClockKind, unit: BudgetUnit, amount: int, started_at: datetime, policy: Policy) -> ArmedClock:
    """A clock that starts now, with its derived instants."""
    ledger = ledger_of(unit, amount, started_at)
    due = ledger.due(policy.calendar)
    return ArmedClock(
        kind=kind,
        unit=unit,
        amount=amount,
        started_at=started_at,
        soon_at=soon_at(ledger, due, policy.calendar, policy.deadlines.lights),
        due_at=due.due_at,
        due_date=due.due_date,
        calendar_version=due.calendar_version,
        provisional=due.provisional,
    )


def arm_accept(confirmed_at: datetime, category: str | None, policy: Policy) -> tuple[ArmedClock, ...]:
    """Registration starts the accept clock; petition-type matters carry the outer legal bound as well."""
    limits = policy.deadlines
    clocks = [arm(ClockKind.ACCEPT, BudgetUnit.WORKING_DAYS, limits.accept_workdays, confirmed_at, policy)]
    known = policy.categories.get(category) if category else None
    if known is not None and any(limits.is_petition(code) for code in known.gb_codes):
        clocks.append(
            arm(
                ClockKind.ACCEPT_PETITION_OUTER,
                BudgetUnit.CALENDAR_DAYS,
                limits.accept_petition_outer_calendar_days,
                confirmed_at,
                policy,
            )
        )
    return tuple(clocks)


def arm_grade(accepted_at: datetime, policy: Policy) -> ArmedClock:
    """Acceptance starts grading's clock."""
    return arm(
        ClockKind.GRADE, BudgetUnit.OPENING_HOURS, policy.deadlines.grade_opening_hours, accepted_at, policy
    )


def answer_by(clocks: tuple[ArmedClock, ...]) -> date | None:
    """The date before the end of which the citizen is told whether the matter is accepted: the strictest one."""
    return min((c.due_date for c in clocks if c.kind is not ClockKind.GRADE), default=None)


def soon_at(ledger: DeadlineClock, due: Due, calendar: WorkCalendar, lights: LightsPolicy) -> datetime:
    """The first instant at which the light is yellow (domain.md §3.3), never before the start."""
    started_at = hall_time(ledger.started_at)
    if isinstance(ledger.budget, OpeningHours):
        share = timedelta(hours=ledger.budget.n) * lights.yellow_share_left_percent / 100
        return max(started_at, _open_time_before(calendar, due.due_at, share))
    if isinstance(ledger.budget, WorkingDays) and ledger.budget.n <= lights.short_limit_workdays:
        hours = timedelta(hours=lights.short_limit_yellow_opening_hours)
        return max(started_at, _open_time_before(calendar, due.due_at, hours))
    day = started_at.date()
    while day <= due.due_date:
        begins_at = max(started_at, hall_time(datetime.combine(day, time.min)))
        if deadline_light(ledger, calendar, lights, begins_at).light is not Light.GREEN:
            return begins_at
        day += timedelta(days=1)
    return due.due_at


def _open_time_before(calendar: WorkCalendar, due_at: datetime, amount: timedelta) -> datetime:
    """The first instant with no more than `amount` of opening time left before `due_at`."""
    day = hall_time(due_at).date()
    while True:
        for segment in reversed(_segments(calendar, day)):
            closes_at = min(segment[1], due_at)
            if closes_at <= segment[0]:
                continue
            if closes_at - segment[0] > amount:
                return closes_at - amount
            amount -= closes_at - segment[0]
        day -= timedelta(days=1)


def _segments(calendar: WorkCalendar, day: date) -> list[tuple[datetime, datetime]]:
    return [(s.opens_at, s.closes_at) for s in calendar.segments(day)]
