"""Photos and scans on their way into the file: JPEG or PNG by content, upright, and without what the camera wrote.

EXIF holds where and when a photo was taken, and by whose telephone; nothing of it goes into a case file.
"""

import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from cases.refusal import Refusal

PICTURE_BYTES_MAX = 20_000_000
PIXELS_MAX = 60_000_000  # a large camera's; beyond that it is made to exhaust memory
_ORIENTATION = 0x0112  # EXIF
_UPRIGHT = (None, 1)
_QUALITY = 88
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_APP1, _APP13, _COMMENT, _SCAN = 0xE1, 0xED, 0xFE, 0xDA
_STAND_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers without length


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels as a PDF takes them."""

    data: bytes
    size: tuple[int, int]
    space: str
    filter_name: str


def read_picture(data: bytes) -> Picture | Refusal:
    """The picture in `data`. Refused: another type (by its content), broken, too large."""
    if len(data) > PICTURE_BYTES_MAX:
        return Refusal("picture.too_large", {"megabytes": PICTURE_BYTES_MAX // 1_000_000})
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > PIXELS_MAX:
                return Refusal("picture.too_large", {"megabytes": PICTURE_BYTES_MAX // 1_000_000})
            if image.format == "PNG":
                return _deflated(image)
            is_plain = image.mode in _SPACES and image.getexif().get(_ORIENTATION) in _UPRIGHT
            if is_plain:
                return Picture(_without_remarks(data), image.size, _SPACES[image.mode], "/DCTDecode")
            return _again(image)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):  # what Pillow says of a broken file
        return Refusal("picture.unreadable")


def _deflated(image: Image.Image) -> Picture:
    """A PNG on white, without loss."""
    flat = image
    if image.mode in ("RGBA", "LA", "P", "PA"):
        layer = image.convert("RGBA")
        flat = Image.new("RGBA", image.size, "white")
        flat.alpha_composite(layer)
    if flat.mode not in _SPACES:
        flat = flat.convert("RGB")
    return Picture(zlib.compress(flat.tobytes(), 6), flat.size, _SPACES[flat.mode], "/FlateDecode")


def _again(image: Image.Image) -> Picture:
    """A JPEG turned upright, or in a colour space that readers draw differently, written anew."""
    upright = ImageOps.exif_transpose(image)
    upright = upright if upright.mode in _SPACES else upright.convert("RGB")
    file = BytesIO()
    upright.save(file, "JPEG", quality=_QUALITY)
    return Picture(file.getvalue(), upright.size, _SPACES[upright.mode], "/DCTDecode")


def _without_remarks(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC and comments; its pixels are not touched. ValueError for a torn header."""
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:  # noqa: PLR2004 - every marker begins with it
            raise ValueError("no marker where one should be")
        marker = data[at + 1]
        if marker == _SCAN:
            return bytes(kept) + data[at:]
        end = at + 2 if marker in _STAND_ALONE else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            end = at + 1
        elif marker not in (_APP1, _APP13, _COMMENT):
            kept += data[at:end]
        at = end
    raise ValueError("no scan in this JPEG")
