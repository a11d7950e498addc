"""A paper in a picture → a page: straight, cut to its edges, a JPEG without anything but what is seen."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from devices.document_camera.paper_edges import Corners
from devices.document_camera.picture import KEPT_PIXELS_MAX, Picture, bounded

_A4, _NEARLY = 297 / 210, 0.07  # a ratio so close is A4 seen at an angle
_SIDE_MIN_PX = 16
_QUALITIES = (90, 84, 78, 70, 62)
_SMALLER = 0.85


def straightened(picture: Picture, corners: Corners) -> Picture:
    """What lies between the corners, as if seen from straight above."""
    height, width = picture.shape[:2]
    quad = (corners * (width, height)).astype(np.float32)
    sides = [float(np.hypot(*(quad[n] - quad[(n + 1) % 4]))) for n in range(4)]
    across, down = _proportions(max(sides[0], sides[2]), max(sides[1], sides[3]))
    flat = np.array([(0, 0), (across, 0), (across, down), (0, down)], dtype=np.float32) - 0.5
    seen = cv2.warpPerspective(
        picture,
        cv2.getPerspectiveTransform(quad - 0.5, flat),
        (across, down),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return bounded(np.asarray(seen, dtype=np.uint8))


def compressed(page: Picture, bytes_max: int) -> bytes:
    """The page as JPEG of at most `bytes_max`: coarser first, then smaller, because small letters live of pixels."""
    image = Image.fromarray(np.ascontiguousarray(page), "RGB")
    while True:
        for quality in _QUALITIES:
            file = BytesIO()
            image.save(file, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
            if file.tell() <= bytes_max:
                return file.getvalue()
        if min(image.size) <= _SIDE_MIN_PX:
            raise ValueError(f"{bytes_max} bytes are no picture")
        size = (max(1, round(image.width * _SMALLER)), max(1, round(image.height * _SMALLER)))
        image = image.resize(size, Image.Resampling.LANCZOS)


def _proportions(across: float, down: float) -> tuple[int, int]:
    """Whole pixels, within bounds; what is nearly A4 becomes A4."""
    ratio = max(across, down) / max(1.0, min(across, down))
    if abs(ratio / _A4 - 1) < _NEARLY:
        longer = max(across, down)
        across, down = (longer, longer / _A4) if across > down else (longer / _A4, longer)
    scale = min(1.0, (KEPT_PIXELS_MAX / max(1.0, across * down)) ** 0.5)
    return max(_SIDE_MIN_PX, round(across * scale)), max(_SIDE_MIN_PX, round(down * scale))
