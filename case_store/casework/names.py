"""Names for what rows carry as ids: units, places, people, and a case's code."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.schema import case_, staff
from cases.policy.policy import Policy

_STAFF = sa.select(staff.c.staff_id, staff.c.name).where(staff.c.stream == param("s"))
_CODE = sa.select(case_.c.case_code).where(case_.c.case_id == param("i"))
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


def case_code(past: Past, case_id: str) -> str:
    """The code of a case; "" where none belongs to it."""
    if not case_id:
        return ""
    return past.connection.execute(_CODE, {"i": case_id}).scalar() or ""
