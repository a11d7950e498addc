"""One citizen writes at a kiosk and goes: a program, so that what a whole process leaves on disk can be searched.

    python -m tests.kiosk.written_once shipped|writable|learning

`shipped`: as it is installed. `writable`: a configuration directory that can be written, so that only the field's own
hint stands between the keyboard's dictionary and the words. `learning`: without that hint, too; then the words must be
found afterwards, or the search proves nothing.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.flow import Page, Walk
from screenkit import grab
from screenkit.window import ScreenWindow, make_app
from tests.kiosk.kiosk_room import open_room
from tests.screenkit.pinyin_once import key, key_caps

PINYIN, PHRASE = "limoujia", "李某甲"
DRAWN = "王"
STROKES_OF_WANG = (
    ((15, 15), (85, 14)),
    ((22, 48), (78, 47)),
    ((50, 15), (50, 88)),
    ((8, 90), (92, 89)),
)
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def draw(window: ScreenWindow, strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    """With a finger, in the middle of the pad; coordinates in a square of 100."""
    for stroke in strokes:
        lift(window, put_down(window, stroke))
        grab.process_events()
    grab.wait_until(lambda: not grab.is_settling(window), what="the candidates")


def put_down(window: ScreenWindow, stroke: tuple[tuple[int, int], ...]) -> QPoint:
    """Draw one stroke and leave the finger there; answers where."""
    pad = grab.rect_of(grab.find(window, "手写区"))
    side = min(pad.width(), pad.height()) * 0.8
    left, top = pad.center().x() - side / 2, pad.center().y() - side / 2
    points = [QPoint(round(left + x * side / 100), round(top + y * side / 100)) for x, y in stroke]
    QTest.mousePress(window, _LEFT, _NONE, points[0])
    for point in points[1:]:
        grab.slide(window, point)
    return points[-1]


def lift(window: ScreenWindow, at: QPoint) -> None:
    """Take the finger away."""
    QTest.mouseRelease(window, _LEFT, _NONE, at)


def type_pinyin(window: ScreenWindow, letters: str, hanzi: str) -> None:
    """On the screen's keyboard, put together from single candidates."""
    grab.wait_until(lambda: bool(key_caps(window)), what="the keyboard")
    for letter in letters:
        grab.press_item(window, key(window, letter))
    for character in hanzi:
        grab.press(window, character)


def main(how: str) -> None:
    """Write PHRASE with Pinyin and DRAWN with a finger into the story, then go."""
    wanted = os.environ["XDG_CONFIG_HOME"]
    make_app(touch_keyboard=True, offscreen=True)
    if how != "shipped":
        os.environ["XDG_CONFIG_HOME"] = wanted  # read when the keyboard loads, which is later
    room = open_room()
    window, session = room.screen.window, room.screen.session
    session.walk_to(Walk(page=Page.STORY))
    field = grab.find(window, "事情的经过")
    if how == "learning":
        field.setProperty("inputMethodHints", 0)
    type_pinyin(window, PINYIN, PHRASE)
    write_by_hand(window, field)
    session.leave()
    grab.wait_until(lambda: session.page == "attract", what="the end")
    grab.process_events(0.3)
    room.close()


def write_by_hand(window: ScreenWindow, field: QQuickItem) -> None:
    """手写, where this machine can read it."""
    if grab.is_shown(window, "手写"):
        grab.press(window, "手写")
        draw(window, STROKES_OF_WANG)
        grab.press(window, DRAWN)
    grab.wait_until(lambda: str(field.property("text")).startswith(PHRASE), what="what was written")
    print("written:", field.property("text"), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
