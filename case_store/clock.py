"""What time it is: the system's clock, or one that the demo and the tests move for all processes at once."""

import mmap
import os
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from cases.hall_time import hall_time

_OFFSET = struct.Struct("<d")  # seconds to add to the system's clock


class Clock(Protocol):
    """Handed to everything that needs the time; nothing else reads a clock."""

    def now(self) -> datetime:
        """The instant, aware, in hall time (+08:00)."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The instant in hall time."""
        return hall_time(datetime.now(UTC))


class OffsetClock:
    """The machine's clock plus an offset kept in a small shared file: whoever writes it moves everybody."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _OFFSET.size:
                os.truncate(descriptor, _OFFSET.size)
            self._shared = mmap.mmap(descriptor, _OFFSET.size)
        finally:
            os.close(descriptor)

    @property
    def offset(self) -> timedelta:
        """How far ahead of the system's clock."""
        seconds: float = _OFFSET.unpack_from(self._shared)[0]
        return timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The moved instant in hall time."""
        return hall_time(datetime.now(UTC) + self.offset)

    def move_to(self, at: datetime) -> None:
        """From now on it is `at`, and time goes on from there."""
        _OFFSET.pack_into(self._shared, 0, (hall_time(at) - datetime.now(UTC)).total_seconds())

    def move_by(self, step: timedelta) -> None:
        """Jump by a step, forward or back."""
        _OFFSET.pack_into(self._shared, 0, (self.offset + step).total_seconds())


def open_clock(path: Path | None) -> Clock:
    """The shared clock of a file, or the system's when no file is named."""
    return SystemClock() if path is None else OffsetClock(path)
