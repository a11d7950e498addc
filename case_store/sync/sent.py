"""The events of a batch as they came: each with the place that the batch gives it."""

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from case_store.sync.batch import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event as it came: its place in the chain, what it calls itself, and the hash of its bytes."""

    seq: int
    id: str
    hash: str
    raw: Any

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
    return Item(
        seq=seq,
        id=id_ if isinstance(id_, str) and id_ else f"{node}:{epoch}:{seq}",
        hash=hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        raw=raw,
    )
