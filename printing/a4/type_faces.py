"""仿宋, 宋 and 宋 bold, character by character: what one face lacks another draws, what none has becomes 〓.

reportlab draws nothing, or an empty box, for a missing glyph and says nothing (pitfalls.md §2); a name must never
vanish from an official paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from printing.thermal.measure import BLANK_EM, GAP_EM, runs
from printing.thermal.pdf import registered

MISSING = "\u3013"  # 〓, the printers' mark for a character that is not in the case
_UNITS_PER_EM = 1000  # reportlab scales all widths to this


class Face(Enum):
    """The faces; the value is the file in assets/fonts."""

    FANG = "PinganFangSong-Regular.ttf"
    SONG = "NotoSerifSC-Regular.ttf"
    BOLD = "NotoSerifSC-Bold.ttf"


_SECOND = {Face.FANG: (Face.SONG,), Face.SONG: (), Face.BOLD: (Face.SONG,)}
# 仿宋 has digits and Latin of a sans face and hairline dashes; 宋 beside it is what printed notices show.
_NOT_FROM_FANG = frozenset("—…“”‘’·～＿")


class Type(NamedTuple):
    """A face at a size in points."""

    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters of one face that are drawn in one go, `x` em from the left end of their line."""

    x: float
    before: int  # characters of the line before these, each of which may be stretched
    face: Face
    text: str


class _Drawn(dict[str, tuple[Face, str, float]]):
    """What is drawn for a character in one face; found when it is first asked for."""

    def __init__(self, choose: Callable[[str], tuple[Face, str, float]]) -> None:
        super().__init__()
        self._choose = choose

    def __missing__(self, char: str) -> tuple[Face, str, float]:
        self[char] = found = self._choose(char)
        return found


class TypeFaces:
    """The three faces in `folder` (assets/fonts). Raises OSError naming the file when one is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts: dict[Face, Any] = {}
        self._known = {face: _Drawn(partial(self._choose, face=face)) for face in Face}
        for face in Face:
            if not (folder / face.value).is_file():
                raise FileNotFoundError(f"font missing: {folder / face.value}")

    def name(self, face: Face) -> str:
        """What reportlab calls it."""
        return registered(self._folder / face.value)

    def missing(self, text: str) -> frozenset[str]:
        """The characters of `text` that no face has: they are drawn as 〓, and somebody has to write them in."""
        return frozenset(
            char for char in set(text) if not char.isspace() and self._drawn(char, Face.SONG)[1] != char
        )

    def width(self, text: str, face: Face) -> float:
        """In em, with the gaps between 汉字 and digits."""
        return self.advance(text, face) + GAP_EM * (len(runs(text)) - 1)

    def advance(self, text: str, face: Face) -> float:
        """In em, the characters alone."""
        known = self._known[face]  # once: an Enum's hash costs more than the sum
        return sum([known[char][2] for char in text])

    def glyphs(self, text: str, face: Face) -> list[Glyphs]:
        """`text` in pieces of one face each."""
        placed: list[Glyphs] = []
        x, end, before = 0.0, 0.0, 0
        for run in runs(text):
            for char in run:
                drawn_by, drawn, width = self._drawn(char, face)
                last = placed[-1] if placed else None
                if char == " ":
                    pass
                elif last and last.face is drawn_by and last.before + len(last.text) == before and x == end:
                    placed[-1] = Glyphs(last.x, last.before, last.face, last.text + drawn)
                else:
                    placed.append(Glyphs(x, before, drawn_by, drawn))
                x += width
                before += 1
                end = x
            x += GAP_EM
        return placed

    def _drawn(self, char: str, face: Face) -> tuple[Face, str, float]:
        """Which face draws what for `char`, and its advance in em."""
        return self._known[face][char]

    def _choose(self, char: str, face: Face) -> tuple[Face, str, float]:
        if char == " ":
            return face, char, BLANK_EM
        for candidate in (face, *_SECOND[face]):
            if candidate is Face.FANG and (char.isascii() or char in _NOT_FROM_FANG):
                continue
            font = self._font(candidate)
            if ord(char) in font.charToGlyph:
                return candidate, char, font.charWidths[ord(char)] / _UNITS_PER_EM
        return self._choose(MISSING, face)

    def _font(self, face: Face) -> Any:
        if face not in self._fonts:
            font: Any = pdfmetrics.getFont(self.name(face))
            self._fonts[face] = font.face
        return self._fonts[face]
