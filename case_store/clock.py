"""What time it is: the system's clock, or one that the demo and the tests move for all processes at once."""

import mmap
import os
import struct
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

from cases.hall_time import hall_time

_SHARED = struct.Struct("<dd")  # seconds to add to the system's clock, and to the steady time
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """What no setting of the clock moves: microseconds since this machine was started, and which start that was."""

    boot: str
    us: int


class Clock(Protocol):
    """Handed to everything that needs the time; nothing else reads a clock."""

    def now(self) -> datetime:
        """The instant, aware, in hall time (+08:00)."""
        ...


class SteadyClock(Clock, Protocol):
    """Also tells how much time has really passed: for what must not end early when somebody sets the clock."""

    def steady(self) -> Steady:
        """The steady time."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The instant in hall time."""
        return hall_time(datetime.now(UTC))

    def steady(self) -> Steady:
        """The steady time; it goes on while the machine sleeps."""
        return Steady(boot=_boot_id(), us=time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000)


class OffsetClock:
    """The machine's clock plus an offset kept in a small shared file: whoever writes it moves everybody.

    `move_to` and `move_by` set the clock, `let_pass` also lets the time pass.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _SHARED.size:
                os.truncate(descriptor, _SHARED.size)
            self._shared = mmap.mmap(descriptor, _SHARED.size)
        finally:
            os.close(descriptor)

    @property
    def offset(self) -> timedelta:
        """How far ahead of the system's clock."""
        return self._offsets()[0]

    def now(self) -> datetime:
        """The moved instant in hall time."""
        return hall_time(datetime.now(UTC) + self.offset)

    def steady(self) -> Steady:
        """The steady time of the machine, and what was let pass on top."""
        real = SystemClock().steady()
        return Steady(boot=real.boot, us=real.us + self._offsets()[1] // timedelta(microseconds=1))

    def move_to(self, at: datetime) -> None:
        """From now on it is `at`, and time goes on from there."""
        self._set(hall_time(at) - datetime.now(UTC), self._offsets()[1])

    def move_by(self, step: timedelta) -> None:
        """Jump by a step, forward or back."""
        clock, passed = self._offsets()
        self._set(clock + step, passed)

    def let_pass(self, step: timedelta) -> None:
        """So much time has passed, by every clock of the house."""
        clock, passed = self._offsets()
        self._set(clock + step, passed + step)

    def _offsets(self) -> tuple[timedelta, timedelta]:
        clock, passed = _SHARED.unpack_from(self._shared)
        return timedelta(seconds=clock), timedelta(seconds=passed)

    def _set(self, clock: timedelta, passed: timedelta) -> None:
        _SHARED.pack_into(self._shared, 0, clock.total_seconds(), passed.total_seconds())


@cache
def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (
        OSError
    ):  # without it every start of the program counts as one of the machine: locks last longer, not shorter
        return os.urandom(16).hex()


def open_clock(path: Path | None) -> SteadyClock:
    """The shared clock of a file, or the system's when no file is named."""
    return SystemClock() if path is None else OffsetClock(path)
