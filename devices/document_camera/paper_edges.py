"""Where the paper lies in a picture: its four corners, found by OpenCV.

Candidates come from several looks at a small copy (edges, brightness, colour), because a white paper on a white desk
shows by its shadow only and one on wood by its colour. Each is scored by how much of its outline is an edge, and the
best one is moved to where the edge is steepest, which gives fractions of a pixel. Nothing found is an answer: the
person sets the corners.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.document_camera.picture import Picture, preview

Corners: TypeAlias = NDArray[np.float64]
"""Four points (x, y), clockwise from the top left; in shares of width and height, so that they fit every size."""
_Lab: TypeAlias = NDArray[Any]

_LOOK_PX = 640
_FINE_PX = 1800
_AREA_MIN = 0.06  # of the picture: an identity card on an A4 desk
_FILLED_MIN = 0.86  # of the quadrilateral by its outline: a hand or a pile is less
_SHARPEST, _BLUNTEST = 50, 130  # degrees at a corner
_SUPPORT_MIN = 0.45  # of the outline that is a sharp edge
_RIM = 0.004  # so close to the picture's rim it is the picture, not the paper
_SAMPLES = 80
_REACH = 0.012  # how far beside the outline the edge is looked for, of the longer side
_BESIDE_PX = 2.0  # from the line: places that agree on it
_STEP = 90.0  # of a Sobel filter, which is eight times the grey levels from pixel to pixel: a sharp edge


def whole(inset: float = 0.02) -> Corners:
    """The whole picture but a rim: where the person begins when nothing was found."""
    low, high = inset, 1 - inset
    return np.array([(low, low), (high, low), (high, high), (low, high)])


def find_paper(picture: Picture) -> Corners | None:
    """The corners, or None where nothing in the picture is a paper."""
    small = preview(picture, _LOOK_PX)
    steep = _steepness(small)
    best, most = None, 0.0
    for quad in _candidates(small):
        support = _support(quad, steep)
        area = cv2.contourArea(quad.astype(np.float32)) / (small.shape[0] * small.shape[1])
        score = support * area**0.25
        if support >= _SUPPORT_MIN and score > most:
            best, most = quad, score
    if best is None:
        return None
    return refined(picture, _ordered(best) / _size(small))


def refined(picture: Picture, corners: Corners) -> Corners:
    """Each side moved to the steepest place beside it, if there is one along most of it."""
    fine = preview(picture, _FINE_PX)
    lab = cv2.GaussianBlur(cv2.cvtColor(fine, cv2.COLOR_RGB2LAB), (0, 0), 1.2).astype(np.float32)
    quad = corners * _size(fine)
    lines = [_line(lab, quad[n], quad[(n + 1) % 4]) for n in range(4)]
    points = [_crossing(lines[n - 1], lines[n]) for n in range(4)]
    reach = 2 * _REACH * max(fine.shape[:2])
    kept = [
        new if new is not None and np.hypot(*(new - old)) < reach else old
        for new, old in zip(points, quad, strict=True)
    ]
    return np.clip(np.array(kept) / _size(fine), 0, 1)


def _candidates(small: Picture) -> Iterator[Corners]:
    for mask in _looks(small):
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            hull = cv2.convexHull(outline)
            area = cv2.contourArea(hull)
            if area < _AREA_MIN * small.shape[0] * small.shape[1]:
                continue
            quad = _four_sided(hull)
            if quad is not None and _is_like_paper(quad, area, small):
                yield quad


def _looks(small: Picture) -> Iterator[NDArray[np.uint8]]:
    """Masks in which a paper may be one piece or one closed outline."""
    lab = cv2.cvtColor(cv2.medianBlur(small, 5), cv2.COLOR_RGB2LAB)
    square = np.ones((3, 3), np.uint8)
    for channel in cv2.split(lab):
        _, mask = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        opened = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
        yield _bytes(opened)
        yield _bytes(255 - cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)))
    grey = lab[:, :, 0]
    even = cv2.divide(
        grey, cv2.GaussianBlur(grey, (0, 0), 12), scale=128
    )  # soft shadows are gone, edges are not
    for low, high in ((20, 60), (50, 150)):
        edges = cv2.Canny(even, low, high)
        for channel in cv2.split(lab):
            edges = cv2.bitwise_or(edges, cv2.Canny(channel, low, high))
        yield _bytes(cv2.dilate(edges, square))
        yield _bytes(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))
    for low, high in ((8, 24), (14, 42)):
        yield _bytes(cv2.dilate(cv2.Canny(even, low, high), square))
    yield _bytes(cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 101, -3))


def _four_sided(hull: NDArray[Any]) -> Corners | None:
    """The hull with as few bends as needed to be left with four."""
    around = cv2.arcLength(hull, closed=True)
    for share in (0.01, 0.02, 0.03, 0.05, 0.08):
        bends = cv2.approxPolyDP(hull, share * around, closed=True)
        if len(bends) == 4:  # noqa: PLR2004 corners
            return bends.reshape(4, 2).astype(np.float64)
        if len(bends) < 4:  # noqa: PLR2004
            return None
    return None


def _is_like_paper(quad: Corners, area: float, small: Picture) -> bool:
    covered = cv2.contourArea(quad.astype(np.float32))
    if not covered or not _FILLED_MIN < area / covered < 1 / _FILLED_MIN:
        return False
    ahead = np.roll(quad, -1, axis=0) - quad
    behind = np.roll(quad, 1, axis=0) - quad
    lengths = np.linalg.norm(ahead, axis=1) * np.linalg.norm(behind, axis=1)
    if not lengths.all():
        return False
    angles = np.degrees(np.arccos(np.clip((ahead * behind).sum(axis=1) / lengths, -1, 1)))
    shares = quad / _size(small)
    at_rim = ((shares < _RIM) | (shares > 1 - _RIM)).any(axis=1).sum()
    return bool(angles.min() > _SHARPEST and angles.max() < _BLUNTEST and at_rim <= 1)


def _support(quad: Corners, steep: _Lab) -> float:
    """How much of the outline has an edge within two pixels; a weak one (a shadow's) counts in part."""
    height, width = steep.shape
    hits = 0.0
    for start, end in pairwise([*quad, quad[0]]):
        along = start + np.linspace(0.03, 0.97, _SAMPLES)[:, None] * (end - start)
        x = np.clip(along[:, 0].round().astype(int), 0, width - 1)
        y = np.clip(along[:, 1].round().astype(int), 0, height - 1)
        hits += float(np.minimum(steep[y, x] / _STEP, 1).sum())
    return hits / (4 * _SAMPLES)


def _steepness(small: Picture) -> _Lab:
    """How much lightness or colour changes at each place, the most within two pixels."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (3, 3), 0), cv2.COLOR_RGB2LAB).astype(np.float32)
    across = cv2.Sobel(lab, cv2.CV_32F, 1, 0).max(axis=2)
    down = cv2.Sobel(lab, cv2.CV_32F, 0, 1).max(axis=2)
    up = -cv2.Sobel(lab, cv2.CV_32F, 0, 1).min(axis=2)
    back = -cv2.Sobel(lab, cv2.CV_32F, 1, 0).min(axis=2)
    most = np.maximum(np.maximum(across, back), np.maximum(down, up))
    return np.asarray(cv2.dilate(most, np.ones((5, 5), np.uint8)))


def _line(lab: _Lab, start: NDArray[Any], end: NDArray[Any]) -> NDArray[Any] | None:
    """The line (x, y, direction) through the steepest places beside one side; robust against hands and text."""
    side = end - start
    length = float(np.hypot(*side))
    if length < 1:
        return None
    normal = np.array([-side[1], side[0]]) / length
    reach = max(4.0, _REACH * max(lab.shape[:2]))
    offsets = np.arange(-reach, reach + 0.5, 0.5)
    along = start + np.linspace(0.06, 0.94, _SAMPLES)[:, None] * side
    at = along[:, None, :] + offsets[None, :, None] * normal - 0.5  # a pixel's place is its middle
    seen = cv2.remap(lab, at[:, :, 0].astype(np.float32), at[:, :, 1].astype(np.float32), cv2.INTER_LINEAR)
    seen = cv2.blur(seen, (1, 3))  # along the side: noise goes, the edge stays
    change = np.abs(np.diff(seen, axis=1)).sum(axis=2)
    where = change.argmax(axis=1)
    strong = change.max(axis=1) > 0.3 * float(np.median(change.max(axis=1)))
    found = along + (offsets[where] + 0.25)[:, None] * normal
    fitted = cv2.fitLine(found[strong].astype(np.float32), cv2.DIST_WELSCH, 0, 0.01, 0.01)
    line = np.asarray(fitted, dtype=np.float64).ravel()
    beside = np.abs((found - line[2:]) @ np.array([-line[1], line[0]]))
    return line if (beside < _BESIDE_PX).mean() > 0.5 else None  # noqa: PLR2004 half of the side is covered or soft


def _crossing(one: NDArray[Any] | None, other: NDArray[Any] | None) -> NDArray[Any] | None:
    if one is None or other is None:
        return None
    matrix = np.array([one[:2], -other[:2]]).T
    if abs(np.linalg.det(matrix)) < 0.2:  # noqa: PLR2004 nearly parallel: no corner
        return None
    step = np.linalg.solve(matrix, other[2:] - one[2:])[0]
    return np.asarray(one[2:] + step * one[:2])


def _ordered(quad: Corners) -> Corners:
    """Clockwise, the top left first."""
    middle = quad.mean(axis=0)
    around = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    clockwise = quad[np.argsort(around)]
    return np.roll(clockwise, -int(clockwise.sum(axis=1).argmin()), axis=0)


def _size(picture: Picture) -> NDArray[np.float64]:
    return np.array([picture.shape[1], picture.shape[0]], dtype=np.float64)


def _bytes(mask: Any) -> NDArray[np.uint8]:
    return np.asarray(mask, dtype=np.uint8)
