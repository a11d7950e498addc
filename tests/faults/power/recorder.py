"""Our databases on a file system that writes down what SQLite does to it.

`recording()` puts a recorder where `sqlcipher3.connect` is, one line below `cipher_file.connect`; everything above it
(pragmas, engine, event log, outbox) is what runs in life. The library below is another build: apsw-sqlite3mc (SQLite
3.54.0 with SQLite3MC, in its SQLCipher 4 format) instead of sqlcipher3 (SQLite 3.53.4 with SQLCipher 4.19). That does
not matter here: which bytes are written and synced when is decided by SQLite's pager, its write-ahead log and its VFS
for Unix, the same in both, and both encrypt a page on its way to the file. What a cut leaves is opened by sqlcipher3.

A file's name is made durable as os_unix.c does: the first sync of a journal or write-ahead log syncs the folder too;
the sync of a database never does.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw
import sqlcipher3

from tests.faults.power.disk import (
    Acknowledged,
    Committed,
    Created,
    Deleted,
    FolderSynced,
    Step,
    Synced,
    Truncated,
    Written,
)

_VFS = "recorder"
_WITH_CIPHERS = f"multipleciphers-{_VFS}"
EMPTY = hashlib.sha256().hexdigest()  # the state of a database without tables
_NUMBERS = {
    apsw.FullError: apsw.SQLITE_FULL,
    apsw.IOError: apsw.SQLITE_IOERR,
    apsw.SQLError: apsw.SQLITE_ERROR,
}
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


class Recording:
    """What was done to each database, by the path of its main file. `pragmas` replaces some that the store gives."""

    def __init__(self, pragmas: dict[str, str]) -> None:
        self.pragmas = pragmas
        self.steps: dict[str, list[Step]] = {}
        # Called before SQLite's "read", "write", "sync" of a file; may raise apsw's FullError or IOError in its place.
        self.before: Callable[[str, str], None] = lambda _what, _name: None

    def of(self, database: Path) -> list[Step]:
        """The steps of one database and its journals."""
        return self.steps[str(database)]

    def acknowledge(self, database: Path) -> None:
        """Whoever asked this store has been answered."""
        self.of(database).append(Acknowledged())

    def add(self, name: str, step: Callable[[str], Step]) -> None:
        """A step of the file with this path."""
        main = name.removesuffix("-wal").removesuffix("-journal")
        self.steps.setdefault(main, []).append(step(Path(name).name))


_now: Recording | None = None  # the VFS is SQLite's for as long as the process lives; its recording changes


def _add(name: str, step: Callable[[str], Step]) -> None:
    if _now is not None:
        _now.add(name, step)


def _before(what: str, name: str) -> None:
    if _now is not None:
        _now.before(what, name)


class _File(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._names_its_folder = bool(flags[0] & (apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL))
        if _now is not None and not _is_there(self._name):
            _add(self._name, Created)
        super().__init__("unix", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802  apsw's name
        _before("read", self._name)
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        _before("write", self._name)
        content = bytes(data)
        super().xWrite(content, offset)
        _add(self._name, lambda name: Written(name, offset, content))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        _add(self._name, lambda name: Truncated(name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        _before("sync", self._name)
        super().xSync(flags)
        _add(self._name, Synced)
        if self._names_its_folder:
            _add(self._name, lambda _name: FolderSynced())
            self._names_its_folder = False


class _Vfs(apsw.VFS):
    def __init__(self) -> None:
        super().__init__(_VFS, "unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        _add(filename, Deleted)
        if syncdir:
            _add(filename, lambda _name: FolderSynced())


_vfs: list[_Vfs] = []


def _is_there(name: str) -> bool:
    """As far as this recording knows: whoever made an empty file before SQLite did not tell us."""
    there = False
    main = name.removesuffix("-wal").removesuffix("-journal")
    for step in (_now.steps if _now else {}).get(main, ()):
        if isinstance(step, Created | Deleted) and step.name == Path(name).name:
            there = isinstance(step, Created)
    return there


@contextmanager
def recording(pragmas: dict[str, str] | None = None) -> Iterator[Recording]:
    """Every database opened within is recorded. `pragmas`: {statement of ours: what runs in its place}."""
    global _now  # noqa: PLW0603
    if not _vfs:
        _vfs.append(_Vfs())
    _now = Recording(pragmas or {})
    try:
        with patch.object(sqlcipher3, "connect", _connect):
            yield _now
    finally:
        _now = None


def state_of(rows: Callable[[str], Iterable[Any]]) -> str:
    """What a database holds, whole, as a short text to compare. `rows` runs one SELECT."""
    digest = hashlib.sha256()
    for (table,) in list(rows(_TABLES)):
        digest.update(table.encode())
        for row in sorted(repr(tuple(row)) for row in rows(f'SELECT * FROM "{table}"')):  # noqa: S608
            digest.update(row.encode())
    return digest.hexdigest()


def _connect(path: str, **_how: Any) -> "_Connection":
    return _Connection(path)


class _Connection:
    """As much of DB-API 2 as sqlcipher3's connection in autocommit mode, and no more than we use of it."""

    isolation_level = None

    def __init__(self, path: str) -> None:
        self._path = path
        self._db = apsw.Connection(path, vfs=_WITH_CIPHERS)
        for pragma in ("cipher = 'sqlcipher'", "legacy = 4"):
            self._db.execute(f"PRAGMA {pragma}").fetchall()

    def cursor(self, *_how: Any) -> "_Cursor":
        return _Cursor(self, self._db)

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._db.close()

    @property
    def in_transaction(self) -> bool:
        return self._db.in_transaction

    def create_function(self, name: str, narg: int, func: Any, *, deterministic: bool = False) -> None:
        self._db.create_scalar_function(name, func, narg, deterministic=deterministic)

    def committed(self) -> None:
        """A transaction is over: write down what there is now."""
        state = state_of(self._db.execute)
        _add(self._path, lambda _name: Committed(state))


class _Cursor:
    """Reads everything at once: our results are short."""

    arraysize = 1

    def __init__(self, connection: _Connection, db: apsw.Connection) -> None:
        self.connection, self._db = connection, db
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount, self.lastrowid = -1, 0

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        return self._run(sql, lambda cursor: cursor.execute(self._ours(sql), values))

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Cursor":
        return self._run(sql, lambda cursor: cursor.executemany(sql, rows))

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._rows))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []

    def setinputsizes(self, *_sizes: Any) -> None: ...

    def _ours(self, sql: str) -> str:
        return _now.pragmas.get(sql, sql) if _now else sql

    def _run(self, sql: str, run: Callable[[apsw.Cursor], Iterable[Any]]) -> "_Cursor":
        cursor = self._db.cursor()
        cursor.exec_trace = self._described
        was_open = self._db.in_transaction
        try:
            self._rows = list(run(cursor))
        except apsw.ConstraintError as error:
            raise sqlcipher3.IntegrityError(str(error)) from error
        except apsw.Error as error:
            raised = sqlcipher3.OperationalError(str(error))
            raised.sqlite_errorcode = _NUMBERS[type(error)]  # as sqlcipher3 says it
            raise raised from error
        self.rowcount = -1 if self.description else self._db.changes()
        self.lastrowid = self._db.last_insert_rowid()
        if not self._db.in_transaction and (was_open or sql.startswith("CREATE")):  # the rest is only read so
            self.connection.committed()
        return self

    def _described(self, cursor: apsw.Cursor, _sql: str, _values: Any) -> bool:
        columns = cursor.get_description()
        self.description = tuple((name, *(None,) * 6) for name, *_ in columns) or None
        return True
