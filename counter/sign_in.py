"""The view-model of the sign-in page: who, then the PIN. Number keys type the PIN, arrows choose the person."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from screenkit.person_lines import PersonLine, person_lines
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

PATIENCE_MS = 2000  # a hall that answers has answered by then


@QmlElement
class SignInViewModel(QObject):
    """Keeps no PIN: it goes from the field to the hall."""

    changed = Signal()
    failed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = 0
        self._is_late = False
        self._people = RowModel(PersonLine, lambda person: person.staff_id, self)
        desk.changed.connect(self._show)
        desk.signInFailed.connect(self.failed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._be_late)
        self._patience.start()
        self._show()

    @Slot(int)
    def choose(self, index: int) -> None:
        """The person at this place of the list; beyond its ends nothing changes."""
        if 0 <= index < len(self._desk.knows.people):
            self._chosen = index
            self._show()

    @Slot(str)
    def signIn(self, pin: str) -> None:
        """Ask the hall."""
        people = self._desk.knows.people
        if people and pin:
            self._desk.seat.sign_in(people[self._chosen].staff_id, pin)

    @Slot()
    def _be_late(self) -> None:
        self._is_late = True
        self.changed.emit()

    def _note(self) -> str:
        """What can be done while the hall does not answer."""
        knows, rules = self._desk.knows, self._desk.rules
        if knows.feed.connected or not self._is_late:
            return ""
        word = "offline" if knows.people else "offline_nobody"
        return rules.texts.get(f"counter_desk.sign_in.{word}", hours=rules.policy.guard.offline.hours)

    @Slot()
    def _show(self) -> None:
        people = self._desk.knows.people
        self._chosen = min(self._chosen, max(0, len(people) - 1))
        self._people.set_rows(person_lines(people, self._chosen, self._desk.rules.texts))
        self.changed.emit()

    chosen = Property(int, lambda self: self._chosen, notify=changed)
    note = Property(str, _note, notify=changed)
    people = Property(RowModel, lambda self: self._people, constant=True)
