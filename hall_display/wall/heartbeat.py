"""The pulse of a wall's render loop: a frame is asked for now and then, and one that does not come is told.

Dashboards die silently: the process lives, the picture stands (pitfalls.md §6).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQuick import QQuickWindow

BEAT_MS = 20_000
MISSED_MAX = 3


class Heartbeat(QObject):
    """`stopped`: a window that can be seen drew no frame for a minute, though it was asked three times."""

    stopped = Signal()

    def __init__(
        self, window: QQuickWindow, parent: QObject | None = None, *, beat_ms: int = BEAT_MS
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._missed = 0
        self._asked = False
        self.frames = 0
        window.frameSwapped.connect(self._on_frame)
        self._timer = QTimer(self, interval=beat_ms)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _on_frame(self) -> None:
        self.frames += 1
        self._asked, self._missed = False, 0

    @Slot()
    def _beat(self) -> None:
        if not self._window.isExposed():  # nobody sees it, and Qt draws nothing
            self._asked, self._missed = False, 0
            return
        self._missed = self._missed + 1 if self._asked else 0
        if self._missed >= MISSED_MAX:
            self._missed, self._asked = 0, False
            self.stopped.emit()
            return
        self._asked = True
        self._window.update()
