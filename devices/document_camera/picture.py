"""A picture as it lies in memory: rows × columns × (red, green, blue), bytes. Whoever makes one keeps it bounded."""

from io import BytesIO
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cases.refusal import Refusal

Picture: TypeAlias = NDArray[np.uint8]

PIXELS_MAX = 40_000_000
"""Above it nothing is decoded: as of attachments. An 8K frame has 33 million."""
KEPT_PIXELS_MAX = 13_000_000
"""What goes on: A4 at 300 dpi is 8.7 million."""
PREVIEW_PX = 1280
_DARK_LEVEL = 24  # of 255: a closed lens is noise around 5, a paper in an unlit room still above 40
_BRIGHTEST = 98  # percent


def bounded(picture: Picture, pixels_max: int = KEPT_PIXELS_MAX) -> Picture:
    """The picture, made smaller if it has more pixels."""
    height, width = picture.shape[:2]
    if width * height <= pixels_max:
        return picture
    return _resized(picture, (pixels_max / (width * height)) ** 0.5)


def preview(picture: Picture, side_max: int = PREVIEW_PX) -> Picture:
    """As it is shown: no side longer than `side_max`."""
    longest = max(picture.shape[:2])
    return picture if longest <= side_max else _resized(picture, side_max / longest)


def usable(picture: Picture) -> Picture | Refusal:
    """The picture, bounded; or why it is of no use: nothing in it, or nothing to be seen."""
    if 0 in picture.shape:
        return Refusal("camera.no_picture")
    small = preview(picture, 200)
    if float(np.percentile(small.max(axis=2), _BRIGHTEST)) < _DARK_LEVEL:
        return Refusal("camera.dark")
    return bounded(picture)


def decoded(content: bytes) -> Picture | Refusal:
    """A JPEG or PNG, whole or not at all: a torn one is no page."""
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                return Refusal("camera.too_large", {"megapixels_max": PIXELS_MAX // 1_000_000})
            return np.array(opened.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Refusal("camera.torn")


def turned(picture: Picture) -> Picture:
    """A quarter clockwise; shares the memory."""
    return np.rot90(picture, -1)


def _resized(picture: Picture, scale: float) -> Picture:
    height, width = picture.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
