"""Readers of a centre: processes that open large batches, beside the service and its one interpreter lock.

They begin with the first large batch, and end when none came for a while, or with the service. One that dies takes
with it what it was reading: that sender is told to come again (503), and is read by the service from then on, so that
no batch waits for ever for a reader that survives it. Others find a new reader.
"""

import asyncio
import os
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import BinaryIO

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_store.errors import StoreError
from case_store.sync.batch import SignedBatch
from case_store.sync.reader import READY, asked_of, read_frame, write_frame
from case_store.sync.sound import Sound, from_bytes

_log = structlog.get_logger(__name__)

WORTH_BYTES = 8 * 1024  # of a batch: for a smaller one the way there and back costs what it saves
MOST = 2  # read more than one database takes in
RESTS_S = 600.0  # then its memory is given back
ANSWERS_WITHIN_S = 20.0  # of its start, and of a batch; either takes it a second at most
AGAIN_AFTER_S = 60.0  # where none could be started: until then the service reads by itself
_PIPE_BYTES = 1024 * 1024  # so that an answer is written without a wait
_ROOT = Path(__file__).parents[2]


def wanted_here() -> int:
    """How many readers this machine has room for: one processor is the service's own."""
    return min(MOST, len(os.sched_getaffinity(0)) - 1)


class _NotThere(Exception):
    """No process could be started."""


class _Reader:
    """One of them, for one thread at a time. Its process begins with the first question."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_at = 0.0

    @property
    def pid(self) -> int | None:
        """Of its process, while there is one."""
        return None if self._process is None else self._process.pid

    def ask(self, asked: bytes) -> bytes:
        """Raises StoreError `store.reader_died`, and _NotThere before it has been asked."""
        if self._process is None:
            self._start()
        self._asked_at = monotonic()
        answer: bytes | None = None
        with suppress(OSError):
            to, back = _ends(self._process)
            write_frame(to, asked)
            answer = _heard(back)
        if answer is None:
            _log.error("a reader of batches died", pid=self.pid)
            self.end()
            raise StoreError("store.reader_died")
        return answer

    def end_if_it_rests(self) -> None:
        """Where nobody has asked for a while."""
        if monotonic() - self._asked_at > RESTS_S:
            self.end()

    def end(self) -> None:
        """Whatever its process does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process, suppress(OSError):  # what could not be written to it any more
                process.communicate()

    def _start(self) -> None:
        command = [sys.executable, "-m", "case_store.sync.reader"]
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                command, cwd=_ROOT, stdin=pipe, stdout=pipe, pipesize=_PIPE_BYTES
            )
        except OSError as error:
            raise _NotThere from error
        if _heard(_ends(self._process)[1]) != READY:
            self.end()
            raise _NotThere
        _log.info("a reader of batches has begun", pid=self.pid)


class Readers:
    """`count` of them at most; with 0 nobody reads here. Of one loop, that of the service."""

    def __init__(self, count: int) -> None:
        self._all = [_Reader() for _ in range(count)]
        self._free: SimpleQueue[_Reader] = SimpleQueue()
        for reader in self._all:
            self._free.put(reader)
        self._threads = ThreadPoolExecutor(count, "reader") if count > 0 else None
        self._look: asyncio.TimerHandle | None = None
        self._not_before = 0.0
        self._died_reading: set[str] = set()  # signers

    @property
    def pids(self) -> list[int]:
        """Of the processes that run now."""
        return [pid for reader in self._all if (pid := reader.pid) is not None]

    async def read(self, signed: SignedBatch, key: Ed25519PublicKey) -> Sound | None:
        """None: open it yourself. `key`: of its signer. Raises StoreError `store.reader_died`."""
        small = len(signed.content) < WORTH_BYTES
        if (
            self._threads is None
            or small
            or monotonic() < self._not_before
            or signed.signer in self._died_reading
        ):
            return None
        loop = asyncio.get_running_loop()
        if self._look is None:
            self._look_later(loop)
        try:
            return await loop.run_in_executor(self._threads, self._ask, asked_of(signed, key))
        except StoreError:
            self._died_reading.add(signed.signer)
            raise

    def close(self) -> None:
        """End all of them. Whoever waits for one hears that it died."""
        if self._look is not None:
            self._look.cancel()
        for reader in self._all:
            reader.end()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def _ask(self, asked: bytes) -> Sound | None:
        reader = self._free.get()  # there is one: as many as threads
        try:
            answer = reader.ask(asked)
        except _NotThere:
            _log.exception("no reader of batches could be started: the service reads by itself")
            self._not_before = monotonic() + AGAIN_AFTER_S
            return None
        finally:
            self._free.put(reader)
        return from_bytes(answer) if answer else None

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        self._look = loop.call_later(RESTS_S, self._end_those_that_rest, loop)

    def _end_those_that_rest(self, loop: asyncio.AbstractEventLoop) -> None:
        self._look = None
        for _ in self._all:
            if self._threads is not None:
                self._threads.submit(self._rest)
        if self.pids:
            self._look_later(loop)

    def _rest(self) -> None:
        reader = self._free.get()
        reader.end_if_it_rests()
        self._free.put(reader)


def _ends(process: "subprocess.Popen[bytes] | None") -> tuple[BinaryIO, BinaryIO]:
    """Where it is asked, and where it answers. Raises OSError where it has ended."""
    if process is None or process.stdin is None or process.stdout is None:
        raise BrokenPipeError
    return process.stdin, process.stdout  # type: ignore[return-value]  # typeshed says IO[bytes]


def _heard(back: BinaryIO) -> bytes | None:
    """The next answer; None where none comes."""
    return read_frame(back) if select.select([back], [], [], ANSWERS_WITHIN_S)[0] else None
