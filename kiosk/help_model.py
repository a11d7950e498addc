"""叫人帮忙: called, who comes, and what to do when nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.policy.emergency import EmergencyKind
from cases.refusal import Refusal
from cases.views import HelpAnswerView, KioskView
from kiosk.idle_model import IdleModel
from kiosk.parts import KioskParts
from kiosk.session_model import SessionModel
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_HELP = "help"


class HelpPhase(StrEnum):
    """How a call stands."""

    NONE = "none"
    CALLING = "calling"  # on its way to the hall
    CALLED = "called"  # it sounds at every counter
    COMING = "coming"  # somebody pressed 「我去」
    NOBODY = "nobody"  # nobody did in time; somebody still may
    UNREACHABLE = "unreachable"  # the hall does not answer


_WAITING = (HelpPhase.CALLING, HelpPhase.CALLED)
_OPEN = (*_WAITING, HelpPhase.NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpShown:
    """The overlay."""

    phase: HelpPhase = HelpPhase.NONE
    open: bool = False
    title: str = ""
    words: str = ""


@QmlElement
class HelpModel(QObject):
    """One call at a time, of the citizen who is there."""

    changed = Signal()

    def __init__(self, parts: KioskParts, session: SessionModel, idle: IdleModel) -> None:
        super().__init__()
        self._parts = parts
        self._session = session
        self._idle = idle
        self._help_id = ""
        self._called_at = 0.0
        self._coming: HelpAnswerView | None = None
        self._call_no = 0
        self._danger = ""  # EmergencyKind of a call that was not asked for: it is not taken back
        self.shown = HelpShown()
        session.wiped.connect(self._wiped)
        session.alarmed.connect(self._alarm)
        idle.ticked.connect(self._tick)

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the overlay is on the screen."""
        return self.shown.open

    @Property(str, notify=changed)
    def phase(self) -> str:
        """How the call stands."""
        return self.shown.phase.value

    @Property(bool, notify=changed)
    def waiting(self) -> bool:
        """Whether it can still be taken back."""
        return self.shown.phase in _OPEN and not self._danger

    @Property(str, notify=changed)
    def title(self) -> str:
        """「已经叫了，工作人员马上来」."""
        return self.shown.title

    @Property(str, notify=changed)
    def words(self) -> str:
        """What to do meanwhile."""
        return self.shown.words

    @Slot()
    def call(self) -> None:
        """叫人帮忙. Pressed again while somebody is called or comes: says how it stands."""
        if self.shown.phase in (*_WAITING, HelpPhase.COMING):
            self._show(self.shown.phase, is_open=True)
            return
        self._session.start()  # from the attract page: somebody is there now, and is waited for
        self._call_for("")

    @Slot()
    def close(self) -> None:
        """接着填: the call stays."""
        phase = HelpPhase.NONE if self.shown.phase is HelpPhase.UNREACHABLE else self.shown.phase
        self._show(phase, is_open=False)

    @Slot()
    def withdraw(self) -> None:
        """不用了."""
        self._withdraw("citizen")
        self._forget()

    @Slot(str)
    def _alarm(self, kind: str) -> None:
        """What was told alarms: a person comes by herself. One call; it is not the citizen's to take back."""
        if not self._danger:
            self._call_for(kind)

    def _call_for(self, danger: str) -> None:
        self._withdraw("citizen")
        self._danger = danger
        self._call_no += 1
        call_no = self._call_no
        self._called_at = self._parts.monotonic()
        self._show(HelpPhase.CALLING, is_open=True)
        self._parts.bridge.submit(
            self._parts.door.call_help(self._session.page, danger),
            lambda answer: self._answered(call_no, answer, danger),
            lambda _error: self._answered(call_no, Refusal("kiosk.hall_unreachable"), danger),
        )

    def hear(self, view: KioskView | None) -> None:
        """The hall says who comes."""
        answers = view.help_answers if view is not None else ()
        answer = next((a for a in answers if self._help_id and a.help_id == self._help_id), None)
        if answer is not None and self.shown.phase in _OPEN:
            self._coming = answer
            self._show(HelpPhase.COMING, is_open=True)

    def _answered(self, call_no: int, answer: str | Refusal, danger: str) -> None:
        if call_no != self._call_no or self.shown.phase not in _OPEN:
            if isinstance(answer, str) and not danger:  # nobody waits for it any more
                self._parts.bridge.submit(self._parts.door.withdraw_help(answer, "citizen"))
            return
        if isinstance(answer, Refusal):
            self._show(HelpPhase.UNREACHABLE, is_open=True)
            return
        self._help_id = answer
        if self.shown.phase is HelpPhase.CALLING:
            self._show(HelpPhase.CALLED, is_open=self.shown.open)
        self.hear(self._session.hall)

    @Slot()
    def _tick(self) -> None:
        unanswered_s = self._parts.policy.kiosk.help_unanswered_seconds
        if self.shown.phase in _WAITING and self._parts.monotonic() - self._called_at >= unanswered_s:
            self._show(HelpPhase.NOBODY, is_open=True)

    @Slot()
    def _wiped(self) -> None:
        self._withdraw("wiped")
        self._forget()

    def _withdraw(self, reason: str) -> None:
        if self._help_id and self.shown.phase in _OPEN and not self._danger:
            self._parts.bridge.submit(self._parts.door.withdraw_help(self._help_id, reason))

    def _forget(self) -> None:
        self._help_id = self._danger = ""
        self._call_no += 1
        self._show(HelpPhase.NONE, is_open=False)

    def _show(self, phase: HelpPhase, *, is_open: bool) -> None:
        shown = HelpShown(phase=phase, open=is_open, title=self._title(phase), words=self._words(phase))
        if shown != self.shown:
            self.shown = shown
            self._idle.hold(_HELP, held=phase in _WAITING)
            self.changed.emit()

    def _title(self, phase: HelpPhase) -> str:
        texts = self._parts.texts
        if phase is HelpPhase.NONE:
            return ""
        if phase is HelpPhase.COMING and self._coming is not None:
            name, counter_no = self._coming.staff_name, self._coming.counter_no
            if counter_no is None:
                return texts.get("kiosk.help.coming", name=name)
            return texts.get("kiosk.help.coming_from", name=name, counter_no=counter_no)
        return texts.get(f"kiosk.{'alarm' if self._danger else 'help'}.{phase.value}")

    def _words(self, phase: HelpPhase) -> str:
        if self._danger and phase is not HelpPhase.NONE:
            phone = self._parts.policy.emergency.of(EmergencyKind(self._danger)).advise_phone
            return self._parts.texts.get(f"kiosk.alarm.{self._danger}", phone=phone)
        return "" if phase is HelpPhase.NONE else self._parts.texts.get(f"kiosk.help.{phase.value}_words")
