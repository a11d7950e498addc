"""The printer's built-in letters: cells of 12 by 24 dots, twice as wide for Chinese. Borrowed from a font file."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL, HEIGHT = 12, 24
_BASELINE = 21
_CHINESE_PX, _LATIN_PX = 24, 21
_DARK = 150


class Letters:
    """Cells of ink ("1")."""

    def __init__(self, file: Path) -> None:
        basic = ImageFont.Layout.BASIC
        self._chinese = ImageFont.truetype(str(file), _CHINESE_PX, layout_engine=basic)
        self._latin = ImageFont.truetype(str(file), _LATIN_PX, layout_engine=basic)
        self.cell = lru_cache(4_000)(self._cell)

    def _cell(self, code: bytes, bold: bool) -> Image.Image:
        wide = len(code) > 1
        char = code.decode("gb18030", errors="replace")
        face = self._chinese if wide else self._latin
        advance = max(1, round(face.getlength(char)))
        grey = Image.new("L", (max(advance, CELL), HEIGHT), 255)
        ImageDraw.Draw(grey).text((0, _BASELINE), char, 0, face, anchor="ls")
        cell = Image.new("L", (CELL * (2 if wide else 1), HEIGHT), 255)
        grey = grey.crop((0, 0, advance, HEIGHT))
        if advance > cell.width:
            grey = grey.resize((cell.width, HEIGHT))
        cell.paste(grey, ((cell.width - grey.width) // 2, 0))
        ink = cell.point(lambda level: 255 if level < _DARK else 0, "1")
        if bold:
            ink.paste(255, (1, 0), ink.copy())
        return ink
