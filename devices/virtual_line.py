"""The other end of a cable, for demo and tests: a pty with a name, which can be plugged in and pulled out."""

import os
import select
import threading
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_LOOK_S = 0.02
_READ_MAX = 4096


class VirtualLine:
    """`answer`: what the device says to these bytes, in the line's thread. `at`: the name that udev would give it."""

    def __init__(self, at: Path, answer: Callable[[bytes], bytes] = lambda _data: b"") -> None:
        self._at, self._answer = at, answer
        self._ends: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"virtual {at.name}", daemon=True)
        self._ending = threading.Event()

    def start(self) -> None:
        """Plugged in, and answering."""
        self.plug_in()
        self._thread.start()

    def plug_in(self) -> None:
        """There."""
        with self._lock:
            if self._ends is None:
                ours, theirs = os.openpty()
                tty.setraw(theirs)
                os.set_blocking(ours, False)
                self._at.parent.mkdir(parents=True, exist_ok=True)
                self._at.unlink(missing_ok=True)
                self._at.symlink_to(os.ttyname(theirs))
                self._ends = ours, theirs

    def pull_out(self) -> None:
        """Gone."""
        with self._lock:
            if self._ends is not None:
                self._at.unlink(missing_ok=True)
                for end in self._ends:
                    os.close(end)
                self._ends = None

    def send(self, data: bytes) -> None:
        """Said unasked. What nobody reads is lost, as on a cable; so is everything while it is pulled out."""
        left = memoryview(data)
        while left:
            with self._lock:
                if self._ends is None:
                    return
                try:
                    left = left[os.write(self._ends[0], left) :]
                    continue
                except BlockingIOError:
                    ours = self._ends[0]
            if not select.select([], [ours], [], 1.0)[1]:
                return

    def close(self) -> None:
        """End it; may be called twice."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(1.0)
        self.pull_out()

    def _run(self) -> None:
        while not self._ending.is_set():
            if heard := self._hear():
                self.send(self._answer(heard))
            else:
                self._ending.wait(_LOOK_S)

    def _hear(self) -> bytes:
        with self._lock, suppress(OSError):
            if self._ends is not None:
                return os.read(self._ends[0], _READ_MAX)
        return b""
