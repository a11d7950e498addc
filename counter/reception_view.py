"""The view-model of the middle column."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from counter.reception import ReceptionShown, reception_shown
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReceptionViewModel(QObject):
    """The person in front of me. An action that does not work now is not offered; the hall has the last word."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown = ReceptionShown()
        self._said = ""
        desk.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Look at the desk and the clock again."""
        desk = self._desk
        now = desk.knows.as_of(desk.clock.now())
        shown, said = reception_shown(desk.knows, desk.rules, now), desk.knows.said
        if (shown, said) != (self.shown, self._said):
            self.shown, self._said = shown, said
            self.changed.emit()

    @Slot()
    def callNext(self) -> None:
        """呼叫下一位."""
        self._desk.call_next()

    @Slot()
    def recall(self) -> None:
        """重呼."""
        self._desk.recall()

    @Slot()
    def noShow(self) -> None:
        """过号."""
        self._desk.no_show()

    @Slot()
    def start(self) -> None:
        """开始办理."""
        self._desk.start()

    @Slot()
    def undo(self) -> None:
        """撤回 a wrong call."""
        self._desk.queue.undo()

    @Slot()
    def comeBack(self) -> None:
        """回到窗口."""
        self._desk.queue.come_back()

    @Slot()
    def end(self) -> None:
        """结束接待."""
        self._desk.end()

    @Slot()
    def accept(self) -> None:
        """受理."""
        self._desk.accept()

    said = Property(str, lambda self: self._said, notify=changed)
    ticketNo = Property(str, lambda self: self.shown.line.ticket_no, notify=changed)
    words = Property(str, lambda self: self.shown.line.words, notify=changed)
    group = Property(str, lambda self: self.shown.line.group, notify=changed)
    leased = Property(bool, lambda self: self.shown.line.leased, notify=changed)
    appointment = Property(str, lambda self: self.shown.line.appointment, notify=changed)
    priority = Property(str, lambda self: self.shown.priority, notify=changed)
    undoLeft = Property(str, lambda self: self.shown.undo_left, notify=changed)
    order = Property(str, lambda self: self.shown.order, notify=changed)
    status = Property(str, lambda self: self.shown.status, notify=changed)
    hint = Property(str, lambda self: self.shown.hint, notify=changed)
    isServing = Property(bool, lambda self: self.shown.is_serving, notify=changed)

    canCallNext = Property(bool, lambda self: self.shown.doable.call_next, notify=changed)
    canRecall = Property(bool, lambda self: self.shown.doable.recall, notify=changed)
    canNoShow = Property(bool, lambda self: self.shown.doable.no_show, notify=changed)
    canStart = Property(bool, lambda self: self.shown.doable.start, notify=changed)
    canUndo = Property(bool, lambda self: self.shown.doable.undo, notify=changed)
    canHold = Property(bool, lambda self: self.shown.doable.hold, notify=changed)
    canTransfer = Property(bool, lambda self: self.shown.doable.transfer, notify=changed)
    canComeBack = Property(bool, lambda self: self.shown.doable.come_back, notify=changed)
    canRegister = Property(bool, lambda self: self.shown.doable.register, notify=changed)
    canCorrect = Property(bool, lambda self: self.shown.doable.correct, notify=changed)
    canAccept = Property(bool, lambda self: self.shown.doable.accept, notify=changed)
    canGoOn = Property(bool, lambda self: self.shown.doable.go_on, notify=changed)
    canReject = Property(bool, lambda self: self.shown.doable.reject, notify=changed)
    canEnd = Property(bool, lambda self: self.shown.doable.end, notify=changed)

    hasMatter = Property(bool, lambda self: self.shown.has_matter, notify=changed)
    stateWord = Property(str, lambda self: self.shown.matter.state_word, notify=changed)
    caseCode = Property(str, lambda self: self.shown.matter.case_code, notify=changed)
    registeredAt = Property(str, lambda self: self.shown.matter.registered_at, notify=changed)
    answerBy = Property(str, lambda self: self.shown.matter.answer_by, notify=changed)
    category = Property(str, lambda self: self.shown.matter.category, notify=changed)
    visitor = Property(str, lambda self: self.shown.matter.visitor, notify=changed)
    phone = Property(str, lambda self: self.shown.matter.phone, notify=changed)
    otherSide = Property(str, lambda self: self.shown.matter.other_side, notify=changed)
    place = Property(str, lambda self: self.shown.matter.place, notify=changed)
    amount = Property(str, lambda self: self.shown.matter.amount, notify=changed)
    people = Property(str, lambda self: self.shown.matter.people, notify=changed)
    story = Property(str, lambda self: self.shown.matter.story, notify=changed)
    storyNote = Property(str, lambda self: self.shown.matter.story_note, notify=changed)
    note = Property(str, lambda self: self.shown.matter.note, notify=changed)
