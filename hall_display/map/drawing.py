"""Outlines as a drawing: projected into a frame, one SVG path a banner, and the place of its label.

The frame has a fixed height; QML scales it (ShapePath.scale), so that it is drawn once for every size of screen.
Neighbours share the points of their border, and so do their paths: no gap shows between them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cases.texts import Texts
from hall_display.map.outlines import LabelPlace, Outline, Point, Ring, load_labels, load_outlines

FRAME_HEIGHT = 1000.0


@dataclass(frozen=True, slots=True)
class DrawnBanner:
    """`path` in the frame. The label stands around its point, or with `is_beside` to the left of it."""

    code: str
    path: str
    label_x: float
    label_y: float
    is_beside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map in its frame, y downwards."""

    width: float
    height: float
    banners: tuple[DrawnBanner, ...]


def load_map(texts: Texts) -> Drawing:
    """The map of assets/map as a drawing. Raises PolicyError naming file and key."""
    outlines = load_outlines(texts)
    return drawing_of(outlines, load_labels(texts, outlines))


def drawing_of(outlines: tuple[Outline, ...], labels: Mapping[str, LabelPlace]) -> Drawing:
    """Project equirectangularly around the middle latitude, keep the aspect, fill the frame's height."""
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = FRAME_HEIGHT / (north - south)

    def placed(point: Point) -> Point:
        lon, lat = point
        return (lon - west) * narrow * scale, (north - lat) * scale

    def drawn(outline: Outline) -> DrawnBanner:
        label = labels[outline.code]
        path = " ".join(_path(tuple(placed(point) for point in ring)) for ring in outline.rings)
        return DrawnBanner(outline.code, path, *placed((label.lon, label.lat)), label.beside)

    width, _ = placed((east, south))
    return Drawing(width, FRAME_HEIGHT, tuple(drawn(outline) for outline in outlines))


def _path(ring: Ring) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + " Z"
