"""All tables made anew from a hall's log, as after an upgrade: events a second of one core, on a real file."""

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.engine import open_engine
from case_store.log.placed import Placed
from case_store.log.placing import place
from case_store.log.projections import rebuild
from case_store.log.schema import metadata
from case_store.log.wire import from_wire, keys_from_wire
from tests.bench.measure import Measurement, at_least
from tests.bench.told_halls import TellingHall, morning
from tests.case_store.two_stores import NOON, STREAM

DAYS = 40  # some 450 events each
EVENTS_A_SECOND_MIN = 1_000_000 / 15  # issue 7


def measure() -> list[Measurement]:
    """By the work of this process alone: others may use the machine."""
    happened = morning()
    items = TellingHall(STREAM, Ed25519PrivateKey.generate(), 1, happened).items()
    with TemporaryDirectory(prefix="bench-refold-") as name:
        engine = open_engine(Path(name) / "hall.db", b"k" * 32)
        metadata.create_all(engine)
        for _ in range(DAYS):
            told = [
                Placed.of(from_wire(one["event"]), keys_from_wire(one["keys"]))
                for one in islice(items, len(happened))
            ]
            with engine.begin() as connection:
                place(connection, STREAM, told, NOON, push_on=False)
        began = process_time()
        with engine.begin() as connection:
            events = rebuild(connection)
        worked = process_time() - began
        engine.dispose()
    return [at_least("store.refold_rate", events / worked, "events/s", EVENTS_A_SECOND_MIN)]
