"""Attendance and work per person (考勤与工作量), which the sending unit is told (domain.md §1.3 P5). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean

from cases.hall_time import hall_date, hall_time, midnight_after
from cases.queue.queue_statistics import VisitRecord
from cases.queue.visit import VisitState

EVALUATIONS_MIN = 5
"""Fewer evaluations of one person are not told: a citizen could be recognised (domain.md §4.2, k-threshold)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord:
    """One stretch on duty: 签到 to 签退; `out_at` None while it lasts."""

    staff_id: str
    role: str
    in_at: datetime
    out_at: datetime | None = None
    counter_no: int | None = None
    out_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch as it is told. `day` is that of 签到."""

    day: date
    in_at: datetime
    out_at: datetime | None
    counter_no: int | None
    out_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWork:
    """One person in some days.

    `on_duty_s`: the sum of the stretches within the days, one that lasts counted until now; stretches of one person
    do not overlap (cases.queue.staff_duty). `served`: visits ended with 结束接待 whose last call was theirs. The mean
    service is over those with a known service time. `evaluation_mean`: of 总体, 1 to 5, None under five evaluations;
    `evaluations` is then not told either.
    """

    staff_id: str
    name: str
    role: str
    days: int
    on_duty_s: float
    served: int
    service_mean_s: float | None
    evaluations: int | None
    evaluation_mean: float | None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceReport:
    """Everybody who was on duty or served in these days, by name."""

    first_day: date
    last_day: date
    people: tuple[PersonWork, ...] = ()


def attendance_report(
    duties: Sequence[DutyRecord],
    visits: Sequence[VisitRecord],
    evaluations: Sequence[tuple[str, int]],
    *,
    names: Mapping[str, str],
    days: tuple[date, date],
    now: datetime,
) -> AttendanceReport:
    """`evaluations`: (staff id, overall level). `names`: who is known; an unknown one stands under the id."""
    first_day, last_day = days
    end = min(hall_time(now), midnight_after(last_day))
    told = [duty for duty in duties if first_day <= hall_date(duty.in_at) <= last_day]
    served = [
        visit
        for visit in visits
        if first_day <= visit.day <= last_day and visit.state == VisitState.DONE and not visit.end_reason
    ]
    ids = {duty.staff_id for duty in told} | {visit.staff_id for visit in served if visit.staff_id}
    people = [
        _person(
            _Mine(
                staff_id=id_,
                name=names.get(id_, id_),
                duties=sorted((d for d in told if d.staff_id == id_), key=lambda duty: duty.in_at),
                visits=[visit for visit in served if visit.staff_id == id_],
                levels=[level for about, level in evaluations if about == id_],
            ),
            end,
        )
        for id_ in ids
    ]
    return AttendanceReport(
        first_day=first_day,
        last_day=last_day,
        people=tuple(sorted(people, key=lambda person: (person.name, person.staff_id))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mine:
    """What is known of one person in these days."""

    staff_id: str
    name: str
    duties: Sequence[DutyRecord]
    visits: Sequence[VisitRecord]
    levels: Sequence[int]


def _person(mine: _Mine, end: datetime) -> PersonWork:
    services = [service for visit in mine.visits if (service := visit.service_s) is not None]
    enough = len(mine.levels) >= EVALUATIONS_MIN
    return PersonWork(
        staff_id=mine.staff_id,
        name=mine.name,
        role=mine.duties[-1].role if mine.duties else "",
        days=len({hall_date(duty.in_at) for duty in mine.duties}),
        on_duty_s=sum(_seconds(duty, end) for duty in mine.duties),
        served=len(mine.visits),
        service_mean_s=fmean(services) if services else None,
        evaluations=len(mine.levels) if enough else None,
        evaluation_mean=fmean(mine.levels) if enough else None,
        stretches=tuple(
            Stretch(
                day=hall_date(duty.in_at),
                in_at=duty.in_at,
                out_at=duty.out_at,
                counter_no=duty.counter_no,
                out_reason=duty.out_reason,
            )
            for duty in mine.duties
        ),
    )


def _seconds(duty: DutyRecord, end: datetime) -> float:
    out_at = end if duty.out_at is None else min(duty.out_at, end)
    return max(0.0, (out_at - duty.in_at).total_seconds())
