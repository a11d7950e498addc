"""Shows pieces of QML in a real window, offscreen, the way a screen shows its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from screenkit import grab
from screenkit.window import ScreenWindow, make_app, show_window

KIOSK = (1080, 1920)
DESK = (1366, 768)
Screen = Callable[..., ScreenWindow]


class Words:
    """A catalogue of three sentences."""

    def get(self, key: str, **facts: object) -> str:
        return {
            "kiosk.step": "第 {step} 步，共 {steps} 步",
            "kiosk.hello": "您好",
            "kiosk.wait": "{low}～{high} 分钟",
        }[key].format(**facts)


@pytest.fixture(scope="session")
def screen_app() -> QGuiApplication:
    return make_app(touch_keyboard=True)


@pytest.fixture
def screen(screen_app: QGuiApplication, tmp_path: Path) -> Iterator[Screen]:
    shown: list[ScreenWindow] = []

    def show(
        body: str,
        size: tuple[int, int] = KIOSK,
        properties: Mapping[str, object] | None = None,
        *,
        large_print: bool = False,
    ) -> ScreenWindow:
        page = tmp_path / f"Page{len(shown)}.qml"
        page.write_text(f"import QtQuick\nimport assets.ui\nimport screenkit\n{body}", encoding="utf-8")
        window = show_window(page, properties, texts=Words(), size=size, title="test")
        window.theme.setProperty("largePrint", large_print)
        window.requestActivate()
        grab.wait_until(window.isActive, what="the window to be active")
        grab.process_events(0.02)
        shown.append(window)
        return window

    yield show
    for window in shown:
        window.close()
        window.deleteLater()
    grab.process_events()
