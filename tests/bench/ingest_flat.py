"""What one event costs the centre while its log grows: `python -m tests.bench.ingest_flat 100000 1000000 10000000`.

A command of its own, because a log of ten million events takes long to fill and some 20 GB of disk. It is filled by
copies of rows that halls really pushed, in streams of their own: the log and its indexes are as deep as in life, the
tables of cases are not, which placing does not read. At each size: seconds for an event, the work (CPU) of the service
and of PostgreSQL, which says more on a machine that others use, and the time until a restarted centre answers.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep

import psycopg
from psycopg import sql

from case_store.sync.batch import SignedBatch
from tests.bench.ingest import Ground, behind, cpu_seconds, ground, push, stored

BATCHES = 4  # of each hall at each size
STREAMS_AT_ONCE = 25  # copies in one statement
_SOURCE = "SELECT stream FROM fold_cursor ORDER BY stream LIMIT 1"
_COPIED = {
    "stream": "'x' || n || '-' || e.stream",
    "id": "gen_random_uuid()::text",
    "aggregate": "e.aggregate || n",
}


def main(sizes: Sequence[int]) -> None:
    """A line for each size."""
    with ground() as here:
        told = [hall.batches() for hall in here.halls]
        asyncio.run(push(here, _next(told)))
        copies = 0
        for size in sizes:
            copies = _fill(here.url, size, copies)
            _settle(here)
            batches = _next(told)
            events, worked, served = stored(here.url), cpu_seconds(here.centre), _postgres_seconds(here)
            seconds = asyncio.run(push(here, batches))
            worked, served = cpu_seconds(here.centre) - worked, _postgres_seconds(here) - served
            events = stored(here.url) - events
            _settle(here)
            print(
                f"{_rows(here.url)} events are there: {seconds / events * 1e6:.0f} µs for each of {events} more,"
                f" the service worked {worked / events * 1e6:.0f}, PostgreSQL {served / events * 1e6:.0f};"
                f" restart {_restart(here):.1f} s",
                flush=True,
            )


def _next(told: Sequence[Iterator[SignedBatch]]) -> list[list[SignedBatch]]:
    return [list(islice(of_hall, BATCHES)) for of_hall in told]


def _fill(url: str, size: int, copies: int) -> int:
    """Copies of one hall's log until there are so many events; the number of the last copy."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = [
            column.name for column in connection.execute("SELECT * FROM event LIMIT 0").description or ()
        ]
        chosen = sql.SQL(", ".join(_COPIED.get(name, f"e.{name}") for name in names))
        copy = sql.SQL(
            "INSERT INTO event SELECT {} FROM event e, generate_series({}, {}) n WHERE e.stream = ({})"
        )
        while _rows(url) < size:
            first, copies = copies + 1, copies + STREAMS_AT_ONCE
            connection.execute(copy.format(chosen, first, copies, sql.SQL(_SOURCE)))
        connection.execute("VACUUM ANALYZE event")
    return copies


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


def _restart(here: Ground) -> float:
    here.centre.stop()
    began = perf_counter()
    here.centre.start()
    return perf_counter() - began


def _rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM event").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
