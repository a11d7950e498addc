"""How large type must be: from the screen's millimetres and the distance from which it is read (pitfalls.md §6).

Old eyes need a hanzi face of 30 minutes of arc. The face is what is inked, not the em that a font size names.
"""

import math
from dataclasses import dataclass

FACE_ARCMIN = 30.0
"""Height of a hanzi face as the eye sees it (pitfalls.md §6)."""
FACE_OF_EM = 0.919
"""Noto Sans SC: the inked height of a full hanzi (科) as a part of the font size, measured; bold is a little more."""
DIGIT_OF_EM = 0.733
"""The same for capitals and digits (A, 1)."""
CALL_FACES = 2
"""A called number is at least this many faces high."""
MM_OF_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSizes:
    """Pixels. `face`: the inked height of a hanzi; `em`: the font size that gives it; `call`: font size of a number."""

    face: int
    em: int
    call: int


def mm_of_diagonal(width_px: int, height_px: int, diagonal_in: float) -> float:
    """Millimetres of the width of a screen with square pixels, from its diagonal in inches."""
    return diagonal_in * MM_OF_INCH * width_px / math.hypot(width_px, height_px)


def face_px(px_per_mm: float, distance_m: float) -> int:
    """Pixels of a face of 30 minutes of arc, rounded up: never smaller than the eye needs."""
    mm = 2 * distance_m * 1000 * math.tan(math.radians(FACE_ARCMIN / 60) / 2)
    return math.ceil(mm * px_per_mm)


def type_sizes(px_per_mm: float, distance_m: float) -> TypeSizes:
    """The sizes of a screen with `px_per_mm` pixels on a millimetre, read from `distance_m` metres."""
    face = face_px(px_per_mm, distance_m)
    return TypeSizes(
        face=face,
        em=math.ceil(face / FACE_OF_EM),
        call=math.ceil(CALL_FACES * face / DIGIT_OF_EM),
    )
