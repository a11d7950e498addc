"""Indexes of tables that are filled from nothing: made once of what is there at the end, not row by row.

Where they are larger than the cache of pages, each row would touch a page of each. On SQLite, where a rebuild has the
whole file to itself; on PostgreSQL others may read meanwhile, and would wait for a table without its indexes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import orjson
import sqlalchemy as sa

_THESE = sa.text(
    "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'index' AND name IN (SELECT value FROM json_each(:names)) ORDER BY name"
)


@contextmanager
def without(connection: sa.Connection, indexes: Sequence[sa.Index]) -> Iterator[None]:
    """In one transaction, which brings them back if it fails. Nobody may look anything up by them within."""
    if connection.dialect.name != "sqlite":
        yield
        return
    names = orjson.dumps([index.name for index in indexes]).decode()
    found = connection.execute(_THESE, {"names": names}).all()
    for name, _sql in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _name, sql in found:
        connection.exec_driver_sql(sql)
