"""Figures of casework in words: the same description for the page, the PDF and the CSV (docs/figures.md). Pure."""

from datetime import datetime

from cases.figures.case_figures import CaseCut, CaseFigures, CaseworkReport
from cases.hall_time import hall_time
from cases.matter.amount import amount_text
from cases.policy.policy import Policy
from cases.texts import Texts
from counter.reports.report_words import percent_text
from printing.reports.report import Block, Figure, ReportDocument, SharePlot, Table
from printing.reports.report import Figures as FigureRow

CASE_TABLES = ("type", "grade", "level")
DEFINITIONS = (
    *("cohort", "accepted", "resolved", "closed", "in_time", "overdue"),
    *("major", "days", "participation", "satisfaction"),
)
_COLUMNS = (
    *("accepted", "open", "closed", "resolved", "resolution_rate", "in_time_rate", "overdue_rate"),
    *("major", "days_p50", "days_p90", "participation_rate", "satisfaction_rate"),
)


class CaseWords:
    """One report's words, in one hall's policy."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts

    def figures(self, told: CaseFigures) -> FigureRow:
        """What comes first."""
        values = {
            "accepted": str(told.accepted),
            "resolved": self._with_share(told.resolved, told.resolution_rate),
            "closed": self._with_share(told.closed, told.closing_rate),
            "in_time_rate": self._share(told.in_time_rate),
            "overdue_rate": self._share(told.overdue_rate),
            "major": str(told.major),
            "days": self._days(told),
            "satisfaction": self._content(told),
        }
        return FigureRow(
            figures=tuple(
                Figure(label=self._t(f"figure.{name}"), value=value) for name, value in values.items()
            )
        )

    def results(self, told: CaseFigures) -> SharePlot:
        """办结 by result."""
        return self._parts("results", told.closed_by, told.closed)

    def received(self, report: CaseworkReport) -> SharePlot:
        """What became of everything that was registered."""
        return self._parts("received", report.received, sum(count for _key, count in report.received))

    def table(self, report: CaseworkReport, name: str) -> Table:
        """The figures of each group of types, grade or level."""
        cuts = {"type": report.by_type, "grade": report.by_grade, "level": report.by_level}[name]
        return Table(
            title=self._t(f"table.{name}"),
            head=(self._t(f"table.{name}"), *(self._t(f"column.{column}") for column in _COLUMNS)),
            rows=tuple((self._key(name, cut.key), *self._cells(cut)) for cut in cuts),
        )

    def total(self, report: CaseworkReport) -> Table:
        """The whole in one line, for the CSV."""
        whole = self.figures(report.total).figures
        return Table(
            title=self.as_of(report),
            head=tuple(figure.label for figure in whole),
            rows=(tuple(figure.value for figure in whole),),
        )

    def document(self, report: CaseworkReport, period: str, now: datetime) -> ReportDocument:
        """The whole report."""
        blocks: list[Block] = [
            self.figures(report.total),
            self.results(report.total),
            self.received(report),
            *(self.table(report, name) for name in CASE_TABLES),
        ]
        return ReportDocument(
            centre=self._policy.hall.full_name,
            title=self._t("title"),
            period=period,
            printed=self._texts.get("reports.document.printed", at=f"{hall_time(now):%Y-%m-%d %H:%M}"),
            blocks=tuple(blocks),
            definitions_title=self._texts.get("reports.document.definitions"),
            definitions=tuple(self._t(f"definition.{name}", **self._facts()) for name in DEFINITIONS),
            page=self._texts.get("reports.document.page", page="{page}", pages="{pages}"),
        )

    def as_of(self, report: CaseworkReport) -> str:
        """A figure carries when it was read (domain.md §9.1)."""
        return self._t("as_of", at=f"{hall_time(report.as_of):%Y-%m-%d %H:%M}")

    def _parts(self, name: str, counts: tuple[tuple[str, int], ...], total: int) -> SharePlot:
        if not total:
            return SharePlot(title=self._t(f"{name}.title"), parts=(), sentences=(self._t(f"{name}.none"),))
        largest_first = sorted(counts, key=lambda one: -one[1])
        each = self._t("between").join(
            self._t("count", name=self._t(f"{name}.{key}"), count=count) for key, count in largest_first
        )
        return SharePlot(
            title=self._t(f"{name}.title"),
            parts=tuple((self._t(f"{name}.{key}"), count / total) for key, count in largest_first),
            sentences=(self._t(f"{name}.sentence", total=total, each=each),),
        )

    def _cells(self, cut: CaseCut) -> tuple[str, ...]:
        told = cut.figures
        return (
            *(str(count) for count in (told.accepted, told.open, told.closed, told.resolved)),
            *(self._share(s) for s in (told.resolution_rate, told.in_time_rate, told.overdue_rate)),
            str(told.major),
            *(self._none if days is None else f"{days:.0f}" for days in (told.days_p50, told.days_p90)),
            *(self._share(s) for s in (told.participation_rate, told.satisfaction_rate)),
        )

    def _key(self, name: str, key: str) -> str:
        if name == "type":
            known = self._policy.dispute_types.get(key)
            return known.name if known else self._t("table.no_type")
        return self._t(f"{name}.{key}") if key else self._t(f"table.no_{name}")

    def _with_share(self, count: int, of_all: float | None) -> str:
        if of_all is None:
            return str(count)
        return self._texts.get("reports.figure.share", count=count, percent=percent_text(of_all))

    def _share(self, of_all: float | None) -> str:
        return self._none if of_all is None else f"{percent_text(of_all)}%"

    def _days(self, told: CaseFigures) -> str:
        if told.days_p50 is None or told.days_p90 is None:
            return self._none
        return self._t("days", p50=f"{told.days_p50:.0f}", p90=f"{told.days_p90:.0f}")

    def _content(self, told: CaseFigures) -> str:
        if told.satisfaction_rate is None or told.participation_rate is None:
            return self._none
        return self._t(
            "content",
            satisfied=percent_text(told.satisfaction_rate),
            took_part=percent_text(told.participation_rate),
        )

    def _facts(self) -> dict[str, object]:
        return {"major": amount_text(self._policy.grading.major_amount_fen)}

    @property
    def _none(self) -> str:
        return self._texts.get("reports.figure.none")

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports_casework.{key}", **facts)
