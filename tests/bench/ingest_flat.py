"""What one event costs the centre while its log grows: `python -m tests.bench.ingest_flat 100000 1000000 10000000`.

A command of its own, because a log of ten million events takes long to fill and some 20 GB of disk. It is filled by
copies of rows that halls really pushed, in streams of their own: the log and its indexes are as deep as in life, the
tables of cases are not, which placing does not read. Ids of copies grow, as ids of life do, or filling would wait for
the disk. At each size: seconds for an event, the work (CPU) of the service
and of PostgreSQL, which says more on a machine that others use, and the time until a restarted centre answers.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
from psycopg import sql

from case_store.sync.batch import SignedBatch
from tests.bench.ingest import Ground, behind, cpu_seconds, ground, push, stored

BATCHES = 4  # of each hall at each size
STREAMS_AT_ONCE = 25  # copies in one statement
_SOURCE = "SELECT stream FROM fold_cursor ORDER BY stream LIMIT 1"
# What stands on the log and its months by itself: an index of a month that belongs to one of the log goes with it.
_INDEXES = """
SELECT i.indrelid::regclass::text, c.relname, k.oid IS NOT NULL,
       coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid
WHERE i.indrelid IN (SELECT relid FROM pg_partition_tree('event'))
  AND i.indexrelid NOT IN (SELECT inhrelid FROM pg_inherits)
"""
_COPIES = "SELECT count(*) FROM (SELECT DISTINCT stream FROM event WHERE stream LIKE 'x%') copied"
_COPIED = {
    "stream": "'x' || n || '-' || e.stream",
    "id": "to_hex(n + 4096) || substr(e.id, 5)",
    "aggregate": "e.aggregate || n",
}


def main(sizes: Sequence[int]) -> None:
    """A line for each size."""
    from tests.bench.restart import restart  # noqa: PLC0415  it fills by what is here

    with ground() as here:
        told = [hall.batches() for hall in here.halls]
        begin(here, told)  # of which `fill` makes its copies
        for size in sizes:
            fill(here.url, size)
            begin(here, told)  # after a restart: what reads large batches starts with the first of them
            _settle(here)
            batches = _next(told)
            events, worked, served = stored(here.url), cpu_seconds(here.centre), _postgres_seconds(here)
            seconds = push(here, batches)
            worked, served = cpu_seconds(here.centre) - worked, _postgres_seconds(here) - served
            events = stored(here.url) - events
            _settle(here)
            print(
                f"{_rows(here.url)} events are there: {seconds / events * 1e6:.0f} µs for each of {events} more,"
                f" the service worked {worked / events * 1e6:.0f}, PostgreSQL {served / events * 1e6:.0f}",
                flush=True,
            )
            ready, parts = restart(here)
            told_parts = (f"{part} {spent:.2f} s" for part, spent in parts.items())
            print(f"  restart {ready:.1f} s", *told_parts, sep=", ", flush=True)


@contextmanager
def _without_indexes(connection: "psycopg.Connection[Any]") -> Iterator[None]:
    """The log's indexes are built once, when all rows are there: a tenth of the work of ten million rows."""
    found = connection.execute(_INDEXES).fetchall()
    for table, name, is_constraint, _definition in found:
        gone = f"ALTER TABLE {table} DROP CONSTRAINT {name}" if is_constraint else f"DROP INDEX {name}"
        connection.execute(gone.encode())
    yield
    for table, name, is_constraint, definition in found:
        made = f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}" if is_constraint else definition
        connection.execute(made.replace(" ON ONLY ", " ON ").encode())


def begin(here: Ground, told: Sequence[Iterator[SignedBatch]]) -> None:
    """What halls really push, before anything is measured."""
    push(here, _next(told))


def _next(told: Sequence[Iterator[SignedBatch]]) -> list[list[SignedBatch]]:
    return [list(islice(of_hall, BATCHES)) for of_hall in told]


def fill(url: str, size: int) -> None:
    """Copies of one hall's log until there are so many events."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        names = [
            column.name for column in connection.execute("SELECT * FROM event LIMIT 0").description or ()
        ]
        chosen = sql.SQL(", ".join(_COPIED.get(name, f"e.{name}") for name in names))
        copy = sql.SQL(
            "INSERT INTO event SELECT {} FROM event e, generate_series({}, {}) n WHERE e.stream = ({})"
        )
        there, copied = _rows(url), connection.execute(_COPIES).fetchone()
        copies = int(copied[0]) if copied else 0
        connection.execute("SET maintenance_work_mem = '512MB'")
        with _without_indexes(connection):
            while there < size:
                first, copies = copies + 1, copies + STREAMS_AT_ONCE
                made = connection.execute(copy.format(chosen, first, copies, sql.SQL(_SOURCE))).rowcount
                if not made:
                    raise RuntimeError("nothing is there to be copied")
                there += made
        connection.execute("VACUUM ANALYZE event")
        connection.execute("CHECKPOINT")  # its disk is done with it before anything is measured


def _settle(here: Ground) -> None:
    """Until everything is folded: what is measured next has the machine's time."""
    while behind(here.url):
        sleep(0.2)


def _postgres_seconds(here: Ground) -> float:
    """CPU of the whole server so far: its processes, and those that ended, work in the folder of its data."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            if (process / "cwd").readlink() == here.folder / "data":
                fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
                ticks += sum(int(field) for field in fields[11:15])  # its own, and of children that ended
    return ticks / os.sysconf("SC_CLK_TCK")


def _rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM event").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
