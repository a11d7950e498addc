"""A centre that runs, and a hall whose batches it takes and keeps apart in part: torn, forked, late, unknown."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from case_store.client.two_person import Confirmed
from case_store.engine import open_engine
from case_store.keys import CENTRE, hall_reader, read_keys
from case_store.log.event_log import EventLog, Happened
from case_store.log.schema import event, metadata, outbox
from case_store.store import Store
from case_store.sync import hall_outbox
from case_store.sync.batch import Batch, pack
from case_store.sync.ingest import ingest
from case_store.tokens import COUNTER
from cases.advice.grade import CaseGrade
from cases.casework import case_commands as ask
from cases.queue.help_call import HelpCalled
from cases.refusal import Refusal
from cases.views import StaffView
from tests.case_store.served import PIN, STREAM
from tests.case_store.test_tenures import grade, register, say, take_over
from tests.real_hall import RealHall

__all__ = ["RealCentre"]


class RealCentre(RealHall):
    """The counter's own store is the centre; `sender` is the log of a hall that pushes to it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._ground.hall = self._ground.centre
        self.url = self._ground.centre.url
        self._keys = read_keys(self._ground.keys[hall_reader(STREAM)])
        self._signers = read_keys(self._ground.keys[CENTRE]).signers
        self._engine = open_engine(root / "sender.db", self._keys.database_key)
        metadata.create_all(self._engine)
        self.sender = EventLog(
            self._engine, stream=STREAM, node=self._keys.name, policy_rev="test", has_upstream=True
        )

    def close(self) -> None:
        """The end of the test."""
        super().close()
        self.sender.close()
        self._engine.dispose()

    def call_help_there(self, *names: str) -> None:
        """Somebody presses 叫人帮忙 in that hall."""
        now = self.clock.now()
        for name in names:
            called = HelpCalled(help_id=name, kiosk_id="k1", page="home", called_at=now)
            with self.sender.writing(uuid4(), now) as work:
                happened = Happened(aggregate=f"help:{name}", event=called, at=now, actor="system")
                work.append(happened)

    def late_decision(self) -> None:
        """A case is registered there and taken over here; then that hall grades it."""
        say(self.sender, register(), ask.AcceptCase(staff_id="s1"))
        self.push()
        self._run(say, self._store.log, take_over(2), grade(CaseGrade.ORDINARY))
        say(self.sender, grade(CaseGrade.DIFFICULT))
        self.push()

    def batch(self) -> Batch:
        """What that hall would push next."""
        with self.sender.reading() as connection:
            return hall_outbox.next_batch(connection, STREAM, self.sender.node, 500)

    def again(self, batch: Batch, count: int) -> Batch:
        """The first of a batch, as a second machine of that hall would tell them."""
        return replace(batch, items=batch.items[:count])

    def push(self, batch: Batch | None = None) -> list[str]:
        """Signed and taken; why each was kept apart, "" for what was not."""
        self.clock.move_by(timedelta(minutes=1))
        signed = pack(batch or self.batch(), self.sender.node, self._keys.signing)
        now = self.clock.now()
        answer = self._runner.run(
            self._store.in_log(lambda connection: ingest(connection, signed, self._signers, now))
        )
        assert not isinstance(answer, Refusal), answer
        with self.sender.writing(uuid4(), now) as work:
            hall_outbox.settle(work.connection, STREAM, [v.id for v in answer], [])
        return [verdict.reason for verdict in answer]

    def refused_above(self) -> None:
        """The case that was graded here was told above, and not taken there."""

        def answered(connection: sa.Connection) -> None:
            is_ours = sa.and_(event.c.stream == CENTRE, event.c.type == "case_graded")
            graded = connection.execute(sa.select(event).where(is_ours)).one()
            connection.execute(sa.insert(outbox).values(stream=CENTRE, position=graded.position))
            hall_outbox.settle(connection, CENTRE, [], [(graded.id, "not_placeable")])

        self._runner.run(self._store.in_log(answered))

    def confirm(self, person: StaffView) -> Confirmed | Refusal:
        """The second person says yes to what waits, at another counter."""

        async def say_yes() -> Confirmed | Refusal:
            async with self._ground.client(COUNTER) as client:
                await client.sign_in(person.staff_id, PIN, None)
                waiting = await client.two_person.rows()
                assert not isinstance(waiting, Refusal)
                return await client.two_person.confirm(waiting[-1].request_id, person.staff_id, PIN)

        return self._runner.run(say_yes())

    @property
    def _store(self) -> Store:
        store = self._ground.hall.store
        assert store is not None
        return store

    def _run(self, act: Any, *args: Any) -> None:
        self._runner.run(self._store.run(act, *args))


def torn(batch: Batch, n: int, **changes: Any) -> Batch:
    """With another word in the n-th event."""
    items = [dict(item) for item in batch.items]
    items[n] = {**items[n], "event": {**items[n]["event"], **changes}}
    return replace(batch, items=items)
