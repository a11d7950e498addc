"""The expected wait: what is said in simple halls, where anybody can reckon it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.work_calendar import Segment
from cases.policy.hall import HallPolicy
from cases.policy.policy import Policy
from cases.queue.queue_order import Caller, CallsSoFar, Waiting
from cases.queue.service_times import ServiceTime
from cases.queue.waiting_time import (
    DeskNow,
    HallLoad,
    Returning,
    Wait,
    WaitRange,
    forecast,
)
from tests.cases.hall_at_work import NINE

TEN_MINUTES = ServiceTime(mean_s=600, cv=0.5)
EVEN = dict.fromkeys("ABCZ", TEN_MINUTES)


@pytest.fixture
def hall(policy: Policy) -> HallPolicy:
    return policy.hall


def ticket(ticket_no: str, minute: float = -1, **more: Any) -> Waiting:
    at = NINE + timedelta(minutes=minute)
    return Waiting(visit_id=ticket_no, ticket_no=ticket_no, queue=ticket_no[0], place_at=at, **more)


def desk(number: int, serves: str = "A", *, busy: str | None = "A", since: float | None = 0) -> DeskNow:
    began = None if since is None or busy is None else NINE - timedelta(minutes=since)
    return DeskNow(caller=Caller(counter_no=number, serves=tuple(serves)), busy_queue=busy, busy_since=began)


def load(waiting: Sequence[Waiting], *desks: DeskNow, **more: Any) -> HallLoad:
    return HallLoad(waiting=waiting, desks=desks, so_far=CallsSoFar(), services=EVEN, **more)


def test_a_free_desk_means_you_are_next(hall: HallPolicy) -> None:
    wait = forecast(load([], desk(1), desk(2, busy=None)), hall, NINE).if_you_came_now("A")
    assert wait is not None
    assert wait.range() == WaitRange(low_min=0, high_min=0)


def test_nothing_is_promised_where_no_open_desk_serves_the_queue(hall: HallPolicy) -> None:
    said = forecast(load([ticket("B001")], desk(1, "AZ")), hall, NINE)
    assert said.if_you_came_now("B") is None
    assert said.of("B001") is None
    assert said.of("unknown") is None
    assert forecast(load([]), hall, NINE).if_you_came_now("A") is None


def test_one_desk_that_has_just_begun_takes_its_mean_and_one_more_for_each_ahead(hall: HallPolicy) -> None:
    said = forecast(load([ticket("A001", -2), ticket("A002", -1)], desk(1)), hall, NINE)
    first, second, mine = said.of("A001"), said.of("A002"), said.if_you_came_now("A")
    assert first is not None
    assert second is not None
    assert mine is not None
    assert first.mean_s == pytest.approx(600, rel=0.12)
    assert second.mean_s == pytest.approx(1200, rel=0.12)
    assert mine.mean_s == pytest.approx(1800, rel=0.12)
    assert mine.low_s < mine.mean_s < mine.high_s


def test_a_visit_that_has_lasted_long_is_not_promised_to_end_at_once(hall: HallPolicy) -> None:
    waits = [
        forecast(load([], desk(1, since=minutes)), hall, NINE).if_you_came_now("A")
        for minutes in (8, 30, 300)
    ]
    assert all(wait is not None and wait.mean_s > 120 for wait in waits)


def test_the_lunch_break_counts_for_those_who_are_called_after_it(hall: HallPolicy) -> None:
    lunch = NINE + timedelta(minutes=15)
    open_again = lunch + timedelta(hours=2)
    hours = (Segment(NINE - timedelta(hours=1), lunch), Segment(open_again, open_again + timedelta(hours=3)))
    waiting = [ticket(f"A{n:03}") for n in range(6)]
    said = forecast(load(waiting, desk(1), segments=hours), hall, NINE)
    before, after = said.of("A000"), said.of("A001")
    assert before is not None
    assert after is not None
    assert before.low_s < 900
    assert before.mean_s < 2000  # one of ten times the break comes first
    assert after.high_s >= (open_again - NINE).total_seconds()
    closed = forecast(load([], desk(1, busy=None), segments=hours), hall, lunch + timedelta(hours=1))
    newcomer = closed.if_you_came_now("A")
    assert newcomer is not None
    assert newcomer.low_s == newcomer.high_s == 3600


def test_priority_waits_less_and_makes_others_wait_a_little_longer(hall: HallPolicy) -> None:
    waiting = [ticket(f"A{n:03}", -n) for n in range(1, 20)]
    desks = desk(1, "ZA"), desk(2, "ZA")
    said = forecast(load(waiting, *desks), hall, NINE)
    beside = forecast(load([*waiting, ticket("Z001")], *desks), hall, NINE)
    elder, mine, later = said.if_you_came_now("Z"), said.if_you_came_now("A"), beside.if_you_came_now("A")
    assert elder is not None
    assert mine is not None
    assert later is not None
    assert elder.mean_s < mine.mean_s / 3
    assert mine.mean_s < later.mean_s < mine.mean_s + 600


def test_who_is_on_hold_is_not_promised_a_call_before_they_are_back(hall: HallPolicy) -> None:
    back_at = NINE + timedelta(minutes=25)
    away = Returning(ticket=ticket("A001", -60, for_counter=1), back_at=back_at)
    said = forecast(load([], desk(1, busy=None), returning=[away]), hall, NINE)
    wait = said.of("A001")
    assert wait is not None
    assert wait.low_s >= 1500


def test_a_reserved_newcomer_waits_for_that_counter_only(hall: HallPolicy) -> None:
    desks = desk(1, busy=None), desk(2, since=None)
    said = forecast(load([], *desks), hall, NINE)
    anywhere, there = said.if_you_came_now("A"), said.if_you_came_now("A", for_counter=2)
    assert anywhere is not None
    assert there is not None
    assert anywhere.mean_s == 0 < there.mean_s
    slot = said.if_you_came_now("A", appointment_at=NINE + timedelta(minutes=40))
    assert slot is not None
    assert slot.low_s == 2400


def test_a_desk_on_pause_is_counted_from_when_it_is_back(hall: HallPolicy) -> None:
    away = replace(desk(1, busy=None), paused=True, paused_until=NINE + timedelta(minutes=5))
    wait = forecast(load([], away), hall, NINE).if_you_came_now("A")
    assert wait is not None
    assert wait.low_s == pytest.approx(300, abs=1)
    assert wait.high_s == pytest.approx(300, abs=1)


@given(ahead=st.integers(0, 60), desks=st.integers(1, 8), since=st.floats(0, 60))
def test_more_people_ahead_never_shorten_the_wait(
    policy: Policy, ahead: int, desks: int, since: float
) -> None:
    waits = []
    for people in (ahead, ahead + 1):
        waiting = [ticket(f"A{n:03}", -100 + n) for n in range(people)]
        at_desks = [desk(n, since=since) for n in range(1, desks + 1)]
        wait = forecast(load(waiting, *at_desks), policy.hall, NINE).if_you_came_now("A")
        assert wait is not None
        assert 0 <= wait.low_s <= wait.mean_s <= wait.high_s
        waits.append(wait)
    assert waits[0].mean_s <= waits[1].mean_s
    assert waits[0].high_s <= waits[1].high_s


@given(st.floats(0, 9000), st.floats(0, 9000))
def test_a_range_in_whole_minutes_begins_at_the_nearest_one_and_ends_after_the_seconds(
    low: float, more: float
) -> None:
    """Rounded down, the lower figure would be one before which hardly anybody is called."""
    said = Wait(low_s=low, mean_s=low + more / 2, high_s=low + more).range()
    assert abs(said.low_min * 60 - low) <= 30
    assert said.high_min * 60 >= low + more
    assert said.low_min < said.high_min or said == WaitRange(low_min=0, high_min=0)


def test_the_same_hall_gives_the_same_forecast_whatever_the_order_of_its_list(hall: HallPolicy) -> None:
    waiting = [ticket(f"{'ABZ'[n % 3]}{n:03}", -n) for n in range(30)]
    desks = desk(1, "ZA"), desk(2, "BZA", busy="B", since=3)
    one, other = (forecast(load(line, *desks), hall, NINE) for line in (waiting, waiting[::-1]))
    assert all(one.of(w.visit_id) == other.of(w.visit_id) for w in waiting)
