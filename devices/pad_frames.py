"""Frames of our own pads' line: `A5 5A | length | type | data, length bytes | CRC-16/CCITT-FALSE of length to data, 2`.

There is no standard for signature pads, evaluation pads and call displays: this is our protocol (docs/devices.md). A
maker's own becomes a machine of its own, which tells the same events.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

HEAD = b"\xa5\x5a"
DATA_MAX = 250
_LENGTH_AT, _DATA_AT, _CRC_BYTES, _CRC_FROM = 2, 4, 2, 0xFFFF


@dataclass(frozen=True, slots=True)
class PadFrame:
    """`data`: never in a repr, a pen's way is a person's."""

    kind: int
    data: bytes = field(default=b"", repr=False)


def pad_frame(kind: bytes, data: bytes = b"") -> bytes:
    """The bytes of one frame. ValueError for more than `DATA_MAX`."""
    if len(data) > DATA_MAX:
        raise ValueError("too much for one frame")
    body = bytes((len(data),)) + kind + data
    return HEAD + body + _crc(body)


class PadFrameReader:
    """Bytes in, frames out. Keeps less than one frame: what is no frame is looked through for one that begins in it."""

    def __init__(self) -> None:
        self._heard = bytearray()

    def feed(self, data: bytes) -> Iterator[PadFrame]:
        """The frames that are whole now."""
        self._heard += data
        while (frame := self._next()) is not None:
            yield frame

    def forget(self) -> None:
        """Whatever was begun will not be finished."""
        self._heard.clear()

    def _next(self) -> PadFrame | None:
        while (at := self._heard.find(HEAD)) >= 0:
            del self._heard[:at]
            if len(self._heard) <= _LENGTH_AT:
                return None
            length = self._heard[_LENGTH_AT]
            end = _DATA_AT + length
            if length <= DATA_MAX:
                if len(self._heard) < end + _CRC_BYTES:
                    return None
                body = bytes(self._heard[_LENGTH_AT:end])
                if _crc(body) == self._heard[end : end + _CRC_BYTES]:
                    del self._heard[: end + _CRC_BYTES]
                    return PadFrame(body[1], body[2:])
            del self._heard[0]
        del self._heard[: len(self._heard) - self._heard.endswith(HEAD[:1])]
        return None


def _crc(body: bytes) -> bytes:
    return binascii.crc_hqx(body, _CRC_FROM).to_bytes(_CRC_BYTES, "big")
