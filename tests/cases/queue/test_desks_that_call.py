"""A desk where somebody works on matters is not a desk that calls: who waits is not told that it will."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.work_calendar import Segment
from cases.hall_time import hall_time
from cases.queue.desks_that_call import LETS_WAIT, desks_that_call
from cases.queue.hall_load import DeskNow
from cases.queue.queue_order import Caller, Waiting

NINE = hall_time(datetime(2026, 11, 23, 9))
MORNING = Segment(opens_at=NINE - timedelta(minutes=30), closes_at=NINE + timedelta(hours=3))
minutes = st.integers(0, 90)


def waits(queue: str, since_min: float, *, for_counter: int | None = None) -> Waiting:
    at = NINE - timedelta(minutes=since_min)
    return Waiting(
        visit_id=f"{queue}{since_min}", ticket_no="A001", queue=queue, place_at=at, for_counter=for_counter
    )


def desk(
    number: int, serves: str, *, free_min: float | None = None, paused: bool = False, passed_by: int = 0
) -> DeskNow:
    free_since = None if free_min is None else NINE - timedelta(minutes=free_min)
    busy = "A" if free_min is None else None
    return DeskNow(
        caller=Caller(counter_no=number, serves=tuple(serves)),
        busy_queue=busy,
        free_since=free_since,
        paused=paused,
        passed_by=passed_by,
    )


def numbers(desks: list[DeskNow]) -> list[int]:
    return [one.caller.counter_no for one in desks]


def test_who_lets_people_wait_is_not_counted_and_who_tidies_up_is() -> None:
    desks = [desk(1, "A"), desk(2, "A", free_min=20), desk(3, "A", free_min=2)]
    assert numbers(desks_that_call(desks, [waits("A", 30)], [MORNING], NINE)) == [1, 3]


def test_nobody_has_waited_for_it_long_enough() -> None:
    desks = [desk(1, "A"), desk(2, "AB", free_min=20)]
    just_came, of_another, of_the_other_desk = waits("A", 1), waits("C", 40), waits("A", 40, for_counter=1)
    assert numbers(desks_that_call(desks, [just_came, of_another, of_the_other_desk], [MORNING], NINE)) == [
        1,
        2,
    ]


def test_who_leaves_the_calls_to_others_is_not_counted_though_nobody_waits_long() -> None:
    desks = [desk(1, "A"), desk(2, "A", free_min=20, passed_by=3), desk(3, "A", free_min=2, passed_by=9)]
    assert numbers(desks_that_call(desks, [waits("A", 1)], [MORNING], NINE)) == [1, 3]


def test_before_the_hall_opens_and_over_noon_nobody_could_call() -> None:
    desks = [desk(1, "A"), desk(2, "A", free_min=200)]
    afternoon = Segment(opens_at=NINE + timedelta(hours=1), closes_at=NINE + timedelta(hours=4))
    assert numbers(desks_that_call(desks, [waits("A", 60)], [afternoon], NINE)) == [1, 2]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "AB", "B", "ZA"]), st.none() | minutes, st.booleans(), st.integers(0, 9)
        ),
        max_size=8,
    ),
    st.lists(st.tuples(st.sampled_from("ABZ"), minutes), max_size=8),
)
def test_no_queue_loses_its_last_desk_and_only_free_ones_are_left_out(
    plans: list[tuple[str, int | None, bool, int]], line: list[tuple[str, int]]
) -> None:
    desks = [
        desk(n, serves, free_min=free, paused=paused, passed_by=passed_by)
        for n, (serves, free, paused, passed_by) in enumerate(plans)
    ]
    counted = desks_that_call(desks, [waits(*one) for one in line], [MORNING], NINE)
    for queue in "ABZ":
        assert any(queue in one.caller.serves for one in desks) == any(
            queue in one.caller.serves for one in counted
        )
    for one in desks:
        if one not in counted:
            assert one.busy_queue is None
            assert not one.paused
            assert one.free_since is not None
            assert NINE - one.free_since > LETS_WAIT
