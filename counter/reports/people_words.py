"""双重考核 in words: facts per person and sending unit, and columns that people fill in. Pure."""

from datetime import datetime

from cases.figures.dual_assessment import DualAssessment, PersonSheet
from cases.figures.kpis import share
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.texts import TextError, Texts
from counter.reports.told_report import ToldReport, nothing
from printing.reports.report import Figure, Figures, ReportDocument
from printing.reports.report_sheet import Cell, Column, Shape, Sheet, table_of, written

_NAME_CHARS, _SCORE_CHARS = 30, 14
_BLANKS = ("", "", "")  # by hand


class PeopleWords:
    """One assessment's words, in one hall's policy."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts
        self._none = texts.get("reports.figure.none")

    def report(self, told: DualAssessment, period: str, now: datetime) -> ToldReport:
        """The whole: people together, units, then a sheet of its own for each sending unit."""
        sheets = (
            self.persons(told),
            self.units(told),
            *(self._of_unit(told, n) for n in range(len(told.units))),
        )
        return ToldReport(
            document=ReportDocument(
                centre=self._policy.hall.full_name,
                title=self._t("people_sheet.title"),
                period=period,
                printed=self._texts.get("reports.document.printed", at=f"{hall_time(now):%Y-%m-%d %H:%M}"),
                blocks=(
                    self.figures(told),
                    *(table_of(sheet, self._none) for sheet in sheets[1:] if sheet.rows),
                    *(() if told.units else (nothing(sheets[0].title, self._t("people_sheet.none")),)),
                ),
                definitions_title=self._texts.get("reports.document.definitions"),
                definitions=self._definitions(told),
                page=self._texts.get("reports.document.page", page="{page}", pages="{pages}"),
            ),
            sheets=sheets,
            as_of=self._t("as_of", at=f"{hall_time(told.as_of):%Y-%m-%d %H:%M}"),
        )

    def figures(self, told: DualAssessment) -> Figures:
        """What comes first."""
        came = share(sum(unit.came for unit in told.units), sum(unit.planned for unit in told.units))
        values = {
            "people": written(sum(len(unit.people) for unit in told.units), Shape.COUNT, self._none),
            "attendance": written(came, Shape.SHARE, self._none),
            "hours": written(sum(unit.hours for unit in told.units), Shape.TENTH, self._none),
            "served": written(sum(unit.served for unit in told.units), Shape.COUNT, self._none),
            "decided": written(sum(unit.decided for unit in told.units), Shape.COUNT, self._none),
            "evaluations": written(
                sum(unit.evaluations or 0 for unit in told.units), Shape.COUNT, self._none
            ),
        }
        return Figures(
            figures=tuple(
                Figure(label=self._t(f"people_sheet.{name}"), value=value) for name, value in values.items()
            )
        )

    def persons(self, told: DualAssessment) -> Sheet:
        """Everybody in one table, for the page and for sorting."""
        return Sheet(
            title=self._t("people_sheet.persons"),
            columns=(
                Column(title=self._t("column.unit"), shape=Shape.WORDS, chars=_NAME_CHARS),
                *self._of_person(told),
            ),
            rows=tuple((unit.name, *self._row(person)) for unit in told.units for person in unit.people),
            texts=3,
            blanks=len(_BLANKS),
        )

    def units(self, told: DualAssessment) -> Sheet:
        """The people of each unit together."""
        names = ("people", "planned", "came")
        return Sheet(
            title=self._t("people_sheet.units"),
            columns=(
                Column(title=self._t("column.unit"), shape=Shape.WORDS, chars=_NAME_CHARS),
                *(self._column(name) for name in names),
                self._column("attendance", Shape.SHARE),
                self._column("hours", Shape.TENTH),
                *(self._column(name) for name in ("served", "decided", "evaluations")),
                self._column("evaluation_mean", Shape.TENTH),
            ),
            rows=tuple(
                (
                    unit.name,
                    len(unit.people),
                    unit.planned,
                    unit.came,
                    share(unit.came, unit.planned),
                    unit.hours,
                    unit.served,
                    unit.decided,
                    unit.evaluations,
                    unit.evaluation_mean,
                )
                for unit in told.units
            ),
        )

    def _of_unit(self, told: DualAssessment, number: int) -> Sheet:
        """What the sending unit is given: its own people, on a page and a tab of their own."""
        unit = told.units[number]
        return Sheet(
            title=self._t("people_sheet.of_unit", unit=unit.name),
            columns=self._of_person(told),
            rows=tuple(self._row(person) for person in unit.people),
            texts=2,
            blanks=len(_BLANKS),
            note=self._t("people_sheet.sign"),
            starts_page=True,
        )

    def _of_person(self, told: DualAssessment) -> tuple[Column, ...]:
        blanks = (
            self._t("column.by_centre", percent=told.centre_percent),
            self._t("column.by_unit", percent=told.sending_unit_percent),
            self._t("column.together"),
        )
        return (
            self._column("name", Shape.WORDS),
            self._column("role", Shape.WORDS),
            *(self._column(name) for name in ("planned", "came")),
            self._column("attendance", Shape.SHARE),
            self._column("hours", Shape.TENTH),
            self._column("served"),
            self._column("service", Shape.TENTH),
            *(self._column(name) for name in ("decided", "evaluations")),
            self._column("evaluation_mean", Shape.TENTH),
            *(Column(title=title, shape=Shape.TENTH, chars=_SCORE_CHARS) for title in blanks),
        )

    def _row(self, person: PersonSheet) -> tuple[Cell, ...]:
        came = None if person.planned is None else person.came
        return (
            person.name,
            self._role(person.role),
            person.planned,
            came,
            share(came or 0, person.planned or 0),
            person.hours,
            person.served,
            person.service_min,
            person.decided,
            person.evaluations,
            person.evaluation_mean,
            *_BLANKS,
        )

    def _role(self, role: str) -> str:
        try:
            return self._texts.get(f"counter_desk.role.{role}") if role else ""
        except TextError:  # of a newer hall
            return role

    def _definitions(self, told: DualAssessment) -> tuple[str, ...]:
        facts = {"centre": told.centre_percent, "unit": told.sending_unit_percent}
        names = ("dual", "attendance", "work", "few")
        return tuple(self._t(f"people_sheet.definition.{name}", **facts) for name in names)

    def _column(self, name: str, shape: Shape = Shape.COUNT) -> Column:
        return Column(title=self._t(f"column.{name}"), shape=shape)

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports_assessment.{key}", **facts)
