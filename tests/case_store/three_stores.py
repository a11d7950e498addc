"""Two halls and their centre as three real encrypted files, without a service: what pull and transfer are tested on."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from case_store.keys import CENTRE, Keys, hall_reader, read_keys
from case_store.log.event_log import EventLog
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.history import case_name, case_of
from case_store.log.schema import event
from case_store.seal import new_case_key, seal, wrap
from case_store.secrecy.cipher import AES, Suite
from case_store.sync import hall_outbox, pull_answer
from case_store.sync.batch import pack
from case_store.sync.ingest import ingest
from case_store.sync.pull_apply import Applied, Pulled, apply_pulled, read_cursor, read_pulled
from case_store.sync.push import EventVerdict
from cases.casework import case_commands as ask
from cases.casework.by import By
from cases.casework.case_rules import decide
from cases.casework.case_state import Case
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter
from cases.matter.source import Source
from tests.case_store.keys_of_halls import keys_of_halls
from tests.case_store.on_postgres import fresh_engine
from tests.case_store.one_hall import POLICY, granted

A, B = "150502000", "150521000"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=HALL_ZONE)
LEADER = By(staff_id="lead", role="leader")
DESK = By(staff_id="s1", role="reception")
PRIVATE = PrivateMatter(contact_name="王某甲", contact_phone="13000000021", story="天天夜里吵，睡不着。")


@dataclass
class AStore:
    """One file and its log."""

    log: EventLog
    keys: Keys
    engine: sa.Engine

    def say(self, case_id: str, *commands: ask.CaseCommand, by: str = "staff:s1") -> None:
        """Commands, each decided by the rule on what this store knows."""
        for command in commands:
            with self.log.writing(uuid4(), NOON) as work:
                case = case_of(work, case_id)
                events = granted(decide(case, command, POLICY, NOON, self.log.stream))
                work.record(case_name(case_id), events, by)

    def follow(self) -> None:
        """Fold what is placed and not folded yet: on PostgreSQL that is a step of its own."""
        with self.log.writing(uuid4(), NOON) as work:
            for stream in behind(work.connection):
                fold_waiting(work.connection, stream)

    def case(self, case_id: str) -> Case:
        """As it is known here."""
        with self.log.writing(uuid4(), NOON) as work:
            found = case_of(work, case_id)
        assert found is not None
        return found

    def rows(self, table: sa.Table) -> list[Any]:
        """What a table has."""
        with self.log.reading() as connection:
            return list(connection.execute(sa.select(table).order_by(*table.primary_key)))

    def types(self, case_id: str) -> list[tuple[str, str]]:
        """(stream, type) of all that is known of a case, in the order in which it came."""
        told = [row for row in self.rows(event) if row.aggregate == case_name(case_id)]
        return [(row.stream, row.type) for row in told]


@dataclass
class ThreeStores:
    """Halls A and B write and wait; the centre takes what it is handed, and answers."""

    centre: AStore
    halls: dict[str, AStore] = field(default_factory=dict)

    @property
    def a(self) -> AStore:
        return self.halls[A]

    @property
    def b(self) -> AStore:
        return self.halls[B]

    def push(self, hall: str, centre_clock: datetime = NOON) -> tuple[EventVerdict, ...]:
        """Everything that waits; what is answered is forgotten."""
        verdicts: tuple[EventVerdict, ...] = ()
        log = self.halls[hall].log
        while True:
            with log.reading() as connection:
                batch = hall_outbox.next_batch(connection, hall, log.node, 500)
            if not batch.items:
                return verdicts
            signed = pack(batch, log.node, self.halls[hall].keys.signing)
            with self.centre.log.writing(uuid4(), centre_clock) as work:
                answer = granted(ingest(work.connection, signed, self.centre.keys.signers, centre_clock))
            self.centre.follow()
            with log.writing(uuid4(), NOON) as work:
                hall_outbox.settle(work.connection, hall, [verdict.id for verdict in answer], ())
            verdicts += answer

    def answer(self, hall: str, *, events_max: int = 500) -> bytes:
        """What the centre answers where the hall stands."""
        with self.halls[hall].log.reading() as connection:
            cursor = read_cursor(connection, hall)
        return self.answer_at(hall, cursor.position, cursor.mark, events_max)

    def answer_at(self, hall: str, position: int, mark: str, events_max: int = 500) -> bytes:
        """The same for any cursor."""
        keys = self.centre.keys
        with self.centre.log.writing(uuid4(), NOON) as work:
            return pull_answer.answer(
                work.connection, keys, hall, position=position, mark=mark, events_max=events_max
            )

    def take(self, hall: str, answer: bytes | Pulled) -> Applied:
        """The hall takes an answer in."""
        pulled = answer if isinstance(answer, Pulled) else read_pulled(answer)
        with self.halls[hall].log.writing(uuid4(), NOON) as work:
            applied = apply_pulled(work.connection, hall, pulled, NOON)
        self.halls[hall].follow()
        return applied

    def pull(self, hall: str, *, events_max: int = 500) -> list[str]:
        """Until there is no more; types of what was new."""
        told: list[str] = []
        while True:
            content = self.answer(hall, events_max=events_max)
            told += [placed.envelope.type for placed in self.take(hall, content).placed]
            if not read_pulled(content).more:
                return told

    def everybody_hears(self) -> None:
        """The network is whole."""
        for _ in range(2):
            for hall in self.halls:
                self.push(hall)
            for hall in self.halls:
                self.pull(hall)

    def close(self) -> None:
        """Give the files back."""
        for store in (self.centre, *self.halls.values()):
            store.log.close()
            store.engine.dispose()


def open_three_stores(folder: Path) -> ThreeStores:
    """Fresh files, fresh keys."""
    files = keys_of_halls(folder / "keys", (A, B))

    def opened(stream: str, node: str) -> AStore:
        keys = read_keys(files[node])
        engine = fresh_engine(folder / f"{stream}.db", keys.database_key, node)
        log = EventLog(engine, stream=stream, node=node, policy_rev="test", has_upstream=stream != CENTRE)
        return AStore(log, keys, engine)

    halls = {stream: opened(stream, hall_reader(stream)) for stream in (A, B)}
    return ThreeStores(opened(CENTRE, CENTRE), halls)


def registration(store: AStore, case_id: str, serial: int = 1724, suite: Suite = AES) -> ask.RegisterCase:
    """A matter, sealed for those whom this store knows."""
    key = new_case_key(case_id, suite)
    matter = SealedMatter(
        open=OpenMatter(category="neighbour", dispute_type="0203", party_count=1),
        sealed=seal(key, PRIVATE),
        keys=wrap(key, store.keys.readers),
    )
    return ask.RegisterCase(
        case_id=case_id,
        case_code=f"ZZ150502000261123{serial:06d}",
        visit_id=None,
        source=Source.COUNTER,
        matter=matter,
        receipt_code_hash="",
        confirmed_at=NOON,
    )


def record(record_id: str) -> ask.RecordHandling:
    """An addition that anybody may make."""
    return ask.RecordHandling(by=DESK, record_id=record_id, kind="talk", done_at=NOON)
