"""A virtual printer at the end of a real cable: a pseudo-terminal for a serial line, a TCP port for a network printer.

A thread of its own carries bytes and lets time pass. On a line with flow control nothing is read while the buffer is
full, so the sender waits; without it, as serial printers are often wired, what does not fit is lost.
"""

import os
import pty
import select
import socket
import time
import tty
from collections import deque
from contextlib import suppress
from threading import Event, Thread
from typing import Protocol, Self

from printing.virtual.printer import VirtualPrinter

_TURN_S = 0.005
_READ_BYTES = 4_096
_BITS_PER_BYTE = 10  # 8N1


class _Cable(Protocol):
    def fileno(self) -> int | None: ...  # None: nobody is at the other end
    def read(self, size: int) -> bytes: ...
    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...


class Served:
    """Runs `printer` until closed. `where`: what a driver opens.

    `baud` 0: as fast as bytes come. `late_s`: how long an answer takes. Both may be changed while it runs.
    """

    def __init__(
        self, printer: VirtualPrinter, cable: "_Pty | _Tcp", *, baud: int = 0, flow_control: bool = True
    ) -> None:
        self.printer = printer
        self.where = cable.where
        self.baud, self.late_s = baud, 0.0
        self._cable: _Cable = cable
        self._saying: deque[tuple[float, bytes]] = deque()  # when, and what
        self._flow_control = flow_control
        self._ending = Event()
        self._thread = Thread(target=self._run, name="virtual printer", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Unplug it."""
        self._ending.set()
        self._thread.join()
        self._cable.close()

    def _run(self) -> None:
        read_until = time.monotonic()  # by so far the line has been used
        while not self._ending.is_set():
            now = time.monotonic()
            room = self.printer.room(now)
            bytes_per_s = self.baud / _BITS_PER_BYTE
            if bytes_per_s:
                read_until = max(read_until, now - _TURN_S)
                on_line = int((now - read_until) * bytes_per_s)
            else:
                on_line = _READ_BYTES
            size = min(on_line, room) if self._flow_control else on_line
            if size > 0 and (data := self._heard(size)):
                self.printer.feed(data, now)
                if bytes_per_s:
                    read_until += len(data) / bytes_per_s
            elif size <= 0:
                self._ending.wait(_TURN_S / 2)
            self._answer(now)

    def _answer(self, now: float) -> None:
        if said := self.printer.answers():
            self._saying.append((now + self.late_s, said))
        while self._saying and self._saying[0][0] <= now:
            with suppress(OSError):  # nobody listens any more
                self._cable.write(self._saying.popleft()[1])

    def _heard(self, size: int) -> bytes:
        where = self._cable.fileno()
        if where is None:
            self._ending.wait(_TURN_S)
            return b""
        readable, _, _ = select.select([where], [], [], _TURN_S)
        try:
            return self._cable.read(size) if readable else b""
        except OSError:
            self._ending.wait(_TURN_S)
            return b""


def on_pty(printer: VirtualPrinter, *, baud: int = 9_600, flow_control: bool = False) -> Served:
    """At a serial line; `where` is its device, which stays while the driver comes and goes."""
    return Served(printer, _Pty(), baud=baud, flow_control=flow_control)


def on_tcp(printer: VirtualPrinter, *, host: str = "127.0.0.1", port: int = 0) -> Served:
    """At a network port, one caller at a time as such printers have it; `where` is host:port. Port 0: any free one."""
    return Served(printer, _Tcp(host, port))


class _Pty:
    def __init__(self) -> None:
        self._ours, self._theirs = pty.openpty()  # theirs stays open, or reading fails between two drivers
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self.where = os.ttyname(self._theirs)

    def fileno(self) -> int | None:
        return self._ours

    def read(self, size: int) -> bytes:
        return os.read(self._ours, size)

    def write(self, data: bytes) -> None:
        os.write(self._ours, data)

    def close(self) -> None:
        os.close(self._ours)
        os.close(self._theirs)


class _Tcp:
    def __init__(self, host: str, port: int) -> None:
        self._door = socket.create_server((host, port))
        self._door.setblocking(False)
        self._caller: socket.socket | None = None
        self.where = f"{host}:{self._door.getsockname()[1]}"

    def fileno(self) -> int | None:
        if self._caller is None:
            with suppress(BlockingIOError):
                self._caller, _ = self._door.accept()
                self._caller.setblocking(False)
        return None if self._caller is None else self._caller.fileno()

    def read(self, size: int) -> bytes:
        assert self._caller is not None  # noqa: S101 - fileno() said so
        try:
            data = self._caller.recv(size)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._caller.close()
            self._caller = None
        return data

    def write(self, data: bytes) -> None:
        if self._caller is not None:
            self._caller.sendall(data)

    def close(self) -> None:
        self._door.close()
        if self._caller is not None:
            self._caller.close()
