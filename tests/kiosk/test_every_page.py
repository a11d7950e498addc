"""Looked at with a ruler: every page, both sizes, both ways the screen may stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QFont, QTextLayout, QTextOption
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from screenkit import grab
from tests.kiosk.kiosk_room import KioskRoom, open_room
from tests.kiosk.page_album import STORY, turn, walks

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
MM_PX = 1 / 0.37  # the 32-inch kiosk
TOUCHED = (QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.EditableText)
SLACK_PX = 3.0
INK_AIR = 0.28  # Noto Sans SC: above and below the ink of a line, in em
CENTRED = "(horizontalAlignment === Text.AlignHCenter) + 2 * (verticalAlignment === Text.AlignVCenter)"
OVERLAYS = ("start_over", "help_", "idle", "out_of_order")


@dataclass(frozen=True)
class Seen:
    """One thing on the screen."""

    item: QQuickItem
    name: str
    rect: QRectF


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def _in_keyboard(item: QQuickItem) -> bool:
    """Its keys, and the strip of words above them, whose last word is half in sight so that a finger moves it."""
    above = [above.metaObject().className() for above in _ancestors(item)]
    return any("InputPanel" in name or "WordStrip" in name for name in above)


def _visible_part(item: QQuickItem, rect: QRectF) -> QRectF:
    """What a clipping ancestor (a list that scrolls) leaves of it."""
    for above in _ancestors(item):
        if above.clip():
            rect = rect.intersected(grab.rect_of(above))
    return rect


def _asked(item: QQuickItem, question: str) -> float:
    """What only QML can say: Python has no name for Qt Quick's enums and for Theme's sizes."""
    context = qmlContext(item)
    assert context is not None
    answer: object = QQmlExpression(context, item, f"Number({question})").evaluate()
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]  # Number() is one


def texts_of(room: KioskRoom) -> list[Seen]:
    found = []
    for item in grab.items(room.screen.window):
        text = item.property("text")
        if item.inherits("QQuickText") and isinstance(text, str) and text.strip() and not _in_keyboard(item):
            width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
            centred = int(_asked(item, CENTRED))
            left = (item.width() - width) / 2 if centred & 1 else 0.0
            top = (item.height() - height) / 2 if centred & 2 else 0.0
            font = item.property("font")
            air = font.pixelSize() * INK_AIR
            painted = item.mapRectToScene(QRectF(left, top + air, width, height - 2 * air))
            found.append(Seen(item, text, _visible_part(item, painted)))
    return [seen for seen in found if not seen.rect.isEmpty()]


def touched_of(room: KioskRoom) -> list[Seen]:
    found = [
        Seen(item, name, _visible_part(item, grab.rect_of(item)))
        for name, role, item in grab.heard(room.screen.window)
        if role in TOUCHED and not _in_keyboard(item)
    ]
    return [seen for seen in found if not seen.rect.isEmpty()]


def _overlap(one: QRectF, other: QRectF) -> bool:
    both = one.intersected(other)
    return both.width() > SLACK_PX and both.height() > SLACK_PX


def _belong_together(one: QQuickItem, other: QQuickItem) -> bool:
    """The words of a button, a field in its frame, the placeholder beside its field."""
    return other in _ancestors(one) or one in _ancestors(other) or one.parentItem() in _ancestors(other)


def _last_line(item: QQuickItem) -> str:
    """The last line of a wrapped text, set as Qt Quick sets it."""
    font = item.property("font")
    assert isinstance(font, QFont)
    text = str(item.property("text")).split("\n")[-1]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    start, count = 0, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(item.width())
        start, count = line.textStart(), count + 1
    layout.endLayout()
    return text[start:] if count > 1 else ""


def _words_in(line: str) -> int:
    return sum(not unicodedata.category(char).startswith("P") for char in line)


def flaws(room: KioskRoom, page: str, *, large_print: bool) -> Iterator[str]:
    """Everything a designer would send back."""
    window = QRectF(0, 0, room.screen.window.width(), room.screen.window.height())
    texts, touched = texts_of(room), touched_of(room)
    # A window that is not 1080 × 1920 stands for a kiosk of another size.
    least = MM_PX * (25 if large_print else 20) * _theme(room, "unit")
    for seen in texts:
        if seen.item.property("truncated"):
            yield f"cut: {seen.name}"
        if not window.adjusted(-1, -1, 1, 1).contains(seen.rect):
            yield f"outside the screen: {seen.name}"
        if seen.rect.width() > seen.item.width() + SLACK_PX and seen.item.width() > 0:
            yield f"wider than its place: {seen.name}"
        if STORY[:8] not in seen.name and _words_in(line := _last_line(seen.item)) == 1:
            yield f"a lone character ends: {seen.name} ({line})"
    for seen in touched:
        if min(seen.rect.width(), seen.rect.height()) < least - 1:
            yield f"too small to touch: {seen.name} {seen.rect.width():.0f}×{seen.rect.height():.0f}"
        if not seen.name:
            yield f"has no name: {seen.item.metaObject().className()}"
    if page.startswith(OVERLAYS):
        return  # what lies under the veil is covered on purpose
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if _overlap(one.rect, other.rect):
                yield f"overlap: {one.name} / {other.name}"
        for button in touched:
            if _overlap(one.rect, button.rect) and not _belong_together(one.item, button.item):
                yield f"under a button: {one.name} / {button.name}"
    for index, one in enumerate(touched):
        for other in touched[index + 1 :]:
            if _overlap(one.rect, other.rect) and not _belong_together(one.item, other.item):
                yield f"two buttons on one place: {one.name} / {other.name}"


def _theme(room: KioskRoom, size: str) -> float:
    return _asked(room.screen.window.rootObject(), f"Theme.kiosk.{size}")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
def test_no_page_cuts_a_word_or_shrinks_a_button(size: tuple[int, int], large_print: bool) -> None:
    room = open_room(size)
    found = []
    try:
        for page in turn(room, large_print=large_print, notes=size == PORTRAIT):
            grab.process_events(0.01)
            found += [f"{page}: {flaw}" for flaw in flaws(room, page, large_print=large_print)]
    finally:
        room.close()
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_with_the_keyboard_up_question_field_and_buttons_stay_in_sight(size: tuple[int, int]) -> None:
    room = open_room(size)
    try:
        grab.wait_until(
            lambda: bool(room.screen.window.rootObject().property("keyboardReady")),
            what="the keyboard loaded",
        )
        for large_print in (False, True):
            for name, walk, typed in walks(large_print=large_print):
                if name not in ("other_side_typed", "story", "name"):
                    continue
                room.screen.session.walk_to(walk, typed=typed)
                foot_top = size[1] - _theme(room, "foot")
                _field(room).forceActiveFocus()
                grab.wait_until(lambda: _keyboard_height(room) > 0, what="the keyboard")
                grab.process_events(0.3)
                top = foot_top - _keyboard_height(room)
                for seen in [*texts_of(room), *touched_of(room)]:
                    in_foot = seen.rect.top() >= foot_top
                    assert in_foot or seen.rect.bottom() <= top + 1, (name, large_print, seen.name)
    finally:
        room.close()


def _keyboard_height(room: KioskRoom) -> float:
    return _asked(room.screen.window.rootObject(), "page ? page.keyboardHeight : 0")


def _field(room: KioskRoom) -> QQuickItem:
    fields = ("QQuickTextInput", "QQuickTextEdit")
    return next(
        seen.item
        for seen in touched_of(room)
        if seen.item.inherits(fields[0]) or seen.item.inherits(fields[1])
    )
