"""One layout for all encodings: which line stands where, in dots of that printer's head.

Every line fits in the printer's cells and in Noto Sans SC alike, so that native, raster and PDF break at the same
places and have the same heights.
"""

import unicodedata
from collections.abc import Iterator
from math import ceil

from printing.faces import Faces
from printing.paper import (
    Align,
    Block,
    Gap,
    Mongolian,
    Paper,
    Pictogram,
    Qr,
    Role,
    Rule,
    Sides,
    Text,
    TickTable,
)
from printing.thermal import mongolian
from printing.thermal.line_breaks import break_lines
from printing.thermal.measure import Measure, Type
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile
from printing.thermal.qr_symbol import QUIET_MODULES, qr_modules
from printing.thermal.rows import GapRow, Layout, MongolianRow, PictogramRow, QrRow, Row, RuleRow, TextRow
from printing.thermal.tick_rows import answer_lines, tick_rows

RULE_DOTS = 32
MODULE_DOTS_MIN, MODULE_DOTS_MAX = 4, 16  # half a millimetre for a phone's camera; GS ( k knows up to 16
QUESTIONS_GAP_MM = 1.5
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
        Type(120, 5, 6, bold=True, line_dots=160),  # A1000 on 58 mm
        Type(96, 4, 4, bold=True, line_dots=112),
    ),
    Role.TITLE: (Type(44, 2, 2, bold=True, line_dots=64), Type(32, 1, 2, bold=True, line_dots=56)),
    Role.CODE: (Type(44, 2, 2, bold=True, line_dots=68), Type(36, 1, 2, bold=True, line_dots=56)),
    Role.FACT: (Type(36, 1, 2, bold=False, line_dots=58), Type(30, 1, 2, bold=False, line_dots=56)),
    Role.FACT_STRONG: (Type(40, 2, 2, bold=True, line_dots=62), Type(32, 1, 2, bold=True, line_dots=56)),
    Role.BODY: (Type(28, 1, 1, bold=False, line_dots=38),),
    Role.BODY_STRONG: (Type(28, 1, 1, bold=True, line_dots=38),),
}


def lay_out(paper: Paper, measure: Measure, profile: PrinterProfile = GENERIC_80) -> Layout:
    """Place every block. Raises ValueError for a QR code or drawing that this printer's paper cannot hold."""
    setter = Setter(measure, profile)
    rows: list[Row] = []
    top = 0
    for block in paper.blocks:
        for row in setter.rows(block, top):
            rows.append(row)
            top += row.height
    return Layout(tuple(rows), top, profile)


def visible(text: str) -> str:
    """Without control, format and bidi characters: none of them is ink, and ESC would speak to the printer."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))


class Setter:
    """Sets blocks for one printer."""

    def __init__(self, measure: Measure, profile: PrinterProfile) -> None:
        self._measure = measure
        self._profile = profile
        self._content = profile.content_dots

    def rows(self, block: Block, top: int) -> Iterator[Row]:
        """The rows of `block` from `top` on."""
        match block:
            case Text():
                yield from self._text(block, top)
            case Sides():
                yield from self._sides(block, top)
            case TickTable():
                yield from tick_rows(block, top, self._measure, self._content) or self._asked_one_by_one(
                    block, top
                )
            case Rule():
                yield RuleRow(top, RULE_DOTS, block.dashed)
            case Qr():
                yield self._qr(block, top)
            case Mongolian():
                yield self._mongolian(block, top)
            case Pictogram():
                yield self._pictogram(block, top)
            case Gap():
                yield GapRow(top, round(block.height_mm * self._profile.dots_per_mm))

    def _text(self, block: Text, top: int) -> Iterator[TextRow]:
        text = visible(block.text)
        kinds = TYPES[block.role]
        kind = next((kind for kind in kinds if self._measure.dots(text, kind) <= self._content), kinds[-1])
        balanced = block.align is Align.CENTRE

        def width(piece: str) -> float:
            return self._measure.dots(piece, kind)

        for line in break_lines(text, self._content, width, balanced=balanced):
            yield TextRow(top, kind.line_dots, kind, line, block.align)
            top += kind.line_dots

    def _sides(self, block: Sides, top: int) -> Iterator[TextRow]:
        left, right = visible(block.left), visible(block.right)
        room = self._content - SIDES_GAP_DOTS
        for kind in TYPES[block.role]:
            if self._measure.dots(left, kind) + self._measure.dots(right, kind) <= room:
                yield TextRow(top, kind.line_dots, kind, left, Align.LEFT, right)
                return
        for text in (left, right):
            for row in self._text(Text(block.role, text), top):
                yield row
                top += row.height

    def _asked_one_by_one(self, block: TickTable, top: int) -> Iterator[Row]:
        kind = TYPES[Role.BODY][0]
        answers = answer_lines(block, lambda line: self._measure.dots(line, kind) <= self._content)
        for question in block.questions:
            parts: list[Block] = [Text(Role.BODY_STRONG, question)]
            parts += [Text(Role.BODY, line) for line in answers]
            for part in (*parts, Gap(QUESTIONS_GAP_MM)):
                for row in self.rows(part, top):
                    yield row
                    top += row.height

    def _qr(self, block: Qr, top: int) -> QrRow:
        modules = qr_modules(block.url)
        side_min = block.side_mm_min * self._profile.dots_per_mm
        module_dots = min(max(MODULE_DOTS_MIN, ceil(side_min / modules)), MODULE_DOTS_MAX)
        height = (modules + 2 * QUIET_MODULES) * module_dots
        if height > self._profile.dots:
            raise ValueError(
                f"a QR code of {modules} modules is wider than the paper: {len(block.url)} characters"
            )
        return QrRow(top, height, block.url, modules, module_dots)

    def _mongolian(self, block: Mongolian, top: int) -> MongolianRow:
        faces: Faces = self._measure.faces
        px = TYPES[block.role][0].px
        pitch = round(px * mongolian.PITCH_EM)
        length_max = round(block.line_mm * self._profile.dots_per_mm)
        lines = mongolian.lines(block.text, px, length_max, faces)
        if len(lines) * pitch > self._content:
            raise ValueError(f"{len(lines)} Mongolian lines beside each other are wider than the paper")
        height = max(mongolian.line_dots(line, px, faces) for line in lines)
        return MongolianRow(top, height + pitch - px, lines, px, pitch, block.align)

    def _pictogram(self, block: Pictogram, top: int) -> PictogramRow:
        side = round(block.side_mm * self._profile.dots_per_mm)
        if side > self._content:
            raise ValueError(f"the pictogram {block.name} is wider than the paper")
        return PictogramRow(top, side, block.name, block.align)
