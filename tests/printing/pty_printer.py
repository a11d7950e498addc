"""The thermal printer at the far end of a real serial line: a pty, at the pace of the line when asked to."""

import os
import select
import time
import tty
from threading import Event, Thread

from tests.printing.thermal_paper import ThermalPaper


class PtyPrinter:
    """`port` is what SerialWire opens. Unplug it, or let it say noise before each answer."""

    def __init__(self, printer: ThermalPaper, *, bytes_per_s: float = 1e9, noise: bytes = b"") -> None:
        self.printer = printer
        self.received = bytearray()
        self.noise = noise
        self.silent_after_bytes: int | None = None
        self._bytes_per_s = bytes_per_s
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.port = os.ttyname(self._theirs)
        self._stopped = Event()
        self._losing = Event()
        self._thread = Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "PtyPrinter":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.unplug()

    def unplug(self) -> None:
        """Pull the cable: both ends are gone at once."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._thread.join()
            os.close(self._theirs)
            os.close(self._ours)

    def lose_what_is_under_way(self) -> None:
        """As a power cut does: what the kiosk's kernel held for the line is gone with it."""
        self._losing.set()
        while self._losing.is_set():
            time.sleep(0.001)

    def _listen(self) -> None:
        while not self._stopped.is_set():
            if not select.select([self._ours], [], [], 0.01)[0]:
                self._losing.clear()
                continue
            if self._losing.is_set():
                os.read(self._ours, 4096)
                continue
            data = os.read(self._ours, 16 if self._bytes_per_s < 1e6 else 4096)
            time.sleep(len(data) / self._bytes_per_s)
            self.received += data
            if self.silent_after_bytes is not None and len(self.received) > self.silent_after_bytes:
                self.printer.silent = True
            if answer := self.printer.feed(data):
                os.write(self._ours, self.noise + answer)
