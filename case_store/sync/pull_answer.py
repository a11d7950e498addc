"""What a hall that asks is answered: the next part of its list, each event with its hash and the keys it needs.

Plain functions on the connection of one transaction.
"""

import hashlib
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import Keys
from case_store.log.dropped import DROPPED
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
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
_WIRE = ("id", "stream", "aggregate", "tenure", "node", "epoch", "seq", "hlc", "at", "type", "v", "actor")
_NAMES = (*_WIRE, "command_id", "policy_rev", "body", "prev")  # of an event on the wire (log.wire)
_EVENT = tuple(event.c["at_us" if name == "at" else name] for name in _NAMES)
_BEHIND = Prepared(
    sa.select(downlink.c.position, downlink.c.mark, event.c.hash, quarantine.c.event, *_EVENT)
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
    for told_at, told_mark, hash_, apart, *row in _BEHIND.all(
        connection, {"h": hall, "p": after, "n": events_max}
    ):
        told = dict(zip(_NAMES, row, strict=True))
        size += _ENVELOPE_BYTES + len(told["body"] or apart or "")
        if items and size > BYTES_MAX:
            break
        if told["id"] is not None and told["body"] != DROPPED:
            items.append(_item(connection, keys, hall, told, hash_))
        elif apart is not None:
            items.append(_apart(apart))  # and nothing where it is in the archive, as of a dropped month
        at, reached = told_at, told_mark
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


def _item(
    connection: sa.Connection, keys: Keys, hall: str, told: dict[str, Any], hash_: str
) -> dict[str, Any]:
    """As log.wire.to_wire, without reading the body."""
    needed = (
        key_for_hall(connection, keys, told["stream"], told["aggregate"].partition(":")[2], hall)
        if told["type"] == _REGISTERED
        else ()
    )
    told["at"], told["body"] = from_us(told["at"]), orjson.Fragment(told["body"])
    return {"event": told, "hash": hash_, "keys": keys_to_wire(needed)}


def _apart(event_: str) -> dict[str, Any]:
    told = orjson.loads(event_)["event"]
    canonical = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return {"event": told, "hash": hashlib.sha256(canonical).hexdigest(), "keys": []}
