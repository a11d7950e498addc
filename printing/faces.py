"""The faces of thermal papers, measured: Noto Sans SC in two weights, and Noto Sans Mongolian."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

REGULAR_FILE = "NotoSansSC-Regular.ttf"
BOLD_FILE = "NotoSansSC-Bold.ttf"
MONGOLIAN_FILE = "NotoSansMongolian-Regular.ttf"

GLYPHS_MAX = 2_000  # about 1 MB
DARK = 160  # a grey dot below this is burnt: thin strokes stay whole on a thermal head (seen on the PNG)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character's ink as a one-bit mask (None: a blank), and where it stands from the pen on the baseline."""

    ink: Image.Image | None
    left: int = 0
    top: int = 0


class Faces:
    """The fonts in `folder` (assets/fonts). Raises OSError naming the file when one is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sizes: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}
        self._advances: dict[tuple[int, bool], dict[str, float]] = {}
        # A hall prints the same few hundred characters all day: drawn by FreeType once, a ticket takes a third.
        self.glyph = lru_cache(GLYPHS_MAX)(self._glyph)
        self._mongolian: dict[int, ImageFont.FreeTypeFont] = {}
        for file in (self.file(bold=False), self.file(bold=True), folder / MONGOLIAN_FILE):
            if not file.is_file():
                raise FileNotFoundError(f"font missing: {file}")

    def file(self, *, bold: bool) -> Path:
        """Where that face lies."""
        return self.folder / (BOLD_FILE if bold else REGULAR_FILE)

    def face(self, px: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        """The face with an em of `px` dots; each size is opened once."""
        if (px, bold) not in self._sizes:
            # Basic layout: our texts need no shaping, and Pillow's answer is then the same with or without libraqm.
            self._sizes[px, bold] = ImageFont.truetype(
                str(self.file(bold=bold)), px, layout_engine=ImageFont.Layout.BASIC
            )
        return self._sizes[px, bold]

    def mongolian(self, px: int) -> ImageFont.FreeTypeFont:
        """The Mongolian face, which HarfBuzz shapes (in Pillow's wheels): a letter's form depends on its neighbours."""
        if px not in self._mongolian:
            self._mongolian[px] = ImageFont.truetype(
                str(self.folder / MONGOLIAN_FILE), px, layout_engine=ImageFont.Layout.RAQM
            )
        return self._mongolian[px]

    def width(self, text: str, px: int, *, bold: bool) -> float:
        """How many dots `text` advances: in basic layout as much as its characters together, so each is asked once.

        Line breaking measures hundreds of beginnings of a text; a receipt took 60 ms with the font asked each time.
        """
        known = self._advances.setdefault((px, bold), {})
        for char in set(text).difference(known):
            known[char] = self.face(px, bold=bold).getlength(char)
        return sum(map(known.__getitem__, text))

    def _glyph(self, char: str, px: int, bold: bool) -> Glyph:
        face = self.face(px, bold=bold)
        left, top, right, bottom = face.getbbox(char, anchor="ls")
        if right <= left or bottom <= top:
            return Glyph(None)
        grey = Image.new("L", (int(right - left), int(bottom - top)), 255)
        ImageDraw.Draw(grey).text((-left, -top), char, 0, face, anchor="ls")
        return Glyph(grey.point(lambda level: 255 if level < DARK else 0, "1"), int(left), int(top))
