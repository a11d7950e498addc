"""Placing on PostgreSQL what was made ready for COPY: four questions for a batch, where `placing.place` asks a dozen.

For a stream that is folded later, by whoever follows. What is asked first is asked together, and takes the positions.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.bulk import keep_json
from case_store.log.copy_rows import COLUMNS, finished, values_of
from case_store.log.fold_later import begin_cursor
from case_store.log.micros import to_us
from case_store.log.placing import MOVE_NODE, TAKE_POSITIONS, NodeHead
from case_store.log.prepared import Prepared
from case_store.log.schema import case_forgotten, case_key, event, node_head
from case_store.log.sql import listed
from case_store.log.wire import KEY_FIELDS

_taken = TAKE_POSITIONS.values(stream=param("s"), position=param("n")).cte("taken")
_TAKE = Prepared(
    sa.select(
        _taken.c.position,
        node_head.c.epoch,
        node_head.c.seq,
        node_head.c.hash,
        node_head.c.hlc,
        sa.exists().where(
            listed(event.c.aggregate, param("cases")),
            sa.text("event.type = 'taken_over'"),  # in the words of the partial index
        ),
        sa.exists().where(listed(case_forgotten.c.case_id, param("sealed"))),
    )
    .select_from(_taken)
    .outerjoin(node_head, sa.and_(node_head.c.stream == param("s"), node_head.c.node == param("node")))
)
_KEYS = ("stream", "case_id", *KEY_FIELDS)
_NAMES = ", ".join(COLUMNS)
_COPY = f"COPY event ({_NAMES}) FROM STDIN"
# PostgreSQL has no COPY into what row-level security guards: there by a table of the session, which costs it as much as
# a dozen rows; a few are inserted as they are.
FEW = 8
_INSERT = f"INSERT INTO event ({_NAMES}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608  our own names
_ASIDE = "CREATE TEMP TABLE IF NOT EXISTS told_event (LIKE event) ON COMMIT DELETE ROWS"
_COPY_ASIDE = f"COPY told_event ({_NAMES}) FROM STDIN"
_FROM_ASIDE = f"INSERT INTO event ({_NAMES}) SELECT {_NAMES} FROM told_event"  # noqa: S608  our own names
_EMPTY = "DELETE FROM told_event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Events of one node, in its order. `lines`: of copy_rows.

    `keys`: rows of case_key as JSON, "" for none; `sealed`: their cases, as a JSON list.
    """

    stream: str
    node: str
    count: int
    lines: bytes
    keys: str
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What stands where they are to be placed. `position`: the last of those that were taken for them."""

    position: int
    head: NodeHead
    is_taken: bool  # one of the cases was taken over by another store
    is_forgotten: bool  # the key of one of the cases was destroyed


def take_ground(connection: sa.Connection, copied: Copied, cases: str) -> Ground:
    """Take positions, which locks the stream's head until the commit; `cases`: aggregates, as a JSON list."""
    asked = {
        "s": copied.stream,
        "n": copied.count,
        "node": copied.node,
        "cases": cases,
        "sealed": copied.sealed,
    }
    row = _TAKE.first(connection, asked)
    assert row is not None  # noqa: S101  an upsert that returns
    position, epoch, seq, hash_, hlc, is_taken, is_forgotten = row
    head = NodeHead() if epoch is None else NodeHead(epoch=epoch, seq=seq, hash=hash_, hlc=hlc)
    return Ground(position=position, head=head, is_taken=is_taken, is_forgotten=is_forgotten)


def place_copied(
    connection: sa.Connection, copied: Copied, ground: Ground, last: NodeHead, received_at: datetime
) -> None:
    """Into the positions that were taken; `last`: where the node's chain stands then.

    Whatever the log refuses, it refuses all of them."""
    first = ground.position - copied.count + 1
    of_all = (copied.stream, copied.node, last.epoch)
    _copy(connection, finished(copied.lines, first, to_us(received_at), of_all))
    if copied.keys:
        keep_json(connection, case_key, _KEYS, copied.keys)
    if first == 1:
        begin_cursor(connection, copied.stream)
    head = {"epoch": last.epoch, "seq": last.seq, "hash": last.hash, "hlc": last.hlc}
    MOVE_NODE.run(connection, {"stream": copied.stream, "node": copied.node, **head})


def _copy(connection: sa.Connection, content: bytes) -> None:
    driver: Any = connection.connection.driver_connection
    if driver.by_roles and content.count(b"\n") <= FEW:
        for values in values_of(content):
            driver.execute(_INSERT, values)
        return
    if driver.by_roles:
        driver.execute(_ASIDE)
    with driver.cursor().copy(_COPY_ASIDE if driver.by_roles else _COPY) as copy:
        copy.write(content)
    if driver.by_roles:
        driver.execute(_FROM_ASIDE)
        driver.execute(_EMPTY)  # the next of this transaction begins with none
