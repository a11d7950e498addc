"""How a form is set: rows that grow with their text, go on overleaf where they must, and are ruled all round."""

from dataclasses import dataclass
from itertools import accumulate

from reportlab.lib.units import mm

from printing.a4.composer import Composer
from printing.a4.document import Cell, Form, Row
from printing.a4.type_faces import Face, Type

_PAD = 4.0  # points between rule and text
_PITCH_EM = 1.6
_ABOVE = 5.0  # white over a form
_EDGE, _INNER = 1.0, 0.5  # rules
_FOOT_LINES = 1.8  # what a foot takes, in lines
_LINES_MIN = 2  # of a row that goes on overleaf
_WHOLE_SHARE = 0.4  # a row that takes less of a page is not parted


@dataclass(slots=True)
class _Box:
    """A cell on its way: the lines that are not yet on paper."""

    cell: Cell
    left: float
    right: float
    lines: list[str]
    foot: list[str]


def set_form(composer: Composer, form: Form) -> None:
    """Row by row; the head is said again on each page."""
    total = sum(form.columns)
    shares = [composer.cut.measure * share / total for share in form.columns]
    edges = [composer.cut.left, *(composer.cut.left + used for used in accumulate(shares))]
    if not (composer.joined or composer.at_top):
        composer.y += _ABOVE
    setter = _Setter(composer, edges, form.rows[: form.head_rows])
    if form.whole and (height := setter.height(form.rows)) < composer.cut.depth:
        composer.need(height)
    for row in form.rows:
        setter.row(row)
    if not form.joins:
        setter.close()
    composer.joined = form.joins
    if not form.joins:
        composer.y += composer.cut.cell_size


class _Setter:
    """Sets the rows of one form."""

    def __init__(self, composer: Composer, edges: list[float], head: tuple[Row, ...]) -> None:
        self._composer = composer
        self._edges = edges
        self._head = head
        self._size = composer.cut.cell_size
        self._pitch = self._size * _PITCH_EM
        self._opened = composer.joined  # whether this page has the upper rule of the form

    def row(self, row: Row) -> None:
        """One row, in as many parts as it needs."""
        boxes = self._boxes(row)
        least = row.height_mm * mm
        while True:
            height = max(self._height(boxes), least)
            room = self._composer.room - _EDGE
            if height <= room:
                self._part(boxes, height, last=True)
                return
            fits_on_a_page = height <= self._composer.cut.depth * _WHOLE_SHARE
            lines = int((room - 2 * _PAD) / self._pitch)
            if (fits_on_a_page or lines < _LINES_MIN) and not self._composer.at_top:
                self._turn(row)
                continue
            least -= self._part(boxes, 2 * _PAD + max(1, lines) * self._pitch, last=False)
            self._turn(row)

    def height(self, rows: tuple[Row, ...]) -> float:
        """What they take, together with the rules around them."""
        return 2 * _EDGE + sum(max(self._height(self._boxes(row)), row.height_mm * mm) for row in rows)

    def close(self) -> None:
        """The lower rule of the form."""
        if self._opened:
            self._composer.rule(self._composer.y, _EDGE, self._edges[0], self._edges[-1])
            self._opened = False

    def _turn(self, row: Row) -> None:
        self.close()
        self._composer.turn()
        if row not in self._head:
            for head in self._head:
                boxes = self._boxes(head)
                self._part(boxes, max(self._height(boxes), head.height_mm * mm), last=True)

    def _boxes(self, row: Row) -> list[_Box]:
        boxes, column = [], 0
        for cell in row.cells:
            left, right = self._edges[column], self._edges[column + cell.span]
            column += cell.span
            width = right - left - 2 * _PAD
            if cell.label:
                lines = self._composer.balanced(cell.text, Face.SONG, self._size, width)
            else:
                lines = self._composer.filled(cell.text, Face.SONG, self._size, width)
            foot = self._composer.balanced(cell.foot, Face.SONG, self._size, width) if cell.foot else []
            boxes.append(_Box(cell, left, right, lines, foot))
        return boxes

    def _height(self, boxes: list[_Box]) -> float:
        lines = max(len(box.lines) + (_FOOT_LINES * len(box.foot)) for box in boxes)
        return 2 * _PAD + lines * self._pitch

    def _part(self, boxes: list[_Box], height: float, *, last: bool) -> float:
        """As much of the row as `height` holds; what is on paper leaves the boxes. Returns `height`."""
        composer, top = self._composer, self._composer.y
        composer.rule(top, _INNER if self._opened else _EDGE, self._edges[0], self._edges[-1])
        self._opened = True
        for box in boxes:
            room = max(1, int((height - 2 * _PAD) / self._pitch + 0.01))
            self._text(box, box.lines[:room], top, height)
            if not box.cell.label or len(box.lines) > room:
                box.lines = box.lines[room:]
            if last and box.foot:
                self._foot(box, top + height)
            edge = _EDGE if box.left == self._edges[0] else _INNER
            composer.rule_down(box.left, top, top + height, edge)
        composer.rule_down(self._edges[-1], top, top + height, _EDGE)
        composer.y += height
        return height

    def _text(self, box: _Box, lines: list[str], top: float, height: float) -> None:
        centred = box.cell.label or box.cell.centred
        in_the_middle = centred or (len(lines) == 1 and not box.foot)
        used = len(lines) * self._pitch
        y = top + (max(0.0, height - used) / 2 if in_the_middle else _PAD)
        width = box.right - box.left - 2 * _PAD
        for number, line in enumerate(lines):
            middle = y + self._pitch / 2
            if centred:
                self._composer.write(
                    (box.left + box.right) / 2, middle, line, Type(Face.SONG, self._size), align=0.5
                )
            else:
                goes_on = number + 1 < len(lines)
                fill = width if goes_on and self._is_full(line, width) else 0.0
                self._composer.write(box.left + _PAD, middle, line, Type(Face.SONG, self._size), fill=fill)
            y += self._pitch

    def _is_full(self, line: str, width: float) -> bool:
        """Whether the line ends because it was full, and not where a paragraph does."""
        return self._composer.faces.width(line, Face.SONG) * self._size > width - 2 * self._size

    def _foot(self, box: _Box, bottom: float) -> None:
        for number, line in enumerate(reversed(box.foot)):
            middle = bottom - _PAD - self._pitch * (number + 0.5)
            self._composer.write(box.right - _PAD, middle, line, Type(Face.SONG, self._size), align=1.0)
