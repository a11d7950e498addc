"""A report as an Excel file: numbers that calculate, heads that stay, and no text that is a formula."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.reports.report import ReportDocument
from printing.reports.report_sheet import Cell, Column, Shape, Sheet, Told, table_of
from printing.reports.report_xlsx import HEAD_ROW, report_xlsx

DOCUMENT = ReportDocument(
    centre="某某中心",
    title="月报",
    period="2026年11月",
    printed="现在导出",
    blocks=(),
    definitions_title="怎么算的",
    definitions=("=口径",),
    page="{page}/{pages}",
)
COLUMNS = (
    Column(title="单位", shape=Shape.WORDS, chars=30),
    Column(title="件数"),
    Column(title="比例", shape=Shape.SHARE),
    Column(title="日子", shape=Shape.DAY),
    Column(title="指标", shape=Shape.COUNT),
)


def sheet_of(*rows: tuple[Cell, ...], title: str = "得分") -> Sheet:
    return Sheet(title=title, columns=COLUMNS, rows=rows, note="签字：")


def opened(*sheets: Sheet) -> "openpyxl.Workbook":
    return openpyxl.load_workbook(io.BytesIO(report_xlsx(DOCUMENT, sheets)))


def test_numbers_are_numbers_in_the_form_that_they_are_read_in() -> None:
    row = ("法院", 1234, 0.904, date(2026, 11, 30), Told(value=0.5, shape=Shape.SHARE))
    page = opened(sheet_of(row)).worksheets[0]
    cells = [page.cell(HEAD_ROW + 1, n) for n in range(1, 6)]
    assert [cell.value for cell in cells[:3]] == ["法院", 1234, 0.904]
    assert [cell.number_format for cell in cells] == ["@", "#,##0", "0.0%", "yyyy-mm-dd", "0.0%"]
    assert isinstance(cells[3].value, datetime)
    assert table_of(sheet_of(row), "—").rows == (("法院", "1,234", "90.4%", "2026-11-30", "50.0%"),)


def test_the_head_stays_in_sight_and_on_every_printed_page() -> None:
    page = opened(sheet_of(("法院", None, None, None, None))).worksheets[0]
    assert page.freeze_panes == f"B{HEAD_ROW + 1}"
    assert page.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert page.column_dimensions["A"].width == 30
    assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value} == {"SimSun"}
    assert [cell.value for cell in page["A"]][-2:] == ["签字：", "=口径"]


beginnings = st.sampled_from("=+-@\t\r\n|%＝－＋＠'")
texts = st.tuples(beginnings, st.text(max_size=12)).map("".join)


@settings(max_examples=8)
@given(names=st.lists(texts, min_size=1, max_size=30))
def test_no_text_is_ever_a_formula(names: list[str]) -> None:
    page = opened(sheet_of(*((name, None, None, None, None) for name in names))).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row if isinstance(cell.value, str)} == {
        "s"
    }
    for number in range(len(names)):
        cell = page.cell(HEAD_ROW + 1 + number, 1)
        assert cell.quotePrefix or cell.value is None


@pytest.mark.parametrize("title", ["甲[乙]/丙:丁*戊?", "一" * 60, "'引号'", "", "Aa"], ids=repr)
def test_a_tab_has_a_name_that_excel_takes(title: str) -> None:
    book = opened(sheet_of(title=title), sheet_of(title=title.upper()))
    assert len({name.lower() for name in book.sheetnames}) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_changes_have_a_sign_and_nothing_is_less_than_nothing() -> None:
    changes = Sheet(
        title="x",
        columns=(Column(title="a", shape=Shape.CHANGE), Column(title="b", shape=Shape.POINTS)),
        rows=((0.076, -0.04), (-0.225, 6.3), (-0.0001, None)),
        texts=0,
    )
    assert table_of(changes, "—").rows == (("+7.6%", "0.0"), ("-22.5%", "+6.3"), ("0.0%", "—"))
