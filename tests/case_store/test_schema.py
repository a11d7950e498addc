"""Tables and migrations agree, and every key can be split by hall."""

import os
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from case_store.engine import open_engine
from case_store.log.schema import metadata
from case_store.migrations import upgrade


def test_the_migrations_make_exactly_the_tables_of_the_program(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "x.db", os.urandom(32))
    upgrade(engine)
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


def test_every_unique_key_contains_the_stream() -> None:
    for table in metadata.tables.values():
        keys = [c for c in table.constraints if isinstance(c, sa.PrimaryKeyConstraint | sa.UniqueConstraint)]
        assert keys
        for key in keys:
            assert "stream" in key.columns, (table.name, key.name)
        assert not [index.name for index in table.indexes if index.unique]
