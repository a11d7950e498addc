"""Time that a seed moves: an event loop for asyncio in which nobody waits, and whatever a dead machine had begun ends.

Everything a machine does runs in its context, also the tasks and timers that it makes. A machine that was switched off
does nothing more from that instant on: no handler of an exception, no `finally` (kill -9, not a cancellation).
"""

import asyncio
import heapq
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context, ContextVar, copy_context
from typing import Any, Protocol, TypeVar, cast

T = TypeVar("T")
_THREAD_S = 0.0003
_TURNS_MAX = 10_000  # in a second; all machines together make some hundreds when there is a lot to do


class Powered(Protocol):
    """What runs: a machine from one start to the next end."""

    on: bool

    def bury(self) -> None:
        """Clear away what the dead machine held, once nothing of it is on the stack."""
        ...


RUNNING: ContextVar[Powered | None] = ContextVar("RUNNING", default=None)


class SwitchedOff(BaseException):
    """The machine whose code this is has no power any more."""


class _Due:
    """A callback at an instant; what asyncio calls a handle."""

    __slots__ = ("_args", "_call", "_cancelled", "_context")

    def __init__(self, call: Callable[..., object], args: tuple[Any, ...], context: Context) -> None:
        self._call, self._args, self._context, self._cancelled = call, args, context, False

    def cancel(self) -> None:
        """Not any more."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """As asyncio asks."""
        return self._cancelled

    def run(self) -> None:
        """Unless it was cancelled, or its machine is off."""
        if self._cancelled:
            return
        machine = self._context.get(RUNNING)
        if machine is not None and not machine.on:
            return
        try:
            self._context.run(self._call, *self._args)
        except SwitchedOff:
            pass
        finally:
            if machine is not None and not machine.on:
                machine.bury()


class Timeline:
    """Seconds since the history began. What is due at one instant runs in the order in which it was asked for."""

    def __init__(self) -> None:
        self._now = 0.0
        self._count = 0
        self._due: list[tuple[float, int, _Due]] = []
        self._tasks: list[asyncio.Task[Any]] = []
        self.troubles: list[BaseException] = []  # what the work of a machine raised

    def time(self) -> float:
        return self._now

    def call_at(self, when: float, callback: Callable[..., object], *args: Any, context: Any = None) -> Any:
        self._count += 1
        due = _Due(callback, args, context or copy_context())
        heapq.heappush(self._due, (max(when, self._now), self._count, due))
        return due

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> Any:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Any = None) -> Any:
        return self.call_at(self._now, callback, *args, context=context)

    def call_soon_threadsafe(self, callback: Callable[..., object], *args: Any, context: Any = None) -> Any:
        return self.call_at(self._now, callback, *args, context=context)

    def create_future(self) -> "asyncio.Future[Any]":
        return asyncio.Future(loop=cast(Any, self))

    def create_task(
        self, coro: Any, *, name: str | None = None, context: Context | None = None
    ) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.Task(coro, loop=cast(Any, self), name=name, context=context)
        self._tasks.append(task)
        return task

    def begin(self, machine: Powered | None, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Work of a machine, or of the world itself."""
        context = copy_context()
        context.run(RUNNING.set, machine)
        task: asyncio.Task[T] = self.create_task(work, context=context)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self.troubles.append(error)

    def run_for(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let that much time pass, or less when it has come to an end; asked once every second of it."""
        end = self._now + seconds
        asyncio.events._set_running_loop(cast(Any, self))
        try:
            while self._now < end and not until():
                self._run_to(min(end, self._now + 1.0))
        finally:
            asyncio.events._set_running_loop(None)

    def _run_to(self, end: float) -> None:
        turns = 0
        while self._due and self._due[0][0] <= end:
            self._now, _, due = heapq.heappop(self._due)
            due.run()
            turns += 1
            assert turns < _TURNS_MAX, "something goes round in a circle without a pause"
        self._now = end

    def end(self) -> None:
        """Forget what still waits, quietly: nobody is told of tasks that never ended."""
        self._due.clear()
        asyncio.events._set_running_loop(cast(Any, self))
        try:
            for task in self._tasks:  # what closing one begins is closed, too
                if not task.done():
                    task._log_destroy_pending = False  # type: ignore[attr-defined]
                    with suppress(BaseException):
                        task.get_coro().close()
        finally:
            asyncio.events._set_running_loop(None)
        self._due.clear()
        self._tasks.clear()

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What nobody asked for: a future of a machine that is off, a task of the real code that logs its own."""

    def run_in_executor(self, _executor: None, func: Callable[..., T], *args: Any) -> Any:
        """What real code gives to a thread takes a moment here, too."""
        future = self.create_future()

        def do() -> None:
            if not future.cancelled():
                try:
                    future.set_result(func(*args))
                except Exception as error:  # noqa: BLE001  whoever waits hears of it
                    future.set_exception(error)

        self.call_later(_THREAD_S, do)
        return future

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False
