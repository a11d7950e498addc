"""Files that leave the house (导出): CSV, Excel and PDF in one configured folder that only its owner may read."""

import csv
import io
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cases.hall_time import hall_time

BOM = "\ufeff"  # without it Excel takes a CSV file for GBK
_FORMULA = re.compile(r"[\s\ufeff\u200b\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NAME_PARTS = re.compile(r"[^\w.-]+")
Cell = str | int | float | None


def guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula is kept text by an apostrophe (CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


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


def keep(folder: Path, name: str, form: str, content: bytes, at: datetime) -> Path:
    """Write `<name>-<day>-<time>.<form>` with mode 0600 into a folder of mode 0700; never over another file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    stem = f"{_NAME_PARTS.sub('_', name)}-{hall_time(at):%Y%m%d-%H%M%S}"
    for number in range(1, 100):
        path = folder / (f"{stem}.{form}" if number == 1 else f"{stem}-{number}.{form}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path
    raise FileExistsError(str(folder / stem))
