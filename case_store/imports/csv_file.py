"""CSV as it comes: UTF-8 with or without a byte order mark, or GB18030; commas, tabs or semicolons."""

import csv
import io
from collections.abc import Iterator

from case_store.sheet_file import unguarded
from cases.matter.import_sheet import Cell, CellFlaw, SheetRow
from cases.policy.imports import ImportLimits
from cases.refusal import Refusal

_DELIMITERS = ",\t;，"
_LOOK_CHARS = 20_000


def csv_rows(content: bytes, limits: ImportLimits) -> list[SheetRow] | Refusal:
    """All rows that are not blank; `line` counts them as a spreadsheet would, with the blank ones."""
    if len(content) > limits.file_bytes_max:
        return Refusal("import.too_large", {"megabytes_max": limits.file_bytes_max // 1_000_000})
    text = _decoded(content)
    if text is None:
        return Refusal("import.encoding")
    rows: list[SheetRow] = []
    try:
        for line, cells in enumerate(_parsed(text), start=1):
            if line > limits.rows_max:
                return Refusal("import.too_many_rows", {"rows_max": limits.rows_max})
            if len(cells) > limits.columns_max:
                return Refusal("import.too_many_columns", {"columns_max": limits.columns_max})
            row = SheetRow(line, tuple(_cell(cell, limits) for cell in cells))
            if not row.is_blank:
                rows.append(row)
    except csv.Error:
        return Refusal("import.csv_broken", {"line": len(rows) + 1})
    return rows


def _decoded(content: bytes) -> str | None:
    """A text without NUL in one of the three encodings; UTF-8 first, because little else happens to be UTF-8."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _parsed(text: str) -> Iterator[list[str]]:
    start = text[:_LOOK_CHARS]
    delimiter = max(_DELIMITERS, key=lambda sign: (start.count(sign), -_DELIMITERS.index(sign)))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _cell(text: str, limits: ImportLimits) -> Cell:
    return CellFlaw.TOO_LONG if len(text) > limits.cell_chars_max else unguarded(text)
