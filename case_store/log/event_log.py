"""The event log of one store: everything that happened, appended and never changed (design.md §2, §4).

One transaction per command: events, projections, outbox, counters, and the outcome of `command_id`. Whoever holds
a `Work` is alone: the store has one writer connection and one thread that uses it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.central.context import PROGRAM, within
from case_store.engine import clean_up, make_ready
from case_store.errors import StoreError
from case_store.log.dropped import DROPPED, words_away
from case_store.log.hlc import next_hlc
from case_store.log.micros import to_us
from case_store.log.placed import Placed, without_keys
from case_store.log.placing import NodeHead, place, read_node_head
from case_store.log.prepared import Prepared
from case_store.log.projections.downlinks import TOLD_DOWN
from case_store.log.projections.kept_cases import standing_of
from case_store.log.rows import event_of
from case_store.log.schema import event, outcome, quarantine
from case_store.log.wire import event_hash
from cases.casework.case_events import TakenOver
from cases.codec import Event, UnknownEvent, decode, encode
from cases.envelope import Envelope
from cases.refusal import Refusal

AnswerT = TypeVar("AnswerT")
_CASE = "case:"

_PAST = (
    sa.select(event)
    .where(event.c.stream == param("s"), event.c.aggregate == param("a"))
    .order_by(event.c.tenure, event.c.epoch, event.c.seq)
)
_BODIES = Prepared(_PAST.with_only_columns(event.c.type, event.c.v, event.c.body))
# A case may have had several holders: what is in any stream counts, except what came too late (quarantine).
_CASE_BODIES = Prepared(
    sa.select(event.c.type, event.c.v, event.c.body)
    .where(
        event.c.aggregate == param("a"),
        ~sa.exists().where(quarantine.c.stream == event.c.stream, quarantine.c.id == event.c.id),
    )
    .order_by(event.c.tenure, event.c.epoch, event.c.seq)
)
_OUTCOME = Prepared(
    sa.select(outcome.c.body_hash, outcome.c.answer).where(
        outcome.c.stream == param("s"), outcome.c.command_id == param("c")
    )
)
_REMEMBER = Prepared(sa.insert(outcome))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event before it has its envelope. `id` only for what time alone causes: derived, so that it is one."""

    aggregate: str
    event: Event
    at: datetime
    actor: str
    id: UUID | None = None


class Past:
    """What happened to the aggregates of one stream, read in an open transaction."""

    def __init__(self, connection: sa.Connection, stream: str, now: datetime) -> None:
        self.connection, self.stream, self.now = connection, stream, now

    def past(self, aggregate: str, *, gaps: bool = False) -> list[Event]:
        """The events of an aggregate in order of (tenure, epoch, seq); of a case those of every store.

        Raises StoreError `store.upgrade_first` when one of them is newer than this program, `event.damaged` when one
        cannot be read any more, `archive.words_away` when its month was dropped: its state is not known here, so
        nothing may be decided on it. `gaps`: what cannot be read is left out, for what every event says anew.
        """
        past: list[Event] = []
        bodies = _CASE_BODIES if aggregate.startswith(_CASE) else _BODIES
        for type_, v, body in bodies.all(self.connection, {"s": self.stream, "a": aggregate}):
            try:
                happened = decode(type_, v, orjson.loads(body))
            except ValueError as error:  # orjson's and pydantic's are such
                if gaps:
                    continue
                away = words_away(self.connection, aggregate) if body == DROPPED else None
                raise away or StoreError("event.damaged", type=type_) from error
            if isinstance(happened, UnknownEvent):
                raise StoreError("store.upgrade_first", type=type_, v=v)
            past.append(happened)
        return past


class Work(Past):
    """One transaction of one command: read the past, append what follows."""

    def __init__(self, log: "EventLog", command_id: UUID, now: datetime) -> None:
        super().__init__(log.connection, log.stream, now)
        self.appended: list[Event] = []
        self.head = log.head  # the log's own newest event, as far as this transaction has come
        self._log, self._command_id = log, command_id

    def append(self, *happened: Happened) -> None:
        """Store what happened. Nothing is visible to anybody before the transaction commits."""
        if not happened:
            return
        head = self.head
        placed: list[Placed] = []
        tenures: dict[str, int] = {}
        for one in happened:
            stored, keys = without_keys(one.event)
            envelope = self._envelope(one, stored, head, self._tenure(one, tenures))
            hash_ = event_hash(envelope)
            placed.append(Placed(envelope=envelope, happened=stored, hash=hash_, keys=keys))
            head = NodeHead(epoch=head.epoch, seq=envelope.seq, hash=hash_, hlc=envelope.hlc)
        # Decided with what somebody may see; what follows from it is the program's own work.
        with within(self.connection, PROGRAM):
            place(self.connection, self.stream, placed, self.now, push_on=self._log.has_upstream)
            self.head = head
            self.appended += [p.event for p in happened]
            for one in happened:
                self._log.follow(self, one)

    def record(self, aggregate: str, events: Sequence[Event], actor: str, at: datetime | None = None) -> None:
        """Append what a decider answered for one aggregate; without `at` it happened now."""
        self.append(*(Happened(aggregate=aggregate, event=e, at=at or self.now, actor=actor) for e in events))

    def earlier_outcome(self, body_hash: str, answer: "TypeAdapter[Any]") -> Any:
        """What this command id was answered before, None if never; a refusal when it then had another body."""
        row = _OUTCOME.first(self.connection, {"s": self.stream, "c": str(self._command_id)})
        if row is None:
            return None
        earlier_hash, given = row
        if earlier_hash != body_hash:
            return Refusal("command.id_reused")
        try:
            return answer.validate_json(given)
        except ValueError as error:  # it was done, and is not done again
            raise StoreError("event.damaged", type="outcome") from error

    def remember(self, body_hash: str, answer: object) -> None:
        """The outcome of this command, kept in the same transaction."""
        row = {
            "stream": self.stream,
            "command_id": str(self._command_id),
            "body_hash": body_hash,
            "answer": orjson.dumps(answer).decode(),
            "at_us": to_us(self.now),
        }
        _REMEMBER.run(self.connection, row)

    def _tenure(self, one: Happened, known: dict[str, int]) -> int:
        """Of a case: the tenure that it is in, or that a take-over begins. Everything else has one holder for ever."""
        if not one.aggregate.startswith(_CASE):
            return 1
        if one.aggregate not in known:
            standing = standing_of(self.connection, one.aggregate.removeprefix(_CASE))
            known[one.aggregate] = standing.tenure if standing else 1
        known[one.aggregate] += isinstance(one.event, TakenOver)
        return known[one.aggregate]

    def _envelope(self, one: Happened, stored: Event, head: NodeHead, tenure: int) -> Envelope:
        type_, version, body = encode(stored)
        return Envelope(
            id=str(one.id or uuid_v7.uuid7()),
            stream=self.stream,
            aggregate=one.aggregate,
            tenure=tenure,
            node=self._log.node,
            epoch=head.epoch,
            seq=head.seq + 1,
            hlc=next_hlc(head.hlc, self.now),
            at=one.at,
            type=type_,
            v=version,
            actor=one.actor,
            command_id=str(self._command_id),
            policy_rev=self._log.policy_rev,
            body=body,
            prev=head.hash,
        )


class EventLog:
    """The log of one stream over one connection. Not for two threads at a time."""

    def __init__(
        self, engine: sa.Engine, *, stream: str, node: str, policy_rev: str, has_upstream: bool
    ) -> None:
        """`policy_rev` changes with the policy in force (hall.policy_door)."""
        self.told_down: Callable[[str], None] = lambda _hall: None  # as log.projections.downlinks says it
        self.connection = engine.connect().execution_options(
            own_stream=stream,  # fold_later.folds_later
            **{TOLD_DOWN: self._tell_down},
        )
        self._group: list[Callable[[], None]] | None = None  # what is to be told after the commit of a group
        self.stream, self.node, self.policy_rev = stream, node, policy_rev
        self.has_upstream = has_upstream
        # What an event owes at once, in its own transaction (the hall sets it: casework.supervising).
        self.follow: Callable[[Work, Happened], None] = lambda _work, _happened: None
        # Read once, within the first transaction: nobody else writes as this node meanwhile (cipher_file.hold_alone,
        # CentralConnection.decide_as).
        self.head, self._head_known = NodeHead(), False

    def _tell_down(self, hall: str) -> None:
        self.told_down(hall)

    def close(self) -> None:
        """Give the connection back."""
        self.connection.close()

    @contextmanager
    def writing(self, command_id: UUID, now: datetime) -> Iterator[Work]:
        """A transaction; commits at the end, rolls back on any exception."""
        with self.transaction():
            work = Work(self, command_id, now)
            yield work
        self.head = work.head

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """The connection, for reading only: one snapshot, no lock."""
        make_ready(self.connection)
        self.connection.execution_options(read_only=True)
        try:
            with self.connection.begin():
                yield self.connection
        except BaseException as error:
            clean_up(self.connection, error)
            raise
        finally:
            self.connection.execution_options(read_only=False)

    def read(self, aggregate: str) -> list[tuple[Envelope, Event | UnknownEvent]]:
        """Everything that happened to an aggregate, in order of (tenure, epoch, seq), to look at: as `event_of`."""
        with self.reading() as connection:
            rows = connection.execute(_PAST, {"s": self.stream, "a": aggregate}).all()
        return [event_of(row) for row in rows]

    def act(
        self, command_id: UUID, now: datetime, act: Callable[[Work], AnswerT | Refusal]
    ) -> tuple[AnswerT | Refusal, list[Event]]:
        """One transaction: the answer, and what happened because of it. A refusal undoes whatever was written."""
        with self.part() as transaction:
            work = Work(self, command_id, now)
            given = act(work)
            if isinstance(given, Refusal):
                transaction.rollback()
                return given, []
        self.head = work.head
        return given, work.appended

    def part(self) -> AbstractContextManager[sa.Transaction]:
        """A transaction; within a group a part of the group's, which is undone alone."""
        return self.transaction() if self._group is None else self.connection.begin_nested()

    @contextmanager
    def group(self) -> Iterator[None]:
        """Commands that share one transaction and one write to the disk: durable all together, or none of them.

        Nothing of it may be answered or told before this has ended: `after_commit` waits for it, too.
        """
        self._group = []
        try:
            with self.transaction():
                yield
        except BaseException:
            self._group = None
            raise
        told, self._group = self._group, None
        for tell in told:
            tell()

    def after_commit(self, tell: Callable[[], None]) -> None:
        """Do it now that what was done is durable, or as soon as the group is."""
        if self._group is None:
            tell()
        else:
            self._group.append(tell)

    @contextmanager
    def transaction(self) -> "Iterator[sa.Transaction]":
        """Commits at the end. Raises CommitUnknown and StoreError `store.database_away` at a centre on PostgreSQL."""
        make_ready(self.connection)
        try:
            with self.connection.begin() as transaction:
                if not self._head_known:
                    self.head = read_node_head(self.connection, self.stream, self.node)
                    self._head_known = True
                yield transaction
        except BaseException as error:
            self._head_known = False  # a group undone, a commit of which nobody knows: the log itself tells
            clean_up(self.connection, error)
            raise

    def decide(
        self,
        command_id: UUID,
        body: object,
        now: datetime,
        act: Callable[[Work], AnswerT],
        answer: "TypeAdapter[Any]",
    ) -> tuple[AnswerT | Refusal, list[Event]]:
        """One command, once. Sent again it gets its first answer and nothing happens; with another body it is refused.

        A refusal is not remembered: what was refused may be asked again when things have changed.
        """
        body_hash = hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()

        def once(work: Work) -> AnswerT | Refusal:
            known: AnswerT | Refusal | None = work.earlier_outcome(body_hash, answer)
            if known is not None:
                return known
            given = act(work)
            if not isinstance(given, Refusal):
                work.remember(body_hash, given)
            return given

        return self.act(command_id, now, once)
