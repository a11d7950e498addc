"""What the centre does with a batch: each event checked, placed once or kept apart, in one transaction (design.md §4).

Signature first, then address, chain and shape of every event. A poison event goes into quarantine alone, and the
chain goes on behind it; a clock in the future is believed for order, capped for display, and refuses nobody. What a
hall decided after another store had taken its case over is kept apart for a person, too.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import bindparam as param

from case_store.keys import hall_reader
from case_store.log.hlc import shown_at, shown_hlc
from case_store.log.micros import to_us
from case_store.log.placing import NodeHead, Placed, place, read_node_head
from case_store.log.projections.case_histories import OLD_TENURE, comes_late
from case_store.log.schema import event, node_head, quarantine
from case_store.log.sql import upsert
from case_store.log.wire import event_hash, from_wire, keys_from_wire
from case_store.sync.batch import NUMBER_MAX, Batch, SignedBatch, unpack
from case_store.sync.push import EventVerdict, Verdict
from cases.casework.case_events import CaseEvent
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

_STORED = sa.select(event.c.seq, event.c.hash).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq.between(param("first"), param("last")),
)
_ASIDE = sa.select(quarantine.c.reason).where(
    quarantine.c.stream == param("s"), quarantine.c.id == param("i")
)
_SET_ASIDE = upsert(quarantine).on_conflict_do_nothing()
_HEAD = upsert(node_head)
_MOVE_HEAD = _HEAD.on_conflict_do_update(
    index_elements=["stream", "node"],
    set_={name: _HEAD.excluded[name] for name in ("epoch", "seq", "hash", "hlc")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One event as it came: its place in the chain, what it calls itself, and the hash of its bytes."""

    seq: int
    id: str
    hash: str
    raw: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Good:
    """An event that may be placed."""

    item: _Item
    placed: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Poison:
    """An event that may not, and why."""

    item: _Item
    reason: str


def ingest(
    connection: sa.Connection,
    signed: SignedBatch,
    signers: Mapping[str, Ed25519PublicKey],
    now: datetime,
    *,
    push_on: bool = False,
) -> tuple[EventVerdict, ...] | Refusal:
    """Place a batch inside the caller's write transaction; a verdict per event.

    Refusals are of the whole batch: `sync.signer_unknown`, `sync.signature_wrong`, `sync.batch_too_large`,
    `sync.batch_unreadable`, `sync.not_your_stream`, `sync.gap` with `wanted_seq`.
    """
    batch = unpack(signed, signers)
    if isinstance(batch, Refusal):
        return batch
    if batch.node != signed.signer or batch.node != hall_reader(batch.stream):
        return Refusal("sync.not_your_stream", {"signer": signed.signer})
    head = read_node_head(connection, batch.stream, batch.node)
    if batch.epoch > head.epoch:  # restored or cloned: a chain of its own
        head = NodeHead(epoch=batch.epoch, hlc=head.hlc)
    if batch.epoch == head.epoch and batch.first_seq > head.seq + 1:
        return Refusal("sync.gap", {"wanted_seq": head.seq + 1})
    return _Intake(connection, batch, now, push_on=push_on).take(head)


class _Intake:
    """One batch on its way into the log."""

    def __init__(self, connection: sa.Connection, batch: Batch, now: datetime, *, push_on: bool) -> None:
        self._connection, self._batch, self._now, self._push_on = connection, batch, now, push_on
        self._verdicts: list[EventVerdict] = []
        self._clock_ahead = False

    def take(self, head: NodeHead) -> tuple[EventVerdict, ...]:
        """A verdict per event, in order; `head` is where the node's chain stands here."""
        items = list(_items(self._batch))
        if not items:
            return ()
        newest = head.seq if self._batch.epoch == head.epoch else items[-1].seq
        self._known([item for item in items if item.seq <= newest])
        run: list[_Good] = []
        for item in (item for item in items if item.seq > newest):
            checked = self._check(item, head.hash)
            hlc = head.hlc
            if isinstance(checked, _Good):
                run.append(checked)
                hlc = max(hlc, checked.placed.envelope.hlc)
            else:
                self._place(run)
                run = []
                self._set_aside(checked)
            head = NodeHead(epoch=head.epoch, seq=item.seq, hash=item.hash, hlc=hlc)
        self._place(run)
        if items[-1].seq > newest:
            self._move(head)
        if self._clock_ahead:
            _log.warning("a sender's clock is ahead of ours", node=self._batch.node)
        return tuple(self._verdicts)

    def _known(self, items: list[_Item]) -> None:
        """Events behind the head: here before, unless the sender tells another story now."""
        if not items:
            return
        batch = self._batch
        within = {"s": batch.stream, "n": batch.node, "e": batch.epoch}
        rows = self._connection.execute(_STORED, {**within, "first": items[0].seq, "last": items[-1].seq})
        stored = {row.seq: row.hash for row in rows}
        for item in items:
            if stored.get(item.seq) == item.hash:
                self._verdicts.append(EventVerdict(item.seq, item.id, Verdict.DUP))
                continue
            row = self._connection.execute(_ASIDE, {"s": batch.stream, "i": item.id}).first()
            if row is None:
                reason = "forked" if item.seq in stored else "old_epoch"
                self._set_aside(_Poison(item=item, reason=reason))
            else:
                self._verdicts.append(EventVerdict(item.seq, item.id, Verdict.QUARANTINED, row.reason))

    def _check(self, item: _Item, prev: str) -> _Good | _Poison:
        batch = self._batch
        try:
            envelope = from_wire(item.raw["event"])
            placed = Placed.of(envelope, keys_from_wire(item.raw["keys"]))
            canonical = event_hash(envelope) == item.hash
            shown = (shown_at(envelope.at, self._now), shown_hlc(envelope.hlc, self._now))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
            return _Poison(item=item, reason="shape")
        if not canonical or envelope.hlc > NUMBER_MAX:
            return _Poison(item=item, reason="shape")
        address = (envelope.stream, envelope.node, envelope.epoch, envelope.seq)
        if address != (batch.stream, batch.node, batch.epoch, item.seq):
            return _Poison(item=item, reason="address")
        if item.seq > 1 and envelope.prev != prev:
            return _Poison(item=item, reason="chain")
        happened = placed.happened
        if isinstance(happened, CaseEvent) and comes_late(self._connection, envelope, happened):
            return _Poison(item=item, reason=OLD_TENURE)
        self._clock_ahead |= any(stamp.capped for stamp in shown)
        return _Good(item=item, placed=placed)

    def _place(self, run: list[_Good]) -> None:
        """All at once; when the tables refuse one of them, one by one, to find it."""
        if not run:
            return
        try:
            with self._connection.begin_nested():
                stream, placed = self._batch.stream, [good.placed for good in run]
                place(self._connection, stream, placed, self._now, push_on=self._push_on)
        except Exception as error:  # noqa: BLE001  whatever a stranger's event does to a table, the others must get in
            if len(run) > 1:
                for good in run:
                    self._place([good])
                return
            _log.warning("event not placeable", node=self._batch.node, error=type(error).__name__)
            self._set_aside(_Poison(item=run[0].item, reason="not_placeable"))
        else:
            self._verdicts += [EventVerdict(good.item.seq, good.item.id, Verdict.OK) for good in run]

    def _set_aside(self, poison: _Poison) -> None:
        item = poison.item
        row = {
            "stream": self._batch.stream,
            "id": item.id,
            "node": self._batch.node,
            "reason": poison.reason,
            "received_at_us": to_us(self._now),
            "event": orjson.dumps(item.raw).decode(),
        }
        self._connection.execute(_SET_ASIDE, row)
        self._verdicts.append(EventVerdict(item.seq, item.id, Verdict.QUARANTINED, poison.reason))

    def _move(self, head: NodeHead) -> None:
        values = {"epoch": head.epoch, "seq": head.seq, "hash": head.hash, "hlc": head.hlc}
        self._connection.execute(
            _MOVE_HEAD, {"stream": self._batch.stream, "node": self._batch.node, **values}
        )


def _items(batch: Batch) -> Iterator[_Item]:
    """The events with the place that the batch gives them. What has no id of its own is named by its place."""
    for n, raw in enumerate(batch.items):
        seq = batch.first_seq + n
        told = raw.get("event") if isinstance(raw, dict) else raw
        id_ = told.get("id") if isinstance(told, dict) else None
        yield _Item(
            seq=seq,
            id=id_ if isinstance(id_, str) and id_ else f"{batch.node}:{batch.epoch}:{seq}",
            hash=hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest(),
            raw=raw,
        )
