"""Reports of a real hall: what was done there is what they say."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from case_store.hall.house import OnDuty
from case_store.hall.report_door import Period
from case_store.log.schema import event
from case_store.tokens import COUNTER
from cases.data_taken import DataTaken
from cases.hall_time import hall_date
from cases.queue.queue_statistics import QueueReport
from cases.refusal import Refusal
from cases.views import StaffView
from tests.case_store.one_hall import OneHall, granted
from tests.case_store.served import PIN, Ground, make_ground, rows

BOSS = OnDuty(staff_id="s9", role="supervisor")


def today(hall: OneHall) -> Period:
    day = hall_date(hall.clock.now())
    return Period(day, day)


def told(hall: OneHall) -> QueueReport:
    period, door = today(hall), hall.store.hall.reports
    return door.queue(period, [record for day in period.days() for record in door.read_day(day)])


def test_the_report_of_a_morning_says_what_was_done(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(3):
        hall.take()
    hall.wait(minutes=10)
    row = hall.serve(desk)
    hall.wait(minutes=12)
    hall.end(desk, row)
    report = told(hall)
    assert (report.total.tickets, report.total.called, report.total.served) == (3, 1, 1)
    assert report.total.wait_p50_s == pytest.approx(12 * 60, abs=2)  # first touch was two minutes before
    assert report.total.service_p50_s == pytest.approx(12 * 60, abs=2)
    assert [(cut.key, cut.figures.tickets) for cut in report.by_desk] == [("", 2), ("01", 1)]


def test_attendance_says_who_was_here_and_what_they_did(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    hall.wait(minutes=30)
    hall.end(desk, row)
    period, door = today(hall), hall.store.hall.reports
    (person,) = door.attendance(period, door.read_day(period.first_day)).people
    assert (person.name, person.served, person.days) == ("包某1", 1, 1)
    assert person.on_duty_s == pytest.approx(30 * 60, abs=2)


def test_what_is_taken_out_is_written_down(hall: OneHall) -> None:
    hall.store.hall.reports.taken(BOSS, "report:queue", "pdf", 12)
    taken = [event for event in hall.events() if isinstance(event, DataTaken)]
    assert taken == [DataTaken(staff_id="s9", what="report:queue", form="pdf", rows=12)]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("reports"))
    made.hall.start()
    yield made
    made.stop()


async def test_over_the_wire_each_report_needs_its_right_and_a_period_that_makes_sense(
    ground: Ground,
) -> None:
    store = ground.hall.store
    assert store is not None
    day = date(2026, 11, 23)
    for staff_id, role in (("boss", "supervisor"), ("dis", "dispatcher"), ("rec", "reception")):
        await store.run(store.add_staff, StaffView(staff_id=staff_id, name="包某", role=role), PIN)
    async with ground.client(COUNTER) as client:
        granted(await client.sign_in("dis", PIN, None))
        assert granted(await client.reports.queue(day, day)).total.tickets == 0
        assert _code(await client.reports.attendance(day, day)) == "auth.right"
        granted(await client.sign_in("rec", PIN, 1))
        assert _code(await client.reports.queue(day, day)) == "auth.right"
        granted(await client.sign_in("boss", PIN, None))
        assert len(granted(await client.reports.attendance(day, day, "csv")).people) == 3
        assert _code(await client.reports.queue(day, day - timedelta(days=1))) == "report.period"
        assert _code(await client.reports.queue(day, day + timedelta(days=92))) == "report.period"
    assert sum(row.type == "data_taken" for row in rows(ground, event)) == 1


def _code(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code
