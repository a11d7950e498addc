"""What a designer would see at a glance, for tests of pages: words cut, off their sheet, or on one another."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screenkit import grab

TOLERANCE_PX = 1.5
STAYS_S = 2.0
LEADING_SHARE = 0.24  # of a line's height that holds no ink, above and below together


def words_on(window: QQuickWindow) -> list[QQuickItem]:
    """Every text that is shown and says something."""
    return [item for item in grab.items(window) if item.inherits("QQuickText") and item.property("text")]


def bad_words(window: QQuickWindow, stays_s: float = STAYS_S) -> list[str]:
    """Words that are cut, leave the sheet that they stand on, or lie on one another; empty is good.

    A page may be on its way to the next state; what a person would see is what stays for a while.
    """
    end = time.monotonic() + stays_s
    while found := _bad_words_now(window):
        if time.monotonic() > end:
            break
        grab.process_events(0.05)
    return found


def _bad_words_now(window: QQuickWindow) -> list[str]:
    words = words_on(window)
    return [*_cut(words), *_outside(words), *_overlapping(words)]


def _name(item: QQuickItem) -> str:
    return repr(item.property("text"))


def _ink(item: QQuickItem) -> QRectF:
    """Where the letters are: our texts begin at the left, and a single line stands in the middle of its height."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    is_line = item.property("lineCount") == 1
    top = (item.height() - height) / 2 if is_line else 0.0
    leading = height * LEADING_SHARE / 2 if is_line else 0.0
    return item.mapRectToScene(QRectF(0, top + leading, width, height - 2 * leading))


def _cut(words: list[QQuickItem]) -> Iterator[str]:
    for item in words:
        if item.property("truncated"):
            yield f"{_name(item)} is cut"


def _outside(words: list[QQuickItem]) -> Iterator[str]:
    for item in words:
        ink = _ink(item)
        sheet = _sheet_below(item)
        if sheet is not None and not _grown(grab.rect_of(sheet)).contains(ink):
            yield f"{_name(item)} at {_text(ink)} leaves its sheet {_text(grab.rect_of(sheet))}"


def _sheet_below(item: QQuickItem) -> QQuickItem | None:
    """The nearest rectangle around the text; none where a list scrolls in between."""
    above = item.parentItem()
    while above is not None:
        if above.inherits("QQuickFlickable"):
            return None
        if above.inherits("QQuickRectangle") and above.width() > 0:
            return above
        above = above.parentItem()
    return None


def _overlapping(words: list[QQuickItem]) -> Iterator[str]:
    inks = [(item, _visible_part(item)) for item in words]
    for number, (item, ink) in enumerate(inks):
        for other, other_ink in inks[number + 1 :]:
            common = ink.intersected(other_ink)
            if common.width() > TOLERANCE_PX and common.height() > TOLERANCE_PX and not _over(item, other):
                yield f"{_name(item)} {_text(ink)} lies on {_name(other)} {_text(other_ink)}"


def _visible_part(item: QQuickItem) -> QRectF:
    """What a clipping list leaves of the text."""
    ink = _ink(item)
    above = item.parentItem()
    while above is not None:
        if above.clip():
            ink = ink.intersected(grab.rect_of(above))
        above = above.parentItem()
    return ink


def _over(item: QQuickItem, other: QQuickItem) -> bool:
    """Whether one stands on an open list that covers the other on purpose."""
    return any(_depth(words) > 0 for words in (item, other))


def _depth(item: QQuickItem) -> float:
    above, depth = item.parentItem(), 0.0
    while above is not None:
        depth = max(depth, above.z() if above.z() >= 10 else 0.0)
        above = above.parentItem()
    return depth


def _grown(rect: QRectF) -> QRectF:
    return rect.adjusted(-TOLERANCE_PX, -TOLERANCE_PX, TOLERANCE_PX, TOLERANCE_PX)


def _text(rect: QRectF) -> str:
    return f"({rect.x():.0f},{rect.y():.0f} {rect.width():.0f}×{rect.height():.0f})"
