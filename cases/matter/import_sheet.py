"""A list as it was read from a file: rows of cells, and which column is which field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from cases.policy.imports import JOINED, ImportField, ImportMapping, heading_key
from cases.refusal import Refusal

_LETTERS = 26


class CellFlaw(Enum):
    """A cell whose value cannot be known: codes of refusals."""

    FORMULA = "import.formula"  # what was computed when the file was last saved may not be true any more
    ERROR = "import.cell_error"
    MERGED = "import.merged"  # one value for several rows: nobody knows for which
    IMPRECISE = "import.imprecise"  # a number of more digits than a spreadsheet keeps
    TOO_LONG = "import.cell_too_long"


Cell = str | CellFlaw


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`line` as a spreadsheet numbers its rows, from 1. `merged`: columns whose cell is one with others."""

    line: int
    cells: tuple[Cell, ...]
    merged: frozenset[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(isinstance(cell, CellFlaw) or cell.strip() for cell in self.cells)

    def cell(self, index: int) -> Cell:
        """What stands in a column; "" beyond the last."""
        if index in self.merged:
            return CellFlaw.MERGED
        return self.cells[index] if index < len(self.cells) else ""

    def texts(self) -> tuple[str, ...]:
        """The cells as far as they can be said again."""
        return tuple("" if isinstance(cell, CellFlaw) else cell for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The row of headings. `columns`: (index, heading as the mapping writes it, field).

    `unread` are the letters of columns that the mapping does not know: their headings are not repeated, because a
    list without headings has persons there. `absent` are headings of the mapping that the list does not have.
    """

    line: int
    columns: tuple[tuple[int, str, ImportField], ...]
    width: int
    headings: tuple[str, ...]
    unread: tuple[str, ...]
    absent: tuple[str, ...]


def find_head(rows: Sequence[SheetRow], mapping: ImportMapping) -> Head | Refusal:
    """The row of headings among the first rows (titles may stand above it): the one with most columns known."""
    heads = [_head(row, mapping) for row in rows]
    best = max(heads, key=lambda head: len(head.columns), default=None)
    if best is None or not best.columns:
        return Refusal("import.no_headings", {"mapping": mapping.name})
    there = [field for _, _, field in best.columns]
    for field in mapping.required:
        if field not in there:
            wanted = "、".join(heading for heading, of in mapping.columns.items() if of is field)
            return Refusal("import.heading_missing", {"heading": wanted})
    for field, times in Counter(there).items():
        if times > 1 and field not in JOINED:
            twice = "、".join(heading for _, heading, of in best.columns if of is field)
            return Refusal("import.heading_twice", {"heading": twice})
    twice_written = [
        heading for heading, times in Counter(h for _, h, _ in best.columns).items() if times > 1
    ]
    if twice_written:
        return Refusal("import.heading_twice", {"heading": twice_written[0]})
    return best


def column_letter(index: int) -> str:
    """How a spreadsheet calls its columns: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _head(row: SheetRow, mapping: ImportMapping) -> Head:
    known: Mapping[str, tuple[str, ImportField]] = {
        heading_key(heading): (heading, field) for heading, field in mapping.columns.items()
    }
    texts = row.texts()
    columns = tuple(
        (index, *found)
        for index, text in enumerate(texts)
        if (found := known.get(heading_key(text))) is not None
    )
    read = {index for index, _, _ in columns}
    fields = {field for _, _, field in columns}
    width = max((index + 1 for index, text in enumerate(texts) if text.strip()), default=0)
    return Head(
        line=row.line,
        columns=columns,
        width=width,
        headings=texts[:width],
        unread=tuple(column_letter(i) for i, text in enumerate(texts) if text.strip() and i not in read),
        absent=tuple(heading for heading, field in mapping.columns.items() if field not in fields),
    )
