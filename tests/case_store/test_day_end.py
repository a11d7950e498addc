"""收号, 下班, 跨日清零: no number that cannot be served, nobody forgotten overnight without a record."""

from datetime import date, timedelta

import uuid_utils.compat as uuid_v7

from case_store.hall.counter_tickets import CounterTicket
from case_store.hall.queue_verbs import Handover
from cases.queue.desk import DeskClosed
from cases.queue.staff_duty import StaffSignedOut
from cases.queue.visit_events import TicketIssued, VisitCancelled, VisitEnded
from cases.views import QueueView
from tests.case_store.one_hall import MONDAY, OneHall, granted, on_duty, refused

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def queue_a(hall: OneHall) -> QueueView:
    return next(queue for queue in hall.counter_view().queues if queue.letter == "A")


# 收号


def test_when_the_line_is_longer_than_the_day_the_next_number_is_for_the_next_open_day(hall: OneHall) -> None:
    hall.desk(1)
    hall.clock.move_to(MONDAY.replace(hour=16, minute=30))
    place_at = hall.clock.now() - timedelta(minutes=3)
    answers = [hall.take(confirmed=False, place_at=place_at) for _ in range(12)]
    days = [answer.business_date for answer in answers]
    assert days[0] == TODAY
    assert days[-1] == TOMORROW
    assert days == sorted(day for day in days if day is not None)
    first_of_tomorrow = answers[days.index(TOMORROW)]
    assert first_of_tomorrow.ticket_no == "A001"  # tomorrow's numbers are tomorrow's
    assert first_of_tomorrow.wait_low_min is None
    assert queue_a(hall).closed
    last = [event for event in hall.events() if isinstance(event, TicketIssued)][-1]
    assert abs((last.place_at - place_at).total_seconds()) < 1
    assert hall.notice_codes() == []  # the answer says it; nothing went wrong
    issued = granted(
        hall.store.hall.queue.issue_ticket(
            uuid_v7.uuid7(), on_duty(hall.desk(1)), CounterTicket(queue="A", for_counter=1)
        )
    )
    assert issued.answer.business_date == TOMORROW
    hall.clock.move_to(MONDAY.replace(day=24, hour=8, minute=40))
    hall.store.hall.tick()
    assert len(hall.counter_view().waiting) == days.count(TOMORROW) + 1


def test_a_number_is_of_today_until_closing_time_and_a_little_longer(hall: OneHall) -> None:
    for minute, day in ((29, TODAY), (44, TODAY), (46, TOMORROW)):
        hall.clock.move_to(MONDAY.replace(hour=17, minute=minute))
        assert hall.take(confirmed=False).business_date == day
    hall.clock.move_to(MONDAY.replace(day=28, hour=10))  # a Saturday
    assert hall.take(confirmed=False).business_date == date(2026, 11, 30)


def test_a_leased_number_stands_for_its_day_whatever_the_line(hall: OneHall) -> None:
    granted(hall.store.hall.leases("k1"))
    hall.clock.move_to(MONDAY.replace(hour=17, minute=50))
    answer = hall.take(leased_ticket_no="A501")
    assert (answer.ticket_no, answer.business_date) == ("A501", TODAY)


def test_what_was_promised_is_kept_with_the_ticket(hall: OneHall) -> None:
    hall.take()
    hall.desk(1)
    answer = hall.take()
    unknown, promised = [event for event in hall.events() if isinstance(event, TicketIssued)]
    assert (unknown.wait_low_s, unknown.wait_high_s) == (None, None)
    assert promised.wait_low_s is not None
    assert promised.wait_mean_s is not None
    assert promised.wait_high_s is not None
    assert promised.wait_low_s < promised.wait_mean_s < promised.wait_high_s
    assert answer.wait_low_min is not None
    assert abs(answer.wait_low_min * 60 - promised.wait_low_s) <= 30


# 下班


def test_who_is_still_here_at_closing_time_is_named_once(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(3):
        hall.take(confirmed=False)
    hall.end(desk, hall.serve(desk))
    hall.clock.move_to(MONDAY.replace(hour=17, minute=29))
    hall.store.hall.tick()
    assert "notice.still_waiting" not in hall.notice_codes()
    hall.clock.move_to(MONDAY.replace(hour=17, minute=31))
    hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    (notice,) = [n for n in hall.notices() if n.code == "notice.still_waiting"]
    assert dict(notice.facts) == {"business_date": "2026-11-23", "tickets": "A002、A003", "count": "2"}


def test_a_reception_that_never_ends_is_told_to_staff_once(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    hall.serve(desk)
    hall.wait(minutes=89)
    hall.store.hall.tick()
    assert hall.notice_codes() == []
    hall.wait(minutes=2)
    for _ in range(3):
        hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    (notice,) = hall.notices()
    assert (notice.code, dict(notice.facts)) == (
        "notice.unfinished_visit",
        {"ticket_no": "A001", "counter_no": "1", "minutes": "90"},
    )


# 跨日清零


def test_everybody_of_yesterday_has_a_record_and_every_desk_is_closed(hall: OneHall) -> None:
    desk, other, third = hall.desk(1), hall.desk(2), hall.desk(3)
    door = hall.store.hall.queue
    served, held, moved = [hall.take() for _ in range(3)]
    hall.serve(desk)
    granted(door.hold(uuid_v7.uuid7(), other, hall.serve(other).visit_id, "rest"))
    handover = Handover(reason="mediation", to_counter=3)
    granted(door.transfer(uuid_v7.uuid7(), other, hall.serve(other).visit_id, handover))
    late = [hall.take() for _ in range(2)]
    hall.call(third)
    hall.wait(days=1)
    hall.store.hall.tick()
    states = {row.visit_id: (row.state, row.end_reason) for row in hall.rows("SELECT * FROM visit")}
    assert states[served.visit_id] == ("done", "day_end")
    assert [states[one.visit_id] for one in (held, moved, *late)] == [("cancelled", "day_end")] * 4
    view = hall.counter_view()
    assert (view.waiting, view.at_desks, view.held, view.transferred) == ((), (), (), ())
    assert {desk_.staff_id for desk_ in view.desks} == {None}
    events = hall.events()
    assert len([e for e in events if isinstance(e, DeskClosed) and e.reason == "day_end"]) == 3
    assert len([e for e in events if isinstance(e, StaffSignedOut) and e.reason == "day_end"]) == 3
    ends = hall.rows("SELECT DISTINCT at_us, actor FROM event WHERE body LIKE '%day_end%'")
    midnight = int(MONDAY.replace(day=24, hour=0, minute=0).timestamp()) * 1_000_000
    assert [(row.at_us, row.actor) for row in ends] == [(midnight, "system")]
    before = len(events)
    hall.reopen()
    hall.store.hall.tick()
    assert len(hall.events()) == before
    assert {row.case_state for row in view.due} >= {"to_call_back"}


def test_who_sits_down_today_stays_though_the_service_starts_again(hall: OneHall) -> None:
    hall.desk(1)
    hall.reopen()
    hall.store.hall.tick()
    assert hall.counter_view().desks[0].staff_id == "s1"


def test_a_number_of_yesterday_that_arrives_after_midnight_is_kept_and_called_by_nobody(
    hall: OneHall,
) -> None:
    granted(hall.store.hall.leases("k1"))
    late = hall.submission(leased_ticket_no="A501")
    hall.wait(days=1)
    hall.store.hall.tick()
    answer = granted(hall.store.hall.submit(late))
    assert (answer.ticket_no, answer.business_date) == ("A501", TODAY)
    assert refused(hall.store.hall.call_next(uuid_v7.uuid7(), hall.desk(1))) == "queue.empty"
    (cancelled,) = [event for event in hall.events() if isinstance(event, VisitCancelled)]
    assert cancelled.reason == "day_end"
    assert hall.notice_codes() == ["notice.other_day"]
    assert {row.case_state for row in hall.counter_view().due} == {"to_call_back"}
    assert granted(hall.store.hall.submit(late)) == answer


def test_leased_numbers_of_an_outage_are_interleaved_by_first_touch(hall: OneHall) -> None:
    granted(hall.store.hall.leases("k1"))
    now = hall.clock.now()
    hall.take(place_at=now - timedelta(minutes=1))  # A001, online
    hall.take(place_at=now - timedelta(minutes=30), leased_ticket_no="A502")
    hall.take(place_at=now - timedelta(minutes=40), leased_ticket_no="A501")
    desk, called = hall.desk(1), []
    for _ in range(3):
        row = hall.serve(desk)
        called.append(row.ticket_no)
        hall.end(desk, row)
    assert called == ["A501", "A502", "A001"]


def test_a_clock_set_back_two_hours_takes_nobodys_place_and_no_number_twice(hall: OneHall) -> None:
    desk = hall.desk(1)
    first = hall.take()
    hall.wait(hours=-2)
    hall.store.hall.tick()
    second = hall.take()
    assert (first.ticket_no, second.ticket_no) == ("A001", "A002")
    row = hall.serve(desk)
    held = granted(hall.store.hall.queue.hold(uuid_v7.uuid7(), desk, row.visit_id, "rest"))
    assert held.hold_until is not None
    hall.store.hall.tick()
    assert [r.ticket_no for r in hall.counter_view().held] == [row.ticket_no]
    hall.wait(hours=2)
    hall.store.hall.tick()
    assert hall.counter_view().held == ()
    assert not [e for e in hall.events() if isinstance(e, VisitEnded | VisitCancelled)]
    assert hall.faults() == []
