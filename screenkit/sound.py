"""A short sound of a screen, loaded when it is first wanted: most screens never need it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Slot

from devices.announcing.duck import Duck

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

LOOK_MS = 40
_log = logging.getLogger(__name__)


class Sound(QObject):
    """`play` does nothing where there is no way to play: what it calls for stands on the screen anyway.

    `duck`: it is low while a call is said on this machine.
    """

    def __init__(self, file: Path, parent: QObject | None = None, duck: Duck | None = None) -> None:
        super().__init__(parent)
        self._file, self._duck = file, duck
        self._effect: QSoundEffect | None = None
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self.played = 0

    @Slot()
    def play(self) -> None:
        """Once, now."""
        self.played += 1
        if self.played == 1:
            self._effect = _effect(self._file, self)
            if self._effect is not None and self._duck is not None:
                self._effect.playingChanged.connect(self._began_or_ended)
        if self._effect is None:
            return
        if self._duck is not None:
            self._effect.setVolume(self._duck.at_once())
        self._effect.play()

    @Slot()
    def _began_or_ended(self) -> None:
        if self._effect is not None and self._effect.isPlaying():
            self._looking.start()
        else:
            self._looking.stop()

    @Slot()
    def _look(self) -> None:
        """Whether a call began or ended meanwhile."""
        if self._effect is not None and self._duck is not None:
            self._effect.setVolume(self._duck.after(LOOK_MS / 1000))


def _effect(sound: Path, parent: QObject) -> QSoundEffect | None:
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415, needs libpulse: may fail
    except ImportError as error:
        _log.warning("no sound: %s", error)
        return None
    if QMediaDevices.defaultAudioOutput().isNull():
        _log.warning("no sound: this machine has no audio output")
        return None
    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(str(sound)))
    return effect
