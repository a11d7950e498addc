"""A paper in the printer's own GB18030 letters and its own QR code, for slow serial lines.

A ticket is some 420 bytes, 0.45 s at 9,600 baud, where the same ticket as dots takes 10 s and more. A line with a
character that the printer has no letter for goes as a band of dots, and so does what it cannot do at all.
"""

from itertools import chain

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.bands import banded
from printing.thermal.commands import (
    ALIGN,
    BOLD,
    GS,
    POSITION,
    SIZE,
    TAB,
    begin,
    end,
    feed,
    tab_stops,
    two_bytes,
)
from printing.thermal.line_feeds import line_feeds
from printing.thermal.measure import CELL_DOTS, Measure, Type, runs
from printing.thermal.printer_profile import PrinterProfile
from printing.thermal.raster import row_dots
from printing.thermal.rows import ColumnsRow, GapRow, Layout, QrRow, Row, RuleRow, TextRow

DASH_CELLS = 4  # of one hyphen: 36 dots and 12 of white between, as the raster draws it
STROKE = "━".encode("gbk")  # from edge to edge of its two cells
WIDEST = 8  # times, by GS !

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
    """Collects bytes and remembers the printer's state, so that nothing is said twice.

    A line waits in the printer until it is known how far down the next row is: what is white between them goes with it.
    """

    def __init__(self, layout: Layout, faces: Faces) -> None:
        self._layout = layout
        self._profile = layout.profile
        self._faces = faces
        self._measure = Measure(faces)
        self._bytes = bytearray(begin(self._profile))
        self._parts: list[
            bytes
        ] = []  # each ends with a line that waits; `_downs` says how far down the next row is
        self._downs: list[int] = []
        self._said: dict[bytes, int] = {ALIGN: 0, SIZE: 0, BOLD: 0}  # as after RESET
        self._tabs: tuple[int, ...] = ()
        self._line_waits = False
        self._down = 0  # to the next row, from the top of the line that waits, or from where the paper is

    def finished(self) -> bytes:
        """All bytes, with the paper's end."""
        self._go_down()
        lines = b"".join(chain(*zip(self._parts, line_feeds(self._downs), strict=True)))
        return lines + bytes(self._bytes) + end(self._profile)

    def row(self, row: Row) -> None:
        """Write one row."""
        match row:
            case TextRow() if can_write(row.text + row.right, self._profile):
                self._text(row)
            case ColumnsRow() if can_write("".join(row.cells), self._profile):
                self._columns(row)
            case RuleRow() if row.dashed or self._profile.chinese:
                self._rule(row)
            case QrRow() if self._profile.qr:
                self._qr(row)
            case GapRow():
                self._down += row.height
            case _:
                self._dots(row)

    def _text(self, row: TextRow) -> None:
        kind = row.type
        self._begin_line(row.height)
        self._style(row.align, kind)
        self._bytes += _letters(row.text)
        if row.right:
            width = self._measure.native_dots(row.right, kind)
            self._bytes += POSITION + two_bytes(self._profile.content_dots - width)
            self._bytes += _letters(row.right)

    def _columns(self, row: ColumnsRow) -> None:
        self._begin_line(row.height)
        self._style(Align.LEFT, row.type)
        if row.starts != self._tabs:
            self._tabs = row.starts
            self._bytes += tab_stops(row.starts[1:])
        self._bytes += TAB.join(map(_letters, row.cells)).rstrip(TAB)

    def _rule(self, row: RuleRow) -> None:
        """As wide as a line: where it is aligned does not matter, and hyphens and strokes look the same in bold."""
        self._begin_line(row.height)
        cells = self._profile.content_dots // CELL_DOTS
        if row.dashed:
            self._say(SIZE, _wide(DASH_CELLS))
            self._bytes += b"-" * (cells // DASH_CELLS)
            return
        widest, rest = divmod(cells // 2, WIDEST)
        pieces = [(WIDEST, widest), (rest, 1)] if rest else [(WIDEST, widest)]
        for times, count in sorted(pieces, key=lambda piece: self._said[SIZE] != _wide(piece[0])):
            self._say(SIZE, _wide(times))
            self._bytes += STROKE * count

    def _qr(self, row: QrRow) -> None:
        self._down += row.quiet_dots
        self._go_down()
        self._say(ALIGN, Align.CENTRE.value)
        self._qr_function(b"\x41\x32\x00")  # model 2
        self._qr_function(b"\x43" + bytes([row.module_dots]))
        self._qr_function(b"\x45\x33")  # level H
        self._qr_function(b"\x50\x30" + row.url.encode("ascii"))
        self._qr_function(b"\x51\x30")  # print what is stored
        self._down += row.quiet_dots

    def _qr_function(self, given: bytes) -> None:
        self._bytes += GS + b"(k" + two_bytes(len(given) + 1) + b"\x31" + given

    def _dots(self, row: Row) -> None:
        """The row as dots, cropped to its ink: every byte is a millisecond at 9,600 baud."""
        self._go_down()
        self._say(ALIGN, Align.LEFT.value)
        self._bytes += banded(row_dots(row, self._layout, self._faces), self._profile)

    def _begin_line(self, height: int) -> None:
        self._go_down()
        self._line_waits, self._down = True, height

    def _go_down(self) -> None:
        """To the next row: a line that waits is printed by it."""
        if self._line_waits:
            self._parts.append(bytes(self._bytes))
            self._downs.append(self._down)
            self._bytes.clear()
        else:
            self._bytes += feed(self._down)
        self._line_waits, self._down = False, 0

    def _style(self, align: Align, kind: Type) -> None:
        self._say(ALIGN, align.value)
        self._say(BOLD, int(kind.bold))
        self._say(SIZE, (kind.cell_width - 1) << 4 | (kind.cell_height - 1))

    def _say(self, command: bytes, value: int) -> None:
        if self._said.get(command) != value:
            self._said[command] = value
            self._bytes += command + bytes([value])


def _wide(times: int) -> int:
    """The argument of GS !, at single height."""
    return (times - 1) << 4


def _letters(text: str) -> bytes:
    """GB18030 bytes, a blank cell where 汉字 meet digits."""
    return " ".join(runs(text)).encode("gbk")
