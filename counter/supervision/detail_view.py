"""The view-model of the chosen line: what is known of it, its ladder, its parts, what happened to it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.casework.case import HowLine, MarkLine
from counter.casework.case_words import FactRow
from counter.casework.timeline_words import TimelineRow
from counter.supervision.how_lines import how_lines
from counter.supervision.section import NOTHING, Detail, PartRow, RungRow
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DetailViewModel(QObject):
    """Shows what it is given, whole."""

    changed = Signal()
    moved = Signal()  # another line: the eye begins at its top
    caseAsked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detail: Detail = NOTHING
        self._is_explaining = False
        self._chips = RowModel(MarkLine, lambda line: line.word, self)
        self._facts = RowModel(FactRow, lambda row: row.key, self)
        self._rungs = RowModel(RungRow, lambda row: row.rung, self)
        self._parts = RowModel(PartRow, lambda row: row.row_id, self)
        self._lines = RowModel(TimelineRow, lambda row: row.event_id, self)
        self._how = RowModel(HowLine, lambda line: line.row_id, self)

    def show(self, detail: Detail) -> None:
        """Another line, or the same with what is new."""
        self._detail = detail
        self._chips.set_rows([MarkLine(word=chip) for chip in detail.chips])
        self._facts.set_rows(detail.facts)
        self._rungs.set_rows(detail.rungs)
        self._parts.set_rows(detail.parts)
        self._lines.set_rows(detail.lines)
        self._how.set_rows(how_lines(detail.how))
        self.changed.emit()

    @Slot()
    def openCase(self) -> None:
        """Enter: the page of the case."""
        if self._detail.case_id:
            self.caseAsked.emit(self._detail.case_id)

    @Slot()
    def explain(self) -> None:
        """H: how the date was counted; the same again puts it away."""
        self._is_explaining = not self._is_explaining and self._detail.how is not None
        self.changed.emit()

    def stop_explaining(self) -> bool:
        """Whether there was something to put away."""
        was, self._is_explaining = self._is_explaining, False
        self.changed.emit()
        return was

    chips = Property(RowModel, lambda self: self._chips, constant=True)
    facts = Property(RowModel, lambda self: self._facts, constant=True)
    rungs = Property(RowModel, lambda self: self._rungs, constant=True)
    parts = Property(RowModel, lambda self: self._parts, constant=True)
    lines = Property(RowModel, lambda self: self._lines, constant=True)
    howLines = Property(RowModel, lambda self: self._how, constant=True)

    title = Property(str, lambda self: self._detail.title, notify=changed)
    code = Property(str, lambda self: self._detail.code, notify=changed)
    partsTitle = Property(str, lambda self: self._detail.parts_title, notify=changed)
    hasCase = Property(bool, lambda self: bool(self._detail.case_id), notify=changed)
    hasHow = Property(bool, lambda self: self._detail.how is not None, notify=changed)
    isExplaining = Property(bool, lambda self: self._is_explaining, notify=changed)
