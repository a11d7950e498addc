"""One open store, made once and handed down: database, keys, policy, texts, clock, log and, at a hall, its doors.

The log has one connection and one thread. `run` is the way to it from asyncio: whatever touches the file goes there.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import sqlalchemy as sa
import structlog

from case_store.attachments.vault import vault_beside
from case_store.cipher_file import hold_alone
from case_store.clock import Clock, SteadyClock, open_clock
from case_store.config import StoreConfig
from case_store.disk_trouble import is_full, trouble_of
from case_store.engine import Undone, is_no_text, open_engine, read_damaged_text
from case_store.errors import StoreError
from case_store.hall.account_door import NewAccount
from case_store.hall.hall import Hall
from case_store.hall.house import House
from case_store.hall.staff import PinHasher
from case_store.keys import Keys
from case_store.log.dropped import refuse_where_dropped
from case_store.log.event_log import EventLog
from case_store.log.fold_later import Folding
from case_store.log.mended_tables import MendedTables
from case_store.log.projections import is_outdated, rebuild
from case_store.migrations import upgrade
from case_store.policy_files import load_texts, open_policy_files
from case_store.reserve import MIB, Reserve
from case_store.revised_policy import ToldPolicies
from case_store.store_keys import keys_of_store
from case_store.store_thread import StoreThread
from case_store.sync.batch import Head
from case_store.sync.epochs import Adopted
from cases.codec import Event
from cases.hall_time import hall_date
from cases.people.pin import check_pin
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import StaffView, UpstreamView

if TYPE_CHECKING:
    from case_store.central.follower import Follower
    from case_store.sync.readers import Readers

P = ParamSpec("P")
T = TypeVar("T")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    engine: sa.Engine
    lock: int | None  # of a file; PostgreSQL has one of its own (CentralConnection.decide_as)
    reserve: Reserve | None  # of a disk that we write to ourselves


class Store:
    """A hall's store or the centre's. `close` it, or the next process finds it locked."""

    def __init__(self, config: StoreConfig) -> None:
        """Open everything. Raises StoreError and PolicyError, with a sentence for the operator."""
        self.config = config
        self.clock: SteadyClock = open_clock(config.clock_file)
        self.keys: Keys = keys_of_store(config)
        if self.keys.name != config.node:
            raise StoreError("store.keys_of_another", path=str(config.key_file), name=self.keys.name)
        day, files = hall_date(self.clock.now()), open_policy_files(config.assets_dir, demo=config.demo)
        own = files.hold({}, day)  # a mistake in our own files is told before the log is opened
        self.texts: Texts = load_texts(config.assets_dir)
        self._opened = _open(config, self.keys.database_key)
        self.log = EventLog(
            self._opened.engine,
            stream=config.name,
            node=config.node,
            policy_rev=own.policy.rev,
            has_upstream=config.upstream is not None,
        )
        self.told_policies = ToldPolicies(files)
        self.house = House(
            stream=config.name,
            node=config.node,
            files=files,
            texts=self.texts,
            held=own,  # the revisions are laid over it by the hall's policy door
            keys=self.keys,
            vault=vault_beside(config.database),
            kiosk_names=dict(config.kiosk_names),
            steady=self.clock.steady,
        )
        self.hall = self._doors()
        self.pins = PinHasher(time_cost=config.pin_time_cost, memory_kib=config.pin_memory_kib)
        self.hall.accounts.begin()
        self.upstream: UpstreamView | None = None  # set by the uplink
        self.on_commit: Callable[[Sequence[Event]], None] | None = (
            None  # set by the live hub; called in our thread
        )
        self._tables = MendedTables(self.log, self.hall.tell_tables_mended)
        self._thread = StoreThread(self.log.group)
        self._thread.again = self._again
        self.follower = (
            None
            if config.database_url is None
            else _follower(self.log, self._thread, self.clock, self.house.folding)
        )
        self.readers = _readers(config)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.house.policy

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in the store's thread. Goes on to its end even when the caller is cancelled: a commit is not torn."""
        return await self._of(self._thread.submit(_carried(act, *args, **kwargs)))

    async def command(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a command of the hall that is one transaction: those that wait together are one commit."""
        return await self._of(self._thread.command(_carried(act, *args, **kwargs)))

    async def look(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what a screen is shown: commands that wait go first."""
        return await self._of(self._thread.look(_carried(act, *args, **kwargs)))

    async def in_log(self, work: Callable[[sa.Connection], T]) -> T:
        """Run work on the log's connection in one write transaction; commands that wait go first."""
        return await self.look(self._in_transaction, work)

    async def take_in(self, work: Callable[[sa.Connection], T], weight: int) -> T:
        """As `in_log`, but what is taken in at the same moment shares one commit; `weight`: as of so many commands.

        An error of the work undoes it alone; an error of the commit is everybody's.
        """
        return await self._of(self._thread.beside(_carried(self._as_part, work), weight))

    async def read_log(self, work: Callable[[sa.Connection], T]) -> T:
        """The same for reading alone, in one snapshot and without a lock."""
        return await self.look(self._in_snapshot, work)

    def add_staff(self, member: StaffView, pin: str) -> None:
        """Add somebody who may sign in. ValueError for what may be no PIN."""
        if (refusal := check_pin(pin, self.policy.guard.pin)) is not None:
            raise ValueError(refusal.code)
        self.hall.accounts.install(NewAccount(view=member, pin_hash=self.pins.hash(pin)))

    def rebuild(self) -> int:
        """Make every projection again from the log; answers how many events there were.

        Raises StoreError `rebuild.months_away`.
        """
        with self.log.transaction():
            refuse_where_dropped(self.log.connection)
            return rebuild(self.log.connection)

    def adopt(self, tail: Iterable[Any], after: Head) -> Adopted:
        """Restored from an older backup: our own tail comes back, and the chain goes on in a new epoch."""
        adopted = self.hall.chains.adopt(tail, after)
        if adopted.moved:
            self.hall.registration.rebuild()
        return adopted

    def look_after_disk(self) -> None:
        """Now and then: takes the reserve back when there is room, tells staff while there is not."""
        reserve = self._opened.reserve
        if reserve is not None and reserve.is_time_to_look() and reserve.is_short():
            self.hall.tell_disk_short(reserve.free() // MIB)

    def close(self) -> None:
        """Wait for what runs, close the file, give the lock back."""
        if self.readers is not None:
            self.readers.close()
        self._thread.shutdown()
        self.log.close()
        self._opened.engine.dispose()
        if self._opened.reserve is not None:
            self._opened.reserve.give_up()  # a store that does not run needs none
        if self._opened.lock is not None:
            os.close(self._opened.lock)

    def _doors(self) -> Hall:
        """With all that is read at the start, also where letters of it are damaged."""
        try:
            return Hall(self.log, self.house, self.clock, self._happened)
        except sa.exc.OperationalError as error:
            if not is_no_text(error):
                raise
            read_damaged_text(self.log.connection)
            return Hall(self.log, self.house, self.clock, self._happened)

    def _in_transaction(self, work: Callable[[sa.Connection], T]) -> T:
        with self.log.transaction():
            return work(self.log.connection)

    def _as_part(self, work: Callable[[sa.Connection], T]) -> T:
        with self.log.part():
            return work(self.log.connection)

    def _in_snapshot(self, work: Callable[[sa.Connection], T]) -> T:
        with self.log.reading() as connection:
            return work(connection)

    def _again(self, error: BaseException) -> bool:
        """Whether what failed is worth doing once more: there is room again, or its neighbour's error undid it."""
        if isinstance(error, Undone):
            return True
        if is_full(error):
            return _makes_room(self._opened.reserve, self.config.database)
        return self._tables.mended_after(error)

    async def _of(self, future: "Future[T]") -> T:
        """Its result on this loop; a caller that is cancelled leaves it running. The disk's errors are StoreErrors."""
        try:
            return await asyncio.shield(asyncio.wrap_future(future))
        except Exception as error:
            trouble = trouble_of(error, self.config.database)
            if trouble is None or trouble is error:
                raise
            _log.error(trouble.code, **trouble.facts)
            raise trouble from error

    def _happened(self, events: Sequence[Event]) -> None:
        if self.on_commit is not None:
            self.on_commit(events)


def _carried(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """A job that runs on behalf of whoever asks for it now (central/context.py)."""
    return partial(copy_context().run, act, *args, **kwargs)


def _open(config: StoreConfig, key: bytes) -> _Open:
    database = config.database
    on_disk = config.database_url is None
    lock = hold_alone(database) if on_disk else None
    reserve = Reserve(database, config.reserve_mib * MIB) if on_disk else None
    try:
        try:
            engine = _ready(config, key)
        except Exception as error:
            if not (is_full(error) and _makes_room(reserve, database)):
                raise
            engine = _ready(config, key)
    except BaseException as error:
        if lock is not None:
            os.close(lock)
        trouble = (
            None if isinstance(error, StoreError) and not is_full(error) else trouble_of(error, database)
        )
        if trouble is None:
            raise
        raise trouble from error
    return _Open(engine=engine, lock=lock, reserve=reserve)


def _ready(config: StoreConfig, key: bytes) -> sa.Engine:
    """Open, with the tables of this version."""
    engine = _engine(config, key)
    try:
        upgrade(engine)
        with engine.begin() as connection:
            if is_outdated(connection):
                refuse_where_dropped(connection)
                rebuild(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _makes_room(reserve: Reserve | None, database: Path) -> bool:
    """Give up what was kept for this; False when it is gone already."""
    if reserve is None or not reserve.give_up():
        return False
    _log.error("disk full: the reserve is given up, tickets go on", path=str(database))
    return True


def _follower(log: EventLog, thread: StoreThread, clock: Clock, folding: Folding) -> "Follower":
    from case_store.central.follower import Follower  # noqa: PLC0415  a hall starts sooner without it

    return Follower(log, thread, clock, folding)


def _readers(config: StoreConfig) -> "Readers | None":
    """Where what is pushed goes to the database as it was read: a centre on PostgreSQL with none above it."""
    if config.role != "centre" or config.database_url is None or config.upstream is not None:
        return None
    from case_store.sync.readers import Readers, wanted_here  # noqa: PLC0415  as above

    return Readers(wanted_here() if config.readers is None else config.readers)


def _engine(config: StoreConfig, key: bytes) -> sa.Engine:
    if config.database_url is None:
        return open_engine(config.database, key)
    from case_store.central.postgres import open_postgres  # noqa: PLC0415  a hall starts sooner without it
    from case_store.central.rights import check_rights  # noqa: PLC0415  as above

    engine = open_postgres(config.database_url, config.node)
    try:
        check_rights(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine
