"""The view-model of the whole picture: map, trend, types and steps, KPIs, risk; one door in, one signal out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.views_dispatch import DispatchView
from hall_display.dispatch.figures_shown import FigureBook, FigureShown
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.picture.counts_model import CountsModel
from hall_display.dispatch.picture.kpi_model import KpiModel
from hall_display.dispatch.picture.map_model import MapModel
from hall_display.dispatch.picture.risk_model import RiskModel
from hall_display.dispatch.picture.trend_model import TrendModel
from screenkit.property_shim import Property

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 5_000
"""How often it is looked whether figures have grown old; nothing is drawn unless a word changed."""


@QmlElement
class PictureViewModel(QObject):
    """Feed it with `on_view`. Raises PolicyError when the map's file is wrong."""

    opened = Signal(object)  # FigureAsked: somebody wants to see what stands behind a number

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = FigureBook()
        self._map = MapModel(ground, self._book, self)
        self._trend = TrendModel(ground, self._book, self)
        self._counts = CountsModel(ground, self._book, self)
        self._kpis = KpiModel(ground, self._book, self)
        self._risk = RiskModel(ground, self._book, self)
        self._parts = (self._map, self._trend, self._counts, self._kpis, self._risk)
        for part in self._parts:
            part.opened.connect(self.opened)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view; None: nobody is signed in, nothing is shown."""
        for part in self._parts:
            part.on_view(view)

    @Slot()
    def refresh(self) -> None:
        """Time alone makes figures old."""
        for part in self._parts:
            part.refresh()

    def figures(self) -> Iterator[FigureShown]:
        """Every number here with its question (figures_shown)."""
        return iter(self._book)

    map = Property(MapModel, lambda self: self._map, constant=True)
    trend = Property(TrendModel, lambda self: self._trend, constant=True)
    counts = Property(CountsModel, lambda self: self._counts, constant=True)
    kpis = Property(KpiModel, lambda self: self._kpis, constant=True)
    risk = Property(RiskModel, lambda self: self._risk, constant=True)
