"""A 4K wall with every panel in a process of its own, beside an empty window: update → frame, idle CPU, memory.

`python -m tests.bench.wall_screen wall|empty` prints one line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtQuick import QQuickWindow

from case_store.client.live import FeedState
from case_store.policy_files import load_policy, load_texts
from cases.views import WallView
from hall_display.wall.layout import LAYOUTS
from screenkit import grab
from screenkit.environment import ROOT
from screenkit.window import make_app, show_window
from tests.bench.measure import percentile
from tests.hall_display.wall_stage import UHD, Wall
from tests.hall_display.wall_worlds import BUSY, MORNING, USUAL

UPDATES = 400
WARM = 30
IDLE_S = 20.0
PATIENCE_MS = 2_000
PAGE_BYTES = resource.getpagesize()
SECTIONS = (
    "calls",
    "queues",
    "not_present",
    "lights",
    "wall_desks",
    "steps",
    "kpis",
    "types",
    "trend",
    "areas",
    "wall_notices",
)


def main(kind: str) -> None:
    """Measure one of the two."""
    make_app(offscreen=True)
    texts = load_texts(ROOT / "assets")
    if kind == "empty":
        window = show_window(Path(__file__).with_name("Empty.qml"), texts=texts, size=UHD, title="empty")
        colours = cycle(("white", "black"))
        _report(window, lambda: window.rootObject().setProperty("color", next(colours)))
        return
    wall = Wall(load_policy(ROOT / "assets"), texts, size=UHD, layout=LAYOUTS / "overview.toml")
    wall.hear(USUAL)
    views = _views()

    def update() -> None:
        view = next(views)
        wall.view_model.on_state(
            FeedState(connected=True, last_heard_at=wall.clock.at, hall_time=view.hall_time)
        )
        wall.view_model.on_view(view)

    _report(wall.window, update)
    wall.close()


def _views() -> Iterator[WallView]:
    """One section after the other is new, and differs in every row."""
    view = USUAL
    for like in cycle((BUSY, USUAL, MORNING, USUAL)):
        for section in SECTIONS:
            view = replace(view, **{section: getattr(like, section)})
            yield view


def _report(window: QQuickWindow, update: Callable[[], object]) -> None:
    grab.wait_until(window.isExposed, what="the window")
    took = [_to_frame(window, update) for _ in range(UPDATES + WARM)][WARM:]
    grab.process_events(1.0)
    cpu_before, began = time.process_time(), time.monotonic()
    _wait(IDLE_S)
    idle = (time.process_time() - cpu_before) / (time.monotonic() - began)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(
        json.dumps(
            {
                "p99_ms": percentile(took, 99) * 1000,
                "p50_ms": percentile(took, 50) * 1000,
                "idle_percent": idle * 100,
                "memory_mb": pages * PAGE_BYTES / 2**20,
            }
        )
    )


def _to_frame(window: QQuickWindow, update: Callable[[], object]) -> float:
    """Seconds from an update to the frame that shows it."""
    over = QEventLoop()
    window.frameSwapped.connect(over.quit)
    QTimer.singleShot(PATIENCE_MS, over, over.quit)
    began = time.monotonic()
    update()
    window.update()  # an update that changes no word still gets its frame: what is measured is never nothing
    over.exec()
    took = time.monotonic() - began
    window.frameSwapped.disconnect(over.quit)
    return took


def _wait(seconds: float) -> None:
    """As a wall waits: in Qt's own loop."""
    over = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), over, over.quit)
    over.exec()


if __name__ == "__main__":
    main(sys.argv[1])
