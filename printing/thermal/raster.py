"""A paper as black dots, 576 across: what a USB or network printer is sent, and what a person looks at as PNG."""

from io import BytesIO

from PIL import Image, ImageDraw

from printing.faces import Faces
from printing.paper import Align
from printing.thermal.layout import (
    CONTENT_DOTS,
    MARGIN_DOTS,
    PAPER_DOTS,
    GapRow,
    Layout,
    QrRow,
    Row,
    RuleRow,
    TextRow,
)
from printing.thermal.measure import Measure, Type
from printing.thermal.qr_symbol import qr_matrix

BASELINE_EM = 0.88  # below the top of the em square, where 汉字 stand
RULE_THICK_DOTS = 3
DASH_DOTS, DASH_GAP_DOTS = 18, 6  # as wide as a hyphen at double width, so that native looks alike
BLACK, WHITE = 0, 255
DARK = 160  # a grey dot below this is burnt: thin strokes stay whole on a thermal head (seen on the PNG)
DPI = 203


def png(layout: Layout, faces: Faces) -> bytes:
    """The paper as a PNG of two colours at 203 dpi."""
    file = BytesIO()
    raster(layout, faces).save(file, "PNG", dpi=(DPI, DPI), optimize=False)
    return file.getvalue()


def raster(layout: Layout, faces: Faces) -> Image.Image:
    """The paper as a one-bit image, not dithered, with the same white margin on all four sides."""
    image = Image.new("L", (PAPER_DOTS, layout.height + 2 * MARGIN_DOTS), WHITE)
    brush = Brush(image, faces)
    for row in layout.rows:
        brush.row(row, MARGIN_DOTS, MARGIN_DOTS + row.top)
    return image.point(lambda grey: 0 if grey < DARK else 255, "1")


def text_band(row: TextRow, faces: Faces) -> Image.Image:
    """One line of text alone, CONTENT_DOTS wide: for what a printer's own font cannot write. Set bits are black."""
    image = Image.new("L", (CONTENT_DOTS, row.height), WHITE)
    Brush(image, faces).row(row, 0, 0)
    return image.point(lambda grey: 255 if grey < DARK else 0, "1")


class Brush:
    """Draws rows on an image."""

    def __init__(self, image: Image.Image, faces: Faces) -> None:
        self._draw = ImageDraw.Draw(image)
        self._faces = faces
        self._measure = Measure(faces)

    def row(self, row: Row, left: int, top: int) -> None:
        """Draw `row` with its upper left corner there."""
        match row:
            case TextRow():
                self._text_row(row, left, top)
            case RuleRow():
                self._rule(row, left, top)
            case QrRow():
                self._qr(row, left, top)
            case GapRow():
                pass

    def _text_row(self, row: TextRow, left: int, top: int) -> None:
        white = CONTENT_DOTS - self._measure.drawn_dots(row.text, row.type)
        start = left + (white / 2 if row.align is Align.CENTRE else 0)
        baseline = top + baseline_dots(row)
        self._text(row.text, row.type, start, baseline)
        if row.right:
            width = self._measure.drawn_dots(row.right, row.type)
            self._text(row.right, row.type, left + CONTENT_DOTS - width, baseline)

    def _text(self, text: str, kind: Type, x: float, baseline: float) -> None:
        face = self._faces.face(kind.px, bold=kind.bold)
        for offset, piece in self._measure.pieces(text, kind):
            self._draw.text((round(x + offset), round(baseline)), piece, BLACK, face, anchor="ls")

    def _rule(self, row: RuleRow, left: int, top: int) -> None:
        for start, end in dashes(row):
            y = top + (row.height - RULE_THICK_DOTS) // 2
            self._draw.rectangle((left + start, y, left + end - 1, y + RULE_THICK_DOTS - 1), BLACK)

    def _qr(self, row: QrRow, left: int, top: int) -> None:
        x0 = left + (CONTENT_DOTS - row.side_dots) // 2
        y0 = top + row.quiet_dots
        size = row.module_dots
        for y, line in enumerate(qr_matrix(row.url)):
            for x, black in enumerate(line):
                if black:
                    corner = (x0 + x * size, y0 + y * size)
                    self._draw.rectangle((*corner, corner[0] + size - 1, corner[1] + size - 1), BLACK)


def baseline_dots(row: TextRow) -> float:
    """The baseline below the top of its row: the em square stands in the middle."""
    return (row.height - row.type.px) / 2 + BASELINE_EM * row.type.px


def dashes(row: RuleRow) -> list[tuple[int, int]]:
    """From where to where a rule is black."""
    if not row.dashed:
        return [(0, CONTENT_DOTS)]
    step = DASH_DOTS + DASH_GAP_DOTS
    inset = DASH_GAP_DOTS // 2  # the dashes end as far from the right edge as they begin from the left
    return [(start + inset, start + inset + DASH_DOTS) for start in range(0, CONTENT_DOTS, step)]
