"""A copy of an encrypted file while its store runs, in one snapshot and with the same key.

`VACUUM INTO`, not SQLite's page-by-page backup: it is one reading transaction that a writer does not disturb (WAL), it
is as fast, and no page that is free goes along, so nothing that was forgotten is in a copy made afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy.pool import StaticPool

from case_store.cipher_file import connect
from case_store.errors import StoreError

INTACT = "ok"


def copy_file(database: Path, key: bytes, target: Path) -> None:
    """Write the copy to `target`, a new file. Raises StoreError `backup.not_written`, `store.unreadable`."""
    if not database.exists():
        raise StoreError("store.unreadable", path=str(database), why="it is not there")
    connection = connect(database, key)
    try:
        target.touch(0o600)
        connection.execute("VACUUM INTO ?", (str(target),))
    except (sqlcipher3.DatabaseError, OSError) as error:
        raise StoreError("backup.not_written", folder=str(target.parent), why=str(error)) from error
    finally:
        connection.close()


@contextmanager
def reading(copy: Path, key: bytes) -> Iterator[sa.Connection]:
    """A copy that nobody writes, opened so that not a byte of it or beside it changes.

    Raises StoreError `store.wrong_key` when the key is another one's, or the file is damaged.
    """
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3,
        creator=lambda: _open_immutable(copy, key),
        poolclass=StaticPool,
    )
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def is_intact(connection: sa.Connection) -> bool:
    """Whether every page is genuine (SQLCipher's HMAC) and every table and index in order."""
    pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    tables = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    return not pages and tables == [INTACT]


def _open_immutable(copy: Path, key: bytes) -> Any:
    try:
        connection = sqlcipher3.connect(
            f"file:{quote(str(copy.resolve()))}?immutable=1",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher3.DatabaseError:
            connection.close()
            raise
    except sqlcipher3.DatabaseError as error:
        raise StoreError("store.wrong_key", path=str(copy)) from error
    return connection
