"""The centre's store in PostgreSQL: an engine whose commits may be believed, and the right to decide (design.md §4).

The URL is libpq's own: several hosts, of which the writable one is taken (pitfalls.md §5.3). A line that breaks is
made anew with the next transaction: a fail-over needs no restart of the service.
"""

import hashlib
import select
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from psycopg import pq
from psycopg.abc import PQGen
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import event
from sqlalchemy.pool import NullPool, QueuePool

from case_store.central.commit_guard import guarded_commit
from case_store.central.context import Acting, tell
from case_store.central.roles import is_by_roles
from case_store.central.server_lives import answers, while_it_lives
from case_store.errors import StoreError

COMMIT_WITHIN_S = 8.0  # strict replication without a replica waits for ever; a hall's question waits 30 s
_DEFAULTS: dict[str, Any] = {
    "target_session_attrs": "read-write",
    "connect_timeout": 2,  # seconds, for each host; libpq's least
    "tcp_user_timeout": 5000,  # ms; a node that died would hold a writer for 15 minutes
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "application_name": "pingan-hall",
    # A warning must reach us (commit_guard), and nobody waits behind a lock for ever. Statements are short and many:
    # helpers for one, or compiling it, cost more than it does; and where what is asked lies in memory, a page that an
    # index names costs what the next one does.
    "options": "-c client_min_messages=warning -c lock_timeout=15000 -c statement_timeout=120000"
    " -c idle_in_transaction_session_timeout=120000 -c max_parallel_workers_per_gather=0 -c jit=off"
    " -c random_page_cost=1.1",
}
RV = TypeVar("RV")
_LEFT_OPEN = (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR)
_STATEMENTS_KEPT = 400  # that the server has planned already; psycopg's 100 are fewer than the store asks
PATIENT = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
"""Said first in a transaction of a verb that goes through a whole month, or the whole log, and files beside it."""
_TRY_TO_DECIDE = "SELECT pg_try_advisory_lock(%s, %s)"


class _Whole(Loader):
    """The sum of whole numbers is a whole number, as SQLite says; PostgreSQL calls it numeric."""

    def load(self, data: Any) -> int | float:
        """Of the text of a number."""
        told = bytes(data)
        return float(told) if b"." in told else int(told)


class CentralConnection(psycopg.Connection[tuple[Any, ...]]):
    """A connection whose `commit` is guarded. `decides`: it holds the right to write as its node."""

    decides = False
    by_roles = False  # rights are kept by row-level security (central/roles.py)
    told: Acting | None = (
        None  # on whose behalf this transaction goes on, None: to be told (central/context.py)
    )
    where = ""  # the parameters that it was made with

    def wait(self, gen: PQGen[RV], *args: Any, **kwargs: Any) -> RV:
        """Whatever is waited for, a server that hangs ends it. Raises psycopg.OperationalError, the line given up."""
        try:
            return super().wait(while_it_lives(gen, lambda: answers(self.where, self)), *args, **kwargs)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == pq.TransactionStatus.ACTIVE:
                self.close()
            raise

    def commit(self) -> None:
        """Raises CommitUnknown; what was only read is not waited for."""
        if self.read_only:
            super().commit()
        else:
            guarded_commit(self, COMMIT_WITHIN_S)

    def rollback(self) -> None:
        """What the server has of it ends with the connection."""
        if not self.closed:
            super().rollback()

    def is_lost(self) -> bool:
        """Whether the line broke: also when nobody has noticed yet. Only between transactions or after a failed one."""
        while not self.closed and self._something_came():  # the server's last words, then the end of the line
            try:
                self.pgconn.consume_input()
            except psycopg.OperationalError:
                self.close()
        return self.closed

    def undone_or_lost(self) -> bool:
        """After a transaction that failed: nothing of it stays open. Whether the line broke."""
        if not self.is_lost() and self.pgconn.transaction_status in _LEFT_OPEN:
            with suppress(psycopg.OperationalError):
                self.rollback()
        return self.is_lost()

    def _something_came(self) -> bool:
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN)
        return bool(poll.poll(0))

    def decide_as(self, node: str) -> None:
        """Take the right to write as this node, until the connection ends.

        Raises StoreError `store.other_decides` while another service has it: two would use one sequence twice. One
        whose commit hangs keeps it until the server has done with that, so that the next reads what became of it.
        """
        if not self.decides:
            took = self.execute(_TRY_TO_DECIDE, _lock_of(node)).fetchone()
            self.rollback()
            if took is None or not took[0]:
                raise StoreError("store.other_decides", node=node)
            self.decides = True

    def hold_decision(self, node: str) -> None:
        """Within a transaction that must have nobody decide as this node beside it.

        Raises StoreError `store.other_decides`.
        """
        took = self.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _lock_of(node)).fetchone()
        if took is None or not took[0]:
            raise StoreError("store.other_decides", node=node)

    def begin_as(self, *, read_only: bool) -> None:
        """What the next transaction is: reading has one snapshot."""
        if self.read_only is not read_only:
            self.read_only = read_only
            self.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ if read_only else None


def conninfo(url: str) -> str:
    """libpq's parameters: ours where the URL says nothing. Raises StoreError `store.config_invalid`."""
    try:
        return make_conninfo(**{**_DEFAULTS, **conninfo_to_dict(url)})
    except psycopg.ProgrammingError as error:
        raise StoreError(
            "store.config_invalid", path="database_url", key="database_url", why=str(error).strip()
        ) from error


def open_postgres(url: str, node: str) -> sa.Engine:
    """The engine of a database; it has one connection, which serves one thread at a time, like SQLite's.

    Transactions write unless the option `read_only` is set; to write is to decide as `node`. Raises StoreError
    `store.config_invalid`, `store.database_away`.
    """
    where = conninfo(url)
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connect(where),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # an error goes into the log, where no row may be read
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        driver: Any = connection.connection.driver_connection
        read_only = connection.get_execution_options().get("read_only", False)
        driver.begin_as(read_only=read_only)
        if not read_only:
            driver.decide_as(node)
        driver.told = None
        tell(driver)

    @event.listens_for(engine, "savepoint")
    def _savepoint(connection: sa.Connection, _name: str) -> None:
        tell(connection.connection.driver_connection)  # commands of several people share a transaction

    @event.listens_for(engine, "rollback_savepoint")
    def _undone(connection: sa.Connection, _name: str, _context: None) -> None:
        if not connection.invalidated:
            driver: Any = connection.connection.driver_connection
            driver.told = None  # with the part is undone what was said in it

    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_beside(url: str) -> sa.Engine:
    """An engine for a verb that works beside the service: as the program, and without the right to decide.

    Each transaction is one snapshot. Raises as `open_postgres`.
    """
    where = conninfo(url)
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connect(where),
        poolclass=NullPool,
        hide_parameters=True,
    ).execution_options(isolation_level="REPEATABLE READ")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        driver: Any = connection.connection.driver_connection
        tell(driver)
        driver.execute(PATIENT)

    return engine


def _connect(where: str) -> CentralConnection:
    try:
        connection = CentralConnection.connect(where)
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=str(error).strip().splitlines()[-1]) from error
    connection.where = where
    connection.adapters.register_loader("numeric", _Whole)
    connection.prepared_max = _STATEMENTS_KEPT
    try:
        connection.by_roles = is_by_roles(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _lock_of(node: str) -> tuple[int, int]:
    """The advisory lock of a node: two numbers of 32 bits that mean this and nothing else."""
    digest = hashlib.sha256(f"pingan-hall decides as {node}".encode()).digest()
    return int.from_bytes(digest[:4], signed=True), int.from_bytes(digest[4:8], signed=True)
