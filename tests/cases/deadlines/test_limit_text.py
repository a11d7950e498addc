"""What staff and auditors type, and what they mistype."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.deadline_clock import CalendarDays, OpeningHours, WorkingDays
from cases.deadlines.limit_text import TypedLimit, read_instant, read_limit, read_typed_limit
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.refusal import Refusal


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


def typed(
    policy: Policy,
    limit: str = "7W",
    *,
    pauses: tuple[str, ...] = (),
    extends: tuple[str, ...] = (),
) -> TypedLimit | Refusal:
    return read_typed_limit(
        start="2026-11-23T10:00",
        limit=limit,
        pauses=pauses,
        extends=extends,
        calendar=policy.calendar,
        ask_before_due_workdays=policy.deadlines.extension_ask_before_due_workdays,
    )


def due_date(
    policy: Policy, limit: str = "7W", *, pauses: tuple[str, ...] = (), extends: tuple[str, ...] = ()
) -> date:
    read = typed(policy, limit, pauses=pauses, extends=extends)
    assert isinstance(read, TypedLimit), read
    return read.clock().due(policy.calendar).due_date


def refused(
    policy: Policy, limit: str = "7W", *, pauses: tuple[str, ...] = (), extends: tuple[str, ...] = ()
) -> tuple[str, object]:
    read = typed(policy, limit, pauses=pauses, extends=extends)
    assert isinstance(read, Refusal), read
    return read.code, read.facts.get("number")


def test_a_limit_is_a_number_with_its_unit() -> None:
    assert [read_limit(text, "--limit") for text in ("7W", "15C", "2H", "9999W")] == [
        WorkingDays(7),
        CalendarDays(15),
        OpeningHours(2),
        WorkingDays(9999),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "7", "W", "7X", "7w", "0W", "07W", "-7W", "+7W", "７W", "7Ｗ", "7 W", " 7W", "7W\n", "1e30", "1e3W", "7.5H",
     "10000W", "七W", "٧W", "7WW", "7W@2026-02-10", "NaN", "9" * 5000 + "W"],
)  # fmt: skip
def test_anything_else_is_not_a_limit(text: str) -> None:
    read = read_limit(text, "--limit")
    assert isinstance(read, Refusal)
    assert read == Refusal("deadline.limit_unreadable", {"option": "--limit", "max": 9999})


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-02-10T10:00", "2026-02-10T10:00"),
        ("2026-02-10T10:00:30", "2026-02-10T10:00:30"),
        ("2026-02-10T10:00:30.5", "2026-02-10T10:00:30.500"),
        ("2026-02-10", "2026-02-10T00:00"),
        ("2024-02-29T00:00", "2024-02-29T00:00"),
        ("2026-02-10T10:00+08:00", "2026-02-10T10:00"),
        ("2026-02-10T02:00Z", "2026-02-10T10:00"),
        ("2026-02-10T02:00+0000", "2026-02-10T10:00"),
        ("2026-02-09T21:00-05:00", "2026-02-10T10:00"),
        ("1899-12-31T16:00Z", "1900-01-01T00:00"),
        ("2100-12-31T23:59", "2100-12-31T23:59"),
    ],
)
def test_an_instant_without_offset_is_hall_time_and_others_are_converted(text: str, means: str) -> None:
    assert read_instant(text, "--start") == at(means)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-02-30T10:00", "2025-02-29T10:00", "1900-02-29T10:00", "2100-02-29T10:00", "2026-13-01T10:00",
     "2026-00-10T10:00", "2026-02-10T24:00", "2026-02-10T10:60", "2026-02-10 10:00", "2026-02-10T10", "20260210T1000",
     "2026-W07-2", "２０２６-02-10T10:00", "2026-02-10T１０:00", "2026年2月10日", "-2026-02-10T10:00", "tomorrow",
     "2026-02-10T10:00+25:00", "2026-02-10T10:00 ", "2026-02-10T10:00\n", "0001-01-01T00:00+14:00", "1e30",
     "0000-01-01T00:00"],
)  # fmt: skip
def test_what_is_not_on_the_calendar_is_not_an_instant(text: str) -> None:
    assert read_instant(text, "--now") == Refusal("deadline.instant_unreadable", {"option": "--now"})


@pytest.mark.parametrize(
    "text", ["1899-12-31T23:59", "2101-01-01T00:00", "2100-12-31T16:00Z", "9999-12-31T23:59"]
)
def test_a_year_before_1900_or_after_2100_is_a_slip(text: str) -> None:
    read = read_instant(text, "--start")
    assert isinstance(read, Refusal)
    assert read.code == "deadline.instant_out_of_range"


@given(
    moment=st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)),
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_every_way_of_writing_one_instant_means_the_same(moment: datetime, minutes: int) -> None:
    instant = moment.replace(tzinfo=UTC)
    elsewhere = instant.astimezone(timezone(timedelta(minutes=minutes)))
    assert read_instant(elsewhere.isoformat(), "--start") == instant


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    for read in (read_limit(text, "--limit"), read_instant(text, "--start")):
        assert isinstance(read, Refusal) or text[0].isdigit()


def test_a_pause_is_from_and_to_and_open_while_it_lasts(policy: Policy) -> None:
    assert due_date(policy, pauses=("2026-11-25T16:00/2026-12-07T09:00",)) == date(2026, 12, 14)
    open_pause = typed(policy, pauses=("2026-11-25T16:00/",))
    assert isinstance(open_pause, TypedLimit)
    assert open_pause.clock().is_suspended


def test_pauses_may_be_typed_in_any_order_and_may_touch(policy: Policy) -> None:
    late, early = "2026-11-27T09:00/2026-11-30T09:00", "2026-11-25T09:00/2026-11-27T09:00"
    assert due_date(policy, pauses=(late, early)) == due_date(policy, pauses=(early, late))
    assert due_date(policy, pauses=(late, early)) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("pauses", "code", "number"),
    [
        (("2026-11-25T16:00",), "deadline.pause_unreadable", 1),
        (("2026-11-25T16:00/2026-11-26T16:00/",), "deadline.instant_unreadable", None),
        (("/2026-11-26T16:00",), "deadline.instant_unreadable", None),
        (("2026-11-20T16:00/2026-11-26T16:00",), "deadline.pause_before_start", 1),
        (("2026-11-25T16:00/2026-11-25T15:00",), "deadline.pause_backwards", 1),
        (("2026-11-24T09:00/", "2026-11-25T16:00/2026-11-26T15:00"), "deadline.pauses_overlap", 2),
        (
            ("2026-11-25T16:00/2026-11-27T15:00", "2026-11-24T09:00/2026-11-26T09:00"),
            "deadline.pauses_overlap",
            1,
        ),
        (("2026-11-24T09:00/2026-11-25T09:00", "2026-11-24T09:00/"), "deadline.pauses_overlap", 2),
    ],
)
def test_a_pause_that_cannot_have_been_is_named(
    policy: Policy, pauses: tuple[str, ...], code: str, number: int | None
) -> None:
    assert refused(policy, pauses=pauses) == (code, number)


def test_an_extension_runs_from_the_due_date_that_it_was_granted_against(policy: Policy) -> None:
    assert due_date(policy) == date(2026, 12, 2)
    assert due_date(policy, extends=("7W@2026-12-01",)) == date(2026, 12, 11)
    assert due_date(policy, extends=("2W@2026-12-03", "7W@2026-12-01")) == date(2026, 12, 15)
    assert due_date(policy, "15C", extends=("15C@2026-11-30T09:00",)) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("limit", "extends", "code", "number"),
    [
        ("7W", ("7W",), "deadline.extension_unreadable", 1),
        ("7W", ("7X@2026-12-01",), "deadline.limit_unreadable", None),
        ("7W", ("7W@",), "deadline.instant_unreadable", None),
        ("7W", ("7W@2026-02-30",), "deadline.instant_unreadable", None),
        ("7W", ("7C@2026-12-01",), "deadline.extension_other_unit", 1),
        ("7W", ("1W@2026-11-22",), "deadline.extension_before_start", 1),
        ("7W", ("7W@2026-12-02",), "deadline.extension_too_late", 1),  # the last day: no working day is left
        ("7W", ("7W@2026-12-25",), "deadline.extension_too_late", 1),
        ("7W", ("7W@2026-12-01", "7W@2026-12-11"), "deadline.extension_too_late", 2),
        ("2H", ("2H@2026-11-23",), "deadline.extension_too_late", 1),
    ],
)
def test_an_extension_that_comes_too_late_or_in_another_unit_is_refused(
    policy: Policy, *, limit: str, extends: tuple[str, ...], code: str, number: int | None
) -> None:
    assert refused(policy, limit, extends=extends) == (code, number)


def test_an_extension_during_a_pause_is_held_against_what_was_left_then(policy: Policy) -> None:
    pause = ("2026-11-25T16:00/2026-12-14T09:00",)
    assert due_date(policy, pauses=pause, extends=("1W@2026-12-10",)) == date(2026, 12, 22)
    ended = ("2026-12-02T16:00/2026-12-14T09:00",)  # paused on the last day: nothing is left
    assert refused(policy, pauses=ended, extends=("1W@2026-12-10",)) == ("deadline.extension_too_late", 1)


def test_what_came_later_was_not_known_before(policy: Policy) -> None:
    read = typed(policy, pauses=("2026-11-25T16:00/2026-12-07T09:00",), extends=("2W@2026-12-09",))
    assert isinstance(read, TypedLimit)
    assert read.clock_as_known(at("2026-11-25T15:59")).pauses == ()
    assert read.clock_as_known(at("2026-11-26T10:00")).is_suspended
    assert not read.clock_as_known(at("2026-12-07T09:00")).is_suspended
    assert read.clock_as_known(at("2026-12-08T23:59")).extensions == ()
    assert read.clock_as_known(at("2026-12-09T00:00")) == read.clock()
