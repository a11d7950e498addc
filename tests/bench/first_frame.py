"""A screen in a process of its own that says when its first frame stood: the kiosk, or an empty window beside it.

`python -m tests.bench.first_frame kiosk CONFIG` or `… empty`: prints time.monotonic() of that frame, then ends.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def kiosk(config: Path) -> None:
    """Through the front door's imports to the attract page, taking touches."""
    import main  # noqa: F401, PLC0415 - what the front door costs is part of the start
    from kiosk.app import build  # noqa: PLC0415
    from kiosk.config import KioskConfig  # noqa: PLC0415
    from screenkit.screen_config import load_screen_config  # noqa: PLC0415
    from screenkit.window import make_app  # noqa: PLC0415

    screen = build(load_screen_config(KioskConfig, config))
    app = make_app()
    _tell_first_frame(screen.window, app.quit)
    app.exec()
    screen.close()


def empty() -> None:
    """A rectangle of the kiosk's size and nothing else."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQuick import QQuickView  # noqa: PLC0415

    app = QGuiApplication(sys.argv[:1])
    window = QQuickView()
    window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    window.resize(1080, 1920)
    window.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name("Empty.qml"))))
    _tell_first_frame(window, app.quit)
    window.show()
    app.exec()


def _tell_first_frame(window: Any, end: Callable[[], None]) -> None:
    def swapped() -> None:
        window.frameSwapped.disconnect(swapped)
        print(time.monotonic(), flush=True)
        end()

    window.frameSwapped.connect(swapped)


if __name__ == "__main__":
    if sys.argv[1] == "kiosk":
        kiosk(Path(sys.argv[2]))
    else:
        empty()
