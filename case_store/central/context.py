"""On whose behalf the store is asked: carried with a request, and told to PostgreSQL in every transaction.

A request begins as nobody and sees no row of a case; whoever is signed in makes it theirs (service/access.py). What the
program does of itself (ticks, folding, boards that many look at, verbs of `admin`) it does as itself. On SQLite nothing
of this is told to anybody. Which rows a role sees: central/policies.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cases.casework.access import orgs_of, sees_all
from cases.casework.by import By
from cases.figures.sight import Sight
from cases.roles import Right, Role, may


class DbRole(StrEnum):
    """Roles of the database that the service's own role takes on, for one transaction."""

    NOBODY = "none"  # PostgreSQL's word for the role that connected
    PROGRAM = "pingan_program"
    INGEST = "pingan_ingest"
    FOLLOWER = "pingan_follower"
    PUBLIC = "pingan_public"
    CITY = "pingan_city"
    PERSON = "pingan_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """`orgs`: as whom somebody is given cases; `area`: whose cases they see besides; `code`: the hash of one."""

    role: DbRole
    staff_id: str = ""
    staff_role: str = ""
    orgs: tuple[str, ...] = ()
    area: str = ""
    code: str = ""


NOBODY = Acting(role=DbRole.NOBODY)
PROGRAM = Acting(role=DbRole.PROGRAM)
INGEST = Acting(role=DbRole.INGEST)
FOLLOWER = Acting(role=DbRole.FOLLOWER)
PUBLIC = Acting(role=DbRole.PUBLIC)

ORGS, AREA, CODE = "pingan.orgs", "pingan.area", "pingan.code"  # settings that policies read
_BETWEEN = ","
_SAY = (
    "SELECT set_config('role', %s, true), set_config('pingan.staff', %s, true),"
    " set_config('pingan.staff_role', %s, true), set_config('pingan.orgs', %s, true),"
    " set_config('pingan.area', %s, true), set_config('pingan.code', %s, true)"
)
_POSTGRESQL = "postgresql"
_acting: ContextVar[Acting] = ContextVar("acting", default=PROGRAM)


def acting() -> Acting:
    """On whose behalf this task, or this job of the store's thread, runs."""
    return _acting.get()


def act_as(whose: Acting) -> None:
    """From here to the end of this request or task."""
    _acting.set(whose)


@contextmanager
def acting_as(whose: Acting) -> Iterator[None]:
    """Within a block."""
    before = _acting.set(whose)
    try:
        yield
    finally:
        _acting.reset(before)


def of_person(by: By, sight: Sight | None) -> Acting:
    """Whoever is signed in. `sight`: how far they see in the command zone and in what they may carry out."""
    sees_lists = (
        not by.unit and by.role == Role.HALL_ADMIN
    )  # of the whole centre; opens no case (cases.roles)
    looks = may(by.role, Right.COMMAND) or may(by.role, Right.EXPORT_LISTS)
    area = sight.area if sight is not None and looks else ""
    return Acting(
        role=DbRole.CITY if sees_all(by) or sees_lists else DbRole.PERSON,
        staff_id=by.staff_id,
        staff_role=by.role,
        orgs=tuple(sorted(orgs_of(by))),
        area=area,
    )


def tell(driver: Any) -> None:
    """Say it within the transaction that a connection has open or begins; it ends with the transaction.

    What was said last in this transaction is not said again: several of one kind share it (store_thread.py).
    """
    whose = acting()
    if driver.by_roles and driver.told is not whose:
        orgs = _BETWEEN.join(whose.orgs)
        driver.execute(
            _SAY, (whose.role.value, whose.staff_id, whose.staff_role, orgs, whose.area, whose.code)
        )
        driver.told = whose


@contextmanager
def within(connection: sa.Connection, whose: Acting) -> Iterator[None]:
    """A part of an open transaction on another behalf. An error undoes what was said, with the transaction."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != _POSTGRESQL or not driver.by_roles:
        yield
        return
    with acting_as(whose):
        tell(driver)
        yield
    tell(driver)
