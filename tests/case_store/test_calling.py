"""叫号: who is called, by whom, how often, and what two hurried desks get."""

from dataclasses import replace
from datetime import timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.house import AtDesk
from cases.queue.visit_events import NumberCalled
from tests.case_store.one_hall import OneHall, granted, on_duty, refused


def test_the_one_who_touched_first_is_called_first_whichever_number_came_out(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    now = hall.clock.now()
    hall.take(place_at=now - timedelta(minutes=1))
    hall.take(place_at=now - timedelta(minutes=9), leased_ticket_no="A501")
    desk = hall.desk(1)
    row = hall.serve(desk)
    assert (row.ticket_no, row.counter_no, row.calls_count, row.leased) == ("A501", 1, 1, True)
    (called,) = [e for e in hall.events() if isinstance(e, NumberCalled)]
    assert (called.why, called.candidates, called.call_no) == ("why.first_touch", ("A501", "A001"), 1)
    assert 540 <= called.ages_s[0] < 600  # and what this machine took


def test_a_counter_calls_only_the_queues_that_it_serves(hall: OneHall) -> None:
    hall.take(queue="B")
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), hall.desk(1))) == "queue.empty"
    assert hall.call(hall.desk(4)).ticket_no == "B001"


def test_a_desk_that_has_somebody_is_told_whom(hall: OneHall) -> None:
    hall.take()
    hall.take()
    desk = hall.desk(1)
    hall.call(desk)
    answer = hall.store.hall.call_next(uuid_v7.uuid7(), desk)
    assert refused(answer) == "desk.busy"
    assert getattr(answer, "facts", None) == {"ticket_no": "A001"}
    assert hall.call(hall.desk(2)).ticket_no == "A002"


def test_pressing_twice_by_the_same_command_calls_once(hall: OneHall) -> None:
    hall.take()
    hall.take()
    desk, command_id = hall.desk(1), uuid_v7.uuid7()
    first = granted(hall.store.hall.call_next(command_id, desk))
    assert granted(hall.store.hall.call_next(command_id, desk)) == first


def test_recalled_three_times_at_most_then_passed_over_then_back_after_three_numbers(hall: OneHall) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    for _ in range(6):
        hall.take()
    row = hall.call(desk)
    recall = hall.store.hall.recall
    assert [granted(recall(uuid_v7.uuid7(), desk, row.visit_id)).calls_count for _ in range(2)] == [2, 3]
    assert refused(recall(uuid_v7.uuid7(), desk, row.visit_id)) == "visit.called_too_often"
    assert granted(hall.store.hall.no_show(uuid_v7.uuid7(), desk, row.visit_id)).counter_no is None
    assert [r.ticket_no for r in hall.counter_view().not_present] == ["A001"]
    back = granted(hall.store.hall.return_to_queue(uuid_v7.uuid7(), other, row.visit_id))
    assert (back.visit_state, back.calls_count) == ("waiting", 0)
    called = []
    for _ in range(4):
        next_row = hall.serve(desk)
        called.append(next_row.ticket_no)
        hall.end(desk, next_row)
    assert called == ["A002", "A003", "A004", "A001"]


def test_a_number_comes_back_twice_and_no_more(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    for _ in range(2):
        row = hall.call(desk)
        granted(hall.store.hall.no_show(uuid_v7.uuid7(), desk, row.visit_id))
        granted(hall.store.hall.return_to_queue(uuid_v7.uuid7(), desk, row.visit_id))
    row = hall.call(desk)
    granted(hall.store.hall.no_show(uuid_v7.uuid7(), desk, row.visit_id))
    answer = hall.store.hall.return_to_queue(uuid_v7.uuid7(), desk, row.visit_id)
    assert refused(answer) == "visit.returned_too_often"


def test_only_the_desk_that_has_the_visit_may_do_anything_with_it(hall: OneHall) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    hall.take()
    row = hall.call(desk)
    at = hall.store.hall
    for verb in (at.recall, at.start, at.no_show):
        assert refused(verb(uuid_v7.uuid7(), other, row.visit_id)) == "visit.not_at_this_desk"
    granted(at.start(uuid_v7.uuid7(), desk, row.visit_id))
    assert refused(at.end(uuid_v7.uuid7(), other, row.visit_id)) == "visit.not_at_this_desk"
    assert refused(at.open_matter(other, row.visit_id)) == "visit.not_at_this_desk"
    assert hall.end(desk, row).visit_state == "done"


def test_a_visit_that_is_not_there_is_unknown(hall: OneHall) -> None:
    desk = hall.desk(1)
    at = hall.store.hall
    for verb in (at.recall, at.start, at.end, at.no_show, at.return_to_queue):
        assert refused(verb(uuid_v7.uuid7(), desk, "nobody")) == "visit.unknown"
    assert refused(at.open_matter(desk, "nobody")) == "visit.unknown"


def test_a_counter_that_the_hall_does_not_have_calls_nobody(hall: OneHall) -> None:
    stray = AtDesk(staff_id="s1", counter_no=9)
    assert refused(hall.store.hall.sign_in(on_duty(stray))) == "desk.unknown_counter"
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), stray)) == "desk.unknown_counter"


def test_nobody_leaves_a_desk_with_a_citizen_in_front_of_it(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    assert refused(hall.store.hall.sign_out(on_duty(desk))) == "desk.still_serving"
    moved = replace(desk, counter_no=2)
    assert refused(hall.store.hall.sign_in(on_duty(moved))) == "desk.still_serving"
    hall.end(desk, row)
    granted(hall.store.hall.sign_in(on_duty(moved)))
    people = {view.counter_no: view.staff_id for view in hall.counter_view().desks}
    assert (people[1], people[2]) == (None, "s1")


def test_whoever_takes_over_a_counter_takes_over_its_citizen(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    relief = AtDesk(staff_id="s5", counter_no=1)
    granted(hall.store.hall.sign_in(on_duty(relief)))
    assert hall.end(relief, row).visit_state == "done"
    (view,) = [v for v in hall.counter_view().desks if v.counter_no == 1]
    assert (view.staff_id, view.staff_name, view.serving) == ("s5", "包某5", None)


@pytest.mark.parametrize("minutes", [2, 30])
def test_service_times_of_the_day_move_the_expected_wait(hall: OneHall, minutes: int) -> None:
    desk = hall.desk(1)
    for _ in range(12):
        hall.take()
    for _ in range(10):
        row = hall.serve(desk)
        hall.wait(minutes=minutes)
        hall.end(desk, row)
    (queue,) = [q for q in hall.counter_view().queues if q.letter == "A"]
    assert queue.waiting == 2
    assert queue.wait_high_min is not None
    prior_high = 63  # 14 minutes a visit
    assert (queue.wait_high_min < prior_high) == (minutes < 14)


def test_a_desk_where_nobody_calls_shortens_nobodys_wait(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(12):
        hall.take()

    def promised() -> tuple[int | None, int | None]:
        (queue,) = [q for q in hall.counter_view().queues if q.letter == "A"]
        return queue.wait_low_min, queue.wait_high_min

    for _ in range(4):
        row = hall.serve(desk)
        hall.wait(minutes=10)
        hall.end(desk, row)
    colleague = hall.desk(2)
    hall.serve(desk)
    shared = promised()
    hall.wait(minutes=6)
    as_if_alone = promised()
    granted(hall.store.hall.sign_out(on_duty(colleague)))
    assert promised() == as_if_alone > shared
