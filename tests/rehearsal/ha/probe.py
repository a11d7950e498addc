"""A small writer through the same commit guard as the service: when can the database be written to?

It has a row for everything that it tried, and remembers what it was told is durable.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import psycopg

from case_store.central.commit_guard import CommitUnknown, guarded_commit

DEADLINE_S = 2.0
PAUSE_S = 0.05


@dataclass
class Probe:
    """Writes numbers, one a transaction. `done_at` are the instants (monotonic) of commits that may be believed."""

    url: str
    told: set[int] = field(default_factory=set)
    unknown: int = 0
    done_at: list[float] = field(default_factory=list)
    _ends: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        with psycopg.connect(self.url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS probe (n bigint PRIMARY KEY)")
        self._thread = threading.Thread(target=self._write, name="probe", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()

    def lost(self) -> set[int]:
        """What it was told is durable and is not there."""
        told = set(self.told)  # before it is looked up: what it is told meanwhile is not in this snapshot
        with psycopg.connect(self.url) as connection:
            return told - {row[0] for row in connection.execute("SELECT n FROM probe")}

    def _write(self) -> None:
        connection: psycopg.Connection[object] | None = None
        n = 0
        while not self._ends.wait(PAUSE_S):
            n += 1
            try:
                if connection is None or connection.closed:
                    connection = psycopg.connect(self.url)
                with _deadline(connection):
                    connection.execute("INSERT INTO probe VALUES (%s)", (n,))
                guarded_commit(connection, DEADLINE_S)
                self.told.add(n)
                self.done_at.append(time.monotonic())
            except CommitUnknown:
                self.unknown += 1
            except psycopg.Error:
                if connection is not None:
                    with contextlib.suppress(psycopg.Error):
                        connection.close()


@contextlib.contextmanager
def _deadline(connection: "psycopg.Connection[object]") -> Iterator[None]:
    """A server that hangs (a dead disk) keeps its sockets well: no time-out of TCP ends the wait for it."""
    line = socket.socket(fileno=os.dup(connection.fileno()))
    timer = threading.Timer(DEADLINE_S, line.shutdown, (socket.SHUT_RDWR,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.close()


def longest_gap(instants: list[float], since: float, to: float) -> float:
    """Seconds of the longest silence that begins after `since`, up to `to`."""
    within = [since, *(t for t in instants if since <= t <= to), to]
    return max(later - earlier for earlier, later in pairwise(within))
