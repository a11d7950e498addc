"""The view-model of the page 事项: the inbox, and over it the page of one case."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.views_casework import CaseView
from counter.casework.bring_in import BringInViewModel
from counter.casework.case import CaseViewModel
from counter.casework.inbox import InboxViewModel
from counter.services import CounterServices
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CaseworkViewModel(QObject):
    """A case that was opened from another page leads back there."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inbox = InboxViewModel(services, self)
        self._case = CaseViewModel(services, self)
        self._bring_in = BringInViewModel(services, self)
        self._bring_in.broughtIn.connect(self._show_new)
        self._is_case_open, self._is_looked_at = False, False
        self._back: Callable[[], None] | None = None

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        """Enter in the inbox."""
        self.open_case(case_id)

    def open_case(
        self,
        case_id: str,
        *,
        acts_at_once: bool = False,
        receipt_at_once: bool = False,
        back: Callable[[], None] | None = None,
    ) -> None:
        """The page of a case. `back`: where Esc leads; without it, to the inbox."""
        if not case_id:
            return
        self._is_case_open, self._back = True, back
        self._case.open(case_id, acts_at_once=acts_at_once, receipt_at_once=receipt_at_once)
        self._follow()

    @Slot(object)
    def _show_new(self, view: CaseView) -> None:
        """What was just registered, with what the caller must be told."""
        self._is_case_open, self._back = True, None
        self._case.show_new(view)
        self._follow()

    @Slot()
    def back(self) -> None:
        """Esc: what is open on the page of the case first, then the page."""
        if self._case.stepBack():
            return
        self._is_case_open, back, self._back = False, self._back, None
        self._case.close()
        self._follow()
        if back is not None:
            back()

    @Slot(bool)
    def lookedAt(self, is_looked_at: bool) -> None:
        """Whether this page is in front."""
        self._is_looked_at = is_looked_at
        self._follow()

    def _follow(self) -> None:
        self._inbox.lookedAt(self._is_looked_at and not self._is_case_open)
        self._case.shots.looked_at(self._is_looked_at and self._is_case_open)
        self.changed.emit()

    inbox = Property(InboxViewModel, lambda self: self._inbox, constant=True)
    bringIn = Property(BringInViewModel, lambda self: self._bring_in, constant=True)
    case = Property(CaseViewModel, lambda self: self._case, constant=True)
    isCaseOpen = Property(bool, lambda self: self._is_case_open, notify=changed)
