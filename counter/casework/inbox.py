"""The view-model of the inbox: tabs with their counts, the lines of one, what is marked for a batch."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.texts import Texts
from cases.typed import compact
from cases.views_casework import TABS, CaseRow, Inbox
from counter.casework.asking import Asking
from counter.casework.batch import BatchViewModel
from counter.casework.inbox_line import InboxLine, holds, inbox_line
from counter.services import CounterServices
from counter.wording import clock_text
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

DIGITS = 10  # tabs that have a key
HANDED = "handed"  # the last tab: shown only where a case was handed over to this store
REFRESH_MS = 2000  # what is looked at is never older than this and one question


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLine:
    """A tab with how many are in it."""

    name: str
    title: str
    count: str
    key: str
    is_chosen: bool


@QmlElement
class InboxViewModel(QObject):
    """Asks every two seconds while it is looked at. Marks stay until they are used or their case is gone."""

    changed = Signal()
    tabChanged = Signal()  # another list: the eye begins at its top

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services, self)
        self._batch = BatchViewModel(services, self)
        self._batch.done.connect(self._was_done)
        self._tabs = RowModel(TabLine, lambda line: line.name, self)
        self._rows = RowModel(InboxLine, lambda line: line.case_id, self)
        self._tab, self._query, self._said = TABS[0], "", ""
        self._inbox: Inbox | None = None
        self._marked: set[str] = set()
        self._counts: dict[str, int] = {}
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._show()

    @Slot(bool)
    def lookedAt(self, is_looked_at: bool) -> None:
        """Only what is in front follows what happens."""
        if is_looked_at:
            self.refresh()
            self._timer.start()
        else:
            self._timer.stop()

    @Slot(int)
    def choose(self, index: int) -> None:
        """A tab, by its place."""
        if 0 <= index < len(TABS) and TABS[index] != self._tab:
            self._tab, self._inbox = TABS[index], None
            self._show()
            self.tabChanged.emit()
            self.refresh()

    @Slot(str)
    def search(self, query: str) -> None:
        """Within the tab, letter by letter."""
        self._query = query
        self._show()

    @Slot()
    def clear(self) -> None:
        """Esc: the search, then the marks."""
        if self._query:
            self._query = ""
        else:
            self._marked.clear()
        self._show()

    @Slot(int)
    def mark(self, index: int) -> None:
        """Space: for a batch, or not any more."""
        if 0 <= index < len(self._rows.rows):
            self._marked ^= {self._rows.rows[index].case_id}
            self._show()

    @Slot(int, result=str)
    def caseAt(self, index: int) -> str:
        """The case of a line, "" where there is none."""
        return self._rows.rows[index].case_id if 0 <= index < len(self._rows.rows) else ""

    @Slot()
    def openBatch(self) -> None:
        """B: what is marked, all at once."""
        self._batch.open(tuple(row for row in self._all() if row.case_id in self._marked))

    @Slot(list)
    def _was_done(self, case_ids: list[str]) -> None:
        self._marked -= set(case_ids)
        self._show()
        self.refresh()

    # Asking and showing.

    @Slot()
    def refresh(self) -> None:
        """Ask for the tab anew."""
        tab = self._tab

        def told(inbox: Inbox) -> None:
            if inbox.tab != self._tab:
                self.refresh()
                return
            self._inbox, self._said = inbox, ""
            self._marked &= {row.case_id for row in inbox.rows}
            self._show()

        def refused(sentence: str) -> None:
            self._said = sentence
            self.changed.emit()

        self._asking.ask(("inbox", tab), lambda _id: self._services.client.casework.inbox(tab), told, refused)

    def _all(self) -> tuple[CaseRow, ...]:
        return self._inbox.rows if self._inbox else ()

    def _show(self) -> None:
        policy, query = self._services.policy_in_force.policy, compact(self._query).lower()
        lines = [
            (row, inbox_line(row, policy, self._texts, is_marked=row.case_id in self._marked))
            for row in self._all()
        ]
        self._rows.set_rows([line for row, line in lines if holds(row, line, query)])
        if self._inbox:
            self._counts = dict(self._inbox.counts)
        self._tabs.set_rows(
            [
                TabLine(
                    name=name,
                    title=self._say(f"tab.{name}"),
                    count=str(self._counts.get(name, "")),
                    key=str(number % 10) if number <= DIGITS else "",
                    is_chosen=name == self._tab,
                )
                for number, name in enumerate(TABS, 1)
                if name != HANDED or self._counts.get(name) or name == self._tab
            ]
        )
        self.changed.emit()

    def _count_text(self) -> str:
        if self._inbox is None:
            return self._say("inbox.asking")
        if self._query:
            return self._say("inbox.found", count=len(self._rows.rows))
        count = dict(self._inbox.counts).get(self._tab, 0)
        if count > len(self._inbox.rows):
            return self._say("inbox.capped", count=count, shown=len(self._inbox.rows))
        return self._say("inbox.total", count=count)

    def _empty_text(self) -> str:
        if self._inbox is None or self._rows.rows:
            return ""
        if self._query:
            return self._say("inbox.none_found")
        return self._say("inbox.none_mine" if self._tab == TABS[0] else "inbox.none")

    def _updated_text(self) -> str:
        return self._say("inbox.updated", time=clock_text(self._inbox.as_of)) if self._inbox else ""

    def _marked_text(self) -> str:
        return self._say("inbox.marked", count=len(self._marked)) if self._marked else ""

    def _say(self, key: str, **facts: object) -> str:
        return self._texts.get(f"counter_casework.{key}", **facts)

    @property
    def _texts(self) -> Texts:
        return self._services.rules.texts

    tabs = Property(RowModel, lambda self: self._tabs, constant=True)
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    batch = Property(BatchViewModel, lambda self: self._batch, constant=True)
    query = Property(str, lambda self: self._query, notify=changed)
    count = Property(str, _count_text, notify=changed)
    empty = Property(str, _empty_text, notify=changed)
    updated = Property(str, _updated_text, notify=changed)
    marked = Property(str, _marked_text, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
