"""A chain goes on in a new epoch: after a backup older than what upstream has, or when an operator says which of two
machines with one identity goes on (design.md §4). No (node, epoch, seq) is ever used for two stories.

Everything in one transaction of the store's own log: what upstream has behind the last common event comes back to its
old places, a new epoch begins behind it, and what this machine did meanwhile (its branch) moves there, event by event,
as the same events with the same ids. What the tables refuse of it waits in quarantine for a person.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
import structlog
import uuid_utils.compat as uuid_v7
from sqlalchemy import bindparam as param

from case_store.log.event_log import EventLog, Happened, Work
from case_store.log.micros import to_us
from case_store.log.placed import Placed
from case_store.log.placing import NodeHead, place, read_node_head
from case_store.log.projections import rebuild
from case_store.log.rows import envelope_of
from case_store.log.schema import event, node_head, outbox, quarantine, stream_head
from case_store.log.sql import upsert
from case_store.log.wire import from_wire, keys_from_wire, to_wire
from case_store.sync.batch import Head
from case_store.trouble import is_machine_trouble
from cases.envelope import Envelope
from cases.log_events import EpochBegun
from cases.views_quarantine import ApartReason

_log = structlog.get_logger(__name__)

RESTORED, FORKED = "restored", "forked"
SYSTEM = "system"
_OWN = sa.and_(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    sa.tuple_(event.c.epoch, event.c.seq) > sa.tuple_(param("e"), param("q")),
)
_BRANCH = sa.select(event).where(_OWN).order_by(event.c.epoch, event.c.seq)
_TAKE_OUT = sa.delete(event).where(_OWN)
_BEHIND = sa.select(event.c.position).where(event.c.stream == param("s"), event.c.position > param("p"))
_NOT_WAITING = sa.delete(outbox).where(outbox.c.stream == param("s"), outbox.c.position == param("p"))
_NEXT = [
    sa.update(table)
    .where(table.c.stream == param("s"), table.c.position == param("p"))
    .values(position=param("to"))
    for table in (event, outbox)
]
_POSITION = sa.update(stream_head).where(stream_head.c.stream == param("s")).values(position=param("p"))
_HASH = sa.select(event.c.hash, event.c.hlc).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq == param("q"),
)
_HEAD = upsert(node_head)
_MOVE_HEAD = _HEAD.on_conflict_do_update(
    index_elements=["stream", "node"],
    set_={name: _HEAD.excluded[name] for name in ("epoch", "seq", "hash", "hlc")},
)
_HERE = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.id == param("i"))
_SET_ASIDE = upsert(quarantine).on_conflict_do_nothing()
_LEFT_OF_A_TORN_ONE = ("id", "aggregate", "type", "v", "at_us", "actor", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What became of it: events that came back, own ones that moved, and what the tables refused of either."""

    epoch: int
    back: int
    moved: int
    apart: int


def adopt(
    log: EventLog,
    tail: Iterable[Any],
    after: Head,
    now: datetime,
    *,
    why: str,
    actor: str = SYSTEM,
) -> Adopted:
    """Go on in a new epoch. `tail`: items of tail.tail_of, what upstream has of this node behind `after`;
    `after`: the last event that both have. `why`: RESTORED or FORKED.

    Raises ValueError when the tail does not go on behind `after`: nothing is changed then.
    """
    with log.writing(uuid_v7.uuid7(), now) as work:
        change = _Change(log, work, after)
        branch = change.take_branch_out()
        back = change.take_back(tail)
        head = read_node_head(work.connection, log.stream, log.node)
        work.head = NodeHead(epoch=head.epoch + 1, hash=head.hash, hlc=max(head.hlc, work.head.hlc))
        begun = EpochBegun(
            node=log.node,
            epoch=work.head.epoch,
            after_epoch=head.epoch,
            after_seq=head.seq,
            why=why,
            moved=len(branch),
        )
        work.append(Happened(aggregate=f"log:{log.stream}", event=begun, at=now, actor=actor))
        moved = sum(change.move(row) for row in branch)
    _log.warning("the chain goes on in a new epoch", epoch=begun.epoch, why=why, back=back, moved=moved)
    return Adopted(epoch=begun.epoch, back=back, moved=moved, apart=change.apart)


class _Change:
    """One change of the own chain, in an open transaction."""

    def __init__(self, log: EventLog, work: Work, after: Head) -> None:
        self._log, self._work, self._connection, self._after = log, work, work.connection, after
        self._node = {"s": log.stream, "n": log.node}
        self.apart = 0

    def take_branch_out(self) -> list[sa.Row[Any]]:
        """What this machine did behind the last common event: out of the log and of everything made from it."""
        connection, after = self._connection, self._after
        this = {**self._node, "e": after.epoch, "q": after.seq}
        last = connection.execute(_HASH, this).first()
        if after.seq and (last is None or last.hash != after.hash):
            raise ValueError("this is not our chain")
        rows = connection.execute(_BRANCH, this).all()
        if rows:
            connection.execute(_TAKE_OUT, this)
            for row in rows:
                connection.execute(_NOT_WAITING, {"s": self._log.stream, "p": row.position})
            self._close_ranks(min(row.position for row in rows) - 1)
            self._move_head(after, last.hlc if last else 0)
            rebuild(connection)
        return list(rows)

    def take_back(self, tail: Iterable[Any]) -> int:
        """What upstream has behind it; it is there already, so nothing of it is pushed."""
        placed, at = 0, self._after
        for raw in tail:
            head = _place_of(raw)
            is_first = at is self._after
            if (head.epoch, head.seq) <= (at.epoch, at.seq) or (is_first and not _goes_on(raw, head, at)):
                raise ValueError("the tail does not go on behind our chain")
            one = self._read(raw)
            if one is not None and self._place(one):
                placed += 1
            else:
                self._set_aside(head, raw)
            self._move_head(head, one.envelope.hlc if one else 0)  # also where the tables refused it
            at = head
        return placed

    def move(self, row: "sa.Row[Any]") -> bool:
        """One event of the branch, at the next place of the new epoch."""
        if self._connection.execute(_HERE, {"s": row.stream, "i": row.id}).first() is not None:
            return False  # what time alone causes was caused in both stories: it happened once
        try:
            return self._move(envelope_of(row))
        except ValueError:  # torn on this disk: nothing of it can be moved, a person sees it
            torn = {name: getattr(row, name) for name in _LEFT_OF_A_TORN_ONE}
            told = {"event": {**torn, "damaged": True}, "keys": []}
            self._set_aside(Head(row.epoch, row.seq, row.hash), told, "shape")
            return False

    def _move(self, was: Envelope) -> bool:
        work = self._work
        head = work.head
        envelope = was._replace(epoch=head.epoch, seq=head.seq + 1, prev=head.hash)
        one = Placed.of(envelope)
        if not self._place(one, push_on=self._log.has_upstream):
            told = {"event": to_wire(was), "keys": []}
            self._set_aside(_place_of(told), told)
            return False
        work.head = NodeHead(epoch=head.epoch, seq=envelope.seq, hash=one.hash, hlc=max(head.hlc, was.hlc))
        return True

    def _read(self, raw: Any) -> Placed | None:
        try:
            one = Placed.of(from_wire(raw["event"]), keys_from_wire(raw["keys"]))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
            return None
        if (one.envelope.stream, one.envelope.node) != (self._log.stream, self._log.node):
            raise ValueError("the tail is another node's")
        return one

    def _place(self, one: Placed, *, push_on: bool = False) -> bool:
        connection, stream, now = self._connection, self._log.stream, self._work.now
        try:
            with connection.begin_nested():
                place(connection, stream, [one], now, push_on=push_on)
        except Exception as error:
            if is_machine_trouble(error):
                raise
            _log.warning("event not placeable", id=one.envelope.id, error=type(error).__name__)
            return False
        return True

    def _set_aside(self, head: Head, raw: Any, reason: ApartReason = "not_placeable") -> None:
        self.apart += 1
        row = {
            "stream": self._log.stream,
            "node": self._log.node,
            "reason": reason,
            "epoch": head.epoch,
            "seq": head.seq,
            "hash": head.hash,
            "id": str(raw["event"].get("id")),
            "received_at_us": to_us(self._work.now),
            "event": orjson.dumps(raw).decode(),
        }
        self._connection.execute(_SET_ASIDE, row)

    def _close_ranks(self, last: int) -> None:
        """Positions have no gaps: what stood behind the branch moves up."""
        stream = self._log.stream
        behind = self._connection.execute(_BEHIND.order_by(event.c.position), {"s": stream, "p": last})
        for position in behind.scalars().all():
            last += 1
            for statement in _NEXT:
                self._connection.execute(statement, {"s": stream, "p": position, "to": last})
        self._connection.execute(_POSITION, {"s": stream, "p": last})

    def _move_head(self, head: Head, hlc: int) -> None:
        row = {"stream": self._log.stream, "node": self._log.node, "hlc": hlc}
        self._connection.execute(_MOVE_HEAD, {**row, "epoch": head.epoch, "seq": head.seq, "hash": head.hash})


def _goes_on(raw: Any, head: Head, at: Head) -> bool:
    """Whether a tail's first event names our last one, if it stands next to it and names any (a damaged one does not).

    An answer that was another question's may say that upstream has our last one while it has another: this shows it.
    """
    prev = raw["event"].get("prev")
    is_next = (head.epoch, head.seq) == (at.epoch, at.seq + 1)
    return not (is_next and at.seq and isinstance(prev, str)) or prev == at.hash


def _place_of(raw: Any) -> Head:
    """Where an event says that it stands. Raises ValueError when it does not say so.

    Its hash is that of what came; of one that is damaged upstream, the one that was kept beside it.
    """
    told = raw.get("event") if isinstance(raw, dict) else None
    if not isinstance(told, dict):
        raise ValueError("this is no event of a tail")  # noqa: TRY004  one error for whatever is no tail
    epoch, seq = (raw.get(name, told.get(name)) for name in ("epoch", "seq"))
    if type(epoch) is not int or type(seq) is not int:
        raise ValueError("this has no place in a tail")
    kept = raw.get("hash")
    came = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Head(epoch, seq, kept if isinstance(kept, str) and "damaged" in told else came)
