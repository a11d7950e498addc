"""The outbox on a thread of its own: the event loop never waits for the disk (pitfalls.md §7)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from case_store.kiosk.outbox import KioskOutbox

P = ParamSpec("P")
T = TypeVar("T")


class OutboxThread:
    """`await thread.run(KioskOutbox.store, …)`: one call after the other, in one thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kiosk-outbox")
        self._outbox: KioskOutbox | None = None

    async def open(self) -> None:
        """Open the file. Raises StoreError as KioskOutbox does."""
        self._outbox = await asyncio.get_running_loop().run_in_executor(
            self._executor, KioskOutbox, self._path, self._key
        )

    async def close(self) -> None:
        """Finish what was asked, then close the file."""
        if self._outbox is not None:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._outbox.close)
            self._outbox = None
        self._executor.shutdown(wait=False)

    async def run(
        self, work: Callable[Concatenate[KioskOutbox, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A method of the outbox. A caller that is cancelled does not stop it half-way."""
        outbox = self._outbox
        if outbox is None:
            raise RuntimeError("the outbox is not open")
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: work(outbox, *args, **kwargs)
        )
