"""The encrypted database file itself: SQLCipher, its pragmas, its one owner (toolchain.md §3).

Without SQLAlchemy, of which a kiosk needs nothing: it would cost its memory 12 MB and its start a tenth of a second.

Never open a live file with the standard library's `sqlite3`: on close it deletes the -wal and -shm under the
open writer (pitfalls.md §4).
"""

import fcntl
import os
from pathlib import Path
from typing import Any

import sqlcipher3

from case_store.errors import StoreError

SQLITE_VERSION_MIN = (3, 51, 3)  # before it: the WAL-reset bug with two connections (pitfalls.md §4)
CACHE_KIB = 65_536  # decrypted pages that are kept: every other one costs 20 µs again
BUSY_TIMEOUT_MS = 5000
KEY_HEX_DIGITS = 64


def connect(path: Path, key: bytes) -> Any:
    """A DB-API connection to an encrypted file, made if it is not there; `key` is 32 random bytes.

    It is in autocommit and may change threads, but serves one at a time. Raises StoreError: `store.wrong_key` (also
    for a damaged file), `store.unreadable`, `store.sqlite_too_old`.
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
    try:
        _create_private(path)
        log, journal = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
        # Left by a crash. A journal has to be undone first, which is to write.
        if log.exists() and not journal.exists():
            _try_key(path, key_hex)
        connection = sqlcipher3.connect(
            str(path), check_same_thread=False, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000
        )
        try:
            _prepare(connection, key_hex)
        except sqlcipher3.DatabaseError:
            connection.close()
            raise
    except sqlcipher3.DatabaseError as error:
        if "not a database" in str(error):
            raise StoreError("store.wrong_key", path=str(path)) from error
        raise StoreError("store.unreadable", path=str(path), why=str(error)) from error
    except OSError as error:
        raise StoreError("store.unreadable", path=str(path), why=os.strerror(error.errno or 0)) from error
    return connection


def hold_alone(path: Path) -> int:
    """Lock `<path>.lock` for this process; the descriptor is the lock, `os.close` gives it back.

    Raises StoreError `store.already_open`: two processes with one file would use one sequence twice.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError("store.unreadable", path=str(path), why=os.strerror(error.errno or 0)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise StoreError("store.already_open", path=str(path)) from error
    return descriptor


def _try_key(path: Path, key_hex: str) -> None:
    """Reading alone: a connection that may write, and then cannot read, moves the log into the file as it closes."""
    connection = sqlcipher3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        _open_with(connection, key_hex)
    finally:
        connection.close()


def _open_with(connection: Any, key_hex: str) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")  # otherwise a wrong key prints three lines on stderr
    run(f"PRAGMA key = \"x'{key_hex}'\"")
    run("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key fails here


def _prepare(connection: Any, key_hex: str) -> None:
    _open_with(connection, key_hex)
    run = connection.execute
    run("PRAGMA journal_mode = WAL").fetchone()
    run("PRAGMA synchronous = FULL")  # NORMAL lost acknowledged commits in 283 of 400 power cuts
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA temp_store = MEMORY")  # nothing decrypted may reach a temporary file
    run(f"PRAGMA cache_size = -{CACHE_KIB}")
    run(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}").fetchone()


def _create_private(path: Path) -> None:
    """SQLite gives -wal and -shm the mode of the file itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
