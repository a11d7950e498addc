"""Idle lock (锁屏): a screen that nobody touches for a while is covered."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_MS = 1000


class IdleWatch(QObject):
    """An event filter of the window. `seconds` is asked with each key and each move: policy may change."""

    def __init__(
        self, seconds: Callable[[], float], lock: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._timer = QTimer(self, singleShot=True)
        self._lock = lock
        self._timer.timeout.connect(self._over)
        self._begin()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's: everything that reaches the window; nothing is kept from it."""
        if event.type() in _TOUCHED:
            self._begin()
        return False

    def _begin(self) -> None:
        self._timer.start(round(self._seconds() * _MS))

    @Slot()
    def _over(self) -> None:
        self._lock()
