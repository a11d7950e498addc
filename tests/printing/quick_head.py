"""A printer that keeps bytes instead of burning them: fast enough to be stopped at each byte of a ticket.

It shares no code with printing/. What it has worked off stands in `done`; what waits in its buffer, in `held`.
"""

import socket
import threading
from collections.abc import Callable
from typing import Self

CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
CUT = b"\x1dV\x42\x00"
HOW_FAR = b"\x1dr\x01"


class QuickHead:
    """`stops_after`: so many bytes are worked off, then paper (or `cover`) stops it until `mend`."""

    def __init__(
        self, *, stops_after: int | None = None, cover: bool = False, says_how_far: bool = True
    ) -> None:
        self.stops_after = stops_after
        self.cover = cover
        self.says_how_far = says_how_far
        self.done = bytearray()
        self.held = bytearray()
        self.buffer_most = 0
        self._open = bytearray()

    @property
    def stopped(self) -> bool:
        """Off line."""
        return self.stops_after is not None and len(self.done) >= self.stops_after

    def mend(self) -> bytes:
        """New paper, cover shut: it goes on with what it holds."""
        self.stops_after = None
        return self._work()

    def feed(self, data: bytes) -> bytes:
        """Bytes in, answers out, however they were cut."""
        said = bytearray()
        self._open += data
        while (taken := self._real_time(said)) > 0:
            del self._open[:taken]
        self.buffer_most = max(self.buffer_most, len(self.held))
        return bytes(said) + self._work()

    def _real_time(self, said: bytearray) -> int:
        """How many bytes are understood: up to the next DLE, or a real-time command that has come whole."""
        wire = bytes(self._open)
        at = wire.find(b"\x10")
        if at != 0:
            ordinary = wire if at < 0 else wire[:at]
            self.held += ordinary
            return len(ordinary)
        if wire[1:2] == b"\x04" and len(wire) > 2:
            said.append(self._status(wire[2]))
            return 3
        if wire.startswith(CLEAR):
            self.held.clear()
            return len(CLEAR)
        if len(wire) < 2 or wire[:2] == b"\x10\x04" or CLEAR.startswith(wire):
            return 0  # its end has not come yet
        self.held += wire[:1]
        return 1

    def whole_papers(self, paper: bytes) -> int:
        """How often `paper` came out from its first byte to its cut, in one piece."""
        return bytes(self.done).replace(HOW_FAR, b"").count(paper)

    def _status(self, n: int) -> int:
        off = self.stopped
        bits = {1: 8 * off, 2: (4 if self.cover else 0x20) * off, 4: 0x60 * (off and not self.cover)}
        return 0x12 | bits.get(n, 0)

    def _work(self) -> bytes:
        room = len(self.held) if self.stops_after is None else self.stops_after - len(self.done)
        worked, self.held = self.held[: max(0, room)], self.held[max(0, room) :]
        seen = bytes(self.done[-2:]) + bytes(worked)
        self.done += worked
        asked = seen.count(HOW_FAR) if self.says_how_far else 0
        return b"\x00" * asked


class DirectWire:
    """The wire in the driver's own process; no time passes on it."""

    name = "direct"
    bytes_per_s: float | None = None

    def __init__(self, head: QuickHead) -> None:
        self.head = head
        self.is_open = False
        self._said = bytearray()

    def open(self) -> None:
        """There."""
        self.is_open = True

    def write(self, data: bytes) -> None:
        """At once."""
        self._said += self.head.feed(data)

    def read(self, wait_s: float) -> bytes:  # noqa: ARG002 - what comes later, comes with a later write
        """What was said."""
        data = bytes(self._said)
        self._said.clear()
        return data

    def close(self) -> None:
        """Gone."""
        self.is_open = False


class TcpPrinter:
    """Port 9100 of `feed`, on a real socket. `close_after`: so many bytes, then the connection is gone."""

    def __init__(
        self, feed: Callable[[bytes], bytes], *, close_after: int | None = None, port: int = 0
    ) -> None:
        self._feed = feed
        self._close_after = close_after
        self.heard = 0
        self.connections = 0
        self._server = socket.create_server(("127.0.0.1", port))
        self.port = int(self._server.getsockname()[1])
        self._talk: socket.socket | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self.hang_up()
        self._thread.join()
        self._server.close()

    def hang_up(self) -> None:
        """As printers do with a connection that was idle for a while."""
        if self._talk is not None:
            try:
                self._talk.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _serve(self) -> None:
        self._server.settimeout(0.02)
        while not self._over.is_set():
            try:
                self._talk, _ = self._server.accept()
            except TimeoutError:
                continue
            self.connections += 1
            with self._talk as talk:
                self._listen(talk)

    def _listen(self, talk: socket.socket) -> None:
        talk.settimeout(0.02)
        while not self._over.is_set():
            try:
                data = talk.recv(512)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            self.heard += len(data)
            if self._close_after is not None and self.heard > self._close_after:
                self._close_after = None
                talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                return
            if said := self._feed(data):
                talk.sendall(said)
