"""How wide a text is, in dots: in the printer's own cells, in Noto Sans SC, and in the wider of the two.

Between 汉字 and digits or letters there is a gap that no text contains (look.md): a quarter of an em when we draw,
one blank cell when the printer writes. A blank that a text does contain parts groups of digits (ZZ 150502000 261123)
and is drawn wider than the font has it, so that a person can copy them group by group.
"""

import re
import unicodedata
from dataclasses import dataclass

from printing.faces import Faces

CELL_DOTS = 12  # a half-width cell of a 203 dpi printer's font A; a 汉字 takes two (domain.md §8.2)
GAP_EM = 0.25
BLANK_EM = 0.42

_HANZI = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SEAM = re.compile(rf"(?<={_HANZI})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?={_HANZI})")


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type in all encodings; heights in dots at 203 dpi."""

    px: int  # the em when we draw
    cell_width: int  # GS ! magnification when the printer writes, 1..8
    cell_height: int
    bold: bool
    line_dots: int  # from one line to the next, the same in all encodings


def runs(text: str) -> list[str]:
    """`text` cut where 汉字 meet digits or letters; a gap belongs between any two."""
    return _SEAM.split(text)


def is_wide(char: str) -> bool:
    """Whether the printer gives `char` two cells."""
    return unicodedata.east_asian_width(char) in "WFA"


def cells(text: str) -> int:
    """Half-width cells of `text` with its gaps, unmagnified."""
    return sum(2 if is_wide(char) else 1 for char in text) + len(runs(text)) - 1


class Measure:
    """Widths that hold in every encoding, so that one layout serves them all."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces

    def native_dots(self, text: str, kind: Type) -> int:
        """Width in the printer's font."""
        return cells(text) * CELL_DOTS * kind.cell_width

    def drawn_dots(self, text: str, kind: Type) -> float:
        """Width in Noto Sans SC."""
        (*_, (start, piece)) = self.pieces(text, kind)
        return start + self.faces.width(piece, kind.px, bold=kind.bold)

    def pieces(self, text: str, kind: Type) -> list[tuple[float, str]]:
        """What is drawn in one go, each with its distance from the left end of `text`."""
        placed, x = [], 0.0
        for run in runs(text):
            for word in run.split(" "):
                placed.append((x, word))
                x += self.faces.width(word, kind.px, bold=kind.bold) + BLANK_EM * kind.px
            x += (GAP_EM - BLANK_EM) * kind.px
        return placed

    def dots(self, text: str, kind: Type) -> float:
        """The wider of the two."""
        return max(self.native_dots(text, kind), self.drawn_dots(text, kind))
