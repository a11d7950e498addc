"""What the real code of a history stands on: simulated clocks, threads, keys and files, and nothing above them.

`real_code()` puts them under it for as long as a history runs.
"""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import UUID

import httpx2
import structlog
import uuid_utils.compat as uuid_v7

from case_store import policy_files, store, store_thread
from case_store.clock import Steady
from case_store.config import StoreConfig
from case_store.hall import leases
from case_store.keys import Keys
from case_store.kiosk import door, errands, known_time, stock
from case_store.kiosk.outbox import KioskOutbox
from case_store.log.projections import is_outdated, rebuild
from case_store.policy_files import PolicyFiles
from case_store.store_thread import StoreThread, _Job, _run_alone
from case_store.sync import routes as sync_routes
from cases import codec
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from tests.sync import front_door
from tests.sync.network import Client, Network
from tests.sync.timeline import RUNNING, Timeline

MONDAY = hall_time(datetime(2026, 11, 23, 9, 30))
DISK_S = 0.0005  # what a job on a disk takes
NUMBERS_LENT, SERIALS_LENT = 3, 4  # few, so that they run out within a history
CENTRE_URL = "http://127.0.0.1:1"  # http is for loopback only: the name of the centre in a history
CODEC_OF_OLD: frozenset[str] = frozenset(
    {"handling_recorded"}
)  # what a machine of the release before does not know


class Clocked:
    """A machine's clock: the world's time, as wrong as it has been set."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.wrong = timedelta()

    def now(self) -> datetime:
        """What this machine believes."""
        return hall_time(MONDAY + timedelta(seconds=self._timeline.time()) + self.wrong)

    def steady(self) -> Steady:
        """What no setting of the clock moves."""
        return Steady(boot="history", us=int(self._timeline.time() * 1e6))


@dataclass(frozen=True, slots=True)
class Ground:
    """What every machine of a history stands on."""

    timeline: Timeline
    network: Network
    keys: dict[str, Keys]


class _SimThread(StoreThread):
    """The store's thread, on the timeline: what waits at one instant runs together, as in life."""

    _woken = False

    def _add(self, job: _Job) -> Any:
        future = super()._add(job)
        self._wake()
        return future

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            _timeline().call_later(DISK_S, self._turn)

    def _turn(self) -> None:
        self._woken = False
        jobs = self._next(look_first=False)
        if self._jobs or self._looks or self._spares:
            self._wake()
        if len(jobs) > 1:
            self._run_together(jobs)
        else:
            _run_alone(jobs[0], self.again)


class _NoThreads:
    """`threading` as the store's thread sees it: the timeline turns it."""

    class Condition(nullcontext[None]):
        def notify(self) -> None:
            """Nobody sleeps."""

    class Thread:
        def __init__(self, **_how: Any) -> None:
            """It is never begun."""

        def start(self) -> None:
            """Not needed."""

        def join(self) -> None:
            """Nor this."""


class _SimOutboxThread:
    """The thread of a kiosk's outbox, on the timeline."""

    def __init__(self, path: Path, _key: bytes) -> None:
        self._outbox: KioskOutbox | None = None
        self._disk = _disks()[str(path)]

    async def open(self) -> None:
        outbox = KioskOutbox.__new__(KioskOutbox)
        outbox._db, outbox._lock = self._disk.connect(), None
        self._outbox = outbox

    async def close(self) -> None:
        self._outbox = None

    async def run(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        future = _timeline().create_future()

        def do() -> None:
            if future.cancelled():
                return
            try:
                future.set_result(work(self._outbox, *args, **kwargs))
            except Exception as error:  # noqa: BLE001  whoever waits hears of it
                future.set_exception(error)

        _timeline().call_later(DISK_S, do)
        return await future


# The ground under the real code.

_GROUND: list[tuple[Ground, dict[str, Any]]] = []


def _timeline() -> Timeline:
    return _GROUND[-1][0].timeline


def _disks() -> dict[str, Any]:
    return _GROUND[-1][1]


@cache
def files() -> PolicyFiles:
    """The shipped policy with short leases."""
    own = dict(policy_files.open_policy_files(front_door.ASSETS, demo=True).own)
    kiosk = own["kiosk.toml"]
    for key, value in (
        ("lease_size = 50", f"lease_size = {NUMBERS_LENT}"),
        ("case_serial_block_size = 100", f"case_serial_block_size = {SERIALS_LENT}"),
        ("case_serial_keep_free = 200", "case_serial_keep_free = 4"),
    ):
        assert key in kiosk, key
        kiosk = kiosk.replace(key, value)
    return PolicyFiles(own={**own, "kiosk.toml": kiosk}, demo=True)


@cache
def policy() -> Policy:
    """The same for a kiosk."""
    return files().hold({}, None).policy


class _Known(dict[str, Any]):
    """What the program of the machine that runs knows of the events' types."""

    def get(self, type_: str, default: Any = None) -> Any:
        running: Any = RUNNING.get()
        if type_ in CODEC_OF_OLD and running is not None and running.is_old:
            return default
        return super().get(type_, default)


_built = cache(policy_files._built.__wrapped__)


@contextmanager
def real_code(ground: Ground, machines: dict[str, Any], chance: random.Random) -> Iterator[None]:
    """For as long as it is held, the real code stands on this ground. `machines` by name, also of later ones."""

    class _Disks(dict[str, Any]):
        def __missing__(self, path: str) -> Any:
            return machines[path.split("/")[1]].disk

    disks = _Disks()
    ids = iter(range(1, 1 << 60))

    def uuid7() -> UUID:
        ms = int(MONDAY.timestamp() * 1000 + ground.timeline.time() * 1000)
        return UUID(int=ms << 80 | 7 << 76 | 2 << 62 | next(ids))

    def opened(config: StoreConfig, _key: bytes) -> Any:
        disk = disks[str(config.database)]
        with disk.engine.begin() as connection:
            if is_outdated(connection):
                rebuild(connection)
        return SimpleNamespace(engine=disk.engine, lock=None, reserve=None)

    ticks = ground.timeline.time
    state = random.getstate()
    random.seed(chance.random())
    _GROUND.append((ground, disks))
    logs = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with ExitStack() as stack:
        for target, name, value in (
            (httpx2, "AsyncClient", Client),
            (uuid_v7, "uuid7", uuid7),
            (policy_files, "_built", _built),
            (codec, "_READ", _Known(codec._READ)),
            (store, "_open", opened),
            (store, "StoreThread", _SimThread),
            (store_thread, "threading", _NoThreads),
            (store_thread, "monotonic", ground.timeline.time),
            (store, "open_policy_files", lambda _folder, **_demo: files()),
            (store, "load_texts", lambda _folder: front_door.texts()),
            (store, "open_clock", lambda path: machines[str(path).split("/")[1]].clock),
            (store, "keys_of_store", lambda config: ground.keys[config.key_file.name]),
            (sync_routes, "Admission", lambda _most: front_door.of_the_machine("admission")),
            (stock, "SETS_AHEAD", 1),
            (leases, "kiosk_queues", lambda _hall: ("A",)),
            (door, "OutboxThread", _SimOutboxThread),
            (errands, "monotonic", ticks),
            (known_time, "monotonic", ticks),
        ):
            stack.enter_context(patch.object(target, name, value))
        try:
            yield
        finally:
            _GROUND.pop()
            random.setstate(state)
            structlog.configure(**logs)
