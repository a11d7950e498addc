"""Outlines as a drawing: projected into a frame, one SVG path a banner, and the place where its label finds most room.

The frame has a fixed height; QML scales it (ShapePath.scale), so that it is drawn once for every size of screen.
Neighbours share the points of their border, and so do their paths: no gap shows between them.
"""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hall_display.map.outlines import Outline, Point, Ring

FRAME_HEIGHT = 1000.0
LABEL_ASPECT = 1.7  # a label is about so much wider than high
_CELLS = 10  # cells along the longer side where the search for a label's place begins
_PRECISION = 2.0  # of the frame; nobody sees less


@dataclass(frozen=True, slots=True)
class DrawnBanner:
    """`path` in the frame; the label's middle, and half the width and height of the largest label-shaped room there."""

    code: str
    path: str
    label_x: float
    label_y: float
    room_x: float
    room_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map in its frame, y downwards."""

    width: float
    height: float
    banners: tuple[DrawnBanner, ...]


@lru_cache(maxsize=2)
def drawing_of(outlines: tuple[Outline, ...]) -> Drawing:
    """Project equirectangularly around the middle latitude, keep the aspect, fill the frame's height."""
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = FRAME_HEIGHT / (north - south)

    def placed(ring: Ring) -> Ring:
        return tuple(((lon - west) * narrow * scale, (north - lat) * scale) for lon, lat in ring)

    drawn = (_drawn(outline.code, [placed(ring) for ring in outline.rings]) for outline in outlines)
    return Drawing((east - west) * narrow * scale, FRAME_HEIGHT, tuple(drawn))


def _drawn(code: str, rings: Sequence[Ring]) -> DrawnBanner:
    (x, y), room = label_place(rings)
    return DrawnBanner(code, " ".join(_path(ring) for ring in rings), x, y, room, room / LABEL_ASPECT)


def _path(ring: Ring) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + " Z"


def label_place(rings: Sequence[Ring]) -> tuple[Point, float]:
    """Where a label fits best, and half the width that it may have: the pole of inaccessibility, measured so that a
    distance downwards counts as much as LABEL_ASPECT of it sideways.

    Cells are halved where a better place could still hide (Mapbox, polylabel).
    """
    flat = [[(x, y * LABEL_ASPECT) for x, y in ring] for ring in rings]
    xs, ys = [x for x, _ in flat[0]], [y for _, y in flat[0]]
    side = max(max(xs) - min(xs), max(ys) - min(ys)) / _CELLS
    best = (-math.inf, (0.0, 0.0))
    cells: list[
        tuple[float, float, float, float]
    ] = []  # (minus what it could hold at most, x, y, half its side)

    def look(x: float, y: float, half: float) -> None:
        nonlocal best
        room = _signed_distance((x, y), flat)
        best = max(best, (room, (x, y)))
        heapq.heappush(cells, (-(room + half * math.sqrt(2)), x, y, half))

    for column in range(_CELLS):
        for row in range(_CELLS):
            look(min(xs) + (column + 0.5) * side, min(ys) + (row + 0.5) * side, side / 2)
    while cells and -cells[0][0] > best[0] + _PRECISION:
        _, x, y, half = heapq.heappop(cells)
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                look(x + dx, y + dy, half / 2)
    room, (x, y) = best
    return (x, y / LABEL_ASPECT), room


def _signed_distance(point: Point, rings: Iterable[Sequence[Point]]) -> float:
    """To the nearest border, negative outside."""
    x, y = point
    inside, nearest = False, math.inf
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            nearest = min(nearest, _distance(point, (ax, ay), (bx, by)))
    return nearest if inside else -nearest


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the stretch between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    along = max(0.0, min(1.0, along))
    return math.hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy)
