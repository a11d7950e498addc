"""The far end of our pads' line, written after the table in docs/devices.md and not after our parser.

`heard` alone is the pad; with `at`, a name for its port, it stands on a pty. For any thread.
"""

import threading
from enum import Enum, auto
from pathlib import Path

from devices.virtual_line import VirtualLine


class Fault(Enum):
    """What can be wrong with it."""

    NONE = auto()
    SILENT = auto()
    NOISE = auto()  # bytes of nothing before each frame, half a frame among them
    WRONG_CHECK = auto()


class VirtualPad:
    """A pad that knows frames; what it answers is a subclass's."""

    def __init__(self, at: Path | None = None) -> None:
        self.line = VirtualLine(at, self.heard) if at is not None else None
        self.fault = Fault.NONE
        self._heard = b""
        self.lock = threading.Lock()

    def start(self) -> None:
        """On its pty."""
        if self.line is not None:
            self.line.start()

    def close(self) -> None:
        """Off it."""
        if self.line is not None:
            self.line.close()

    def heard(self, data: bytes) -> bytes:
        """What it says to these bytes."""
        with self.lock:
            self._heard += data
            said = b""
            while len(self._heard) >= 6:  # noqa: PLR2004 - head, length, type, check
                length = self._heard[2]
                if (
                    self._heard[:2] != b"\xa5\x5a"
                    or checksum(self._heard[2 : 4 + length]) != self._heard[4 + length : 6 + length]
                ):
                    if self._heard[:2] == b"\xa5\x5a" and len(self._heard) < 6 + length:
                        break
                    self._heard = self._heard[1:]
                    continue
                frame, self._heard = self._heard[3 : 4 + length], self._heard[6 + length :]
                said += self.answers(frame[:1], frame[1:])
            return said

    def answers(self, kind: bytes, data: bytes) -> bytes:
        """What it says to one frame; called under the lock."""
        raise NotImplementedError

    def say(self, *frames: bytes) -> bytes:
        """Unasked; what went over the line."""
        said = b"".join(frames)
        if self.line is not None:
            self.line.send(said)
        return said

    def frame(self, kind: bytes, data: bytes = b"") -> bytes:
        """As it goes over the line, with what is wrong today."""
        body = bytes([len(data)]) + kind + data
        check = checksum(body)
        match self.fault:
            case Fault.SILENT:
                return b""
            case Fault.WRONG_CHECK:
                return b"\xa5\x5a" + body + bytes([check[0] ^ 0x10, check[1]])
            case Fault.NOISE:
                whole = b"\xa5\x5a" + body + check
                return b"\x00\xff\xa5\xa5\x5a\xfe" + whole[:3] + whole
        return b"\xa5\x5a" + body + check


def checksum(body: bytes) -> bytes:
    """CRC-16/CCITT-FALSE, bit by bit: polynomial 0x1021, begun with 0xFFFF; `123456789` gives 29 B1."""
    register = 0xFFFF
    for byte in body:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ (0x1021 if register & 0x8000 else 0)
            register &= 0xFFFF
    return bytes([register >> 8, register & 0xFF])
