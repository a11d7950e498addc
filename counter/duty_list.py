"""The view-model of the right column."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.views import CounterView
from counter.desk import Desk
from counter.duties import DueLine, NoticeLine, due_all, due_line, notice_line
from counter.fact_words import notice_in_words
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DutiesViewModel(QObject):
    """What is due, worst first, and what needs a person."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._due = RowModel(DueLine, lambda line: line.case_id, self)
        self._notices = RowModel(NoticeLine, lambda line: line.notice_id, self)
        self._all = 0
        self._view: CounterView | None = None
        desk.changed.connect(self._show)

    @Slot(str)
    def acknowledge(self, notice_id: str) -> None:
        """知道了."""
        self._desk.acknowledge(notice_id)

    @Slot()
    def _show(self) -> None:
        view, rules = self._desk.knows.view, self._desk.rules
        if view is None or view is self._view:
            return
        self._view = view
        self._due.set_rows([due_line(row, rules.policy, rules.texts) for row in view.due])
        told = [notice_in_words(row, rules.policy, rules.texts) for row in view.notices]
        self._notices.set_rows([notice_line(row, rules.texts) for row in told])
        if self._all != due_all(view):
            self._all = due_all(view)
            self.changed.emit()

    def _all_text(self) -> str:
        return self._desk.rules.texts.get("counter.due.all", count=self._all)

    all = Property(str, _all_text, notify=changed)
    due = Property(RowModel, lambda self: self._due, constant=True)
    notices = Property(RowModel, lambda self: self._notices, constant=True)
