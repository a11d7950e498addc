"""A server that hangs is left; one that only takes its time is waited for."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa

from case_store.central import server_lives
from case_store.central.postgres import open_postgres


class Hung:
    """A server, and its process for one connection, that do nothing while `stopped`."""

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
        assert row is not None
        self._pids = [int(str(row[0]).splitlines()[0])]

    def stop(self, backend: int) -> None:
        self._pids.append(backend)
        self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):  # it went on, and ended
                os.kill(pid, what)


@pytest.fixture
def hung(database: str) -> Iterator[Hung]:
    server = Hung(database)
    yield server
    server.go_on()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_lives, "SILENCE_S", 0.3)


def test_a_server_that_hangs_is_left_and_found_again_when_it_wakes(database: str, hung: Hung) -> None:
    engine = open_postgres(database, "centre")
    with engine.connect() as connection:
        hung.stop(int(connection.scalar(sa.text("SELECT pg_backend_pid()")) or 0))
        with pytest.raises(sa.exc.OperationalError, match="does not answer anybody"):
            connection.execute(sa.text("SELECT 1"))
    hung.go_on()
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    engine.dispose()


def test_a_statement_that_takes_long_is_waited_for(database: str) -> None:
    engine, lock = open_postgres(database, "centre"), psycopg.connect(database)
    lock.execute("SELECT pg_advisory_lock(7)")
    threading.Timer(1.5, lock.close).start()  # four silences: each time it is asked, and lives
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(7)"))
    engine.dispose()
