"""A question with answers to choose from: one touch answers and leads on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.choices import MORE, Choice, choices_of
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.page_words import PageWords, page_words
from kiosk.session_model import SessionModel
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ChoiceRows(RowModel[Choice]):
    """The answers on the screen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(Choice, lambda choice: choice.id, parent)


@QmlElement
class ChoiceModel(PageModel):
    """Category, place, people."""

    def __init__(self, session: SessionModel, _typed: str) -> None:
        super().__init__(session)
        self.words: PageWords = page_words(session.walk, session.parts.flow, session.parts.texts)
        self._choices = ChoiceRows(self)
        self.refresh()

    @Property(str, constant=True)
    def question(self) -> str:
        """One, in large type."""
        return self.words.question

    @Property(str, constant=True)
    def hint(self) -> str:
        """One line under it."""
        return self.words.hint

    @Property(str, constant=True)
    def note(self) -> str:
        """One line under the answers (大字)."""
        return self.words.note

    @Property(ChoiceRows, constant=True)
    def choices(self) -> ChoiceRows:
        """The answers."""
        return self._choices

    @Property(bool, constant=True)
    def firstDominant(self) -> bool:
        """Whether the first answer stands out: the hall's own banner, from where most come."""
        return self.session.walk.page is Page.BANNER

    @Slot(str)
    def choose(self, choice_id: str) -> None:
        """An answer was touched."""
        session = self.session
        if session.busy or choice_id not in {choice.id for choice in self._choices.rows}:
            return
        if choice_id == MORE:
            session.stay(session.parts.flow.more(session.walk))
        else:
            session.walk_to(session.parts.flow.choose(session.walk, choice_id))

    def refresh(self) -> None:
        """Another part of the list."""
        parts = self.session.parts
        self._choices.set_rows(choices_of(self.session.walk, parts.flow, parts.texts))
