"""A report as an Excel file: a sheet for each table, real numbers, the head always in sight, and no formula in it."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from printing.reports.report import ReportDocument
from printing.reports.report_sheet import Cell, Shape, Sheet, told

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FACE = "SimSun"  # 宋体, under the name that every Excel and WPS knows
HEAD_ROW = 5
_SIZE, _TITLE, _SMALL = 11, 16, 9
_FORMATS = {
    Shape.WORDS: "@",
    Shape.COUNT: "#,##0",
    Shape.SHARE: "0.0%",
    Shape.CHANGE: "+0.0%;-0.0%;0.0%",
    Shape.POINTS: "+0.0;-0.0;0.0",
    Shape.TENTH: "0.0",
    Shape.HUNDREDTH: "0.00",
    Shape.DAY: "yyyy-mm-dd",
}
_TAB_CHARS = 31
_NOT_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LINE, _GROUND = "C9C4B8", "EFECE4"


def report_xlsx(document: ReportDocument, sheets: Sequence[Sheet]) -> bytes:
    """The file. Texts are texts whatever they begin with, so that nobody's name is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  half a second of imports that most days do without

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = document.centre, document.title
    for sheet in sheets:
        _fill(book.create_sheet(_tab(sheet.title, book.sheetnames)), document, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _tab(title: str, others: Sequence[str]) -> str:
    """A tab's name as Excel takes it, and no other's."""
    taken = {name.lower() for name in others}
    plain = title.translate(_NOT_IN_TABS).strip()
    for number in range(1, len(others) + 2):
        mark = "" if number == 1 else f" {number}"
        name = plain[: _TAB_CHARS - len(mark)] + mark
        if name and name.lower() not in taken:
            return name
    return str(len(others) + 1)


def _fill(page: "Worksheet", document: ReportDocument, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    last = get_column_letter(len(sheet.columns))
    heads = (document.centre, document.title, f"{document.period}  {document.printed}")
    for number, text in enumerate(heads, 1):
        _write(page, (number, 1), text, Shape.WORDS)
        size = _TITLE if text == document.title else _SIZE
        page.cell(number, 1).font = Font(name=FACE, size=size, bold=number < len(heads))
    edge = Side(style="thin", color=_LINE)
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.chars
        _write(page, (HEAD_ROW, number), column.title, Shape.WORDS)
        head = page.cell(HEAD_ROW, number)
        head.font = Font(name=FACE, size=_SIZE, bold=True)
        head.fill = PatternFill("solid", fgColor=_GROUND)
        head.border = Border(bottom=edge, top=edge)
        side = "left" if number <= sheet.texts else "right"
        head.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    row = HEAD_ROW
    for row, cells in enumerate(sheet.rows, HEAD_ROW + 1):
        for number, (content, column) in enumerate(zip(cells, sheet.columns, strict=True), 1):
            _write(page, (row, number), content, column.shape)
            face = page.cell(row, number)
            face.font = Font(name=FACE, size=_SIZE)
            face.border = Border(bottom=edge)
            side = "left" if number <= sheet.texts else "right"
            face.alignment = Alignment(horizontal=side, vertical="center", wrap_text=number <= sheet.texts)
    for number, note in enumerate((*((sheet.note,) if sheet.note else ()), *document.definitions), row + 2):
        _write(page, (number, 1), note, Shape.WORDS)
        page.cell(number, 1).font = Font(name=FACE, size=_SMALL)
    page.freeze_panes = f"{get_column_letter(sheet.texts + 1)}{HEAD_ROW + 1}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.print_area = f"A1:{last}{page.max_row}"
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if page.oddFooter is not None:
        page.oddFooter.right.text = "&P / &N"


def _write(page: "Worksheet", place: tuple[int, int], content: Cell, shape: Shape) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    value, shape = told(content, shape)
    cell = page.cell(*place)
    cell.number_format = _FORMATS[shape]
    if isinstance(value, str) and value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True  # edited, it is still no formula
    elif value is not None and not isinstance(value, str):
        cell.value = value
