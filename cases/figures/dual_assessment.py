"""双重考核 of the people of the hall (domain.md §1.3 P5): attendance, work, satisfaction, per person and sending unit.

The program counts; it scores nobody. What the centre and the sending unit say stand beside it, by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean

from cases.figures.small_cells import SMALLEST_CELL
from cases.hall_time import hall_date
from cases.queue.work_statistics import DutyRecord, PersonWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSheet:
    """One person. `planned`: days of the roster, None for who is not on it; `came`: of these days with 签到.

    `decided`: matters accepted or rejected by them. Evaluations of fewer than five are not told: None.
    """

    staff_id: str
    name: str
    role: str
    unit: str
    planned: int | None
    came: int
    days: int
    hours: float
    served: int
    service_min: float | None
    decided: int
    evaluations: int | None
    evaluation_mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheet:
    """The people of a sending unit together; `unit` "": the centre's own people. Evaluations as in PersonSheet."""

    unit: str
    name: str
    planned: int
    came: int
    hours: float
    served: int
    decided: int
    evaluations: int | None
    evaluation_mean: float | None
    people: tuple[PersonSheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DualAssessment:
    """By unit, the centre's own people first. Percents: whose score counts for how much (assessment.toml)."""

    first_day: date
    last_day: date
    as_of: datetime
    centre_percent: int
    sending_unit_percent: int
    units: tuple[UnitSheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DualFacts:
    """What the sheets are made of. `unit_of`: staff id to unit; `levels`: (staff id, 总体) of every evaluation.

    `planned`: staff id to the days of the roster; `decided`: staff id to how many matters.
    """

    people: Sequence[PersonWork]
    duties: Sequence[DutyRecord]
    levels: Sequence[tuple[str, int]]
    unit_of: Mapping[str, str]
    unit_names: Mapping[str, str]
    planned: Mapping[str, frozenset[date]]
    decided: Mapping[str, int]


def unit_sheets(facts: DualFacts) -> tuple[UnitSheet, ...]:
    """Everybody who was on duty, served, or was to come."""
    sheets = [_person(person, facts) for person in facts.people]
    units = sorted(
        {sheet.unit for sheet in sheets}, key=lambda unit: (unit != "", facts.unit_names.get(unit, unit))
    )
    return tuple(_unit(unit, [sheet for sheet in sheets if sheet.unit == unit], facts) for unit in units)


def _person(person: PersonWork, facts: DualFacts) -> PersonSheet:
    present = {hall_date(duty.in_at) for duty in facts.duties if duty.staff_id == person.staff_id}
    planned = facts.planned.get(person.staff_id)
    return PersonSheet(
        staff_id=person.staff_id,
        name=person.name,
        role=person.role,
        unit=facts.unit_of.get(person.staff_id, ""),
        planned=None if planned is None else len(planned),
        came=len(present & (planned or frozenset())),
        days=person.days,
        hours=person.on_duty_s / 3600,
        served=person.served,
        service_min=None if person.service_mean_s is None else person.service_mean_s / 60,
        decided=facts.decided.get(person.staff_id, 0),
        evaluations=person.evaluations,
        evaluation_mean=person.evaluation_mean,
    )


def _unit(unit: str, people: Sequence[PersonSheet], facts: DualFacts) -> UnitSheet:
    levels = {
        sheet.staff_id: [level for about, level in facts.levels if about == sheet.staff_id]
        for sheet in people
    }
    of_all = [level for mine in levels.values() for level in mine]
    untold = sum(len(levels[sheet.staff_id]) for sheet in people if sheet.evaluations is None)
    # Less what is told of single persons the unit's would tell of a few.
    is_told = len(of_all) >= SMALLEST_CELL and (untold == 0 or untold >= SMALLEST_CELL)
    return UnitSheet(
        unit=unit,
        name=facts.unit_names.get(unit, unit),
        planned=sum(sheet.planned or 0 for sheet in people),
        came=sum(sheet.came for sheet in people),
        hours=sum(sheet.hours for sheet in people),
        served=sum(sheet.served for sheet in people),
        decided=sum(sheet.decided for sheet in people),
        evaluations=len(of_all) if is_told else None,
        evaluation_mean=fmean(of_all) if is_told else None,
        people=tuple(people),
    )
