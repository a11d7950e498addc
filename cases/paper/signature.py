"""手写签名: the way of a pen, bound to the paper that its hand saw. Pure.

Channels as in ISO/IEC 19794-7 (x, y, t, pressure); the bytes are ours: `PAHSIG1 | print hash, 32 | width, 2 | height,
2 | count, 4 | points, 10 each`, big-endian. No person is in it, but a signature is one: it lies sealed in the vault.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cases.refusal import Refusal

POINTS_MAX = 20_000  # at 200 a second: 100 s of ink
PRESSURE_MAX = 1023
SIDE_MAX = 30_000  # 0.01 mm
INK_MIN = 500  # 0.01 mm of way under pressure: less is a slip of the hand
CHUNK = b"paSG"  # of the PNG that shows it: ancillary, private, not to be copied when the picture changes
_MARK = b"PAHSIG1"
_HEAD = struct.Struct(">7s32sHHI")
_POINT = struct.Struct(">HHIH")


@dataclass(frozen=True, slots=True)
class Point:
    """`x` to the right, `y` down, 0.01 mm; `t`: ms from the first point; `pressure` to 1023, 0: the pen is lifted."""

    x: int
    y: int
    t: int
    pressure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """`print_hash`: of the paper that was shown (paper_record); the size of the field in 0.01 mm."""

    print_hash: str
    width: int
    height: int
    points: tuple[Point, ...] = field(repr=False)


def strokes(signature: Signature) -> Iterator[tuple[Point, ...]]:
    """What was written without lifting the pen; a dot is one point."""
    stroke: list[Point] = []
    for point in signature.points:
        if point.pressure:
            stroke.append(point)
        elif stroke:
            yield tuple(stroke)
            stroke = []
    if stroke:
        yield tuple(stroke)


def encode(signature: Signature) -> bytes:
    """The same bytes for equal signatures. ValueError, struct.error: it is none."""
    head = _HEAD.pack(
        _MARK,
        bytes.fromhex(signature.print_hash),
        signature.width,
        signature.height,
        len(signature.points),
    )
    return head + b"".join(_POINT.pack(p.x, p.y, p.t, p.pressure) for p in signature.points)


def decode(content: bytes) -> Signature | Refusal:
    """What somebody sent as one. Bounded: a count that the bytes do not have is refused before it is believed."""
    if len(content) < _HEAD.size:
        return Refusal("signature.unreadable")
    mark, print_hash, width, height, count = _HEAD.unpack_from(content)
    if mark != _MARK or count > POINTS_MAX or len(content) != _HEAD.size + count * _POINT.size:
        return Refusal("signature.unreadable")
    points = tuple(Point(*_POINT.unpack_from(content, _HEAD.size + at * _POINT.size)) for at in range(count))
    return Signature(print_hash=print_hash.hex(), width=width, height=height, points=points)


def check(signature: Signature) -> Refusal | None:
    """Why it is no signature: nothing written, or a way that no pen goes."""
    if not (0 < signature.width <= SIDE_MAX and 0 < signature.height <= SIDE_MAX):
        return Refusal("signature.unreadable")
    before = 0
    for point in signature.points:
        inside = point.x <= signature.width and point.y <= signature.height
        if not inside or point.t < before or point.pressure > PRESSURE_MAX:
            return Refusal("signature.unreadable")
        before = point.t
    if _ink(signature) < INK_MIN:
        return Refusal("signature.empty")
    return None


def _ink(signature: Signature) -> int:
    """Way under pressure, 0.01 mm, each step by its longer side."""
    return sum(
        max(abs(there.x - here.x), abs(there.y - here.y))
        for stroke in strokes(signature)
        for here, there in pairwise(stroke)
    )
