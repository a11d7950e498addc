"""The view-model of the page 大厅: desks, zones and rooms, duty, devices, halls."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.views_dispatch import DispatchView
from hall_display.dispatch.figures_shown import FigureBook, FigureShown
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.hall_now.lines import (
    DOWN,
    DeskShown,
    DeviceShown,
    DutyShown,
    HallShown,
    ZoneShown,
    desk_lines,
    device_lines,
    duty_lines,
    hall_lines,
    zone_lines,
)
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HallNowViewModel(QObject):
    """Feed it with `on_view`, and with `refresh` as time passes."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked: somebody wants to see what stands behind a number

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._book = FigureBook()
        self._view: DispatchView | None = None
        self._desks = RowModel(DeskShown, lambda line: line.counter, self)
        self._zones = RowModel(ZoneShown, lambda line: line.zone, self)
        self._duty = RowModel(DutyShown, lambda line: line.key, self)
        self._devices = RowModel(DeviceShown, lambda line: line.device_id, self)
        self._halls = RowModel(HallShown, lambda line: line.stream, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view; None: nobody is signed in."""
        self._view = view
        self._write_figures(view)
        self.refresh()
        self.changed.emit()

    def figures(self) -> Iterator[FigureShown]:
        """Every number here with its question (figures_shown)."""
        return iter(self._book)

    def refresh(self) -> None:
        """Time alone changes ages: lines, and nothing else."""
        view, texts = self._view, self._ground.texts
        policy, now = self._ground.in_force.policy, self._ground.clock.now()
        # Somebody who sees an area only is told nothing of the hall itself: no row then, not a row of closed counters.
        self._desks.set_rows(desk_lines(view.desks, policy, texts) if view and not view.area else [])
        self._zones.set_rows(zone_lines(view.zones, texts) if view else [])
        self._duty.set_rows(duty_lines(view.roster, view.staff_on_duty, texts) if view else [])
        self._devices.set_rows(device_lines(view.devices, texts, now) if view else [])
        self._halls.set_rows(hall_lines(view.halls, texts) if view else [])

    @Slot(str, str)
    def openFigure(self, panel: str, key: str) -> None:
        """The list behind a number."""
        if (asked := self._book.question(panel, key)) is not None:
            self.opened.emit(asked)

    def _write_figures(self, view: DispatchView | None) -> None:
        """Of the hall itself: whoever sees an area only is told none."""
        told = view if view and not view.area else None
        down = sum(device.condition == DOWN for device in told.devices) if told else 0
        open_ = sum(desk.staff_id is not None for desk in told.desks) if told else 0
        behind = sum(hall.behind for hall in told.halls) if told else 0
        figures = {
            ("desks", "open"): (FigureName.DESKS_OPEN, open_),
            ("devices", "up"): (FigureName.DEVICES_UP, len(told.devices) - down if told else 0),
            ("devices", "down"): (FigureName.DEVICES_DOWN, down),
            ("halls", "behind"): (FigureName.HALLS_BEHIND, behind),
        }
        for panel in ("desks", "devices", "halls"):
            entries = [
                (key, FigureAsked(name=name), count)
                for (of, key), (name, count) in figures.items()
                if of == panel and told is not None
            ]
            self._book.write(panel, entries)

    desks = Property(RowModel, lambda self: self._desks, constant=True)
    zones = Property(RowModel, lambda self: self._zones, constant=True)
    duty = Property(RowModel, lambda self: self._duty, constant=True)
    devices = Property(RowModel, lambda self: self._devices, constant=True)
    halls = Property(RowModel, lambda self: self._halls, constant=True)
    desksOpen = Property(int, lambda self: self._book.count("desks", "open"), notify=changed)
    devicesUp = Property(int, lambda self: self._book.count("devices", "up"), notify=changed)
    devicesDown = Property(int, lambda self: self._book.count("devices", "down"), notify=changed)
    hallsBehind = Property(int, lambda self: self._book.count("halls", "behind"), notify=changed)
    isHeard = Property(bool, lambda self: self._view is not None, notify=changed)
    seesHall = Property(bool, lambda self: self._view is not None and not self._view.area, notify=changed)
