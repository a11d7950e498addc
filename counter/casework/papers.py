"""The view-model of a case's papers (文书): what is issued, what may be made now, printed again, bound."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.paper_words import paper_name
from cases.casework.by import By
from cases.casework.case_state import CaseState
from cases.paper.paper_record import DocumentKind
from cases.paper.paper_rules import may_make
from cases.texts import Texts
from cases.views_casework import CaseView, PaperView
from counter.casework.file_binding import COVER
from counter.casework.receipt import ReceiptAnewViewModel
from counter.casework.signing import SigningViewModel
from counter.casework.signing_picture import SigningPicture  # noqa: F401  SigningPanel.qml finds it once it is imported
from counter.services import CounterServices
from screenkit.at_hand import SIGNATURE_PAD
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

_CLOSED = (CaseState.CLOSED, CaseState.ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A number and its paper; `isIssued`: it can be printed again. `sign`: what can be done about a signature."""

    paper_id: str
    name: str
    note: str
    is_issued: bool
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLine:
    """A paper that may be made now."""

    kind: str
    name: str
    letter: str


@QmlElement
class CasePapersViewModel(QObject):
    """Belongs to the page of a case, which tells it what it shows."""

    changed = Signal()
    seen = Signal(object)  # CaseView: the case with a paper that was made meanwhile

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._desk = services, services.paper_desk
        self._view: CaseView | None = None
        self._is_open, self._said = False, ""
        self._rows = RowModel(PaperLine, lambda line: line.paper_id, self)
        self._choices = RowModel(MakeLine, lambda line: line.kind, self)
        self._signing = SigningViewModel(services, self)
        self._signing.seen.connect(self.seen)
        self._receipt = ReceiptAnewViewModel(services, self)
        self._receipt.changed.connect(self.changed)
        services.at_hand.changed.connect(self._pad_came_or_went)
        if self._desk is not None:
            self._desk.said.connect(self._hear)
            self._desk.shown.connect(self._see)

    def show(self, view: CaseView | None) -> None:
        """The case that the page shows now; None: none."""
        if view is None or self._view is None or view.case_id != self._view.case_id:
            self._is_open, self._said = False, ""
            self._signing.close()
        self._view = view
        self._receipt.show(view)
        self._rows.set_rows(self._lines())
        self._choices.set_rows(self._makeable())
        self.changed.emit()

    def after(self, act: str, view: CaseView) -> None:
        """An act was done here: its papers are made."""
        if self._desk is not None:
            self._desk.after(act, view)

    @Slot()
    def open(self) -> None:
        """Ctrl+P: what may be made now, and what was."""
        if self._view is not None and self._desk is not None:
            self._is_open = True
            self._receipt.close()
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Esc: the receipt; else first the paper that is signed, then all of them."""
        if self._receipt.isOpen:
            self._receipt.close()
            return
        self._is_open = self._signing.isOpen
        self._signing.close()
        self.changed.emit()

    @Slot()
    def openReceipt(self) -> None:
        """Ctrl+R: 补打回执, in place of the papers."""
        self._signing.close()
        self._is_open = False
        self._receipt.open()

    @Slot(int)
    def make(self, index: int) -> None:
        """The paper at this place of the choice."""
        lines = self._choices.rows
        if self._view is not None and self._desk is not None and 0 <= index < len(lines):
            self._desk.make(self._view.case_id, DocumentKind(lines[index].kind))

    @Slot(int)
    def reprint(self, index: int) -> None:
        """补打 the paper at this place of the list."""
        if self._view is None or self._desk is None or not 0 <= index < len(self._rows.rows):
            return
        line = self._rows.rows[index]
        paper = next(one for one in self._view.papers if one.paper_id == line.paper_id)
        if paper.issued:
            self._desk.reprint(self._view.case_id, paper.paper_id, paper.number, DocumentKind(paper.kind))

    @Slot(int)
    def sign(self, index: int) -> None:
        """签名 under the paper at this place of the list, or look at what was signed."""
        if self._view is not None and 0 <= index < len(self._rows.rows) and self._rows.rows[index].sign:
            paper_id = self._rows.rows[index].paper_id
            paper = next(one for one in self._view.papers if one.paper_id == paper_id)
            self._signing.open(self._view, paper)

    @Slot()
    def bind(self) -> None:
        """Ctrl+B: 装订卷宗 of a closed case."""
        if self._view is not None and self._desk is not None and self._can_bind():
            self._desk.bind(self._view.case_id)

    def _makeable(self) -> list[MakeLine]:
        staff, view, desk = self._services.desk.knows.staff, self._view, self._desk
        if staff is None or view is None or desk is None:
            return []
        papers = self._services.policy_in_force.policy.papers
        by = By(staff_id=staff.staff_id, role=staff.role, unit=staff.unit)
        kinds = [
            paper.kind
            for paper in papers.papers
            if paper.kind is not COVER
            and may_make(by, paper.kind, papers)
            and desk.can_make(paper.kind, view)
        ]
        texts = self._services.rules.texts
        return [
            MakeLine(kind=kind.value, name=paper_name(kind.value, texts), letter=chr(ord("A") + number))
            for number, kind in enumerate(kinds)
        ]

    def _lines(self) -> list[PaperLine]:
        """The newest first."""
        view, texts = self._view, self._services.rules.texts
        if view is None:
            return []
        can_sign = self._services.at_hand.is_well(SIGNATURE_PAD)
        signed = {one.signs for one in view.attachments if one.signs}
        return [
            _line(paper, texts, can_sign=can_sign, is_signed=paper.print_hash in signed)
            for paper in reversed(view.papers)
        ]

    @Slot()
    def _pad_came_or_went(self) -> None:
        self._rows.set_rows(self._lines())

    def _can_bind(self) -> bool:
        return self._view is not None and self._view.state in _CLOSED

    @Slot(str, str)
    def _hear(self, case_id: str, sentence: str) -> None:
        if self._view is not None and case_id == self._view.case_id:
            self._said = sentence
            self.changed.emit()

    @Slot(object)
    def _see(self, view: CaseView) -> None:
        if self._view is not None and view.case_id == self._view.case_id:
            self.seen.emit(view)

    signing = Property(SigningViewModel, lambda self: self._signing, constant=True)
    receipt = Property(ReceiptAnewViewModel, lambda self: self._receipt, constant=True)
    isOnTop = Property(bool, lambda self: self._is_open or self._receipt.isOpen, notify=changed)
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    choices = Property(RowModel, lambda self: self._choices, constant=True)
    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isThere = Property(bool, lambda self: self._view is not None and self._desk is not None, notify=changed)
    canBind = Property(bool, _can_bind, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def _line(paper: PaperView, texts: Texts, *, can_sign: bool, is_signed: bool) -> PaperLine:
    state = "issued" if paper.issued else "void" if paper.void else "drawn"
    note = texts.get(
        f"counter_papers.papers.{state}_signed" if is_signed else f"counter_papers.papers.{state}",
        number=paper.number,
        pages=paper.pages,
    )
    sign = "look" if is_signed else "sign" if can_sign and paper.issued and paper.print_hash else ""
    return PaperLine(
        paper_id=paper.paper_id,
        name=paper_name(paper.kind, texts),
        note=note,
        is_issued=paper.issued,
        sign=texts.get(f"counter_papers.papers.{sign}") if sign else "",
    )
