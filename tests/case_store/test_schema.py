"""Tables and migrations agree, and every key can be split by hall."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from case_store.engine import open_engine
from case_store.log.projections import is_outdated, rebuild
from case_store.log.schema import metadata
from case_store.migrations import migrate, upgrade


@pytest.mark.parametrize("way", [migrate, upgrade])
def test_step_by_step_or_at_once_there_are_exactly_the_tables_of_the_program(
    tmp_path: Path, way: Callable[[sa.Engine], None]
) -> None:
    engine = open_engine(tmp_path / "x.db", os.urandom(32))
    way(engine)
    upgrade(engine)  # nothing is left to do
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        planned = {i.name for table in metadata.tables.values() for i in table.indexes}
        made = {
            row[0]
            for row in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix%'"
            )
        }
        assert planned == made


def test_an_older_file_takes_the_steps_that_it_has_not_taken(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "x.db", os.urandom(32))
    migrate(engine, to="0006")
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_new_file_is_what_making_it_anew_would_leave_and_is_not_made_anew(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "x.db", os.urandom(32))
    upgrade(engine)
    with engine.begin() as connection:
        assert not is_outdated(connection)
        new = _rows(connection)
        assert rebuild(connection) == 0
        assert _rows(connection) == new


def _rows(connection: sa.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = metadata.sorted_tables
    return {table.name: [tuple(row) for row in connection.execute(sa.select(table))] for table in tables}


def test_every_unique_key_contains_the_stream() -> None:
    for table in metadata.tables.values():
        keys = [c for c in table.constraints if isinstance(c, sa.PrimaryKeyConstraint | sa.UniqueConstraint)]
        assert keys
        for key in keys:
            assert "stream" in key.columns, (table.name, key.name)
        assert not [index.name for index in table.indexes if index.unique]
