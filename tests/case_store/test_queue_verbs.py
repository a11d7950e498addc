"""The verbs of a place in line through the hall's doors: who may do what, and what the other desks then see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.counter_tickets import CounterTicket, IssuedTicket
from case_store.hall.house import AtDesk, OnDuty
from case_store.hall.queue_verbs import ByHand, Handover
from case_store.log.micros import to_us
from cases.matter.citizen_code import CitizenPage, code_hash, parse_citizen_url
from cases.queue.visit_events import TicketIssued
from cases.views import DeskView, WaitingRow
from tests.case_store.one_hall import MONDAY, POLICY, OneHall, granted, on_duty, refused


@dataclass
class Verbs:
    """The door with a new command id for each press."""

    hall: OneHall

    def __getattr__(self, name: str) -> Callable[..., Any]:
        verb = getattr(self.hall.store.hall.queue, name)
        return lambda *arguments: verb(uuid_v7.uuid7(), *arguments)

    def to(self, **target: Any) -> Handover:
        return Handover(reason="mediation", **target)


@pytest.fixture
def verbs(hall: OneHall) -> Verbs:
    return Verbs(hall)


def numbers(rows: tuple[WaitingRow, ...]) -> list[str]:
    return [row.ticket_no for row in rows]


def desk_view(hall: OneHall, number: int) -> DeskView:
    return next(view for view in hall.counter_view().desks if view.counter_no == number)


# 撤回


def test_a_wrong_call_is_taken_back_within_seconds_and_counts_as_none(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.call(desk)
    hall.wait(seconds=9)
    back = granted(verbs.undo(desk, row.visit_id))
    assert (back.visit_state, back.calls_count, back.counter_no) == ("waiting", 0, None)
    view = hall.counter_view()
    assert (view.calls_count, numbers(view.waiting)) == ((), ["A001"])
    again = hall.call(desk)
    assert (again.ticket_no, again.calls_count) == ("A001", 1)
    hall.wait(seconds=12)
    assert refused(verbs.undo(desk, row.visit_id)) == "visit.too_late_to_undo"


def test_a_recalled_number_or_somebody_elses_is_not_taken_back(hall: OneHall, verbs: Verbs) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    hall.take()
    row = hall.call(desk)
    assert refused(verbs.undo(other, row.visit_id)) == "visit.not_at_this_desk"
    granted(hall.store.hall.recall(uuid_v7.uuid7(), desk, row.visit_id))
    assert refused(verbs.undo(desk, row.visit_id)) == "visit.too_late_to_undo"


# 挂起


def test_a_hold_ends_by_itself_at_its_instant_and_the_same_desk_goes_on(hall: OneHall, verbs: Verbs) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    hall.take()
    row = hall.serve(desk)
    held = granted(verbs.hold(desk, row.visit_id, "fetch_papers"))
    until = held.hold_until
    assert until is not None
    assert timedelta(minutes=19, seconds=50) < until - hall.clock.now() <= timedelta(minutes=20)
    view = hall.counter_view()
    assert (numbers(view.held), view.at_desks) == (["A001"], ())
    hall.wait(minutes=19)
    hall.store.hall.tick()
    assert numbers(hall.counter_view().held) == ["A001"]
    hall.wait(minutes=5)
    hall.store.hall.tick()
    assert (numbers(hall.counter_view().waiting), hall.counter_view().held) == (["A001"], ())
    ended = hall.rows("SELECT at_us, actor FROM event WHERE type = 'hold_ended'")
    assert [(row.at_us, row.actor) for row in ended] == [(to_us(until), "system")]
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), other)) == "queue.empty"
    assert hall.call(desk).ticket_no == "A001"


def test_a_held_visit_is_brought_back_by_hand_and_needs_a_reason_of_policy(
    hall: OneHall, verbs: Verbs
) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    assert refused(verbs.hold(desk, row.visit_id, "no_such_reason")) == "queue.unknown_reason"
    granted(verbs.hold(desk, row.visit_id, "rest"))
    assert granted(verbs.resume(desk, row.visit_id)).visit_state == "waiting"
    assert refused(verbs.resume(desk, row.visit_id)) == "visit.not_on_hold"


# 转窗口, 转区


def test_whoever_gives_a_citizen_away_owns_them_until_the_other_desk_acknowledges(
    hall: OneHall, verbs: Verbs
) -> None:
    desk, other, third = hall.desk(1), hall.desk(2), hall.desk(3)
    first, _second = hall.take(), hall.take()
    row = hall.serve(desk)
    given = granted(verbs.transfer(desk, row.visit_id, verbs.to(to_counter=2)))
    assert (given.visit_state, given.counter_no, given.to_counter) == ("transferred", 1, 2)
    assert numbers(hall.counter_view().transferred) == ["A001"]
    assert refused(hall.store.hall.sign_out(on_duty(desk))) == "desk.still_serving"
    assert refused(verbs.pause(desk, 10)) == "desk.still_serving"
    assert hall.call(desk).ticket_no == "A002"  # it may go on meanwhile
    assert refused(verbs.acknowledge_transfer(third, row.visit_id)) == "visit.not_transferred_here"
    taken = granted(verbs.acknowledge_transfer(other, row.visit_id))
    assert (taken.visit_state, taken.for_counter) == ("waiting", 2)
    assert taken.place_at == row.place_at  # the time of arrival stays
    assert hall.counter_view().transferred == ()
    assert hall.call(other).visit_id == first.visit_id
    assert refused(hall.store.hall.sign_out(on_duty(desk))) == "desk.still_serving"  # A002


def test_any_counter_of_a_zone_acknowledges_what_came_to_the_zone(hall: OneHall, verbs: Verbs) -> None:
    desk, mediation = hall.desk(1), hall.desk(5)
    hall.take()
    row = hall.serve(desk)
    assert refused(verbs.transfer(desk, row.visit_id, verbs.to(to_zone="moon"))) == "queue.unknown_zone"
    granted(verbs.transfer(desk, row.visit_id, verbs.to(to_zone="mediation_zone")))
    assert refused(verbs.acknowledge_transfer(hall.desk(2), row.visit_id)) == "visit.not_transferred_here"
    granted(verbs.acknowledge_transfer(mediation, row.visit_id))
    assert hall.serve(mediation).visit_id == row.visit_id


def test_a_transfer_is_taken_back_by_a_desk_that_has_nobody_else(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(1)
    hall.take()
    hall.take()
    row = hall.serve(desk)
    granted(verbs.transfer(desk, row.visit_id, verbs.to(to_counter=2)))
    second = hall.serve(desk)
    assert refused(verbs.take_back(desk, row.visit_id)) == "desk.busy"
    hall.end(desk, second)
    assert granted(verbs.take_back(desk, row.visit_id)).visit_state == "serving"
    assert hall.end(desk, row).visit_state == "done"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({"to_counter": 9}, "desk.unknown_counter"),
        ({"to_counter": 1}, "visit.transfer_target"),
        ({}, "visit.transfer_target"),
        ({"to_counter": 2, "to_zone": "mediation_zone"}, "visit.transfer_target"),
    ],
)
def test_a_transfer_has_one_target_that_is_somewhere_else(
    hall: OneHall, verbs: Verbs, target: dict[str, Any], code: str
) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    assert refused(verbs.transfer(desk, row.visit_id, verbs.to(**target))) == code


# 核实优先


def test_priority_without_ground_waits_in_its_own_queue_with_its_first_place(
    hall: OneHall, verbs: Verbs
) -> None:
    desk = hall.desk(4)
    hall.take(queue="Z", priority="elderly", ordinary_queue="B", confirmed=False)
    row = hall.call(desk)
    assert (row.ticket_no, row.priority, row.priority_verified) == ("Z001", "elderly", False)
    refused_row = granted(verbs.check_priority(desk, row.visit_id, False))
    assert (refused_row.queue, refused_row.visit_state, refused_row.priority) == ("B", "waiting", None)
    assert refused_row.place_at == row.place_at
    assert refused(verbs.check_priority(desk, row.visit_id, True)) == "visit.no_priority"


def test_priority_with_ground_is_noted_and_goes_on(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(1)
    hall.take(queue="Z", priority="veteran")
    row = hall.call(desk)
    assert granted(verbs.check_priority(desk, row.visit_id, True)).priority_verified
    assert granted(hall.store.hall.start(uuid_v7.uuid7(), desk, row.visit_id)).visit_state == "serving"


# 并号, 离开, 取消


def test_a_number_is_merged_into_one_that_is_in_the_house_today(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(1)
    hall.take()
    hall.take()
    hall.take()
    served = hall.serve(desk)
    second, third = hall.counter_view().waiting
    assert granted(verbs.merge(desk, second.visit_id, "a 001")).visit_state == "merged"
    hall.end(desk, served)
    assert refused(verbs.merge(desk, third.visit_id, "A001")) == "visit.merge_target"
    assert refused(verbs.merge(desk, third.visit_id, "A003")) == "visit.merge_target"
    assert refused(verbs.merge(desk, third.visit_id, "A099")) == "visit.merge_target"
    assert refused(verbs.merge(desk, third.visit_id, "hello")) == "ticket_number.unreadable"
    hall.wait(days=1)
    hall.store.hall.tick()
    fresh = hall.take()
    assert refused(verbs.merge(desk, fresh.visit_id, "A003")) == "visit.merge_target"


def test_who_leaves_or_is_cancelled_is_called_no_more(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(1)
    first, second, third = hall.take(), hall.take(), hall.take()
    assert granted(verbs.leave(desk, first.visit_id)).visit_state == "left"
    assert refused(verbs.cancel(desk, second.visit_id, "because")) == "queue.unknown_reason"
    assert granted(verbs.cancel(desk, second.visit_id, "mistake")).visit_state == "cancelled"
    assert hall.serve(desk).visit_id == third.visit_id
    assert refused(verbs.leave(desk, third.visit_id)) == "visit.cannot_leave"
    assert refused(verbs.cancel(desk, third.visit_id, "mistake")) == "visit.not_waiting"


# 人工叫号


def test_calls_by_hand_are_entered_afterwards_and_a_number_taken_twice_is_shown(
    hall: OneHall, verbs: Verbs
) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    hall.take()
    hall.take()
    hall.wait(minutes=30)
    at = hall.clock.now() - timedelta(minutes=10)
    row = granted(verbs.enter_by_hand(desk, ByHand(ticket_no="A001", called_at=at, came=True)))
    assert (row.visit_state, row.by_hand, row.twice) == ("done", True, False)
    row = granted(verbs.enter_by_hand(desk, ByHand(ticket_no="A002", called_at=at, came=False)))
    assert (row.visit_state, row.called_at) == ("no_show", at)
    twice = granted(verbs.enter_by_hand(other, ByHand(ticket_no="A001", called_at=at, came=True)))
    assert twice.twice
    (notice,) = hall.notices()
    assert (notice.code, dict(notice.facts)) == (
        "notice.taken_twice",
        {"ticket_no": "A001", "counter_no": "2"},
    )
    unknown = verbs.enter_by_hand(desk, ByHand(ticket_no="A777", called_at=at, came=True))
    assert refused(unknown) == "visit.unknown"


# 暂离


def test_a_desk_that_is_away_calls_nobody_and_waits_begin_when_it_is_back(
    hall: OneHall, verbs: Verbs
) -> None:
    desk = hall.desk(1)
    hall.take()
    granted(verbs.pause(desk, 15))
    view = desk_view(hall, 1)
    assert (view.paused, view.paused_until is not None) == (True, True)
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), desk)) == "desk.paused"
    (queue,) = [q for q in hall.counter_view().queues if q.letter == "A"]
    assert (queue.wait_low_min or 0) >= 14  # one is before, and nobody is called before the desk is back
    granted(verbs.resume_desk(desk))
    assert not desk_view(hall, 1).paused
    row = hall.serve(desk)
    assert refused(verbs.pause(desk, None)) == "desk.still_serving"
    hall.wait(minutes=6)
    hall.end(desk, row)
    assert (desk_view(hall, 1).served_today, desk_view(hall, 1).mean_service_s) == (1, 360)


# 领着取号


def test_a_ticket_given_at_the_counter_has_a_page_and_no_code_is_kept(hall: OneHall, verbs: Verbs) -> None:
    desk = hall.desk(3)
    command_id = uuid_v7.uuid7()
    wanted = CounterTicket(queue="A", priority="elderly", party_count=2)
    issue = hall.store.hall.queue.issue_ticket
    issued = granted(issue(command_id, on_duty(desk), wanted))
    assert isinstance(issued, IssuedTicket)
    assert (issued.answer.ticket_no, issued.answer.business_date) == ("Z001", MONDAY.date())
    assert granted(issue(command_id, on_duty(desk), wanted)) == issued  # pressed twice, one ticket
    page, code = parse_citizen_url(issued.ticket_url, POLICY.hall.citizen_base_url)  # type: ignore[misc]
    (event,) = [e for e in hall.events() if isinstance(e, TicketIssued)]
    assert page is CitizenPage.PLACE_IN_LINE
    assert (event.ticket_code_hash, event.kiosk_id, event.staff_id) == (code_hash(code), "counter-3", "s3")
    assert (event.queue, event.ordinary_queue, event.priority) == ("Z", "A", "elderly")
    assert all(code not in str(row) for table in hall.tables().values() for row in table)
    assert all(code not in row.answer for row in hall.rows("SELECT answer FROM outcome"))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (CounterTicket(queue="Q"), "queue.unknown_queue"),
        (CounterTicket(queue="A", priority="vip"), "queue.unknown_reason"),
        (CounterTicket(queue="A", party_count=10_000), "queue.group_too_large"),
        (CounterTicket(queue="A", for_counter=77), "desk.unknown_counter"),
    ],
)
def test_a_ticket_at_the_counter_is_for_what_the_hall_has(
    hall: OneHall, verbs: Verbs, wanted: CounterTicket, code: str
) -> None:
    who = OnDuty(staff_id="s1", role="dispatcher")
    assert refused(verbs.issue_ticket(who, wanted)) == code


def test_a_group_is_told_to_staff_at_once_whichever_way_it_came(hall: OneHall, verbs: Verbs) -> None:
    granted(verbs.issue_ticket(on_duty(hall.desk(1)), CounterTicket(queue="A", party_count=37)))
    hall.take(party_count=30, confirmed=False)
    hall.take(party_count=29, confirmed=False)
    told = [(notice.code, dict(notice.facts)["ticket_no"]) for notice in hall.notices()]
    assert told == [("notice.group_arrived", "A001"), ("notice.group_arrived", "A002")]


def test_a_ticket_for_one_counter_is_called_there_only(hall: OneHall, verbs: Verbs) -> None:
    desk, wanted_desk = hall.desk(1), hall.desk(2)
    granted(verbs.issue_ticket(on_duty(desk), CounterTicket(queue="A", for_counter=2)))
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), desk)) == "queue.empty"
    assert hall.call(wanted_desk).ticket_no == "A001"


def test_every_verb_pressed_twice_happens_once(hall: OneHall) -> None:
    desk, door = hall.desk(1), hall.store.hall.queue
    hall.take()
    row = hall.serve(desk)
    command_id = uuid_v7.uuid7()
    first = granted(door.hold(command_id, desk, row.visit_id, "rest"))
    granted(door.resume(uuid_v7.uuid7(), desk, row.visit_id))
    assert granted(door.hold(command_id, desk, row.visit_id, "rest")) == first
    assert hall.counter_view().held == ()
    assert refused(door.resume(command_id, desk, row.visit_id)) == "command.id_reused"


def test_a_visit_that_is_not_there_is_unknown_to_every_verb(hall: OneHall, verbs: Verbs) -> None:
    desk = AtDesk(staff_id="s1", counter_no=1)
    hall.desk(1)
    for answer in (
        verbs.undo(desk, "x"),
        verbs.hold(desk, "x", "rest"),
        verbs.resume(desk, "x"),
        verbs.transfer(desk, "x", verbs.to(to_counter=2)),
        verbs.acknowledge_transfer(desk, "x"),
        verbs.take_back(desk, "x"),
        verbs.check_priority(desk, "x", True),
        verbs.merge(desk, "x", "A001"),
        verbs.leave(desk, "x"),
        verbs.cancel(desk, "x", "mistake"),
    ):
        assert refused(answer) == "visit.unknown"
