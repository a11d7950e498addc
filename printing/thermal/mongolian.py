"""The vertical script: shaped as a horizontal line from left to right, then turned by 90° clockwise (domain.md §6).

No font has top-to-bottom advances for it, and a thermal printer has no letters: every line is a drawing. The lines of
a text follow each other from left to right. What is not Mongolian comes from Noto Sans SC: 汉字 upright, each in the
middle of the line; digits and letters along it.
"""

import re
import unicodedata
from collections.abc import Iterator

from PIL import Image, ImageDraw

from printing.faces import Faces
from printing.thermal.measure import is_wide

PITCH_EM = 1.3  # from line to line
MIDDLE_EM = 0.34  # of the letters' ink above their baseline: there the line's middle lies
CAP_MIDDLE_EM = 0.36  # of digits and capitals
INK_EM = 0.88  # below the top of the em square of 汉字, as in the other lines

_LETTERS = (
    r"\u1800-\u18af\u202f"  # with variation selectors, vowel separator and the narrow blank before suffixes
)
_RUN = re.compile(rf"[{_LETTERS}]+(?: +[{_LETTERS}]+)*|[^{_LETTERS}]+")


def mongolian_text(text: str) -> str:
    """`text` without what is no ink; variation selectors and the vowel separator decide forms and stay."""
    spaced = " ".join(text.split(" "))
    kept = (c for c in spaced if re.match(f"[{_LETTERS}]", c) or not unicodedata.category(c).startswith("C"))
    return "".join(kept).strip()


def line_dots(text: str, px: int, faces: Faces) -> int:
    """How far one line of `text` runs down the paper."""
    return round(sum(length for _, _, length in _pieces(text, px, faces)))


def lines(text: str, px: int, length_max: int, faces: Faces) -> tuple[str, ...]:
    """`text` in lines, parted at its blanks; a word that alone is longer keeps its line and runs on."""
    found: list[str] = []
    for word in mongolian_text(text).split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and line_dots(longer, px, faces) <= length_max:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def drawn(columns: tuple[str, ...], px: int, pitch: int, faces: Faces) -> Image.Image:
    """The lines as ink on white ("L"), side by side, each beginning at the top."""
    height = max(line_dots(line, px, faces) for line in columns) + 1
    image = Image.new("L", (pitch * len(columns), height), 255)
    for number, line in enumerate(columns):
        image.paste(_column(line, px, pitch, height, faces), (number * pitch, 0))
    return image


def _column(line: str, px: int, pitch: int, height: int, faces: Faces) -> Image.Image:
    lying = Image.new("L", (height, pitch), 255)  # its upper edge becomes the right one
    pen = ImageDraw.Draw(lying)
    upright: list[tuple[float, str]] = []
    along = 0.0
    for kind, piece, length in _pieces(line, px, faces):
        if kind == "upright":
            upright.append((along, piece))
        elif kind == "mongolian":
            pen.text((along, pitch / 2 + MIDDLE_EM * px), piece, 0, faces.mongolian(px), anchor="ls")
        else:
            baseline = pitch / 2 + CAP_MIDDLE_EM * px
            pen.text((along, baseline), piece, 0, faces.face(px, bold=False), anchor="ls")
        along += length
    standing = lying.transpose(Image.Transpose.ROTATE_270)
    pen = ImageDraw.Draw(standing)
    for start, char in upright:
        pen.text((pitch / 2, start + INK_EM * px), char, 0, faces.face(px, bold=False), anchor="ms")
    return standing


def _pieces(line: str, px: int, faces: Faces) -> Iterator[tuple[str, str, float]]:
    """What is drawn in one go: how it stands, what it is, how many dots it takes of the line."""
    for run in _RUN.findall(line):
        if re.match(f"[{_LETTERS}]", run):
            yield "mongolian", run, faces.mongolian(px).getlength(run)
            continue
        for part in re.findall(r"[^\x00-\x7f]|[\x00-\x7f]+", run):
            if is_wide(part[0]):
                yield "upright", part, float(px)
            else:
                yield "along", part, faces.width(part, px, bold=False)
