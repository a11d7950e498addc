"""The two faces of Noto Sans SC, measured and drawn: what a line needs before anybody can place it."""

from pathlib import Path

from PIL import ImageFont

REGULAR_FILE = "NotoSansSC-Regular.ttf"
BOLD_FILE = "NotoSansSC-Bold.ttf"


class Faces:
    """The fonts in `folder` (assets/fonts). Raises OSError naming the file when one is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sizes: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}
        self._advances: dict[tuple[int, bool], dict[str, float]] = {}
        for bold in (False, True):
            if not self.file(bold=bold).is_file():
                raise FileNotFoundError(f"font missing: {self.file(bold=bold)}")

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

    def width(self, text: str, px: int, *, bold: bool) -> float:
        """How many dots `text` advances: in basic layout as much as its characters together, so each is asked once.

        Line breaking measures hundreds of beginnings of a text; a receipt took 60 ms with the font asked each time.
        """
        known = self._advances.setdefault((px, bold), {})
        for char in set(text).difference(known):
            known[char] = self.face(px, bold=bold).getlength(char)
        return sum(map(known.__getitem__, text))
