"""The view-model of the lists page: what is asked, the rows that are looked at, details, saved filters, export."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from cases.refusal import Reader, Refusal
from cases.roles import Right, may
from cases.texts import TextError, Texts
from cases.views_lists import ListAsked, ListKind, ListPage, ListRow, ListSort, SavedFilter
from counter.lists.asked import (
    is_plain,
    next_column,
    next_light,
    next_span,
    next_state,
    of_kind,
    sorted_by,
)
from counter.lists.heads import ColumnLine, KindLine, column_lines, filter_text, kind_lines
from counter.lists.list_line import NOT_THERE, FactLine, ListLine, details, list_line
from counter.lists.paged_rows import PAGE, PagedRows
from counter.lists.taking import take_list
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

REFRESH_MS = 2000  # a list that is looked at is never older than this and one question
NONE, DETAILS, SAVED, TAKE_OUT = "", "details", "saved", "take_out"
Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLine:
    """A saved list."""

    name: str
    words: str


@QmlElement
class ListsViewModel(QObject):
    """One question to the hall at a time: the newest list first, then the page that is looked at."""

    changed = Signal()
    listChanged = Signal()  # another list: the eye begins at its top
    savedChanged = Signal()
    caseWanted = Signal(str)

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows: PagedRows[ListLine] = PagedRows(NOT_THERE, self)
        self._raw: dict[str, ListRow] = {}
        self._kinds = RowModel(KindLine, lambda line: line.name, self)
        self._columns = RowModel(ColumnLine, lambda line: line.name, self)
        self._details = RowModel(FactLine, lambda line: line.label, self)
        self._saved = RowModel(SavedLine, lambda line: line.name, self)
        self._saved_as: tuple[SavedFilter, ...] = ()
        self._panel, self._said = NONE, ""
        self._is_looked_at, self._is_taking = False, False
        self._asked = of_kind(ListKind.WAITING if services.rules.counter_no else ListKind.ALL)
        self._is_new, self._flying, self._generation, self._has_answer = True, False, 0, False
        self._rows.wanted.connect(self._next)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._look_again)
        services.desk.changed.connect(self._happened)
        self._show_heads()
        self._next()

    # What is asked for.

    @Slot(str)
    def choose(self, kind: str) -> None:
        """One of the four lists, in its own order."""
        if kind != self._asked.kind:
            self._ask(of_kind(ListKind(kind), self._asked.query))

    @Slot(str)
    def search(self, query: str) -> None:
        """What was typed, letter by letter."""
        if query != self._asked.query:
            self._ask(replace(self._asked, query=query))

    @Slot(str)
    def sortBy(self, column: str) -> None:
        """A column's head was pressed."""
        self._ask(sorted_by(self._asked, ListSort(column)))

    @Slot()
    def nextColumn(self) -> None:
        """F2."""
        self._ask(next_column(self._asked))

    @Slot()
    def turn(self) -> None:
        """F3."""
        self._ask(sorted_by(self._asked, self._asked.sort))

    @Slot()
    def nextLight(self) -> None:
        """F4."""
        self._ask(next_light(self._asked))

    @Slot()
    def nextState(self) -> None:
        """F5."""
        self._ask(next_state(self._asked))

    @Slot()
    def nextSpan(self) -> None:
        """F6."""
        self._ask(next_span(self._asked))

    @Slot()
    def clear(self) -> None:
        """Esc: nothing is filtered, nothing searched."""
        if self._panel:
            self._open(NONE)
        elif not is_plain(self._asked):
            self._ask(of_kind(self._asked.kind))

    @Slot(bool)
    def lookedAt(self, is_looked_at: bool) -> None:
        """Whether the page is in front: only then it follows what happens."""
        self._is_looked_at = is_looked_at
        if is_looked_at:
            self._look_again()

    # Beside the list.

    @Slot(int)
    def openDetails(self, index: int) -> None:
        """Enter."""
        line = self._rows.row(index)
        row = self._raw.get(line.row_id) if line else None
        if row is not None:
            self._details.set_rows(
                details(row, self._services.policy_in_force.policy, self._texts, self._services.clock.now())
            )
            self._open(DETAILS)

    @Slot(int)
    def openCase(self, index: int) -> None:
        """O: the page of the case, where the row is one."""
        line = self._rows.row(index)
        row = self._raw.get(line.row_id) if line else None
        if row is not None and row.case_code and self.canOpenCase:
            self.caseWanted.emit(row.row_id)

    @Slot(int)
    def follow(self, index: int) -> None:
        """The details are of the row that one stands on."""
        if self._panel == DETAILS:
            self.openDetails(index)

    @Slot()
    def openSaved(self) -> None:
        """F8."""
        self._open(NONE if self._panel == SAVED else SAVED)
        if self._panel == SAVED:
            self._send(self._services.client.lists.filters(), self._show_saved)

    @Slot(str)
    def save(self, name: str) -> None:
        """This list under a name."""
        if name.strip():
            self._send(self._services.client.lists.save_filter(name.strip(), self._asked), self._show_saved)

    @Slot(str)
    def forget(self, name: str) -> None:
        """Delete."""
        self._send(self._services.client.lists.forget_filter(name), self._show_saved)

    @Slot(str)
    def use(self, name: str) -> None:
        """A saved list."""
        found = next((saved.asked for saved in self._saved_as if saved.name == name), None)
        if found is not None:
            self._open(NONE)
            self._ask(found)

    @Slot()
    def openTakeOut(self) -> None:
        """E, for who may."""
        if self.canTakeOut:
            self._open(NONE if self._panel == TAKE_OUT else TAKE_OUT)

    @Slot(str)
    def takeOut(self, form: str) -> None:
        """The whole list into a file of this form."""
        folder = self._services.exports_dir
        if self._is_taking or not self.canTakeOut:
            return
        if folder is None:
            self._say("lists.take_out.no_folder")
            return
        self._is_taking = True
        self._say("lists.take_out.busy")

        def done(path: str) -> None:
            self._is_taking = False
            self._panel = NONE
            self._say("lists.take_out.done", path=path)

        self._send(take_list(self._services, folder, self._asked, form), done)

    # Asking.

    def _ask(self, asked: ListAsked) -> None:
        if asked == self._asked:
            return
        self._asked = asked
        self._generation += 1
        self._is_new = True
        self._show_heads()
        self.changed.emit()
        self._next()

    @Slot()
    def _next(self) -> None:
        """The next question, if none is on its way: a list that was just asked for goes before a page of the last."""
        if self._flying:
            return
        page = 0 if self._is_new else self._rows.next_wanted()
        if page is None:
            return
        self._flying, is_new, self._is_new = True, self._is_new, False
        generation = self._generation

        def landed(answer: ListPage | Refusal) -> None:
            self._flying = False
            if isinstance(answer, Refusal):
                self._refuse(answer)
                return
            if generation == self._generation:
                self._take(page, answer, is_new=is_new)
            self._next()

        self._services.bridge.submit(
            self._services.client.lists.page(self._asked, page * PAGE, PAGE), landed, self._failed
        )

    def _take(self, page: int, answer: ListPage, *, is_new: bool) -> None:
        policy = self._services.policy_in_force.policy
        lines = [list_line(row, policy, self._texts, answer.as_of) for row in answer.rows]
        if is_new:
            self._raw.clear()
        self._raw.update({row.row_id: row for row in answer.rows})
        if is_new:
            self._rows.start(answer.total, lines)
            self.listChanged.emit()
        else:
            self._rows.put(page, answer.total, lines)
        self._has_answer = True
        if (
            self._said
            and not self._is_taking
            and self._said.startswith(self._texts.get("lists.said.unreachable"))
        ):
            self._said = ""
        self.changed.emit()

    @Slot()
    def _happened(self) -> None:
        if self._is_looked_at and not self._refresh.isActive():
            self._refresh.start()

    @Slot()
    def _look_again(self) -> None:
        if self._has_answer:
            self._rows.look_again()
        else:
            self._is_new = True
            self._next()

    def _send(self, question: Coroutine[Any, Any, Answer | Refusal], then: Callable[[Answer], None]) -> None:
        def landed(answer: Answer | Refusal) -> None:
            if isinstance(answer, Refusal):
                self._refuse(answer)
            else:
                then(answer)

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self._is_taking = False
                self._say("lists.take_out.failed", why=error.strerror or type(error).__name__)
            else:
                self._failed(error, is_page=False)

        self._services.bridge.submit(question, landed, failed)

    def _failed(self, error: Exception, *, is_page: bool = True) -> None:
        self._is_taking = False
        if is_page:
            self._flying = False
        if isinstance(error, Unreachable):
            self._say("lists.said.unreachable")
        else:
            _log.error("a list failed", exc_info=error)
            self._say("lists.said.broken")
        if is_page and not self._refresh.isActive():
            self._refresh.start()  # tried again as long as somebody looks

    def _refuse(self, refusal: Refusal) -> None:
        self._is_taking = False
        if refusal.code in SESSION_OVER:
            self._services.desk.lock()
        try:
            self._said = self._texts.tell(refusal, Reader.STAFF)
        except TextError as error:  # a newer hall may know a refusal that we have no words for
            _log.error("%s", error)
            self._said = self._texts.get("lists.said.broken")
        self.changed.emit()

    # Showing.

    def _open(self, panel: str) -> None:
        if panel != self._panel:
            self._panel = panel
            self.changed.emit()

    def _show_saved(self, saved: tuple[SavedFilter, ...]) -> None:
        self._saved_as = saved
        kinds = {kind: self._texts.get(f"lists.kind.{kind.value}") for kind in ListKind}
        self._saved.set_rows([SavedLine(name=one.name, words=kinds[one.asked.kind]) for one in saved])
        self.savedChanged.emit()

    def _show_heads(self) -> None:
        self._kinds.set_rows(kind_lines(self._asked, self._texts))
        self._columns.set_rows(column_lines(self._asked, self._texts))

    def _say(self, key: str, **facts: object) -> None:
        self._said = self._texts.get(key, **facts)
        self.changed.emit()

    def _count_text(self) -> str:
        if not self._has_answer:
            return self._texts.get("lists.count.searching")
        found = "lists.count.total" if is_plain(self._asked) else "lists.count.found"
        return self._texts.get(found, count=f"{self._rows.count:,}")

    def _empty_text(self) -> str:
        if not self._has_answer or self._rows.count:
            return ""
        return self._texts.get("lists.count.none" if is_plain(self._asked) else "lists.count.none_found")

    def _filter_text(self, name: str, value: str | None) -> str:
        return filter_text(name, value, self._texts)

    def _may(self, right: Right) -> bool:
        staff = self._services.desk.knows.staff
        return staff is not None and may(staff.role, right)

    @property
    def _texts(self) -> Texts:
        return self._services.rules.texts

    rows = Property(PagedRows, lambda self: self._rows, constant=True)
    kinds = Property(RowModel, lambda self: self._kinds, constant=True)
    columns = Property(RowModel, lambda self: self._columns, constant=True)
    details = Property(RowModel, lambda self: self._details, constant=True)
    saved = Property(RowModel, lambda self: self._saved, constant=True)
    query = Property(str, lambda self: self._asked.query, notify=changed)
    count = Property(str, _count_text, notify=changed)
    empty = Property(str, _empty_text, notify=changed)
    lightFilter = Property(
        str, lambda self: self._filter_text("light", self._asked.filters.light), notify=changed
    )
    stateFilter = Property(
        str, lambda self: self._filter_text("state", self._asked.filters.state), notify=changed
    )
    spanFilter = Property(
        str, lambda self: self._filter_text("span", self._asked.filters.span.value), notify=changed
    )
    hasLight = Property(bool, lambda self: self._asked.filters.light is not None, notify=changed)
    hasState = Property(bool, lambda self: self._asked.filters.state is not None, notify=changed)
    hasSpan = Property(bool, lambda self: self._asked.filters.span.value != "always", notify=changed)
    isPlain = Property(bool, lambda self: is_plain(self._asked), notify=changed)
    panel = Property(str, lambda self: self._panel, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    canOpenCase = Property(bool, lambda self: self._may(Right.SEE_CASES), notify=changed)
    canTakeOut = Property(bool, lambda self: self._may(Right.EXPORT_LISTS), notify=changed)
    takeOutSentence = Property(
        str,
        lambda self: self._texts.get("lists.take_out.sentence", count=f"{self._rows.count:,}"),
        notify=changed,
    )
