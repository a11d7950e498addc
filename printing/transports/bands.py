"""Where a stream of ESC/POS may be stopped: between commands, never inside one.

A question that comes in the middle of a command's data is taken for data by many printers. What is not known here ends
the cutting: the rest goes as one piece, which is slower to notice trouble and never wrong.
"""

from collections.abc import Iterator

BAND_BYTES = 1_024  # two of them under way are half of the smallest receive buffer (4 KB, pitfalls.md §2)

_TWO_AND = {  # how many bytes of arguments follow the two of the name
    b"\x1b@": 0, b"\x1c&": 0, b"\x1c.": 0, b"\x1b2": 0,
    b"\x1ba": 1, b"\x1bE": 1, b"\x1b3": 1, b"\x1bJ": 1, b"\x1bd": 1, b"\x1b!": 1, b"\x1bt": 1, b"\x1bR": 1, b"\x1b-": 1,
    b"\x1d!": 1, b"\x1dB": 1, b"\x1dr": 1, b"\x1da": 1, b"\x1cS": 2,
    b"\x1b$": 2, b"\x1b\\": 2, b"\x1dL": 2, b"\x1dW": 2, b"\x1dP": 2,
}  # fmt: skip
_ASCII_END = 0x80


def bands(data: bytes, size: int = BAND_BYTES) -> Iterator[bytes]:
    """`data` in pieces of about `size` bytes, each of whole commands; a longer command is a piece of its own."""
    start = end = 0
    while end < len(data):
        after = min(len(data), end + _length(data, end))
        if after - start > size and end > start:
            yield data[start:end]
            start = end
        end = after
    if start < end:
        yield data[start:end]


def _length(data: bytes, at: int) -> int:
    """Of the letter or command at `at`; the whole rest where it is not known."""
    first = data[at]
    if first not in (0x1B, 0x1C, 0x1D):
        return 1 if first < _ASCII_END else 2
    name = data[at : at + 2]
    if (known := _TWO_AND.get(name)) is not None:
        return 2 + known
    match name:
        case b"\x1bD" if (last := data.find(0, at)) > 0:
            return last + 1 - at
        case b"\x1d(":
            return 5 + _number(data[at + 3 : at + 5])
        case b"\x1d8":
            return 7 + _number(data[at + 3 : at + 7])
        case b"\x1dv":
            return 8 + _number(data[at + 4 : at + 6]) * _number(data[at + 6 : at + 8])
        case b"\x1dV":
            return 4 if data[at + 2 : at + 3] > b"1" else 3
        case b"\x1b*":
            dots_high = 3 if data[at + 2 : at + 3] >= b"\x20" else 1
            return 5 + dots_high * _number(data[at + 3 : at + 5])
        case _:
            return len(data) - at


def _number(little_endian: bytes) -> int:
    return int.from_bytes(little_endian, "little")
