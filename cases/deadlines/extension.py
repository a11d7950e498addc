"""When an extension (延期) may still be asked for (domain.md §3.2): while enough working days are left."""

from datetime import date

from cases.deadlines.deadline_clock import Due
from cases.deadlines.work_calendar import WorkCalendar


def asked_in_time(due: Due, asked_on: date, calendar: WorkCalendar, before_due_workdays: int) -> bool:
    """Whether `before_due_workdays` W are left after the day of asking, as the light counts them."""
    left = calendar.working_days_between(asked_on, due.due_date)
    return asked_on <= due.due_date and left >= before_due_workdays
