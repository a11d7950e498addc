"""The view-model of the drawer: the list behind a number, and the case that is opened from it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked
from cases.hall_time import hall_date
from cases.views_dispatch import CaseCard
from cases.views_figures import BehindPage
from hall_display.dispatch.behind.card_words import (
    ActLine,
    CardShown,
    ClockLine,
    FactLine,
    StepLine,
    card_shown,
)
from hall_display.dispatch.behind.figure_words import figure_words
from hall_display.dispatch.behind.growing_rows import GrowingRows
from hall_display.dispatch.behind.list_lines import BehindLine, lines_of
from hall_display.dispatch.figures_shown import ShowsFigures
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.looking import Looking
from hall_display.dispatch.wording import second_text
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BehindViewModel(QObject):
    """`open(asked)` shows a list, `openCase(case_id)` a case; `back` leads from a case to its list, then closes."""

    changed = Signal()
    actAsked = Signal(str, str)  # act, case id: what somebody wants done, done elsewhere

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._shows: tuple[ShowsFigures, ...] = ()
        self._asked: FigureAsked | None = None
        self._clicked: int | None = None  # the number as it stood on the screen
        self._page: BehindPage | None = None
        self._case_id = ""
        self._card = CardShown()
        self._has_card = False
        self._listing = Looking(ground, self)
        self._opening = Looking(ground, self)
        for looking in (self._listing, self._opening):
            looking.words.changed.connect(self.changed)
        self._lines = GrowingRows(BehindLine, "key", self)
        self._lines.wanted.connect(self._further)
        self._facts = RowModel(FactLine, lambda row: row.key, self)
        self._units = RowModel(FactLine, lambda row: row.key, self)
        self._clocks = RowModel(ClockLine, lambda row: row.key, self)
        self._steps = RowModel(StepLine, lambda row: row.key, self)
        self._acts = RowModel(ActLine, lambda row: row.act, self)

    def compare_with(self, shows: Iterable[ShowsFigures]) -> None:
        """Whose numbers are clicked: a list that has grown since says what the number was."""
        self._shows = tuple(shows)

    @Slot(object)
    def open(self, asked: FigureAsked) -> None:
        """The list behind a number."""
        self._asked, self._page = asked, None
        self._clicked = self._shown_now(asked)
        self._leave_case()
        self._lines.start(())
        self._ask()
        self.changed.emit()

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        """A case, from a line of the list or from elsewhere on the screen."""
        if not case_id:
            return
        self._case_id, self._has_card = case_id, False
        self._fetch_case()
        self.changed.emit()

    @Slot(str)
    def act(self, act: str) -> None:
        """One of the buttons of the case that is open."""
        if self._case_id:
            self.actAsked.emit(act, self._case_id)

    @Slot(result=bool)
    def back(self) -> bool:
        """Esc: from the case to the list, from the list to the picture; false when nothing is open."""
        if self._case_id and self._asked is not None:
            self._leave_case()
            self.changed.emit()
            return True
        was_open = self._is_open()
        self.close()
        return was_open

    @Slot()
    def close(self) -> None:
        """Everything."""
        if not self._is_open():
            return
        self._asked, self._page, self._clicked = None, None, None
        self._listing.forget()
        self._leave_case()
        self._lines.start(())
        self.changed.emit()

    @Slot()
    def again(self) -> None:
        """Ask once more for what did not come, or read it anew."""
        if self._case_id:
            self._fetch_case()
        elif self._asked is not None:
            self._ask()
        self.changed.emit()

    def _ask(self, after: str = "") -> None:
        asked = self._asked
        if asked is None:
            return
        question = self._ground.client.figures.behind(asked, after)
        self._listing.look(question, self._further_page if after else self._first_page, self.changed.emit)

    def _first_page(self, page: BehindPage) -> None:
        self._page = page
        self._lines.start(self._lines_of(page))
        self.changed.emit()

    def _further_page(self, page: BehindPage) -> None:
        self._page = page
        self._lines.grow(self._lines_of(page))
        self.changed.emit()

    @Slot()
    def _further(self) -> None:
        """Somebody has read almost to the end; one page is fetched at a time."""
        if self._page is not None and self._page.after and not self._listing.is_waiting:
            self._ask(self._page.after)

    def _lines_of(self, page: BehindPage) -> list[BehindLine]:
        return lines_of(page, self._ground.texts, self._ground.clock.now())

    def _shown_now(self, asked: FigureAsked) -> int | None:
        """The number that was clicked, as its panel shows it."""
        shown = (figure for shows in self._shows for figure in shows.figures())
        return next((figure.count for figure in shown if figure.asked == asked), None)

    def _fetch_case(self) -> None:
        self._opening.look(
            self._ground.client.figures.card(self._case_id), self._have_card, self.changed.emit
        )

    def _have_card(self, card: CaseCard) -> None:
        self._has_card = True
        self._show_card(card_shown(card, self._ground.texts, self._ground.clock.now()))

    def _leave_case(self) -> None:
        self._case_id, self._has_card = "", False
        self._opening.forget()
        self._show_card(CardShown())

    def _show_card(self, card: CardShown) -> None:
        self._card = card
        self._facts.set_rows(card.facts)
        self._units.set_rows(card.units)
        self._clocks.set_rows(card.clocks)
        self._steps.set_rows(card.steps)
        self._acts.set_rows(card.acts)
        self.changed.emit()

    def _is_open(self) -> bool:
        return self._asked is not None or bool(self._case_id)

    def _title(self) -> str:
        if self._asked is None:
            return ""
        policy, today = self._ground.in_force.policy, hall_date(self._ground.clock.now())
        return figure_words(self._asked, policy, self._ground.texts, today)

    def _unit(self) -> str:
        return self._ground.texts.get(f"dispatch_behind.unit.{self._page.behind}") if self._page else ""

    def _count(self) -> str:
        return str(self._page.total) if self._page else ""

    def _difference(self) -> str:
        """That the list is not as long as the number said; "" when it is."""
        page, clicked = self._page, self._clicked
        if page is None or clicked is None or page.total == clicked:
            return ""
        return self._ground.texts.get(
            "dispatch_behind.changed", was=clicked, count=page.total, unit=self._unit()
        )

    def _as_of(self) -> str:
        if self._page is None:
            return ""
        return self._ground.texts.get("dispatch_behind.as_of", at=second_text(self._page.as_of))

    def _listed(self) -> str:
        if self._page is None or not self._page.after:
            return ""
        return self._ground.texts.get("dispatch_behind.listed", shown=self._lines.count)

    def _said(self) -> str:
        return (self._opening if self._case_id else self._listing).words.said

    lines = Property(GrowingRows, lambda self: self._lines, constant=True)
    isOpen = Property(bool, lambda self: self._is_open(), notify=changed)
    title = Property(str, lambda self: self._title(), notify=changed)
    count = Property(str, lambda self: self._count(), notify=changed)
    unit = Property(str, lambda self: self._unit(), notify=changed)
    difference = Property(str, lambda self: self._difference(), notify=changed)
    asOf = Property(str, lambda self: self._as_of(), notify=changed)
    listed = Property(str, lambda self: self._listed(), notify=changed)
    hasList = Property(bool, lambda self: self._page is not None, notify=changed)
    isCase = Property(bool, lambda self: bool(self._case_id), notify=changed)
    hasCase = Property(bool, lambda self: self._has_card, notify=changed)
    canGoBack = Property(bool, lambda self: bool(self._case_id) and self._asked is not None, notify=changed)
    said = Property(str, lambda self: self._said(), notify=changed)

    facts = Property(RowModel, lambda self: self._facts, constant=True)
    units = Property(RowModel, lambda self: self._units, constant=True)
    clocks = Property(RowModel, lambda self: self._clocks, constant=True)
    steps = Property(RowModel, lambda self: self._steps, constant=True)
    acts = Property(RowModel, lambda self: self._acts, constant=True)
    code = Property(str, lambda self: self._card.code, notify=changed)
    light = Property(str, lambda self: self._card.light, notify=changed)
    left = Property(str, lambda self: self._card.left, notify=changed)
    what = Property(str, lambda self: self._card.what, notify=changed)
    where = Property(str, lambda self: self._card.where, notify=changed)
    status = Property(str, lambda self: self._card.status, notify=changed)
    notes = Property(str, lambda self: self._card.notes, notify=changed)
