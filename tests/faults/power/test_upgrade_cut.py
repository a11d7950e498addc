"""The power fails while a file of an older version is brought to the tables of this one: the next start goes on."""

import random
from pathlib import Path

import sqlalchemy as sa

from case_store.engine import open_engine
from case_store.migrations import migrate, upgrade
from tests.faults.power.disk import Cut, Disk
from tests.faults.power.recorder import recording

KEY = bytes(range(32))
OLD = "0006"
CUTS = 12


def schema(engine: sa.Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return sorted(
            (row.type, row.name)
            for row in connection.exec_driver_sql("SELECT type, name FROM sqlite_master")
            if not row.name.startswith("sqlite_")
        )


def test_wherever_it_was_cut_the_next_start_makes_the_same_tables(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with recording() as record:
        engine = open_engine(file, KEY)
        migrate(engine, OLD)
        began = len(record.of(file))
        upgrade(engine)
        ended, wanted = len(record.of(file)), schema(engine)
        engine.dispose()
    chance = random.Random(5)  # noqa: S311  no secret
    cuts = set(chance.sample(range(began, ended), CUTS))
    disk = Disk()
    for at, step in enumerate(record.of(file)[:ended]):
        disk.take(step)
        if at in cuts:
            folder = tmp_path / str(at)
            folder.mkdir()
            for name, content in disk.after(chance.choice(list(Cut)), chance).items():
                (folder / name).write_bytes(content)
            engine = open_engine(folder / "old.db", KEY)
            upgrade(engine)
            assert schema(engine) == wanted, at
            engine.dispose()
