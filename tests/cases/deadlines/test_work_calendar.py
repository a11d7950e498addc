"""Which days work, and when the hall is open."""

from datetime import date, datetime, timedelta

import pytest

from cases.deadlines.work_calendar import DayKind, WorkCalendar
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError


@pytest.fixture(scope="module")
def calendar(policy: Policy) -> WorkCalendar:
    return policy.calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_248_working_days(calendar: WorkCalendar, year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    assert sum(calendar.is_working(day) for day in days) == 248


@pytest.mark.parametrize(
    ("day", "working", "kind", "name"),
    [
        (date(2026, 11, 23), True, DayKind.BY_WEEKDAY, ""),
        (date(2026, 11, 28), False, DayKind.BY_WEEKDAY, ""),
        (date(2026, 2, 14), True, DayKind.WORKING, ""),
        (date(2026, 2, 17), False, DayKind.OFF, "春节"),
    ],
)
def test_a_day_is_off_working_or_by_its_weekday(
    calendar: WorkCalendar, *, day: date, working: bool, kind: DayKind, name: str
) -> None:
    info = calendar.info(day)
    assert (info.working, info.kind, info.name, info.provisional) == (working, kind, name, False)


def test_a_year_without_a_notice_is_guessed_by_weekends_and_says_so(calendar: WorkCalendar) -> None:
    new_year = calendar.info(date(2027, 1, 1))
    assert (new_year.working, new_year.provisional) == (True, True)
    assert calendar.years == {2025, 2026}


def test_the_hall_closes_for_lunch_and_on_days_off(calendar: WorkCalendar) -> None:
    open_at = {
        "2026-11-23 08:29": False,
        "2026-11-23 08:30": True,
        "2026-11-23 11:59": True,
        "2026-11-23 12:00": False,
        "2026-11-23 14:30": True,
        "2026-11-23 17:30": False,
        "2026-11-28 10:00": False,
        "2026-02-14 10:00": True,  # a make-up Saturday
        "2026-10-01 10:00": False,
    }
    assert {text: calendar.is_open(at(text)) for text in open_at} == open_at


def test_the_next_opening_is_said_from_any_moment(calendar: WorkCalendar) -> None:
    assert calendar.next_opening(at("2026-11-23 09:00")).opens_at == at("2026-11-23 08:30")
    assert calendar.next_opening(at("2026-11-23 12:10")).opens_at == at("2026-11-23 14:30")
    assert calendar.next_opening(at("2026-11-27 18:00")).opens_at == at("2026-11-30 08:30")
    assert calendar.next_open_day(date(2026, 9, 30)) == date(2026, 10, 8)
    assert calendar.next_working(date(2026, 2, 13)) == date(2026, 2, 14)


def test_open_time_leaves_out_lunch_nights_and_weekends(calendar: WorkCalendar) -> None:
    assert calendar.open_time(at("2026-11-27 11:00"), at("2026-11-30 09:00")) == timedelta(hours=4.5)
    assert calendar.open_time(at("2026-11-30 09:00"), at("2026-11-27 11:00")) == timedelta()


def test_four_opening_hours_before_midnight_reach_back_over_lunch(calendar: WorkCalendar) -> None:
    midnight = at("2026-11-24 00:00")
    assert calendar.open_time_before(midnight, timedelta(hours=3)) == at("2026-11-23 12:00")
    assert calendar.open_time_before(midnight, timedelta(hours=4)) == at("2026-11-23 11:00")
    assert calendar.open_time_before(at("2026-11-30 09:00"), timedelta(hours=1)) == at("2026-11-27 17:00")


def test_working_days_between_two_dates_leave_out_the_first_and_count_the_last(
    calendar: WorkCalendar,
) -> None:
    assert calendar.working_days_between(date(2026, 2, 13), date(2026, 2, 24)) == 2
    assert calendar.working_days_between(date(2026, 2, 24), date(2026, 2, 13)) == 0


def test_a_year_that_was_withdrawn_is_named_and_counted_by_weekends(policy_files: dict[str, str]) -> None:
    without = {name: text for name, text in policy_files.items() if name != "calendar/2026.toml"}
    calendar = build_policy(without).calendar
    assert calendar.missing_years(2025) == ()
    assert calendar.missing_years(2027) == (2026, 2027)
    assert calendar.info(date(2026, 2, 17)).working
    assert calendar.info(date(2026, 2, 17)).provisional


def test_one_weekday_or_one_date_may_have_other_hours(policy_files: dict[str, str]) -> None:
    hall = policy_files["hall.toml"]
    hall = hall.replace(
        "weekday = []  ", 'weekday = [{ day = "fri", segments = [{ from = 09:00:00, to = 11:00:00 }] }]  ', 1
    )
    hall = hall.replace(
        "date = []  ",
        "date = [{ date = 2026-11-25, segments = [] },"
        " { date = 2026-11-28, segments = [{ from = 09:00:00, to = 10:00:00 }] }]  ",
        1,
    )
    calendar = build_policy(policy_files | {"hall.toml": hall}).calendar
    friday, closed, saturday = date(2026, 11, 27), date(2026, 11, 25), date(2026, 11, 28)
    assert [s.closes_at for s in calendar.segments(friday)] == [at("2026-11-27 11:00")]
    assert calendar.segments(closed) == ()
    assert [s.opens_at for s in calendar.segments(saturday)] == [at("2026-11-28 09:00")]
    assert calendar.is_working(closed)
    assert not calendar.is_working(saturday)


def test_a_hall_that_never_opens_on_working_days_is_a_mistake(policy_files: dict[str, str]) -> None:
    closed = ", ".join(f'{{ day = "{day}", segments = [] }}' for day in ("mon", "tue", "wed", "thu", "fri"))
    hall = policy_files["hall.toml"].replace("weekday = []  ", f"weekday = [{closed}]  ", 1)
    with pytest.raises(PolicyError, match="周一到周五都关门"):
        build_policy(policy_files | {"hall.toml": hall})
