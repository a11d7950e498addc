"""A hall that has moved is removed from its old centre, once the new one has signed that it has all of it.

Its events go, with everything that was made of them; what belongs to a case that others here have a part in stays, as
parts of a stream without a head. What the hall told after it was copied never was here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.central.card import Card
from case_store.central.move_file import read_arrived
from case_store.central.postgres import open_beside
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import hall_reader
from case_store.log.schema import (
    PROJECTIONS,
    case_access,
    case_key,
    countersign,
    device,
    downlink,
    downlink_head,
    event,
    file_cursor,
    file_due,
    fold_cursor,
    hall_moved,
    node_head,
    outbox,
    quarantine,
    search_cursor,
    search_key,
    stream_head,
    wish,
)
from cases.device.device import Standing

_S: sa.BindParameter[str] = param("s")
_CASE = "case:"
_MOVED = sa.select(hall_moved.c.manifest_hash).where(hall_moved.c.stream == _S)
_STANDING = sa.select(device.c.standing).where(device.c.device_id == param("d"))
_WAITS = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.stream == _S)
_ELSEWHERE = event.alias("elsewhere")
# A case is shared where others here said something of it, or another hall may read it.
_SHARED = (
    sa.select(event.c.aggregate)
    .distinct()
    .where(
        event.c.stream == _S,
        event.c.aggregate.startswith(_CASE),
        sa.or_(
            sa.exists().where(_ELSEWHERE.c.aggregate == event.c.aggregate, _ELSEWHERE.c.stream != _S),
            sa.exists().where(
                case_access.c.case_id == sa.func.substr(event.c.aggregate, len(_CASE) + 1),
                case_access.c.org.startswith("store:"),
                case_access.c.org != sa.literal("store:") + _S,
            ),
        ),
    )
)
_WHOLLY = (countersign, node_head, quarantine, wish, downlink, downlink_head, file_due, file_cursor)
"""Tables of which every row of the hall goes."""
_OF_CASES = (case_key, search_key)
_COUNT = sa.select(sa.func.count()).select_from(event).where(event.c.stream == _S)
_BELOW = sa.text("UPDATE event SET position = -position WHERE stream = :s")
_IN_RANKS = sa.text(
    "UPDATE event e SET position = r.n FROM (SELECT node, epoch, seq, row_number() OVER (ORDER BY position DESC) AS n"
    " FROM event WHERE stream = :s) r WHERE e.stream = :s AND (e.node, e.epoch, e.seq) = (r.node, r.epoch, r.seq)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Events that are gone, and those of shared cases that stay."""

    events: int
    kept: int


def remove_hall(config: StoreConfig, stream: str, arrived: Path, by: Card, *, database_url: str) -> Removed:
    """All of it or nothing; nobody may decide here meanwhile.

    Raises StoreError `move.not_moved`, `move.not_ended`, `move.not_told`, `move.damaged`, `move.stranger`.
    """
    told = read_arrived(arrived, by)
    engine = open_beside(database_url)
    try:
        with engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            driver.hold_decision(config.node)
            _refuse_unless_there(connection, stream, told.stream, told.moved)
            return _remove(connection, stream)
    finally:
        engine.dispose()


def _refuse_unless_there(connection: sa.Connection, stream: str, told: str, moved: str) -> None:
    this = {"s": stream}
    known = connection.scalar(_MOVED, this)
    if known is None or (told, moved) != (stream, known):
        raise StoreError("move.not_moved", stream=stream)
    if connection.scalar(_STANDING, {"d": hall_reader(stream)}) == Standing.IN_USE:
        raise StoreError("move.not_ended", stream=stream, device=hall_reader(stream))
    if connection.scalar(_WAITS, this):
        raise StoreError("move.not_told", stream=stream)


def _remove(connection: sa.Connection, stream: str) -> Removed:
    this = {"s": stream}
    shared = sorted(connection.scalars(_SHARED, this))
    cases = [name.removeprefix(_CASE) for name in shared]
    before = int(connection.scalar(_COUNT, this) or 0)
    connection.execute(sa.delete(event).where(event.c.stream == _S, event.c.aggregate.not_in(shared)), this)
    for table in _WHOLLY:
        connection.execute(sa.delete(table).where(table.c.stream == _S), this)
    for table in (*_OF_CASES, *PROJECTIONS):
        gone = sa.delete(table).where(table.c.stream == _S)
        if "case_id" in table.columns:
            gone = gone.where(sa.or_(table.c.case_id.is_(None), table.c.case_id.not_in(cases)))
        connection.execute(gone, this)
    connection.execute(_BELOW, this)
    connection.execute(_IN_RANKS, this)
    kept = int(connection.scalar(_COUNT, this) or 0)
    for table in (stream_head, fold_cursor, search_cursor):
        if kept:
            connection.execute(sa.update(table).where(table.c.stream == _S).values(position=kept), this)
        else:
            connection.execute(sa.delete(table).where(table.c.stream == _S), this)
    return Removed(events=before - kept, kept=kept)
