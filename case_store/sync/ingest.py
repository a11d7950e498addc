"""What the centre does with a batch: each event checked, placed once or kept apart, in one transaction (design.md §4).

Signature first, then address, chain and shape of every event. A poison event goes into quarantine alone, and the
chain goes on behind it; a clock in the future is believed for order, capped for display, and refuses nobody. What a
hall decided after another store had taken its case over is kept apart for a person, too; and so is a branch: what a
second machine of the same node tells of places that are taken.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
import sqlalchemy as sa
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_store.central.context import PROGRAM, within
from case_store.log.hlc import shown_at, shown_hlc
from case_store.log.micros import to_us
from case_store.log.placed import Placed
from case_store.log.placing import NodeHead, place, read_node_head
from case_store.log.projections.case_histories import (
    OLD_TENURE,
    Takings,
    is_late,
    refold,
    takings,
)
from case_store.log.projections.downlinks import tell_late
from case_store.log.schema import node_head, quarantine
from case_store.log.sql import upsert
from case_store.sync.batch import NUMBER_MAX, SignedBatch
from case_store.sync.heads import last_seq, same_place, told_head
from case_store.sync.known import Behind, Found
from case_store.sync.opening import Opened, open_batch
from case_store.sync.push import FORKED, EventVerdict, Pushed, Verdict
from case_store.sync.sent import Item
from case_store.trouble import is_machine_trouble
from cases.casework.case_events import CaseEvent
from cases.envelope import Envelope
from cases.refusal import Refusal
from cases.views_quarantine import ApartReason

_log = structlog.get_logger(__name__)

_CASE = "case:"
_ASIDE = upsert(quarantine)
_SET_ASIDE = _ASIDE.on_conflict_do_update(  # told again of another place: that is where it belongs now
    index_elements=["stream", "id"],
    set_={name: _ASIDE.excluded[name] for name in ("reason", "event", "epoch", "seq", "hash")},
)
_HAS_COME_IN = sa.delete(quarantine).where(
    quarantine.c.stream == sa.bindparam("s"),
    quarantine.c.id.in_(sa.bindparam("ids", expanding=True)),
    quarantine.c.reason == FORKED,
)
_HEAD = upsert(node_head)
_MOVE_HEAD = _HEAD.on_conflict_do_update(
    index_elements=["stream", "node"],
    set_={name: _HEAD.excluded[name] for name in ("epoch", "seq", "hash", "hlc")},
)


def ingest(
    connection: sa.Connection,
    signed: SignedBatch,
    signers: Mapping[str, Ed25519PublicKey],
    now: datetime,
    *,
    push_on: bool = False,
) -> tuple[EventVerdict, ...] | Refusal:
    """Place a batch inside the caller's write transaction; a verdict per event. Refusals as of the two below."""
    opened = open_batch(signed, signers)
    if isinstance(opened, Refusal):
        return opened
    pushed = take_batch(connection, opened, now, push_on=push_on)
    return pushed if isinstance(pushed, Refusal) else pushed.verdicts


def take_batch(
    connection: sa.Connection, opened: Opened, now: datetime, *, push_on: bool
) -> Pushed | Refusal:
    """Place an opened batch inside the caller's write transaction. Refusal `sync.gap` with `wanted_seq`.

    Raises what the machine raises (a full disk, a line that broke): nothing of the batch is placed then.
    """
    batch = opened.batch
    stream, node = batch.stream, batch.node
    head = read_node_head(connection, stream, node)
    for end in batch.heads:  # what an earlier epoch lacks here is wanted first: the next one is built on it
        if end.epoch < batch.epoch and (has := last_seq(connection, stream, node, end.epoch)) < end.seq:
            return Refusal("sync.gap", {"wanted_seq": has + 1, "epoch": end.epoch})
    if batch.epoch > head.epoch:  # restored or cloned: a chain of its own
        head = NodeHead(epoch=batch.epoch, hlc=head.hlc)
    if batch.epoch == head.epoch and batch.first_seq > head.seq + 1:
        return Refusal("sync.gap", {"wanted_seq": head.seq + 1})
    intake = _Intake(connection, opened, now, push_on=push_on)
    head = intake.take(head)
    if not batch.heads:
        return Pushed(tuple(intake.verdicts))
    theirs = batch.heads[-1]
    known = same_place(head, theirs) or told_head(connection, stream, node, theirs)
    return Pushed(tuple(intake.verdicts), known)


def takings_of(connection: sa.Connection, items: Sequence[Item]) -> Takings:
    """The take-overs that `check` judges these events by: one question for all of them."""
    told = (item.raw.get("event") for item in items if isinstance(item.raw, dict))
    names = {str(event.get("aggregate")) for event in told if isinstance(event, dict)}
    return takings(connection, {name for name in names if name.startswith(_CASE) and "\0" not in name})


def check(item: Item, taken: Takings) -> Placed | ApartReason:
    """An event that may be placed, or the reason why not; its address and chain are the caller's to check."""
    placed = item.placed
    if placed is None:
        return "shape"
    envelope, happened = placed.envelope, placed.happened
    if envelope.hlc > NUMBER_MAX:
        return "shape"
    if taken and isinstance(happened, CaseEvent) and is_late(envelope, happened, taken):
        return OLD_TENURE
    return placed


class _Intake:
    """One batch on its way into the log."""

    def __init__(self, connection: sa.Connection, opened: Opened, now: datetime, *, push_on: bool) -> None:
        self._connection, self._now, self._push_on = connection, now, push_on
        self._batch, self._items = opened.batch, opened.items
        self._behind = Behind(connection, opened.batch)
        self._taken: Takings = {}
        self._stands: NodeHead | None = (
            None  # what is written of the node's head, as far as this batch has come
        )
        self.verdicts: list[EventVerdict] = []

    def take(self, head: NodeHead) -> NodeHead:
        """A verdict per event, in order; `head` is where the node's chain stands here. Answers where it stands then."""
        items = self._items
        self._look_at_clock([item.placed.envelope for item in items if item.placed])
        self._taken = takings_of(self._connection, items)
        newest = head.seq if self._batch.epoch == head.epoch else self._batch.first_seq + len(items)
        self._known([item for item in items if item.seq <= newest])
        moved = self._new([item for item in items if item.seq > newest], head)
        if moved not in (head, self._stands):
            self._move(moved)
        return moved

    def _known(self, items: Sequence[Item]) -> None:
        """Events behind the head: here before, kept apart before, a hole that is mended, or another story."""
        for item, found, reason in self._behind.judge(items):
            if found is Found.HERE:
                self.verdicts.append(EventVerdict(item.seq, item.id, Verdict.DUP))
            elif found is Found.ASIDE:
                self.verdicts.append(EventVerdict(item.seq, item.id, Verdict.QUARANTINED, reason))
            elif reason:  # strange
                self._set_aside(item, reason)
            else:  # a hole
                self._mend(item)

    def _mend(self, item: Item) -> None:
        """An event that this store lost: it fits between its neighbours; the head stays where it is."""
        checked = self._check(item)
        if isinstance(checked, str):
            self._set_aside(item, checked)
            return
        _log.warning("a hole is mended", node=self._batch.node, epoch=self._batch.epoch, seq=item.seq)
        with within(self._connection, PROGRAM):  # who takes in may place, and fold nothing
            self._place([(item, checked)], chained=False)
            aggregate = checked.envelope.aggregate
            if aggregate.startswith(_CASE):  # it may stand before decisions that are folded already
                refold(self._connection, aggregate.removeprefix(_CASE))

    def _new(self, items: Sequence[Item], head: NodeHead) -> NodeHead:
        """In their turn; `head` as it was, then as it is."""
        run: list[tuple[Item, Placed]] = []
        prev, hlc = head.hash, head.hlc
        for n, item in enumerate(items):
            checked = self._check(item, prev if item.seq > 1 else None)
            if checked == "chain" and self._behind.is_branch(item, is_first=n == 0):
                self._place(run)
                for one in items[n:]:
                    self._set_aside(one, FORKED)
                return head if n == 0 else self._head(items[n - 1], hlc)
            if isinstance(checked, Placed):
                run.append((item, checked))
                hlc = max(hlc, checked.envelope.hlc)
            else:
                self._place(run)
                run = []
                self._set_aside(item, checked)
            prev = item.hash
        self._place(run)
        return self._head(items[-1], hlc) if items else head

    def _head(self, last: Item, hlc: int) -> NodeHead:
        return NodeHead(epoch=self._batch.epoch, seq=last.seq, hash=last.hash, hlc=hlc)

    def _check(self, item: Item, prev: str | None = None) -> Placed | ApartReason:
        batch, checked = self._batch, check(item, self._taken)
        if isinstance(checked, str):
            return checked
        envelope = checked.envelope
        address = (envelope.stream, envelope.node, envelope.epoch, envelope.seq)
        if address != (batch.stream, batch.node, batch.epoch, item.seq):
            return "address"
        return "chain" if prev is not None and envelope.prev != prev else checked

    def _place(self, run: list[tuple[Item, Placed]], *, chained: bool = True) -> None:
        """All at once; when the tables refuse one of them, one by one, to find it."""
        if not run:
            return
        stream, placed = self._batch.stream, [one for _item, one in run]
        try:
            with self._connection.begin_nested():
                # A branch that goes on in this epoch was kept apart until now; folding may have a reason of its own.
                if self._batch.epoch > 1:
                    ids = [item.id for item, _placed in run]
                    self._connection.execute(_HAS_COME_IN, {"s": stream, "ids": ids})
                place(self._connection, stream, placed, self._now, push_on=self._push_on, chained=chained)
            if chained:
                self._stands = self._head(run[-1][0], placed[-1].envelope.hlc)
        except Exception as error:
            if is_machine_trouble(error):
                raise
            if len(run) > 1:
                for one in run:
                    self._place([one])
                return
            _log.warning("event not placeable", node=self._batch.node, error=type(error).__name__)
            self._set_aside(run[0][0], "not_placeable")
            return
        self.verdicts += [EventVerdict(item.seq, item.id, Verdict.OK) for item, _placed in run]

    def _look_at_clock(self, envelopes: Sequence[Envelope]) -> None:
        at = max((envelope.at for envelope in envelopes), default=self._now)
        hlc = max((envelope.hlc for envelope in envelopes), default=0)
        if shown_at(at, self._now).capped or hlc > NUMBER_MAX or shown_hlc(hlc, self._now).capped:
            _log.warning("a sender's clock is ahead of ours", node=self._batch.node)

    def _set_aside(self, item: Item, reason: ApartReason) -> None:
        row = {
            "stream": self._batch.stream,
            "id": item.id,
            "node": self._batch.node,
            "reason": reason,
            "received_at_us": to_us(self._now),
            "event": orjson.dumps(item.raw).decode(),
            "epoch": self._batch.epoch,
            "seq": item.seq,
            "hash": item.hash,
        }
        self._connection.execute(_SET_ASIDE, row)
        if reason == OLD_TENURE:
            tell_late(self._connection, self._batch.stream, item.id, item.raw["event"]["aggregate"])
        self.verdicts.append(EventVerdict(item.seq, item.id, Verdict.QUARANTINED, reason))

    def _move(self, head: NodeHead) -> None:
        values = {"epoch": head.epoch, "seq": head.seq, "hash": head.hash, "hlc": head.hlc}
        self._connection.execute(
            _MOVE_HEAD, {"stream": self._batch.stream, "node": self._batch.node, **values}
        )
