"""The view-model of the cover over a locked screen: the PIN of who locked, a new one, or the way out for others."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LockViewModel(QObject):
    """Keeps no PIN: it goes from the field to the hall."""

    changed = Signal()
    failed = Signal()
    pinChanged = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        desk.changed.connect(self.changed)
        desk.signInFailed.connect(self.failed)

    @Slot(str)
    def unlock(self, pin: str) -> None:
        """The PIN of who locked."""
        if pin:
            self._desk.seat.unlock(pin)

    @Slot(str, str, str)
    def changePin(self, pin: str, new_pin: str, once_more: str) -> None:
        """换密码: nobody sees what is typed, so the new one is typed twice."""
        if new_pin != once_more:
            self._desk.say("counter_desk.lock.pins_differ")
            self.failed.emit()
        elif pin and new_pin:
            self._desk.seat.change_pin(pin, new_pin, self.pinChanged.emit)

    @Slot()
    def signOut(self) -> None:
        """签退: for the end of the day, or for somebody else to sit down."""
        self._desk.seat.sign_out()

    def _name(self) -> str:
        staff = self._desk.knows.staff
        return staff.name if staff else ""

    def _hint(self) -> str:
        texts = self._desk.rules.texts
        if (visit := self._desk.mine) is not None:
            return texts.get("counter_desk.lock.still_here", ticket_no=visit.ticket_no)
        return texts.get("counter_desk.lock.work_kept")

    name = Property(str, _name, notify=changed)
    hint = Property(str, _hint, notify=changed)
