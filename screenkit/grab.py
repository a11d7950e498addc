"""Eyes and fingers for a running window: find by accessible name, press, type, wait, grab.

Used by tests, the headless story and the bench; needs no pytest. Everything goes through real Qt events. Names are the
accessible names of the controls, which is what a screen reader hears.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QMouseEvent,
)
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

TIMEOUT_S = 5.0

_READ_ONLY = (QAccessible.Role.StaticText, QAccessible.Role.Heading)


class NotThere(LookupError):
    """Nothing (or nothing usable) on the screen has this name; the message lists what there is."""


def process_events(seconds: float = 0.0) -> None:
    """Let Qt work for at least `seconds`."""
    end = time.monotonic() + seconds
    while True:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        # Without a running event loop nobody else buries what was deleted.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if time.monotonic() >= end:
            return
        time.sleep(0.002)


def wait_until(condition: Callable[[], bool], timeout_s: float = TIMEOUT_S, what: str = "") -> None:
    """Process events until `condition()` holds. Raises TimeoutError naming `what`."""
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {timeout_s} s in vain for {what or 'a condition'}")
        process_events()
        time.sleep(0.002)


def items(window: QQuickWindow) -> Iterator[QQuickItem]:
    """Every item that is shown, parents first (Repeater and Loader children too, unlike findChild)."""

    def below(item: QQuickItem) -> Iterator[QQuickItem]:
        if not item.isVisible():
            return
        yield item
        for child in item.childItems():
            yield from below(child)

    yield from below(window.contentItem())


def heard(window: QQuickWindow) -> Iterator[tuple[str, QAccessible.Role, QQuickItem]]:
    """Name, role and item of everything that a screen reader meets, in its order."""
    QAccessible.setActive(True)

    def below(face: QAccessibleInterface) -> Iterator[tuple[str, QAccessible.Role, QQuickItem]]:
        for index in range(face.childCount()):
            child = face.child(index)
            item = child.object() if child is not None and child.isValid() else None
            if isinstance(item, QQuickItem) and item.isVisible():
                yield child.text(QAccessible.Text.Name), child.role(), item
                yield from below(child)

    root = QAccessible.queryAccessibleInterface(window)
    if root is not None:
        yield from below(root)


def names(window: QQuickWindow) -> list[str]:
    """All accessible names on the screen: what a screen reader could say."""
    return [name for name, _, _ in heard(window) if name]


def name_of(item: QQuickItem) -> str:
    """Accessible name of an item, "" if it has none."""
    QAccessible.setActive(True)
    face = QAccessible.queryAccessibleInterface(item)
    return face.text(QAccessible.Text.Name) if face is not None and face.isValid() else ""


def find_all(window: QQuickWindow, name: str, *, role: QAccessible.Role | None = None) -> list[QQuickItem]:
    """Every shown item with exactly this accessible name; those that can be used before mere texts."""
    found = [(its, item) for called, its, item in heard(window) if called == name and role in (None, its)]
    return [item for _, item in sorted(found, key=lambda pair: pair[0] in _READ_ONLY)]


def find(window: QQuickWindow, name: str, *, role: QAccessible.Role | None = None) -> QQuickItem:
    """The first of `find_all`. Raises NotThere, whose message lists what there is."""
    found = find_all(window, name, role=role)
    if not found:
        raise NotThere(
            f"nothing on {window.title()!r} is called {name!r}; there is: {', '.join(names(window))}"
        )
    return found[0]


def is_shown(window: QQuickWindow, name: str) -> bool:
    """Whether something with this accessible name is on the screen."""
    return bool(find_all(window, name))


def rect_of(item: QQuickItem) -> QRectF:
    """Where an item is in its window, in pixels."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def centre_of(item: QQuickItem) -> QPoint:
    """The middle of an item in its window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def is_settling(window: QQuickWindow) -> bool:
    """Whether a page has just appeared and takes no touch yet (KioskPage)."""
    return any(item.property("settling") is True for item in items(window))


def press_item(window: QQuickWindow, item: QQuickItem) -> None:
    """Press and release the left button in the middle of an item. Raises NotThere if it is disabled or off-screen."""
    if not item.isEnabled():
        raise NotThere(f"{name_of(item)!r} is disabled")
    wait_until(lambda: not is_settling(window), what="the page to settle")
    at = centre_of(item)
    if not window.contentItem().contains(QPointF(at)):
        raise NotThere(f"{name_of(item)!r} is outside the window at {at.x()}, {at.y()}")
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    process_events()


def press(window: QQuickWindow, name: str, *, timeout_s: float = TIMEOUT_S) -> None:
    """Wait for something usable called `name`, then press it. Raises NotThere after `timeout_s`."""
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: any(item.isEnabled() for item in find_all(window, name)), timeout_s)
    found = [item for item in find_all(window, name) if item.isEnabled()]
    press_item(window, found[0] if found else find(window, name))


def hold(window: QQuickWindow, name: str) -> None:
    """Put the finger down and leave it there (see `release`)."""
    QTest.mousePress(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre_of(find(window, name))
    )


def slide(window: QQuickWindow, to: QPoint) -> None:
    """Move the finger that `hold` put down."""
    at = QPointF(to)
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, window.mapToGlobal(at), Qt.MouseButton.NoButton, left, none
    )
    QCoreApplication.sendEvent(window, moved)


def release(window: QQuickWindow, name: str) -> None:
    """Lift the finger."""
    QTest.mouseRelease(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre_of(find(window, name))
    )
    process_events()


def press_digits(window: QQuickWindow, digits: str) -> None:
    """Press the keys of a NumberPad one after the other, once the keyboard of the page before has gone.

    That keyboard has digits too, and a key of it that is on its way out takes the touch and writes nothing.
    """
    keyboard = QGuiApplication.inputMethod()
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: not keyboard.isVisible(), what="the keyboard to go")
    for digit in digits:
        press(window, digit)


def press_key(
    window: QQuickWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """One stroke of a real key (staff's keyboards, hardware keypads)."""
    QTest.keyClick(window, key, modifiers)
    process_events()


def press_keys(window: QQuickWindow, letters: str) -> None:
    """Strokes of a real keyboard: small letters a–z and digits (PIN, phone)."""
    for letter in letters:
        press_key(window, Qt.Key(ord(letter.upper())))


def type_text(window: QQuickWindow, text: str) -> None:
    """Put text into the focused field the way an input method commits it (any script)."""
    target = QGuiApplication.focusObject()
    if target is None:
        raise NotThere(f"no field of {window.title()!r} has the focus")
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)
    process_events()


def grab(window: QQuickWindow, path: Path | None = None) -> QImage:
    """The window's picture now; saved as PNG when a path is given. Raises OSError if that fails."""
    process_events(0.02)
    image = window.grabWindow()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(path)):
            raise OSError(f"cannot write {path}")
    return image
