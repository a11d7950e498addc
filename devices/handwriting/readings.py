"""In which ways the same ink can be read: libzinnia knows one order of strokes a character, people write in several.

Measured (tests/bench/handwriting.py): what each reading brings is in docs/devices.md. Pure.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from devices.handwriting.ink import Stroke

_SLANT = 1.3  # how much more "above" counts than "left" where strokes are put in order
_JOIN_LENGTH = 120.0  # of 1000; the hook of 亅 is shorter
_JOIN_FROM_DEG, _JOIN_TO_DEG = (
    150.0,
    -75.0,
)  # back to the left or up: no stroke of a character runs so far there


def readings(strokes: Sequence[Stroke]) -> tuple[tuple[Stroke, ...], ...]:
    """As drawn; in two orders from the top left; and with joined strokes (连笔) taken apart, if there are any."""
    drawn = tuple(strokes)
    apart = tuple(part for stroke in drawn for part in _taken_apart(stroke))
    ways = [drawn, _by_first_corner(drawn), _by_middle(drawn)]
    if apart != drawn:
        ways += [apart, _by_first_corner(apart)]
    return tuple(dict.fromkeys(ways))


def _by_first_corner(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    return tuple(sorted(strokes, key=lambda stroke: min(x + _SLANT * y for x, y in stroke)))


def _by_middle(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """先横后竖: the line that crosses lies higher in its middle than the one that it crosses."""
    return tuple(sorted(strokes, key=lambda stroke: sum(x + _SLANT * y for x, y in stroke) / len(stroke)))


def _taken_apart(stroke: Stroke) -> list[Stroke]:
    """Without its long ways back, which are the pen's on its way to the next stroke."""
    parts: list[list[tuple[float, float]]] = [[stroke[0]]]
    for (x, y), (to_x, to_y) in pairwise(stroke):
        angle = math.degrees(math.atan2(to_y - y, to_x - x))
        back = angle > _JOIN_FROM_DEG or angle < _JOIN_TO_DEG
        if back and math.hypot(to_x - x, to_y - y) > _JOIN_LENGTH and len(parts[-1]) > 1:
            parts.append([])
        parts[-1].append((to_x, to_y))
    return [tuple(part) for part in parts if len(part) > 1] or [stroke]
