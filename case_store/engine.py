"""The encrypted file under SQLAlchemy Core: one writer connection (toolchain.md §3); and what a transaction needs
before it begins and after it failed, here and on PostgreSQL (central/postgres.py).
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from case_store.cipher_file import connect
from case_store.errors import StoreError

_POSTGRESQL = "postgresql"


def open_engine(path: Path, key: bytes) -> sa.Engine:
    """The engine of an encrypted file, made if it is not there; `key` is 32 random bytes.

    It has one connection, which may change threads but serves one at a time. Raises what `cipher_file.connect` raises.
    """
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # an error goes into the log, where no row may be read
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    # A read error or a full disk in a statement makes SQLite undo the whole transaction by itself. A savepoint would
    # then begin another one, and a commit do nothing, both without a word.
    @event.listens_for(engine, "savepoint")
    def _savepoint(connection: sa.Connection, _name: str) -> None:
        _still_open(connection, path)

    @event.listens_for(engine, "commit")
    def _commit(connection: sa.Connection) -> None:
        _still_open(connection, path)

    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


class Undone(StoreError):
    """SQLite has undone the transaction by itself: nothing of it is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "store.disk_failed", path=str(path), why="the transaction was undone by SQLite itself"
        )


def _still_open(connection: sa.Connection, path: Path) -> None:
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:
        raise Undone(path)


def make_ready(connection: sa.Connection) -> None:
    """Before a transaction: a line to PostgreSQL that broke in the meantime is made anew."""
    if connection.dialect.name == _POSTGRESQL and not connection.invalidated:
        driver: Any = connection.connection.driver_connection
        if driver.is_lost():
            connection.invalidate()


def is_no_text(error: BaseException) -> bool:
    """Whether a row could not be read because letters of it are damaged: SQLite's driver has no other name for it."""
    return "Could not decode to UTF-8" in str(error)


def read_damaged_text(connection: sa.Connection) -> None:
    """From now on letters that are none are read as "\ufffd", not refused; all text is half as dear again."""
    if connection.dialect.name != _POSTGRESQL:
        driver: Any = connection.connection.driver_connection
        driver.text_factory = lambda raw: raw.decode("utf-8", "replace")


def clean_up(connection: sa.Connection, error: BaseException) -> None:
    """After a transaction that failed: nothing of it stays open.

    Raises StoreError `store.database_away` where the line to PostgreSQL broke, whatever the error was then.
    """
    lost = connection.invalidated
    if not lost:
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == _POSTGRESQL:
            lost = driver.undone_or_lost()
        elif driver.in_transaction:  # where COMMIT itself fails (a full disk), SQLite may leave it open
            driver.rollback()
    if lost:
        connection.invalidate()
        if isinstance(error, Exception) and not isinstance(error, StoreError):
            raise StoreError("store.database_away", why=type(error).__name__) from error
