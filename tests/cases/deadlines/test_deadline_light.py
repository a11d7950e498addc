"""The lights of domain.md §3.3."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    ClockHours,
    DeadlineClock,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.deadline_light import (
    Light,
    LightState,
    TimeLeft,
    TimeUnit,
    deadline_light,
    soon_at,
)
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy

DAYS, C_DAYS, MINUTES = TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS, TimeUnit.OPENING_MINUTES
CLOCK_MINUTES = TimeUnit.CLOCK_MINUTES


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=HALL_ZONE)


def clock(budget: Budget) -> DeadlineClock:
    """Started on Monday 23 November 2026, 10:00."""
    return DeadlineClock(budget=budget, started_at=at("11-23 10:00"))


def light(policy: Policy, running: DeadlineClock, now: str) -> LightState:
    return deadline_light(running, policy.calendar, policy.deadlines.lights, at(now))


@pytest.mark.parametrize(
    ("budget", "now", "colour", "left"),
    [
        # 20 working days end on 21 December: yellow from 5 left
        (WorkingDays(20), "12-11 10:00", Light.GREEN, TimeLeft(6, DAYS)),
        (WorkingDays(20), "12-14 00:00", Light.YELLOW, TimeLeft(5, DAYS)),
        (WorkingDays(20), "12-21 23:59", Light.YELLOW, TimeLeft(0, DAYS)),
        (WorkingDays(20), "12-22 00:00", Light.RED, TimeLeft(1, DAYS, past=True)),
        (WorkingDays(20), "12-25 09:00", Light.RED, TimeLeft(4, DAYS, past=True)),
        # 7 working days end on 2 December: 25 % is 1.75, 2 days left rule first
        (WorkingDays(7), "11-27 17:00", Light.GREEN, TimeLeft(3, DAYS)),
        (WorkingDays(7), "11-30 09:00", Light.YELLOW, TimeLeft(2, DAYS)),
        (WorkingDays(3), "11-23 10:00", Light.GREEN, TimeLeft(3, DAYS)),
        (WorkingDays(3), "11-24 08:00", Light.YELLOW, TimeLeft(2, DAYS)),
        # limits up to 2 working days: the last 4 opening hours (11:00–12:00 and 14:30–17:30)
        (WorkingDays(1), "11-24 10:59", Light.GREEN, TimeLeft(0, DAYS)),
        (WorkingDays(1), "11-24 11:00", Light.YELLOW, TimeLeft(0, DAYS)),
        (WorkingDays(2), "11-24 17:29", Light.GREEN, TimeLeft(1, DAYS)),
        (WorkingDays(2), "11-25 20:00", Light.YELLOW, TimeLeft(0, DAYS)),
        (WorkingDays(2), "11-26 00:00", Light.RED, TimeLeft(1, DAYS, past=True)),
        # 30 calendar days end on 23 December: 25 % of 30 is 7
        (CalendarDays(30), "12-15 10:00", Light.GREEN, TimeLeft(8, C_DAYS)),
        (CalendarDays(30), "12-16 10:00", Light.YELLOW, TimeLeft(7, C_DAYS)),
        (CalendarDays(30), "12-24 10:00", Light.RED, TimeLeft(1, C_DAYS, past=True)),
        # 10 calendar days end on 3 December; 25 % is 2 days, but 2 working days are left first
        (CalendarDays(10), "12-01 10:00", Light.YELLOW, TimeLeft(2, C_DAYS)),
        (CalendarDays(10), "11-30 10:00", Light.GREEN, TimeLeft(3, C_DAYS)),
        # 14 calendar days end on Monday 7 December: on Friday 3 days are left, 1 of them a working day
        (CalendarDays(14), "12-03 10:00", Light.YELLOW, TimeLeft(4, C_DAYS)),
        # 2 opening hours end at 12:00
        (OpeningHours(2), "11-23 11:29", Light.GREEN, TimeLeft(31, MINUTES)),
        (OpeningHours(2), "11-23 11:30", Light.YELLOW, TimeLeft(30, MINUTES)),
        (OpeningHours(2), "11-23 12:00", Light.RED, TimeLeft(0, MINUTES, past=True)),
        (OpeningHours(2), "11-23 15:00", Light.RED, TimeLeft(30, MINUTES, past=True)),
        # 24 hours by the clock: the last 6 are yellow, nights too
        (ClockHours(24), "11-24 03:59", Light.GREEN, TimeLeft(361, CLOCK_MINUTES)),
        (ClockHours(24), "11-24 04:00", Light.YELLOW, TimeLeft(360, CLOCK_MINUTES)),
        (ClockHours(24), "11-24 10:30", Light.RED, TimeLeft(30, CLOCK_MINUTES, past=True)),
    ],
)
def test_a_running_limit_is_green_then_yellow_then_red(
    policy: Policy, budget: Budget, now: str, colour: Light, left: TimeLeft
) -> None:
    state = light(policy, clock(budget), now)
    assert (state.light, state.left, state.late) == (colour, left, colour is Light.RED)


def test_a_suspended_limit_is_grey_and_shows_what_is_left_of_it(policy: Policy) -> None:
    paused = clock(WorkingDays(7)).suspended(at("11-25 10:00"), "appraisal")
    state = light(policy, paused, "12-30 10:00")
    assert (state.light, state.left, state.late) == (Light.GREY, TimeLeft(5, DAYS), False)


def test_a_pause_does_not_heal_what_was_overdue(policy: Policy) -> None:
    paused = clock(WorkingDays(3)).suspended(at("11-30 10:00"), "appraisal")
    assert light(policy, paused, "12-30 10:00").light is Light.RED


def test_the_share_is_of_the_period_after_extension_without_suspension(policy: Policy) -> None:
    # 20 + 20 working days, three weeks suspended: 25 % are 10 days, whatever the pause.
    paused = clock(WorkingDays(20)).suspended(at("11-25 10:00"), "appraisal")
    running = paused.resumed(at("12-16 10:00")).extended(WorkingDays(20))
    due = running.due(policy.calendar)
    left_days = [line.day for line in due.trace if line.verdict == "counted"][-11:]
    colours = [
        deadline_light(
            running, policy.calendar, policy.deadlines.lights, datetime.combine(d, at("01-01 09:00").timetz())
        )
        for d in left_days[:2]
    ]
    assert [c.light for c in colours] == [Light.YELLOW, Light.YELLOW]
    assert [c.left for c in colours] == [TimeLeft(10, DAYS), TimeLeft(9, DAYS)]


def test_closed_in_time_is_blue_and_closed_late_says_so(policy: Policy) -> None:
    in_time = light(policy, clock(WorkingDays(3)).stopped(at("11-26 23:59")), "12-30 10:00")
    late = light(policy, clock(WorkingDays(3)).stopped(at("11-27 00:00")), "12-30 10:00")
    assert (in_time.light, in_time.late, in_time.left) == (Light.BLUE, False, None)
    assert (late.light, late.late) == (Light.BLUE, True)


def test_a_case_that_ends_while_suspended_was_not_late(policy: Policy) -> None:
    paused = clock(WorkingDays(3)).suspended(at("11-24 10:00"), "appraisal")
    assert not light(policy, paused.stopped(at("12-24 10:00")), "12-30 10:00").late


@given(
    start=st.datetimes(datetime(2025, 12, 1), datetime(2026, 11, 30)),
    budget=st.one_of(
        st.integers(1, 40).map(WorkingDays),
        st.integers(1, 90).map(CalendarDays),
        st.integers(1, 30).map(OpeningHours),
        st.integers(1, 90).map(ClockHours),
    ),
    more=st.integers(0, 30),
    pause=st.none() | st.tuples(st.timedeltas(timedelta(), timedelta(days=40)), st.integers(0, 40)),
)
def test_the_moment_that_is_kept_is_the_first_one_that_is_not_green(
    policy: Policy, start: datetime, budget: Budget, more: int, pause: tuple[timedelta, int] | None
) -> None:
    running = DeadlineClock(budget=budget, started_at=start.replace(tzinfo=HALL_ZONE))
    if pause is not None:
        paused_at = running.started_at + pause[0]
        running = running.suspended(paused_at, "appraisal").resumed(paused_at + timedelta(days=pause[1]))
    if more:
        running = running.extended(type(budget)(more))

    def light_at(at: datetime) -> Light:
        return deadline_light(running, policy.calendar, policy.deadlines.lights, at).light

    due = running.due(policy.calendar)
    turns = soon_at(running, due, policy.calendar, policy.deadlines.lights)
    blink = timedelta(microseconds=1)
    assert running.started_at <= turns < due.due_at
    assert light_at(turns) is Light.YELLOW
    assert light_at(due.due_at - blink) is Light.YELLOW
    assert light_at(due.due_at) is Light.RED
    if turns > running.started_at:
        assert light_at(turns - blink) is Light.GREEN
