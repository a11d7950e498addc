"""A few words with an evaluation: voluntary, looked at by a person before anybody else may read them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from cases.casework.evaluation import TEXT_CHARS_MAX
from kiosk.evaluate_pages import send
from kiosk.page_model import PageModel
from kiosk.page_words import page_words
from kiosk.session_model import SessionModel
from kiosk.writing_words import suggested_words
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_CHARS_LEFT_SAID = 100  # from then on the page says how much room is left


@QmlElement
class RemarkModel(PageModel):
    """The field's text is QML's while it is written; here it is known, so that it goes along when it is sent."""

    changed = Signal()

    def __init__(self, session: SessionModel, typed: str) -> None:
        super().__init__(session)
        self._words = page_words(session.walk, session.parts.flow, session.parts.texts)
        self._first = self._typed = typed or session.evaluating.text
        self._room = ""

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
        """What could stand there."""
        return self._words.placeholder

    @Property(str, constant=True)
    def suggested(self) -> str:
        """Words that the keyboard offers, a line each."""
        parts = self.session.parts
        return "\n".join(suggested_words(self.session.walk, parts.flow, parts.texts))

    @Property(str, constant=True)
    def openText(self) -> str:
        """The button that sends no words."""
        return self._words.open_text

    @Property(str, constant=True)
    def firstText(self) -> str:
        """What stands in the field when the page is entered."""
        return self._first

    @Property(int, constant=True)
    def maximumLength(self) -> int:
        """Characters at most."""
        return TEXT_CHARS_MAX

    @Property(str, notify=changed)
    def room(self) -> str:
        """How much can still be written, once it is little."""
        return self._room

    @Slot(str)
    def write(self, text: str) -> None:
        """The field changed."""
        self.session.touched()
        self._typed = self.session.evaluating.text = text
        left = TEXT_CHARS_MAX - len(text.encode("utf-16-le")) // 2  # as the field counts: an emoji is two
        texts, room = self.session.parts.texts, ""
        if left <= _CHARS_LEFT_SAID:
            room = texts.get("kiosk.evaluate_text.room", left=max(0, left))
        if room != self._room:
            self._room = room
            self.changed.emit()

    @Slot()
    def goOn(self) -> None:
        """送出."""
        if not self.session.busy:
            QGuiApplication.inputMethod().commit()  # what the keyboard is still composing belongs to it
            self.session.listen(self._typed)
            send(self.session)

    @Slot()
    def leaveOpen(self) -> None:
        """Without words."""
        if not self.session.busy:
            self.session.evaluating.text = ""
            send(self.session)

    @property
    def typed(self) -> str:
        """What the page in the other size begins with."""
        return self._typed


def remark_page(session: SessionModel, typed: str) -> PageModel:
    """The words of the evaluation that is under way."""
    return RemarkModel(session, typed)
