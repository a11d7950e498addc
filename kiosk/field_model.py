"""A question answered in the citizen's own words: the other side, the story, the name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from cases.people.masking import mask_id_number
from cases.people.person_name import MIDDLE_DOT
from cases.refusal import Reader, Refusal
from devices.card_reader.card_reader import CardEvent, CardRead, Unreadable
from kiosk.answers import Kept, read_answer
from kiosk.choices import quick_words
from kiosk.draft import Draft, Question
from kiosk.flow import QUESTION_OF
from kiosk.page_model import PageModel
from kiosk.page_words import page_words
from kiosk.session_model import SessionModel
from kiosk.writing_words import suggested_words
from screenkit.at_hand import READER
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_CHARS_LEFT_SAID = 100  # from then on the story's page says how much room is left


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """What stands on the page beside the field itself."""

    note: str = ""  # why it does not go on
    room: str = ""  # how much can still be written
    offer: str = ""  # that a card may be placed, or that it was read


@QmlElement
class FieldModel(PageModel):
    """The field's text is QML's while it is written; here it is only known, so that 先取号 can take it along."""

    changed = Signal()
    replaced = Signal(str)

    def __init__(self, session: SessionModel, typed: str) -> None:
        super().__init__(session)
        parts = session.parts
        self._question = QUESTION_OF[session.walk.page]
        self._words = page_words(session.walk, parts.flow, parts.texts)
        self._typed = typed or str(getattr(session.walk.draft, self._question.value))
        self._first = self._typed
        self._card = session.walk.draft.card if self.wants_card else None
        self.shown = FieldShown(offer=self._offer())

    @Property(str, constant=True)
    def question(self) -> str:
        """One, in large type."""
        return self._words.question

    @Property(str, constant=True)
    def hint(self) -> str:
        """One line under it."""
        return self._words.hint

    @Property(str, constant=True)
    def label(self) -> str:
        """What the field is."""
        return self._words.label

    @Property(str, constant=True)
    def placeholder(self) -> str:
        """What an answer could look like."""
        return self._words.placeholder

    @Property(str, constant=True)
    def openText(self) -> str:
        """The button that leaves it open: 「我先不提供」, 「请工作人员帮我填」."""
        return self._words.open_text

    @Property(str, constant=True)
    def firstText(self) -> str:
        """What stands in the field when the page is entered."""
        return self._first

    @Property(int, constant=True)
    def maximumLength(self) -> int:
        """Characters at most."""
        kiosk = self.session.parts.policy.kiosk
        return {
            Question.OTHER_SIDE: kiosk.other_side_chars_max,
            Question.NAME: kiosk.name_chars_max,
        }.get(self._question, kiosk.story_chars_max)

    @Property(str, constant=True)
    def words(self) -> str:
        """Words that can be touched instead of typed, a line each; empty: there are none."""
        if self._question is not Question.OTHER_SIDE:
            return ""
        return "\n".join(quick_words(self.session.walk, self.session.parts.texts))

    @Property(str, constant=True)
    def suggested(self) -> str:
        """Words that the keyboard offers for this question, a line each."""
        parts = self.session.parts
        return "\n".join(suggested_words(self.session.walk, parts.flow, parts.texts))

    @Property(str, constant=True)
    def dot(self) -> str:
        """The dot inside a name (巴特尔·某), which a Pinyin keyboard hides; empty where no name is asked."""
        return MIDDLE_DOT if self._question is Question.NAME else ""

    @Property(bool, constant=True)
    def writesAtOnce(self) -> bool:
        """Whether the keyboard comes by itself: not where a word can be touched instead."""
        return self._question is not Question.OTHER_SIDE

    @Property(str, notify=changed)
    def note(self) -> str:
        """Why it does not go on; empty: nothing is wrong."""
        return self.shown.note

    @Property(str, notify=changed)
    def offer(self) -> str:
        """One quiet line: that an ID card may be placed on the reader, or that it was read; empty: there is none."""
        return self.shown.offer

    @Property(str, notify=changed)
    def room(self) -> str:
        """How much can still be written, once it is little."""
        return self.shown.room

    @Slot(str)
    def write(self, text: str) -> None:
        """The field changed."""
        self.session.touched()
        self._typed = text
        left = self.maximumLength - len(text.encode("utf-16-le")) // 2  # as the field counts: an emoji is two
        room = ""
        if self._question is Question.STORY and left <= _CHARS_LEFT_SAID:
            key = "kiosk.field.full" if left <= 0 else "kiosk.field.room"
            room = self.session.parts.texts.get(key, left=max(0, left))
        self._show(FieldShown(room=room, offer=self._offer()))

    @Slot()
    def goOn(self) -> None:
        """下一步."""
        if self.session.busy:
            return
        QGuiApplication.inputMethod().commit()  # what the keyboard is still composing belongs to the answer
        read = read_answer(self._question, self._typed, self.session.parts.policy.kiosk)
        match read:
            case None:
                self._show(replace(self.shown, note=self._words.empty))
            case Refusal():
                self._show(replace(self.shown, note=self.session.parts.texts.tell(read, Reader.CITIZEN)))
            case Kept(answer, True):
                self._typed = str(answer)
                self.replaced.emit(self._typed)
                self._show(FieldShown(note=self.session.parts.texts.get("kiosk.field.cut")))
            case Kept(answer):
                walk = self.session.walk
                told = replace(walk, draft=self.draft())
                self.session.walk_to(self.session.parts.flow.tell(told, answer))

    @Slot()
    def leaveOpen(self) -> None:
        """The citizen says it later, or not at all."""
        if not self.session.busy:
            self.session.walk_to(self.session.parts.flow.leave_open(self.session.walk))

    @property
    def typed(self) -> str:
        """What a page in the other size begins with."""
        return self._typed

    def draft(self) -> Draft:
        """With what stands in the field, if it can be an answer."""
        draft = self.session.walk.draft
        read = read_answer(self._question, self._typed, self.session.parts.policy.kiosk)
        if not isinstance(read, Kept):
            return draft
        if self._card is not None and self._is_cards:
            return draft.with_card(self._card, str(read.answer))
        return draft.with_answer(self._question, read.answer)

    @property
    def wants_card(self) -> bool:
        """Only where the name is asked: the rest of the form is filled at the counter (domain.md §4.2)."""
        return self._question is Question.NAME

    def take_card(self, event: CardEvent) -> None:
        """Its name into the field; what else it says goes with the matter, sealed."""
        match event:
            case CardRead(card) if self.wants_card:
                self._card, self._typed = card, card.name
                self.replaced.emit(card.name)
                self._show(FieldShown(offer=self._offer()))
            case Unreadable(code) if self.wants_card:
                texts = self.session.parts.texts
                self._show(replace(self.shown, note=texts.tell(Refusal(code), Reader.CITIZEN)))

    def refresh(self) -> None:
        """The reader came or went."""
        self._show(replace(self.shown, offer=self._offer()))

    @property
    def _is_cards(self) -> bool:
        """Whether the name in the field is the card's, as it was read or as it is stored since."""
        draft = self.session.walk.draft
        stored = draft.name if draft.card is not None and draft.card is self._card else None
        return self._card is not None and self._typed in (self._card.name, stored)

    def _offer(self) -> str:
        parts, size = self.session.parts, "_large" if self.session.walk.large_print else ""
        if not self.wants_card:
            return ""
        if self._card is not None and self._is_cards:
            said = "card_expired" if self._card.expired else "card_read"
            number = mask_id_number(self._card.number)
            return parts.texts.get(f"kiosk.at_hand.{said}{size}", number=number)
        return parts.texts.get(f"kiosk.at_hand.card{size}") if parts.at_hand.is_well(READER) else ""

    def _show(self, shown: FieldShown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()
