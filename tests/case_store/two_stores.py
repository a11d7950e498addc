"""A hall and its centre as two real encrypted files, without a service: what sync is tested on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from case_store.central.postgres import open_postgres
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.log.event_log import EventLog, Happened
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.schema import event, quarantine
from case_store.migrations import upgrade
from case_store.sync import hall_outbox
from case_store.sync.batch import Batch, SignedBatch, pack
from case_store.sync.ingest import ingest
from case_store.sync.push import EventVerdict
from cases.codec import Event
from cases.hall_time import HALL_ZONE
from cases.refusal import Refusal
from tests.case_store.on_postgres import fresh_engine, fresh_file

STREAM = "150502000"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=HALL_ZONE)


@dataclass
class TwoStores:
    """`hall` writes and waits; `centre` takes what it is handed."""

    hall: EventLog
    centre: EventLog
    hall_keys: Keys
    centre_keys: Keys
    engines: tuple[sa.Engine, ...]

    def happen(self, aggregate: str, *events: Event, at: datetime = NOON) -> None:
        """Something was decided in the hall."""
        with self.hall.writing(uuid4(), NOON) as work:
            work.append(*(Happened(aggregate=aggregate, event=e, at=at, actor="system") for e in events))

    def batch(self, events_max: int = 500) -> Batch:
        """What the hall would push next."""
        with self.hall.reading() as connection:
            return hall_outbox.next_batch(connection, STREAM, self.hall.node, events_max)

    def sign(self, batch: Batch) -> SignedBatch:
        """Signed by the hall."""
        return pack(batch, self.hall.node, self.hall_keys.signing)

    def take(self, signed: SignedBatch, now: datetime = NOON) -> tuple[EventVerdict, ...] | Refusal:
        """What the centre makes of it, committed."""
        with self.centre.writing(uuid4(), now) as work:
            answer = ingest(work.connection, signed, self.centre_keys.signers, now)
        self.follow()
        return answer

    def follow(self) -> None:
        """Fold what is placed at the centre and not folded yet: on PostgreSQL that is a step of its own."""
        with self.centre.writing(uuid4(), NOON) as work:
            for stream in behind(work.connection):
                fold_waiting(work.connection, stream)

    def push(self, batch: Batch | None = None) -> tuple[EventVerdict, ...] | Refusal:
        """One push, and the hall forgets nothing yet."""
        return self.take(self.sign(batch or self.batch()))

    def at_centre(self, table: sa.Table = event) -> list[Any]:
        """Rows of the hall's stream at the centre, in order of their position."""
        with self.centre.reading() as connection:
            order = table.c.position if table is event else table.c.id
            return list(connection.execute(sa.select(table).where(table.c.stream == STREAM).order_by(order)))

    def apart(self) -> dict[str, str]:
        """{event id: reason} of the centre's quarantine."""
        return {row.id: row.reason for row in self.at_centre(quarantine)}

    def close(self) -> None:
        """Give both files back."""
        for log in (self.hall, self.centre):
            log.close()
        for engine in self.engines:
            engine.dispose()


def open_two_stores(folder: Path, centre_url: str | None = None, *, hall_in_file: bool = False) -> TwoStores:
    """Fresh files, fresh keys; the centre's in PostgreSQL where there is a URL, in its tables of now.

    `hall_in_file`: the hall's is a file in any case, for tests that copy its disk.
    """
    files = make_keys(folder / "keys", STREAM)
    hall_keys, centre_keys = read_keys(files[hall_reader(STREAM)]), read_keys(files[CENTRE])
    hall = (fresh_file if hall_in_file else fresh_engine)(
        folder / "hall.db", hall_keys.database_key, hall_keys.name
    )
    if centre_url is None:
        centre = fresh_engine(folder / "centre.db", centre_keys.database_key, CENTRE)
    else:
        centre = open_postgres(centre_url, CENTRE)
        upgrade(centre)
    return TwoStores(
        hall=EventLog(hall, stream=STREAM, node=hall_keys.name, policy_rev="test", has_upstream=True),
        centre=EventLog(centre, stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False),
        hall_keys=hall_keys,
        centre_keys=centre_keys,
        engines=(hall, centre),
    )


def verdicts(answer: Iterable[EventVerdict] | Refusal) -> list[str]:
    """Only the words."""
    return [answer.code] if isinstance(answer, Refusal) else [v.verdict.value for v in answer]
