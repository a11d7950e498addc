"""The view-model of the left column."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from counter.side import SideLine, side_lines
from counter.waiting import WaitingLine, WaitingShown, waiting_shown
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WaitingViewModel(QObject):
    """Next, those I can take, and below them those with whom something is still to be done."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._others = RowModel(WaitingLine, lambda line: line.visit_id, self)
        self._side = RowModel(SideLine, lambda line: line.visit_id, self)
        self.shown = WaitingShown()
        desk.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Look at the desk and the clock again."""
        desk, view = self._desk, self._desk.knows.view
        if view is None:
            return
        now = desk.knows.as_of(desk.clock.now())
        shown = waiting_shown(view, desk.rules.counter_no, desk.rules.policy, desk.rules.texts, now)
        self._side.set_rows(side_lines(view, desk.rules.counter_no, desk.rules.policy, desk.rules.texts))
        if shown == self.shown:
            return
        self.shown = shown
        self._others.set_rows(shown.others)
        self.changed.emit()

    @Slot(str, str)
    def act(self, kind: str, visit_id: str) -> None:
        """What the button of a line says."""
        match kind:
            case "acknowledge":
                self._desk.queue.acknowledge(visit_id)
            case "resume":
                self._desk.queue.resume(visit_id)
            case "take_back":
                self._desk.queue.take_back(visit_id)
            case "bring_back":
                self._desk.bring_back(visit_id)

    @Slot()
    def acknowledgeFirst(self) -> None:
        """签收 the one that waits longest for it."""
        first = next((line for line in self._side.rows if line.kind == "acknowledge"), None)
        if first is not None:
            self._desk.queue.acknowledge(first.visit_id)

    def _count_text(self) -> str:
        return self._desk.rules.texts.get("counter.waiting.people", count=len(self.shown.others))

    hasNext = Property(bool, lambda self: bool(self.shown.next.ticket_no), notify=changed)
    ticketNo = Property(str, lambda self: self.shown.next.ticket_no, notify=changed)
    words = Property(str, lambda self: self.shown.next.words, notify=changed)
    leased = Property(bool, lambda self: self.shown.next.leased, notify=changed)
    group = Property(str, lambda self: self.shown.next.group, notify=changed)
    waited = Property(str, lambda self: self.shown.next.waited, notify=changed)
    priority = Property(str, lambda self: self.shown.next.priority, notify=changed)
    appointment = Property(str, lambda self: self.shown.next.appointment, notify=changed)
    here = Property(str, lambda self: self.shown.next.here, notify=changed)
    order = Property(str, lambda self: self.shown.order, notify=changed)
    why = Property(str, lambda self: self.shown.why, notify=changed)
    othersCount = Property(str, _count_text, notify=changed)
    others = Property(RowModel, lambda self: self._others, constant=True)
    side = Property(RowModel, lambda self: self._side, constant=True)
