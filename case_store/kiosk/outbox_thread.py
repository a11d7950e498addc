"""The outbox on a thread of its own: the event loop never waits for the disk (pitfalls.md §7)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from case_store.disk_trouble import is_full
from case_store.kiosk.outbox import KioskOutbox
from case_store.reserve import MIB, Reserve

RESERVE_BYTES = 4 * MIB  # some hundred matters
_log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class OutboxThread:
    """`await thread.run(KioskOutbox.store, …)`: one call after the other, in one thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kiosk-outbox")
        self._outbox: KioskOutbox | None = None
        self._reserve: Reserve | None = None

    async def open(self) -> None:
        """Open the file. Raises StoreError as KioskOutbox does."""
        self._outbox = await asyncio.get_running_loop().run_in_executor(
            self._executor, KioskOutbox, self._path, self._key
        )
        self._reserve = Reserve(self._path, RESERVE_BYTES)

    async def close(self) -> None:
        """Finish what was asked, then close the file."""
        if self._outbox is not None:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._outbox.close)
            self._outbox = None
        if self._reserve is not None:
            self._reserve.give_up()
        self._executor.shutdown(wait=False)

    async def run(
        self, work: Callable[Concatenate[KioskOutbox, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A method of the outbox. A caller that is cancelled does not stop it half-way."""
        outbox = self._outbox
        if outbox is None:
            raise RuntimeError("the outbox is not open")
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._with_room(lambda: work(outbox, *args, **kwargs))
        )

    def _with_room(self, act: Callable[[], T]) -> T:
        """Once more where the disk is full and the reserve makes room: each work is one transaction."""
        reserve = self._reserve
        try:
            done = act()
        except Exception as error:
            if reserve is None or not is_full(error) or not reserve.give_up():
                raise
            _log.error("disk full: the reserve is given up, tickets go on", path=str(self._path))
            return act()
        if reserve is not None and reserve.is_time_to_look():
            reserve.take()
        return done
