"""考核、月报、年报 in words: nothing is left out, page, paper and spreadsheet say the same, every text is there."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from cases.figures.kpis import KPIS
from cases.figures.periodic_report import Span
from cases.policy.policy import Policy
from cases.texts import Texts
from counter.reports.assessment_words import AssessmentWords
from counter.reports.people_words import PeopleWords
from counter.reports.periodic_words import PeriodicWords
from counter.reports.taking import FONTS
from counter.reports.told_report import ToldReport
from printing.faces import Faces
from printing.reports.report_pdf import report_pdf
from printing.reports.report_sheet import table_of
from tests.counter.given_assessments import NOW, TODAY, given_people, given_periodic, given_units

PERIOD = "2026-11-01至2026-11-30"


def units(policy: Policy, texts: Texts) -> ToldReport:
    return AssessmentWords(policy, texts).report(given_units(policy), PERIOD, NOW)


def people(policy: Policy, texts: Texts) -> ToldReport:
    return PeopleWords(policy, texts).report(given_people(policy), PERIOD, NOW)


def periodic(policy: Policy, texts: Texts, span: Span, today: date = TODAY) -> ToldReport:
    return PeriodicWords(policy, texts).report(given_periodic(policy, span, today=today), NOW)


def test_a_score_is_explained_term_by_term(policy: Policy, texts: Texts) -> None:
    told = given_units(policy)
    report = units(policy, texts)
    scores, terms = report.sheets[0], report.sheets[-1]
    assert [row[0] for row in scores.rows] == [unit.name for unit in told.units]
    for unit in told.units:
        of_unit = [row for row in terms.rows if row[0] == unit.name]
        if unit.score is None:
            assert of_unit == []
            continue
        points = [row[-1] for row in of_unit if isinstance(row[-1], float | int)]
        capped = unit.deducted < sum(one.times * one.each for one in unit.deductions)
        if not capped:
            assert unit.score == pytest.approx(sum(points), abs=0.051)
        assert capped == any(
            texts.get("reports_assessment.units.capped", most="30") == row[2] for row in of_unit
        )
    assert any(row[2] == texts.get("reports_assessment.units.few") for row in scores.rows)


def test_people_are_told_facts_and_the_scores_are_left_to_people(policy: Policy, texts: Texts) -> None:
    report = people(policy, texts)
    told = given_people(policy)
    assert [sheet.title for sheet in report.sheets[2:]] == [f"双重考核：{unit.name}" for unit in told.units]
    assert [table.starts_page for table in report.tables] == [False] + [True] * len(told.units)
    for sheet in (report.sheets[0], *report.sheets[2:]):
        assert [column.title.split("\n")[0] for column in sheet.columns[-3:]] == [
            "中心评分",
            "派出单位评分",
            "合计",
        ]
        assert {row[-3:] for row in sheet.rows} == {("", "", "")}
    assert "70%" in report.sheets[0].columns[-3].title


def test_every_kpi_stands_beside_those_of_before(policy: Policy, texts: Texts) -> None:
    month, year = periodic(policy, texts, Span.MONTH), periodic(policy, texts, Span.YEAR)
    of_matters = [kpi for kpi in KPIS if kpi.part is not None]
    for report, columns in ((month, 6), (year, 4)):
        table = report.tables[0]
        assert (len(table.rows), len(table.head)) == (len(of_matters), columns)
    cells = {row[0]: row[1:] for row in month.tables[0].rows}
    assert cells["受理数"] == ("1,310", "1,218", "1,061", "+7.6%", "+23.5%")
    assert cells["化解率"] == ("90.4%", "84.1%", "73.2%", "+6.3", "+17.1")
    assert cells["一次性调解成功率"][1:] == ("—", "—", "—", "—")
    assert month.document.period == "2026年11月"
    assert year.document.period == "2026年（到2026-11-30）"


def test_a_month_that_runs_says_so(policy: Policy, texts: Texts) -> None:
    running = periodic(policy, texts, Span.MONTH, date(2026, 11, 12))
    assert running.document.period == "2026年11月（到2026-11-12）"
    assert any("同样多的天数" in sentence for sentence in running.document.definitions)
    assert running.tables[0].head[2] == "上期\n26-10-01/10-12"


def test_page_paper_and_spreadsheet_have_the_same_numbers(policy: Policy, texts: Texts) -> None:
    for report in (units(policy, texts), periodic(policy, texts, Span.MONTH)):
        assert list(report.tables) == [table_of(sheet, "—") for sheet in report.sheets if sheet.rows]


def test_the_paper_has_every_unit_by_name(policy: Policy, texts: Texts) -> None:
    content = report_pdf(units(policy, texts).document, Faces(FONTS))
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    paper = QPdfDocument()
    paper.load(buffer)
    said = "".join(paper.getAllText(page).text() for page in range(paper.pageCount()))
    flat = "".join(said.split())
    assert all(unit.name in flat for unit in given_units(policy).units)
    assert "试行，内部参考" in flat


def test_nothing_is_a_sentence(policy: Policy, texts: Texts) -> None:
    none = AssessmentWords(policy, texts).report(replace(given_units(policy), units=()), PERIOD, NOW)
    nobody = PeopleWords(policy, texts).report(replace(given_people(policy), units=()), PERIOD, NOW)
    for report in (none, nobody):
        assert report.tables == ()
        assert report_pdf(report.document, Faces(FONTS)).startswith(b"%PDF")
