"""What is kept of the calls of a minute is what the tables say, and the day is not gone through for every forecast."""

from datetime import datetime
from random import Random
from typing import Any

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.desk_calls import DeskCalls
from cases.hall_time import whole_minute
from cases.refusal import Refusal
from tests.case_store.one_hall import STREAM, OneHall

SERVES = ("A", "B", "C", "Z")
GONE_THROUGH = ("max(desk_stint.freed_at_us)", "GROUP BY desk_stint.queue")


def told(hall: OneHall, calls: DeskCalls, at: datetime | None = None) -> list[tuple[int, int]]:
    """Of each desk that is free: since when, and how many others called since."""
    now = at or hall.clock.now()
    with hall.store.log.reading() as connection:
        calls.look(connection, STREAM, now)
        since = [calls.free_since(no, 0) for no in range(1, 5) if no not in calls.busy]
        return [(us, calls.passed_by(connection, SERVES, us)) for us in since]


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_the_tables_say(hall: OneHall, seed: int) -> None:
    luck, kept = Random(seed), DeskCalls()  # noqa: S311  the same days every time
    desks = [hall.desk(no) for no in range(1, 4)]  # a fourth one never calls
    has: dict[int, Any] = {}
    for _ in range(40):
        hall.wait(seconds=luck.choice((1, 5, 20, 90)))
        desk = luck.choice(desks)
        if (row := has.pop(desk.counter_no, None)) is None:
            hall.take()
            has[desk.counter_no] = row = hall.call(desk)
            if luck.random() < 0.3:  # 撤销: the call never was
                told(hall, kept)
                hall.wait(seconds=4)
                undone = hall.store.hall.queue.undo(uuid_v7.uuid7(), desk, row.visit_id)
                assert not isinstance(undone, Refusal), undone
                del has[desk.counter_no]
        else:
            hall.store.hall.start(uuid_v7.uuid7(), desk, row.visit_id)
            hall.wait(seconds=luck.choice((2, 70)))
            hall.end(desk, row)
        now = hall.clock.now()
        assert told(hall, kept, now) == told(hall, DeskCalls(), now)


def test_a_desk_that_was_busy_a_moment_ago_is_not_one_that_lets_wait(hall: OneHall) -> None:
    """Also where it called and ended within the minute in which the day was read."""
    desk, kept = hall.desk(1), DeskCalls()
    hall.clock.move_to(whole_minute(hall.clock.now()))
    hall.take()
    told(hall, kept)
    row = hall.serve(desk)
    hall.end(desk, row)
    hall.wait(seconds=10)
    told(hall, kept)
    assert kept.free_since(1, 0) >= int(whole_minute(hall.clock.now()).timestamp() * 1_000_000)


def test_the_day_is_gone_through_once_a_minute_and_when_a_visit_ends(hall: OneHall) -> None:
    desks, kept = [hall.desk(no) for no in (1, 2)], DeskCalls()
    hall.clock.move_to(whole_minute(hall.clock.now()))
    hall.take()
    row = hall.serve(desks[0])
    hall.wait(minutes=1)
    asked: list[str] = []
    driver: Any = hall.store.log.connection.connection.driver_connection
    driver.set_trace_callback(asked.append)

    def through() -> int:
        asked.clear()
        told(hall, kept)
        return sum(any(words in sql for words in GONE_THROUGH) for sql in asked)

    assert through() > 0
    for _ in range(3):
        hall.wait(seconds=5)
        hall.take()
        assert through() == 0
    hall.serve(desks[1])
    assert through() == 0
    hall.end(desks[0], row)
    assert through() > 0
    hall.wait(minutes=1)
    assert through() > 0
    driver.set_trace_callback(None)
