"""A thermal printer that reads the ESC/POS subset we send, burns it on paper and answers DLE EOT.

It shares no code with printing/: what it does not understand it refuses, so that a wrong byte fails a test. It can run
dry, have its cover open, be silent, and it takes its bytes at the pace of the line when asked to.
"""

from dataclasses import dataclass, field
from pathlib import Path

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFont

HEAD_DOTS = 576
CELL, HEIGHT = 12, 24
FONT = Path(__file__).parents[2] / "assets/fonts/NotoSansSC-Regular.ttf"


class NotEscPos(Exception):
    """A byte that this printer does not know."""


@dataclass
class ThermalPaper:
    """Feed it bytes; look at `sheets` (cut papers, as images) and at what it answers."""

    paper_left_dots: int = 1_000_000
    near_end: bool = False
    cover_open: bool = False
    cutter_jammed: bool = False
    silent: bool = False
    sheets: list[Image.Image] = field(default_factory=list)
    rare_bands_count: int = 0

    def __post_init__(self) -> None:
        self._wire = bytearray()
        self._told = bytearray()  # answers to GS r, each in its turn
        self.text = ""  # every character that was set, in its order
        self._line: list[tuple[int, Image.Image]] = []
        self._glyphs: dict[str, Image.Image] = {}
        self._tabs: list[int] = []
        self._x = 0
        self._begin_sheet()
        self._reset()

    # What the driver sees

    def feed(self, data: bytes) -> bytes:
        """Take bytes; the answer to any DLE EOT among them. Real-time commands act at once, even off line."""
        self._wire += data
        answers = bytearray()
        while (used := self._step(answers)) > 0:
            del self._wire[:used]
        answers += self._told
        self._told.clear()
        return b"" if self.silent else bytes(answers)

    @property
    def out_of_paper(self) -> bool:
        return self.paper_left_dots <= 0

    @property
    def offline(self) -> bool:
        return self.out_of_paper or self.cover_open or self.cutter_jammed

    @property
    def unprinted_bytes(self) -> int:
        """What still waits in the receive buffer."""
        return len(self._wire)

    @property
    def uncut_dots(self) -> int:
        """How much paper hangs out of the slot."""
        return self._y

    def status(self, n: int) -> int:
        """Epson's reference: fixed bits 1 and 4, the rest by n."""
        bits = {
            1: self.offline << 3,
            2: self.cover_open << 2 | self.out_of_paper << 5 | self.cutter_jammed << 6,
            3: self.cutter_jammed << 3,
            4: 0x0C * (self.near_end or self.out_of_paper) | 0x60 * self.out_of_paper,
        }
        return 0x12 | bits[n]

    # The receive buffer

    def _step(self, answers: bytearray) -> int:
        """Act on the first command in the buffer; how many bytes it took, 0 to wait for more (or for paper)."""
        self._real_time(answers)
        wire = self._wire
        if not wire or self.offline:
            return 0
        first = wire[0]
        if first == 0x10 and len(wire) < 10:
            return 0  # a real-time command that is not all here yet
        if first in (0x1B, 0x1C, 0x1D):
            return self._command()
        if first == 0x09:
            self._x = min(stop for stop in self._tabs if stop > self._x)
            return 1
        if first == 0x0A:
            self._line_feed()
            return 1
        if 0x20 <= first < 0x7F:
            self._letter(chr(first), 1)
            return 1
        if 0x81 <= first <= 0xFE:
            if len(wire) < 2:
                return 0
            if not self._chinese:
                raise NotEscPos("GB18030 without FS &")
            if not 0x40 <= wire[1] <= 0xFE:
                raise NotEscPos(f"four-byte GB18030: {wire[:4].hex()}")
            self._letter(bytes(wire[:2]).decode("gbk"), 2)
            return 2
        raise NotEscPos(f"byte {first:02x}")

    def _real_time(self, answers: bytearray) -> None:
        clear = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
        if (at := self._wire.find(clear)) >= 0:
            del self._wire[: at + len(clear)]
            self._line.clear()
        while (at := self._wire.find(b"\x10\x04")) >= 0 and len(self._wire) > at + 2:
            answers.append(self.status(self._wire[at + 2]))
            del self._wire[at : at + 3]

    def _command(self) -> int:
        wire = bytes(self._wire)
        name = wire[:2]
        arguments_count = {
            b"\x1b@": 0, b"\x1c&": 0, b"\x1ba": 1, b"\x1bE": 1, b"\x1b3": 1, b"\x1bJ": 1, b"\x1b$": 2,
            b"\x1d!": 1, b"\x1dL": 2, b"\x1dW": 2, b"\x1dV": 2, b"\x1dr": 1, b"\x1da": 1, b"\x1d(": 3, b"\x1dv": 6,
        }.get(name)  # fmt: skip
        if len(name) < 2:
            return 0
        if name == b"\x1bD":
            stops, end, left = wire[2:].partition(b"\x00")
            self._tabs = [CELL * self._wide * column for column in stops]
            return len(wire) - len(left) if end else 0
        if arguments_count is None:
            raise NotEscPos(f"command {name!r}")
        used = 2 + arguments_count
        if len(wire) < used:
            return 0
        arguments = wire[2:used]
        if name in (b"\x1d(", b"\x1dv"):
            body_start = used
            size = (
                _number(arguments[1:3])
                if name == b"\x1d("
                else _number(arguments[2:4]) * _number(arguments[4:6])
            )
            used += size
            if len(wire) < used:
                return 0
            arguments += wire[body_start:used]
        self._act(name, arguments)
        return used

    def _act(self, name: bytes, arguments: bytes) -> None:
        match name:
            case b"\x1b@":
                self._reset()
            case b"\x1c&":
                self._chinese = True
            case b"\x1ba":
                self._align = arguments[0]
            case b"\x1bE":
                self._bold = bool(arguments[0])
            case b"\x1b3":
                self._spacing = arguments[0]
            case b"\x1bJ":
                self._flush_line()
                self._advance(arguments[0])
            case b"\x1b$":
                self._x = _number(arguments)
            case b"\x1d!":
                self._wide, self._high = (arguments[0] >> 4) + 1, (arguments[0] & 15) + 1
            case b"\x1dL":
                self._left = _number(arguments)
            case b"\x1dW":
                self._width = min(_number(arguments), HEAD_DOTS - self._left)
            case b"\x1dV":
                if arguments[0] != 0x42:
                    raise NotEscPos(f"cut {arguments.hex()}")
                self._advance(arguments[1])
                self._cut()
            case b"\x1dr":
                self._told.append(3 * self.near_end)
            case b"\x1da":
                if arguments != b"\x00":
                    raise NotEscPos("nobody reads automatic status")
            case b"\x1d(":
                self._qr(arguments[3:])
            case b"\x1dv":
                width, height = _number(arguments[2:4]) * 8, _number(arguments[4:6])
                dots = Image.frombytes("1", (width, height), arguments[6:])
                across, down = 1 + arguments[1] % 2, 1 + arguments[1] // 2
                dots = dots.resize((width * across, height * down), Image.Resampling.NEAREST)
                self.rare_bands_count += 1
                self._burn(ImageChops.invert(dots.convert("L")))

    # The head

    def _reset(self) -> None:
        self._chinese = self._bold = False
        self._align, self._spacing = 0, 30
        self._left, self._width = 0, HEAD_DOTS
        self._wide = self._high = 1
        self._tabs = []
        self._line.clear()
        self._x = 0
        self._qr_size, self._qr_level, self._qr_data = 3, 48, b""

    def _begin_sheet(self) -> None:
        self._sheet = Image.new("L", (HEAD_DOTS, 4000), 255)
        self._y = 0

    def _letter(self, char: str, cells: int) -> None:
        self.text += char
        glyph = self._glyph(char, cells)
        if self._bold:
            glyph = ImageChops.darker(glyph, ImageChops.offset(glyph, 1, 0))
        glyph = glyph.resize((glyph.width * self._wide, glyph.height * self._high), Image.Resampling.NEAREST)
        if self._x + glyph.width > self._width:
            raise NotEscPos(f"the line is full at {char}")
        self._line.append((self._x, glyph))
        self._x += glyph.width

    def _glyph(self, char: str, cells: int) -> Image.Image:
        if char not in self._glyphs:
            face = ImageFont.truetype(str(FONT), 24 if cells == 2 else 21)
            drawn = Image.new("L", (48, HEIGHT), 255)
            ImageDraw.Draw(drawn).text((0, 21), char, 0, face, anchor="ls")
            advance = max(1, round(face.getlength(char)))
            cell = Image.new("L", (CELL * cells, HEIGHT), 255)
            drawn = drawn.crop((0, 0, advance, HEIGHT))
            if advance > cell.width:
                drawn = drawn.resize((cell.width, HEIGHT))
            cell.paste(drawn, ((cell.width - drawn.width) // 2, 0))
            self._glyphs[char] = cell.point(lambda grey: 0 if grey < 150 else 255)
        return self._glyphs[char]

    def _line_feed(self) -> None:
        tallest = max((glyph.height for _, glyph in self._line), default=0)
        self._flush_line()
        self._advance(max(self._spacing, tallest))

    def _flush_line(self) -> None:
        if self._line:
            end = max(x + glyph.width for x, glyph in self._line)
            start = self._left + self._indent(end)
            bottom = max(glyph.height for _, glyph in self._line)  # letters of one line stand on one line
            for x, glyph in self._line:
                self._paste(glyph, start + x, bottom - glyph.height)
        self._line.clear()
        self._x = 0

    def _qr(self, arguments: bytes) -> None:
        if arguments[0] != 0x31:
            raise NotEscPos("not a QR code")
        match arguments[1]:
            case 0x41 if arguments[2:] == b"\x32\x00":
                pass
            case 0x43:
                self._qr_size = arguments[2]
            case 0x45:
                self._qr_level = arguments[2]
            case 0x50:
                self._qr_data = arguments[3:]
            case 0x51:
                level = {48: 1, 49: 0, 50: 3, 51: 2}[self._qr_level]
                code = qrcode.QRCode(error_correction=level, box_size=1, border=0)
                code.add_data(self._qr_data, optimize=0)  # one segment, as firmware does
                code.make()
                dots = code.make_image().get_image().convert("L")
                self._burn(dots.resize((dots.width * self._qr_size,) * 2, Image.Resampling.NEAREST))
            case _:
                raise NotEscPos(f"QR function {arguments.hex()}")

    def _burn(self, image: Image.Image) -> None:
        if self._line:
            raise NotEscPos("an image in the middle of a line")
        if image.width > self._width + 7:
            raise NotEscPos("an image wider than the line")
        self._paste(image, self._left + self._indent(image.width), 0)
        self._advance(image.height)

    def _indent(self, width: int) -> int:
        return (self._width - width) * self._align // 2

    def _paste(self, image: Image.Image, x: int, down: int) -> None:
        self._sheet.paste(image, (x, self._y + down))

    def _advance(self, dots: int) -> None:
        self._y += dots
        self.paper_left_dots -= dots

    def _cut(self) -> None:
        self.sheets.append(self._sheet.crop((0, 0, HEAD_DOTS, self._y)))
        self._begin_sheet()


def _number(two_bytes: bytes) -> int:
    return int.from_bytes(two_bytes, "little")
