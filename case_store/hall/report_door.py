"""Reports: the tables of some days read step by step, the figures made by the pure rules, what was taken written down.

A day is read at a time, so that the store's one thread is never held for a year; the figures themselves are made
elsewhere (`service/routes/reports.py` lets another thread count).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.hall.staff import all_staff
from case_store.log.history import staff_name
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import duty, evaluation, visit
from cases.data_taken import DataTaken
from cases.hall_time import midnight_after
from cases.queue.queue_statistics import QueueReport, VisitRecord, queue_report
from cases.queue.work_statistics import AttendanceReport, DutyRecord, attendance_report
from cases.refusal import Refusal

DAYS_MAX = 92  # a quarter
SCREEN = "screen"
_COLUMNS = (
    visit.c.queue,
    visit.c.state,
    visit.c.place_at_us,
    visit.c.issued_at_us,
    visit.c.first_called_at_us,
    visit.c.started_at_us,
    visit.c.ended_at_us,
    visit.c.called_to,
    visit.c.staff_id,
    visit.c.transfers,
    visit.c.returns_count,
    visit.c.overtaken,
    visit.c.priority,
    visit.c.priority_verified,
    visit.c.end_reason,
    visit.c.by_hand,
    visit.c.clock_untrusted,
    visit.c.appointment_at_us,
    visit.c.wait_low_s,
    visit.c.wait_mean_s,
    visit.c.wait_high_s,
)
_DAY = Prepared(sa.select(*_COLUMNS).where(visit.c.stream == param("s"), visit.c.business_date == param("d")))
_DUTY = sa.select(duty).where(
    duty.c.stream == param("s"), duty.c.business_date >= param("a"), duty.c.business_date <= param("z")
)
_LEVELS = (
    sa.select(visit.c.staff_id, evaluation.c.overall)
    .join_from(
        evaluation,
        visit,
        sa.and_(visit.c.stream == evaluation.c.stream, visit.c.visit_id == evaluation.c.subject_id),
    )
    .where(
        evaluation.c.stream == param("s"),
        evaluation.c.subject == "visit",
        evaluation.c.at_us >= param("a"),
        evaluation.c.at_us < param("z"),
        visit.c.staff_id.is_not(None),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first_day: date
    last_day: date

    def days(self) -> Iterable[date]:
        """Each of them."""
        return (self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))


class ReportDoor:
    """Statistics for whoever may see them."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def refused(self, period: Period) -> Refusal | None:
        """Why this period is not told of, if it is not."""
        length = (period.last_day - period.first_day).days
        return None if 0 <= length < DAYS_MAX else Refusal("report.period", {"days": DAYS_MAX})

    def read_day(self, day: date) -> list[VisitRecord]:
        """The tickets of one day."""
        with self._runner.reading() as connection:
            rows = _DAY.all(connection, {"s": self._runner.stream, "d": day.isoformat()})
        return [_record(day, row) for row in rows]

    def queue(self, period: Period, records: list[VisitRecord]) -> QueueReport:
        """The figures; touches no table, so any thread may ask."""
        bound = self._house.policy.hall.calling.overtaking_max
        return queue_report(records, period.first_day, period.last_day, bound)

    def attendance(self, period: Period, records: list[VisitRecord]) -> AttendanceReport:
        """Who was here, how long, and what they did."""
        with self._runner.reading() as connection:
            duties, levels = self.duties(connection, period), self.levels(connection, period)
            names = {member.staff_id: member.name for member in all_staff(connection, self._runner.stream)}
        return attendance_report(
            duties,
            records,
            levels,
            names=names,
            days=(period.first_day, period.last_day),
            now=self._runner.clock_now(),
        )

    def duties(self, connection: sa.Connection, period: Period) -> list[DutyRecord]:
        """Every stretch on duty that began in these days."""
        first, last = period.first_day.isoformat(), period.last_day.isoformat()
        these = {"s": self._runner.stream, "a": first, "z": last}
        return [_duty(row) for row in connection.execute(_DUTY, these)]

    def levels(self, connection: sa.Connection, period: Period) -> list[tuple[str, int]]:
        """(staff id, 总体) of every evaluation of a visit in these days."""
        until = {
            "s": self._runner.stream,
            "a": to_us(midnight_after(period.first_day - timedelta(days=1))),
            "z": to_us(midnight_after(period.last_day)),
        }
        return [(row.staff_id, row.overall) for row in connection.execute(_LEVELS, until)]

    def taken(self, who: OnDuty, what: str, form: str, rows: int) -> None:
        """Write down that a report was carried out of the house."""
        with self._runner.writing() as work:
            event = DataTaken(staff_id=who.staff_id, what=what, form=form, rows=rows)
            work.record(staff_name(who.staff_id), [event], who.actor)


def _record(day: date, row: tuple[Any, ...]) -> VisitRecord:
    (
        queue,
        state,
        place_us,
        issued_us,
        called_us,
        started_us,
        ended_us,
        called_to,
        staff_id,
        transfers,
        returns,
        overtaken,
        priority,
        verified,
        end_reason,
        by_hand,
        untrusted,
        appointment_us,
        low_s,
        mean_s,
        high_s,
    ) = row
    return VisitRecord(
        day=day,
        queue=queue,
        state=state,
        place_at=from_us(place_us),
        issued_at=from_us(issued_us),
        first_called_at=from_us_or_none(called_us),
        started_at=from_us_or_none(started_us),
        ended_at=from_us_or_none(ended_us),
        counter_no=called_to,
        staff_id=staff_id,
        transfers=transfers,
        returns=returns,
        overtaken=overtaken,
        priority=priority,
        priority_verified=bool(verified),
        end_reason=end_reason or "",
        by_hand=bool(by_hand),
        clock_untrusted=bool(untrusted),
        has_appointment=appointment_us is not None,
        wait_low_s=low_s,
        wait_mean_s=mean_s,
        wait_high_s=high_s,
    )


def _duty(row: "sa.Row[Any]") -> DutyRecord:
    return DutyRecord(
        staff_id=row.staff_id,
        role=row.role,
        in_at=from_us(row.in_at_us),
        out_at=from_us_or_none(row.out_at_us),
        counter_no=row.counter_no,
        out_reason=row.out_reason or "",
    )
