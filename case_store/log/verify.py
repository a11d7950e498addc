"""Is the log whole? Every node's chain is recomputed from the stored events; what was changed, cut or moved is named.

I6 of domain.md §3.4: every change is an event chained by `prev`. Of another store's stream a hall may have parts only
(sync/pull_apply.py): such a stream has no head here, and each of its events is checked by itself. Of an event whose
month was dropped the chain is checked, not the words: those are in the signed archive (central/dropping.py).
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.apart import UNKNOWN, Apart
from case_store.log.dropped import Away
from case_store.log.former import hash_as_told
from case_store.log.rows import envelope_of
from case_store.log.schema import event, node_head, stream_head
from case_store.log.wire import event_hash

STEP = 1000
_CHAIN = (
    sa.select(event)
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        sa.tuple_(event.c.epoch, event.c.seq) > sa.tuple_(param("e"), param("q")),
    )
    .order_by(event.c.epoch, event.c.seq)
    .limit(STEP)
)
_PARTS = (
    sa.select(event)
    .where(event.c.stream == param("s"), event.c.position > param("p"))
    .order_by(event.c.position)
    .limit(STEP)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something is wrong at an event. `what`: "changed", "cut", "missing", "position", "head"."""

    stream: str
    node: str
    seq: int
    what: str


def verify(connection: sa.Connection, only: str | None = None) -> list[Fault]:
    """Every fault of every chain, or of one stream alone; empty when the log is whole."""
    faults: list[Fault] = []
    away = Away(connection)
    heads = connection.execute(_of(node_head, only)).all()
    whole = {head.stream for head in heads}
    for head in heads:
        faults += _verify_node(connection, head.stream, head.node, (head.epoch, head.seq, head.hash), away)
    for row in connection.execute(_of(stream_head, only)).all():
        count, highest = connection.execute(
            sa.select(sa.func.count(), sa.func.max(event.c.position)).where(event.c.stream == row.stream)
        ).one()
        if not count == highest == row.position:
            faults.append(Fault(stream=row.stream, node="", seq=int(highest or 0), what="position"))
        if row.stream not in whole:
            faults += _verify_parts(connection, row.stream, away)
    return faults


def _of(table: sa.Table, only: str | None) -> "sa.Select[Any]":
    chosen = sa.select(table)
    return chosen if only is None else chosen.where(table.c.stream == only)


def _verify_parts(connection: sa.Connection, stream: str, away: Away) -> list[Fault]:
    faults: list[Fault] = []
    after = 0
    while rows := connection.execute(_PARTS, {"s": stream, "p": after}).all():
        faults += [
            Fault(stream=stream, node=row.node, seq=row.seq, what="changed")
            for row in rows
            if _is_changed(row, away)
        ]
        after = rows[-1].position
    return faults


def _verify_node(
    connection: sa.Connection, stream: str, node: str, head: tuple[int, int, str], away: Away
) -> list[Fault]:
    faults: list[Fault] = []
    apart = Apart(connection, stream, node)
    epoch, seq, prev = 0, 0, ""
    after = {"s": stream, "n": node, "e": 0, "q": 0}
    while rows := connection.execute(_CHAIN, after).all():
        for row in rows:
            if row.epoch != epoch:  # a new epoch goes on where the one before ended
                _seq, end = apart.follow(epoch, seq, prev)
                goes_on = row.prev == end or apart.is_built_on(row)
                epoch, seq, prev = row.epoch, 0, row.prev if goes_on else "-"
            if row.seq > seq + 1:
                seq, prev = apart.follow(epoch, seq, prev, before=row.seq)
            what = ""
            if row.seq != seq + 1:
                what = "missing"
            elif prev not in (row.prev, UNKNOWN) and not apart.was_readmitted(row.id):
                what = "cut"
            elif _is_changed(row, away):
                what = "changed"
            if what:
                faults.append(Fault(stream=stream, node=node, seq=row.seq, what=what))
            seq, prev = row.seq, row.hash
        after = {**after, "e": rows[-1].epoch, "q": rows[-1].seq}
    seq, prev = apart.follow(epoch or head[0], seq, prev)
    if (epoch or head[0], seq) != head[:2] or prev not in (head[2], UNKNOWN):
        faults.append(Fault(stream=stream, node=node, seq=seq, what="head"))
    return faults


def _is_changed(row: Any, away: Away) -> bool:
    if away.has(row):
        return away.says_otherwise(row)
    try:
        told = hash_as_told(row._asdict()) if row.epoch < 0 else event_hash(envelope_of(row))
    except (TypeError, ValueError):
        return True  # it is not even readable any more
    return bool(told != row.hash)
