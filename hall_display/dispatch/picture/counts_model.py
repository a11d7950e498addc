"""高频类型 as bars, and 五步 of today as five numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.hall_time import hall_time
from cases.views_dispatch import DispatchView
from cases.views_figures import StepsView, TopTypes
from hall_display.dispatch.figures_shown import FigureBook
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.picture.age import Age, age_of
from hall_display.plots.bars_shown import BarShown, type_bars
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

TYPES, STEPS = "types", "steps"
_STEPS = {
    "recorded": FigureName.STEP_RECORDED,
    "sent": FigureName.STEP_SENT,
    "handled": FigureName.STEP_HANDLED,
    "told": FigureName.STEP_TOLD,
    "rated": FigureName.STEP_RATED,
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One of the five steps; `share` of the largest."""

    key: str
    name: str
    count: str
    share: float


@QmlElement
class CountsModel(QObject):
    """Both panels, each with its own age."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked

    def __init__(self, ground: DispatchGround, book: FigureBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._book = ground, book
        self._types: TopTypes | None = None
        self._steps: StepsView | None = None
        self._ages: tuple[Age, Age] = (Age(), Age())
        self._bars = RowModel(BarShown, lambda row: row.key, self)
        self._step_rows = RowModel(StepShown, lambda row: row.key, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view."""
        told = (view.types, view.steps) if view else (None, None)
        if told == (self._types, self._steps):
            self.refresh()
            return
        self._types, self._steps = told
        self._bars.set_rows(type_bars(self._types, self._ground.texts))
        self._step_rows.set_rows(_step_rows(self._steps, self._ground))
        self._book.write(TYPES, _type_figures(self._types))
        self._book.write(STEPS, _step_figures(self._steps))
        self._ages = self._ages_now()
        self.changed.emit()

    def refresh(self) -> None:
        """Time alone makes figures old."""
        ages = self._ages_now()
        if ages != self._ages:
            self._ages = ages
            self.changed.emit()

    @Slot(str, str)
    def openFigure(self, panel: str, key: str) -> None:
        """A bar, a step, or "total" of the types."""
        if (asked := self._book.question(panel, key)) is not None:
            self.opened.emit(asked)

    def _ages_now(self) -> tuple[Age, Age]:
        now, texts = self._ground.clock.now(), self._ground.texts
        types = age_of(self._types.as_of if self._types else None, now, texts)
        return types, age_of(self._steps.as_of if self._steps else None, now, texts)

    def _days(self) -> str:
        if self._types is None:
            return ""
        days = (self._types.last_day - self._types.first_day).days + 1
        return self._ground.texts.get("dispatch_picture.types.days", days=days)

    def _rest(self) -> str:
        if self._types is None or not self._types.rest:
            return ""
        return self._ground.texts.get("dispatch_picture.types.rest", count=self._types.rest)

    def _is_today(self) -> bool:
        return self._steps is None or self._steps.day == hall_time(self._ground.clock.now()).date()

    def _step_day(self) -> str:
        if self._steps is None:
            return ""
        key = "today" if self._is_today() else "day"
        return self._ground.texts.get(
            f"dispatch_picture.steps.{key}", month=self._steps.day.month, day=self._steps.day.day
        )

    bars = Property(RowModel, lambda self: self._bars, constant=True)
    days = Property(str, lambda self: self._days(), notify=changed)
    total = Property(str, lambda self: str(self._types.total) if self._types else "", notify=changed)
    rest = Property(str, lambda self: self._rest(), notify=changed)
    restCount = Property(int, lambda self: (self._types.rest or 0) if self._types else 0, notify=changed)
    hasTypes = Property(bool, lambda self: self._types is not None, notify=changed)
    typesAsOf = Property(str, lambda self: self._ages[0].words, notify=changed)
    areTypesStale = Property(bool, lambda self: self._ages[0].is_stale, notify=changed)

    steps = Property(RowModel, lambda self: self._step_rows, constant=True)
    stepDay = Property(str, lambda self: self._step_day(), notify=changed)
    hasSteps = Property(bool, lambda self: self._steps is not None, notify=changed)
    stepsAsOf = Property(str, lambda self: self._ages[1].words, notify=changed)
    areStepsStale = Property(bool, lambda self: self._ages[1].is_stale, notify=changed)


def _step_rows(steps: StepsView | None, ground: DispatchGround) -> list[StepShown]:
    if steps is None:
        return []
    top = max(1, *steps.counts)
    return [
        StepShown(key, ground.texts.get(f"dispatch_picture.steps.{key}"), str(count), count / top)
        for key, count in zip(_STEPS, steps.counts, strict=True)
    ]


def _step_figures(steps: StepsView | None) -> list[tuple[str, FigureAsked, int]]:
    if steps is None:
        return []
    return [
        (key, FigureAsked(name=name, first_day=steps.day, last_day=steps.day), count)
        for (key, name), count in zip(_STEPS.items(), steps.counts, strict=True)
    ]


def _type_figures(types: TopTypes | None) -> list[tuple[str, FigureAsked, int]]:
    if types is None:
        return []
    total = FigureAsked(name=FigureName.RECEIVED, first_day=types.first_day, last_day=types.last_day)
    bars = [(line.key, line.behind, line.count) for line in types.lines]
    known = [(key, asked, count) for key, asked, count in bars if asked is not None and count is not None]
    rest = [("rest", types.rest_behind, types.rest or 0)] if types.rest_behind else []
    return [*known, *rest, ("total", total, types.total)]
