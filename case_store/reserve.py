"""Room on the disk kept for tickets: a file that is only there to be given up.

A disk fills slowly, and nobody looks. While the reserve stands, "full" is not full yet: the store gives the reserve up,
does what it was asked, and tells everybody; from then on it lives on that room until somebody has made more, and then
takes the reserve back. Tickets and decisions are small (3 to 60 KB each), files of citizens are not, and are refused.
"""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

LOOK_EVERY_S = 20.0
MIB = 1024 * 1024


class Reserve:
    """The file `<database>.reserve` of `size` bytes. One process has it: the one that holds the database."""

    def __init__(self, database: Path, size: int) -> None:
        self._path, self._size = database.with_name(f"{database.name}.reserve"), size
        self._looked_at_s = float("-inf")
        self.take()

    @property
    def is_held(self) -> bool:
        """False while the store lives on the room that it has given up, or where there never was enough."""
        return self._path.exists()

    def take(self) -> bool:
        """Take it, where as much again stays free; True when it is held."""
        if not self.is_held and self.free() >= 2 * self._size:
            with suppress(OSError):  # somebody was faster: there is no reserve, and nothing else is wrong
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
                try:
                    os.posix_fallocate(descriptor, 0, self._size)
                except OSError:
                    self._path.unlink()
                    raise
                finally:
                    os.close(descriptor)
        return self.is_held

    def give_up(self) -> bool:
        """Make room; False when there was none to give. Whoever looks after the disk is to look now."""
        self._looked_at_s = float("-inf")
        with suppress(OSError):
            self._path.unlink()
            return True
        return False

    def is_short(self) -> bool:
        """Looked at now and then: whether the reserve is given up, or the disk will soon be full. Takes it back."""
        return not self.take() or self.free() < self._size

    def is_time_to_look(self) -> bool:
        """Every twenty seconds."""
        now = time.monotonic()
        due = now - self._looked_at_s >= LOOK_EVERY_S
        if due:
            self._looked_at_s = now
        return due

    def free(self) -> int:
        """Bytes that we may still write; 0 where the disk does not even say that."""
        with suppress(OSError):
            return shutil.disk_usage(self._path.parent).free
        return 0
