"""Deadlines: every vector of domain.md §3.2 and every rule of §3.5, in three process time zones."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.day_count import DayVerdict
from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    ClockHours,
    DeadlineClock,
    OpeningHours,
    WorkingDays,
    earliest,
)
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import HALL_ZONE, midnight_after
from cases.policy.policy import Policy


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York"], autouse=True)
def _process_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture(scope="module")
def calendar(policy: Policy) -> WorkCalendar:
    return policy.calendar


def at(text: str) -> datetime:
    """Hall time, e.g. "2026-02-13 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


def clock(budget: Budget, started: str) -> DeadlineClock:
    return DeadlineClock(budget=budget, started_at=at(started))


W_VECTORS = [
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-04-30", 4, "2026-05-09"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-09-30", 5, "2026-10-13"),
    ("2025-12-31", 1, "2026-01-04"),
]
C_VECTORS = [
    ("2026-09-16", 15, "2026-10-08", "2026-10-01"),
    ("2026-02-05", 15, "2026-02-24", "2026-02-20"),
    ("2026-04-02", 30, "2026-05-06", "2026-05-02"),
    ("2026-08-02", 60, "2026-10-08", "2026-10-01"),
]


@pytest.mark.parametrize(("start", "n", "end"), W_VECTORS)
@pytest.mark.parametrize("hour", ["00:00", "08:00", "12:15", "17:29"])
def test_working_days_end_where_the_table_says(
    calendar: WorkCalendar, start: str, n: int, end: str, hour: str
) -> None:
    due = clock(WorkingDays(n), f"{start} {hour}").due(calendar)
    assert due.due_date == date.fromisoformat(end)
    assert due.due_at == midnight_after(date.fromisoformat(end))
    assert not due.provisional


@pytest.mark.parametrize(("start", "n", "end", "raw"), C_VECTORS)
@pytest.mark.parametrize("hour", ["00:00", "10:00", "23:59"])
def test_calendar_days_that_end_on_a_holiday_move_to_the_next_working_day(
    calendar: WorkCalendar, *, start: str, n: int, end: str, raw: str, hour: str
) -> None:
    due = clock(CalendarDays(n), f"{start} {hour}").due(calendar)
    assert due.due_date == date.fromisoformat(end)
    counted = [line.day for line in due.trace if line.verdict is DayVerdict.COUNTED]
    assert (len(counted), counted[-1]) == (n, date.fromisoformat(raw))


def test_a_calendar_limit_that_ends_on_a_plain_saturday_moves_to_monday(calendar: WorkCalendar) -> None:
    due = clock(CalendarDays(5), "2026-11-23 10:00").due(calendar)
    assert due.due_date == date(2026, 11, 30)
    assert [line.verdict for line in due.trace[-2:]] == [DayVerdict.MOVED, DayVerdict.MOVED]


def test_due_today_is_not_overdue_until_midnight_of_the_hall(calendar: WorkCalendar) -> None:
    due = clock(WorkingDays(3), "2026-11-23 09:40").due(calendar)
    assert due.due_date == date(2026, 11, 26)
    assert due.due_at.isoformat() == "2026-11-27T00:00:00+08:00"
    assert due.due_at.astimezone(UTC).isoformat() == "2026-11-26T16:00:00+00:00"


@pytest.mark.parametrize(
    ("started", "day_zero"),
    [
        ("2026-11-23 07:00", "2026-11-23"),  # (c) before opening: the same day
        ("2026-11-23 13:00", "2026-11-23"),  # over lunch
        ("2026-11-23 17:30", "2026-11-24"),  # (b) at closing
        ("2026-11-27 20:00", "2026-11-30"),  # (b) Friday night
        ("2026-11-28 10:00", "2026-11-30"),  # (b) Saturday
        ("2026-09-19 10:00", "2026-09-20"),  # (b) the next working day is a make-up Sunday
        ("2026-02-14 10:00", "2026-02-14"),  # a make-up Saturday is open
    ],
)
def test_what_comes_while_closed_counts_from_the_next_working_day(
    calendar: WorkCalendar, started: str, day_zero: str
) -> None:
    trace = clock(WorkingDays(1), started).due(calendar).trace
    assert [t.day for t in trace if t.verdict is DayVerdict.DAY_ZERO] == [date.fromisoformat(day_zero)]


def test_a_calendar_limit_starts_on_its_day_though_the_hall_is_closed(calendar: WorkCalendar) -> None:
    due = clock(CalendarDays(10), "2026-11-28 20:00").due(calendar)
    assert due.trace[0].day == date(2026, 11, 28)
    assert due.due_date == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("started", "hours", "due_at"),
    [
        ("2026-11-23 09:40", 2, "2026-11-23 11:40"),
        ("2026-11-23 11:00", 2, "2026-11-23 15:30"),  # lunch does not run
        ("2026-11-23 12:30", 2, "2026-11-23 16:30"),
        ("2026-11-23 17:00", 2, "2026-11-24 10:00"),
        ("2026-11-23 07:00", 2, "2026-11-23 10:30"),
        ("2026-11-27 18:00", 2, "2026-11-30 10:30"),
        ("2026-11-23 08:30", 13, "2026-11-24 17:30"),
        ("2026-02-14 16:30", 2, "2026-02-24 09:30"),  # over the Spring Festival
    ],
)
def test_opening_hours_run_only_while_the_hall_is_open(
    calendar: WorkCalendar, started: str, hours: int, due_at: str
) -> None:
    due = clock(OpeningHours(hours), started).due(calendar)
    assert due.due_at == at(due_at)
    assert sum(line.open_minutes for line in due.trace) == hours * 60


@pytest.mark.parametrize(
    ("started", "hours", "due_at", "last_day"),
    [
        ("2026-11-27 18:00", 24, "2026-11-28 18:00", "2026-11-28"),  # Friday night to Saturday: they run
        ("2026-02-16 09:30", 48, "2026-02-18 09:30", "2026-02-18"),
        (
            "2026-11-23 00:00",
            24,
            "2026-11-24 00:00",
            "2026-11-23",
        ),  # the end is exclusive: the last day is before
    ],
)
def test_clock_hours_run_day_and_night(
    calendar: WorkCalendar, started: str, hours: int, due_at: str, last_day: str
) -> None:
    due = clock(ClockHours(hours), started).due(calendar)
    assert (due.due_at, due.due_date) == (at(due_at), date.fromisoformat(last_day))
    assert due.trace[-1].day == due.due_date


def test_a_pause_adds_its_length_to_clock_hours(calendar: WorkCalendar) -> None:
    paused = clock(ClockHours(24), "2026-11-27 18:00").suspended(at("2026-11-28 06:00"), "appraisal")
    assert paused.due(calendar).due_at == at("2026-11-28 18:00")
    assert paused.resumed(at("2026-11-29 07:00")).due(calendar).due_at == at("2026-11-29 19:00")


def test_days_are_consumed_up_to_and_including_the_pause_day(calendar: WorkCalendar) -> None:
    paused = clock(WorkingDays(7), "2026-11-23 10:00").suspended(at("2026-11-25 16:00"), "appraisal")
    due = paused.resumed(at("2026-12-07 09:00")).due(calendar)
    # 24 and 25 November are 1 and 2; 7 December is day 0 of the rest of 5.
    assert due.due_date == date(2026, 12, 14)
    assert next(t.day for t in due.trace if t.verdict is DayVerdict.SUSPENDED) == date(2026, 11, 26)
    assert not due.suspended


def test_a_pause_also_stops_calendar_days(calendar: WorkCalendar) -> None:
    paused = clock(CalendarDays(30), "2026-11-02 10:00").suspended(at("2026-11-12 10:00"), "appraisal")
    due = paused.resumed(at("2026-11-30 10:00")).due(calendar)
    assert due.due_date == date(2026, 12, 21)  # 10 used, 20 left from 30 November end on a Sunday


def test_a_pause_on_the_last_day_waits_for_the_resumption(calendar: WorkCalendar) -> None:
    paused = clock(WorkingDays(3), "2026-11-23 10:00").suspended(at("2026-11-26 16:00"), "ruling")
    assert paused.due(calendar).suspended
    assert paused.resumed(at("2026-12-12 09:00")).due(calendar).due_date == date(2026, 12, 14)


def test_a_pause_after_the_end_changes_nothing(calendar: WorkCalendar) -> None:
    overdue = clock(WorkingDays(3), "2026-11-23 10:00").suspended(at("2026-11-30 16:00"), "ruling")
    assert overdue.resumed(at("2026-12-30 09:00")).due(calendar).due_date == date(2026, 11, 26)


def test_a_pause_stops_opening_hours_to_the_minute(calendar: WorkCalendar) -> None:
    paused = clock(OpeningHours(2), "2026-11-23 09:00").suspended(at("2026-11-23 09:50"), "appraisal")
    due = paused.resumed(at("2026-11-24 11:30")).due(calendar)
    assert due.due_at == at("2026-11-24 15:10")  # 50 min before; 30 before lunch, 40 after


def test_an_extension_runs_from_the_old_due_date(calendar: WorkCalendar) -> None:
    extended = clock(CalendarDays(15), "2026-09-16 10:00").extended(CalendarDays(10))
    assert extended.due(calendar).due_date == date(2026, 10, 19)  # from 8 October, 18 is a Sunday
    extended = clock(WorkingDays(7), "2026-11-23 10:00").extended(WorkingDays(7))
    assert extended.due(calendar).due_date == date(2026, 12, 11)


def test_a_unit_is_never_converted_into_another() -> None:
    with pytest.raises(TypeError):
        clock(WorkingDays(7), "2026-11-23 10:00").extended(CalendarDays(7))


def test_the_ledger_of_a_clock_runs_forward() -> None:
    running = clock(WorkingDays(7), "2026-11-23 10:00")
    paused = running.suspended(at("2026-11-24 10:00"), "appraisal")
    with pytest.raises(ValueError, match="forward"):
        paused.resumed(at("2026-11-23 12:00"))
    with pytest.raises(ValueError, match="running"):
        paused.suspended(at("2026-11-25 10:00"), "appraisal")
    with pytest.raises(ValueError, match="suspended"):
        running.resumed(at("2026-11-25 10:00"))
    with pytest.raises(ValueError, match="once"):
        running.stopped(at("2026-11-25 10:00")).stopped(at("2026-11-26 10:00"))
    with pytest.raises(ValueError, match="at least 1"):
        clock(WorkingDays(0), "2026-11-23 10:00")


def test_a_due_date_in_a_year_without_a_calendar_is_provisional(calendar: WorkCalendar) -> None:
    due = clock(WorkingDays(3), "2026-12-30 10:00").due(calendar)
    assert (due.due_date, due.provisional) == (date(2027, 1, 4), True)
    assert [line.day.year for line in due.trace if line.provisional] == [2027] * 4
    assert not clock(WorkingDays(1), "2026-12-30 10:00").due(calendar).provisional


def test_the_trace_says_of_each_day_why(calendar: WorkCalendar) -> None:
    due = clock(WorkingDays(3), "2026-09-24 10:00").due(calendar)
    said = [(t.day.day, t.verdict.value, t.kind.value, t.name) for t in due.trace]
    assert said == [
        (24, "day_zero", "by_weekday", ""),
        (25, "off", "off", "中秋节"),
        (26, "off", "off", "中秋节"),
        (27, "off", "off", "中秋节"),
        (28, "counted", "by_weekday", ""),
        (29, "counted", "by_weekday", ""),
        (30, "counted", "by_weekday", ""),
    ]
    assert due.calendar_version == "2025@2024-11-12+2026@2025-11-04"


def test_the_stricter_of_two_limits_applies(calendar: WorkCalendar) -> None:
    accept = clock(WorkingDays(3), "2026-11-23 10:00").due(calendar)
    by_law = clock(CalendarDays(15), "2026-11-23 10:00").due(calendar)
    assert earliest(by_law, accept) is accept


def test_an_instant_without_offset_is_hall_time_and_others_are_converted(calendar: WorkCalendar) -> None:
    naive = DeadlineClock(budget=WorkingDays(3), started_at=datetime(2026, 11, 23, 10, 0))
    utc = DeadlineClock(budget=WorkingDays(3), started_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    night = DeadlineClock(budget=CalendarDays(3), started_at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    assert naive.due(calendar).due_at == utc.due(calendar).due_at
    assert night.due(calendar).trace[0].day == date(2026, 11, 24)


instants = st.datetimes(datetime(2025, 1, 1), datetime(2026, 10, 1))
budgets = st.one_of(
    st.integers(1, 40).map(WorkingDays),
    st.integers(1, 70).map(CalendarDays),
    st.integers(1, 60).map(OpeningHours),
)


@given(
    start=instants,
    budget=budgets | st.integers(1, 90).map(ClockHours),
    gap=st.timedeltas(timedelta(), timedelta(days=40)),
)
def test_a_later_start_is_never_due_earlier(
    calendar: WorkCalendar, start: datetime, budget: Budget, gap: timedelta
) -> None:
    first = start.replace(tzinfo=HALL_ZONE)
    due = [DeadlineClock(budget=budget, started_at=s).due(calendar).due_at for s in (first, first + gap)]
    assert first < due[0] <= due[1]


@given(start=instants, budget=budgets, data=st.data())
def test_a_pause_never_shortens_a_limit_and_every_day_is_in_the_trace_once(
    calendar: WorkCalendar, start: datetime, budget: Budget, data: st.DataObject
) -> None:
    running = DeadlineClock(budget=budget, started_at=start.replace(tzinfo=HALL_ZONE))
    plain = running.due(calendar)
    moments = data.draw(
        st.lists(st.timedeltas(timedelta(), timedelta(days=60)), min_size=2, max_size=4).map(sorted)
    )
    paused = running
    for number, moment in enumerate(moments):
        then = running.started_at + moment
        paused = paused.resumed(then) if number % 2 else paused.suspended(then, "appraisal")
    due = paused.due(calendar)
    assert due.due_at >= plain.due_at
    days = [line.day for line in due.trace]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == due.due_date
    assert calendar.is_working(due.due_date)
    if not isinstance(budget, OpeningHours):
        assert sum(line.verdict is DayVerdict.COUNTED for line in due.trace) == budget.n
    else:
        assert abs(sum(line.open_minutes for line in due.trace) - budget.n * 60) <= len(moments) + len(days)
