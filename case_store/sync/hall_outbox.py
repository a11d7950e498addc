"""The outbox of a store with an upstream: which events are not confirmed there. It forgets only what an answer names.

Plain functions on the connection of one transaction; the log's only thread calls them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.placed import key_id
from case_store.log.prepared import Prepared
from case_store.log.rows import envelope_of
from case_store.log.schema import case_key, event, outbox
from case_store.log.sql import upsert
from case_store.log.wire import keys_to_wire, to_wire
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.sync.another_centre import Rekey
from case_store.sync.batch import BYTES_MAX, EVENTS_MAX, Batch
from case_store.sync.heads import heads
from cases.codec import decode
from cases.sealed import WrappedKey

QUARANTINED = "quarantined"

_WAITING = (
    sa.select(event)
    .join(outbox, sa.and_(outbox.c.stream == event.c.stream, outbox.c.position == event.c.position))
    .where(outbox.c.stream == param("s"), outbox.c.verdict.is_(None), outbox.c.position > param("p"))
    .order_by(outbox.c.position)
    .limit(param("n"))
)
_IS_WAITING = Prepared(
    sa.select(outbox.c.position)
    .where(outbox.c.stream == param("s"), outbox.c.verdict.is_(None), outbox.c.position > param("p"))
    .limit(1)
)
_KEYS = Prepared(sa.select(*WRAPPED).where(case_key.c.stream == param("s"), case_key.c.case_id == param("i")))
_OF_IDS = outbox.c.position.in_(
    sa.select(event.c.position).where(
        event.c.stream == param("s"), event.c.id.in_(param("ids", expanding=True))
    )
)
_FORGET = sa.delete(outbox).where(outbox.c.stream == param("s"), _OF_IDS)
_SET_ASIDE = (
    sa.update(outbox)
    .where(outbox.c.stream == param("s"), _OF_IDS)
    .values(verdict=QUARANTINED, reason=param("why"))
)
_OF_EPOCH = sa.select(event.c.stream, event.c.position).where(
    event.c.stream == param("s"), event.c.node == param("n"), event.c.epoch == param("e")
)
_AGAIN, _ONE_AGAIN = (
    upsert(outbox)
    .from_select(["stream", "position"], which)
    .on_conflict_do_update(index_elements=["stream", "position"], set_={"verdict": None, "reason": None})
    for which in (_OF_EPOCH.where(event.c.seq >= param("q")), _OF_EPOCH.where(event.c.seq == param("q")))
)
_BACKLOG = Prepared(
    sa.select(sa.func.count()).where(outbox.c.stream == param("s"), outbox.c.verdict.is_(None))
)


def next_batch(
    connection: sa.Connection, stream: str, node: str, events_max: int, rekey: Rekey | None = None
) -> Batch:
    """The oldest unconfirmed events: consecutive ones of one node and epoch, with the keys that travel beside them.

    With nothing unconfirmed, an empty batch where `node` would go on. It tells how far the chain goes, too. `rekey`: of
    a hall that came beneath another centre.
    """
    return _batch_behind(connection, stream, node, 0, events_max, rekey=rekey)[0]


def every_batch(connection: sa.Connection, stream: str, node: str, most: int) -> Iterator[Batch]:
    """All that is unconfirmed, in batches, at most so many; at least an empty one."""
    position = 0
    for n in range(most):
        batch, position = _batch_behind(connection, stream, node, position, EVENTS_MAX)
        if n and not batch.items:
            return
        yield batch


def _batch_behind(
    connection: sa.Connection,
    stream: str,
    node: str,
    position: int,
    events_max: int,
    *,
    rekey: Rekey | None = None,
) -> tuple[Batch, int]:
    """The batch, and the position of its last event."""
    ends = heads(connection, stream, node)
    first: Any = None
    items: list[dict[str, Any]] = []
    size, last = 0, position
    for row in _waiting(connection, {"s": stream, "p": position}, events_max):
        first = first or row
        if (row.node, row.epoch, row.seq) != (first.node, first.epoch, first.seq + len(items)):
            break
        item = _item(connection, stream, row, rekey)
        size += len(orjson.dumps(item))
        if items and size > BYTES_MAX:
            break
        items.append(item)
        last = row.position
    place = (ends[-1].epoch, ends[-1].seq + 1) if first is None else (first.epoch, first.seq)
    batch = Batch(
        stream=stream,
        node=node if first is None else first.node,
        epoch=place[0],
        first_seq=place[1],
        items=tuple(items),
        heads=ends,
    )
    return batch, last


def _waiting(connection: sa.Connection, behind: dict[str, Any], most: int) -> Sequence[Any]:
    """Mostly nothing: that is asked first, for a tenth of what the rows cost."""
    if _IS_WAITING.first(connection, behind) is None:
        return ()
    return connection.execute(_WAITING, {**behind, "n": most}).all()


def settle(
    connection: sa.Connection, stream: str, forget: Sequence[str], quarantined: Iterable[tuple[str, str]]
) -> None:
    """Forget events by id; set others aside with the reason upstream gave: they wait for a person, not for us."""
    if forget:
        connection.execute(_FORGET, {"s": stream, "ids": list(forget)})
    for event_id, reason in quarantined:
        connection.execute(_SET_ASIDE, {"s": stream, "ids": [event_id], "why": reason})


def rewind(connection: sa.Connection, stream: str, node: str, epoch: int, from_seq: int) -> None:
    """Upstream lacks events that were confirmed once (it was restored from a backup): the log has them all."""
    connection.execute(_AGAIN, {"s": stream, "n": node, "e": epoch, "q": from_seq})


def again(connection: sa.Connection, stream: str, node: str, places: Sequence[tuple[int, int]]) -> None:
    """Put single events back, by (epoch, seq): a comparison found that upstream lacks them or reads them otherwise."""
    for epoch, seq in places:
        connection.execute(_ONE_AGAIN, {"s": stream, "n": node, "e": epoch, "q": seq})


def backlog(connection: sa.Connection, stream: str) -> int:
    """How many events are not confirmed."""
    found = _BACKLOG.first(connection, {"s": stream})
    return 0 if found is None else int(found[0])


def _item(connection: sa.Connection, stream: str, row: Any, rekey: Rekey | None) -> dict[str, Any]:
    """What is damaged here is sent as it is: upstream keeps it apart for a person, and what follows gets in."""
    try:
        envelope = envelope_of(row)
    except ValueError:
        return {"event": {"id": row.id, "damaged": True}, "keys": []}
    try:
        case_id = key_id(decode(envelope.type, envelope.v, envelope.body))
    except ValueError:  # pydantic's is one
        case_id = None
    keys = [] if case_id is None else _keys_of(connection, stream, case_id)
    if case_id is not None and rekey is not None:
        keys = rekey(case_id, keys)
    return {"event": to_wire(envelope), "keys": keys_to_wire(keys)}


def _keys_of(connection: sa.Connection, stream: str, case_id: str) -> list[WrappedKey]:
    return [wrapped_key(row) for row in _KEYS.all(connection, {"s": stream, "i": case_id})]
