"""The calm sound of 叫人帮忙: two falling tones every few seconds until somebody goes."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from devices.announcing.duck import Duck
from screenkit.sound import Sound

EVERY_MS = 4000


class Chime(QObject):
    """Rings while it is told to."""

    def __init__(self, sound: Path, parent: QObject | None = None, duck: Duck | None = None) -> None:
        super().__init__(parent)
        self._sound = Sound(sound, self, duck)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._sound.play)

    @property
    def is_ringing(self) -> bool:
        """Whether it was told to ring."""
        return self._timer.isActive()

    @Slot(bool)
    def ring(self, on: bool) -> None:
        """Begin, at once, or stop."""
        if not on:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self._sound.play()
