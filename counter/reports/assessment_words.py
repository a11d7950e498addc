"""平安建设考核 in words: tables for page, PDF and Excel, every score with how it came about. Pure."""

from datetime import datetime
from statistics import fmean

from cases.figures.assessment import ScoreTerm, UnitsAssessment, UnitScore
from cases.figures.kpis import share
from cases.hall_time import hall_time
from cases.policy.assessment import FULL
from cases.policy.policy import Policy
from cases.texts import Texts
from counter.reports.told_report import ToldReport, nothing
from printing.reports.report import Figure, Figures, ReportDocument
from printing.reports.report_sheet import Cell, Column, Shape, Sheet, table_of, written

_TERMS = ("acknowledged_in_time", "reported", "closed_in_time", "resolved", "satisfied")
_GIVEN = ("assigned", "to_acknowledge", "acknowledged_in_time", "returned", "recalled", "reported")
_LED = ("accepted", "closed", "resolved", "closed_in_time", "late", "evaluated", "content")
_NAME_CHARS = 34


class AssessmentWords:
    """One assessment's words, in one hall's policy."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts
        self._none = texts.get("reports.figure.none")

    def report(self, told: UnitsAssessment, period: str, now: datetime) -> ToldReport:
        """The whole."""
        sheets = (self.scores(told), self.given(told), self.led(told), self.rungs(told), self.terms(told))
        return ToldReport(
            document=ReportDocument(
                centre=self._policy.hall.full_name,
                title=self._t("units.title"),
                period=f"{period}  {self._t('trial')}",
                printed=self._texts.get("reports.document.printed", at=f"{hall_time(now):%Y-%m-%d %H:%M}"),
                blocks=(
                    self.figures(told),
                    *(table_of(sheet, self._none) for sheet in sheets if sheet.rows),
                    *(() if told.units else (nothing(self._t("units.scores"), self._t("units.none")),)),
                ),
                definitions_title=self._texts.get("reports.document.definitions"),
                definitions=self._definitions(),
                page=self._texts.get("reports.document.page", page="{page}", pages="{pages}"),
            ),
            sheets=sheets,
            as_of=self._t("as_of", at=f"{hall_time(told.as_of):%Y-%m-%d %H:%M}"),
        )

    def figures(self, told: UnitsAssessment) -> Figures:
        """What comes first."""
        scores = [unit.score for unit in told.units if unit.score is not None]
        works = [unit.work for unit in told.units]
        in_time = share(
            sum(work.acknowledged_in_time for work in works), sum(work.to_acknowledge for work in works)
        )
        values = {
            "units": str(len(told.units)),
            "scored": str(len(scores)),
            "mean": written(fmean(scores) if scores else None, Shape.TENTH, self._none),
            "assigned": written(sum(work.assigned for work in works), Shape.COUNT, self._none),
            "acknowledged": written(in_time, Shape.SHARE, self._none),
            "late": written(sum(work.late for work in works), Shape.COUNT, self._none),
        }
        return Figures(
            figures=tuple(
                Figure(label=self._t(f"units.{name}"), value=value) for name, value in values.items()
            )
        )

    def scores(self, told: UnitsAssessment) -> Sheet:
        """By rank."""
        return Sheet(
            title=self._t("units.scores"),
            columns=(
                self._name(),
                self._column("rank", Shape.COUNT),
                self._column("score", Shape.TENTH),
                *(self._column(term, Shape.HUNDREDTH) for term in _TERMS),
                self._column("deducted", Shape.TENTH),
            ),
            rows=tuple(self._score_row(unit) for unit in told.units),
        )

    def given(self, told: UnitsAssessment) -> Sheet:
        """What units were given, and whether they signed for it."""
        return self._counts(told, "units.given", _GIVEN)

    def led(self, told: UnitsAssessment) -> Sheet:
        """What units lead, and what came of it."""
        return self._counts(told, "units.led", _LED)

    def rungs(self, told: UnitsAssessment) -> Sheet:
        """督办 by rung."""
        ladder = [rung.rung for rung in self._policy.deadlines.ladder]
        return Sheet(
            title=self._t("units.rungs"),
            columns=(
                self._name(),
                self._column("supervised"),
                *(Column(title=self._rung(rung), chars=14) for rung in ladder),
                self._column("deducted", Shape.TENTH),
            ),
            rows=tuple(
                (
                    unit.name,
                    unit.work.supervised,
                    *(dict(unit.work.rungs).get(rung, 0) for rung in ladder),
                    unit.deducted,
                )
                for unit in told.units
            ),
        )

    def terms(self, told: UnitsAssessment) -> Sheet:
        """How every score came about, a line for each term and each rung."""
        return Sheet(
            title=self._t("units.terms"),
            columns=(
                self._name(),
                self._column("term", Shape.WORDS),
                Column(title=self._t("column.remark"), shape=Shape.WORDS, chars=38),
                *(self._column(name) for name in ("part", "whole")),
                self._column("share", Shape.SHARE),
                self._column("weight"),
                self._column("points", Shape.HUNDREDTH),
            ),
            rows=tuple(row for unit in told.units if unit.score is not None for row in self._term_rows(unit)),
            texts=3,
        )

    def _score_row(self, unit: UnitScore) -> tuple[Cell, ...]:
        if unit.score is None:
            return (unit.name, None, self._t("units.few"), *(None for _ in _TERMS), unit.deducted)
        points = {term.term: term.points for term in unit.terms}
        return (unit.name, unit.rank, unit.score, *(points[term] for term in _TERMS), unit.deducted)

    def _term_rows(self, unit: UnitScore) -> list[tuple[Cell, ...]]:
        scored = sum(term.weight for term in unit.terms if term.points is not None)
        rows: list[tuple[Cell, ...]] = [
            (
                unit.name,
                self._t(f"column.{term.term}"),
                self._remark(term, scored),
                *(term.part, term.whole, term.share, term.weight, term.points),
            )
            for term in unit.terms
        ]
        for one in unit.deductions:
            each = self._t("units.each", times=one.times, each=f"{one.each:g}")
            less = (*(None,) * 4, -one.times * one.each)
            rows.append((unit.name, self._t("units.deduction", rung=self._rung(one.rung)), each, *less))
        if unit.deducted < sum(one.times * one.each for one in unit.deductions):
            capped = self._t("units.capped", most=f"{self._policy.assessment.deduction.most:g}")
            rows.append((unit.name, self._t("column.deducted"), capped, *(None,) * 4, -unit.deducted))
        return rows

    def _remark(self, term: ScoreTerm, scored: int) -> str:
        if term.points is None:
            return self._t("units.not_scored", few=self._policy.assessment.few)
        key = "units.of_all" if scored == FULL else "units.of_scored"
        facts = {"scored": scored} if scored != FULL else {}
        return self._t(key, part=term.part, whole=term.whole, weight=term.weight, **facts)

    def _counts(self, told: UnitsAssessment, title: str, names: tuple[str, ...]) -> Sheet:
        return Sheet(
            title=self._t(title),
            columns=(self._name(), *(self._column(name) for name in names)),
            rows=tuple((unit.name, *(getattr(unit.work, name) for name in names)) for unit in told.units),
        )

    def _definitions(self) -> tuple[str, ...]:
        policy = self._policy.assessment
        each = self._texts.get("reports_casework.between").join(
            f"{self._rung(rung)}{points:g}" for rung, points in policy.deduction.rungs.items()
        )
        facts = {"few": policy.few, "most": f"{policy.deduction.most:g}", "each": each}
        names = ("trial", "given", "reported", "led", "late", "few", "rungs")
        return tuple(self._t(f"units.definition.{name}", **facts) for name in names)

    def _rung(self, rung: str) -> str:
        return self._texts.get(f"supervision.rung.{rung}")

    def _name(self) -> Column:
        return Column(title=self._t("column.unit"), shape=Shape.WORDS, chars=_NAME_CHARS)

    def _column(self, name: str, shape: Shape = Shape.COUNT) -> Column:
        return Column(title=self._t(f"column.{name}"), shape=shape)

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports_assessment.{key}", **facts)
