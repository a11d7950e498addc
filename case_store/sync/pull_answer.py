"""What a hall that asks is answered: the next part of its list, each event with its hash and the keys it needs.

Plain functions on the connection of one transaction.
"""

import hashlib
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import Keys
from case_store.log.micros import from_us
from case_store.log.projections.downlinks import join
from case_store.log.schema import downlink, downlink_head, event, quarantine
from case_store.log.wire import keys_to_wire
from case_store.sync.batch import BYTES_MAX, EVENTS_MAX
from case_store.sync.keys_passed import key_for_hall

VERSION = 1
_REGISTERED = "case_registered"  # the event of a case beside which its key travels
_ENVELOPE_BYTES = 600
_HEAD = sa.select(downlink_head.c.position, downlink_head.c.mark).where(downlink_head.c.stream == param("h"))
_MARK = sa.select(downlink.c.mark).where(downlink.c.stream == param("h"), downlink.c.position == param("p"))
_BEHIND = (
    sa.select(downlink.c.position.label("told_at"), downlink.c.mark, event, quarantine.c.event.label("apart"))
    .join_from(
        downlink,
        event,
        sa.and_(event.c.stream == downlink.c.source, event.c.id == downlink.c.event_id),
        isouter=True,
    )
    .join(
        quarantine,
        sa.and_(quarantine.c.stream == downlink.c.source, quarantine.c.id == downlink.c.event_id),
        isouter=True,
    )
    .where(downlink.c.stream == param("h"), downlink.c.position > param("p"))
    .order_by(downlink.c.position)
    .limit(param("n"))
)


def answer(
    connection: sa.Connection,
    keys: Keys,
    hall: str,
    *,
    position: int,
    mark: str,
    events_max: int = EVENTS_MAX,
) -> bytes:
    """JSON for `pull_apply.read_pulled`: at most `events_max` events or 256 KB of them.

    A hall whose cursor is of another list (`mark`) is told this one from its beginning. `keys`: of this store, which
    opens a case's key and wraps it again for a hall that the case comes to.
    """
    join(connection, hall)
    head = connection.execute(_HEAD, {"h": hall}).one()
    known = connection.execute(_MARK, {"h": hall, "p": position}).scalar()
    after, reached = (position, mark) if position and known == mark else (0, "")
    items: list[dict[str, Any]] = []
    size, at = 0, after
    for row in connection.execute(_BEHIND, {"h": hall, "p": after, "n": events_max}).all():
        size += _ENVELOPE_BYTES + len(row.body or row.apart or "")
        if items and size > BYTES_MAX:
            break
        items += _item(connection, keys, hall, row)
        at, reached = row.told_at, row.mark
    return orjson.dumps(
        {
            "v": VERSION,
            "after": after,
            "position": at,
            "mark": reached,
            "more": at < head.position,
            "items": items,
        }
    )


def _item(connection: sa.Connection, keys: Keys, hall: str, row: Any) -> list[dict[str, Any]]:
    """The event; none where it is in the archive."""
    if row.id is not None:
        registered = row.type == _REGISTERED
        needed = key_for_hall(connection, keys, row.stream, _case_id(row), hall) if registered else ()
        return [{"event": _event(row), "hash": row.hash, "keys": keys_to_wire(needed)}]
    if row.apart is not None:
        told = orjson.loads(row.apart)["event"]
        canonical = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
        return [{"event": told, "hash": hashlib.sha256(canonical).hexdigest(), "keys": []}]
    return []


def _case_id(row: Any) -> str:
    return str(row.aggregate).partition(":")[2]


def _event(row: Any) -> dict[str, Any]:
    """As log.wire.to_wire, without reading the body."""
    return {
        "id": row.id,
        "stream": row.stream,
        "aggregate": row.aggregate,
        "tenure": row.tenure,
        "node": row.node,
        "epoch": row.epoch,
        "seq": row.seq,
        "hlc": row.hlc,
        "at": from_us(row.at_us).isoformat(),
        "type": row.type,
        "v": row.v,
        "actor": row.actor,
        "command_id": row.command_id,
        "policy_rev": row.policy_rev,
        "body": orjson.Fragment(row.body),
        "prev": row.prev,
    }
