"""A table to tick, in the printer's cells: answers above their columns of boxes, in two lines where they are long."""

from collections.abc import Callable

from printing.paper import TickTable
from printing.thermal.measure import CELL_DOTS, Measure, Type, cells
from printing.thermal.rows import ColumnsRow

UPPER = Type(24, 1, 1, bold=False, line_dots=32)
LOWER = Type(24, 1, 1, bold=False, line_dots=40)
LINE = Type(24, 1, 1, bold=False, line_dots=46)  # nearly 6 mm: room for a pen


def tick_rows(table: TickTable, top: int, measure: Measure, content_dots: int) -> list[ColumnsRow]:
    """Heads and lines; none where an answer is wider than its column, with a blank behind it."""
    first = max(map(cells, table.questions)) + 1
    column = (content_dots // CELL_DOTS - first) // len(table.answers)
    heads = [_halves(answer, column) for answer in table.answers]
    words = [word for head in heads for word in head]
    if any(cells(word) >= column or measure.dots(word, UPPER) > column * CELL_DOTS for word in words):
        return []
    upper, lower = zip(*heads, strict=True)
    lines = [(UPPER, ("", *upper)), (LOWER, ("", *lower))]
    lines += [(LINE, (question, *[table.box] * len(heads))) for question in table.questions]
    starts = (0, *(first + number * column for number in range(len(heads))))
    rows = []
    for kind, texts in lines:
        rows.append(ColumnsRow(top, kind.line_dots, kind, texts, starts))
        top += kind.line_dots
    return rows


def answer_lines(table: TickTable, fits: Callable[[str], bool]) -> list[str]:
    """Boxes with their answers, as many as a line holds: for paper that has no room for columns."""
    lines: list[str] = []
    for answer in table.answers:
        ticked = table.box + answer
        if lines and fits(f"{lines[-1]} {ticked}"):
            lines[-1] += f" {ticked}"
        else:
            lines.append(ticked)
    return lines


def _halves(answer: str, column: int) -> tuple[str, str]:
    """One above the other; a short one stands in the lower line, over its boxes."""
    if cells(answer) < column:
        return "", answer
    return answer[: len(answer) // 2], answer[len(answer) // 2 :]
