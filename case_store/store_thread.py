"""The one thread that touches the file, and the order of what it does.

Everything goes there as a job and comes back as a future. Commands that wait together run together: one transaction,
a savepoint each, one write to the disk (a commit costs the disk the same for one as for ten). What screens are shown
is looked up between groups of commands, never in front of one that waits; so is what other stores push, and those of
them that wait are one transaction, too. Work that can wait runs when nobody does.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
# Work that lets everybody go first, when there is no end of others: so often, and no more than a part of the time.
SPARED_EVERY_S, SPARED_PART = 0.3, 10
QUIET_S = 0.005  # since the last job: in a burst the next one is on its way
TOGETHER_MAX = 32  # commands in one transaction: bounds how long the first of them waits for the last


@dataclass(slots=True, eq=False)
class _Job:
    """`grouped`: may share its transaction, with the weight of so many commands.

    `aside`: lets commands go first; `spare`: everybody.
    """

    act: Callable[[], Any]
    grouped: bool = False
    weight: int = 1
    aside: bool = False
    spare: bool = False
    future: "Future[Any]" = field(default_factory=Future)


class StoreThread:
    """Runs jobs one after the other, in order; looks after the commands that wait at that moment."""

    def __init__(self, group: Callable[[], AbstractContextManager[None]]) -> None:
        self._group = group
        self.again: Callable[[BaseException], bool] = _never  # whether what failed is worth doing once more
        self._jobs: deque[_Job] = deque()
        self._looks: deque[_Job] = deque()
        self._spares: deque[_Job] = deque()
        self._spared_again_at = 0.0
        self._rested_since = 0.0
        self._change = threading.Condition()
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits who is not told to let everybody go first."""
        return bool(self._jobs or self._looks)

    def submit(self, act: Callable[[], T]) -> "Future[T]":
        """A job on its own."""
        return self._add(_Job(act))

    def command(self, act: Callable[[], T]) -> "Future[T]":
        """A command that may run in one transaction with others. Its future is done when it is durable."""
        return self._add(_Job(act, grouped=True))

    def look(self, act: Callable[[], T]) -> "Future[T]":
        """Reading for a screen."""
        return self._add(_Job(act, aside=True))

    def beside(self, act: Callable[[], T], weight: int) -> "Future[T]":
        """What lets commands go first and may run in one transaction with others of its kind."""
        return self._add(_Job(act, grouped=True, weight=weight, aside=True))

    def spare(self, act: Callable[[], T]) -> "Future[T]":
        """Work for the time that nobody wants; a little of it gets done however busy the thread is."""
        return self._add(_Job(act, aside=True, spare=True))

    def shutdown(self) -> None:
        """Do what was asked, then end. Whatever is asked afterwards is refused."""
        with self._change:
            self._ends = True
            self._change.notify()
        self._thread.join()

    def _add(self, job: _Job) -> "Future[Any]":
        with self._change:
            if self._ends:
                raise RuntimeError("the store is closed")
            (self._spares if job.spare else self._looks if job.aside else self._jobs).append(job)
            self._change.notify()
        return job.future

    def _run(self) -> None:
        look_next = False  # a look after every group: a screen is told even when commands never stop
        while jobs := self._next(look_first=look_next):
            began = monotonic()
            if len(jobs) > 1:
                self._run_together(jobs)
            else:
                _run_alone(jobs[0], self.again)
            look_next = not jobs[0].aside
            if jobs[0].spare:
                ended = monotonic()
                self._spared_again_at = ended + max(SPARED_EVERY_S, SPARED_PART * (ended - began))
            else:
                self._rested_since = monotonic()

    def _next(self, *, look_first: bool) -> list[_Job]:
        """What runs next: one job, or all commands at the head of the line. Empty at the end."""
        with self._change:
            while not (self.is_wanted or self._is_spare_time()):
                if self._ends and not self._spares:
                    return []
                self._change.wait(QUIET_S if self._spares else None)
            if self._spares and (not self.is_wanted or monotonic() > self._spared_again_at):
                return [self._spares.popleft()]
            if self._looks and (look_first or not self._jobs):
                return _with_companions(self._looks)
            taken = [self._jobs.popleft()]
            while taken[0].grouped and self._jobs and self._jobs[0].grouped and len(taken) < TOGETHER_MAX:
                taken.append(self._jobs.popleft())
            return taken

    def _is_spare_time(self) -> bool:
        return bool(self._spares) and (self._ends or monotonic() - self._rested_since >= QUIET_S)

    def _run_together(self, jobs: list[_Job]) -> None:
        """One transaction. What a command raises is its own; what the commit raises is everybody's."""
        outcomes: list[Callable[[], None]] = []
        try:
            with self._group():
                outcomes = [_outcome(job, after=self.again) for job in jobs]
        except BaseException as error:  # noqa: BLE001  whoever waits must hear of it, whatever it is
            if self.again(error):
                for job in jobs:
                    _run_alone(job, self.again)
                return
            outcomes = [_failed(job, error) for job in jobs]
        for tell in outcomes:
            tell()


def _with_companions(line: deque[_Job]) -> list[_Job]:
    """The first of the line, and whoever may share its transaction, wherever they stand: no look waits for another."""
    taken = [line.popleft()]
    room = TOGETHER_MAX - taken[0].weight if taken[0].grouped else 0
    for job in list(line) if room > 0 else ():
        if job.grouped and job.weight <= room:
            line.remove(job)
            taken.append(job)
            room -= job.weight
    return taken


def _never(_error: BaseException) -> bool:
    return False


def _run_alone(job: _Job, again: Callable[[BaseException], bool] = _never) -> None:
    _outcome(job, again)()


def _outcome(
    job: _Job,
    again: Callable[[BaseException], bool] = _never,
    *,
    after: Callable[[BaseException], bool] = _never,
) -> Callable[[], None]:
    """Do it; answers what is to be told once it is durable. `after`: whether it is done again, alone, behind that."""
    if not (job.future.running() or job.future.set_running_or_notify_cancel()):
        return lambda: None
    try:
        result = job.act()
    except BaseException as error:  # noqa: BLE001  as above
        failed = error
        return _outcome(job) if again(error) else lambda: _again_or_failed(job, failed, after)
    return lambda: job.future.set_result(result)


def _again_or_failed(job: _Job, error: BaseException, again: Callable[[BaseException], bool]) -> None:
    if again(error):
        _run_alone(job)
    else:
        job.future.set_exception(error)


def _failed(job: _Job, error: BaseException) -> Callable[[], None]:
    return lambda: job.future.set_exception(error)
