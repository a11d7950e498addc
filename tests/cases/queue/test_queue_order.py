"""Who is next, and why: fair, bounded, and the same for everybody who asks."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.hall import HallPolicy
from cases.policy.policy import Policy
from cases.queue.queue_line import Line
from cases.queue.queue_order import (
    WHY_EMERGENCY,
    Caller,
    CallsSoFar,
    Waiting,
    in_order,
    is_for,
    is_ready,
    line_desk,
    line_rules,
    next_call,
    standing,
)
from tests.cases.hall_at_work import NINE, HallAtWork, ready_for

QUEUES = "ABCZ"
LATER = NINE + timedelta(hours=2)


def ticket(ticket_no: str, minute: float = 0, **more: Any) -> Waiting:
    return Waiting(
        visit_id=ticket_no,
        ticket_no=ticket_no,
        queue=ticket_no[0],
        place_at=NINE + timedelta(minutes=minute),
        **more,
    )


def desk(serves: str, counter_no: int = 1, **weights: float) -> Caller:
    return Caller(counter_no=counter_no, serves=tuple(serves), weights=weights)


@pytest.fixture
def hall(policy: Policy) -> HallPolicy:
    return policy.hall


def test_the_first_touch_is_next_whichever_way_the_number_came(hall: HallPolicy) -> None:
    line = [ticket("A002", 3), ticket("A901", 1), ticket("A001", 2)]
    chosen = next_call(line, desk("A"), CallsSoFar(), hall, NINE + timedelta(minutes=5))
    assert chosen is not None
    assert (chosen.ticket_no, chosen.why) == ("A901", "why.first_touch")
    assert chosen.candidates == ("A901", "A001", "A002")
    assert chosen.ages_s == (240, 180, 120)


def test_a_counter_calls_only_the_queues_that_it_serves(hall: HallPolicy) -> None:
    assert next_call([ticket("B001")], desk("A"), CallsSoFar(), hall, NINE) is None


def test_a_number_handed_to_a_counter_is_called_there_even_if_it_does_not_serve_the_queue(
    hall: HallPolicy,
) -> None:
    handed = ticket("B001", for_counter=5)
    assert next_call([handed], desk("B", 4), CallsSoFar(), hall, LATER) is None
    chosen = next_call([handed], desk("CZA", 5), CallsSoFar(), hall, LATER)
    assert chosen is not None
    assert chosen.why == "why.for_this_counter"


def test_a_returned_number_waits_for_three_others_unless_nobody_of_its_queue_is_there(
    hall: HallPolicy,
) -> None:
    returned, other = ticket("A001", 0, eligible_from_call=5), ticket("A002", 9)
    after_four, after_five = CallsSoFar(first_calls={"A": 4}), CallsSoFar(first_calls={"A": 5})
    assert in_order([returned, other], desk("A"), after_four, hall, LATER) == [other, returned]
    assert in_order([returned, other], desk("A"), after_five, hall, LATER) == [returned, other]
    alone = next_call([returned, ticket("B001", 60)], desk("AB"), CallsSoFar(), hall, LATER)
    assert alone is not None
    assert (alone.ticket_no, alone.why) == ("A001", "why.nobody_else")


def test_an_elderly_who_missed_a_call_does_not_wait_until_the_hall_is_empty(hall: HallPolicy) -> None:
    returned = ticket("Z001", 0, eligible_from_call=4)
    line = [returned, *(ticket(f"A{n:03}", n) for n in range(1, 40))]
    chosen = next_call(line, desk("ZA"), CallsSoFar(first_calls={"Z": 1}), hall, LATER)
    assert chosen is not None
    assert chosen.ticket_no == "Z001"


def test_an_appointment_is_called_at_its_slot_and_a_waiting_elder_before_it(hall: HallPolicy) -> None:
    slot = ticket("C001", 0, appointment_at=NINE + timedelta(minutes=30))
    others = [ticket("A001", 5), slot]
    early = next_call(others, desk("CZA"), CallsSoFar(), hall, NINE + timedelta(minutes=29))
    at_slot = next_call(others, desk("CZA"), CallsSoFar(), hall, NINE + timedelta(minutes=30))
    elder = ticket("Z001", 10)
    beside = next_call([*others, elder], desk("CZA"), CallsSoFar(), hall, NINE + timedelta(minutes=30))
    assert early is not None
    assert early.ticket_no == "A001"
    assert at_slot is not None
    assert (at_slot.ticket_no, at_slot.why) == ("C001", "why.appointment")
    assert beside is not None
    assert (beside.ticket_no, beside.why) == ("Z001", "why.priority_waited")


def test_an_appointment_sits_down_before_its_slot_when_nobody_else_is_there(hall: HallPolicy) -> None:
    late, soon = (ticket(f"C00{n}", 0, appointment_at=LATER + timedelta(hours=n)) for n in (2, 1))
    chosen = next_call([late, soon], desk("C"), CallsSoFar(), hall, NINE)
    assert chosen is not None
    assert (chosen.ticket_no, chosen.why) == ("C001", "why.nobody_else")


def test_a_queue_with_weight_goes_first_and_says_so(hall: HallPolicy) -> None:
    line = [ticket("A001", 0), ticket("B001", 20)]
    chosen = next_call(line, desk("AB", B=2.0), CallsSoFar(), hall, NINE + timedelta(minutes=50))
    assert chosen is not None
    assert (chosen.ticket_no, chosen.why) == ("B001", "why.weight")


def test_at_the_bound_nobody_of_the_same_queue_is_passed_over_either(hall: HallPolicy) -> None:
    back_from_hold = ticket("A001", 0)
    at_bound = ticket("A002", 1, overtaken=hall.calling.overtaking_max)
    line = [ticket("Z001", 2), at_bound, back_from_hold]
    chosen = next_call(line, desk("ZA"), CallsSoFar(since_priority=9), hall, LATER)
    assert chosen is not None
    assert (chosen.ticket_no, chosen.why) == ("A001", "why.bound")


def test_numbers_from_a_kiosk_whose_clock_is_ahead_keep_their_order(hall: HallPolicy) -> None:
    line = [ticket("A001", 20), ticket("A002", 10), ticket("B001", 15)]
    chosen = next_call(line, desk("AB", B=3.0), CallsSoFar(), hall, NINE)
    assert chosen is not None
    assert chosen.candidates == ("A002", "B001", "A001")
    assert chosen.ages_s == (0, 0, 0)


# --- the properties, on any hall ---------------------------------------------------------------------------------


@st.composite
def halls(draw: st.DrawFn, hall: HallPolicy) -> tuple[HallPolicy, list[Caller]]:
    """Policies of calling, and two to four desks with queues and weights of their own."""
    calling = hall.calling.model_copy(
        update={
            "overtaking_max": draw(st.integers(1, 6)),
            "priority_one_of": draw(st.integers(2, 4)),
            "priority_after_minutes": draw(st.sampled_from([5, 15])),
        }
    )
    desks = [
        desk(
            "".join(draw(st.lists(st.sampled_from(QUEUES), min_size=1, unique=True))),
            number,
            **draw(
                st.dictionaries(st.sampled_from("ABC"), st.sampled_from([0.5, 1.0, 2.0, 10.0]), max_size=2)
            ),
        )
        for number in range(1, draw(st.integers(2, 4)) + 1)
    ]
    missing = set(QUEUES) - {queue for d in desks for queue in d.serves}
    desks[0] = replace(desks[0], serves=(*desks[0].serves, *sorted(missing)))
    return hall.model_copy(update={"calling": calling}), desks


def worked_day(hall: HallPolicy, desks: list[Caller], seed: int, steps: int) -> HallAtWork:
    """Arrivals of all sorts and calls in turns as the seed says; then calls until nobody waits."""
    dice = Random(seed)  # noqa: S311  an invented day
    at_work = HallAtWork(hall)
    comes = dice.uniform(0.3, 0.7)
    queues = dice.choice(["ABCZ", "AAAZ", "ZZZA", "ABBC"])
    for number in range(steps):
        if dice.random() < comes:
            at_work.comes(any_ticket(dice, at_work, desks, dice.choice(queues), number))
        else:
            at_work.call(dice.choice(desks))
        at_work.after(dice.choice([0, 0.5, 2, 6]))
    while at_work.waiting:
        for d in desks:
            at_work.call(d)
        at_work.after(dice.choice([0.5, 2]))
    return at_work


def any_ticket(dice: Random, at_work: HallAtWork, desks: list[Caller], queue: str, number: int) -> Waiting:
    """New, back after a missed call, back from hold with an old place, reserved, with a slot, from a wrong clock."""
    kind = dice.choice(["new"] * 6 + ["returned", "old", "reserved", "slot", "ahead"])
    minutes = {"returned": -9, "old": -20, "ahead": 4}.get(kind, 0)
    slot: datetime | None = None
    if kind == "slot" and queue != "Z":
        slot = at_work.now + timedelta(minutes=dice.choice([-5, 10, 30]))
    return Waiting(
        visit_id=f"v{number}",
        ticket_no=f"{queue}{dice.randint(100, 999)}{number:03}",
        queue=queue,
        place_at=at_work.now + timedelta(minutes=minutes),
        eligible_from_call=at_work.first_calls.get(queue, 0) + 3 if kind == "returned" else 0,
        for_counter=dice.choice(desks).counter_no if kind == "reserved" else None,
        appointment_at=slot,
    )


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(10, 70))
def test_nobody_is_passed_over_more_often_than_policy_allows_and_everybody_is_called(
    policy: Policy, data: st.DataObject, seed: int, steps: int
) -> None:
    hall, desks = data.draw(halls(policy.hall))
    at_work = worked_day(hall, desks, seed, steps)
    bound = hall.calling.overtaking_max
    for call in at_work.calls:
        assert all(w.overtaken <= bound for w in call.before)
    assert not at_work.waiting


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(10, 70))
def test_nobody_starves(policy: Policy, data: st.DataObject, seed: int, steps: int) -> None:
    """Calls that its desks make while an ordinary number might be called: those before it, and the bound."""
    hall, desks = data.draw(halls(policy.hall))
    at_work = worked_day(hall, desks, seed, steps)
    passed: dict[str, int] = {}
    earlier: dict[str, int] = {}
    for call in at_work.calls:
        for w in ready_for(call):
            if w.queue == hall.priority_queue or w.visit_id == call.ticket.visit_id:
                continue
            was_before = (call.ticket.place_at, call.ticket.ticket_no) < (w.place_at, w.ticket_no)
            passed[w.visit_id] = passed.get(w.visit_id, 0) + 1
            earlier[w.visit_id] = earlier.get(w.visit_id, 0) + was_before
    for visit_id, calls in passed.items():
        assert calls <= earlier[visit_id] + hall.calling.overtaking_max


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(10, 70))
def test_priority_has_its_share_and_its_quarter_of_an_hour_unless_the_bound_stands_in_its_way(
    policy: Policy, data: st.DataObject, seed: int, steps: int
) -> None:
    hall, desks = data.draw(halls(policy.hall))
    calling = hall.calling
    for call in worked_day(hall, desks, seed, steps).calls:
        ready = ready_for(call)
        priority = [w for w in ready if w.queue == hall.priority_queue]
        at_bound = [w for w in ready if w.queue != "Z" and w.overtaken >= calling.overtaking_max]
        assert (call.why == "why.bound") == bool(at_bound)
        if at_bound or not priority:
            continue
        oldest = min(priority, key=lambda w: (w.place_at, w.ticket_no))
        long = call.at - oldest.place_at >= timedelta(minutes=calling.priority_after_minutes)
        if long or call.so_far.since_priority >= calling.priority_one_of - 1:
            assert call.ticket == oldest


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(10, 70))
def test_within_a_queue_the_first_come_is_first_and_a_slot_is_not_called_before_its_time(
    policy: Policy, data: st.DataObject, seed: int, steps: int
) -> None:
    hall, desks = data.draw(halls(policy.hall))
    for call in worked_day(hall, desks, seed, steps).calls:
        ready = ready_for(call)
        if ready:
            assert call.ticket in ready
        else:
            assert call.why == "why.nobody_else"
        equals = [w for w in ready if w.queue == call.ticket.queue and w.appointment_at is None]
        if call.ticket.appointment_at is None and is_ready(call.ticket, call.so_far, call.at):
            assert call.ticket == min(equals, key=lambda w: (w.place_at, w.ticket_no))


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(5, 60))
def test_the_order_does_not_depend_on_the_list_and_leaves_nobody_out(
    policy: Policy, data: st.DataObject, seed: int, steps: int
) -> None:
    hall, desks = data.draw(halls(policy.hall))
    for call in worked_day(hall, desks, seed, steps).calls:
        order = in_order(call.before, call.by, call.so_far, hall, call.at)
        shuffled = Random(seed).sample(call.before, len(call.before))  # noqa: S311  any order
        assert order == in_order(shuffled, call.by, call.so_far, hall, call.at)
        assert order[0] == call.ticket
        assert {w.visit_id for w in order} == {w.visit_id for w in call.before if is_for(w, call.by)}


@given(data=st.data(), seed=st.integers(0, 2**32), steps=st.integers(10, 70))
def test_the_line_that_is_played_forward_calls_as_the_hall_does(
    policy: Policy, data: st.DataObject, seed: int, steps: int
) -> None:
    """The expected wait plays on one line for long; the hall asks anew at every call."""
    hall, desks = data.draw(halls(policy.hall))
    calls = worked_day(hall, desks, seed, steps).calls
    line = Line([], line_rules(hall), {}, 0)
    played = {d.counter_no: line_desk(d) for d in desks}
    known: set[str] = set()
    for call in calls:
        for w in call.before:
            if w.visit_id not in known:
                known.add(w.visit_id)
                line.add(standing(w))
        at, by = call.at.timestamp(), played[call.by.counter_no]
        picked = line.pick(by, at)
        assert picked is not None
        assert (picked[0].visit_id, picked[1]) == (call.ticket.visit_id, call.why)
        line.take(picked[0], by, at)


def test_an_emergency_goes_before_the_line_at_any_desk_and_overtakes_nobody(hall: HallPolicy) -> None:
    now = NINE + timedelta(minutes=30)
    bound = hall.calling.overtaking_max
    line = [ticket("A001", 0, overtaken=bound), ticket("Z001", 5), ticket("A009", 20, emergency=True)]
    for caller in (desk("A"), desk("B", counter_no=4)):
        chosen = next_call(line, caller, CallsSoFar(), hall, now)
        assert chosen is not None
        assert (chosen.ticket_no, chosen.why) == ("A009", WHY_EMERGENCY)
    assert [w.ticket_no for w in in_order(line, desk("A"), CallsSoFar(), hall, now)] == ["A009", "A001"]
    after = next_call(line[:2], desk("AZ"), CallsSoFar(), hall, now)
    assert after is not None
    assert (after.ticket_no, after.why) == ("A001", "why.bound")


def test_of_two_emergencies_the_earlier_is_first(hall: HallPolicy) -> None:
    line = [ticket("B002", 9, emergency=True), ticket("A001", 3, emergency=True, for_counter=5)]
    chosen = next_call(line, desk("B"), CallsSoFar(), hall, NINE + timedelta(minutes=10))
    assert chosen is not None
    assert chosen.candidates == ("A001", "B002")
