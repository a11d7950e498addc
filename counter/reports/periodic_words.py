"""月报、年报 in words: every KPI beside the period before and that of a year ago. Pure."""

from datetime import date, datetime

from cases.figures.kpis import BY_ID, KpiUnit, share
from cases.figures.periodic_report import AreaPart, PartLine, PeriodicReport, Span, change
from cases.hall_time import hall_time
from cases.matter.amount import amount_text
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_figures import KpiValue
from counter.reports.told_report import ToldReport
from printing.reports.report import Figure, Figures, ReportDocument
from printing.reports.report_sheet import Cell, Column, Shape, Sheet, Told, table_of, written

_SHAPES = {KpiUnit.COUNT: Shape.COUNT, KpiUnit.SHARE: Shape.SHARE, KpiUnit.WORKDAYS: Shape.COUNT}
_FIRST = ("accepted", "resolved", "resolution_rate", "in_time_rate", "overdue_rate", "satisfaction_rate")
_THREE = ("this", "before", "year_ago")
_PERIODS = {Span.MONTH: 3, Span.YEAR: 2}  # of a year the one before is the one a year ago
_NAME_CHARS = 26


class PeriodicWords:
    """One report's words, in one hall's policy."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts
        self._none = texts.get("reports.figure.none")

    def report(self, told: PeriodicReport, now: datetime) -> ToldReport:
        """The whole."""
        sheets = (
            self.kpis(told),
            self._parts(told, "types", told.types),
            self.areas(told),
            self.trend(told),
            self._parts(told, "triggers", told.triggers),
            self._parts(told, "rungs", told.rungs),
        )
        return ToldReport(
            document=ReportDocument(
                centre=self._policy.hall.full_name,
                title=self._t(f"periodic.title_{told.span}"),
                period=self.period(told),
                printed=self._texts.get("reports.document.printed", at=f"{hall_time(now):%Y-%m-%d %H:%M}"),
                blocks=(self.figures(told), *(table_of(sheet, self._none) for sheet in sheets if sheet.rows)),
                definitions_title=self._texts.get("reports.document.definitions"),
                definitions=self._definitions(told),
                page=self._texts.get("reports.document.page", page="{page}", pages="{pages}"),
            ),
            sheets=sheets,
            as_of=self._t("as_of", at=f"{hall_time(told.as_of):%Y-%m-%d %H:%M}")
            + f"  {self._t(f'periodic.source_{told.source}')}",
        )

    def period(self, told: PeriodicReport) -> str:
        """Which month or year, and how far it has come."""
        first, last = told.periods.this
        name = self._t(f"period.{told.span}", year=first.year, month=first.month)
        return name if told.periods.is_over else name + self._t("period.running", day=f"{last:%Y-%m-%d}")

    def figures(self, told: PeriodicReport) -> Figures:
        """What comes first."""
        values = {value.kpi: value for value in told.kpis[0]}
        return Figures(
            figures=tuple(
                Figure(
                    label=self._kpi(kpi), value=written(values[kpi].value, _shape(values[kpi]), self._none)
                )
                for kpi in _FIRST
            )
        )

    def kpis(self, told: PeriodicReport) -> Sheet:
        """Every KPI of the three periods."""
        return Sheet(
            title=self._t("periodic.kpis"),
            columns=(
                Column(title=self._t("column.kpi"), shape=Shape.WORDS, chars=_NAME_CHARS),
                *self._periods(told),
                *self._against(told),
            ),
            rows=tuple(self._kpi_row(told, values) for values in zip(*told.kpis, strict=True)),
        )

    def areas(self, told: PeriodicReport) -> Sheet:
        """Where matters came from."""
        return Sheet(
            title=self._t("periodic.areas"),
            columns=(
                Column(title=self._t("column.area"), shape=Shape.WORDS, chars=_NAME_CHARS),
                *self._plain(told),
                *self._against(told),
                *(self._column(name) for name in ("closed", "resolved")),
                self._column("resolution_rate", Shape.SHARE),
                self._column("open_red"),
            ),
            rows=tuple(_area_row(told, area) for area in told.areas),
        )

    def trend(self, told: PeriodicReport) -> Sheet:
        """Flows and stock, by the day or by the month."""
        return Sheet(
            title=self._t(f"periodic.trend_{told.span}"),
            columns=(
                Column(
                    title=self._t("column.day" if told.span is Span.MONTH else "column.month"),
                    shape=Shape.DAY,
                    chars=14,
                ),
                *(self._column(name) for name in ("received", "ended", "worsened", "stock")),
            ),
            rows=tuple(
                (
                    one.first_day if told.span is Span.MONTH else f"{one.first_day:%Y-%m}",
                    *(one.received, one.ended, one.worsened, one.stock),
                )
                for one in told.trend
            ),
        )

    def _parts(self, told: PeriodicReport, name: str, lines: tuple[PartLine, ...]) -> Sheet:
        return Sheet(
            title=self._t(f"periodic.{name}"),
            columns=(
                Column(title=self._t(f"column.{name}"), shape=Shape.WORDS, chars=_NAME_CHARS),
                *self._plain(told),
                *self._against(told),
            ),
            rows=tuple((line.name, *_counts(told, line.counts)) for line in lines),
        )

    def _kpi_row(self, told: PeriodicReport, values: tuple[KpiValue, ...]) -> tuple[Cell, ...]:
        this, *others = values[: _PERIODS[told.span]]
        shape = _shape(this)
        return (
            self._kpi(this.kpi),
            *(Told(value=one.value, shape=shape) for one in (this, *others)),
            *(_against(this, other) for other in others),
        )

    def _periods(self, told: PeriodicReport) -> tuple[Column, ...]:
        each = list(zip(_THREE, told.periods.each(), strict=True))[: _PERIODS[told.span]]
        return tuple(
            Column(title=f"{self._t(f'column.{when}')}\n{_days(days)}", chars=16) for when, days in each
        )

    def _plain(self, told: PeriodicReport) -> tuple[Column, ...]:
        """The periods; their days stand above the KPIs."""
        return tuple(self._column(when) for when in _THREE[: _PERIODS[told.span]])

    def _against(self, told: PeriodicReport) -> tuple[Column, ...]:
        return tuple(
            self._column(f"against_{when}", Shape.CHANGE) for when in _THREE[1 : _PERIODS[told.span]]
        )

    def _kpi(self, kpi: str) -> str:
        return self._t(f"kpi.{kpi}", amount=amount_text(self._policy.grading.major_amount_fen))

    def _definitions(self, told: PeriodicReport) -> tuple[str, ...]:
        names = ("cohort", *(() if told.periods.is_over else ("running",)), "compare", "flow")
        return tuple(self._t(f"periodic.definition.{name}") for name in names)

    def _column(self, name: str, shape: Shape = Shape.COUNT) -> Column:
        return Column(title=self._t(f"column.{name}"), shape=shape)

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports_assessment.{key}", **facts)


def _shape(value: KpiValue) -> Shape:
    return _SHAPES[BY_ID[value.kpi].unit]


def _against(now: KpiValue, then: KpiValue) -> Told:
    """Of a share the difference in points; of a count by how much it grew."""
    if BY_ID[now.kpi].unit is not KpiUnit.SHARE:
        return Told(value=change(now.value, then.value), shape=Shape.CHANGE)
    known = now.value is not None and then.value is not None
    return Told(value=((now.value or 0) - (then.value or 0)) * 100 if known else None, shape=Shape.POINTS)


def _counts(told: PeriodicReport, counts: tuple[int, int, int]) -> tuple[Cell, ...]:
    this, *others = counts[: _PERIODS[told.span]]
    return (this, *others, *(change(this, other) for other in others))


def _area_row(told: PeriodicReport, area: AreaPart) -> tuple[Cell, ...]:
    return (
        area.name,
        *_counts(told, area.accepted),
        area.closed,
        area.resolved,
        share(area.resolved, area.accepted[0]),
        area.open_red,
    )


def _days(days: tuple[date, date]) -> str:
    first, last = days
    return f"{first:%y-%m-%d}/{last:%m-%d}"
