"""Excel workbooks, read as a stranger's file: size, members and XML are looked at before anything is unpacked.

openpyxl reads them row by row. Formulas are not taken for their last value, which may be old or missing, merged cells
not for one row's value: both are told. The dimensions that a file claims are not believed.
"""

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile

from cases.matter.import_sheet import Cell, CellFlaw, SheetRow
from cases.policy.imports import ImportLimits
from cases.refusal import Refusal

_MEMBERS_MAX = 2_000
_SHEETS_MAX = 50
_SHEET_ROWS_MAX = 1_048_576  # Excel's own; a row may say that it is the two-thousand-millionth
_ENCRYPTED = 0x1
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGE = re.compile(  # no further than the next `<`: else a megabyte of such beginnings is looked through for hours
    rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|\x00", re.IGNORECASE)  # or UTF-16, which hides them
_PRECISE_MAX = 10**15  # a spreadsheet keeps 15 digits
_UNREADABLE = (BadZipFile, LargeZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError,
               AttributeError, EOFError, OSError, NotImplementedError, OverflowError, RecursionError)  # fmt: skip
_MERGED_MAX = 200_000  # cells' rows; beyond it nobody made the list by hand
_Merged = Mapping[int, list[tuple[int, int]]]  # by row (from 1): first and last column (from 0)


def xlsx_rows(content: bytes, limits: ImportLimits) -> list[SheetRow] | Refusal:
    """All rows that are not blank of the one sheet that has any."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            merged = _unsafe(packed, limits) or _merged(packed, limits)
        return merged if isinstance(merged, Refusal) else _read(content, merged, limits)
    except _UNREADABLE:
        return Refusal("import.unreadable")


def _unsafe(packed: ZipFile, limits: ImportLimits) -> Refusal | None:
    """What it says it becomes is bounded here; that it does not become more is held by zipfile."""
    members = packed.infolist()
    if len(members) > _MEMBERS_MAX or sum(member.file_size for member in members) > limits.unpacked_bytes_max:
        return Refusal("import.unpacked_too_large", {"megabytes_max": limits.unpacked_bytes_max // 1_000_000})
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return Refusal("import.locked")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and _DECLARATION.search(packed.read(member)):
            return Refusal("import.unreadable")
    return None


def _merged(packed: ZipFile, limits: ImportLimits) -> _Merged | Refusal:
    """Where cells are merged; openpyxl does not say it when it reads row by row."""
    merged: dict[int, list[tuple[int, int]]] = {}
    told = 0
    for name in packed.namelist():
        if not _SHEET.fullmatch(name):
            continue
        for left, top, right, bottom in _MERGE.findall(packed.read(name)):
            rows = range(int(top), min(int(bottom), limits.rows_max) + 1)
            told += len(rows)
            if told > _MERGED_MAX:
                return Refusal("import.unreadable")
            for row in rows:
                merged.setdefault(row, []).append((_index(left), _index(right)))
    return merged


def _read(content: bytes, merged: _Merged, limits: ImportLimits) -> list[SheetRow] | Refusal:
    from openpyxl import load_workbook  # noqa: PLC0415  half a second of imports that most days do without
    from openpyxl.utils.datetime import WINDOWS_EPOCH  # noqa: PLC0415

    with _unwarned():
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        try:
            if book.epoch != WINDOWS_EPOCH:
                return Refusal("import.date_system")
            filled: list[list[SheetRow]] = []
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if len(visible) > _SHEETS_MAX:
                return Refusal("import.several_sheets", {"sheets": len(visible)})
            for sheet in visible:
                rows = _sheet_rows(sheet, merged, limits)
                if isinstance(rows, Refusal):
                    return rows
                if rows:
                    filled.append(rows)
        finally:
            book.close()
    if len(filled) > 1:
        return Refusal("import.several_sheets", {"sheets": len(filled)})
    return filled[0] if filled else []


def _sheet_rows(sheet: Any, merged: _Merged, limits: ImportLimits) -> list[SheetRow] | Refusal:
    sheet.reset_dimensions()
    rows: list[SheetRow] = []
    last, before = 0, None
    for cells in sheet.iter_rows(max_col=limits.columns_max + 1):
        last += 1
        if last > _SHEET_ROWS_MAX:
            return Refusal("import.unreadable")
        if cells is before:  # the one row of nothing with which openpyxl fills a gap, however long
            continue
        before = cells
        values = [_cell(cell, limits) for cell in cells]
        while values and values[-1] == "":
            values.pop()
        row = SheetRow(last, tuple(values), _columns(merged.get(last, ()), limits.columns_max))
        if row.is_blank:
            continue
        if len(row.cells) > limits.columns_max:
            return Refusal("import.too_many_columns", {"columns_max": limits.columns_max})
        if last > limits.rows_max:
            return Refusal("import.too_many_rows", {"rows_max": limits.rows_max})
        rows.append(row)
    return rows


def _columns(spans: Iterable[tuple[int, int]], width: int) -> frozenset[int]:
    return frozenset(index for left, right in spans for index in range(left, min(right + 1, width)))


def _cell(cell: Any, limits: ImportLimits) -> Cell:
    """The value as a person would type it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return CellFlaw.FORMULA
    if cell.data_type == "e":
        return CellFlaw.ERROR
    if isinstance(value, str):
        return CellFlaw.TOO_LONG if len(value) > limits.cell_chars_max else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if abs(value) >= _PRECISE_MAX:
            return CellFlaw.IMPRECISE
        return str(int(value)) if value == int(value) else f"{value:.10f}".rstrip("0")
    if isinstance(value, datetime):
        # A serial is a fraction of a day: to the second, or 10:00 becomes 09:59:59.999.
        return f"{value + timedelta(milliseconds=500):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date | time):
        return value.isoformat()
    return CellFlaw.ERROR


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


@contextmanager
def _unwarned() -> Iterator[None]:
    """openpyxl warns of styles and extensions that it does not know; we read values only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
