"""The receive buffer read from its beginning: one order at a time, by the makers' command tables."""

from dataclasses import dataclass

_ESC, _FS, _GS = 0x1B, 0x1C, 0x1D
_HT, _LF, _CR = 0x09, 0x0A, 0x0D

# Commands of fixed length: how many bytes of arguments follow the two of the name.
_FIXED = {
    "ESC @": 0, "ESC a": 1, "ESC E": 1, "ESC 2": 0, "ESC 3": 1, "ESC J": 1, "ESC d": 1, "ESC $": 2,
    "FS &": 0, "FS .": 0,
    "GS !": 1, "GS L": 2, "GS W": 2, "GS a": 1, "GS r": 1,
}  # fmt: skip
_LEADS = {_ESC: "ESC", _FS: "FS", _GS: "GS"}
_CUT_WITH_FEED = (65, 66)
_RASTER_HEADER = 8


@dataclass(frozen=True, slots=True)
class Command:
    """`name` as the manuals write it: "ESC a"; `data` are its arguments and what they announce."""

    name: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: a byte, or the two or four of a Chinese one."""

    code: bytes


@dataclass(frozen=True, slots=True)
class RasterHead:
    """GS v 0: rows of dots follow, which are burnt as they come."""

    mode: int
    row_bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that mean nothing to this printer."""

    code: bytes


Order = Command | Letter | RasterHead | Unknown


def next_order(buffer: bytes, *, chinese: bool) -> tuple[Order, int] | None:
    """The order at the beginning and how many bytes it takes; None: more must come first."""
    if not buffer:
        return None
    first = buffer[0]
    if first in _LEADS:
        return _command(buffer) if len(buffer) > 1 else None
    if first == _HT:
        return Command("HT"), 1
    if first == _LF:
        return Command("LF"), 1
    if first == _CR:
        return Command("CR"), 1
    if 0x20 <= first < 0x7F:  # noqa: PLR2004 - ASCII
        return Letter(buffer[:1]), 1
    if chinese and 0x81 <= first <= 0xFE:  # noqa: PLR2004 - GB18030's lead bytes
        return _chinese(buffer)
    return Unknown(buffer[:1]), 1


def _chinese(buffer: bytes) -> tuple[Order, int] | None:
    if len(buffer) < 2:  # noqa: PLR2004
        return None
    size = 4 if 0x30 <= buffer[1] <= 0x39 else 2  # noqa: PLR2004 - GB18030: a digit second makes it four
    return (Letter(buffer[:size]), size) if len(buffer) >= size else None


def _command(buffer: bytes) -> tuple[Order, int] | None:
    name = f"{_LEADS[buffer[0]]} {chr(buffer[1])}"
    if name in _FIXED:
        return _whole(buffer, name, 2 + _FIXED[name])
    match name:
        case "ESC D":  # up to 32 columns, then NUL
            end = buffer.find(0, 2)
            return (Command(name, buffer[2:end]), end + 1) if end > 0 else None
        case "GS V":
            if len(buffer) < 3:  # noqa: PLR2004
                return None
            return _whole(buffer, name, 4 if buffer[2] in _CUT_WITH_FEED else 3)
        case "GS (":
            if len(buffer) < 5:  # noqa: PLR2004
                return None
            return _whole(buffer, f"GS ( {chr(buffer[2])}", 5 + _number(buffer[3:5]), skip=5)
        case "GS v":
            if len(buffer) < _RASTER_HEADER:
                return None
            return RasterHead(buffer[3] % 48, _number(buffer[4:6]), _number(buffer[6:8])), _RASTER_HEADER
        case _:
            return Unknown(buffer[:2]), 2


def _whole(buffer: bytes, name: str, size: int, skip: int = 2) -> tuple[Order, int] | None:
    return (Command(name, buffer[skip:size]), size) if len(buffer) >= size else None


def _number(low_first: bytes) -> int:
    return low_first[0] | low_first[1] << 8
