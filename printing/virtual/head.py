"""The head and the paper under it: letters are gathered into a line, a line is burnt, dots are burnt as they come."""

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from printing.virtual.letters import CELL, HEIGHT, Letters

_PIECE_DOTS = 2_000  # by so much the picture of the paper grows
_SPACING = 30
_INK = 255
_LETTERS_MAX = 200  # of one line: the widest printer has 69; the others were set over each other
_FEED_DOTS_MAX = 8_128  # one command moves the paper by 1,016 mm at most
_LEVELS = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}


class Head:
    """Burns a strip of paper `dots` wide. `moved` and `burnt` count dots for whoever asks next."""

    def __init__(self, dots: int, letters: Letters) -> None:
        self.dots = dots
        self._letters = letters
        self.moved = 0  # rows of paper since it was last set to 0
        self.burnt = 0  # black dots since it was last set to 0
        self._sheet = self._white()
        self._y = 0
        self._codes: list[str] = []
        self.reset()

    def reset(self) -> None:
        """ESC @: as switched on; paper stays where it is."""
        self._align, self._spacing, self._bold = 0, _SPACING, False
        self._wide = self._high = 1
        self._left, self._width = 0, self.dots
        self._tabs = [columns * CELL for columns in range(8, 8 * 33, 8)]
        self.forget_line()
        self._qr_dots, self._qr_level, self._qr_data = 3, 48, b""

    def forget_line(self) -> None:
        """What is gathered and not burnt is gone."""
        self._line: list[tuple[int, Image.Image]] = []
        self._x = 0

    @property
    def line_is_empty(self) -> bool:
        """Whether nothing waits to be burnt."""
        return not self._line

    @property
    def area(self) -> int:
        """How wide a line may be."""
        return max(0, min(self._width, self.dots - self._left))

    @property
    def y(self) -> int:
        """How many dots of paper have passed since the last cut."""
        return self._y

    def ink(self) -> Image.Image:
        """What is burnt since the last cut ("1")."""
        return self._sheet.crop((0, 0, self.dots, self._y))

    @property
    def codes(self) -> tuple[str, ...]:
        """What the QR codes say that it drew itself since the last cut; of one that came as dots it knows nothing."""
        return tuple(self._codes)

    def take_sheet(self) -> Image.Image:
        """Cut: the paper is gone, a new one begins."""
        sheet = self.ink()
        self._sheet = self._white()
        self._y = 0
        self._codes = []
        return sheet

    def obey(self, name: str, data: bytes) -> bool:
        """A command of how and where to print. False: there is none of that name here."""
        match name:
            case "LF":
                self.line_feed()
            case "CR":
                pass
            case "ESC D":
                self._tabs = [columns * CELL * self._wide for columns in data]
            case "HT":
                self._x = next((tab for tab in self._tabs if tab > self._x), self._x)
            case "ESC a":
                self._align = data[0] % 48 % 3
            case "ESC E":
                self._bold = bool(data[0] & 1)
            case "ESC 2":
                self._spacing = _SPACING
            case "ESC 3":
                self._spacing = data[0]
            case "ESC J":
                self._burn_line()
                self.advance(data[0])
            case "ESC d":
                before = self._y
                for _ in range(data[0]):
                    if self._y - before < _FEED_DOTS_MAX:
                        self.line_feed()
            case "ESC $":
                self._x = min(_number(data), self.area)
            case "GS !":
                self._wide, self._high = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1
            case "GS L":
                self._left = min(_number(data), self.dots)
            case "GS W":
                self._width = _number(data)
            case "GS ( k":
                return self._qr(data)
            case _:
                return False
        return True

    def letter(self, code: bytes) -> None:
        """Gather one character; a full line goes out by itself."""
        cells = 2 if len(code) > 1 else 1
        width = cells * CELL * self._wide
        is_full = self._x + width > self.area or len(self._line) >= _LETTERS_MAX
        if is_full and self._line:
            self.line_feed()
        ink = self._letters.cell(code, self._bold)
        size = (width, HEIGHT * self._high)
        self._line.append((self._x, ink.resize(size, Image.Resampling.NEAREST)))
        self._x += width

    def line_feed(self) -> None:
        """Burn the line and go on to the next."""
        tallest = max((ink.height for _, ink in self._line), default=0)
        self._burn_line()
        self.advance(max(self._spacing, tallest))

    def row(self, data: bytes, rows: int, mode: int) -> None:
        """Burn `rows` rows of GS v 0; mode's bit 0 makes them twice as wide, bit 1 twice as high."""
        dots = Image.frombytes("1", (len(data) // rows * 8, rows), data)
        if mode:
            dots = dots.resize(
                (dots.width * (1 + mode % 2), dots.height * (1 + mode // 2)), Image.Resampling.NEAREST
            )
        self._burn(dots)

    def _qr(self, data: bytes) -> bool:
        """GS ( k, without its length. False: not a function that this printer has."""
        if len(data) < 3 or data[0] != 0x31:  # noqa: PLR2004 - cn 49: QR
            return False
        match data[1], data[2:]:
            case 0x41, _:
                pass
            case 0x43, size if 1 <= size[0] <= 16:  # noqa: PLR2004
                self._qr_dots = size[0]
            case 0x45, level if level[0] in _LEVELS:
                self._qr_level = level[0]
            case 0x50, stored:
                self._qr_data = stored[1:]
            case 0x51, _:
                return self._print_qr()
            case _:
                return False
        return True

    def advance(self, dots: int) -> None:
        """Move the paper."""
        self._y += dots
        self.moved += dots

    def _print_qr(self) -> bool:
        """False: more is stored than the largest symbol of this level holds."""
        if not self._qr_data:
            return True
        code = qrcode.QRCode(error_correction=_LEVELS[self._qr_level], border=0, mask_pattern=2)
        code.add_data(self._qr_data, optimize=0)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError):  # the library says it either way
            return False
        self._codes.append(self._qr_data.decode("utf-8", errors="replace"))
        side = len(code.modules)
        ink = Image.new("1", (side, side))
        ink.putdata([_INK if module else 0 for row in code.modules for module in row])
        self._burn(ink.resize((side * self._qr_dots, side * self._qr_dots), Image.Resampling.NEAREST))
        return True

    def _burn(self, ink: Image.Image) -> None:
        """At its place between the margins; what is wider is not printed."""
        if ink.width > self.area:
            ink = ink.crop((0, 0, self.area, ink.height))
        self._paste(ink, self._left + (self.area - ink.width) * self._align // 2, 0)
        self.advance(ink.height)

    def _burn_line(self) -> None:
        if self._line:
            end = max(x + ink.width for x, ink in self._line)
            start = self._left + (self.area - end) * self._align // 2
            bottom = max(ink.height for _, ink in self._line)  # letters of one line stand on one line
            for x, ink in self._line:
                self._paste(ink, start + x, bottom - ink.height)
        self.forget_line()

    def _paste(self, ink: Image.Image, x: int, down: int) -> None:
        needed = self._y + down + ink.height
        if needed > self._sheet.height:
            longer = Image.new("1", (self.dots, needed + _PIECE_DOTS))
            longer.paste(self._sheet, (0, 0))
            self._sheet = longer
        self._sheet.paste(_INK, (x, self._y + down), ink)
        self.burnt += ink.histogram()[255]

    def _white(self) -> Image.Image:
        return Image.new("1", (self.dots, _PIECE_DOTS))


def _number(low_first: bytes) -> int:
    return low_first[0] | low_first[1] << 8
