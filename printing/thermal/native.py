"""A paper in ESC/POS: the printer's own GB18030 letters and its own QR code, for slow serial lines.

A ticket is some 420 bytes, 0.45 s at 9,600 baud, where the same ticket as dots takes 54 s (pitfalls.md §2). A line
with a character that such a printer has no letter for goes as a band of dots. We write ESC/POS ourselves:
toolchain.md §6 says why.
"""

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.layout import CONTENT_DOTS, MARGIN_DOTS, GapRow, Layout, QrRow, Row, RuleRow, TextRow
from printing.thermal.measure import Measure, runs
from printing.thermal.raster import text_band

ESC, FS, GS = b"\x1b", b"\x1c", b"\x1d"

RESET = ESC + b"@"
CHINESE = FS + b"&"
LINE_FEED = b"\n"
FEED_DOTS_MAX = 255

EJECT = RESET + GS + b"V\x42\x00"
"""Push out and cut off what an interrupted paper left half printed."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget every byte not yet printed, or the rest of a ticket comes out after the paper is changed."""


def native(layout: Layout, faces: Faces) -> bytes:
    """The paper in the printer's language."""
    writer = Writer(faces)
    for row in layout.rows:
        writer.row(row)
    return writer.finished()


def can_write(text: str) -> bool:
    """Whether a GB18030 printer has letters for all of `text`: ASCII, and what takes two bytes (GBK)."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


class Writer:
    """Collects bytes and remembers the printer's state, so that nothing is said twice."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._measure = Measure(faces)
        self._bytes = bytearray(RESET + CHINESE)
        self._bytes += GS + b"L" + _two_bytes(MARGIN_DOTS) + GS + b"W" + _two_bytes(CONTENT_DOTS)
        self._said: dict[bytes, int] = {ESC + b"a": 0, GS + b"!": 0, ESC + b"E": 0}  # as after RESET

    def finished(self) -> bytes:
        """All bytes, with feed and cut at the end."""
        return bytes(self._bytes) + GS + b"V\x42\x00"

    def row(self, row: Row) -> None:
        """Write one row."""
        match row:
            case TextRow() if can_write(row.text + row.right):
                self._text(row)
            case TextRow():
                self._band(row)
            case RuleRow():
                self._rule(row)
            case QrRow():
                self._qr(row)
            case GapRow():
                self._feed(row.height)

    def _text(self, row: TextRow) -> None:
        kind = row.type
        self._style(row.align, kind.cell_width, kind.cell_height, row.height, bold=kind.bold)
        self._bytes += _letters(row.text)
        if row.right:
            self._bytes += ESC + b"$" + _two_bytes(CONTENT_DOTS - self._measure.native_dots(row.right, kind))
            self._bytes += _letters(row.right)
        self._bytes += LINE_FEED

    def _rule(self, row: RuleRow) -> None:
        """Hyphens or box strokes at double width: a rule for a dozen bytes or two."""
        self._style(Align.LEFT, 2, 1, row.height, bold=False)
        dashes_count = CONTENT_DOTS // 24
        self._bytes += b"-" * dashes_count if row.dashed else "━".encode("gbk") * (dashes_count // 2)
        self._bytes += LINE_FEED

    def _qr(self, row: QrRow) -> None:
        self._say(ESC + b"a", Align.CENTRE.value)
        self._feed(row.quiet_dots)
        self._qr_function(b"\x41\x32\x00")  # model 2
        self._qr_function(b"\x43" + bytes([row.module_dots]))
        self._qr_function(b"\x45\x31")  # level M
        self._qr_function(b"\x50\x30" + row.url.encode("ascii"))
        self._qr_function(b"\x51\x30")  # print what is stored
        self._feed(row.quiet_dots)

    def _qr_function(self, given: bytes) -> None:
        self._bytes += GS + b"(k" + _two_bytes(len(given) + 1) + b"\x31" + given

    def _band(self, row: TextRow) -> None:
        """The line as dots, cropped to its ink: every byte is a millisecond at 9,600 baud."""
        band = text_band(row, self._faces)
        ink = band.getbbox()
        if ink is None:
            self._feed(row.height)
            return
        left, top, right, bottom = ink
        band = band.crop((left if row.align is Align.CENTRE else 0, top, right, bottom))
        self._say(ESC + b"a", row.align.value)
        self._feed(top)
        width_bytes = (band.width + 7) // 8
        self._bytes += GS + b"v0\x00" + _two_bytes(width_bytes) + _two_bytes(band.height)
        self._bytes += _without_real_time(band.tobytes())
        self._feed(row.height - bottom)

    def _style(self, align: Align, cell_width: int, cell_height: int, line_dots: int, *, bold: bool) -> None:
        self._say(ESC + b"a", align.value)
        self._say(ESC + b"E", int(bold))
        self._say(GS + b"!", (cell_width - 1) << 4 | (cell_height - 1))
        self._say(ESC + b"3", line_dots)

    def _say(self, command: bytes, value: int) -> None:
        if self._said.get(command) != value:
            self._said[command] = value
            self._bytes += command + bytes([value])

    def _feed(self, dots: int) -> None:
        while dots > 0:
            step = min(dots, FEED_DOTS_MAX)
            self._bytes += ESC + b"J" + bytes([step])
            dots -= step


def _letters(text: str) -> bytes:
    """GB18030 bytes, a blank cell where 汉字 meet digits."""
    return " ".join(runs(text)).encode("gbk")


def _two_bytes(number: int) -> bytes:
    return number.to_bytes(2, "little")


def _without_real_time(dots: bytes) -> bytes:
    """Dots in which no real-time command (DLE EOT, DLE ENQ, DLE DC4) can be read: printers obey it wherever it is.

    One dot more in the second byte says something else; nobody sees it.
    """
    for second in (0x04, 0x05, 0x14):
        dots = dots.replace(bytes((0x10, second)), bytes((0x10, second | 0x08)))
    return dots
