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


FORGETFUL = "TextEntry"
LEARNING = "TextInput"
PHRASE = ("limoujia", "李某甲")


class _NoWords:
    def get(self, key: str, **_facts: object) -> str:
        return key


def main(field: str) -> None:
    """Put PHRASE together from single candidates in a field of ours or in Qt's plain one, which would learn it."""
    app = make_app(["test"])
    page_text = (
        PAGE
        if field == FORGETFUL
        else PAGE.replace(
            'TextEntry { width: 900; label: "姓名" }',
            'TextInput { width: 900; height: 90; Accessible.role: Accessible.EditableText; Accessible.name: "姓名" }',
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "Page.qml"
        page.write_text(f"import QtQuick\nimport assets.ui\n{page_text}", encoding="utf-8")
        window = show_window(page, texts=_NoWords(), size=(1080, 1920), title="pinyin")
        window.requestActivate()
        grab.wait_until(window.isActive)
        grab.press(window, "姓名")
        grab.wait_until(lambda: bool(key_caps(window)))
        pinyin, hanzi = PHRASE
        for letter in pinyin:
            grab.press_item(window, key(window, letter))
        for character in hanzi:
            grab.press(window, character)
        grab.wait_until(lambda: typed(window, "姓名") == hanzi, what="the phrase")
        window.close()
        grab.process_events(0.1)
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1])
