"""A short sound of a screen, loaded when it is first wanted: most screens never need it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot

_log = logging.getLogger(__name__)


class Sound(QObject):
    """`play` does nothing where there is no way to play: what it calls for stands on the screen anyway."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._play: Callable[[], None] | None = None
        self.played = 0

    @Slot()
    def play(self) -> None:
        """Once, now."""
        self.played += 1
        if self._play is None:
            self._play = _player(self._file, self)
        self._play()


def _player(sound: Path, parent: QObject) -> Callable[[], None]:
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
