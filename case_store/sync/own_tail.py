"""What the centre has of a hall's own stream behind a point: for a hall that was restored from an older backup.

Plain functions on the connection of one transaction. Only what was placed is told: what was kept apart stays with the
person who looks at it.
"""

from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import StoreError
from case_store.log.dropped import DROPPED, is_away, month_of
from case_store.log.placed import key_id
from case_store.log.prepared import Prepared
from case_store.log.rows import envelope_of, is_damaged, told_by
from case_store.log.schema import case_key, event
from case_store.log.wire import keys_to_wire, to_wire
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.sync.batch import BYTES_MAX, EVENTS_MAX

_AFTER = (
    sa.select(event)
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        sa.tuple_(event.c.epoch, event.c.seq) > sa.tuple_(param("e"), param("q")),
    )
    .order_by(event.c.epoch, event.c.seq)
    .limit(param("most"))
)
_KEYS = Prepared(sa.select(*WRAPPED).where(case_key.c.stream == param("s"), case_key.c.case_id == param("i")))


def own_tail(
    connection: sa.Connection, stream: str, node: str, epoch: int, seq: int, *, events_max: int = EVENTS_MAX
) -> tuple[dict[str, Any], ...]:
    """The node's events behind (epoch, seq), in the order of its chain, as items {"event": …, "keys": […]} of a batch.

    At most `events_max` events or 256 KB; the last one names where to go on, none means that there is no more. A hole
    in `seq` is an event that is in quarantine here. Raises StoreError `archive.month_needed` where the words of one are
    in the archive alone: a person brings the month back (`admin months restore`).
    """
    items: list[dict[str, Any]] = []
    size = 0
    asked = {"s": stream, "n": node, "e": epoch, "q": seq, "most": events_max}
    for row in connection.execute(_AFTER, asked).all():
        item = _item(connection, stream, row)
        size += len(orjson.dumps(item))
        if items and size > BYTES_MAX:
            break
        items.append(item)
    return tuple(items)


def _item(connection: sa.Connection, stream: str, row: Any) -> dict[str, Any]:
    if row.body == DROPPED and is_away(connection, row.received_at_us):
        raise StoreError("archive.month_needed", month=month_of(row.received_at_us))
    if is_damaged(row.body):  # kept apart below, in its place, and what follows comes back
        said = {"id": row.id, "epoch": row.epoch, "seq": row.seq, "damaged": True}
        return {"event": said, "hash": row.hash, "keys": []}
    envelope, case_id = envelope_of(row), key_id(told_by(row.type, row.v, row.body))
    found = [] if case_id is None else _KEYS.all(connection, {"s": stream, "i": case_id})
    return {"event": to_wire(envelope), "keys": keys_to_wire(wrapped_key(key) for key in found)}
