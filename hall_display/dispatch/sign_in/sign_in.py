"""The view-model of the sign-in page and of the cover over a locked screen: who, then the PIN."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.texts import Texts
from hall_display.dispatch.sign_in.session import Session
from screenkit.person_lines import PersonLine, person_lines
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DispatchSignIn(QObject):
    """Keeps no PIN: it goes from the field to the hall."""

    changed = Signal()
    failed = Signal()

    def __init__(self, session: Session, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._texts = session, texts
        self._chosen = 0
        self._people = RowModel(PersonLine, lambda person: person.staff_id, self)
        session.changed.connect(self._show)
        session.failed.connect(self.failed)
        self._show()

    @Slot(int)
    def choose(self, index: int) -> None:
        """The person at this place of the list; beyond its ends nothing changes."""
        if 0 <= index < len(self._session.people):
            self._chosen = index
            self._show()

    @Slot(str)
    def signIn(self, pin: str) -> None:
        """Ask the hall."""
        people = self._session.people
        if people and pin:
            self._session.sign_in(people[self._chosen].staff_id, pin)

    @Slot(str)
    def unlock(self, pin: str) -> None:
        """The PIN of who locked."""
        if pin:
            self._session.unlock(pin)

    @Slot()
    def lock(self) -> None:
        """F12."""
        self._session.lock()

    @Slot()
    def signOut(self) -> None:
        """签退: for the end of the day, or for somebody else to sit down."""
        self._session.sign_out()

    @Slot()
    def _show(self) -> None:
        people = self._session.people
        self._chosen = min(self._chosen, max(0, len(people) - 1))
        self._people.set_rows(person_lines(people, self._chosen, self._texts))
        self.changed.emit()

    def _name(self) -> str:
        return self._session.staff.name if self._session.staff else ""

    chosen = Property(int, lambda self: self._chosen, notify=changed)
    people = Property(RowModel, lambda self: self._people, constant=True)
    name = Property(str, _name, notify=changed)
    said = Property(str, lambda self: self._session.asking.said, notify=changed)
    isListed = Property(bool, lambda self: self._session.is_listed, notify=changed)
    isSignedIn = Property(bool, lambda self: self._session.staff is not None, notify=changed)
    isLocked = Property(bool, lambda self: self._session.is_locked, notify=changed)
