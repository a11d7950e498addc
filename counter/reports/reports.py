"""The view-model of the reports page: which days, which part, the plots and tables, and what is taken out."""

import logging
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from cases.figures.case_figures import CaseworkReport
from cases.hall_time import hall_date
from cases.queue.queue_statistics import QueueReport, monday_of
from cases.queue.work_statistics import AttendanceReport
from cases.refusal import Reader, Refusal
from cases.roles import Right, may
from cases.texts import TextError, Texts
from counter.reports.case_words import CASE_TABLES, CaseWords
from counter.reports.plots import band_path, line_path
from counter.reports.report_lines import BarLine, HeadLine, PartLine, PointLine, SentenceLine, TableLine
from counter.reports.report_words import TABLES, Words
from counter.reports.taking import TakenOut, take_attendance, take_casework, take_queue, take_told
from counter.reports.told_parts import TOLD_PARTS, Asking, ToldPart, first_of, last_of, moved
from counter.reports.told_report import ToldReport
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from printing.reports.report import BandPlot, Figure, SharePlot, Table
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

DAY, WEEK = "day", "week"
QUEUE, ATTENDANCE, CASEWORK = "queue", "attendance", "casework"
Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


@QmlElement
class ReportsViewModel(QObject):
    """One report at a time; what is shown stays until the next has come."""

    changed = Signal()
    reportChanged = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._span, self._part = DAY, QUEUE
        self._table, self._case_table = TABLES[0], CASE_TABLES[0]
        self._first = hall_date(services.clock.now())
        self._report: QueueReport | None = None
        self._work: AttendanceReport | None = None
        self._cases: CaseworkReport | None = None
        self._told: ToldReport | None = None
        self._told_table = 0
        self._band: BandPlot | None = None
        self._said, self._generation, self._is_taking = "", 0, False
        self._figures = RowModel(Figure, lambda one: one.label, self)
        self._points = RowModel(PointLine, lambda one: one.label, self)
        self._bars = RowModel(BarLine, lambda one: one.label, self)
        self._estimate = RowModel(PartLine, lambda one: one.label, self)
        self._estimate_words = RowModel(SentenceLine, lambda one: one.sentence, self)
        self._priority = RowModel(PartLine, lambda one: one.label, self)
        self._priority_words = RowModel(SentenceLine, lambda one: one.sentence, self)
        self._rows = RowModel(TableLine, lambda one: one.place, self)
        self._head = RowModel(HeadLine, lambda one: one.place, self)
        self._word_columns, self._estimate_note, self._table_title = 1, "", ""
        self._word_chars = ""  # of each column of words its longest text, in characters
        self._estimate_title, self._priority_title = "", ""
        self._ask()

    # Which report.

    @Slot(int)
    def move(self, steps: int) -> None:
        """← and →. Not into days that have not come."""
        if self._told_part is not None:
            first = moved(self._told_part.span, self._first, steps)
        else:
            first = self._first + steps * timedelta(days=1 if self._span == DAY else 7)
        if first <= hall_date(self._services.clock.now()):
            self._first = first
            self._ask()

    @Slot(str)
    def choose(self, span: str) -> None:
        """A day or a week: the week of that day, or its last day that has come."""
        if span == self._span or self._told_part is not None:
            return
        today = hall_date(self._services.clock.now())
        self._first = monday_of(self._first) if span == WEEK else min(today, self._last)
        self._span = span
        self._ask()

    @Slot(str)
    def open(self, part: str) -> None:
        """The queue, casework, a month, a year; people only for who may see them."""
        told = TOLD_PARTS.get(part)
        is_of_people = part == ATTENDANCE or (told is not None and told.right is Right.SEE_ATTENDANCE)
        if part == self._part or (is_of_people and not self.seesAttendance):
            return
        was, shown, today = self._told_part, self._last, hall_date(self._services.clock.now())
        self._part, self._told_table, self._said = part, 0, ""
        if told is not None:
            self._first, self._told = first_of(told.span, shown if was else today), None
        elif was is not None:
            self._first = today if self._span == DAY else monday_of(today)
        self._ask()

    @Slot()
    def nextTable(self) -> None:
        """T: by desk, queue, hour, day; of casework by type, grade, level."""
        if self._told_part is not None:
            self._told_table += 1
        elif self._part == CASEWORK:
            self._case_table = _after(CASE_TABLES, self._case_table)
        else:
            self._table = _after(TABLES, self._table)
        self._show()

    @Slot()
    def again(self) -> None:
        """The page has come to the front: today goes on."""
        self._ask()

    @Slot(str)
    def takeOut(self, form: str) -> None:
        """P, C and X: the report that is shown, as a file; the hall writes down that it was taken."""
        told = self._told_part
        if self._is_taking or form not in (("pdf", "csv") if told is None else ("pdf", "xlsx")):
            return
        if self._services.exports_dir is None:
            self._say("said.no_folder")
            return
        self._is_taking = True
        self._say("said.taking")
        wanted = TakenOut(
            services=self._services,
            folder=self._services.exports_dir,
            words=self._words,
            first_day=self._first,
            last_day=self._last,
            form=form,
        )

        def done(path: str) -> None:
            self._is_taking = False
            self._say("said.done", path=path)

        if told is not None:
            self._send(take_told(wanted, told), done)
            return
        take = {QUEUE: take_queue, ATTENDANCE: take_attendance, CASEWORK: take_casework}[self._part]
        self._send(take(wanted), done)

    # The band, for a plot of any size.

    @Slot(float, float, result=str)
    def bandPath(self, width: float, height: float) -> str:
        """SVG of the area between half and nine tenths."""
        return band_path(self._band, width, height) if self._band else ""

    @Slot(float, float, result=str)
    def linePath(self, width: float, height: float) -> str:
        """SVG of the line of the halves."""
        return line_path(self._band, width, height) if self._band else ""

    # Asking.

    @property
    def _last(self) -> date:
        if self._told_part is not None:
            return min(last_of(self._told_part.span, self._first), hall_date(self._services.clock.now()))
        return self._first if self._span == DAY else self._first + timedelta(days=6)

    def _ask(self) -> None:
        self._generation += 1
        generation, reports = self._generation, self._services.client.reports

        def queue_came(report: QueueReport) -> None:
            if generation == self._generation:
                self._report, self._said = report, ""
                self._show()

        def work_came(report: AttendanceReport) -> None:
            if generation == self._generation:
                self._work, self._said = report, ""
                self._show()

        def cases_came(report: CaseworkReport) -> None:
            if generation == self._generation:
                self._cases, self._said = report, ""
                self._show()

        def told_came(report: ToldReport) -> None:
            if generation == self._generation:
                self._told, self._said = report, ""
                self._show()

        if self._told_part is not None:
            today = hall_date(self._services.clock.now())
            self._send(self._asking.report(self._told_part, self._first, today, "screen"), told_came)
        elif self._part == QUEUE:
            self._send(reports.queue(self._first, self._last), queue_came)
        elif self._part == CASEWORK:
            self._send(reports.casework(self._first, self._last), cases_came)
        else:
            self._send(reports.attendance(self._first, self._last), work_came)
        self.changed.emit()

    def _send(self, question: Coroutine[Any, Any, Answer | Refusal], then: Callable[[Answer], None]) -> None:
        def landed(answer: Answer | Refusal) -> None:
            if isinstance(answer, Refusal):
                self._is_taking = False
                if answer.code in SESSION_OVER:
                    self._services.desk.lock()
                self._said = self._sentence(answer)
                self.changed.emit()
            else:
                then(answer)

        def failed(error: Exception) -> None:
            self._is_taking = False
            if isinstance(error, Unreachable):
                self._say("said.unreachable")
            elif isinstance(error, OSError):
                self._say("said.failed", why=error.strerror or type(error).__name__)
            else:
                _log.error("a report failed", exc_info=error)
                self._say("said.broken")

        self._services.bridge.submit(question, landed, failed)

    # Showing.

    def _show(self) -> None:
        words = self._words
        if self._told_part is not None:
            if self._told is not None:
                self._show_told(self._told)
        elif self._part == QUEUE and self._report is not None:
            self._show_queue(self._report, words)
        elif self._part == CASEWORK and self._cases is not None:
            self._show_cases(self._cases)
        elif self._part == ATTENDANCE and self._work is not None:
            self._show_table(words.work(self._work))
        self.changed.emit()
        self.reportChanged.emit()

    def _show_queue(self, report: QueueReport, words: Words) -> None:
        self._figures.set_rows(words.figures(report.total).figures)
        self._band = words.waits(report)
        self._points.set_rows([PointLine(label=p.label, note=p.note) for p in self._band.points])
        bars = words.services(report)
        self._bars.set_rows(
            [
                BarLine(
                    label=bar.label,
                    middle=(bar.middle or 0.0) / bars.top,
                    high=(bar.high or 0.0) / bars.top,
                    told=""
                    if bar.middle is None or bar.high is None
                    else f"{bar.middle:.1f} / {bar.high:.1f}",
                    note=bar.note,
                )
                for bar in bars.bars
            ]
        )
        self._show_cards(words.estimate(report), words.priority(report))
        self._show_table(words.table(report, self._table))

    def _show_cases(self, report: CaseworkReport) -> None:
        words = CaseWords(self._services.policy_in_force.policy, self._texts)
        self._figures.set_rows(words.figures(report.total).figures)
        self._show_cards(words.results(report.total), words.received(report))
        self._show_table(words.table(report, self._case_table))
        self._said = words.as_of(report)

    def _show_told(self, report: ToldReport) -> None:
        self._figures.set_rows(report.figures.figures)
        self._said = report.as_of
        tables = report.tables or (Table(title="", head=(), rows=()),)
        number = self._told_table % len(tables)
        self._show_table(tables[number])
        if report.tables:
            facts = {"title": tables[number].title, "number": number + 1, "count": len(tables)}
            self._table_title = self._texts.get("reports_assessment.table", **facts)

    def _show_cards(self, upper: SharePlot, lower: SharePlot) -> None:
        self._estimate_title, self._priority_title = upper.title, lower.title
        self._estimate_note = upper.note
        self._show_parts(upper, self._estimate, self._estimate_words)
        self._show_parts(lower, self._priority, self._priority_words)

    def _show_parts(
        self, plot: SharePlot, parts: "RowModel[PartLine]", sentences: "RowModel[SentenceLine]"
    ) -> None:
        parts.set_rows(
            [PartLine(label=label, share=share, percent=f"{share * 100:.1f}%") for label, share in plot.parts]
        )
        sentences.set_rows([SentenceLine(sentence=text) for text in plot.sentences])

    def _show_table(self, table: Table) -> None:
        self._word_columns, self._table_title = table.texts, table.title
        columns = [
            [table.head[n], *(row[n] for row in table.rows)] for n in range(min(table.texts, len(table.head)))
        ]
        self._word_chars = " ".join(str(max(map(len, column))) for column in columns)
        self._head.set_rows([HeadLine(place=place, title=title) for place, title in enumerate(table.head)])
        self._rows.set_rows([TableLine(place=place, cells=cells) for place, cells in enumerate(table.rows)])

    def _scale_text(self, share: float) -> str:
        if self._band is None:
            return ""
        return self._t("figure.minutes", minutes=f"{share * self._band.top:g}")

    def _sentence(self, refusal: Refusal) -> str:
        try:
            return self._texts.tell(refusal, Reader.STAFF)
        except TextError as error:  # a newer hall may know a refusal that we have no words for
            _log.error("%s", error)
            return self._t("said.broken")

    def _say(self, key: str, **facts: object) -> None:
        self._said = self._t(key, **facts)
        self.changed.emit()

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports.{key}", **facts)

    def _may_see_attendance(self) -> bool:
        staff = self._services.desk.knows.staff
        return staff is not None and may(staff.role, Right.SEE_ATTENDANCE)

    @property
    def _told_part(self) -> ToldPart | None:
        return TOLD_PARTS.get(self._part)

    @property
    def _asking(self) -> Asking:
        services = self._services
        return Asking(
            client=services.client.assessments,
            policy=services.policy_in_force.policy,
            texts=self._texts,
            now=services.clock.now(),
        )

    def _period(self) -> str:
        if self._told_part is not None:
            return self._asking.period(self._told_part, self._first)
        return self._words.period(self._first, self._last)

    @property
    def _texts(self) -> Texts:
        return self._services.rules.texts

    @property
    def _words(self) -> Words:
        return Words(self._services.policy_in_force.policy, self._texts)

    figures = Property(RowModel, lambda self: self._figures, constant=True)
    points = Property(RowModel, lambda self: self._points, constant=True)
    bars = Property(RowModel, lambda self: self._bars, constant=True)
    estimate = Property(RowModel, lambda self: self._estimate, constant=True)
    estimateTitle = Property(str, lambda self: self._estimate_title, notify=changed)
    priorityTitle = Property(str, lambda self: self._priority_title, notify=changed)
    estimateNote = Property(str, lambda self: self._estimate_note, notify=changed)
    estimateWords = Property(RowModel, lambda self: self._estimate_words, constant=True)
    priority = Property(RowModel, lambda self: self._priority, constant=True)
    priorityWords = Property(RowModel, lambda self: self._priority_words, constant=True)
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    head = Property(RowModel, lambda self: self._head, constant=True)
    columnCount = Property(int, lambda self: len(self._head.rows), notify=changed)
    wordColumns = Property(int, lambda self: self._word_columns, notify=changed)
    period = Property(str, _period, notify=changed)
    span = Property(str, lambda self: self._span, notify=changed)
    part = Property(str, lambda self: self._part, notify=changed)
    isTold = Property(bool, lambda self: self._told_part is not None, notify=changed)
    tableTitle = Property(str, lambda self: self._table_title, notify=changed)
    wordChars = Property(str, lambda self: self._word_chars, notify=changed)
    scaleTop = Property(str, lambda self: self._scale_text(1.0), notify=changed)
    scaleMiddle = Property(str, lambda self: self._scale_text(0.5), notify=changed)
    hasReport = Property(bool, lambda self: bool(self._report and self._report.total.tickets), notify=changed)
    hasPeople = Property(bool, lambda self: bool(self._work and self._work.people), notify=changed)
    seesAttendance = Property(bool, _may_see_attendance, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def _after(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)]
