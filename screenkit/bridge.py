"""The bridge between the UI thread and everything slow.

One asyncio loop in a daemon thread owns store client, uplink, sockets and printers; the UI thread hands it coroutines
and gets the results back through a queued signal, never waiting (pitfalls.md §7). Results cross as frozen dataclasses;
a view-model never enters the thread.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import AsyncIterable, Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")

_log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 3.0
"""How long `close` gives running coroutines to end after their cancellation."""


class Bridge(QObject):
    """Runs coroutines in the worker thread, delivers their results in the thread that made the bridge."""

    _landed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._landed.connect(self._run_here, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, args=(started,), name="bridge", daemon=True)
        self._thread.start()
        started.wait()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The worker's loop, for parts that need it at their making (never run it from here)."""
        return self._loop

    def submit(
        self,
        coro: Coroutine[Any, Any, Result],
        on_result: Callable[[Result], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> concurrent.futures.Future[Result]:
        """Run `coro` in the worker; one of the two callbacks is called in the UI thread.

        Without `on_error` a failure is logged. A cancelled future (`future.cancel()`) calls neither.
        Raises RuntimeError after `close`.
        """
        if self._closed:
            coro.close()
            raise RuntimeError("the bridge is closed")
        return asyncio.run_coroutine_threadsafe(self._carried(coro, on_result, on_error), self._loop)

    def follow(
        self,
        items: AsyncIterable[Result],
        on_item: Callable[[Result], None],
        on_error: Callable[[Exception], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> concurrent.futures.Future[None]:
        """Deliver each item of a stream (a live feed) in the UI thread until it ends or the future is cancelled."""

        async def drain() -> None:
            async for item in items:
                self.post(on_item, item)

        def ended(_nothing: None) -> None:
            if on_end is not None:
                on_end()

        return self.submit(drain(), ended, on_error)

    def post(self, call: Callable[..., None], *values: object) -> None:
        """Call `call(*values)` in the UI thread soon. May be used from any thread."""
        if not self._closed:
            self._landed.emit((call, values))

    def close(self) -> None:
        """Cancel what runs, end the thread. No callback is called after this; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSE_TIMEOUT_S)
        if self._thread.is_alive():
            _log.error("the worker did not end within %s s", CLOSE_TIMEOUT_S)

    async def _carried(
        self,
        coro: Coroutine[Any, Any, Result],
        on_result: Callable[[Result], None] | None,
        on_error: Callable[[Exception], None] | None,
    ) -> Result:
        try:
            result = await coro
        except Exception as error:
            if on_error is None:
                _log.exception("a job of the bridge failed and nobody listens")
            else:
                self.post(on_error, error)
            raise
        if on_result is not None:
            self.post(on_result, result)
        return result

    @Slot(object)
    def _run_here(self, landed: tuple[Callable[..., None], tuple[object, ...]]) -> None:
        if self._closed:
            return
        call, values = landed
        call(*values)

    def _run_loop(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(started.set)
        self._loop.run_forever()
        # What was handed over last begins, so that it can be cancelled: a task that never began leaves work unawaited.
        self._loop.run_until_complete(asyncio.sleep(0))
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        if left:
            self._loop.run_until_complete(asyncio.wait(left, timeout=CLOSE_TIMEOUT_S / 2))
            # A connection that its cancelled task closed needs some turns of the loop to let go of its socket.
            self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(
            asyncio.sleep(0)
        )  # a closed transport lets its socket go one turn later
        self._loop.close()
