"""A report as PDF: A4, black ink and greys, the plots of the screen drawn again from the same description."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)
from reportlab.platypus import Table as Sheet

from printing.faces import Faces
from printing.reports.report import BandPlot, BarPlot, Block, Figures, ReportDocument, SharePlot, Table, runs
from printing.reports.table_columns import BETWEEN, CELL, CELL_HEAD, GAP, column_widths, groups_of
from printing.thermal.pdf import registered

_FRAME = 6.0  # reportlab keeps so many points inside the margins
MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN - 2 * _FRAME
INK, SOFT, LINE = HexColor("#1C2329"), HexColor("#56616B"), HexColor("#C9C4B8")
DARK, MIDDLE, PALE = HexColor("#1E4F63"), HexColor("#8FB0BC"), HexColor("#DCE7EB")
_SHARES = (MIDDLE, DARK, LINE, PALE)
_BODY, _SMALL, _CELL_HEAD, _TITLE = CELL, 8.0, CELL_HEAD, 17.0
_TOGETHER = 15  # rows of one name that stay on one page
_BEGINNING = 28 * mm  # a table begins where its title and two rows have room
_BY_HAND = 4 * mm  # added to a row that is written in
_BAND_HEIGHT, _BAR_ROW = 46 * mm, 6.2 * mm


def report_pdf(document: ReportDocument, faces: Faces) -> bytes:
    """The report; the same bytes for the same description."""
    paper = _Paper(registered(faces.file(bold=False)), registered(faces.file(bold=True)))
    file = BytesIO()
    template = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 4 * mm,
        title=document.title,
        author=document.centre,
        invariant=1,
    )
    canvas = partial(_NumberedCanvas, document=document, face=paper.plain)
    template.build(list(paper.story(document)), canvasmaker=canvas)
    return file.getvalue()


class _NumberedCanvas(Canvas):
    """Knows at the end how many pages there are, and writes the foot of each."""

    def __init__(self, *args: Any, document: ReportDocument, face: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._document, self._face = document, face
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """Keep the page until their number is known."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # reportlab's own way to begin the next page

    def save(self) -> None:
        """Write the feet, then the file."""
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont(self._face, _SMALL)
            self.setFillColor(SOFT)
            foot = self._document.page.format(page=number, pages=len(self._kept))
            self.drawString(
                MARGIN + _FRAME, MARGIN - 2 * mm, f"{self._document.centre}  {self._document.period}"
            )
            self.drawRightString(A4[0] - MARGIN - _FRAME, MARGIN - 2 * mm, foot)
            super().showPage()
        super().save()


class _Paper:
    """Styles of one report."""

    def __init__(self, plain: str, bold: str) -> None:
        self.plain, self.bold = plain, bold
        style = partial(ParagraphStyle, wordWrap="CJK", textColor=INK)
        self._centre = style("centre", fontName=bold, fontSize=12, leading=18)
        self._title = style("title", fontName=bold, fontSize=_TITLE, leading=_TITLE * 1.5)
        self._soft = style("soft", fontName=plain, fontSize=_SMALL, leading=_SMALL * 1.5)
        self._soft.textColor = SOFT
        self._head = style(
            "head", fontName=bold, fontSize=11, leading=16, spaceBefore=9, spaceAfter=2, keepWithNext=1
        )
        self._note = style("note", fontName=plain, fontSize=_BODY, leading=_BODY * 1.5, spaceBefore=6)
        self._body = style("body", fontName=plain, fontSize=_BODY, leading=_BODY * 1.55)
        self._cell_head = style(
            "cell_head", fontName=plain, fontSize=_CELL_HEAD, leading=_CELL_HEAD * 1.3, alignment=TA_RIGHT
        )
        self._cell_head.textColor = SOFT
        self._cell = style("cell", fontName=plain, fontSize=_BODY, leading=_BODY * 1.25)
        self._cell_name = style("cell_name", parent=self._cell_head, alignment=0)
        self._cell_name.textColor = SOFT

    def story(self, document: ReportDocument) -> Iterable[Flowable]:
        """Head, blocks, definitions; then what is handed out by itself."""
        yield Paragraph(_safe(document.centre), self._centre)
        yield Paragraph(_safe(document.title), self._title)
        yield Paragraph(_safe(document.period), self._body)
        yield Paragraph(_safe(document.printed), self._soft)
        yield Spacer(0, 3 * mm)
        apart = [block for block in document.blocks if isinstance(block, Table) and block.starts_page]
        for block in document.blocks:
            if block not in apart:
                yield from self._block(block)
        definitions = [Paragraph(_safe(text), self._soft) for text in document.definitions]
        yield KeepTogether([Paragraph(_safe(document.definitions_title), self._head), *definitions])
        for block in apart:
            yield PageBreak()
            yield from self._block(block)

    def _block(self, block: Block) -> Iterable[Flowable]:
        match block:
            case Figures():
                yield _FigureRow(block, self.plain, self.bold)
            case BandPlot():
                yield self._titled(block.title, block.note, _Band(block, self.plain))
            case BarPlot():
                yield self._titled(block.title, block.note, _Bars(block, self.plain))
            case SharePlot():
                sentences = [Paragraph(_safe(text), self._body) for text in block.sentences]
                bar = [_Shares(block, self.plain)] if block.parts else []
                note = [Paragraph(_safe(block.note), self._soft)] if block.note else []
                yield KeepTogether([Paragraph(_safe(block.title), self._head), *note, *bar, *sentences])
            case Table():
                title, sheet = Paragraph(_safe(block.title), self._head), self._sheet(block)
                if block.note:
                    yield KeepTogether([title, sheet, Paragraph(_safe(block.note), self._note)])
                else:
                    title.keepWithNext = 0  # or a table that goes on over a page would begin on a new one
                    yield from (CondPageBreak(_BEGINNING), title, sheet)

    def _titled(self, title: str, note: str, plot: Flowable) -> Flowable:
        return KeepTogether([Paragraph(_safe(title), self._head), Paragraph(_safe(note), self._soft), plot])

    def _sheet(self, table: Table) -> Flowable:
        heads = [
            Paragraph(_safe(text), self._cell_name if column < table.texts else self._cell_head)
            for column, text in enumerate(table.head)
        ]
        groups = groups_of(table)
        begins = {first for first, _ in groups}
        first_blank = len(table.head) - table.blanks
        rows: list[list[Any]] = [
            heads,
            *(
                [
                    *(
                        Paragraph(_safe(text) if column or number in begins else "", self._cell)
                        for column, text in enumerate(row[: table.texts])
                    ),
                    *row[table.texts :],
                ]
                for number, row in enumerate(table.rows)
            ),
        ]
        return Sheet(
            rows,
            colWidths=column_widths(table, self.plain, WIDTH),
            repeatRows=1,
            hAlign="LEFT",
            style=[
                ("FONT", (0, 1), (-1, -1), self.plain, _BODY),
                ("TEXTCOLOR", (0, 1), (-1, -1), INK),
                ("ALIGN", (table.texts, 0), (-1, -1), "RIGHT"),
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("VALIGN", (0, 1), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, SOFT),
                ("LINEBELOW", (1 if table.texts > 1 else 0, 1), (-1, -1), 0.3, LINE),
                *(("LINEBELOW", (0, last + 1), (0, last + 1), 0.3, LINE) for _, last in groups),
                *(
                    (kept, (0, first + 1), (0, last + 1))
                    for first, last in groups
                    if 0 < last - first < _TOGETHER
                    for kept in ("NOSPLIT", "SPAN")
                ),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("LEFTPADDING", (table.texts, 0), (-1, -1), BETWEEN),
                *([("RIGHTPADDING", (0, 0), (table.texts - 1, -1), GAP)] if table.texts else ()),
                ("TOPPADDING", (0, 1), (-1, -1), _BY_HAND / 2 if table.blanks else 1.5),
                ("BOTTOMPADDING", (0, 1), (-1, -1), _BY_HAND / 2 if table.blanks else 3.5),
                *(
                    [
                        ("GRID", (first_blank, 1), (-1, -1), 0.3, SOFT),
                        ("RIGHTPADDING", (first_blank - 1, 0), (first_blank - 1, -1), GAP),
                    ]
                    if table.blanks
                    else ()
                ),
            ],
        )


class _Drawing(Flowable):
    """A flowable of the page's width; y grows upwards."""

    def __init__(self, height: float, face: str) -> None:
        super().__init__()
        self.width, self.height, self._face = WIDTH, height, face

    def _say(
        self, x: float, y: float, text: str, *, size: float = _SMALL, ink: Color = SOFT, at: str = "left"
    ) -> None:
        self.canv.setFont(self._face, size)
        self.canv.setFillColor(ink)
        draw = {
            "left": self.canv.drawString,
            "right": self.canv.drawRightString,
            "centre": self.canv.drawCentredString,
        }[at]
        draw(x, y, text)

    def _box(self, x: float, y: float, width: float, height: float, ink: Color) -> None:
        self.canv.setFillColor(ink)
        self.canv.rect(x, y, width, height, stroke=0, fill=1)


class _FigureRow(_Drawing):
    """The figures, two lines of three."""

    _ROW = 14 * mm

    def __init__(self, block: Figures, face: str, bold: str) -> None:
        super().__init__(-(-len(block.figures) // 3) * self._ROW, face)
        self._figures, self._bold = block.figures, bold

    def draw(self) -> None:
        """Reportlab's."""
        for number, figure in enumerate(self._figures):
            row, column = divmod(number, 3)
            x, y = column * WIDTH / 3, self.height - (row + 1) * self._ROW
            self._say(x, y + 9 * mm, figure.label)
            self.canv.setFont(self._bold, 15)
            self.canv.setFillColor(INK)
            self.canv.drawString(x, y + 2.8 * mm, figure.value)


class _Band(_Drawing):
    """P50 as a line, up to P90 as a band."""

    def __init__(self, plot: BandPlot, face: str) -> None:
        super().__init__(_BAND_HEIGHT, face)
        self._plot = plot

    def draw(self) -> None:
        """Reportlab's."""
        left, bottom, top = 14 * mm, 7 * mm, self.height - 4 * mm
        for share in (0.0, 0.5, 1.0):
            y = bottom + share * (top - bottom)
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.4)
            self.canv.line(left, y, WIDTH, y)
            self._say(
                left - 2 * mm,
                y - 2.6,
                self._plot.unit.format(minutes=f"{share * self._plot.top:g}"),
                at="right",
            )
        points = self._plot.points
        step = (WIDTH - left) / max(1, len(points))
        place = {point.label: left + (number + 0.5) * step for number, point in enumerate(points)}
        for point in points:
            self._say(place[point.label], 1.5 * mm, point.label, at="centre")
        for run in runs(points):
            spots = [
                (
                    place[p.label],
                    _up(p.middle, self._plot.top, bottom, top),
                    _up(p.high, self._plot.top, bottom, top),
                )
                for p in run
            ]
            self._band([(x, high) for x, _, high in spots], [(x, middle) for x, middle, _ in spots])

    def _band(self, highs: list[tuple[float, float]], middles: list[tuple[float, float]]) -> None:
        outline = self.canv.beginPath()
        outline.moveTo(*middles[0])
        for spot in [*highs, *reversed(middles)]:
            outline.lineTo(*spot)
        self.canv.setFillColor(PALE)
        self.canv.drawPath(outline, stroke=0, fill=1)
        line = self.canv.beginPath()
        line.moveTo(*middles[0])
        for spot in middles[1:]:
            line.lineTo(*spot)
        self.canv.setStrokeColor(DARK)
        self.canv.setLineWidth(1.6)
        self.canv.drawPath(line, stroke=1, fill=0)
        for x, y in middles:
            self.canv.setFillColor(DARK)
            self.canv.circle(x, y, 1.8, stroke=0, fill=1)


class _Bars(_Drawing):
    """A bar per queue: dark to P50, pale to P90."""

    def __init__(self, plot: BarPlot, face: str) -> None:
        super().__init__(len(plot.bars) * _BAR_ROW + 2 * mm, face)
        self._plot = plot

    def draw(self) -> None:
        """Reportlab's."""
        left, right = 34 * mm, WIDTH - 40 * mm
        for number, bar in enumerate(self._plot.bars):
            y = self.height - (number + 1) * _BAR_ROW
            self._say(0, y + 1.6 * mm, bar.label, size=_BODY, ink=INK)
            if bar.middle is None or bar.high is None:
                continue
            middle, high = (value / self._plot.top * (right - left) for value in (bar.middle, bar.high))
            self._box(left, y + 1 * mm, high, 3.4 * mm, PALE)
            self._box(left, y + 1 * mm, middle, 3.4 * mm, DARK)
            told = f"{bar.middle:.1f} / {bar.high:.1f}"
            self._say(right + 22 * mm, y + 1.6 * mm, told, ink=INK, at="right")
            self._say(WIDTH, y + 1.6 * mm, bar.note, at="right")


class _Shares(_Drawing):
    """Parts of a whole."""

    def __init__(self, plot: SharePlot, face: str) -> None:
        super().__init__(13 * mm, face)
        self._plot = plot

    def draw(self) -> None:
        """Reportlab's."""
        x, legend = 0.0, 0.0
        for number, (label, share) in enumerate(self._plot.parts):
            ink = _SHARES[number % len(_SHARES)]
            self._box(x, 6.5 * mm, share * WIDTH, 4.5 * mm, ink)
            x += share * WIDTH
            self._box(legend, 2 * mm, 2.4 * mm, 2.4 * mm, ink)
            words = f"{label} {share * 100:.1f}%"
            self._say(legend + 3.6 * mm, 2 * mm, words)
            legend += 3.6 * mm + self.canv.stringWidth(words, self._face, _SMALL) + 6 * mm


def _up(value: float | None, scale: float, bottom: float, top: float) -> float:
    return bottom + (value or 0.0) / scale * (top - bottom)


def _safe(text: str) -> str:
    """Reportlab's paragraphs read markup; ours have none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")
