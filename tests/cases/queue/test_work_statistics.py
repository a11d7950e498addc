"""Attendance and work per person, as the sending unit is told."""

from datetime import date, datetime, timedelta

from cases.hall_time import HALL_ZONE
from cases.queue.queue_statistics import VisitRecord
from cases.queue.work_statistics import AttendanceReport, DutyRecord, attendance_report

DAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 8, tzinfo=HALL_ZONE)
HOUR = timedelta(hours=1)
NAMES = {"s1": "包某一", "s2": "白某二"}
ON = DutyRecord(staff_id="s1", role="reception", in_at=EIGHT, out_at=EIGHT + 4 * HOUR, counter_no=3)


def reported(
    *duties: DutyRecord,
    visits: tuple[VisitRecord, ...] = (),
    levels: tuple[tuple[str, int], ...] = (),
    now: datetime = EIGHT + 10 * HOUR,
) -> AttendanceReport:
    return attendance_report(duties, visits, levels, names=NAMES, days=(DAY, DAY), now=now)


def visit(staff_id: str, minutes: int, state: str = "done", end_reason: str = "") -> VisitRecord:
    return VisitRecord(
        day=DAY,
        queue="A",
        state=state,
        place_at=EIGHT,
        issued_at=EIGHT,
        first_called_at=EIGHT,
        started_at=EIGHT,
        ended_at=EIGHT + timedelta(minutes=minutes),
        staff_id=staff_id,
        end_reason=end_reason,
    )


def test_hours_are_the_sum_of_the_stretches() -> None:
    again = DutyRecord(staff_id="s1", role="reception", in_at=EIGHT + 6 * HOUR, out_at=EIGHT + 9 * HOUR)
    (person,) = reported(ON, again).people
    assert (person.name, person.days, person.on_duty_s) == ("包某一", 1, 7 * 3600)
    assert [stretch.counter_no for stretch in person.stretches] == [3, None]


def test_a_stretch_that_lasts_counts_until_now_and_never_past_the_days() -> None:
    lasting = DutyRecord(staff_id="s1", role="reception", in_at=EIGHT)
    assert reported(lasting, now=EIGHT + 2 * HOUR).people[0].on_duty_s == 2 * 3600
    assert reported(lasting, now=EIGHT + 99 * HOUR).people[0].on_duty_s == 16 * 3600


def test_work_is_what_one_ended_oneself() -> None:
    told = (
        visit("s1", 10),
        visit("s1", 20),
        visit("s2", 6),
        visit("s1", 5, "no_show"),
        visit("s1", 5, end_reason="day_end"),
    )
    people = {person.staff_id: person for person in reported(ON, visits=told).people}
    assert (people["s1"].served, people["s1"].service_mean_s) == (2, 15 * 60)
    assert (people["s2"].served, people["s2"].on_duty_s) == (1, 0)


def test_fewer_than_five_evaluations_are_not_told() -> None:
    four = (("s1", 5), ("s1", 5), ("s1", 4), ("s1", 4))
    assert (
        reported(ON, levels=four).people[0].evaluations,
        reported(ON, levels=four).people[0].evaluation_mean,
    ) == (
        None,
        None,
    )
    five = (*four, ("s1", 2), ("s2", 1))
    assert (
        reported(ON, levels=five).people[0].evaluations,
        reported(ON, levels=five).people[0].evaluation_mean,
    ) == (5, 4)


def test_who_was_here_on_another_day_is_not_told_of() -> None:
    yesterday = DutyRecord(staff_id="s2", role="reception", in_at=EIGHT - 24 * HOUR, out_at=EIGHT - 20 * HOUR)
    assert [person.staff_id for person in reported(ON, yesterday).people] == ["s1"]


def test_somebody_whom_nobody_knows_any_more_stands_under_the_id() -> None:
    gone = DutyRecord(staff_id="s7", role="reception", in_at=EIGHT, out_at=EIGHT + HOUR)
    assert reported(gone).people[0].name == "s7"
