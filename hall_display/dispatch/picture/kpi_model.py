"""KPIs of a period; every number of a line opens its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked
from cases.figures.kpis import BY_ID, KpiUnit
from cases.views_dispatch import DispatchView
from cases.views_figures import KpiBoard, PeriodKpis
from hall_display.dispatch.figures_shown import FigureBook
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.picture.age import Age, age_of
from hall_display.dispatch.picture.kpi_lines import KpiShown, kpi_line
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

PANEL = "kpis"


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """A period that can be chosen."""

    period: str
    name: str
    is_chosen: bool


@QmlElement
class KpiModel(QObject):
    """The period that was chosen stays chosen while the hall tells it."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked

    def __init__(self, ground: DispatchGround, book: FigureBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._book = ground, book
        self._board: KpiBoard | None = None
        self._chosen = "month"
        self._questions: dict[str, FigureAsked] = {}
        self._age = Age()
        self._lines = RowModel(KpiShown, lambda row: row.kpi, self)
        self._periods = RowModel(PeriodShown, lambda row: row.period, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view."""
        board = view.kpis if view else None
        if board == self._board:
            self.refresh()
            return
        self._board = board
        self._show()

    def refresh(self) -> None:
        """Time alone makes figures old."""
        age = self._age_now()
        if age != self._age:
            self._age = age
            self.changed.emit()

    @Slot(str)
    def choose(self, period: str) -> None:
        """Another period."""
        self._chosen = period
        self._show()

    @Slot(str, str)
    def openFigure(self, kpi: str, which: str) -> None:
        """ "value", "part" or "whole" of a line."""
        if (asked := self._questions.get(f"{kpi}.{which}")) is not None:
            self.opened.emit(asked)

    def _age_now(self) -> Age:
        as_of = self._board.as_of if self._board else None
        return age_of(as_of, self._ground.clock.now(), self._ground.texts)

    def _period(self) -> PeriodKpis | None:
        periods = self._board.periods if self._board else ()
        return next(
            (period for period in periods if period.period == self._chosen), next(iter(periods), None)
        )

    def _show(self) -> None:
        texts, period = self._ground.texts, self._period()
        lines = [kpi_line(told, texts) for told in period.values] if period else []
        self._lines.set_rows([line for line in lines if line is not None])
        told = self._board.periods if self._board else ()
        self._periods.set_rows(
            [
                PeriodShown(each.period, texts.get(f"dispatch_picture.period.{each.period}"), each is period)
                for each in told
            ]
        )
        figures = list(_figures(period))
        self._questions = {key: asked for key, asked, _count in figures}
        self._book.write(PANEL, [(key, asked, count) for key, asked, count in figures if count is not None])
        self._age = self._age_now()
        self.changed.emit()

    def _source(self) -> str:
        return self._ground.texts.get(f"dispatch_picture.source.{self._board.source}") if self._board else ""

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    periods = Property(RowModel, lambda self: self._periods, constant=True)
    hasFigures = Property(bool, lambda self: self._board is not None, notify=changed)
    source = Property(str, lambda self: self._source(), notify=changed)
    asOf = Property(str, lambda self: self._age.words, notify=changed)
    isStale = Property(bool, lambda self: self._age.is_stale, notify=changed)


def _figures(period: PeriodKpis | None) -> Iterator[tuple[str, FigureAsked, int | None]]:
    """Every question; the count is None where the number shown is no count (working days)."""
    for told in period.values if period else ():
        if told.behind is not None and told.part is not None:
            yield f"{told.kpi}.part", told.behind, told.part
        elif told.behind is not None:
            is_count = BY_ID[told.kpi].unit is KpiUnit.COUNT if told.kpi in BY_ID else False
            yield f"{told.kpi}.value", told.behind, int(told.value or 0) if is_count else None
        if told.behind_whole is not None and told.whole is not None:
            yield f"{told.kpi}.whole", told.behind_whole, told.whole
