"""The encrypted database file: SQLCipher under SQLAlchemy Core, one writer connection (toolchain.md §3).

Never open a live file with the standard library's `sqlite3`: on close it deletes the -wal and -shm under the
open writer (pitfalls.md §4).
"""

import fcntl
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from case_store.errors import StoreError

SQLITE_VERSION_MIN = (3, 51, 3)  # before it: the WAL-reset bug with two connections (pitfalls.md §4)
BUSY_TIMEOUT_MS = 5000
KEY_HEX_DIGITS = 64
READ_ONLY = {
    "read_only": True
}  # execution option of a connection that only reads: BEGIN, not BEGIN IMMEDIATE


def open_engine(path: Path, key: bytes) -> sa.Engine:
    """The engine of an encrypted file, made if it is not there; `key` is 32 random bytes.

    It has one connection, which may change threads but serves one at a time. Raises StoreError:
    `store.wrong_key` (also for a damaged file), `store.sqlite_too_old`.
    """
    found: tuple[int, ...] = sqlcipher3.sqlite_version_info
    if found < SQLITE_VERSION_MIN:
        raise StoreError(
            "store.sqlite_too_old",
            found=sqlcipher3.sqlite_version,
            needed=".".join(map(str, SQLITE_VERSION_MIN)),
        )
    key_hex = key.hex()
    if len(key_hex) != KEY_HEX_DIGITS:
        raise StoreError("store.key_file_invalid", path=str(path))
    _create_private(path)
    engine = sa.create_engine(
        f"sqlite+pysqlite:///{path}",
        module=sqlcipher3,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={
            "check_same_thread": False,
            "isolation_level": None,
            "timeout": BUSY_TIMEOUT_MS / 1000,
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        run = connection.execute
        run("PRAGMA cipher_log_level = NONE")  # otherwise a wrong key prints three lines on stderr
        run(f"PRAGMA key = \"x'{key_hex}'\"")
        run("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key fails here
        run("PRAGMA journal_mode = WAL").fetchone()
        run("PRAGMA synchronous = FULL")  # NORMAL lost acknowledged commits in 283 of 400 power cuts
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA temp_store = MEMORY")  # nothing decrypted may reach a temporary file
        run(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}").fetchone()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    try:
        engine.connect().close()
    except DatabaseError as error:
        engine.dispose()
        if "not a database" in str(error.orig):
            raise StoreError("store.wrong_key", path=str(path)) from error
        raise StoreError("store.unreadable", path=str(path), why=str(error.orig)) from error
    return engine


def hold_alone(path: Path) -> int:
    """Lock `<path>.lock` for this process; the descriptor is the lock, `os.close` gives it back.

    Raises StoreError `store.already_open`: two processes with one file would use one sequence twice.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise StoreError("store.already_open", path=str(path)) from error
    return descriptor


def _create_private(path: Path) -> None:
    """SQLite gives -wal and -shm the mode of the file itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
