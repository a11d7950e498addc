"""Names for what rows carry as ids: units, places, people, and a case's code."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.schema import case_, case_folded, staff
from cases.policy.policy import Policy

_STAFF = sa.select(staff.c.staff_id, staff.c.name).where(staff.c.stream == param("s"))
_NAME = sa.select(staff.c.name).where(staff.c.staff_id == param("i"))
_CODE = (  # a case stands in its holder's stream, which case_folded knows by the id alone
    sa.select(case_.c.case_code)
    .select_from(case_folded)
    .join(case_, sa.and_(case_.c.stream == case_folded.c.stream, case_.c.case_id == case_folded.c.case_id))
)
STAFF_PREFIX = "staff:"  # before the id, in an envelope's actor


def unit_name(policy: Policy, unit_id: str) -> str:
    """A unit by its name; the id where policy does not know it any more."""
    unit = policy.units.of(unit_id)
    return unit.name if unit else unit_id


def place_name(policy: Policy, area: str) -> str:
    """A unit or a town by its name."""
    return policy.places.name(area) or unit_name(policy, area)


def staff_names(past: Past) -> dict[str, str]:
    """Everybody who works here, by id."""
    return {row.staff_id: row.name for row in past.connection.execute(_STAFF, {"s": past.stream})}


def name_of(past: Past, staff_id: str | None) -> str:
    """The name of one member of staff; "" for nobody."""
    return (past.connection.execute(_NAME, {"i": staff_id}).scalar() or "") if staff_id else ""


def case_code(past: Past, case_id: str) -> str:
    """The code of a case; "" where none belongs to it."""
    if not case_id:
        return ""
    return past.connection.execute(_CODE.where(case_folded.c.case_id == case_id)).scalar() or ""


def code_of(case_id: "sa.Column[str]") -> "sa.ScalarSelect[str]":
    """The same as a column of a list."""
    return _CODE.where(case_folded.c.case_id == case_id).limit(1).scalar_subquery()
