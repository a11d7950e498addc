"""The calm sound of 叫人帮忙: two falling tones every few seconds until somebody goes."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl

EVERY_MS = 4000
_log = logging.getLogger(__name__)


class Chime(QObject):
    """Rings while it is told to. Sound is loaded with the first call: most counters never need it."""

    def __init__(self, sound: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._play: Callable[[], None] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._strike)

    @property
    def is_ringing(self) -> bool:
        """Whether it was told to ring."""
        return self._timer.isActive()

    def ring(self, on: bool) -> None:
        """Begin, at once, or stop."""
        if not on:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self._strike()

    def _strike(self) -> None:
        if self._play is None:
            self._play = _player(self._sound, self)
        self._play()


def _player(sound: Path, parent: QObject) -> Callable[[], None]:
    """What plays the sound; nothing where there is no way to play it. The banner on the screen says it anyway."""
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415, needs libpulse: may fail
    except ImportError as error:
        _log.warning("no sound: %s", error)
        return _silence
    if QMediaDevices.defaultAudioOutput().isNull():
        _log.warning("no sound: this machine has no audio output")
        return _silence
    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(str(sound)))
    return effect.play


def _silence() -> None:
    """Nothing is heard."""
