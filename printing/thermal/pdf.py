"""A paper as PDF: 80 mm wide, as long as it needs, Noto Sans SC embedded."""

from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.layout import (
    CONTENT_DOTS,
    DOTS_PER_MM,
    MARGIN_DOTS,
    GapRow,
    Layout,
    QrRow,
    Row,
    RuleRow,
    TextRow,
)
from printing.thermal.measure import Measure, Type
from printing.thermal.qr_symbol import qr_matrix
from printing.thermal.raster import RULE_THICK_DOTS, baseline_dots, dashes
from printing.to_unicode import mend

PAPER_MM = 80
DOT = mm / DOTS_PER_MM  # in points
LEFT = (PAPER_MM * mm - CONTENT_DOTS * DOT) / 2  # in points
TOP_MARGIN = MARGIN_DOTS * DOT


def pdf(layout: Layout, faces: Faces) -> bytes:
    """The paper as one PDF page, the same bytes for the same paper."""
    file = BytesIO()
    height = layout.height * DOT + 2 * TOP_MARGIN
    # invariant: no date and no random id inside, so nothing about the kiosk or its clock leaves in the file
    canvas = Canvas(file, pagesize=(PAPER_MM * mm, height), invariant=1)
    pen = Pen(canvas, faces, top=height - TOP_MARGIN)
    for row in layout.rows:
        pen.row(row)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def registered(file: Path) -> str:
    """The name of this font for reportlab, which keeps one table of fonts per process."""
    mend()
    pdfmetrics.registerFont(TTFont(file.stem, str(file)))
    return file.stem


class Pen:
    """Draws rows on a page; y grows upwards in PDF, `top` is where the first row begins (points)."""

    def __init__(self, canvas: Canvas, faces: Faces, top: float) -> None:
        self._canvas = canvas
        self._faces = faces
        self._measure = Measure(faces)
        self._top = top

    def row(self, row: Row) -> None:
        """Draw `row` at its place."""
        match row:
            case TextRow():
                self._text_row(row)
            case RuleRow():
                self._rule(row)
            case QrRow():
                self._qr(row)
            case GapRow():
                pass

    def _text_row(self, row: TextRow) -> None:
        white = CONTENT_DOTS - self._measure.drawn_dots(row.text, row.type)
        baseline = row.top + baseline_dots(row)
        self._text(row.text, row.type, white / 2 if row.align is Align.CENTRE else 0, baseline)
        if row.right:
            width = self._measure.drawn_dots(row.right, row.type)
            self._text(row.right, row.type, CONTENT_DOTS - width, baseline)

    def _text(self, text: str, kind: Type, x: float, baseline: float) -> None:
        self._canvas.setFont(registered(self._faces.file(bold=kind.bold)), kind.px * DOT)
        for offset, piece in self._measure.pieces(text, kind):
            self._canvas.drawString(LEFT + (x + offset) * DOT, self._top - baseline * DOT, piece)

    def _rule(self, row: RuleRow) -> None:
        y = row.top + (row.height - RULE_THICK_DOTS) / 2
        for start, end in dashes(row):
            self._black(start, y, end - start, RULE_THICK_DOTS)

    def _qr(self, row: QrRow) -> None:
        x0 = (CONTENT_DOTS - row.side_dots) / 2
        y0 = row.top + row.quiet_dots
        for y, line in enumerate(qr_matrix(row.url)):
            for start, end in black_runs(line):
                x = x0 + start * row.module_dots
                self._black(x, y0 + y * row.module_dots, (end - start) * row.module_dots, row.module_dots)

    def _black(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle; in dots from the upper left corner of the content."""
        self._canvas.rect(
            LEFT + x * DOT, self._top - (y + height) * DOT, width * DOT, height * DOT, stroke=0, fill=1
        )


def black_runs(line: list[bool]) -> list[tuple[int, int]]:
    """Neighbouring black modules as one rectangle: hairlines between modules confuse cameras."""
    found: list[tuple[int, int]] = []
    for x, black in enumerate(line):
        if black and found and found[-1][1] == x:
            found[-1] = (found[-1][0], x + 1)
        elif black:
            found.append((x, x + 1))
    return found
