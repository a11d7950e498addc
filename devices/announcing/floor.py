"""Who has the floor on this machine: a lock that everything of ours that sounds can look at, in whatever process.

In a small hall wall, counter and command zone are one PC with one loudspeaker. The kernel lets go of the lock of a
process that is killed, so no sound stays low for ever.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from devices.announcing.loudspeaker import Speaker
from devices.announcing.sound import Samples

FILE = "pingan-speaking.lock"
_TRIES, _BETWEEN_S = 20, 0.001  # who looks holds the lock for microseconds


class Floor:
    """`folder`: of this user and this machine's session (XDG_RUNTIME_DIR); without one nobody hears of anybody."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder is not None else None

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """While a call is said. Never waits for another who speaks, never raises: the call matters, not its lock."""
        descriptor = self._opened()
        try:
            if descriptor is not None:
                for _ in range(_TRIES):
                    if _locked(descriptor, fcntl.LOCK_EX):
                        break
                    time.sleep(_BETWEEN_S)
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def is_taken(self) -> bool:
        """Whether somebody speaks now."""
        descriptor = self._opened()
        if descriptor is None:
            return False
        try:
            return not _locked(descriptor, fcntl.LOCK_SH)  # shared: those who look do not see each other
        finally:
            os.close(descriptor)

    def _opened(self) -> int | None:
        if self._file is None:
            return None
        try:
            return os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class CallingSpeaker:
    """A loudspeaker that says calls: it has the floor for as long as one is heard."""

    speaker: Speaker
    floor: Floor

    def is_there(self) -> bool:
        """As the speaker says."""
        return self.speaker.is_there()

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:
        """As the speaker does."""
        with self.floor.taken():
            self.speaker.play(name, samples, is_wanted)


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
