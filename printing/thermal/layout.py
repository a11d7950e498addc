"""One layout for all encodings: which line stands where, in dots of a 203 dpi head, 576 across (80 mm paper).

Every line fits in the printer's cells and in Noto Sans SC alike, so that native, raster and PDF break at the same
places and have the same heights.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from printing.paper import Align, Block, Gap, Paper, Qr, Role, Rule, Sides, Text
from printing.thermal.line_breaks import break_lines
from printing.thermal.measure import Measure, Type
from printing.thermal.qr_symbol import QUIET_MODULES, qr_modules

PAPER_DOTS = 576
MARGIN_DOTS = 24
CONTENT_DOTS = PAPER_DOTS - 2 * MARGIN_DOTS
DOTS_PER_MM = 203 / 25.4
RULE_DOTS = 32
MODULE_DOTS_MIN, MODULE_DOTS_MAX = 4, 16  # half a millimetre for a phone's camera; GS ( k knows up to 16
SIDES_GAP_DOTS = 24  # two texts closer than this read as one

# The first that fits on one line is taken; the last may break. Reading sizes are never under 24 dots (3 mm).
TYPES: dict[Role, tuple[Type, ...]] = {
    Role.CENTRE_NAME: (
        Type(32, 1, 2, bold=True, line_dots=56),
        Type(28, 1, 2, bold=True, line_dots=56),
        Type(24, 1, 1, bold=True, line_dots=34),
    ),
    Role.NUMBER: (
        Type(208, 8, 8, bold=True, line_dots=212),
        Type(168, 8, 8, bold=True, line_dots=208),
        Type(140, 7, 7, bold=True, line_dots=184),
        Type(96, 4, 4, bold=True, line_dots=112),
    ),
    Role.TITLE: (Type(44, 2, 2, bold=True, line_dots=64), Type(32, 1, 2, bold=True, line_dots=56)),
    Role.CODE: (Type(44, 2, 2, bold=True, line_dots=68), Type(36, 1, 2, bold=True, line_dots=56)),
    Role.FACT: (Type(36, 1, 2, bold=False, line_dots=58), Type(30, 1, 2, bold=False, line_dots=56)),
    Role.FACT_STRONG: (Type(40, 2, 2, bold=True, line_dots=62), Type(32, 1, 2, bold=True, line_dots=56)),
    Role.BODY: (Type(28, 1, 1, bold=False, line_dots=38),),
    Role.BODY_STRONG: (Type(28, 1, 1, bold=True, line_dots=38),),
}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of text; `right` stands at the right edge."""

    top: int
    height: int
    type: Type
    text: str
    align: Align
    right: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line across the content, in the middle of its height."""

    top: int
    height: int
    dashed: bool


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code in the middle; `height` has its quiet zone of four modules above and below."""

    top: int
    height: int
    url: str
    modules: int
    module_dots: int

    @property
    def side_dots(self) -> int:
        """The code without its quiet zone."""
        return self.modules * self.module_dots

    @property
    def quiet_dots(self) -> int:
        """The quiet zone at each side."""
        return QUIET_MODULES * self.module_dots


@dataclass(frozen=True, slots=True)
class GapRow:
    """White paper."""

    top: int
    height: int


Row = TextRow | RuleRow | QrRow | GapRow


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows from the top, which touch each other; `height` in dots."""

    rows: tuple[Row, ...]
    height: int


def lay_out(paper: Paper, measure: Measure) -> Layout:
    """Place every block. Raises ValueError for a QR code that 80 mm paper cannot hold."""
    rows: list[Row] = []
    top = 0
    for block in paper.blocks:
        for row in _rows(block, top, measure):
            rows.append(row)
            top += row.height
    return Layout(tuple(rows), top)


def _rows(block: Block, top: int, measure: Measure) -> Iterator[Row]:
    match block:
        case Text():
            yield from _text_rows(block, top, measure)
        case Sides():
            yield from _side_rows(block, top, measure)
        case Rule():
            yield RuleRow(top, RULE_DOTS, block.dashed)
        case Qr():
            yield _qr_row(block, top)
        case Gap():
            yield GapRow(top, round(block.height_mm * DOTS_PER_MM))


def _text_rows(block: Text, top: int, measure: Measure) -> Iterator[TextRow]:
    text = visible(block.text)
    kinds = TYPES[block.role]
    kind = next((kind for kind in kinds if measure.dots(text, kind) <= CONTENT_DOTS), kinds[-1])
    balanced = block.align is Align.CENTRE
    for line in break_lines(text, CONTENT_DOTS, lambda piece: measure.dots(piece, kind), balanced=balanced):
        yield TextRow(top, kind.line_dots, kind, line, block.align)
        top += kind.line_dots


def _side_rows(block: Sides, top: int, measure: Measure) -> Iterator[TextRow]:
    left, right = visible(block.left), visible(block.right)
    for kind in TYPES[block.role]:
        if measure.dots(left, kind) + measure.dots(right, kind) <= CONTENT_DOTS - SIDES_GAP_DOTS:
            yield TextRow(top, kind.line_dots, kind, left, Align.LEFT, right)
            return
    for text in (left, right):
        for row in _text_rows(Text(block.role, text), top, measure):
            yield row
            top += row.height


def visible(text: str) -> str:
    """Without control, format and bidi characters: none of them is ink, and ESC would speak to the printer."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))


def _qr_row(block: Qr, top: int) -> QrRow:
    modules = qr_modules(block.url)
    module_dots = max(MODULE_DOTS_MIN, ceil(block.side_mm_min * DOTS_PER_MM / modules))
    module_dots = min(module_dots, MODULE_DOTS_MAX)
    height = (modules + 2 * QUIET_MODULES) * module_dots
    if height > PAPER_DOTS:
        raise ValueError(
            f"a QR code of {modules} modules is wider than the paper: {len(block.url)} characters"
        )
    return QrRow(top, height, block.url, modules, module_dots)
