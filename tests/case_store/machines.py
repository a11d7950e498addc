"""Machines that are one node: a hall, its backup that was put back, its clone; and their contact with one centre.

Real encrypted files and the real state machine; between them plain calls instead of a network.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from case_store.engine import open_engine
from case_store.log.event_log import EventLog, Happened
from case_store.log.schema import event, outbox, quarantine
from case_store.log.verify import verify
from case_store.sync import hall_outbox
from case_store.sync.batch import OLDEST, VERSION, Batch, pack
from case_store.sync.epochs import RESTORED, adopt
from case_store.sync.heads import standing
from case_store.sync.ingest import take_batch
from case_store.sync.opening import open_batch
from case_store.sync.push import (
    Adopt,
    Answered,
    BatchRefused,
    Compared,
    Done,
    GapFound,
    Greet,
    OutboxRead,
    Pushed,
    Pusher,
    PushEvent,
    ReadOutbox,
    Rewind,
    Send,
    Settle,
    Standing,
    Wait,
    Woken,
)
from case_store.sync.tail import tail_of
from cases.codec import Event
from cases.queue.help_call import HelpCalled
from cases.refusal import Refusal
from tests.case_store.two_stores import NOON, STREAM, TwoStores

STEPS_MAX = 100


@dataclass
class Machine:
    """One machine of the hall: a file of its own, the keys and the name of the hall."""

    stores: TwoStores
    log: EventLog
    engine: sa.Engine
    file: Path
    pusher: Pusher = field(default_factory=lambda: Pusher(lambda: 0.5))
    v: int = VERSION
    before_adopting: Callable[[], None] = lambda: None

    def happen(self, aggregate: str, *events: Event, at: datetime = NOON) -> None:
        """Something was decided here."""
        with self.log.writing(uuid4(), NOON) as work:
            work.append(*(Happened(aggregate=aggregate, event=e, at=at, actor="system") for e in events))

    def call_help(self, *names: str) -> None:
        """Something that leaves a row behind."""
        for name in names:
            self.happen(f"help:{name}", HelpCalled(help_id=name, kiosk_id="k1", page="home", called_at=NOON))

    def contact(self) -> str:
        """Push until there is nothing more to do; answers the trouble, "" for none."""
        happened: PushEvent = Woken()
        batch: Batch | None = None
        for _ in range(STEPS_MAX):
            match self.pusher.handle(happened):
                case ReadOutbox(events_max=most):
                    with self.log.reading() as connection:
                        batch = hall_outbox.next_batch(connection, STREAM, self.log.node, most)
                    happened = OutboxRead(batch.first_seq, tuple(i["event"]["id"] for i in batch.items))
                case Greet(v=v):
                    assert batch is not None
                    happened = self._greeted(batch, v)
                case Send(v=v):
                    assert batch is not None
                    happened = self._answer(batch, v)
                case Adopt(after=after):
                    self.before_adopting()
                    adopt(self.log, self.tail(after.epoch, after.seq), after, NOON, why=RESTORED)
                    happened = Done()
                case Settle(forget=forget, quarantined=apart):
                    with self.log.writing(uuid4(), NOON) as work:
                        hall_outbox.settle(work.connection, STREAM, forget, apart)
                    happened = Done()
                case Rewind(from_seq=seq, epoch=epoch):
                    assert batch is not None
                    with self.log.writing(uuid4(), NOON) as work:
                        hall_outbox.rewind(work.connection, STREAM, batch.node, epoch or batch.epoch, seq)
                    happened = Done()
                case Wait():
                    return self.pusher.trouble
        raise AssertionError("it pushes without end")

    def names(self) -> list[str]:
        """Which help was called, as the tables have it."""
        with self.log.reading() as connection:
            return sorted(connection.scalars(sa.text("SELECT help_id FROM help_call")))

    def places(self) -> list[tuple[int, int]]:
        """(epoch, seq) of every event, in order."""
        with self.log.reading() as connection:
            rows = connection.execute(
                sa.select(event.c.epoch, event.c.seq).order_by(event.c.epoch, event.c.seq)
            )
            return [tuple(row) for row in rows]

    def waiting(self) -> int:
        """Unconfirmed events."""
        with self.log.reading() as connection:
            return len(connection.execute(sa.select(outbox).where(outbox.c.verdict.is_(None))).all())

    def apart(self) -> list[Any]:
        """What is kept apart here."""
        with self.log.reading() as connection:
            return list(connection.execute(sa.select(quarantine)))

    def faults(self) -> list[str]:
        """What is wrong with the log."""
        with self.log.reading() as connection:
            return [f"{fault.seq} {fault.what}" for fault in verify(connection)]

    def clone(self, name: str) -> "Machine":
        """The same machine again, from a copy of its disk as it is now."""
        copy = self.file.with_name(f"{name}.db")
        for end in ("", "-wal"):  # nobody writes now: the two are one state
            shutil.copy(f"{self.file}{end}", f"{copy}{end}")
        return machine_on(self.stores, copy)

    def close(self) -> None:
        """Give the file back."""
        self.log.close()
        self.engine.dispose()

    def _greeted(self, batch: Batch, v: int) -> PushEvent:
        nothing = Batch(
            stream=batch.stream,
            node=batch.node,
            epoch=batch.epoch,
            first_seq=batch.first_seq,
            items=(),
            heads=batch.heads,
        )
        answer = self._answer(nothing, v)
        if not isinstance(answer, Answered):
            return answer
        ours = batch.heads[-1]
        if answer.head is None:
            return Compared(Standing.CONTINUES, ours)
        with self.log.reading() as connection:
            stands = standing(connection, STREAM, self.log.node, ours, answer.head)
        return Compared(stands, ours, answer.head)

    def _answer(self, batch: Batch, v: int) -> PushEvent:
        if not OLDEST <= v <= self.v:
            return BatchRefused("sync.batch_unreadable")
        keys = self.stores.hall_keys
        opened = open_batch(pack(batch, keys.name, keys.signing, v), self.stores.centre_keys.signers)
        assert not isinstance(opened, Refusal)
        with self.stores.centre.writing(uuid4(), NOON) as work:
            pushed = take_batch(work.connection, opened, NOON, push_on=False)
        if isinstance(pushed, Refusal):
            assert pushed.code == "sync.gap", pushed
            return GapFound(int(pushed.facts["wanted_seq"]), int(pushed.facts.get("epoch", 0)))
        assert isinstance(pushed, Pushed)
        return Answered(pushed.verdicts, pushed.head)

    def tail(self, epoch: int, seq: int) -> list[Any]:
        """What the centre has of this node behind a place."""
        tail: list[Any] = []
        while True:
            with self.stores.centre.reading() as connection:
                page = tail_of(connection, STREAM, self.log.node, epoch, seq)
            if not page:
                return tail
            tail += page
            epoch, seq = page[-1]["epoch"], page[-1]["seq"]


def machine_on(stores: TwoStores, file: Path) -> Machine:
    """A machine with this disk."""
    engine = open_engine(file, stores.hall_keys.database_key)
    log = EventLog(engine, stream=STREAM, node=stores.hall_keys.name, policy_rev="test", has_upstream=True)
    return Machine(stores, log, engine, file)


def first_machine(stores: TwoStores, folder: Path) -> Machine:
    """The hall of two stores."""
    return Machine(stores, stores.hall, stores.engines[0], folder / "hall.db")


def faults_at_centre(stores: TwoStores) -> list[str]:
    """What is wrong with the centre's log."""
    with stores.centre.reading() as connection:
        return [f"{fault.seq} {fault.what}" for fault in verify(connection)]


def names_at_centre(stores: TwoStores) -> list[str]:
    """Which help was called, as the centre's tables have it once it has folded what it was told."""
    stores.follow()
    with stores.centre.reading() as connection:
        return sorted(connection.scalars(sa.text("SELECT help_id FROM help_call")))
