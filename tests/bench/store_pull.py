"""What a hall that asks is answered: events a second of one core, page after page, until the centre has told all."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.engine import open_engine
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.log.placed import Placed
from case_store.log.placing import place
from case_store.log.projections.downlinks import join
from case_store.log.schema import case_access, case_key, event, metadata
from case_store.log.wire import from_wire, keys_from_wire
from case_store.run import spare_the_garbage_collector
from case_store.sync import pull_answer
from cases.casework.access import STORE
from tests.bench.measure import Measurement, at_least
from tests.bench.told_halls import TellingHall, morning
from tests.case_store.two_stores import NOON

DAYS = 20  # of one hall, some 450 events each
TOLD, ASKS = "150501000", "150502000"
EVENTS_A_SECOND_MIN = 100_000.0  # issue 7


def measure() -> list[Measurement]:
    """The best of three times through all of it, by the work of this process alone."""
    with _centre() as (connection, keys):
        spare_the_garbage_collector()  # as the service does once it is open
        best = max(_told(connection, keys) for _ in range(3))
    return [at_least("store.pull_rate", best, "events/s", EVENTS_A_SECOND_MIN)]


@contextmanager
def _centre() -> Iterator[tuple[sa.Connection, Keys]]:
    """A centre that has been told by one hall what concerns another, on a real file."""
    with TemporaryDirectory(prefix="bench-pull-") as name:
        keys = read_keys(make_keys(Path(name) / "keys", ASKS)[CENTRE])
        engine = open_engine(Path(name) / "centre.db", keys.database_key)
        metadata.create_all(engine)
        happened = morning()
        items = TellingHall(TOLD, Ed25519PrivateKey.generate(), 1, happened).items()
        with engine.connect() as connection:
            for _ in range(DAYS):
                told = list(islice(items, len(happened)))
                with connection.begin():
                    of_cases = [one for one in told if one["event"]["aggregate"].startswith("case:")]
                    placed = [
                        Placed.of(from_wire(one["event"]), keys_from_wire(one["keys"])) for one in of_cases
                    ]
                    place(connection, TOLD, placed, NOON, push_on=False)
            with connection.begin():
                _give(connection)
                join(connection, ASKS)
            yield connection, keys
        engine.dispose()


def _give(connection: sa.Connection) -> None:
    """Every case concerns the hall that asks, as if each had been handed to it."""
    first = sa.select(
        event.c.stream,
        sa.func.substr(event.c.aggregate, 6),
        sa.literal(f"{STORE}{ASKS}"),
        event.c.id,
    ).where(event.c.type == "case_registered")
    columns = ["stream", "case_id", "org", "since_event"]
    connection.execute(sa.insert(case_access).from_select(columns, first))
    copy = {"reader": sa.literal(hall_reader(ASKS))}  # of its key for that hall, as after the first time
    kept = sa.select(*(copy.get(column.name, column) for column in case_key.columns))
    names = [column.name for column in case_key.columns]
    connection.execute(sa.insert(case_key).from_select(names, kept.where(case_key.c.reader == CENTRE)))


def _told(connection: sa.Connection, keys: Keys) -> float:
    position, mark, count = 0, "", 0
    worked = 0.0
    while True:
        began = process_time()
        with connection.begin():
            told = pull_answer.answer(connection, keys, ASKS, position=position, mark=mark)
        worked += process_time() - began
        page = orjson.loads(told)
        count += len(page["items"])
        position, mark = page["position"], page["mark"]
        if not page["more"]:
            break
    return count / worked
