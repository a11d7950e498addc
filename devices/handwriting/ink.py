"""Strokes as a finger drew them, and the same strokes as they are looked at: one size, without trembling. Pure."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Stroke = tuple[Point, ...]
"""Points in the order of drawing, x to the right and y down, in any unit."""

SIDE = 1000.0
"""A character is looked at in a square of this side; all measures below are in its unit."""

STROKES_MAX = 48  # 龘 has 48; a child that scribbles has more
POINTS_MAX = 2000  # of one stroke
WAY_MAX = 300  # steps of a stroke, six times the square: the rest is no character, and would be looked at for minutes
_FAR = 1e6  # no screen is so wide; nor is what is no number
_FILLED = 0.7  # of the square: the model was trained with that much, and 0.6 to 0.9 do as well
_STEP = 20.0
_SMOOTHINGS = 10
_STRAIGHT = 20.0


def neat(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """The strokes in the middle of the square, smoothed, and only their corners kept; () for nothing drawn."""
    placed = (tuple(filter(_is_place, stroke[:POINTS_MAX])) for stroke in strokes[:STROKES_MAX])
    drawn = [stroke for stroke in placed if stroke]
    if not drawn:
        return ()
    return tuple(corners(_smooth(_even(stroke)), _STRAIGHT) for stroke in _centred(drawn))


def corners(stroke: Stroke, within: float) -> Stroke:
    """The points that a line of straight pieces needs to stay `within` of the stroke (Douglas and Peucker)."""
    kept = {0, len(stroke) - 1}
    spans = [(0, len(stroke) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(
            ((_off_line(stroke[i], stroke[first], stroke[last]), i) for i in range(first + 1, last)),
            default=(0.0, 0),
        )
        if far > within:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return tuple(stroke[index] for index in sorted(kept))


def _is_place(point: Point) -> bool:
    return abs(point[0]) < _FAR and abs(point[1]) < _FAR


def _centred(strokes: Sequence[Stroke]) -> list[Stroke]:
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = _FILLED * SIDE / max(width, height, 1e-6)
    left = (SIDE - width * scale) / 2 - min(xs) * scale
    top = (SIDE - height * scale) / 2 - min(ys) * scale
    return [tuple((x * scale + left, y * scale + top) for x, y in stroke) for stroke in strokes]


def _even(stroke: Stroke) -> Stroke:
    """Points at even steps, as far as `WAY_MAX`: a slow finger leaves more of them, which means nothing."""
    points = [stroke[0]]
    for (x, y), (to_x, to_y) in pairwise(stroke):
        pieces = max(1, int(math.hypot(to_x - x, to_y - y) // _STEP))
        points += [
            (x + (to_x - x) * piece / pieces, y + (to_y - y) * piece / pieces)
            for piece in range(1, pieces + 1)
        ]
        if len(points) >= WAY_MAX:
            break
    return tuple(points[:WAY_MAX])


def _smooth(stroke: Stroke) -> Stroke:
    """Old hands tremble; the ends stay where they are."""
    if len(stroke) < 3:  # noqa: PLR2004 - two ends and something between them
        return stroke
    xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
    for _ in range(_SMOOTHINGS):
        xs, ys = _averaged(xs), _averaged(ys)
    return tuple(zip(xs, ys, strict=True))


def _averaged(values: list[float]) -> list[float]:
    between = [
        (before + 2 * here + after) / 4
        for before, here, after in zip(values, values[1:], values[2:], strict=False)
    ]
    return [values[0], *between, values[-1]]


def _off_line(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 1e-6:  # noqa: PLR2004 - a stroke that returns to its beginning
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(dy * (point[0] - start[0]) - dx * (point[1] - start[1])) / length
