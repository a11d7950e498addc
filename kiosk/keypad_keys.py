"""数字小键盘: the same pages by keys as by touch, whether the keypad is a keyboard or hangs on a serial line.

Both come here as strokes of the window. Digits choose the answer of that number, or are typed where digits are asked;
0 goes to the next control; 确认 presses it, or goes on; 清除 wipes what was typed, then goes back; 求助 calls a person.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem

from devices.keypad.keypad import Key
from kiosk.flow import Page
from kiosk.help_model import HelpModel
from kiosk.idle_model import IdleModel
from kiosk.session_model import SessionModel
from screenkit.window import ScreenWindow

_STROKES = {Key(str(digit)): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)} | {
    Key.CLEAR: Qt.Key.Key_Clear,
    Key.CONFIRM: Qt.Key.Key_Enter,
    Key.HELP: Qt.Key.Key_Asterisk,
}
_KEYS = {stroke: key for key, stroke in _STROKES.items()} | {
    Qt.Key.Key_Return: Key.CONFIRM,
    Qt.Key.Key_Delete: Key.CLEAR,
    Qt.Key.Key_Escape: Key.CLEAR,
    Qt.Key.Key_F1: Key.HELP,
}
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


class KeypadKeys(QObject):
    """An event filter of the kiosk's window."""

    def __init__(
        self, window: ScreenWindow, session: SessionModel, idle: IdleModel, help_: HelpModel
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._idle, self._help = window, session, idle, help_
        window.installEventFilter(self)
        session.parts.at_hand.key.connect(self._pressed)

    @Slot(object)
    def _pressed(self, key: Key) -> None:
        """A key of the serial keypad, as a stroke like any other."""
        text = key.value if key.value.isdigit() else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(self._window, QKeyEvent(kind, _STROKES[key], _NONE, text))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's: whether the stroke goes no further."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = _KEYS.get(Qt.Key(event.key()))
        if key is None or event.modifiers() & ~_PLAIN:
            return False
        self._session.touched()
        return self._answers_question(key) or self._session.busy or self._acts(key, held=event.isAutoRepeat())

    def _answers_question(self, key: Key) -> bool:
        """What lies over the page comes first; every key but 求助 is its safe answer."""
        if self._idle.asking:
            self._idle.stillHere()
        elif self._help.open:
            if key is not Key.HELP:
                self._help.close()
        elif self._session.restartAsked:
            self._session.keepGoing()
        else:
            return False
        return True

    def _acts(self, key: Key, *, held: bool) -> bool:
        """What the key does on this page; False: the page or its control takes the stroke as it is."""
        session, page = self._session, self._session.page_model
        if key is Key.HELP:
            self._help.call()
        elif self._is_writing() or (page.takes_digits and key.isdigit()):
            return False
        elif session.walk.page is Page.ATTRACT:
            session.start()
        elif held or self._is_settling():
            return True  # the same press must not answer the next question, too
        elif key is Key.CLEAR:
            if not page.wipe_typed():
                session.back()
        elif key is Key.CONFIRM:
            return False
        elif key is Key.D0:
            self._next_control()
        else:
            page.choose_number(int(key))
        return True

    def _next_control(self) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self._window, QKeyEvent(kind, Qt.Key.Key_Tab, _NONE, "\t"))

    def _is_writing(self) -> bool:
        """Whether a text field has the focus: what is typed belongs there."""
        focused: QQuickItem | None = self._window.activeFocusItem()
        return focused is not None and bool(focused.flags() & QQuickItem.Flag.ItemAcceptsInputMethod)

    def _is_settling(self) -> bool:
        return self._window.rootObject().property("settling") is True
