"""The trend: thirty days of stock, what came in and what ended; the numbers of the day that somebody points at."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.views_dispatch import DispatchView
from cases.views_figures import TrendDay, TrendView
from hall_display.dispatch.figures_shown import FigureBook
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.picture.age import Age, age_of
from hall_display.plots.trend_shown import DayShown, TickShown, TrendShown, trend_shown
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

PANEL = "trend"
_OF_A_DAY = {
    "received": FigureName.RECEIVED,
    "ended": FigureName.ENDED,
    "worsened": FigureName.WORSENED,
}


@QmlElement
class TrendModel(QObject):
    """`chosen` is the day that is read out: the last one, until somebody points at another."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked

    def __init__(self, ground: DispatchGround, book: FigureBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._book = ground, book
        self._trend: TrendView | None = None
        self._shown = TrendShown()
        self._chosen = -1  # counted from the last day, so that it stays where it is when a day begins
        self._age = Age()
        self._days = RowModel(DayShown, lambda row: row.day, self)
        self._ticks = RowModel(TickShown, lambda row: row.text, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view."""
        trend = view.trend if view else None
        if trend == self._trend:
            self.refresh()
            return
        self._trend = trend
        self._shown = trend_shown(trend, self._ground.texts)
        self._days.set_rows(self._shown.days)
        self._ticks.set_rows(self._shown.stock_ticks)
        self._write()

    def refresh(self) -> None:
        """Time alone makes figures old."""
        as_of = self._trend.as_of if self._trend else None
        age = age_of(as_of, self._ground.clock.now(), self._ground.texts)
        if age != self._age:
            self._age = age
            self.changed.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        """A day by its place in the plot."""
        chosen = index - len(self._shown.days)
        if 0 <= index < len(self._shown.days) and chosen != self._chosen:
            self._chosen = chosen
            self._write()

    @Slot(str)
    def openFigure(self, key: str) -> None:
        """ "received", "ended", "worsened" of the chosen day; "stock" of today."""
        if (asked := self._book.question(PANEL, key)) is not None:
            self.opened.emit(asked)

    def _write(self) -> None:
        self._book.write(PANEL, self._figures())
        as_of = self._trend.as_of if self._trend else None
        self._age = age_of(as_of, self._ground.clock.now(), self._ground.texts)
        self.changed.emit()

    def _figures(self) -> Iterator[tuple[str, FigureAsked, int]]:
        day = self._day()
        if day is None:
            return
        for key, name in _OF_A_DAY.items():
            yield key, FigureAsked(name=name, first_day=day.day, last_day=day.day), getattr(day, key)
        if self._is_last():  # of an earlier day nobody can say today which cases they were
            yield "stock", FigureAsked(name=FigureName.OPEN), day.stock

    def _index(self) -> int:
        return max(0, len(self._shown.days) + self._chosen) if self._shown.days else -1

    def _is_last(self) -> bool:
        return self._index() == len(self._shown.days) - 1

    def _day(self) -> TrendDay | None:
        return self._trend.days[self._index()] if self._trend and self._trend.days else None

    def _count(self, key: str) -> str:
        day = self._day()
        return "" if day is None else str(getattr(day, key))

    def _day_words(self) -> str:
        day = self._day()
        if day is None:
            return ""
        key = "today" if self._is_last() else "day"
        return self._ground.texts.get(f"dispatch_picture.trend.{key}", month=day.day.month, day=day.day.day)

    days = Property(RowModel, lambda self: self._days, constant=True)
    ticks = Property(RowModel, lambda self: self._ticks, constant=True)
    stockPath = Property(str, lambda self: self._shown.stock_path, notify=changed)
    barTop = Property(str, lambda self: self._shown.bar_top, notify=changed)
    chosen = Property(int, lambda self: self._index(), notify=changed)
    isLast = Property(bool, lambda self: self._is_last(), notify=changed)
    day = Property(str, lambda self: self._day_words(), notify=changed)
    stock = Property(str, lambda self: self._count("stock"), notify=changed)
    received = Property(str, lambda self: self._count("received"), notify=changed)
    ended = Property(str, lambda self: self._count("ended"), notify=changed)
    worsened = Property(str, lambda self: self._count("worsened"), notify=changed)
    hasFigures = Property(bool, lambda self: bool(self._shown.days), notify=changed)
    asOf = Property(str, lambda self: self._age.words, notify=changed)
    isStale = Property(bool, lambda self: self._age.is_stale, notify=changed)
