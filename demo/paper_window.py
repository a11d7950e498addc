"""A small window with the last paper that came out: what a citizen would hold in the hand."""

import signal
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.policy_files import load_texts
from screenkit.environment import ROOT
from screenkit.property_shim import Property
from screenkit.window import ScreenWindow, make_app, show_window

QML_IMPORT_NAME = "demo"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = Path(__file__).with_name("PaperWindow.qml")
SIZE = (420, 760)
LOOK_AGAIN_MS = 300


@QmlElement
class PaperViewModel(QObject):
    """The newest PNG of a folder; looked for a few times a second, because a printer tells nobody."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._newest: Path | None = None
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look again."""
        papers = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime_ns)
        newest = papers[-1] if papers else None
        if newest != self._newest:
            self._newest = newest
            self.changed.emit()

    picture = Property(
        str,
        lambda self: "" if self._newest is None else QUrl.fromLocalFile(str(self._newest)).toString(),
        notify=changed,
    )
    name = Property(str, lambda self: "" if self._newest is None else self._newest.stem, notify=changed)


def paper_window(folder: Path) -> tuple[ScreenWindow, PaperViewModel]:
    """The window, shown; keep both as long as it is to be seen."""
    view_model = PaperViewModel(folder)
    texts = load_texts(ROOT / "assets")
    title = texts.get("demo.paper.title")
    return show_window(PAGE, {"paper": view_model}, texts=texts, size=SIZE, title=title), view_model


def show_papers(folder: Path) -> int:
    """Until the window is closed, Ctrl+C is pressed or the process is asked to end."""
    app = make_app()
    window, view_model = paper_window(folder)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: app.quit())
    view_model.look()
    code: int = app.exec()
    window.setSource(QUrl())
    return code
