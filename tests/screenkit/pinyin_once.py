"""The keyboard's page, and typing one word on it: also a program, for a process whose traces are looked at."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtQuick import QQuickItem

from screenkit import grab
from screenkit.window import ScreenWindow, make_app, show_window

PAGE = """Item {
    property real keyboardHeight: keyboard.height
    TextEntry { width: 900; label: "姓名" }
    StoryEntry { y: 200; width: 900; label: "经过" }
    KeyboardPanel { id: keyboard; anchors { left: parent.left; right: parent.right; bottom: parent.bottom } }
}"""


def key_caps(window: ScreenWindow) -> dict[str, QQuickItem]:
    """The keys that are shown, by what is on them."""
    return {
        str(item.property("text")): item
        for item in grab.items(window)
        if "Key_QMLTYPE" in item.metaObject().className() and item.property("text")
    }


def key(window: ScreenWindow, cap: str) -> QQuickItem:
    return key_caps(window)[cap]


def candidates(window: ScreenWindow) -> list[str]:
    return grab.names(window)


def typed(window: ScreenWindow, field: str) -> str:
    return str(grab.find(window, field).property("text"))


class _NoWords:
    def get(self, key: str, **facts: object) -> str:
        return key


def main(word: str) -> None:
    """Type `word` in a field, take the first candidate, end as a screen does."""
    app = make_app(["test"])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "Page.qml"
        page.write_text(f"import QtQuick\nimport assets.ui\n{PAGE}", encoding="utf-8")
        window = show_window(page, texts=_NoWords(), size=(1080, 1920), title="pinyin")
        window.requestActivate()
        grab.wait_until(window.isActive)
        grab.press(window, "姓名")
        grab.wait_until(lambda: bool(key_caps(window)))
        for letter in word:
            grab.press_item(window, key(window, letter))
        grab.process_events(0.1)
        if word:
            grab.press_item(window, key(window, " "))
            assert typed(window, "姓名") not in ("", word)  # a phrase was really chosen
        grab.process_events(0.1)
        window.close()
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1])
