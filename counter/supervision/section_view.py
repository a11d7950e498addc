"""The view-model of a tab of 督办: its list, the chosen line, and what may be done with it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.hall_time import hall_date, hall_time
from cases.views_casework import Inbox
from counter.casework.act_form import ActFormViewModel
from counter.casework.asking import Asking
from counter.casework.case import ActLine
from counter.services import CounterServices
from counter.supervision.detail_view import DetailViewModel
from counter.supervision.filters import FiltersViewModel
from counter.supervision.ground import BoardGround
from counter.supervision.section import (
    NOTHING,
    BoardLine,
    Cases,
    Chosen,
    Offer,
    Question,
    Section,
)
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

REFRESH_MS = 2000  # what is looked at is never older than this and one question
OPEN_CASES = "all"  # the tab of the inbox that a form's search looks through


@dataclass(frozen=True, slots=True)
class Page:
    """What was asked of a line, and of which."""

    row_id: str = ""
    shown: Any = None


@QmlElement
class SectionViewModel(QObject):
    """Which line is chosen is kept by its id: a list that changes moves nobody to another line."""

    changed = Signal()

    def __init__(
        self, section: Section[Any, Any], services: CounterServices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.section = section
        self._services = services
        self._reading, self._paging, self._doing = (Asking(services, self) for _ in range(3))
        self._found: Any = None
        self._read_at = ""
        self._chosen, self._said, self._lost = "", "", ""
        self._page = Page()
        self._offers: dict[str, Offer] = {}
        self._detail = DetailViewModel(self)
        self._form = ActFormViewModel(self)
        self._form.asked.connect(self._do)
        self._filters = FiltersViewModel(section, self)
        self._filters.narrowed.connect(self._start_anew)
        self._rows = RowModel(BoardLine, lambda line: line.row_id, self)
        self._acts = RowModel(ActLine, lambda line: line.name, self)
        if section.asks_desk:
            services.desk.changed.connect(self._show_detail)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def looked_at(self, *, is_looked_at: bool) -> None:
        """Only what is in front follows what happens."""
        self._timer.stop()
        if is_looked_at:
            self.refresh()
            if self.section.is_followed:
                self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Ask for the list anew, then for the chosen line. Not under a form that is being written."""
        if self._form.isOpen:
            return
        narrowed = dict(self.section.narrowed)

        def told(found: Any) -> None:
            if narrowed != self.section.narrowed:
                self.refresh()
                return
            self._found, self._lost = found, ""
            self._read_at = f"{hall_time(self._services.clock.now()):%H:%M}"
            self._show_list()
            self._read_page()

        self._reading.ask(("list", *narrowed.items()), lambda _id: self.section.ask(), told, self._lose)

    @Slot(int)
    def go(self, index: int) -> None:
        """To a line, by its place; beyond the ends to the last one."""
        rows = self._rows.rows
        if rows:
            self._choose(rows[max(0, min(len(rows) - 1, index))].row_id)

    @Slot(str)
    def act(self, name: str) -> None:
        """The form of something that may be done."""
        offer = self._offers.get(name)
        if offer is None or self._form.isOpen:
            return
        self._said = ""
        if not offer.asks_case:
            self._open(offer, ())
            return
        self._doing.ask(
            "cases",
            lambda _id: self._services.client.casework.inbox(OPEN_CASES),
            lambda inbox: self._open_with(offer, inbox),
            self._tell,
        )

    @Slot(result=bool)
    def stepBack(self) -> bool:
        """Esc: a form, a filter or an explanation is put away; False when there is none."""
        if self._form.isOpen:
            self._form.close()
        elif self._filters.isOpen:
            self._filters.close()
        elif not self._detail.stop_explaining():
            return False
        self.changed.emit()
        return True

    # Asking and showing.

    def _open_with(self, offer: Offer, inbox: Inbox) -> None:
        self._open(offer, inbox.rows)

    def _open(self, offer: Offer, cases: Cases) -> None:
        ground = BoardGround(
            policy=self._services.policy_in_force.policy,
            texts=self._services.rules.texts,
            today=hall_date(self._services.clock.now()),
            labels=offer.labels,
        )
        self._detail.stop_explaining()
        self._form.open(offer.name, ground, offer.form(cases))
        self.changed.emit()

    @Slot(str, object)
    def _do(self, name: str, act: object) -> None:
        offer, row_id = self._offers.get(name), self._chosen
        if offer is None:
            self._form.refuse("")
            return

        def ask(command_id: UUID) -> Question:
            return offer.ask(act, command_id)

        def done(answer: object) -> None:
            self._form.close()
            self._said = self.section.done(name, answer)
            self._page = Page()
            if made := self.section.made(answer):
                self._chosen = made
            self.changed.emit()
            self.refresh()

        if not self._doing.ask((row_id, name, act), ask, done, self._form.refuse):
            self._form.refuse("")

    def _read_page(self) -> None:
        row_id = self._chosen
        if not row_id or not self.section.has_pages:
            return

        def told(shown: Any) -> None:
            if row_id != self._chosen:
                self._read_page()
                return
            self._page = Page(row_id, shown)
            self._show_detail()

        def refused(sentence: str) -> None:
            if row_id == self._chosen:
                self._lose(sentence)
            else:
                self._read_page()

        self._paging.ask(("page", row_id), lambda _id: self.section.ask_page(row_id), told, refused)

    def _choose(self, row_id: str) -> None:
        if row_id != self._chosen:
            self._chosen, self._said = row_id, ""
            self._detail.stop_explaining()
            self._show_detail()
            self._detail.moved.emit()
            self._read_page()

    @Slot()
    def _start_anew(self) -> None:
        """Narrowed otherwise: another list."""
        self._found, self._chosen, self._said = None, "", ""
        self._show_list()
        self._detail.moved.emit()
        self.refresh()

    def _show_list(self) -> None:
        before = self._index()
        lines = self.section.lines(self._found) if self._found is not None else []
        self._rows.set_rows(lines)
        if self._chosen not in {line.row_id for line in lines}:
            self._chosen = lines[max(0, min(before, len(lines) - 1))].row_id if lines else ""
            self._detail.moved.emit()
        self._filters.show(self._found)
        self._show_detail()

    @Slot()
    def _show_detail(self) -> None:
        shown = self._page.shown if self._page.row_id == self._chosen else None
        chosen = Chosen(found=self._found, row_id=self._chosen, shown=shown)
        is_there = self._found is not None
        self._offers = {one.name: one for one in self.section.offers(chosen)} if is_there else {}
        self._detail.show(self.section.detail(chosen) if is_there and self._chosen else NOTHING)
        self._acts.set_rows(
            [
                ActLine(name=one.name, title=self.section.act_title(one.name), letter=one.key)
                for one in self._offers.values()
                if not one.is_primary
            ]
        )
        self.changed.emit()

    def _lose(self, sentence: str) -> None:
        self._lost = sentence
        self.changed.emit()

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.changed.emit()

    def _index(self) -> int:
        return next((n for n, line in enumerate(self._rows.rows) if line.row_id == self._chosen), 0)

    @property
    def _primary(self) -> Offer | None:
        return next((one for one in self._offers.values() if one.is_primary), None)

    def _primary_name(self) -> str:
        return self._primary.name if self._primary else ""

    def _count_text(self) -> str:
        return self.section.say("asking") if self._found is None else self.section.count(self._found)

    def _empty_text(self) -> str:
        return "" if self._found is None or self._rows.rows else self.section.say(f"{self.section.name}.none")

    def _beside_text(self) -> str:
        """In place of the chosen line: as of when there is none, or how one is chosen."""
        if not self._empty_text():
            return self.section.say("column.none_chosen")
        key = "none_yet" if self.section.is_followed else "none_asked"
        return self.section.say(f"column.{key}", time=self._read_at)

    form = Property(ActFormViewModel, lambda self: self._form, constant=True)
    detail = Property(DetailViewModel, lambda self: self._detail, constant=True)
    filters = Property(FiltersViewModel, lambda self: self._filters, constant=True)
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    acts = Property(RowModel, lambda self: self._acts, constant=True)

    name = Property(str, lambda self: self.section.name, constant=True)
    hasLights = Property(bool, lambda self: self.section.has_lights, constant=True)
    currentIndex = Property(int, lambda self: self._index(), notify=changed)
    count = Property(str, _count_text, notify=changed)
    empty = Property(str, _empty_text, notify=changed)
    beside = Property(str, _beside_text, notify=changed)
    said = Property(str, lambda self: self._lost or self._said, notify=changed)
    primary = Property(str, _primary_name, notify=changed)
    primaryTitle = Property(
        str, lambda self: self.section.act_title(self._primary.name) if self._primary else "", notify=changed
    )
    primaryKey = Property(str, lambda self: self._primary.key if self._primary else "", notify=changed)
