"""One citizen's session: which page, in which size, what was told, and how a ticket is taken."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from cases.advice.emergency import find_emergency
from cases.matter.intake import QUEUE_OF, Intake, Intent
from cases.policy.emergency import EmergencyKind
from cases.views import KioskView
from kiosk.asides import Evaluating, Meeting, Progress
from kiosk.draft import NOTHING_TOLD, Draft, consult_intake, meet_intake
from kiosk.flow import INTAKE_PAGES, Page, Walk
from kiosk.frame_model import FrameModel
from kiosk.heard_devices import HeardDevices
from kiosk.idle_model import IdleModel
from kiosk.page_model import PageModel
from kiosk.parts import KioskParts
from kiosk.tablet import Tablet
from kiosk.ticket_taker import Ending, TicketTaker
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_BUSY = "busy"
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The QML file of a page and what makes its view-model; `typed` is what stands in its field already."""

    qml_file: str
    make: Callable[[SessionModel, str], PageModel]
    large_file: str = ""  # another file in 大字


@QmlElement
class SessionModel(FrameModel):
    """The window on a session. It decides nothing about the way: that is kiosk.flow."""

    pageChanged = Signal()
    busyChanged = Signal()
    restartAskedChanged = Signal()
    brokenChanged = Signal()
    wiped = Signal()
    renewed = Signal()
    alarmed = Signal(str)  # EmergencyKind: a person must come, whether the citizen asks or not

    def __init__(self, parts: KioskParts, idle: IdleModel, plans: Mapping[Page, PagePlan]) -> None:
        super().__init__(parts)
        self.hall: KioskView | None = None  # None: the hall is not heard
        self.ending: Ending | None = None
        self.progress, self.evaluating, self.meeting = Progress(), Evaluating(), Meeting()
        self.session_id = uuid4().hex  # wrong 查询码 are counted by it
        self._idle = idle
        self._plans = plans
        self._taker = TicketTaker(parts.bridge, parts.door, parts.papers)
        self._walk = Walk()
        self._touched_at: dict[Intent, datetime] = {}
        self._busy = self._asking = False
        self._restart_asked = False
        self._broken = False
        self._alarmed_for: set[EmergencyKind] = set()
        self._tablet = Tablet(parts.counter_no)
        self.frame_of(self._walk)
        self._page_model = self._make_page("")
        HeardDevices(self)  # its child
        idle.over.connect(self._wipe)
        idle.ticked.connect(self._minute)

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """Name of the page."""
        return self._walk.page.value

    @Property(str, notify=pageChanged)
    def pageFile(self) -> str:
        """QML file of the page, beside Kiosk.qml."""
        plan = self._plans[self._walk.page]
        return (self._walk.large_print and plan.large_file) or plan.qml_file

    @Property(str, constant=True)
    def pageFiles(self) -> str:
        """The QML files of all pages, a line each."""
        files = [file for plan in self._plans.values() for file in (plan.qml_file, plan.large_file) if file]
        return "\n".join(dict.fromkeys(files))

    @Property(QObject, notify=pageChanged)
    def pageModel(self) -> QObject:
        """Its view-model, made for this visit of the page."""
        return self._page_model

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """A ticket is being taken: every button waits."""
        return self._busy

    @Property(bool, notify=busyChanged)
    def asking(self) -> bool:
        """The hall is asked something that is no ticket."""
        return self._asking

    @Property(bool, notify=brokenChanged)
    def broken(self) -> bool:
        """The kiosk's own files cannot be used: only a person can help."""
        return self._broken

    @Property(bool, notify=restartAskedChanged)
    def restartAsked(self) -> bool:
        """「重新开始吗？」 is on the screen."""
        return self._restart_asked

    @Slot()
    def start(self) -> None:
        """The attract page was touched."""
        if self._walk.page is Page.ATTRACT:
            self.walk_to(replace(self._walk, page=Page.INTENT))

    @Slot()
    def back(self) -> None:
        """上一步."""
        if self._busy:
            return
        if self._walk.page is Page.EVALUATE and self.evaluating.item > 0:
            self.evaluating.item -= 1
            page = Page.EVALUATE if self.evaluating.item else Page.EVALUATE_MORE
            self.walk_to(replace(self._walk, page=page))
        else:
            self.walk_to(self.parts.flow.back(self._walk))

    @Slot()
    def restart(self) -> None:
        """重新开始: asked first where something would be lost."""
        if self._busy:
            return
        if self._walk.draft == NOTHING_TOLD and not self._page_model.typed:
            self.startOver()
        else:
            self._ask_restart(asked=True)

    @Slot()
    def keepGoing(self) -> None:
        """不，接着填."""
        self._ask_restart(asked=False)

    @Slot()
    def startOver(self) -> None:
        """All is wiped; the same person begins again, in the same size."""
        if not self._busy:
            large_print = self._walk.large_print
            self._wipe()
            self.walk_to(Walk(page=Page.INTENT, large_print=large_print))

    @Slot()
    def leave(self) -> None:
        """The citizen goes: all is wiped, the attract page stands."""
        if not self._busy:
            self._wipe()

    @Slot()
    def switchSize(self) -> None:
        """大字, or back; what stands in a field stays."""
        if not self._busy:
            QGuiApplication.inputMethod().commit()
            resized = self.parts.flow.in_size(self._walk, large_print=not self._walk.large_print)
            self.walk_to(resized, typed=self._page_model.typed)

    @Slot()
    def ticketFirst(self) -> None:
        """先取号，到窗口再说: a ticket at once, with what is filled."""
        if self._walk.page in INTAKE_PAGES:
            QGuiApplication.inputMethod().commit()  # what the keyboard is still composing was told too
            self._take(self._dispute(self._page_model.draft(), confirmed=False))

    def breakDown(self) -> None:
        """Nothing can be taken on this machine any more."""
        self._broken = True
        self.brokenChanged.emit()

    @property
    def walk(self) -> Walk:
        """Where the citizen is."""
        return self._walk

    @property
    def page_model(self) -> PageModel:
        """The page that is shown."""
        return self._page_model

    def first_touch(self, intent: Intent) -> datetime:
        """When this citizen first touched an intent: the place in line counts from it. New: now."""
        return self._touched_at.setdefault(intent, self.parts.machine_clock.now())

    def walk_to(self, walk: Walk, *, typed: str = "") -> None:
        """Go to another page, or show this one anew."""
        left, told = self._page_model, walk.draft != self._walk.draft
        self._walk = walk
        self._page_model = self._make_page(typed)
        self.frame_of(walk)
        self.parts.at_hand.want_card(self._page_model.wants_card)
        self.pageChanged.emit()
        self._idle.wait_for(self._idle_seconds())
        left.deleteLater()  # behind the page itself, which is deleted first
        if told:
            self.listen(walk.draft.story, walk.draft.other_side)

    def listen(self, *said: str) -> None:
        """What was said may tell of a danger (domain.md §3.4): then a person is called, once for each kind."""
        for hit in find_emergency("\n".join(said), self.parts.policy.emergency):
            if hit.kind not in self._alarmed_for:
                self._alarmed_for.add(hit.kind)
                self.alarmed.emit(hit.kind.value)

    def stay(self, walk: Walk) -> None:
        """The same page with another part of its list."""
        self._walk = walk
        self._page_model.refresh()

    def confirm(self) -> None:
        """确认: the dispute with everything told."""
        self._take(self._dispute(self._walk.draft, confirmed=True))

    def consult(self) -> None:
        """A number for 咨询."""
        self._take(consult_intake(self.first_touch(Intent.CONSULT)))

    def meet(self, counter_no: int) -> None:
        """找人取号: a number that this counter calls."""
        self._take(meet_intake(self.first_touch(Intent.MEET), for_counter=counter_no))

    def keep_appointment(self) -> None:
        """The number of the appointment that was found."""
        if (found := self.meeting.found) is not None:
            touched_at = self.first_touch(Intent.MEET)
            self._take(
                meet_intake(
                    touched_at,
                    for_counter=found.counter_no,
                    appointment_id=found.appointment_id,
                    appointment_at=None if found.late else found.at,
                )
            )

    def _send_what_was_said(self) -> None:
        """Who touched a face and went away has evaluated all the same."""
        told = self.evaluating
        if told.is_owed and told.subject is not None:
            self.parts.bridge.submit(self.parts.citizens.evaluate(told.subject, told.levels, told.text))

    def ask(self, question: Coroutine[Any, Any, Answer], on_answer: Callable[[Answer], None]) -> None:
        """Ask the hall while every button waits; `on_answer` only if the same citizen is still there."""
        session_id = self.session_id

        def answered(answer: Answer) -> None:
            self._set_busy(busy=False)
            if session_id == self.session_id:
                on_answer(answer)

        self._set_busy(busy=True, asking=True)
        self.parts.bridge.submit(question, answered, lambda _error: self._set_busy(busy=False))

    def touched(self) -> None:
        """Something was typed."""
        self._idle.touch()

    def deny_papers(self) -> None:
        """没打出来: a person is told."""
        if self.ending is not None and self.ending.taken is not None:
            self._taker.deny(self.ending.taken)

    def go_in(self, page: Page, intent: Intent) -> None:
        """To a page that leads to a number; where today's have run out, that is said before."""
        letters = [QUEUE_OF[intent]] if intent in QUEUE_OF else list(QUEUE_OF.values())
        closed = all(self.is_closed(letter) for letter in letters)
        then = page if closed else None
        self.walk_to(replace(self._walk, page=Page.NEXT_DAY if closed else page, then=then, part=0))

    def is_closed(self, letter: str) -> bool:
        """Whether the hall gives no more numbers of this queue today; 优先 counts when it was declared."""
        closed = {queue.letter: queue.closed for queue in (self.hall.queues if self.hall else ())}
        if self._walk.priority is not None:
            priority = self.parts.policy.hall.priority_queue or letter
            letter = priority if priority in closed else letter
        return closed.get(letter, False)

    def hear(self, view: KioskView | None) -> None:
        """The hall's view; None: the hall is not heard any more."""
        self.hall = view
        if self._walk.page is Page.ATTRACT:
            renewed = self._renew()
            minutes = self.parts.policy.hall.evaluation.offered_minutes
            if view is not None and (ended := self._tablet.offers(view, minutes)) is not None:
                self.evaluating = Evaluating(found=(ended,), subject=ended)
                self.walk_to(Walk(page=Page.EVALUATE))
            elif renewed:
                self.walk_to(self._walk)
        self._page_model.refresh()

    def _dispute(self, draft: Draft, *, confirmed: bool) -> Intake:
        return draft.to_intake(
            confirmed=confirmed,
            touched_at=self.first_touch(Intent.DISPUTE),
            categories=self.parts.policy.categories,
        )

    def _take(self, intake: Intake) -> None:
        if self._busy:
            return
        intake = replace(intake, priority=self._walk.priority)
        self.listen(intake.private.story, intake.private.other_side)
        self._set_busy(busy=True)
        session_id = self.session_id
        self._taker.take(intake, lambda ending: self._ended(session_id, ending))

    def _ended(self, session_id: str, ending: Ending) -> None:
        if session_id != self.session_id:
            return  # the papers of somebody who has left already
        self.ending = ending
        if self._walk.page is Page.DONE:
            self._page_model.refresh()
            return
        self._set_busy(busy=False)
        self.walk_to(Walk(page=Page.DONE, large_print=self._walk.large_print))

    @Slot()
    def _wipe(self) -> None:
        """Nothing of this citizen stays: answers, fields, clipboard, what the keyboard was composing."""
        self._send_what_was_said()
        self._touched_at.clear()
        self._alarmed_for.clear()
        if self.ending is not None and self.ending.taken is not None:
            self._taker.leave(self.ending.taken)
        self.ending = None
        self.progress, self.evaluating, self.meeting = Progress(), Evaluating(), Meeting()
        self.session_id = uuid4().hex
        self._ask_restart(asked=False)
        QGuiApplication.inputMethod().reset()
        self._renew()
        self.walk_to(Walk())
        QGuiApplication.clipboard().clear()
        self.wiped.emit()

    def _renew(self) -> bool:
        """Nobody is in the middle of anything: whether the hall has another policy, which holds from here on."""
        if not self.parts.next_citizen():
            return False
        self._idle.allow(self.parts.policy.kiosk.wipe_after_asking_seconds)
        self.frameChanged.emit()
        self.renewed.emit()
        return True

    def _set_busy(self, *, busy: bool, asking: bool = False) -> None:
        self._busy, self._asking = busy, asking
        self._idle.hold(_BUSY, held=busy)
        self.busyChanged.emit()

    def _ask_restart(self, *, asked: bool) -> None:
        if asked != self._restart_asked:
            self._restart_asked = asked
            self.restartAskedChanged.emit()

    @Slot()
    def _minute(self) -> None:
        if self.frame_of(self._walk):
            self._page_model.refresh()

    def _make_page(self, typed: str) -> PageModel:
        return self._plans[self._walk.page].make(self, typed)

    def _idle_seconds(self) -> int:
        if self._walk.page is Page.ATTRACT:
            return 0
        return self.parts.policy.kiosk.idle_after_seconds(
            story_page=self._walk.page in (Page.STORY, Page.EVALUATE_TEXT), large_print=self._walk.large_print
        )
