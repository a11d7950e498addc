"""Cases taken out as records of GB/T 31000: by days, by unit, as far as somebody sees, masked by role.

Taking out is an event (DataTaken); where persons go out in clear, so is the reading of each case (PersonRead).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.exports.record_of_case import record_of
from case_store.figures.scope import scope_of
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.history import case_name, staff_name
from case_store.log.micros import to_us
from case_store.log.schema import case_, dispatch
from cases.casework.access import sees_all
from cases.casework.by import By
from cases.casework.case_additions import PersonRead
from cases.data_taken import DataTaken
from cases.figures.sight import Sight
from cases.hall_time import midnight_after
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.systems.dispute_record import DisputeRecord, Persons

DAYS_MAX, CASES_MAX, STEP = 366, 5000, 20
PURPOSE = "gbt31000"
_CASES = (
    sa.select(case_.c.stream, case_.c.case_id)
    .where(
        case_.c.registered_at_us >= param("a"),
        case_.c.registered_at_us < param("z"),
        case_.c.stream.in_(param("streams", expanding=True)),
    )
    .order_by(case_.c.registered_at_us, case_.c.case_id)
    .limit(CASES_MAX + 1)
)
_OF_UNIT = sa.exists().where(
    dispatch.c.stream == case_.c.stream, dispatch.c.case_id == case_.c.case_id, dispatch.c.unit == param("u")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked:
    """Days of registration, both included. `unit` "": all."""

    first_day: date
    last_day: date
    unit: str = ""


class ExportDoor:
    """`find`, then `read` in steps, then `taken`: tickets are taken and called in between."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def persons_for(self, who: OnDuty, asked: Persons) -> Persons | Refusal:
        """How much of persons somebody may take out: in clear only who sees every case with its persons."""
        if not may(who.role, Right.SEE_CASES):
            return Refusal("export.full_not_yours") if asked is Persons.FULL else Persons.NONE
        if asked is Persons.FULL and not sees_all(By(staff_id=who.staff_id, role=who.role, unit=who.unit)):
            return Refusal("export.full_not_yours")
        return asked

    def find(self, who: OnDuty, asked: ExportAsked) -> tuple[str, ...] | Refusal:
        """The ids of the cases. A unit that has an area of its own sees that; any other only what it was given."""
        if not 0 <= (asked.last_day - asked.first_day).days < DAYS_MAX:
            return Refusal("report.period", {"days": DAYS_MAX})
        sight = self._house.sight(who)
        if sight is None and asked.unit not in ("", who.unit):
            return Refusal("export.nothing_in_sight")
        unit = asked.unit or (who.unit if sight is None else "")
        with self._runner.reading() as connection:
            scope = scope_of(connection, self._house, sight or Sight())
            query = _CASES.where(case_.c.town.startswith(scope.area)) if scope.area else _CASES
            these = {
                "a": to_us(midnight_after(asked.first_day - timedelta(days=1))),
                "z": to_us(midnight_after(asked.last_day)),
                "streams": scope.streams,
                "u": unit,
            }
            rows = connection.execute(query.where(_OF_UNIT) if unit else query, these).all()
        if len(rows) > CASES_MAX:
            return Refusal("export.too_many", {"most": CASES_MAX})
        return tuple(row.case_id for row in rows)

    def read(self, who: OnDuty, case_ids: tuple[str, ...], persons: Persons) -> list[DisputeRecord]:
        """Their records. What this version cannot fold is left out."""
        if persons is not Persons.FULL:
            with self._runner.past() as past:
                found = [record_of(past, self._house, case_id, persons) for case_id in case_ids]
            return [record for record in found if record is not None]
        with self._runner.writing() as work:
            reading = PersonRead(staff_id=who.staff_id, purpose=PURPOSE)
            found = []
            for case_id in case_ids:
                work.record(case_name(case_id), [reading], who.actor)
                found.append(record_of(work, self._house, case_id, persons))
        return [record for record in found if record is not None]

    def taken(self, who: OnDuty, form: str, rows: int, persons: Persons) -> None:
        """Write down that it was carried out of the house."""
        with self._runner.writing() as work:
            event = DataTaken(staff_id=who.staff_id, what=f"{PURPOSE}:{persons.value}", form=form, rows=rows)
            work.record(staff_name(who.staff_id), [event], who.actor)
