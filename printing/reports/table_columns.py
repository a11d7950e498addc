"""How wide the columns of a printed table are, in points, and which of its rows belong to one name."""

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from printing.reports.report import Table

CELL, CELL_HEAD = 9.5, 7.4  # sizes of type
GAP = 3.2 * mm  # right of words
BETWEEN = 1.6 * mm  # left of a number, at least
_WORDS, _HEAD, _BLANK = 62 * mm, 17 * mm, 13 * mm


def column_widths(table: Table, face: str, room: float) -> list[float]:
    """Every number has what it needs, words what numbers leave them; what is over then goes to the numbers."""
    columns = [[row[column] for row in table.rows] for column in range(len(table.head))]
    heads = [_length(text, face, CELL_HEAD) for text in table.head]
    needed = [
        max(head, *(_length(text, face, CELL) for text in texts)) + GAP
        for head, texts in zip(heads[: table.texts], columns, strict=False)
    ]
    numbers = [
        max(min(head, _HEAD), *(_length(text, face, CELL) for text in texts)) + BETWEEN
        for head, texts in zip(heads[table.texts :], columns[table.texts :], strict=True)
    ]
    if table.blanks:
        numbers[-table.blanks :] = [_BLANK] * table.blanks
        numbers[-table.blanks - 1] += GAP
    left = max(room - sum(numbers), room / 3)
    most = _WORDS
    while sum(min(width, most) for width in needed) > left:
        most -= mm  # the longest texts are broken, not the short ones beside them
    words = [min(width, most) for width in needed]
    over = (room - sum(words) - sum(numbers)) / max(1, len(numbers))
    return [*words, *(width + over for width in numbers)]


def groups_of(table: Table) -> list[tuple[int, int]]:
    """First and last row of those that follow one another with one name, in a table with more words than the name."""
    has_more_words = table.texts > 1
    starts = [
        number
        for number, row in enumerate(table.rows)
        if number == 0 or not has_more_words or row[0] != table.rows[number - 1][0]
    ]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(table.rows) - 1], strict=True))


def _length(text: str, face: str, size: float) -> float:
    return max(stringWidth(line, face, size) for line in text.split("\n"))
