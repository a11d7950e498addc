"""case_access: which organisation or person was given a case, by which event (design.md §4).

Given by registration (the store, and whoever brought it in), dispatch, whistle, hand-over and take-over, in whichever
store that happened. The rules that read it: `cases.casework.access` here, row-level security at the centre.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import known, put, settle
from case_store.log.prepared import Prepared
from case_store.log.schema import case_access, event
from case_store.log.sql import upsert
from cases.casework.access import STAFF, STORE, UNIT
from cases.casework.case_events import CaseDispatched, CaseEvent, CaseRegistered, HandedOver, TakenOver
from cases.envelope import Envelope
from cases.supervision.whistle import WhistleCalled, WhistleCancelled

_GIVE = Prepared(upsert(case_access).on_conflict_do_nothing())
_CALLED_OFF = sa.delete(case_access).where(
    case_access.c.org == param("o"),
    case_access.c.since_event.in_(sa.select(event.c.id).where(event.c.aggregate == param("a"))),
)
_OF_CASE = Prepared(sa.select(case_access.c.org).where(case_access.c.case_id == param("i")).distinct())
_GIVEN = sa.select(case_access.c.case_id).where(case_access.c.org.in_(param("orgs", expanding=True)))
_BY_ITS_OWN = sa.delete(case_access).where(
    case_access.c.case_id == param("i"),
    case_access.c.since_event.in_(sa.select(event.c.id).where(event.c.aggregate == param("a"))),
)


_READERS, _ACCESS = "readers", "access"  # in what is gathered


def readers_known(connection: sa.Connection) -> dict[str, list[tuple[str, int]]] | None:
    """Within `gathered`: for whoever reads this table, {case: which halls may read it and until which tenure}."""
    return known(connection, _READERS)


def settle_access(connection: sa.Connection) -> None:
    """Within `gathered`: the table has all that was given so far."""
    settle(connection, _ACCESS)


def orgs_of(connection: sa.Connection, case_id: str) -> frozenset[str]:
    """Who was given the case, in any store."""
    return frozenset(row[0] for row in _OF_CASE.all(connection, {"i": case_id}))


def given_to(connection: sa.Connection, orgs: Sequence[str]) -> frozenset[str]:
    """The ids of the cases that any of these was given."""
    return frozenset(connection.execute(_GIVEN, {"orgs": list(orgs)}).scalars())


def fold(connection: sa.Connection, envelope: Envelope, case_id: str, happened: CaseEvent) -> None:
    """What an event of the case gives to whom."""
    match happened:
        case CaseRegistered():
            orgs = [f"{STORE}{envelope.stream}"]
            if envelope.actor.startswith(STAFF):
                orgs.append(envelope.actor)
        case CaseDispatched():
            orgs = [f"{UNIT}{one.unit}" for one in happened.assigned]
        case HandedOver():
            orgs = [f"{STORE}{happened.to_store}"]
        case TakenOver():
            orgs = [f"{STORE}{happened.store}"]
        case _:
            return
    _give(connection, envelope, case_id, orgs)


def fold_whistle(
    connection: sa.Connection, envelope: Envelope, happened: WhistleCalled | WhistleCancelled
) -> None:
    """Who is whistled for a case sees it, unless the call is off."""
    if isinstance(happened, WhistleCalled):
        _give(connection, envelope, happened.case_id, [f"{UNIT}{unit}" for unit in happened.units])
        return
    settle(connection, _ACCESS)
    for unit in happened.units:
        connection.execute(_CALLED_OFF, {"o": f"{UNIT}{unit}", "a": envelope.aggregate})


def forget(connection: sa.Connection, case_id: str) -> None:
    """What the case's own events gave, before they are folded again; whistles are events of their own."""
    _forget_readers(connection, case_id)
    connection.execute(_BY_ITS_OWN, {"i": case_id, "a": f"case:{case_id}"})


def _give(connection: sa.Connection, envelope: Envelope, case_id: str, orgs: list[str]) -> None:
    _forget_readers(connection, case_id)
    row = {"stream": envelope.stream, "case_id": case_id, "since_event": envelope.id}
    for org in orgs:
        put(connection, (_ACCESS, case_id), _GIVE, {**row, "org": org})


def _forget_readers(connection: sa.Connection, case_id: str) -> None:
    if (readers := known(connection, _READERS)) is not None:
        readers.pop(case_id, None)
