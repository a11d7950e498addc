"""A paper as PDF: as wide as the printer's paper, as long as it needs, Noto Sans SC embedded.

Vertical script and pictograms are pictures in it, of four times the printer's dots.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.measure import CELL_DOTS, Measure, Type
from printing.thermal.mongolian import drawn
from printing.thermal.pictograms import pictogram
from printing.thermal.qr_symbol import qr_matrix
from printing.thermal.raster import RULE_THICK_DOTS, baseline_dots, dashes
from printing.thermal.rows import (
    ColumnsRow,
    GapRow,
    Layout,
    MongolianRow,
    PictogramRow,
    QrRow,
    Row,
    RuleRow,
    TextRow,
)
from printing.to_unicode import mend

FINER = 4  # pictures have so many dots where the printer has one


def pdf(layout: Layout, faces: Faces) -> bytes:
    """The paper as one PDF page, the same bytes for the same paper."""
    file = BytesIO()
    profile = layout.profile
    dot = mm / profile.dots_per_mm  # in points
    size = (profile.paper_mm * mm, (layout.height + 2 * profile.margin_dots) * dot)
    # invariant: no date and no random id inside, so nothing about the kiosk or its clock leaves in the file
    canvas = Canvas(file, pagesize=size, invariant=1)
    pen = Pen(canvas, faces, layout)
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
    """Draws rows on a page, on which y grows upwards."""

    def __init__(self, canvas: Canvas, faces: Faces, layout: Layout) -> None:
        self._canvas = canvas
        self._faces = faces
        self._measure = Measure(faces)
        profile = layout.profile
        self._content = profile.content_dots
        self._dot = mm / profile.dots_per_mm  # in points, as the two below
        self._left = (profile.paper_mm * mm - profile.content_dots * self._dot) / 2
        self._top = (layout.height + profile.margin_dots) * self._dot

    def row(self, row: Row) -> None:
        """Draw `row` at its place."""
        match row:
            case TextRow():
                self._text_row(row)
            case ColumnsRow():
                for start, text in zip(row.starts, row.cells, strict=True):
                    self._text(text, row.type, start * CELL_DOTS, row.top + baseline_dots(row))
            case RuleRow():
                self._rule(row)
            case QrRow():
                self._qr(row)
            case MongolianRow():
                finer = drawn(row.lines, row.px * FINER, row.pitch * FINER, self._faces)
                self._picture(finer, row.align, row.top)
            case PictogramRow():
                self._picture(pictogram(row.name, row.height * FINER), row.align, row.top)
            case GapRow():
                pass

    def _text_row(self, row: TextRow) -> None:
        white = self._content - self._measure.drawn_dots(row.text, row.type)
        baseline = row.top + baseline_dots(row)
        self._text(row.text, row.type, white / 2 if row.align is Align.CENTRE else 0, baseline)
        if row.right:
            width = self._measure.drawn_dots(row.right, row.type)
            self._text(row.right, row.type, self._content - width, baseline)

    def _text(self, text: str, kind: Type, x: float, baseline: float) -> None:
        self._canvas.setFont(registered(self._faces.file(bold=kind.bold)), kind.px * self._dot)
        for offset, piece in self._measure.pieces(text, kind):
            self._canvas.drawString(
                self._left + (x + offset) * self._dot, self._top - baseline * self._dot, piece
            )

    def _rule(self, row: RuleRow) -> None:
        y = row.top + (row.height - RULE_THICK_DOTS) / 2
        for start, end in dashes(row, self._content):
            self._black(start, y, end - start, RULE_THICK_DOTS)

    def _qr(self, row: QrRow) -> None:
        x0 = (self._content - row.side_dots) / 2
        y0 = row.top + row.quiet_dots
        for y, line in enumerate(qr_matrix(row.url)):
            for start, end in black_runs(line):
                x = x0 + start * row.module_dots
                self._black(x, y0 + y * row.module_dots, (end - start) * row.module_dots, row.module_dots)

    def _black(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle; in dots from the upper left corner of the content."""
        self._canvas.rect(
            self._left + x * self._dot,
            self._top - (y + height) * self._dot,
            width * self._dot,
            height * self._dot,
            stroke=0,
            fill=1,
        )

    def _picture(self, drawing: Image.Image, align: Align, top: float) -> None:
        width, height = drawing.width / FINER, drawing.height / FINER
        x = (self._content - width) / 2 if align is Align.CENTRE else 0
        self._canvas.drawImage(
            ImageReader(drawing),
            self._left + x * self._dot,
            self._top - (top + height) * self._dot,
            width * self._dot,
            height * self._dot,
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
