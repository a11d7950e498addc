"""The three databases of a played world, and what whoever opens them after the cut does with them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from case_store.config import StoreConfig
from case_store.kiosk.outbox import KioskOutbox
from case_store.log.projections import rebuild
from case_store.log.verify import verify
from case_store.store import Store
from tests.case_store.one_hall import granted
from tests.faults.power.cuts import Subject
from tests.faults.power.recorder import Recording, state_of
from tests.faults.power.world import World


def subjects(world: World, recording: Recording) -> tuple[Subject, ...]:
    """Hall, centre, kiosk."""
    hall, centre = world.hall.config, world.centre_config
    kiosk_key = world.kiosk_key
    return (
        Subject(
            name="hall",
            file=world.hall_file,
            key=world.hall.store.keys.database_key,
            steps=recording.of(world.hall_file),
            goes_on=lambda folder: _hall_goes_on(hall, folder, world),
        ),
        Subject(
            name="centre",
            file=world.centre_file,
            key=world.centre.keys.database_key,
            steps=recording.of(world.centre_file),
            goes_on=lambda folder: _centre_goes_on(centre, folder),
        ),
        Subject(
            name="kiosk",
            file=world.kiosk_file,
            key=kiosk_key,
            steps=recording.of(world.kiosk_file),
            goes_on=lambda folder: _kiosk_goes_on(folder / world.kiosk_file.name, kiosk_key, world),
        ),
    )


@contextmanager
def _store(config: StoreConfig, folder: Path) -> Iterator[Store]:
    store = Store(config.model_copy(update={"database": folder / config.database.name}))
    try:
        yield store
    finally:
        store.close()


def _whole(store: Store) -> list[str]:
    """The chain holds, and the tables are what the events make of them."""
    with store.log.reading() as connection:
        faults = [f"{fault.node} {fault.seq}: {fault.what}" for fault in verify(connection)]
    rows = store.log.connection.exec_driver_sql
    with store.log.connection.begin():
        before = state_of(rows)
        rebuild(store.log.connection)
        return faults if state_of(rows) == before else [*faults, "the tables are not as folded"]


def _hall_goes_on(config: StoreConfig, folder: Path, world: World) -> list[str]:
    """Opened as at every start; somebody takes a ticket, whose number nobody else has."""
    with _store(config, folder) as store:
        answer = granted(store.hall.submit(world.hall.submission()))
        with store.log.reading() as connection:
            holders = connection.execute(
                sa.text("SELECT count(*) FROM visit WHERE ticket_no = :n AND business_date = :d"),
                {"n": answer.ticket_no, "d": str(answer.business_date)},
            ).scalar_one()
        return _whole(store) + ([] if holders == 1 else [f"{answer.ticket_no} given {holders} times"])


def _centre_goes_on(config: StoreConfig, folder: Path) -> list[str]:
    with _store(config, folder) as store:
        store.hall.tick()
        return _whole(store)


def _kiosk_goes_on(file: Path, key: bytes, world: World) -> list[str]:
    """What waits can be read, and one more is kept."""
    with closing(KioskOutbox(file, key)) as outbox:
        torn = [visit_id for visit_id in outbox.waiting() if outbox.read(visit_id) is None]
        kept = outbox.store(world.hall.submission(), ("queue_ticket",), lambda serial: f"{serial}")
        return torn + ([] if kept.visit_id in outbox.waiting() else ["not kept"])
