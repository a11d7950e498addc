"""Lists as others send them, made as real files: Excel workbooks and CSV."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEADINGS = ("留言编号", "留言时间", "留言内容", "留言人", "联系电话", "涉及金额")
ROW = ("FQ-1", "2026-11-22 20:15", "晚上有装修声", "李某甲", "13000000001", "")
Rows = Sequence[Sequence[object]]


def rows_of(count: int) -> list[tuple[object, ...]]:
    """The headings and so many good rows."""
    return [HEADINGS, *((f"FQ-{n}", *ROW[1:]) for n in range(1, count + 1))]


def xlsx(path: Path, rows: Rows, merge: Sequence[str] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def csv_file(path: Path, rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def repacked(path: Path, changed: dict[str, bytes]) -> Path:
    """The same workbook with other bytes in some of its parts."""
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in (parts | changed).items():
            packed.writestr(name, content)
    return path


def part(path: Path, name: str) -> bytes:
    with ZipFile(path) as packed:
        return packed.read(name)
