"""A report taken out: asked of the hall once more, so that it is written down there, then made a file here."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from case_store.sheet_file import Cell, csv_bytes
from cases.refusal import Refusal
from counter.reports.case_words import CASE_TABLES, CaseWords
from counter.reports.report_words import TABLES, Words
from counter.reports.told_parts import Asking, ToldPart
from counter.reports.told_report import ToldReport
from counter.services import CounterServices
from counter.taken_file import keep
from printing.faces import Faces
from printing.reports.report import ReportDocument, Table
from printing.reports.report_xlsx import report_xlsx
from screenkit.environment import ROOT

FONTS = ROOT / "assets" / "fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What is taken: which days, in which form ("pdf", "csv" or "xlsx"), into which folder."""

    services: CounterServices
    folder: Path
    words: Words
    first_day: date
    last_day: date
    form: str


async def take_queue(wanted: TakenOut) -> str | Refusal:
    """The queue's report; the path of the file."""
    report = await wanted.services.client.reports.queue(wanted.first_day, wanted.last_day, wanted.form)
    if isinstance(report, Refusal):
        return report
    words, now = wanted.words, wanted.services.clock.now()
    period = words.period(wanted.first_day, wanted.last_day)
    document = words.queue_document(report, period, now)
    return await asyncio.to_thread(
        _kept, wanted, "queue", document, [words.table(report, name) for name in TABLES]
    )


async def take_attendance(wanted: TakenOut) -> str | Refusal:
    """Attendance and work; the path of the file."""
    report = await wanted.services.client.reports.attendance(wanted.first_day, wanted.last_day, wanted.form)
    if isinstance(report, Refusal):
        return report
    words, now = wanted.words, wanted.services.clock.now()
    period = words.period(wanted.first_day, wanted.last_day)
    document = words.attendance_document(report, period, now)
    return await asyncio.to_thread(
        _kept, wanted, "attendance", document, [words.work(report), words.stretches(report)]
    )


async def take_casework(wanted: TakenOut) -> str | Refusal:
    """The figures of casework; the path of the file."""
    services = wanted.services
    report = await services.client.reports.casework(wanted.first_day, wanted.last_day, wanted.form)
    if isinstance(report, Refusal):
        return report
    words = CaseWords(services.policy_in_force.policy, services.rules.texts)
    period = wanted.words.period(wanted.first_day, wanted.last_day)
    document = words.document(report, period, services.clock.now())
    tables = [words.total(report), *(words.table(report, name) for name in CASE_TABLES)]
    return await asyncio.to_thread(_kept, wanted, "casework", document, tables)


async def take_told(wanted: TakenOut, part: ToldPart) -> str | Refusal:
    """An assessment, a month or a year; the path of the file."""
    services = wanted.services
    now = services.clock.now()
    asking = Asking(
        client=services.client.assessments,
        policy=services.policy_in_force.policy,
        texts=services.rules.texts,
        now=now,
    )
    report = await asking.report(part, wanted.first_day, wanted.last_day, wanted.form)
    if isinstance(report, Refusal):
        return report
    return await asyncio.to_thread(_kept_told, wanted, part, report, asking.period(part, wanted.first_day))


def _kept_told(wanted: TakenOut, part: ToldPart, report: ToldReport, period: str) -> str:
    if wanted.form == "pdf":
        from printing.reports.report_pdf import report_pdf  # noqa: PLC0415  reportlab's platypus costs 0.2 s

        content = report_pdf(report.document, Faces(FONTS))
    else:
        content = report_xlsx(report.document, report.sheets)
    services = wanted.services
    title = services.rules.texts.get(f"reports_assessment.file.{part.name}", period=period)
    return str(keep(wanted.folder, title, wanted.form, content, services.clock.now()))


def _kept(wanted: TakenOut, name: str, document: ReportDocument, tables: list[Table]) -> str:
    if wanted.form == "pdf":
        from printing.reports.report_pdf import report_pdf  # noqa: PLC0415  reportlab's platypus costs 0.2 s

        content = report_pdf(document, Faces(FONTS))
    else:
        content = csv_bytes([document.title, document.period, document.printed], _table_rows(tables))
    texts = wanted.services.rules.texts
    title = texts.get(f"reports.file.{name}", period=f"{wanted.first_day:%Y%m%d}_{wanted.last_day:%Y%m%d}")
    return str(keep(wanted.folder, title, wanted.form, content, wanted.services.clock.now()))


def _table_rows(tables: list[Table]) -> list[list[Cell]]:
    """All tables below one another, each with its head."""
    rows: list[list[Cell]] = []
    for table in tables:
        rows += [[], [table.title], [*table.head]]
        rows += [[*row] for row in table.rows]
    return rows
