"""Placing events in the log of a store: gap-free positions, projections, outbox and keys, in the caller's transaction.

The same for what a hall decided itself and for what was pushed to the centre.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.bulk import insert_rows, keep_rows
from case_store.log.fold_later import begin_cursor, fold_waiting, folds_later, move_cursor
from case_store.log.gathered import gathered
from case_store.log.micros import to_us
from case_store.log.placed import Placed, key_rows
from case_store.log.prepared import Prepared
from case_store.log.projections import project, remember
from case_store.log.projections.downlinks import tell_down
from case_store.log.projections.forgotten_cases import still_wanted
from case_store.log.rows import row_of
from case_store.log.schema import case_key, event, node_head, outbox, stream_head
from case_store.log.sql import upsert

FEW = 8  # events of one command are folded one by one: remembering would cost more
_HEAD = upsert(stream_head)
# Taking the next positions locks the stream's head until the commit: no reader can see a gap (pitfalls.md §4).
TAKE_POSITIONS = _HEAD.on_conflict_do_update(
    index_elements=["stream"], set_={"position": stream_head.c.position + _HEAD.excluded.position}
).returning(stream_head.c.position)
_TAKE_POSITIONS = Prepared(TAKE_POSITIONS)
_PUSH = Prepared(sa.insert(outbox))
_NODE = upsert(node_head)
MOVE_NODE = Prepared(
    _NODE.on_conflict_do_update(
        index_elements=["stream", "node"],
        set_={name: _NODE.excluded[name] for name in ("epoch", "seq", "hash", "hlc")},
    )
)
_READ_NODE = Prepared(
    sa.select(node_head.c.epoch, node_head.c.seq, node_head.c.hash, node_head.c.hlc).where(
        node_head.c.stream == param("s"), node_head.c.node == param("n")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeHead:
    """The newest event of a node that this store has; `seq` 0 and hash "" before the first."""

    epoch: int = 1
    seq: int = 0
    hash: str = ""
    hlc: int = 0


def read_node_head(connection: sa.Connection, stream: str, node: str) -> NodeHead:
    """Where a node's chain stands here."""
    row = _READ_NODE.first(connection, {"s": stream, "n": node})
    return NodeHead() if row is None else NodeHead(epoch=row[0], seq=row[1], hash=row[2], hlc=row[3])


def place(
    connection: sa.Connection,
    stream: str,
    events: Sequence[Placed],
    received_at: datetime,
    *,
    push_on: bool,
    chained: bool = True,
) -> int:
    """Store events of one stream and one node, in the node's order; answers the position of the last.

    Moves the node's head to the last of them; whether they continue the chain is the caller's to check. Not `chained`:
    of this stream only parts are told here, in any order, so it has no head (sync/pull_apply.py).
    """
    taken = _TAKE_POSITIONS.first(connection, {"stream": stream, "position": len(events)})
    last = int(taken[0]) if taken else 0
    first = last - len(events) + 1
    received_at_us = to_us(received_at)
    rows = [row_of(e.envelope, first + n, received_at_us, e.hash) for n, e in enumerate(events)]
    insert_rows(connection, event, rows)
    if push_on:
        waiting = [{"stream": stream, "position": first + n} for n in range(len(events))]
        _PUSH.run_many(connection, waiting)
    if keys := still_wanted(
        connection, [row for e in events if e.keys for row in key_rows(stream, e.happened, e.keys)]
    ):
        keep_rows(connection, case_key, keys)
    _fold(connection, stream, events, first, at_once=not chained)
    if not chained:
        return last
    newest = events[-1]
    head = {
        "stream": stream,
        "node": newest.envelope.node,
        "epoch": newest.envelope.epoch,
        "seq": newest.envelope.seq,
        "hash": newest.hash,
        "hlc": newest.envelope.hlc,
    }
    MOVE_NODE.run(connection, head)
    return last


def _fold(
    connection: sa.Connection, stream: str, events: Sequence[Placed], first: int, *, at_once: bool
) -> None:
    """Into the tables, or left for whoever follows; `at_once`: now, after whatever still waits before it."""
    later = folds_later(connection, stream)
    if later and first == 1:
        begin_cursor(connection, stream)
    if later and not at_once:
        return
    if later:
        fold_waiting(connection, stream, before=first)
    many = len(events) > FEW
    with gathered(connection) if many else nullcontext():
        if many:
            remember(connection, [e.envelope for e in events])
        for e in events:
            project(connection, e.envelope, e.happened)
            tell_down(connection, e.envelope, e.happened)
    if later:
        move_cursor(connection, stream, first + len(events) - 1)
