"""A paper as black dots: what a USB or network printer burns, and what a person looks at as PNG.

Ink is a set bit, as in the bytes of `GS v 0`.
"""

from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from printing.faces import DARK, Faces
from printing.paper import Align
from printing.thermal.measure import CELL_DOTS, Measure, Type
from printing.thermal.mongolian import drawn
from printing.thermal.pictograms import pictogram
from printing.thermal.qr_symbol import qr_image
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

BASELINE_EM = 0.88  # below the top of the em square, where 汉字 stand
RULE_THICK_DOTS = 3
DASH_DOTS, DASH_GAP_DOTS = 36, 12  # as wide as a hyphen at four times its width, so that native looks alike
INK = 255


def png(layout: Layout, faces: Faces) -> bytes:
    """The paper as a PNG of two colours, with the same white margin on all four sides."""
    margin, dpi = layout.profile.margin_dots, layout.profile.dpi
    page = Image.new("1", (layout.profile.dots, layout.height + 2 * margin))
    page.paste(raster(layout, faces), (margin, margin))
    file = BytesIO()
    ImageChops.invert(page).save(file, "PNG", dpi=(dpi, dpi), optimize=False)
    return file.getvalue()


def raster(layout: Layout, faces: Faces) -> Image.Image:
    """What is between the margins, as a one-bit image of ink, not dithered."""
    image = Image.new("1", (layout.profile.content_dots, layout.height))
    brush = Brush(image, faces)
    for row in layout.rows:
        brush.row(row, row.top)
    return image


def row_dots(row: Row, layout: Layout, faces: Faces) -> Image.Image:
    """One row alone, as ink: for what a printer cannot write itself."""
    image = Image.new("1", (layout.profile.content_dots, row.height))
    Brush(image, faces).row(row, 0)
    return image


class Brush:
    """Draws rows as ink on a one-bit image that is as wide as the content."""

    def __init__(self, image: Image.Image, faces: Faces) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._faces = faces
        self._measure = Measure(faces)

    def row(self, row: Row, top: int) -> None:
        """Draw `row` there."""
        match row:
            case TextRow():
                self._text_row(row, top)
            case ColumnsRow():
                for start, text in zip(row.starts, row.cells, strict=True):
                    self._text(text, row.type, start * CELL_DOTS, round(top + baseline_dots(row)))
            case RuleRow():
                self._rule(row, top)
            case QrRow():
                self._qr(row, top)
            case MongolianRow():
                self._drawing(drawn(row.lines, row.px, row.pitch, self._faces), row.align, top)
            case PictogramRow():
                self._drawing(pictogram(row.name, row.height), row.align, top)
            case GapRow():
                pass

    def _text_row(self, row: TextRow, top: int) -> None:
        white = self._image.width - self._measure.drawn_dots(row.text, row.type)
        baseline = round(top + baseline_dots(row))
        self._text(row.text, row.type, white / 2 if row.align is Align.CENTRE else 0, baseline)
        if row.right:
            width = self._measure.drawn_dots(row.right, row.type)
            self._text(row.right, row.type, self._image.width - width, baseline)

    def _text(self, text: str, kind: Type, x: float, baseline: int) -> None:
        for offset, piece in self._measure.pieces(text, kind):
            start = x + offset
            for char in piece:
                glyph = self._faces.glyph(char, kind.px, kind.bold)
                if glyph.ink is not None:
                    self._image.paste(INK, (round(start) + glyph.left, baseline + glyph.top), glyph.ink)
                start += self._faces.width(char, kind.px, bold=kind.bold)

    def _rule(self, row: RuleRow, top: int) -> None:
        y = top + (row.height - RULE_THICK_DOTS) // 2
        for start, end in dashes(row, self._image.width):
            self._draw.rectangle((start, y, end - 1, y + RULE_THICK_DOTS - 1), INK)

    def _qr(self, row: QrRow, top: int) -> None:
        code = qr_image(row.url).resize((row.side_dots, row.side_dots), Image.Resampling.NEAREST)
        self._drawing(code, Align.CENTRE, top + row.quiet_dots)

    def _drawing(self, drawing: Image.Image, align: Align, top: int) -> None:
        left = (self._image.width - drawing.width) // 2 if align is Align.CENTRE else 0
        self._image.paste(INK, (left, top), ink_of(drawing))


def ink_of(drawing: Image.Image) -> Image.Image:
    """The dots of a grey drawing ("L") that are burnt, as a one-bit image of ink."""
    return drawing.point(lambda grey: 255 if grey < DARK else 0, "1")


def baseline_dots(row: TextRow | ColumnsRow) -> float:
    """The baseline below the top of its row: the em square stands in the middle."""
    return (row.height - row.type.px) / 2 + BASELINE_EM * row.type.px


def dashes(row: RuleRow, width: int) -> list[tuple[int, int]]:
    """From where to where a rule of that width is black."""
    if not row.dashed:
        return [(0, width)]
    step = DASH_DOTS + DASH_GAP_DOTS
    inset = DASH_GAP_DOTS // 2  # the dashes end as far from the right edge as they begin from the left
    return [(start + inset, start + inset + DASH_DOTS) for start in range(0, width, step)]
