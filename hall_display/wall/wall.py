"""The view-model of the public wall: a window on `WallShown` and `FiguresShown`. One for all windows of a machine."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.live import FeedState
from case_store.clock import Clock
from cases.texts import Texts
from cases.views import WallView
from hall_display.map.drawing import load_map
from hall_display.map.map_shown import BannerShown
from hall_display.plots.bars_shown import BarShown
from hall_display.plots.trend_shown import DayShown, TickShown
from hall_display.wall.figures_shown import (
    AGED,
    AgeShown,
    AreaRow,
    FigureRow,
    FiguresHow,
    FiguresShown,
    NoticeRow,
    figures_shown,
)
from hall_display.wall.wall_shown import (
    AbsentShown,
    CallShown,
    DeskShown,
    QueueShown,
    RosterShown,
    WallShown,
    wall_shown,
)
from screenkit.policy_in_force import PolicyInForce
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

Row = TypeVar("Row")
ALWAYS = frozenset({"calls", "absent", "queues", "lights"})
"""Panels that have something to say even when there is nothing: nobody waits, nobody was called."""
TICK_MS = 1000
"""How often the clock is looked at; nothing is drawn unless a word changed."""


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """The newest call and when the frame that shows it was on the screen (time.monotonic seconds)."""

    ticket_no: str
    counter_no: str
    call_no: int
    frame_drawn_at: float


@QmlElement
class PanelAge(QObject):
    """When a panel's figures were made, and whether that is too long ago."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = AgeShown()

    def tell(self, shown: AgeShown) -> None:
        """What holds now."""
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    words = Property(str, lambda self: self._shown.words, notify=changed)
    isOld = Property(bool, lambda self: self._shown.is_old, notify=changed)


@QmlElement
class WallViewModel(QObject):
    """Everything the wall shows. Feed it with `on_view` and `on_state`; both may come at any time, in any order."""

    changed = Signal()
    newCall = Signal()

    def __init__(
        self, in_force: PolicyInForce, texts: Texts, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._in_force, self._texts, self._clock = in_force, texts, clock
        self._view: WallView | None = None
        self._link = FeedState(connected=False)
        self._ahead = timedelta()  # of the hall's clock before this machine's, whose battery may be empty
        self._older = RowModel(CallShown, lambda call: call.ticket_no, self)
        self._queues = RowModel(QueueShown, lambda queue: queue.letter, self)
        self._absent = RowModel(AbsentShown, lambda absent: absent.ticket_no, self)
        self._desks = RowModel(DeskShown, lambda desk: desk.counter, self)
        self._roster = RowModel(RosterShown, lambda line: line.unit_name, self)
        self._steps = RowModel(FigureRow, lambda row: row.key, self)
        self._kpis = RowModel(FigureRow, lambda row: row.key, self)
        self._types = RowModel(BarShown, lambda row: row.key, self)
        self._trend = RowModel(FigureRow, lambda row: row.key, self)
        self._trend_days = RowModel(DayShown, lambda row: row.day, self)
        self._trend_ticks = RowModel(TickShown, lambda row: row.text, self)
        self._areas = RowModel(AreaRow, lambda row: row.key, self)
        self._banners = RowModel(BannerShown, lambda row: row.code, self)
        self._notices = RowModel(NoticeRow, lambda row: row.key, self)
        self._ages = {panel: PanelAge(self) for panel in AGED}
        self._how = FiguresHow(drawing=load_map(texts))
        self._layout_trouble = ""
        self._awaiting_frame = False
        self.last_frame_at: float | None = None
        self.drawn: DrawnCall | None = None
        self.shown: WallShown = wall_shown(None, self._link, in_force.policy, texts, clock.now())
        self.figures = FiguresShown()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    def on_view(self, view: WallView) -> None:
        """The hall's newest view."""
        self._in_force.on_view(view.policy)
        before, self._view = self._newest_call(), view
        self._show()
        if self._is_newer_than(before):
            self._awaiting_frame = True
            self.newCall.emit()

    def on_state(self, state: FeedState) -> None:
        """Whether the hall answers. That it still does changes no word before the next tick."""
        was, self._link = self._link, state
        if state.connected and state.hall_time is not None:
            self._ahead = state.hall_time - self._clock.now()
        if not (was.connected and state.connected):
            self._show()

    @Slot()
    def on_frozen(self) -> None:
        """The feed was found dead: what stands here was last heard when it last spoke."""
        self.on_state(replace(self._link, connected=False))

    @Slot()
    def on_frame(self) -> None:
        """A frame was put on the screen (QQuickWindow.frameSwapped)."""
        self.last_frame_at = time.monotonic()
        if self._awaiting_frame and self._view is not None and self._view.calls:
            self._awaiting_frame = False
            call = self._view.calls[0]
            self.drawn = DrawnCall(call.ticket_no, str(call.counter_no), call.call_no, self.last_frame_at)

    def _newest_call(self) -> tuple[datetime, str] | None:
        if self._view is None or not self._view.calls:
            return None
        call = self._view.calls[0]
        return call.called_at, call.ticket_no

    def _is_newer_than(self, before: tuple[datetime, str] | None) -> bool:
        """Whether a call has come; a passed number that leaves the wall shows an older one, which is no news."""
        newest = self._newest_call()
        return newest is not None and (before is None or newest > before)

    def use(self, kpi_names: tuple[str, ...], stale_after: timedelta, layout_trouble: str = "") -> None:
        """What the layout says: which KPIs, from which age on figures stand in grey, and what is wrong with it."""
        self._how = replace(self._how, kpi_names=kpi_names, stale_after=stale_after)
        self._layout_trouble = layout_trouble
        self._show()
        self.changed.emit()

    @property
    def is_old(self) -> bool:
        """Whether any figure is too old to be believed."""
        return any(shown.is_old for shown in self.figures.ages.values())

    def having(self) -> frozenset[str]:
        """The panels that have something to show."""
        rows = {
            "desks": self.shown.desks,
            "roster": self.shown.roster,
            "steps": self.figures.steps,
            "kpis": self.figures.kpis,
            "types": self.figures.types,
            "trend": self.figures.trend,
            "areas": self.figures.areas,
            "notices": self.figures.notices,
        }
        return frozenset(ALWAYS | {panel for panel, shown in rows.items() if shown})

    @Slot()
    def _show(self) -> None:
        now = self._clock.now() + self._ahead
        heard_at = self._link.last_heard_at
        link = replace(self._link, last_heard_at=heard_at and heard_at + self._ahead)
        shown = wall_shown(self._view, link, self._in_force.policy, self._texts, now)
        figures = figures_shown(self._view, self._how, self._texts, now, self.figures)
        before, before_figures = self.shown, self.figures
        self.shown, self.figures = shown, figures
        if shown == before and figures == before_figures:
            return
        _tell(self._older, shown.older, before.older)
        _tell(self._queues, shown.queues, before.queues)
        _tell(self._absent, shown.absent, before.absent)
        _tell(self._desks, shown.desks, before.desks)
        _tell(self._roster, shown.roster, before.roster)
        _tell(self._steps, figures.steps, before_figures.steps)
        _tell(self._kpis, figures.kpis, before_figures.kpis)
        _tell(self._types, figures.types, before_figures.types)
        _tell(self._trend, figures.trend, before_figures.trend)
        _tell(self._trend_days, figures.plot.days, before_figures.plot.days)
        _tell(self._trend_ticks, figures.plot.stock_ticks, before_figures.plot.stock_ticks)
        _tell(self._areas, figures.areas, before_figures.areas)
        _tell(self._banners, figures.banners, before_figures.banners)
        _tell(self._notices, figures.notices, before_figures.notices)
        for panel, shown_age in self._ages.items():
            shown_age.tell(figures.ages.get(panel, AgeShown()))
        self.changed.emit()

    centre = Property(str, lambda self: self.shown.centre, notify=changed)
    slogan = Property(str, lambda self: self.shown.slogan, notify=changed)
    date = Property(str, lambda self: self.shown.date, notify=changed)
    weekday = Property(str, lambda self: self.shown.weekday, notify=changed)
    clock = Property(str, lambda self: self.shown.clock, notify=changed)

    ticketNo = Property(str, lambda self: self.shown.newest.ticket_no, notify=changed)
    counterNo = Property(str, lambda self: self.shown.newest.counter_no, notify=changed)
    queueName = Property(str, lambda self: self.shown.newest.queue_name, notify=changed)
    zone = Property(str, lambda self: self.shown.newest.zone, notify=changed)
    again = Property(str, lambda self: self.shown.newest.again, notify=changed)
    spoken = Property(str, lambda self: self.shown.newest.spoken, notify=changed)
    older = Property(RowModel, lambda self: self._older, constant=True)

    queues = Property(RowModel, lambda self: self._queues, constant=True)
    queueNameEm = Property(float, lambda self: self.shown.queue_name_em, notify=changed)
    absent = Property(RowModel, lambda self: self._absent, constant=True)
    absentNone = Property(str, lambda self: self.shown.nobody_absent, notify=changed)

    desks = Property(RowModel, lambda self: self._desks, constant=True)
    roster = Property(RowModel, lambda self: self._roster, constant=True)

    steps = Property(RowModel, lambda self: self._steps, constant=True)
    kpis = Property(RowModel, lambda self: self._kpis, constant=True)
    types = Property(RowModel, lambda self: self._types, constant=True)
    typesTotal = Property(str, lambda self: self.figures.types_total, notify=changed)
    typesNone = Property(str, lambda self: self.figures.types_none, notify=changed)
    trend = Property(RowModel, lambda self: self._trend, constant=True)
    trendDays = Property(RowModel, lambda self: self._trend_days, constant=True)
    trendTicks = Property(RowModel, lambda self: self._trend_ticks, constant=True)
    trendPath = Property(str, lambda self: self.figures.plot.stock_path, notify=changed)
    trendTop = Property(str, lambda self: self.figures.plot.bar_top, notify=changed)
    areas = Property(RowModel, lambda self: self._areas, constant=True)
    banners = Property(RowModel, lambda self: self._banners, constant=True)
    mapWidth = Property(float, lambda self: self._how.drawing.width, constant=True)
    mapHeight = Property(float, lambda self: self._how.drawing.height, constant=True)
    isAreaHidden = Property(
        bool, lambda self: any(row.is_hidden for row in self.figures.areas), notify=changed
    )
    areasTotal = Property(str, lambda self: self.figures.areas_total, notify=changed)
    notices = Property(RowModel, lambda self: self._notices, constant=True)
    lightsAge = Property(PanelAge, lambda self: self._ages["lights"], constant=True)
    stepsAge = Property(PanelAge, lambda self: self._ages["steps"], constant=True)
    kpisAge = Property(PanelAge, lambda self: self._ages["kpis"], constant=True)
    typesAge = Property(PanelAge, lambda self: self._ages["types"], constant=True)
    trendAge = Property(PanelAge, lambda self: self._ages["trend"], constant=True)
    areasAge = Property(PanelAge, lambda self: self._ages["areas"], constant=True)
    layoutTrouble = Property(str, lambda self: self._layout_trouble, notify=changed)

    normal = Property(str, lambda self: self.shown.lights.normal, notify=changed)
    soon = Property(str, lambda self: self.shown.lights.soon, notify=changed)
    overdue = Property(str, lambda self: self.shown.lights.overdue, notify=changed)
    openTotal = Property(str, lambda self: self.shown.lights.total, notify=changed)

    phone = Property(str, lambda self: self.shown.phone, notify=changed)
    hours = Property(str, lambda self: self.shown.hours, notify=changed)
    lost = Property(str, lambda self: self.shown.lost, notify=changed)
    lostAge = Property(str, lambda self: self.shown.lost_age, notify=changed)


def _tell(model: RowModel[Row], rows: tuple[Row, ...], before: tuple[Row, ...]) -> None:
    """Most of what is told leaves most panels as they are."""
    if rows != before:
        model.set_rows(rows)
