"""Disks of simulated machines: SQLite in memory, made once a process and wiped between histories.

What is committed survives its machine. A disk may be told to lose its machine's power at one of the next commits,
just before or just after it; an older state of a disk is a copy that is put back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy.pool import StaticPool

from case_store.kiosk.kept import TABLES
from case_store.log.projections import VERSION
from case_store.migrations import upgrade
from tests.sync.timeline import RUNNING, SwitchedOff

_STATEMENTS_KEPT = 2000


def _memory() -> Any:
    return sqlcipher3.connect(
        ":memory:", check_same_thread=False, isolation_level=None, cached_statements=_STATEMENTS_KEPT
    )


class Power:
    """Of the machine that uses a disk. `cut_in` commits from now it fails; 0: it does not."""

    def __init__(self) -> None:
        self.cut_in = 0
        self.cut_before = False
        self.switch_off: Callable[[], None] = lambda: None

    def commits(self) -> None:
        """Called at every COMMIT, before it is done."""
        if not self.cut_in:
            return
        self.cut_in -= 1
        if not self.cut_in:
            self.switch_off()
            if self.cut_before:
                raise SwitchedOff


class _KioskConnection:
    """The DB-API connection of a kiosk's outbox, whose COMMIT is the disk's."""

    def __init__(self, raw: Any, power: Power) -> None:
        self._raw, self._power = raw, power

    def execute(self, sql: str, *values: Any) -> Any:
        """As sqlcipher3's."""
        if sql == "COMMIT":
            self._power.commits()
        _refuse_the_dead()
        return self._raw.execute(sql, *values)

    @property
    def in_transaction(self) -> bool:
        """As sqlcipher3's."""
        return bool(self._raw.in_transaction)

    def close(self) -> None:
        """The disk stays."""


class Disk:
    """A store's database, or a kiosk's outbox."""

    def __init__(self) -> None:
        self.raw = _memory()
        self.power = Power()
        self._tables: list[str] = []

    def copy_from(self, other: "Disk | Any") -> None:
        """Everything as it is there now."""
        if isinstance(other, Disk):
            other.recover()
        source = other.raw if isinstance(other, Disk) else other
        source.backup(self.raw)

    def copy(self) -> Any:
        """A backup of now."""
        self.recover()
        kept = _memory()
        self.raw.backup(kept)
        return kept

    def recover(self) -> None:
        """What a start finds: a transaction that was open when the power went never was."""
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """A look from outside, whoever the machine is."""
        found: list[Any] = self.raw.execute(sql, values).fetchall()
        return found

    def one(self, sql: str, *values: Any) -> Any:
        """The only value."""
        return self.rows(sql, *values)[0][0]

    def wipe(self) -> None:
        """As new."""
        self.power = Power()
        self.recover()
        self._tables = self._tables or _tables(self.raw)
        for name in self._tables:
            self.raw.execute(f"DELETE FROM {name}")  # noqa: S608  a table of ours


class StoreDisk(Disk):
    """With the tables of a store, and the engine that the store works with."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = sa.create_engine(
            "sqlite+pysqlite://",
            module=sqlcipher3,
            creator=lambda: self.raw,
            poolclass=StaticPool,
            pool_reset_on_return=None,
        )

        @sa.event.listens_for(self.engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            _refuse_the_dead()
            read_only = connection.get_execution_options().get("read_only", False)
            self.raw.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")

        @sa.event.listens_for(self.engine, "commit")
        def _commit(connection: sa.Connection) -> None:
            if not connection.get_execution_options().get("read_only", False):
                self.power.commits()

        upgrade(self.engine)

    def wipe(self) -> None:
        """As new; there is nothing to make anew from it."""
        super().wipe()
        self.raw.execute("INSERT INTO folded_with VALUES ('', ?)", (VERSION,))


class KioskDisk(Disk):
    """With the tables of an outbox."""

    def __init__(self) -> None:
        super().__init__()
        for table in TABLES:
            self.raw.execute(table)

    def connect(self) -> Any:
        """For the outbox of the machine's next start."""
        return _KioskConnection(self.raw, self.power)


class Shelf:
    """Disks that were made in this process: a history borrows some."""

    def __init__(self) -> None:
        self._stores: list[StoreDisk] = []
        self._kiosks: list[KioskDisk] = []

    @contextmanager
    def lend(self) -> "Iterator[Lent]":
        """Until the history is over."""
        lent = Lent(self)
        try:
            yield lent
        finally:
            self._stores += lent.stores
            self._kiosks += lent.kiosks

    def store(self) -> StoreDisk:
        """A wiped one."""
        disk = self._stores.pop() if self._stores else StoreDisk()
        disk.wipe()
        return disk

    def kiosk(self) -> KioskDisk:
        """A wiped one."""
        disk = self._kiosks.pop() if self._kiosks else KioskDisk()
        disk.wipe()
        return disk


class Lent:
    """What one history has borrowed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.stores: list[StoreDisk] = []
        self.kiosks: list[KioskDisk] = []

    def store(self) -> StoreDisk:
        """For a hall or the centre."""
        self.stores.append(self._shelf.store())
        return self.stores[-1]

    def kiosk(self) -> KioskDisk:
        """For a kiosk."""
        self.kiosks.append(self._shelf.kiosk())
        return self.kiosks[-1]


@cache
def shelf() -> Shelf:
    """Of this process."""
    return Shelf()


def _refuse_the_dead() -> None:
    machine = RUNNING.get()
    if machine is not None and not machine.on:
        raise SwitchedOff


_FILLED = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def _tables(raw: Any) -> list[str]:
    return [name for (name,) in raw.execute(_FILLED) if name != "alembic_version"]
