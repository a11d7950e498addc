"""A kiosk's submission: one number, whatever happens to the network, the lease, the day or the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.log.micros import to_us
from case_store.log.schema import queue_day
from cases.casework.case_events import CaseRegistered
from cases.hall_time import HALL_ZONE
from cases.queue.visit_events import NumberSuperseded, TicketIssued
from tests.case_store.one_hall import MONDAY, STREAM, OneHall, granted

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def test_numbers_run_from_one_in_each_queue(hall: OneHall) -> None:
    taken = [hall.take(queue=queue).ticket_no for queue in "AABAC"]
    assert taken == ["A001", "A002", "B001", "A003", "C001"]


def test_the_answer_says_how_many_are_ahead_by_first_touch(hall: OneHall) -> None:
    now = hall.clock.now()
    assert hall.take(place_at=now - timedelta(minutes=5)).people_ahead == 0
    assert hall.take(place_at=now - timedelta(minutes=1)).people_ahead == 1
    between = hall.take(place_at=now - timedelta(minutes=3))
    assert (between.ticket_no, between.people_ahead) == ("A003", 1)
    assert hall.take(queue="B").people_ahead == 0


def test_the_wait_is_a_range_once_a_desk_is_open_and_unsaid_before(hall: OneHall) -> None:
    assert (hall.take().wait_low_min, hall.take().wait_high_min) == (None, None)
    hall.desk(1)
    answer = hall.take()
    assert answer.wait_low_min is not None
    assert answer.wait_high_min is not None
    assert 0 < answer.wait_low_min < answer.wait_high_min


def test_a_confirmed_matter_is_a_case_with_the_date_of_the_answer(hall: OneHall) -> None:
    answer = hall.take()
    assert answer.answer_by == date(2026, 11, 26)  # three working days after Monday
    (registered,) = [e for e in hall.events() if isinstance(e, CaseRegistered)]
    assert registered.source == "kiosk"
    assert registered.matter.keys == ()


def test_a_ticket_first_is_a_draft_and_no_case(hall: OneHall) -> None:
    submission = hall.submission(confirmed=False, draft=True)
    assert granted(hall.store.hall.submit(submission)).answer_by is None
    assert not [e for e in hall.events() if isinstance(e, CaseRegistered)]
    (row,) = hall.counter_view().waiting
    assert (row.has_matter, row.category, row.case_id) == (True, "neighbour", None)


def test_normal_numbers_skip_what_is_lent(hall: OneHall) -> None:
    lent = granted(hall.store.hall.leases("k1"))
    first = next(block for block in lent.numbers if block.queue == "A" and block.business_date == TODAY)
    with hall.store.log.connection.begin():
        row = {"stream": STREAM, "business_date": "2026-11-23", "queue": "A", "last_given": first.first - 2}
        hall.store.log.connection.execute(sa.insert(queue_day), row)
    numbers = [int(hall.take().ticket_no[1:]) for _ in range(3)]
    assert numbers == [first.first - 1, first.last + 1, first.last + 2]


def test_a_leased_number_stands(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    answer = hall.take(leased_ticket_no="A501")
    assert (answer.ticket_no, answer.leased) == ("A501", True)
    assert hall.take().ticket_no == "A001"
    assert hall.notices() == []


def test_the_printed_number_stands_when_the_hall_gave_one_too(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    submission = hall.submission()
    assert granted(hall.store.hall.submit(submission)).ticket_no == "A001"
    printed = replace(submission, command_id=uuid_v7.uuid7(), leased_ticket_no="A501")
    answer = granted(hall.store.hall.submit(printed))
    assert (answer.ticket_no, answer.leased) == ("A501", True)
    (superseded,) = [e for e in hall.events() if isinstance(e, NumberSuperseded)]
    assert (superseded.superseded_no, superseded.stands_no) == ("A001", "A501")
    assert [tuple(r) for r in hall.rows("SELECT ticket_no, stands_no FROM superseded_number")] == [
        ("A001", "A501")
    ]
    assert hall.take().ticket_no == "A002"  # a superseded number is not given again
    assert [row.ticket_no for row in hall.counter_view().waiting] == ["A501", "A002"]


def test_the_hall_s_first_asking_that_comes_late_does_not_change_the_printed_number(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    late = hall.submission()
    printed = replace(late, command_id=uuid_v7.uuid7(), leased_ticket_no="A501")
    assert granted(hall.store.hall.submit(printed)).ticket_no == "A501"
    assert granted(hall.store.hall.submit(late)).ticket_no == "A501"
    assert sum(isinstance(e, TicketIssued) for e in hall.events()) == 1


def test_a_number_of_somebody_else_s_lease_is_replaced_and_staff_are_told(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    answer = hall.take(kiosk_id="k2", leased_ticket_no="A501")
    assert (answer.ticket_no, answer.leased) == ("A001", False)
    (notice,) = hall.notices()
    assert notice.code == "notice.number_replaced"
    assert dict(notice.facts) == {"printed": "A501", "ticket_no": "A001", "kiosk_id": "k2"}


def test_a_number_printed_twice_is_given_to_the_first_only(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    assert hall.take(leased_ticket_no="A501").ticket_no == "A501"
    assert hall.take(leased_ticket_no="A501").ticket_no == "A001"
    assert hall.take(leased_ticket_no="B502").ticket_no == "A002"  # not of this queue
    assert hall.take(leased_ticket_no="A5O1").ticket_no == "A003"
    assert hall.notice_codes() == ["notice.number_replaced"] * 3


def test_superseding_by_a_number_that_somebody_has_changes_nothing_but_is_told(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    hall.take(leased_ticket_no="A501")
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    printed = replace(submission, command_id=uuid_v7.uuid7(), leased_ticket_no="A501")
    assert granted(hall.store.hall.submit(printed)).ticket_no == "A001"
    assert hall.notice_codes() == ["notice.number_replaced"]


def test_a_citizen_without_a_number_gets_one_and_the_desk_is_told(hall: OneHall) -> None:
    assert hall.take(without_number=True).ticket_no == "A001"
    (notice,) = hall.notices()
    assert notice.code == "notice.without_number"
    assert dict(notice.facts) == {"ticket_no": "A001", "kiosk_id": "1号自助机"}


def test_a_matter_of_another_day_keeps_its_number_and_is_named(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    hall.wait(days=1)
    submission = hall.submission(at=MONDAY + timedelta(hours=9), leased_ticket_no="A501")
    answer = granted(hall.store.hall.submit(submission))
    assert answer.ticket_no == "A501"
    assert hall.counter_view().waiting == ()  # not in today's queue
    (notice,) = hall.notices()
    assert (notice.code, dict(notice.facts)["business_date"]) == ("notice.other_day", "2026-11-23")
    assert answer.answer_by == date(2026, 11, 27)  # after closing on Monday: Tuesday is day 0


def test_an_outage_over_midnight_uses_tomorrow_s_lease_tomorrow(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    hall.wait(days=1)
    answer = hall.take(leased_ticket_no="A501")
    assert (answer.ticket_no, answer.leased) == ("A501", True)
    assert [row.ticket_no for row in hall.counter_view().waiting] == ["A501"]
    assert hall.notices() == []


def test_a_kiosk_that_thinks_it_is_1970_is_last_in_line_not_first(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    hall.take()
    at = datetime(1970, 1, 1, 8, 5, tzinfo=HALL_ZONE)
    submission = hall.submission(
        at=at, place_at=at, clock_untrusted=True, leased_ticket_no="A501", case_code=hall.next_code(TODAY)
    )
    answer = granted(hall.store.hall.submit(submission))
    assert (answer.ticket_no, answer.people_ahead) == ("A501", 1)
    assert answer.answer_by == date(2026, 11, 26)
    issued = [e for e in hall.events() if isinstance(e, TicketIssued)][-1]
    assert issued.clock_untrusted
    assert (issued.business_date, issued.place_at.date()) == (TODAY, TODAY)
    registered = [e for e in hall.events() if isinstance(e, CaseRegistered)][-1]
    assert registered.clock_untrusted
    assert registered.confirmed_at.date() == TODAY


def test_a_clock_that_runs_ahead_is_capped_and_nobody_is_refused(hall: OneHall) -> None:
    answer = hall.take(at=hall.clock.now() + timedelta(hours=30))
    assert answer.ticket_no == "A001"
    (issued,) = [e for e in hall.events() if isinstance(e, TicketIssued)]
    assert issued.clock_untrusted
    assert issued.business_date == TODAY


def test_a_case_code_that_somebody_has_is_replaced_and_staff_are_told(hall: OneHall) -> None:
    code = hall.next_code(TODAY)
    hall.take(case_code=code)
    hall.take(case_code=code)
    hall.take(case_code="ZZ1")
    hall.take(case_code="")
    codes = [e.case_code for e in hall.events() if isinstance(e, CaseRegistered)]
    assert len(set(codes)) == 4
    assert hall.notice_codes() == ["notice.case_code_replaced"] * 3


def test_a_queue_that_the_hall_has_no_more_is_the_first_one(hall: OneHall) -> None:
    assert hall.take(queue="Q").ticket_no == "A001"


def test_fifty_tickets_in_five_minutes_from_one_kiosk_are_told_once(hall: OneHall) -> None:
    for number in range(60):
        hall.wait(seconds=4)
        hall.take(confirmed=False, queue="B")
        if number == 48:
            assert hall.notices() == []
    hall.take(confirmed=False, kiosk_id="k2")
    (notice,) = hall.notices()
    assert notice.code == "notice.flood"
    assert dict(notice.facts) == {"kiosk_id": "1号自助机", "tickets": "50", "minutes": "5"}


def test_an_outage_s_tickets_that_arrive_together_are_no_flood(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    hall.wait(hours=3)
    for number in range(50):
        at = MONDAY + timedelta(minutes=3 * number)
        hall.take(at=at, leased_ticket_no=f"A{501 + number}", confirmed=False)
    assert hall.notices() == []


def test_leases_are_topped_up_when_half_are_used_and_not_before(hall: OneHall) -> None:
    first = granted(hall.store.hall.leases("k1"))
    assert {(block.queue, block.business_date) for block in first.numbers} == {
        (queue, day) for queue in "ABCZ" for day in (TODAY, TOMORROW)
    }
    assert {block.last - block.first + 1 for block in first.numbers} == {50}
    assert sum(block.last - block.first + 1 for block in first.serials if block.business_date == TODAY) == 200
    before = len(hall.events())
    assert granted(hall.store.hall.leases("k1")) == first
    assert len(hall.events()) == before
    for number in range(25):
        hall.take(leased_ticket_no=f"A{501 + number}", confirmed=False)
    topped = granted(hall.store.hall.leases("k1"))
    assert [(b.first, b.last) for b in topped.numbers if b.queue == "A" and b.business_date == TODAY] == [
        (501, 550),
        (551, 600),
    ]


def test_two_kiosks_are_never_lent_the_same(hall: OneHall) -> None:
    mine, yours = (granted(hall.store.hall.leases(kiosk)) for kiosk in ("k1", "k2"))
    for kind in ("numbers", "serials"):
        taken = [
            (getattr(block, "queue", ""), block.business_date, number)
            for leases in (mine, yours)
            for block in getattr(leases, kind)
            for number in range(block.first, block.last + 1)
        ]
        assert len(taken) == len(set(taken))


def test_serials_are_topped_up_below_what_a_kiosk_keeps_free(hall: OneHall) -> None:
    hall.store.hall.leases("k1")
    for _ in range(3):
        hall.take()  # three codes of the first block
    after = granted(hall.store.hall.leases("k1"))
    assert [(b.first, b.last) for b in after.serials if b.business_date == TODAY] == [
        (1001, 1100),
        (1101, 1200),
        (1201, 1300),
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    confirmed_at=st.datetimes(timezones=st.sampled_from([HALL_ZONE, UTC, timezone(-timedelta(hours=12))])),
    place_at=st.datetimes(timezones=st.sampled_from([HALL_ZONE, UTC])),
    business_date=st.dates(),
    number=st.one_of(st.none(), st.text(max_size=6), st.integers(1, 9999).map("A{:03d}".format)),
    words=st.tuples(st.text(max_size=5), st.text(max_size=30), st.text(max_size=30)),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_whatever_a_kiosk_sends_the_matter_is_kept_and_gets_a_number(
    hall: OneHall,
    *,
    confirmed_at: datetime,
    place_at: datetime,
    business_date: date,
    number: str | None,
    words: tuple[str, str, str],
    flags: tuple[bool, bool, bool],
) -> None:
    queue, kiosk_id, case_code = words
    submission = hall.submission(
        queue=queue,
        kiosk_id=kiosk_id,
        case_code=case_code,
        confirmed=flags[2],
        confirmed_at=confirmed_at,
        place_at=place_at,
        business_date=business_date,
        leased_ticket_no=number,
        clock_untrusted=flags[0],
        without_number=flags[1],
    )
    answer = granted(hall.store.hall.submit(submission))
    assert answer.ticket_no
    (row,) = hall.rows(
        "SELECT place_at_us, issued_at_us FROM visit WHERE visit_id = :i", i=submission.visit_id
    )
    assert to_us(hall.clock.now()) >= row.issued_at_us >= row.place_at_us
