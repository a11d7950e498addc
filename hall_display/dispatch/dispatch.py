"""The view-model of the whole dispatch screen: head, foot and banner, and the panels' own view-models below it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.live import FeedState
from cases.views_dispatch import DispatchView
from hall_display.dispatch.acts.acts import ActsViewModel
from hall_display.dispatch.asking import Asking
from hall_display.dispatch.attention.attention import AttentionViewModel
from hall_display.dispatch.behind.behind import BehindViewModel
from hall_display.dispatch.figures_shown import FigureShown
from hall_display.dispatch.frame_shown import FrameShown, Seen, frame_shown
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.hall_now.hall_now import HallNowViewModel
from hall_display.dispatch.picture.picture import PictureViewModel
from hall_display.dispatch.sign_in.session import Session
from hall_display.dispatch.sign_in.sign_in import DispatchSignIn
from screenkit.property_shim import Property

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
"""How often the clock is looked at; nothing is drawn unless a word changed."""
PICTURE, HALL = "picture", "hall"
UNHEARD = FeedState(connected=False)


@QmlElement
class DispatchViewModel(QObject):
    """Feed it with `on_view` and `on_state`; both may come at any time, in any order. `rang`: sound once."""

    changed = Signal()
    rang = Signal()

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self.session = Session(ground, self)
        self._sign_in = DispatchSignIn(self.session, ground.texts, self)
        self._attention = AttentionViewModel(ground, self)
        self._hall_now = HallNowViewModel(ground, self)
        self._picture = PictureViewModel(ground, self)
        self._behind = BehindViewModel(ground, self)
        self._acts = ActsViewModel(ground, self)
        self._view: DispatchView | None = None
        self._link = UNHEARD
        self._page = PICTURE
        self.shown: FrameShown = self._frame()
        self._wire()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _wire(self) -> None:
        self.session.changed.connect(self._follow_session)
        self.session.ended.connect(self._forget)
        self._attention.rang.connect(self.rang)
        self._behind.compare_with((self._attention, self._hall_now, self._picture))
        for panels in (self._attention, self._hall_now, self._picture):
            panels.opened.connect(self._behind.open)
        self._attention.caseWanted.connect(self._behind.openCase)
        self._acts.caseWanted.connect(self._behind.openCase)
        self._acts.acted.connect(self._behind.again)
        self._attention.actWanted.connect(self._acts.begin)
        self._attention.known.connect(self._acts.know)
        self._behind.actAsked.connect(self._acts.begin_for)
        for asking in self.findChildren(Asking):
            asking.sessionOver.connect(self.session.end)

    def on_view(self, view: DispatchView) -> None:
        """The hall's newest view; what still comes after a sign-out is nobody's."""
        if self.session.staff is None:
            return
        self._ground.in_force.on_view(view.policy)
        self._view = view
        self._tell(view)

    def on_state(self, state: FeedState) -> None:
        """Whether the hall answers."""
        self._link = state
        self._show()

    @property
    def is_lost(self) -> bool:
        """Whether the hall does not answer."""
        return not self._link.connected

    def figures(self) -> Iterator[FigureShown]:
        """Every number on the screen with its question (figures_shown)."""
        yield from self._attention.figures()
        yield from self._hall_now.figures()
        yield from self._picture.figures()

    @Slot(str)
    def choosePage(self, page: str) -> None:
        """全景 or 大厅."""
        if page in (PICTURE, HALL) and page != self._page:
            self._page = page
            self.changed.emit()

    @Slot()
    def openHallsBehind(self) -> None:
        """From the head: the halls that were not heard."""
        self._hall_now.openFigure("halls", "behind")

    @Slot()
    def _forget(self) -> None:
        """Nobody is signed in: nothing is shown of what the last one saw."""
        self._view, self._link = None, UNHEARD
        self._page = PICTURE
        self._behind.close()
        self._acts.close()
        self._tell(None)

    def _tell(self, view: DispatchView | None) -> None:
        for panels in (self._attention, self._hall_now, self._picture, self._acts):
            panels.on_view(view)
        self._show()

    @Slot()
    def _follow_session(self) -> None:
        people = {one.staff_id: one.name for one in self.session.people}
        self._attention.know_names(people)
        self._show()
        self.changed.emit()

    @Slot()
    def tick(self) -> None:
        """Time alone changes ages; who may sign in is asked until somebody answers."""
        self.session.ask_people()
        if self._view is not None:
            self._attention.refresh()
            self._hall_now.refresh()
        self._show()

    def _frame(self) -> FrameShown:
        ground = self._ground
        seen = Seen(view=self._view, link=self._link, staff=self.session.staff)
        return frame_shown(seen, ground.in_force.policy, ground.texts, ground.clock.now())

    def _show(self) -> None:
        shown = self._frame()
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()

    signIn = Property(DispatchSignIn, lambda self: self._sign_in, constant=True)
    attention = Property(AttentionViewModel, lambda self: self._attention, constant=True)
    hallNow = Property(HallNowViewModel, lambda self: self._hall_now, constant=True)
    picture = Property(PictureViewModel, lambda self: self._picture, constant=True)
    behind = Property(BehindViewModel, lambda self: self._behind, constant=True)
    acts = Property(ActsViewModel, lambda self: self._acts, constant=True)

    page = Property(str, lambda self: self._page, notify=changed)
    isSignedIn = Property(bool, lambda self: self.session.staff is not None, notify=changed)
    isLocked = Property(bool, lambda self: self.session.is_locked, notify=changed)
    place = Property(str, lambda self: self.shown.place, notify=changed)
    staff = Property(str, lambda self: self.shown.staff, notify=changed)
    data = Property(str, lambda self: self.shown.data, notify=changed)
    halls = Property(str, lambda self: self.shown.halls, notify=changed)
    clock = Property(str, lambda self: self.shown.clock, notify=changed)
    lost = Property(str, lambda self: self.shown.lost, notify=changed)
    advice = Property(str, lambda self: self.shown.advice, notify=changed)
    store = Property(str, lambda self: self.shown.store, notify=changed)
    storeCondition = Property(str, lambda self: self.shown.store_condition, notify=changed)
    kiosks = Property(str, lambda self: self.shown.kiosks, notify=changed)
    kiosksCondition = Property(str, lambda self: self.shown.kiosks_condition, notify=changed)
    printers = Property(str, lambda self: self.shown.printers, notify=changed)
    printersCondition = Property(str, lambda self: self.shown.printers_condition, notify=changed)
