"""The events of a batch as they came: each with the place that the batch gives it, and read as far as it can be."""

import hashlib
from typing import Any, NamedTuple

import orjson

from case_store.log.placed import Placed
from case_store.log.wire import from_wire, keys_from_wire
from case_store.sync.batch import Batch
from cases.codec import decode
from cases.envelope import Envelope

_FIELDS = len(Envelope._fields)


class Item(NamedTuple):
    """One event as it came: its place in the chain, what it calls itself, and the hash of its bytes."""

    seq: int
    id: str
    hash: str
    raw: Any
    placed: (
        Placed | None
    )  # what it tells; None when it is not an event, or not in the form that its hash is made of

    @property
    def prev(self) -> str | None:
        """What it names as the hash of the event before it, if it names anything."""
        told = self.raw.get("event") if isinstance(self.raw, dict) else None
        prev = told.get("prev") if isinstance(told, dict) else None
        return prev if isinstance(prev, str) else None


def items_of(batch: Batch) -> list[Item]:
    """In order. What has no id of its own, or one that a database has no room for, is named by its place."""
    return [item_at(raw, batch.node, batch.epoch, batch.first_seq + n) for n, raw in enumerate(batch.items)]


def item_at(raw: Any, node: str, epoch: int, seq: int) -> Item:
    """One event as it came, at its place. Raises TypeError for what is nested too deep to be written again."""
    told = raw.get("event") if isinstance(raw, dict) else raw
    hash_ = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    placed = _read(raw, hash_)
    if placed is not None:
        return Item(seq, placed.envelope.id, hash_, raw, placed)
    id_ = told.get("id") if isinstance(told, dict) else None
    if not isinstance(id_, str) or not id_ or "\0" in id_:  # PostgreSQL has no NUL
        id_ = f"{node}:{epoch}:{seq}"
    return Item(seq, id_, hash_, raw, None)


def _read(raw: Any, hash_: str) -> Placed | None:
    """What is in the form of `to_wire`, field by field, is the canonical form that `hash_` was made of."""
    try:
        told, keys = raw["event"], raw["keys"]
        envelope = from_wire(told)
        if len(told) != _FIELDS:
            return None
        wrapped = keys_from_wire(keys)
        happened = decode(envelope.type, envelope.v, envelope.body)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
        return None
    return Placed(envelope, happened, hash_, wrapped)
