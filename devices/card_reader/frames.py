"""Frames of the reader's line: `AA AA AA 96 69 | length, 2 bytes | …, length bytes | the last of them the check`.

The check is the XOR of all bytes from the length to the one before it. A question carries command and parameter, an
answer SW1 SW2 SW3 and data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
LENGTH_MAX = 2048
_HEAD_BYTES = len(PREAMBLE) + 2
_STATUS_BYTES = 3
_LENGTH_MIN = _STATUS_BYTES + 1


@dataclass(frozen=True, slots=True)
class Answer:
    """`status`: SW3, which alone tells apart what happened. `data`: never in a repr, it is a person's."""

    status: int
    data: bytes = b""

    def __repr__(self) -> str:
        return f"Answer(status=0x{self.status:02x}, {len(self.data)} bytes)"


def question(command: int, parameter: int) -> bytes:
    """The bytes that ask."""
    body = bytes((0, 3, command, parameter))
    return PREAMBLE + body + bytes((_check(body),))


class FrameReader:
    """Bytes in, answers out. Keeps less than one frame: what is no frame goes at once."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self.damaged = 0  # frames whose length or check was wrong

    def feed(self, data: bytes) -> Iterator[Answer]:
        """The answers that are whole now. What cannot be a frame is looked through for one that begins in it."""
        self._heard += data
        while (answer := self._next()) is not None:
            yield answer

    def forget(self) -> None:
        """Whatever was begun will not be finished."""
        self._heard.clear()

    def _next(self) -> Answer | None:
        while self._at_preamble() and len(self._heard) >= _HEAD_BYTES:
            length = int.from_bytes(self._heard[len(PREAMBLE) : _HEAD_BYTES], "big")
            end = _HEAD_BYTES + length
            if _LENGTH_MIN <= length <= LENGTH_MAX:
                if len(self._heard) < end:
                    return None
                body = bytes(self._heard[len(PREAMBLE) : end])
                if _check(body[:-1]) == body[-1]:
                    del self._heard[:end]
                    return Answer(status=body[4], data=body[2 + _STATUS_BYTES : -1])
            self.damaged += 1
            del self._heard[0]
        return None

    def _at_preamble(self) -> bool:
        """Throw away what stands before a preamble; of its first bytes at the very end nobody knows yet."""
        at = self._heard.find(PREAMBLE)
        if at < 0:
            at = next(
                at
                for at in range(max(0, len(self._heard) - len(PREAMBLE) + 1), len(self._heard) + 1)
                if PREAMBLE.startswith(self._heard[at:])
            )
            del self._heard[:at]
            return False
        del self._heard[:at]
        return True


def _check(data: bytes) -> int:
    return reduce(xor, data, 0)
