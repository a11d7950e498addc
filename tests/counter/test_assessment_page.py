"""考核、月报、年报 on the reports page of a real hall, by keys alone; what is taken out says the same as the screen."""

from pathlib import Path

import openpyxl
import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument

from case_store.log.schema import event
from cases.figures.periodic_report import Span
from cases.policy.policy import Policy
from cases.texts import Texts
from counter.reports.assessment_words import AssessmentWords
from counter.reports.people_words import PeopleWords
from counter.reports.periodic_words import PeriodicWords
from counter.reports.told_parts import first_of, last_of, moved
from screenkit import grab
from tests.case_store.served import rows
from tests.counter.conftest import Open
from tests.counter.given_assessments import NOW, TODAY, given_people, given_periodic, given_units
from tests.counter.test_reports_page import BOSS, DISPATCH, figure, open_reports, reports_of, settled
from tests.page_looks import bad_words
from tests.real_hall import RealHall

__all__ = ["settled"]  # a fixture


@pytest.mark.usefixtures("settled")
def test_units_people_month_and_year_are_told_and_taken_out(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    office = open_reports(open_counter, BOSS)
    page = reports_of(office)
    for key, part, first_head in (
        (Qt.Key.Key_E, "units", "单位"),
        (Qt.Key.Key_S, "people", "单位"),
        (Qt.Key.Key_Y, "year", "指标"),
        (Qt.Key.Key_M, "month", "指标"),
    ):
        office.key(key)
        grab.wait_until(lambda part=part: page.part == part and bool(page.head.rows), what=part)  # type: ignore[misc]  # mypy cannot type a default of a lambda
        grab.wait_until(lambda head=first_head: page.head.rows[0].title == head, what="the table")  # type: ignore[misc]
    grab.wait_until(
        lambda: page.tableTitle.startswith("主要指标") and page.said.startswith("截至"),
        timeout_s=15,
        what="the month",
    )
    assert figure(office, "受理数") == "2"
    assert figure(office, "化解率") == "50.0%"
    month = page.period
    office.key(Qt.Key.Key_Right)
    assert page.period == month  # the next has not come
    titles = []
    for _ in range(3):
        titles.append(page.tableTitle)
        office.key(Qt.Key.Key_T)
    assert titles == ["主要指标（1／4）", "纠纷类型（按登记）（2／4）", "地区（按受理）（3／4）"]
    for key, ends in ((Qt.Key.Key_X, ".xlsx"), (Qt.Key.Key_P, ".pdf")):
        office.key(key)
        grab.wait_until(lambda ends=ends: page.said.endswith(ends), timeout_s=15, what="the file")  # type: ignore[misc]
    files = {file.suffix: file for file in (tmp_path / "exports").iterdir()}
    sheet = openpyxl.load_workbook(files[".xlsx"]).worksheets[0]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=6)}
    assert (told["受理数"], told["化解率"]) == (2, 0.5)
    paper = QPdfDocument()
    assert paper.load(str(files[".pdf"])) is QPdfDocument.Error.None_
    assert "工作月报" in paper.getAllText(0).text()
    taken = [orjson.loads(row.body) for row in rows(hall._ground, event) if row.type == "data_taken"]
    assert [(one["what"], one["form"]) for one in taken[-2:]] == [
        ("report:month", "xlsx"),
        ("report:month", "pdf"),
    ]
    office.key(Qt.Key.Key_C)  # no CSV of these
    assert page.said.endswith(".pdf")
    office.key(Qt.Key.Key_Left)
    grab.wait_until(lambda: page.period != month and figure(office, "受理数") == "0", what="the month before")
    office.key(Qt.Key.Key_Q)
    office.wait_for("几点来的人等了多久")  # today again
    office.key(Qt.Key.Key_W)
    grab.wait_until(lambda: "至" in page.period, what="the week")
    assert not bad_words(office.screen.window)  # the widest bar


@pytest.mark.usefixtures("settled")
def test_each_of_them_is_a_spreadsheet_and_a_paper(open_counter: Open, tmp_path: Path) -> None:
    office = open_reports(open_counter, BOSS)
    page, exports = reports_of(office), tmp_path / "exports"
    for key, part, title in (
        (Qt.Key.Key_E, "units", "平安建设考核"),
        (Qt.Key.Key_S, "people", "双重考核"),
        (Qt.Key.Key_M, "month", "工作月报"),
        (Qt.Key.Key_Y, "year", "工作年报"),
    ):
        office.key(key)
        grab.wait_until(
            lambda part=part: page.part == part and page.said.startswith("截至"),  # type: ignore[misc]
            timeout_s=15,
            what=part,
        )
        before = set(exports.iterdir()) if exports.exists() else set()
        for take, ends in ((Qt.Key.Key_X, ".xlsx"), (Qt.Key.Key_P, ".pdf")):
            office.key(take)
            grab.wait_until(lambda ends=ends: page.said.endswith(ends), timeout_s=15, what=part + ends)  # type: ignore[misc]
        files = {file.suffix: file for file in set(exports.iterdir()) - before}
        book, paper = openpyxl.load_workbook(files[".xlsx"]), QPdfDocument()
        assert title in str(book.worksheets[0]["A2"].value)
        assert book.worksheets[0].max_row > 5
        assert paper.load(str(files[".pdf"])) is QPdfDocument.Error.None_
        assert title in paper.getAllText(0).text()


def test_people_are_for_who_may_see_attendance(hall: RealHall, open_counter: Open) -> None:
    hall.add_staff(DISPATCH)
    office = open_counter(None)
    office.sign_in_as(DISPATCH.name)
    office.wait_for("报表")
    office.open_page("reports")
    office.key(Qt.Key.Key_S)
    assert reports_of(office).part == "queue"
    assert not office.sees("人员考核")
    office.key(Qt.Key.Key_E)
    page = reports_of(office)
    grab.wait_until(lambda: page.part == "units" and page.said.startswith("截至"), timeout_s=15, what="units")


def test_full_tables_are_not_cut(hall: RealHall, open_counter: Open, policy: Policy, texts: Texts) -> None:
    """The widest table of each report with everything in it, at 1366 × 768."""
    hall.add_staff(BOSS)
    office = open_counter(None)
    office.sign_in_as(BOSS.name)
    office.wait_for("报表")
    office.open_page("reports")
    page = reports_of(office)
    month = PeriodicWords(policy, texts).report(given_periodic(policy, Span.MONTH), NOW)
    for part, report, widest in (
        ("units", AssessmentWords(policy, texts).report(given_units(policy), "2026年11月", NOW), 4),
        ("people", PeopleWords(policy, texts).report(given_people(policy), "2026年11月", NOW), 1),
        ("month", month, 2),
    ):
        page.open(part)
        grab.wait_until(lambda: page._told is not None, what=part)
        page._told, page._told_table = report, widest
        page._show()
        grab.process_events()
        assert report.tables[widest].title in page.tableTitle
        assert not bad_words(office.screen.window), part


def test_months_and_years_are_moved_in() -> None:
    assert moved(Span.MONTH, first_of(Span.MONTH, TODAY), -11) == TODAY.replace(year=2025, month=12, day=1)
    assert moved(Span.YEAR, first_of(Span.YEAR, TODAY), -1) == TODAY.replace(year=2025, month=1, day=1)
    assert last_of(Span.MONTH, TODAY.replace(month=2, day=1)) == TODAY.replace(month=2, day=28)
