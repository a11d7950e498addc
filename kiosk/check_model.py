"""看一看，对不对: everything that was told, each with 「改」, and 确认."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.check_rows import CheckRow, check_rows, is_last_part
from kiosk.draft import Question
from kiosk.page_model import PageModel
from kiosk.page_words import page_words
from kiosk.session_model import SessionModel
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CheckRows(RowModel[CheckRow]):
    """The rows on the screen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(CheckRow, lambda row: row.question, parent)


@QmlElement
class CheckModel(PageModel):
    """In 大字 four rows at a time; the last part confirms."""

    changed = Signal()

    def __init__(self, session: SessionModel, _typed: str) -> None:
        super().__init__(session)
        self._words = page_words(session.walk, session.parts.flow, session.parts.texts)
        self._rows = CheckRows(self)
        self.refresh()

    @Property(str, constant=True)
    def question(self) -> str:
        """One, in large type."""
        return self._words.question

    @Property(str, constant=True)
    def hint(self) -> str:
        """One line under it: what can be expected without a name, else how to change something."""
        walk = self.session.walk
        if not {Question.NAME, Question.PHONE} <= walk.draft.left_open:
            return self._words.hint
        return self.session.parts.texts.get(f"kiosk.check.info_only{'_large' if walk.large_print else ''}")

    @Property(CheckRows, constant=True)
    def rows(self) -> CheckRows:
        """What was told."""
        return self._rows

    @Property(bool, notify=changed)
    def lastPart(self) -> bool:
        """Whether everything has been shown."""
        return is_last_part(self.session.walk, self.session.parts.flow)

    @Slot(str)
    def edit(self, question: str) -> None:
        """改."""
        if not self.session.busy:
            self.session.walk_to(self.session.parts.flow.edit(self.session.walk, Question(question)))

    @Slot()
    def goOn(self) -> None:
        """The rest of the rows, or 确认."""
        if self.session.busy:
            return
        if self.lastPart:
            self.session.confirm()
        else:
            self.session.stay(self.session.parts.flow.more(self.session.walk))

    def refresh(self) -> None:
        """Another part of the rows."""
        session = self.session
        self._rows.set_rows(check_rows(session.walk, session.parts.flow, session.parts.texts))
        self.changed.emit()
