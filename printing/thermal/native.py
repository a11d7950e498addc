"""A paper in the printer's own GB18030 letters and its own QR code, for slow serial lines.

A ticket is some 420 bytes, 0.45 s at 9,600 baud, where the same ticket as dots takes 10 s and more. A line with a
character that the printer has no letter for goes as a band of dots, and so does what it cannot do at all.
"""

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.bands import banded
from printing.thermal.commands import (
    ALIGN,
    BOLD,
    CUT,
    GS,
    LINE_FEED,
    POSITION,
    RESET,
    SIZE,
    SPACING,
    begin,
    end,
    feed,
    two_bytes,
)
from printing.thermal.measure import CELL_DOTS, Measure, runs
from printing.thermal.printer_profile import PrinterProfile
from printing.thermal.raster import row_dots
from printing.thermal.rows import GapRow, Layout, QrRow, Row, RuleRow, TextRow

EJECT = RESET + CUT
"""Push out and cut off what an interrupted paper left half printed."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget every byte not yet printed, or the rest of a ticket comes out after the paper is changed."""


LOWERED_DOTS = 6
"""A printer sets its letters at the top of their line, we in its middle: so much lower they look alike. The white at
the paper's end is shorter by as much."""


def native(layout: Layout, faces: Faces) -> bytes:
    """The paper in the printer's language."""
    writer = Writer(layout, faces)
    *rows, last = layout.rows or (GapRow(0, 0),)
    lowered = isinstance(last, GapRow) and last.height >= LOWERED_DOTS
    if lowered:
        rows, last = [GapRow(0, LOWERED_DOTS), *rows], GapRow(last.top, last.height - LOWERED_DOTS)
    for row in (*rows, last):
        writer.row(row)
    return writer.finished()


def can_write(text: str, profile: PrinterProfile) -> bool:
    """Whether that printer has letters for all of `text`: ASCII, and what takes two bytes in GB18030 (GBK)."""
    if text.isascii():
        return True
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return profile.chinese


class Writer:
    """Collects bytes and remembers the printer's state, so that nothing is said twice."""

    def __init__(self, layout: Layout, faces: Faces) -> None:
        self._layout = layout
        self._profile = layout.profile
        self._faces = faces
        self._measure = Measure(faces)
        self._bytes = bytearray(begin(self._profile))
        self._said: dict[bytes, int] = {ALIGN: 0, SIZE: 0, BOLD: 0}  # as after RESET

    def finished(self) -> bytes:
        """All bytes, with the paper's end."""
        return bytes(self._bytes) + end(self._profile)

    def row(self, row: Row) -> None:
        """Write one row."""
        match row:
            case TextRow() if can_write(row.text + row.right, self._profile):
                self._text(row)
            case RuleRow() if row.dashed or self._profile.chinese:
                self._rule(row)
            case QrRow() if self._profile.qr:
                self._qr(row)
            case GapRow():
                self._bytes += feed(row.height)
            case _:
                self._dots(row)

    def _text(self, row: TextRow) -> None:
        kind = row.type
        self._style(row.align, kind.cell_width, kind.cell_height, row.height, bold=kind.bold)
        self._bytes += _letters(row.text)
        if row.right:
            width = self._measure.native_dots(row.right, kind)
            self._bytes += POSITION + two_bytes(self._profile.content_dots - width)
            self._bytes += _letters(row.right)
        self._bytes += LINE_FEED

    def _rule(self, row: RuleRow) -> None:
        """Hyphens or box strokes at double width: a rule for a dozen bytes or two."""
        self._style(Align.LEFT, 2, 1, row.height, bold=row.dashed)  # hyphens are thin
        dashes_count = self._profile.content_dots // (2 * CELL_DOTS)
        self._bytes += b"-" * dashes_count if row.dashed else "━".encode("gbk") * (dashes_count // 2)
        self._bytes += LINE_FEED

    def _qr(self, row: QrRow) -> None:
        self._say(ALIGN, Align.CENTRE.value)
        self._bytes += feed(row.quiet_dots)
        self._qr_function(b"\x41\x32\x00")  # model 2
        self._qr_function(b"\x43" + bytes([row.module_dots]))
        self._qr_function(b"\x45\x33")  # level H
        self._qr_function(b"\x50\x30" + row.url.encode("ascii"))
        self._qr_function(b"\x51\x30")  # print what is stored
        self._bytes += feed(row.quiet_dots)

    def _qr_function(self, given: bytes) -> None:
        self._bytes += GS + b"(k" + two_bytes(len(given) + 1) + b"\x31" + given

    def _dots(self, row: Row) -> None:
        """The row as dots, cropped to its ink: every byte is a millisecond at 9,600 baud."""
        self._say(ALIGN, Align.LEFT.value)
        self._bytes += banded(row_dots(row, self._layout, self._faces), self._profile)

    def _style(self, align: Align, cell_width: int, cell_height: int, line_dots: int, *, bold: bool) -> None:
        self._say(ALIGN, align.value)
        self._say(BOLD, int(bold))
        self._say(SIZE, (cell_width - 1) << 4 | (cell_height - 1))
        self._say(SPACING, line_dots)

    def _say(self, command: bytes, value: int) -> None:
        if self._said.get(command) != value:
            self._said[command] = value
            self._bytes += command + bytes([value])


def _letters(text: str) -> bytes:
    """GB18030 bytes, a blank cell where 汉字 meet digits."""
    return " ".join(runs(text)).encode("gbk")
