"""A picture as it may be printed: with words across all of it that say what the copy is for (domain.md §8.2).

The words stand in rows from edge to edge, so that no part can be cut out without them, dark with a light rim: they are
read on a bright paper and on a dark photo, and what lies under them is still read.
"""

from collections.abc import Sequence
from io import BytesIO
from math import ceil, hypot

from PIL import Image, ImageDraw

from printing.faces import Faces

_EM_SHARE = 40  # of the longer side: 7 mm where the picture fills an A4 page
_EM_MIN_PX, _EM_MAX_PX = 12, 200
ANGLE = 30
GAP_EMS, LINE_EMS = 2.2, 1.5
RIM_SHARE = 14
_WHITE, _DARK = (255, 255, 255), (40, 40, 40)
_RIM_PERCENT, _WORDS_PERCENT = 26, 30
_JPEG_QUALITY = 92


def watermarked(picture: bytes, lines: Sequence[str], faces: Faces) -> bytes:
    """The picture (JPEG or PNG of the vault) with the lines over it, in the same format. Raises OSError for others."""
    with Image.open(BytesIO(picture), formats=["JPEG", "PNG"]) as opened:
        form = "PNG" if opened.format == "PNG" else "JPEG"
        page = _on_white(opened)
    em = min(max(max(page.size) // _EM_SHARE, _EM_MIN_PX), _EM_MAX_PX)
    page.paste(
        _WHITE, mask=_faded(_cover(page.size, lines, em, faces, max(em // RIM_SHARE, 1)), _RIM_PERCENT)
    )
    page.paste(_DARK, mask=_faded(_cover(page.size, lines, em, faces, 0), _WORDS_PERCENT))
    file = BytesIO()
    page.save(file, form, **({"quality": _JPEG_QUALITY} if form == "JPEG" else {}))
    return file.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    page = Image.new("RGB", picture.size, _WHITE)
    page.paste(picture, mask=picture.convert("RGBA").getchannel("A"))
    return page


def _cover(size: tuple[int, int], lines: Sequence[str], em: int, faces: Faces, rim: int) -> Image.Image:
    """Where the words are: rows of them as long as the diagonal, every second one moved by half, turned as a whole."""
    stamp = _stamp(lines, em, faces, rim)
    side = ceil(hypot(*size)) + 2
    rows = Image.new("L", (side, side), 0)
    for row, top in enumerate(range(0, side, stamp.height)):
        for left in range(-stamp.width // 2 if row % 2 else 0, side, stamp.width):
            rows.paste(stamp, (left, top))
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    turned = rows.rotate(ANGLE, resample=Image.Resampling.BILINEAR)
    return turned.crop((left, top, left + size[0], top + size[1]))


def _stamp(lines: Sequence[str], em: int, faces: Faces, rim: int) -> Image.Image:
    """The lines once, with the gap to the next."""
    face = faces.face(em, bold=True)
    wide = max((faces.width(line, em, bold=True) for line in lines), default=0)
    gap = round(em * GAP_EMS)
    words = Image.new("L", (round(wide) + gap, round(em * LINE_EMS) * len(lines) + gap), 0)
    draw = ImageDraw.Draw(words)
    for number, line in enumerate(lines):
        left = (words.width - faces.width(line, em, bold=True)) / 2
        draw.text((left, gap / 2 + number * em * LINE_EMS), line, fill=255, font=face, stroke_width=rim)
    return words


def _faded(mask: Image.Image, percent: int) -> Image.Image:
    return mask.point(lambda value: value * percent // 100)
