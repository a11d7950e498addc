"""A small window with the last papers that came out: what a citizen would hold in the hand.

Beside an upright kiosk it is narrow and shows the newest paper; beside one that lies (1920×1080) it lies, too, and
shows the last three side by side, the newest on the left, as ticket and receipt come together.
"""

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
UPRIGHT, LYING = (420, 760), (1120, 760)
PAPERS_MAX = 3
LOOK_AGAIN_MS = 300


@QmlElement
class PaperViewModel(QObject):
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

    # A line each.
    pictures = Property(
        str,
        lambda self: "\n".join(QUrl.fromLocalFile(str(path)).toString() for path in self._newest),
        notify=changed,
    )
    names = Property(str, lambda self: "\n".join(path.stem for path in self._newest), notify=changed)


def paper_window(folder: Path, size: tuple[int, int] = UPRIGHT) -> tuple[ScreenWindow, PaperViewModel]:
    """The window, shown; keep both as long as it is to be seen."""
    view_model = PaperViewModel(folder)
    texts = load_texts(ROOT / "assets")
    title = texts.get("demo.paper.title")
    return show_window(PAGE, {"paper": view_model}, texts=texts, size=size, title=title), view_model


def show_papers(folder: Path, *, kiosk_lies: bool = False) -> int:
    """Until the window is closed, Ctrl+C is pressed or the process is asked to end."""
    app = make_app()
    window, view_model = paper_window(folder, LYING if kiosk_lies else UPRIGHT)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: app.quit())
    view_model.look()
    code: int = app.exec()
    window.setSource(QUrl())
    return code
