"""What is going on when the power fails: a kiosk, its hall and the centre, on recorded files, through their real doors.

Whenever somebody has been answered, the recording is told: that is what no cut may take away.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import uuid_utils.compat as uuid_v7

from case_store.config import StoreConfig, UpstreamConfig
from case_store.keys import CENTRE
from case_store.kiosk.kept import QUEUE_TICKET, paper_job_id
from case_store.kiosk.outbox import KioskOutbox
from case_store.store import Store
from case_store.sync import hall_outbox
from case_store.sync.batch import pack
from case_store.sync.ingest import ingest
from case_store.sync.push import Verdict
from case_store.tokens import COUNTER, HALL, write_tokens
from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode
from cases.queue.submission import Submission
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from tests.case_store.one_hall import NODE, POLICY, STREAM, OneHall, granted
from tests.faults.power.recorder import Recording

P = ParamSpec("P")
T = TypeVar("T")
RECEIPT = "receipt"
BATCH_EVENTS = 20  # so that a push takes several batches


class PushingHall(OneHall):
    """A hall with a centre above it."""

    @property
    def config(self) -> StoreConfig:
        upstream = UpstreamConfig(url="http://127.0.0.1:9")
        return super().config.model_copy(update={"upstream": upstream})


class World:
    """`hall.db`, `centre.db` and `kiosk.db` in a folder. `play` it, then look at the recording."""

    def __init__(self, folder: Path, recording: Recording, chance: random.Random) -> None:
        self._recording, self._chance = recording, chance
        self.hall_file, self.kiosk_file, self.centre_file = (
            folder / name for name in ("hall.db", "kiosk.db", "centre.db")
        )
        self.hall = PushingHall(folder)
        write_tokens(folder / "centre.tokens.json", {role: f"token-of-{role}" for role in (HALL, COUNTER)})
        self.centre = Store(self.centre_config)
        self.kiosk_key = self.hall.keys_of("kiosk:k1").database_key
        self._kiosk = KioskOutbox(self.kiosk_file, self.kiosk_key)
        self._desks = [self.hall.desk(number) for number in (1, 2, 3)]
        for file in (self.hall_file, self.kiosk_file, self.centre_file):
            recording.acknowledge(file)

    @property
    def centre_config(self) -> StoreConfig:
        """The centre beside this hall."""
        changes = {
            "role": "centre",
            "name": CENTRE,
            "database": self.centre_file,
            "key_file": self.hall.keys[CENTRE],
            "tokens_file": self.centre_file.with_name("centre.tokens.json"),
            "upstream": None,
        }
        return self.hall.config.model_copy(update=changes)

    def play(self, rounds: int) -> None:
        """So many things happen, by chance."""
        deeds: tuple[Callable[[], None], ...] = (
            self._somebody_comes,
            self._somebody_comes,
            self._several_commands_share_a_commit,
            self._somebody_is_served,
            self._push,
            self._time_goes_on,
        )
        for _ in range(rounds):
            self._chance.choice(deeds)()
        self._push()

    def close(self) -> None:
        """Give the files back."""
        self._kiosk.close()
        self.hall.store.close()
        self.centre.close()

    def _answered(self, answer: T, file: Path) -> T:
        self._recording.acknowledge(file)
        return answer

    def _at_hall(self, answer: T | Refusal) -> T:
        return self._answered(granted(answer), self.hall_file)

    def _at_kiosk(
        self, act: Callable[Concatenate[KioskOutbox, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self._answered(act(self._kiosk, *args, **kwargs), self.kiosk_file)

    def _somebody_comes(self) -> None:
        """确认 → kept at the kiosk → asked of the hall, or a leased number → confirmed → what became of the papers."""
        hall = self.hall.store.hall
        self._at_kiosk(KioskOutbox.keep_leases, self._at_hall(hall.leases("k1")))
        asked = self.hall.submission(case_code="")
        submission = self._at_kiosk(KioskOutbox.store, asked, (QUEUE_TICKET, RECEIPT), self._code)
        if self._chance.random() < 0.3:
            self._at_hall(hall.submit(submission))  # and its answer is lost: both give a number
            given = (submission.visit_id, uuid_v7.uuid7(), hall_date(self.hall.clock.now()))
            submission = self._at_kiosk(KioskOutbox.give_number, *given)
        self._at_hall(hall.submit(submission))
        self._at_kiosk(KioskOutbox.confirm, submission.visit_id, self.hall.clock.now())
        for paper in (QUEUE_TICKET, RECEIPT):
            job = paper_job_id(submission.visit_id, paper)
            self._at_kiosk(KioskOutbox.tell_paper, job, PaperState.PRINTED, "")
        for report in self._kiosk.papers_to_tell():
            self._at_kiosk(KioskOutbox.paper_told, report)

    def _code(self, serial: int) -> str:
        return CaseCode(POLICY.hall.centre_code, hall_date(self.hall.clock.now()), serial).text

    def _several_commands_share_a_commit(self) -> None:
        """As the store's thread does with what waits together: answered when all of it is durable."""
        asked: list[Submission] = [self.hall.submission(draft=True, confirmed=False) for _ in range(3)]
        with self.hall.store.log.group():
            for submission in asked:
                granted(self.hall.store.hall.submit(submission))
        self._answered(None, self.hall_file)

    def _somebody_is_served(self) -> None:
        desk = self._chance.choice(self._desks)
        called = self.hall.store.hall.call_next(uuid_v7.uuid7(), desk)
        if isinstance(called, Refusal):
            return
        self._answered(called, self.hall_file)
        hall = self.hall.store.hall
        if self._chance.random() < 0.2:
            self._at_hall(hall.no_show(uuid_v7.uuid7(), desk, called.visit_id))
            return
        row = self._at_hall(hall.start(uuid_v7.uuid7(), desk, called.visit_id))
        if row.case_id is not None:
            self._at_hall(hall.open_matter(desk, row.visit_id))
        self._at_hall(hall.end(uuid_v7.uuid7(), desk, row.visit_id))

    def _time_goes_on(self) -> None:
        self.hall.clock.move_by(timedelta(minutes=self._chance.randint(1, 40)))
        self._answered(self.hall.store.hall.tick(), self.hall_file)

    def _push(self) -> None:
        """Everything that waits; the hall forgets what the centre has answered."""
        while self._push_a_batch():
            pass

    def _push_a_batch(self) -> int:
        hall, centre = self.hall.store, self.centre
        batch = hall._in_transaction(lambda c: hall_outbox.next_batch(c, STREAM, NODE, BATCH_EVENTS))
        signed = pack(batch, NODE, hall.keys.signing)
        now = self.hall.clock.now()
        verdicts = centre._in_transaction(lambda c: ingest(c, signed, centre.keys.signers, now))
        assert not isinstance(verdicts, Refusal), verdicts
        assert {verdict.verdict for verdict in verdicts} <= {Verdict.OK, Verdict.DUP}
        self._answered(None, self.centre_file)
        ids = tuple(verdict.id for verdict in verdicts)
        hall._in_transaction(lambda c: hall_outbox.settle(c, STREAM, ids, ()))
        return self._answered(len(ids), self.hall_file)
