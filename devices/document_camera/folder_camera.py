"""A document camera that is not there: under it lie the pictures of a folder, one after the other.

The folder that is taken away is the cable that is pulled out. What is in a file may be anything.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from cases.refusal import Refusal
from devices.document_camera.document_camera import DocumentCamera
from devices.document_camera.picture import Picture, decoded, preview, usable
from devices.line import ABSENT, DeviceState

_LOOK_EVERY_MS = 500
_FORMS = (".jpg", ".jpeg", ".png")


class FolderCamera(DocumentCamera):
    """Every picture taken lays the next one under the camera."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._taken = 0
        self._shown: tuple[Path, Picture] | None = None
        self._is_open = False
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def open(self) -> None:
        """Show what lies under it."""
        self._is_open = True
        self._look()

    def take(self) -> None:
        """This picture, whole."""
        path = self._under()
        if path is None:
            self.taken.emit(Refusal(ABSENT))
            return
        self._taken += 1
        picture = self._read(path)
        self.taken.emit(picture if isinstance(picture, Refusal) else usable(picture))

    @Slot()
    def close(self) -> None:
        """Show no more."""
        self._is_open, self._shown = False, None

    @Slot()
    def _look(self) -> None:
        path = self._under()
        self._tell(*((DeviceState.MISSING, ABSENT) if path is None else (DeviceState.OK, "")))
        if path is None or not self._is_open:
            return
        if self._shown is None or self._shown[0] != path:
            picture = self._read(path)
            if isinstance(picture, Refusal) or not picture.size:
                return
            self._shown = (path, preview(picture))
        self.seen.emit(self._shown[1])

    def _under(self) -> Path | None:
        """Which picture lies under the camera now."""
        try:
            files = sorted(path for path in self._folder.iterdir() if path.suffix.lower() in _FORMS)
        except OSError:
            return None
        return files[self._taken % len(files)] if files else None

    def _read(self, path: Path) -> Picture | Refusal:
        try:
            return decoded(path.read_bytes())
        except OSError:
            return Refusal(ABSENT)
