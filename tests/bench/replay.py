"""The raw limit of a commit: the rows that a commit of ours left in its file, written again by sqlcipher3 alone."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3

Write = tuple[str, tuple[Any, ...]]  # a statement and its values
Rows = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]  # by table, by primary key


@dataclass(slots=True)
class Recording:
    """A file as it was, and what each commit after that wrote into it."""

    schema: list[str]
    before: list[Write]
    commits: list[list[Write]] = field(default_factory=list)


class Recorder:
    """Looks at a whole file after each commit, so it is not for long recordings.

    What comes of it is the least that a commit can cost: rows that are new and columns that differ, no reading.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._columns, self._keys = _tables(connection)
        self._rows = self._look()
        schema = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        ).fetchall()
        self.recording = Recording([sql for (sql,) in schema], self._since({}))

    def committed(self) -> None:
        """A commit has been made: keep what it wrote."""
        before, self._rows = self._rows, self._look()
        self.recording.commits.append(self._since(before))

    def skipped(self) -> None:
        """A commit has been made that is not to be replayed."""
        self._rows = self._look()

    def _look(self) -> Rows:
        rows: Rows = {}
        for table, columns in self._columns.items():
            places = [columns.index(name) for name in self._keys[table]]
            found = self._connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own tables
            rows[table] = {tuple(row[place] for place in places): tuple(row) for row in found}
        return rows

    def _since(self, before: Rows) -> list[Write]:
        writes: list[Write] = []
        for table, rows in self._rows.items():
            known = before.get(table, {})
            writes += [self._insert(table, row) for key, row in rows.items() if key not in known]
            writes += [
                self._update(table, key, known[key], row)
                for key, row in rows.items()
                if key in known and known[key] != row
            ]
            gone = [key for key in known if key not in rows]
            writes += [(f"DELETE FROM {table} WHERE {_are(self._keys[table])}", key) for key in gone]  # noqa: S608
        return writes

    def _insert(self, table: str, row: tuple[Any, ...]) -> Write:
        return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row  # noqa: S608

    def _update(
        self, table: str, key: tuple[Any, ...], known: tuple[Any, ...], row: tuple[Any, ...]
    ) -> Write:
        names = self._columns[table]
        changed = [place for place in range(len(row)) if row[place] != known[place]]
        values = ", ".join(f"{names[place]} = ?" for place in changed)
        sql = f"UPDATE {table} SET {values} WHERE {_are(self._keys[table])}"  # noqa: S608
        return sql, (*(row[place] for place in changed), *key)


class RawFile:
    """A file with the recorded tables and rows, and the pragmas of case_store.cipher_file."""

    def __init__(self, path: Path, recording: Recording) -> None:
        self._connection = sqlcipher3.connect(path, isolation_level=None)
        run = self._connection.execute
        run(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
        run("PRAGMA journal_mode = WAL").fetchone()
        run("PRAGMA synchronous = FULL")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA temp_store = MEMORY")
        self.commit([(sql, ()) for sql in recording.schema])
        self.commit(recording.before)

    def commit(self, writes: list[Write]) -> float:
        """One transaction; seconds."""
        run = self._connection.execute
        started = perf_counter()
        run("BEGIN IMMEDIATE")
        for sql, values in writes:
            run(sql, values)
        run("COMMIT")
        return perf_counter() - started

    def close(self) -> None:
        """Close it."""
        self._connection.close()


def _tables(connection: Any) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The columns and the key columns of every table; a table without a key is known by all its columns."""
    columns: dict[str, list[str]] = {}
    keys: dict[str, list[str]] = {}
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (table,) in tables:
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        columns[table] = [name for _, name, *_ in info]
        keys[table] = [name for _, name, _, _, _, key in info if key] or columns[table]
    return columns, keys


def _are(names: list[str]) -> str:
    return " AND ".join(f"{name} = ?" for name in names)
