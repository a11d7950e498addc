"""The end: your number, how long, where, whether the paper came out, and the one date that is promised."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.done_words import DoneShown, done_words
from kiosk.page_model import PageModel
from kiosk.qr_bars import qr_bars
from kiosk.session_model import SessionModel
from kiosk.ticket_taker import Ending
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DoneModel(PageModel):
    """Changes when the papers are out, and when one comes after all."""

    changed = Signal()

    def __init__(self, session: SessionModel, ending: Ending) -> None:
        super().__init__(session)
        self._denied = False
        self.shown: DoneShown = self._make(ending)
        self._phone = self._drawn()

    @Property(str, notify=changed)
    def title(self) -> str:
        """「收到了，您已经排上队」."""
        return self.shown.title

    @Property(str, notify=changed)
    def number(self) -> str:
        """The ticket number; empty: ask 导办台 for one."""
        return self.shown.number

    @Property(str, notify=changed)
    def goTo(self) -> str:
        """「请到导办台取号」, in place of a number."""
        return self.shown.go_to

    @Property(str, notify=changed)
    def goWhy(self) -> str:
        """Why there is no number."""
        return self.shown.go_why

    @Property(str, notify=changed)
    def aheadNumber(self) -> str:
        """How many are before you."""
        return self.shown.ahead.number

    @Property(str, notify=changed)
    def aheadWords(self) -> str:
        """Its unit, or words in place of a number."""
        return self.shown.ahead.words

    @Property(str, notify=changed)
    def waitNumber(self) -> str:
        """「10～18」."""
        return self.shown.wait.number

    @Property(str, notify=changed)
    def waitWords(self) -> str:
        """Its unit, or words in place of a number."""
        return self.shown.wait.words

    @Property(str, notify=changed)
    def day(self) -> str:
        """「11月24日」 of a number that is not for today; empty: it is."""
        return self.shown.day

    @Property(str, notify=changed)
    def dayTime(self) -> str:
        """「08:30开门」."""
        return self.shown.day_time

    @Property(str, notify=changed)
    def where(self) -> str:
        """「受理区等候」."""
        return self.shown.where

    @Property(str, notify=changed)
    def paperStrong(self) -> str:
        """What is known of the papers."""
        return self.shown.paper_strong

    @Property(str, notify=changed)
    def paper(self) -> str:
        """What follows from it."""
        return self.shown.paper

    @Property(bool, notify=changed)
    def canDeny(self) -> bool:
        """Whether 「没打出来？」 makes sense."""
        return self.shown.can_deny

    @Property(str, notify=changed)
    def phoneBars(self) -> str:
        """The QR code of the place in line as `x y length` of every bar; empty: the citizen holds the ticket."""
        return self._phone[0]

    @Property(int, notify=changed)
    def phoneModules(self) -> int:
        """Modules along its side."""
        return self._phone[1]

    @Property(str, notify=changed)
    def caseCode(self) -> str:
        """To be written down, where no receipt carries it."""
        return self.shown.case_code

    @Property(str, notify=changed)
    def lookupCode(self) -> str:
        """To be written down, where no receipt carries it."""
        return self.shown.lookup_code

    @Property(str, notify=changed)
    def promise(self) -> str:
        """「11月26日前告诉您是否受理」."""
        return self.shown.promise

    @Property(bool, notify=changed)
    def hasSteps(self) -> bool:
        """Whether the five steps belong to it."""
        return self.shown.has_steps

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do now, and if something goes wrong: a line each."""
        return "\n".join(self.shown.advice)

    @Slot()
    def deny(self) -> None:
        """没打出来？: the citizen says that no paper came out. Staff are told, the page says what to do."""
        if self.shown.can_deny:
            self._denied = True
            self.session.deny_papers()
            self.refresh()

    def refresh(self) -> None:
        """The papers are out, or not."""
        if self.session.ending is not None:
            shown = self._make(self.session.ending)
            if shown != self.shown:
                self.shown = shown
                self._phone = self._drawn()
                self.changed.emit()

    def _drawn(self) -> tuple[str, int]:
        return qr_bars(self.shown.phone_url) if self.shown.phone_url else ("", 0)

    def _make(self, ending: Ending) -> DoneShown:
        parts = self.session.parts
        return done_words(ending, parts.policy, parts.texts, denied=self._denied)


def done_page(session: SessionModel, _typed: str) -> PageModel:
    """Entered only with an ending."""
    if session.ending is None:
        raise ValueError("nothing was taken")
    return DoneModel(session, session.ending)
