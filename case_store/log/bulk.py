"""Many rows at once: prepared statements on SQLite, COPY and JSON on PostgreSQL, where each row would be a question.

Measured for a batch of 300 events: row by row 250 µs an event, by COPY 20. psycopg writes lists in Python, text by
text: what COPY cannot do goes as one JSON document.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from case_store.log.prepared import Prepared
from case_store.log.sql import upsert

Rows = Sequence[Mapping[str, Any]]
_POSTGRESQL = "postgresql"


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Insert rows that have the same columns. Whatever the table refuses, it refuses all of them."""
    if connection.dialect.name != _POSTGRESQL:
        _insert(table).run_many(connection, rows)
        return
    names = tuple(rows[0])
    driver: Any = connection.connection.driver_connection
    if driver.by_roles:  # PostgreSQL has no COPY into what row-level security guards
        driver.execute(_from_json(table, names), (orjson.dumps(rows).decode(),))
        return
    with driver.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


def keep_rows(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """The same; a row whose key is there already is left as it is."""
    if connection.dialect.name != _POSTGRESQL:
        _keep(table).run_many(connection, rows)
        return
    keep_json(connection, table, tuple(rows[0]), orjson.dumps(rows).decode())


def keep_json(connection: sa.Connection, table: sa.Table, names: tuple[str, ...], rows: str) -> None:
    """The same on PostgreSQL, of a JSON list of objects with these names."""
    driver: Any = connection.connection.driver_connection
    driver.execute(_from_json(table, names) + " ON CONFLICT DO NOTHING", (rows,))


@cache
def _insert(table: sa.Table) -> Prepared:
    return Prepared(sa.insert(table))


@cache
def _keep(table: sa.Table) -> Prepared:
    return Prepared(upsert(table).on_conflict_do_nothing())


@cache
def _from_json(table: sa.Table, names: tuple[str, ...]) -> str:
    """Rows as a list of objects. What JSON of PostgreSQL cannot hold (U+0000), its text cannot hold either."""
    kinds = (f"{name} {'text' if isinstance(table.c[name].type, sa.Text) else 'bigint'}" for name in names)
    columns = ", ".join(names)
    return (
        f"INSERT INTO {table.name} ({columns})"  # noqa: S608  names of our own tables
        f" SELECT {columns} FROM json_to_recordset(%s::json) AS told ({', '.join(kinds)})"
    )
