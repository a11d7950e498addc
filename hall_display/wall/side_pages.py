"""The pages of the wall's lower right: lights, counters, who is on duty. They turn every 15 s; nothing else moves."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from screenkit.property_shim import Property

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

TURN_MS = 15_000
LIGHTS, DESKS, ROSTER = "lights", "desks", "roster"


@QmlElement
class SidePages(QObject):
    """`page` is the one that is seen; a page with nothing on it is left out. Lights come back after every other one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._others: tuple[str, ...] = ()
        self._step = 0
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self.turn)
        self._timer.start()

    def have(self, *, desks: bool, roster: bool) -> None:
        """Which pages there is something to show on."""
        others = (*((DESKS,) if desks else ()), *((ROSTER,) if roster else ()))
        if others != self._others:
            self._others, self._step = others, 0
            self.changed.emit()

    @Slot()
    def turn(self) -> None:
        """The next page."""
        if self._others:
            self._step = (self._step + 1) % (2 * len(self._others))
            self.changed.emit()

    def _page(self) -> str:
        return self._others[self._step // 2] if self._step % 2 else LIGHTS

    def _names(self) -> list[str]:
        return [LIGHTS, *self._others]

    page = Property(str, _page, notify=changed)
    count = Property(int, lambda self: len(self._names()), notify=changed)
    current = Property(int, lambda self: self._names().index(self._page()), notify=changed)
