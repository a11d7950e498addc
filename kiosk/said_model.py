"""A page that says one thing, and has one way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from cases.hall_time import hall_date, midnight_after
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from kiosk.wording import clock_time, short_day
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands on it; empty where there is nothing to say."""

    question: str
    strong: str = ""
    words: str = ""
    note: str = ""
    action: str = ""
    picture: str = "info"
    may_go_back: bool = True


@QmlElement
class SaidModel(PageModel):
    """Next day, appointment, thanks."""

    def __init__(self, session: SessionModel, said: Said, go_on: Callable[[], None]) -> None:
        super().__init__(session)
        self.said = said
        self._go_on = go_on

    @Property(str, constant=True)
    def question(self) -> str:
        """In large type."""
        return self.said.question

    @Property(str, constant=True)
    def strong(self) -> str:
        """What matters."""
        return self.said.strong

    @Property(str, constant=True)
    def words(self) -> str:
        """What belongs to it."""
        return self.said.words

    @Property(str, constant=True)
    def note(self) -> str:
        """What follows from it."""
        return self.said.note

    @Property(str, constant=True)
    def action(self) -> str:
        """The one button."""
        return self.said.action

    @Property(str, constant=True)
    def picture(self) -> str:
        """Its drawing."""
        return self.said.picture

    @Property(bool, constant=True)
    def mayGoBack(self) -> bool:
        """Whether 上一步 leads anywhere."""
        return self.said.may_go_back

    @Slot()
    def goOn(self) -> None:
        """The one button."""
        if not self.session.busy:
            self._go_on()


def next_day_page(session: SessionModel, _typed: str) -> PageModel:
    """Today's numbers have run out: said before anything is told. What is told is kept in any case."""
    parts = session.parts
    opens = parts.policy.calendar.next_opening(midnight_after(hall_date(parts.hall_clock.now())))
    day = short_day(opens.opens_at.date(), parts.texts)
    said = Said(
        question=parts.texts.get("kiosk.next_day.question"),
        strong=parts.texts.get("kiosk.next_day.day", day=day),
        words=parts.texts.get("kiosk.next_day.time", time=clock_time(opens.opens_at)),
        note=parts.texts.get("kiosk.next_day.note"),
        action=parts.texts.get("kiosk.next_day.go_on"),
        picture="clock",
    )

    def go_on() -> None:
        session.walk_to(replace(session.walk, page=session.walk.then or Page.INTENT, then=None))

    return SaidModel(session, said, go_on)


def thanks_page(session: SessionModel, _typed: str) -> PageModel:
    """The evaluation has arrived."""
    texts = session.parts.texts
    said = Said(
        question=texts.get("kiosk.thanks.question"),
        words=texts.get("kiosk.thanks.words"),
        action=texts.get("kiosk.frame.home"),
        picture="check",
        may_go_back=False,
    )
    return SaidModel(session, said, session.leave)
