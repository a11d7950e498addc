"""The layout of this machine as its file has it now: read again when it changes, also by editors that replace it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from case_store.errors import StoreError
from hall_display.wall.layout import WallLayout, load_layout

SETTLE_MS = 200
"""An editor writes a file in steps; it is read once it has been quiet for so long."""


class LayoutFile(QObject):
    """`layout` is the last good one, `trouble` what is wrong with the file since. `changed`: one of both is new."""

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Raises StoreError `store.config_invalid` when the first reading fails."""
        super().__init__(parent)
        self.path = path.absolute()
        self.layout: WallLayout = load_layout(self.path)
        self.trouble: StoreError | None = None
        # The folder too: a file that was replaced is another file, and one that was deleted is no longer watched.
        self._watcher = QFileSystemWatcher([str(self.path.parent), str(self.path)], self)
        self._settled = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._watcher.fileChanged.connect(self._settled.start)
        self._watcher.directoryChanged.connect(self._settled.start)
        self._settled.timeout.connect(self._read)
        self._read_at = self._stamp()

    def _stamp(self) -> tuple[int, int, int] | None:
        """What tells one writing of the file from another; None: there is no file."""
        try:
            about = self.path.stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_size, about.st_ino

    @Slot()
    def _read(self) -> None:
        if self.path.exists() and str(self.path) not in self._watcher.files():
            self._watcher.addPath(str(self.path))
        stamp = self._stamp()
        if stamp == self._read_at:
            return
        self._read_at = stamp
        try:
            layout = load_layout(self.path)
        except StoreError as error:
            self.trouble = error
            self.changed.emit()
            return
        was_broken, self.trouble = self.trouble is not None, None
        if layout != self.layout or was_broken:
            self.layout = layout
            self.changed.emit()
