"""A question with answers to choose from: one touch answers and leads on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.choices import MORE, Choice, choices_of, part_of
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.page_words import PageWords, page_words
from kiosk.session_model import SessionModel
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRule:
    """A page of choices that belongs to no dispute. `parted`: in 大字 four at a time."""

    offered: Callable[[], tuple[Choice, ...]]
    choose: Callable[[str], None]
    parted: bool = True
    question: str = ""  # in place of the page's own words
    note: str = ""


@QmlElement
class ChoiceRows(RowModel[Choice]):
    """The answers on the screen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(Choice, lambda choice: choice.id, parent)


@QmlElement
class ChoiceModel(PageModel):
    """Category, place, people; with a rule, any other question."""

    def __init__(self, session: SessionModel, _typed: str, rule: ChoiceRule | None = None) -> None:
        super().__init__(session)
        self._rule = rule
        self.words: PageWords = page_words(session.walk, session.parts.flow, session.parts.texts)
        self._choices = ChoiceRows(self)
        self.refresh()

    @Property(str, constant=True)
    def question(self) -> str:
        """One, in large type."""
        return (self._rule and self._rule.question) or self.words.question

    @Property(str, constant=True)
    def hint(self) -> str:
        """One line under it."""
        return self.words.hint

    @Property(str, constant=True)
    def note(self) -> str:
        """One line under the answers (大字)."""
        return (self._rule and self._rule.note) or self.words.note

    @Property(ChoiceRows, constant=True)
    def choices(self) -> ChoiceRows:
        """The answers."""
        return self._choices

    @Property(bool, constant=True)
    def firstDominant(self) -> bool:
        """Whether the first answer stands out: the hall's own banner, from where most come."""
        return self.session.walk.page in (Page.BANNER, Page.CENTRE_BANNER)

    @Slot(str)
    def choose(self, choice_id: str) -> None:
        """An answer was touched."""
        session = self.session
        if session.busy or choice_id not in {choice.id for choice in self._choices.rows}:
            return
        if choice_id == MORE:
            session.stay(session.parts.flow.more(session.walk))
        elif self._rule is not None:
            self._rule.choose(choice_id)
        else:
            session.walk_to(session.parts.flow.choose(session.walk, choice_id))

    def choose_number(self, number: int) -> None:
        """As if the answer of that number had been touched."""
        if number <= len(self._choices.rows):
            self.choose(self._choices.rows[number - 1].id)

    def refresh(self) -> None:
        """Another part of the list."""
        parts = self.session.parts
        walk = self.session.walk
        if self._rule is None:
            self._choices.set_rows(choices_of(walk, parts.flow, parts.texts))
        elif walk.large_print and self._rule.parted:
            self._choices.set_rows(part_of(self._rule.offered(), walk.part, parts.texts))
        else:
            self._choices.set_rows(self._rule.offered())
