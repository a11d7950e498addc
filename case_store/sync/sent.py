"""The events of a batch as they came: each with the place that the batch gives it, and read as far as it can be."""

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from case_store.log.placing import Placed
from case_store.log.wire import from_wire, keys_from_wire, to_wire
from case_store.sync.batch import Batch
from cases.codec import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
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
    """In order. What has no id of its own is named by its place."""
    return [item_at(raw, batch.node, batch.epoch, batch.first_seq + n) for n, raw in enumerate(batch.items)]


def item_at(raw: Any, node: str, epoch: int, seq: int) -> Item:
    """One event as it came, at its place."""
    told = raw.get("event") if isinstance(raw, dict) else raw
    id_ = told.get("id") if isinstance(told, dict) else None
    canonical = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    hash_ = hashlib.sha256(canonical).hexdigest()
    return Item(
        seq=seq,
        id=id_ if isinstance(id_, str) and id_ else f"{node}:{epoch}:{seq}",
        hash=hash_,
        raw=raw,
        placed=_read(raw, canonical, hash_),
    )


def _read(raw: Any, canonical: bytes, hash_: str) -> Placed | None:
    try:
        envelope, keys = from_wire(raw["event"]), keys_from_wire(raw["keys"])
        if orjson.dumps(to_wire(envelope), option=orjson.OPT_SORT_KEYS) != canonical:
            return None
        happened = decode(envelope.type, envelope.v, envelope.body)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
        return None
    return Placed(envelope=envelope, happened=happened, hash=hash_, keys=keys)
