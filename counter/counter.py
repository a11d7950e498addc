"""The view-model of the whole counter: head, foot, banners, and the columns below them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.roles import Page
from counter.appointment import AppointmentViewModel
from counter.at_the_window import AtTheWindow
from counter.by_hand import ByHand
from counter.by_hand_view import ByHandViewModel
from counter.casework.casework import CaseworkViewModel
from counter.desk_menus import hold_menu, may_appoint, may_issue, may_open_case, more_menu, transfer_menu
from counter.duties import HelpShown, help_shown
from counter.duty_list import DutiesViewModel
from counter.frame import FrameViewModel
from counter.head import HeadShown, head_shown
from counter.lock import LockViewModel
from counter.menu import Menu
from counter.menu_view import MenuViewModel
from counter.mirror import MirrorViewModel
from counter.papers import DeskPapers
from counter.reception_view import ReceptionViewModel
from counter.registration.registration import RegistrationViewModel
from counter.rejection import RejectionViewModel
from counter.scanned import ScannedCodes
from counter.services import CounterServices
from counter.sign_in import SignInViewModel
from counter.ticket import TicketViewModel
from counter.waiting_list import WaitingViewModel
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
NO_HELP = HelpShown()


@QmlElement
class CounterViewModel(QObject):
    """Feed its desk with `on_view` and `on_state`. `ringing` is heard at every counter until somebody goes."""

    changed = Signal()
    ringingChanged = Signal(bool)

    def __init__(
        self,
        services: CounterServices,
        papers: DeskPapers,
        data_dir: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk = services.desk
        self._frame = FrameViewModel(services, self)
        self._lock = LockViewModel(desk, self)
        self._sign_in = SignInViewModel(desk, self)
        self._waiting = WaitingViewModel(desk, self)
        self._reception = ReceptionViewModel(desk, self)
        self._form = RegistrationViewModel(services, self)
        self._rejection = RejectionViewModel(desk, self)
        self._duties = DutiesViewModel(desk, self)
        self._menu = MenuViewModel(desk, self)
        self._ticket = TicketViewModel(services, papers, self)
        self._ticket.receiptWanted.connect(self._open_receipt)
        self._appointment = AppointmentViewModel(services, self)
        self._mirror = MirrorViewModel(desk, self._form, self)
        self._scanned = ScannedCodes(services, self._waiting.act, lambda: self._form.is_open, self)
        self._scanned.menuWanted.connect(self._show_scanned)
        self._scanned.caseWanted.connect(self._open_scanned)
        AtTheWindow(services, self)  # its child
        self._by_hand = ByHandViewModel(services, ByHand(services, data_dir, self), papers, self)
        self.help = NO_HELP
        self.shown: HeadShown = head_shown(desk.knows, desk.rules, desk.clock.now())
        self._frame.caseWanted.connect(self._open_from)
        desk.changed.connect(self._show)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @Slot()
    def lock(self) -> None:
        """F12: the screen is covered, the work stays."""
        self.desk.lock()

    @Slot()
    def openHold(self) -> None:
        """F6."""
        self._menu.show(hold_menu(self.desk))

    @Slot()
    def openTransfer(self) -> None:
        """F7."""
        self._menu.show(transfer_menu(self.desk))

    @Slot()
    def openMore(self) -> None:
        """F11."""
        actions: dict[str, Callable[[], Menu | None]] = {}
        if may_issue(self.desk):
            actions["ticket"] = self._ticket.open
        if may_issue(self.desk) and self._ticket.can_reprint:
            actions["reprint"] = self._ticket.reprint_menu
        if may_appoint(self.desk):
            actions["appointment"] = self._appointment.open
        if may_open_case(self.desk):
            actions["case"] = self.openCaseHere
        self._menu.show(more_menu(self.desk, actions))

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        """Enter in the list of what is due."""
        self._open_case(case_id, acts_at_once=False)

    @Slot()
    def openCaseHere(self) -> None:
        """F11 → 9: the case of the visitor's matter."""
        if (matter := self.desk.knows.matter) is not None and matter.case_id is not None:
            self.openCase(matter.case_id)

    @Slot()
    def goOn(self) -> None:
        """F8 once the visitor's matter is accepted: its case, with the form of the next step."""
        if (matter := self.desk.knows.matter) is not None and matter.case_id is not None:
            self._open_case(matter.case_id, acts_at_once=True)

    @Slot(str)
    def _open_receipt(self, case_id: str) -> None:
        """F11 → 6: the case of a receipt that did not come out, with 补打回执."""
        self._open_case(case_id, acts_at_once=False, receipt_at_once=True)

    def _open_case(self, case_id: str, *, acts_at_once: bool, receipt_at_once: bool = False) -> None:
        page = self._frame.modelOf(Page.CASES)
        if isinstance(page, CaseworkViewModel):
            page.open_case(
                case_id,
                acts_at_once=acts_at_once,
                receipt_at_once=receipt_at_once,
                back=self._back_to_desk,
            )
            self._frame.choose(Page.CASES)

    @Slot(object)
    def _show_scanned(self, menu: Menu) -> None:
        """What can be done with what was scanned, on the page where menus stand."""
        self._frame.choose(Page.DESK)
        self._menu.show(menu)

    @Slot(str)
    def _open_scanned(self, case_id: str) -> None:
        """The case of a scanned receipt, and Esc back to where it was scanned."""
        self._open_from(case_id, str(self._frame.current))

    @Slot(str, str)
    def _open_from(self, case_id: str, from_page: str) -> None:
        """Another page leads to a case, and Esc back to it."""
        page = self._frame.modelOf(Page.CASES)
        if isinstance(page, CaseworkViewModel):
            page.open_case(case_id, back=lambda: self._frame.choose(from_page))
            self._frame.choose(Page.CASES)

    def _back_to_desk(self) -> None:
        """What was done with the case is seen at the desk too."""
        self._frame.choose(Page.DESK)
        self.desk.reopen_matter()

    @Slot()
    def answerHelp(self) -> None:
        """「我去」 for the one who has waited longest."""
        if self.help.notice_id:
            self.desk.acknowledge(self.help.notice_id)
        elif self.help.help_id:
            self.desk.answer_help(self.help.help_id)

    @Slot()
    def _tick(self) -> None:
        """Time alone changes waits, not what the desk knows."""
        self._waiting.refresh()
        self._reception.refresh()
        before = self.shown, self.help
        self._look()
        if (self.shown, self.help) != before:
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        desk, now = self.desk, self.desk.clock.now()
        view = desk.knows.view
        shown = head_shown(desk.knows, desk.rules, now)
        # A call that can no longer be heard of is not rung for: nobody could answer it here.
        calls = view.help if view and desk.knows.feed.connected else ()
        notices = view.notices if view and desk.knows.feed.connected else ()
        help_ = help_shown(calls, desk.rules.texts, now, notices)
        was_ringing = self.help.rings
        self.shown, self.help = shown, help_
        if was_ringing != help_.rings:
            self.ringingChanged.emit(help_.rings)

    frame = Property(FrameViewModel, lambda self: self._frame, constant=True)
    lockPage = Property(LockViewModel, lambda self: self._lock, constant=True)
    signIn = Property(SignInViewModel, lambda self: self._sign_in, constant=True)
    waiting = Property(WaitingViewModel, lambda self: self._waiting, constant=True)
    reception = Property(ReceptionViewModel, lambda self: self._reception, constant=True)
    form = Property(RegistrationViewModel, lambda self: self._form, constant=True)
    rejection = Property(RejectionViewModel, lambda self: self._rejection, constant=True)
    ticket = Property(TicketViewModel, lambda self: self._ticket, constant=True)
    appointment = Property(AppointmentViewModel, lambda self: self._appointment, constant=True)
    mirror = Property(MirrorViewModel, lambda self: self._mirror, constant=True)
    byHand = Property(ByHandViewModel, lambda self: self._by_hand, constant=True)
    menu = Property(MenuViewModel, lambda self: self._menu, constant=True)
    duties = Property(DutiesViewModel, lambda self: self._duties, constant=True)

    isLocked = Property(bool, lambda self: self.desk.knows.locked, notify=changed)
    isSignedIn = Property(bool, lambda self: self.desk.knows.staff is not None, notify=changed)
    said = Property(str, lambda self: self.desk.knows.said, notify=changed)
    window = Property(str, lambda self: self.shown.window, notify=changed)
    name = Property(str, lambda self: self.shown.name, notify=changed)
    onDuty = Property(str, lambda self: self.shown.on_duty, notify=changed)
    served = Property(str, lambda self: self.shown.served, notify=changed)
    staff = Property(str, lambda self: self.shown.staff, notify=changed)
    clock = Property(str, lambda self: self.shown.clock, notify=changed)
    hall = Property(str, lambda self: self.shown.hall, notify=changed)
    centre = Property(str, lambda self: self.shown.centre, notify=changed)
    lost = Property(str, lambda self: self.shown.lost, notify=changed)
    advice = Property(str, lambda self: self.shown.advice, notify=changed)
    isRinging = Property(bool, lambda self: self.help.rings, notify=changed)
    helpSentence = Property(str, lambda self: self.help.sentence, notify=changed)
    helpWaited = Property(str, lambda self: self.help.waited, notify=changed)
    helpMore = Property(str, lambda self: self.help.more, notify=changed)
