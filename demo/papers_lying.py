"""The last papers of the demo hall, as they lie on the table: the kiosk's and the counters'."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from screenkit.property_shim import Property

QML_IMPORT_NAME = "demo"
QML_IMPORT_MAJOR_VERSION = 1

PAPERS_MAX = 6
LOOK_AGAIN_MS = 300


@QmlElement
class PapersLying(QObject):
    """The newest PNGs of a folder; looked for a few times a second, because a printer tells nobody."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._newest: list[Path] = []
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look again."""
        papers = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        newest = papers[:PAPERS_MAX]
        if newest != self._newest:
            self._newest = newest
            self.changed.emit()

    # A line each, the newest first.
    pictures = Property(
        str,
        lambda self: "\n".join(QUrl.fromLocalFile(str(path)).toString() for path in self._newest),
        notify=changed,
    )
    names = Property(str, lambda self: "\n".join(path.stem for path in self._newest), notify=changed)
