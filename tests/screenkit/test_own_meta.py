"""The search for methods that are connected without being slots finds them, and only them."""

from PySide6.QtCore import QObject, Signal, Slot

from tests.screenkit.own_meta import own_meta


class _Bell(QObject):
    rang = Signal(str)


class _Listener(QObject):
    def hear(self, _what: str) -> None:
        """Not a slot."""

    @Slot(str)
    def note(self, _what: str) -> None:
        """A slot."""


def test_a_connected_method_that_is_no_slot_is_named() -> None:
    room = QObject()
    bell, listener = _Bell(room), _Listener(room)
    bell.rang.connect(listener.note)
    assert own_meta(room) == []
    bell.rang.connect(listener.hear)
    assert own_meta(room) == ["_Listener.hear(QString)"]
