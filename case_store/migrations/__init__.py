"""Bringing a database file to the tables of this version, at every start.

A file that is there takes the steps that it has not taken yet (Alembic). A new one is given the tables as they are now:
the steps would make the same ones in ten times the time (a test holds that they are the same).
"""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable

from case_store.central.months import tables_of_log
from case_store.log.projections import VERSION
from case_store.log.schema import event, folded_with, metadata

HERE = Path(__file__).parent
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.Text))


def upgrade(engine: sa.Engine) -> None:
    """To the tables of this version, from whatever the file has."""
    with engine.begin() as connection:
        tables = sa.inspect(connection).get_table_names()
        if not tables:
            for statement in _tables_of_now(engine.dialect.name):
                connection.exec_driver_sql(statement)
            connection.execute(sa.insert(_VERSION), {"version_num": newest()})
            # A log with nothing in it is folded: to empty eighty empty tables at the first start took a quarter of it.
            connection.execute(sa.insert(folded_with), {"stream": "", "version": VERSION})
            return
        stands_at = connection.scalar(sa.select(_VERSION.c.version_num)) if _VERSION.name in tables else None
    if stands_at != newest():
        migrate(engine)


def migrate(engine: sa.Engine, to: str = "head") -> None:
    """Step by step, as far as `to`."""
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def knows(version: str) -> bool:
    """Whether this program can open tables of that version; not those of a newer one."""
    return version in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


@cache
def newest() -> str:
    """The version of the tables as they are now."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("there is no migration")
    return head


@cache
def _tables_of_now(dialect_name: str) -> tuple[str, ...]:
    """The statements; the last table says how far the file has come."""
    dialect = sa.create_mock_engine(f"{dialect_name}://", lambda *_given: None).dialect
    made: list[str] = []
    for table in metadata.sorted_tables:
        if table is event and dialect_name == "postgresql":
            made += tables_of_log(dialect)
            continue
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        # Always in one order: where two indexes serve as well, SQLite takes the one that was made last.
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    made.append(
        "CREATE TABLE alembic_version"
        " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    return tuple(made)
