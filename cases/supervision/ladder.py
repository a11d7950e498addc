"""督办阶梯: when a rung is due, and which may follow (domain.md §3.3). Their order and days are policy.

A rung is due on the n-th working day after the last day of the limit, while the hall is open: nobody is reminded at
two in the morning (pitfalls.md §3, 8). Between two rungs are as many working days as between their days, also when the
first came late, because the hall was off or the matter was imported: nobody is reminded and summoned in one minute.
"""

from collections.abc import Collection
from datetime import date, timedelta

from cases.deadlines.work_calendar import WorkCalendar
from cases.policy.deadlines import RungPolicy

Ladder = tuple[RungPolicy, ...]


def position(ladder: Ladder, rung: str) -> int | None:
    """Where a rung stands; None when policy has no such rung."""
    return next((at for at, one in enumerate(ladder) if one.rung == rung), None)


def reached(ladder: Ladder, taken: Collection[str]) -> int:
    """The highest position that was taken, -1 before the first."""
    return max((at for at, one in enumerate(ladder) if one.rung in taken), default=-1)


def rung_day(last_day: date, workdays: int, calendar: WorkCalendar) -> date:
    """The day on which a rung is due: `last_day` is day 0."""
    day = last_day
    for _ in range(workdays):
        day = calendar.next_working(day)
    return day


def before(ladder: Ladder, rung: str) -> RungPolicy | None:
    """The last rung with a day of its own that comes before this one."""
    earlier = ladder[: position(ladder, rung) or 0]
    return next((one for one in reversed(earlier) if one.after_workdays is not None), None)


def gap(rung: RungPolicy, earlier: RungPolicy) -> int:
    """Working days between two rungs, at least one; where policy turned their days round, too."""
    return max(1, (rung.after_workdays or 0) - (earlier.after_workdays or 0))


def due_since(today: date, workdays: int, calendar: WorkCalendar) -> date:
    """The latest last day of a limit whose rung is due today: `rung_day` from the other end, for a look by index."""
    day = today
    while calendar.working_days_between(day, today) < workdays:
        day -= timedelta(days=1)
    return day


def missing_before(ladder: Ladder, rung: str, taken: Collection[str]) -> str:
    """The first rung with a day of its own that comes before this one and was not taken; "" when none is missing."""
    before = ladder[: position(ladder, rung) or 0]
    return next((one.rung for one in before if one.after_workdays is not None and one.rung not in taken), "")
