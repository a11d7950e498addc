"""What a hall that asks is answered: the next part of its list, each event with its hash and the keys it needs.

Plain functions on the connection of one transaction.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import Keys, hall_reader
from case_store.log.apart import event_apart
from case_store.log.dropped import DROPPED
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.projections.downlinks import join
from case_store.log.rows import is_damaged
from case_store.log.schema import case_key, downlink, downlink_head, event, quarantine
from case_store.log.wire import keys_to_wire
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.sync.batch import BYTES_MAX, EVENTS_MAX
from case_store.sync.keys_passed import keys_for_hall
from cases.sealed import WrappedKey

VERSION = 1
_REGISTERED = "case_registered"  # the event of a case beside which its key travels
_CASE = "case:"
_ENVELOPE_BYTES = 600
_HEAD = Prepared(sa.select(downlink_head.c.position).where(downlink_head.c.stream == param("h")))
_MARK = Prepared(
    sa.select(downlink.c.mark).where(downlink.c.stream == param("h"), downlink.c.position == param("p"))
)
_WIRE = ("id", "stream", "aggregate", "tenure", "node", "epoch", "seq", "hlc", "at", "type", "v", "actor")
_NAMES = (*_WIRE, "command_id", "policy_rev", "body", "prev")  # of an event on the wire (log.wire)
_EVENT = tuple(event.c["at_us" if name == "at" else name] for name in _NAMES)
# NULL where nothing is looked for: then no engine looks.
_ELSE = sa.case((sa.or_(event.c.id.is_(None), event.c.body == DROPPED), downlink.c.event_id))
_APART = (quarantine.c.event, quarantine.c.id, quarantine.c.stream, quarantine.c.node)
_REGISTERS = sa.case((event.c.type == _REGISTERED, sa.func.substr(event.c.aggregate, len(_CASE) + 1)))
_BEHIND = Prepared(
    sa.select(downlink.c.position, downlink.c.mark, event.c.hash, *_APART, *WRAPPED, *_EVENT)
    .join_from(
        downlink,
        event,
        sa.and_(event.c.stream == downlink.c.source, event.c.id == downlink.c.event_id),
        isouter=True,
    )
    .join(
        quarantine,
        sa.and_(quarantine.c.stream == downlink.c.source, quarantine.c.id == _ELSE),
        isouter=True,
    )
    .join(
        case_key,
        sa.and_(
            case_key.c.stream == event.c.stream,
            case_key.c.case_id == _REGISTERS,
            case_key.c.reader == param("r"),
        ),
        isouter=True,
    )
    .where(downlink.c.stream == param("h"), downlink.c.position > param("p"))
    .order_by(downlink.c.position)
    .limit(param("n"))
)
_Row = tuple[Any, ...]
"""Of _BEHIND: position, mark, hash, what is set aside, a key that the hall opens, the event."""
_HASH, _CAME = 2, 3
_KEY = _CAME + len(_APART)
_TOLD = _KEY + len(WRAPPED)
_STREAM, _AGGREGATE, _TYPE, _BODY = (
    _TOLD + _NAMES.index(name) for name in ("stream", "aggregate", "type", "body")
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
    head, known = _HEAD.first(connection, {"h": hall}), _MARK.first(connection, {"h": hall, "p": position})
    after, reached = (position, mark) if position and known == (mark,) else (0, "")
    rows = _page(connection, hall, after, events_max)
    at, reached = rows[-1][:2] if rows else (after, reached)
    return orjson.dumps(
        {
            "v": VERSION,
            "after": after,
            "position": at,
            "mark": reached,
            "more": head is not None and at < head[0],
            "items": _items(connection, keys, hall, rows),
        }
    )


def _page(connection: sa.Connection, hall: str, after: int, events_max: int) -> list[_Row]:
    """Read one by one, because half of `events_max` fill an answer: SQLite looks no further than it is asked."""
    rows: list[_Row] = []
    size = 0
    found = _BEHIND.send(connection, {"h": hall, "r": hall_reader(hall), "p": after, "n": events_max})
    for row in found:
        size += _ENVELOPE_BYTES + len(row[_BODY] or row[_CAME] or "")
        if rows and size > BYTES_MAX:
            break
        rows.append(row)
    found.close()
    return rows


def _items(connection: sa.Connection, keys: Keys, hall: str, rows: Sequence[_Row]) -> list[dict[str, Any]]:
    """As log.wire.to_wire, without making anything of a body."""
    made = keys_for_hall(connection, keys, dict(_cases_without(rows)), hall)
    items: list[dict[str, Any]] = []
    for row in rows:
        if (body := row[_BODY]) not in (None, DROPPED):
            if is_damaged(body):
                id_, stream, node = (row[_TOLD + _NAMES.index(name)] for name in ("id", "stream", "node"))
                items.append(_damaged(id_, stream, node, row[_HASH]))
                continue
            wrapped = _keys(row, made) if row[_TYPE] == _REGISTERED else []
            items.append({"event": _on_the_wire(row), "hash": row[_HASH], "keys": wrapped})
        elif row[_CAME] is not None:
            items.append(
                _apart(*row[_CAME:_KEY])
            )  # and nothing where it is in the archive, as of a dropped month
    return items


def _on_the_wire(row: _Row) -> dict[str, Any]:
    """Name by name, which costs half of what a loop over them does."""
    (
        id_, stream, aggregate, tenure, node, epoch, seq, hlc, at_us, type_, v, actor, command_id,
        policy_rev, body, prev,
    ) = row[_TOLD:]  # fmt: skip
    return {
        "id": id_, "stream": stream, "aggregate": aggregate, "tenure": tenure, "node": node, "epoch": epoch,
        "seq": seq, "hlc": hlc, "at": from_us(at_us), "type": type_, "v": v, "actor": actor,
        "command_id": command_id, "policy_rev": policy_rev, "body": orjson.Fragment(body), "prev": prev,
    }  # fmt: skip


def _cases_without(rows: Sequence[_Row]) -> Iterator[tuple[str, str]]:
    """(case, stream) of registrations beside which no key lies that the hall opens."""
    for row in rows:
        if row[_TYPE] == _REGISTERED and row[_KEY] is None:
            yield row[_AGGREGATE].removeprefix(_CASE), row[_STREAM]


def _keys(row: _Row, made: Mapping[str, WrappedKey]) -> list[dict[str, str]]:
    key = made.get(row[_AGGREGATE].removeprefix(_CASE)) if row[_KEY] is None else wrapped_key(row[_KEY:_TOLD])
    return keys_to_wire([key] if key else ())


def _damaged(id_: str, stream: str, node: str, hash_: str = "") -> dict[str, Any]:
    """As it would go up (hall_outbox): kept apart below, and what follows gets in."""
    return {"event": {"id": id_, "stream": stream, "node": node, "damaged": True}, "hash": hash_, "keys": []}


def _apart(came: str, id_: str, stream: str, node: str) -> dict[str, Any]:
    if not (told := event_apart(came)):
        return _damaged(id_, stream, node)
    canonical = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return {"event": told, "hash": hashlib.sha256(canonical).hexdigest(), "keys": []}
