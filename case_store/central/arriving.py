"""A hall comes from another cluster: its stream is taken in as it was, checked event by event, then folded.

In one transaction, beside the service. Positions, places and hashes stay what they were, so that the hall's greeting
finds its own chain; what the copy lacks is asked of the hall (409 `sync.gap`). The months in which its events lie are
made first. The signature of the old centre on the chains stays behind: this centre signs them anew, from the beginning.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.attachments.vault import vault_folder
from case_store.backup.attachments_copy import copy_out, damaged_in
from case_store.central.card import Card
from case_store.central.months import make_months
from case_store.central.move_file import (
    ATTACHMENTS,
    Arrived,
    Moved,
    Row,
    moved_hash,
    name_arrived,
    read_arriving,
    read_moved,
    read_rows,
    write_arriving,
)
from case_store.central.moving import TABLES
from case_store.central.postgres import open_beside
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.log.bulk import insert_rows
from case_store.log.fold_later import begin_cursor
from case_store.log.former import hash_as_told
from case_store.log.micros import from_us
from case_store.log.schema import event, hall_moved, node_head, stream_head
from case_store.log.verify import verify
from case_store.migrations import newest

_AT_ONCE = 500
_BY_NAME = {table.name: table for table in TABLES}
_HAS = sa.select(stream_head.c.position).where(stream_head.c.stream == param("s"))
_HEAD_OF = sa.select(sa.func.max(event.c.hlc)).where(event.c.stream == param("s"), event.c.node == param("n"))
_AT = sa.select(event.c.hash).where(
    *(event.c[name] == param(name) for name in ("stream", "node", "epoch", "seq"))
)
_LEFT = sa.select(hall_moved.c.to_name).where(hall_moved.c.stream == param("s"))
_CAME_BACK = sa.delete(hall_moved).where(hall_moved.c.stream == param("s"))


def import_hall(
    config: StoreConfig, keys: Keys, folder: Path, by: Card, *, database_url: str, now: datetime
) -> Arrived:
    """Take a hall in; what is answered is written into the folder, too, for the centre that it comes from.

    It is written before the commit and named after it: where the power went between the two, it is asked for again.
    Raises StoreError `move.damaged`, `move.stranger`, `move.not_for_us`, `move.other_version`, `move.already_here`,
    `move.not_written`.
    """
    moved = read_moved(folder, by)
    if moved.schema_version != newest():
        raise StoreError("move.other_version", found=moved.schema_version, needed=newest())
    if damaged_in(folder / ATTACHMENTS, moved.attachments):
        raise StoreError("move.damaged", path=str(folder / ATTACHMENTS))
    vault = vault_folder(config.database)
    engine = open_beside(database_url)
    try:
        copy_out(folder / ATTACHMENTS, moved.attachments, vault)
        with engine.begin() as connection:
            arrived = _came_before(connection, moved, folder, keys)
            if arrived is None:
                _take_in(connection, moved, read_rows(folder, moved, keys), folder)
                connection.execute(_CAME_BACK, {"s": moved.stream})
                arrived = Arrived(
                    stream=moved.stream,
                    moved=moved_hash(folder),
                    arrived_at=now,
                    events=moved.rows[event.name],
                )
                write_arriving(folder, arrived, keys)
        name_arrived(folder)
    except OSError as error:
        raise StoreError(
            "move.not_written", path=str(error.filename or folder), why=error.strerror or ""
        ) from error
    finally:
        engine.dispose()
    return arrived


def _came_before(connection: sa.Connection, moved: Moved, folder: Path, keys: Keys) -> Arrived | None:
    """What was to be answered when this very copy was taken in; None: nothing of the hall is here."""
    if connection.scalar(_HAS, {"s": moved.stream}) is None:
        return None
    told = read_arriving(folder, keys)
    whole = all(
        connection.scalar(_AT, head.model_dump(exclude={"hash"})) == head.hash for head in moved.heads
    )
    if told is None or not whole or connection.scalar(_LEFT, {"s": moved.stream}) is not None:
        raise StoreError("move.already_here", stream=moved.stream)
    return told


def _take_in(connection: sa.Connection, moved: Moved, rows: Iterator[tuple[str, Row]], folder: Path) -> None:
    counted = dict.fromkeys(_BY_NAME, 0)
    for name, some in groupby(rows, key=lambda one: one[0]):
        for batch in _batches(row for _name, row in some):
            _checked(name, batch, moved, folder)
            if name == event.name:
                months = {from_us(row["received_at_us"]) for row in batch}
                make_months(connection, months)
            insert_rows(connection, _BY_NAME[name], batch)
            counted[name] += len(batch)
    if counted != moved.rows:
        raise StoreError("move.damaged", path=str(folder))
    stream = moved.stream
    connection.execute(sa.insert(stream_head), {"stream": stream, "position": counted[event.name]})
    for head in moved.heads:
        hlc = connection.scalar(_HEAD_OF, {"s": stream, "n": head.node})
        connection.execute(sa.insert(node_head), {**head.model_dump(), "hlc": int(hlc or 0)})
    begin_cursor(connection, stream)
    if verify(connection, stream):
        raise StoreError("move.damaged", path=str(folder))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked(name: str, batch: list[Row], moved: Moved, folder: Path) -> None:
    """Nothing but rows of this hall, of tables that move, each event with its hash."""
    table = _BY_NAME.get(name)
    known = table is not None and all(
        row.keys() == set(table.columns.keys()) and row["stream"] == moved.stream for row in batch
    )
    if not known or (name == event.name and not all(_is_itself(row) for row in batch)):
        raise StoreError("move.damaged", path=str(folder))


def _is_itself(row: Row) -> bool:
    try:
        return bool(hash_as_told(row) == row["hash"])
    except (KeyError, TypeError, ValueError):
        return False
