"""Tables as files that spreadsheets open: CSV and Excel, in which nothing is a formula (CSV injection)."""

import csv
import io
import re
from collections.abc import Sequence

BOM = "\ufeff"  # without it Excel takes a CSV file for GBK
_FORMULA = re.compile(r"[\s\ufeff\u200b\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_GUARD = "'"
Cell = str | int | float | None


def guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula is kept text by an apostrophe."""
    return f"{_GUARD}{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith(_GUARD) and _FORMULA.match(text[1:]) else text


def csv_bytes(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with BOM, lines as RFC 4180 has them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in head])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()


def xlsx_bytes(title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet. Texts are texts whatever they begin with, so that nobody's name is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  half a second of imports that most days do without
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in (head, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
