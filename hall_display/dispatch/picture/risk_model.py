"""The risk ranking (试行、内部参考), and the page that explains one line: terms, parts, how it has moved."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.views_dispatch import DispatchView
from cases.views_risk import RiskBoard, RiskPage
from hall_display.dispatch.figures_shown import FigureBook
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.looking import Looking
from hall_display.dispatch.picture.age import Age, age_of
from hall_display.dispatch.picture.risk_lines import (
    FULL,
    RiskRow,
    TermRow,
    board_rows,
    history_path,
    risk_row,
    term_rows,
)
from hall_display.plots.trend_shown import TickShown, day_label
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

PANEL = "risk"


@QmlElement
class RiskModel(QObject):
    """`isExplaining`: a page is open. A part of it opens its own page; `back` leads the way that one came."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked

    def __init__(self, ground: DispatchGround, book: FigureBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._book = ground, book
        self._board: RiskBoard | None = None
        self._page: RiskPage | None = None
        self._way: list[tuple[str, str]] = []  # (area, group) of the pages that lead to the one that is open
        self._looking = Looking(ground, self)
        self._looking.words.changed.connect(self.changed)
        self._age = Age()
        self._lines = RowModel(RiskRow, lambda row: row.key, self)
        self._terms = RowModel(TermRow, lambda row: row.term, self)
        self._parts = RowModel(RiskRow, lambda row: row.key, self)
        self._bounds = RowModel(TickShown, lambda row: row.text, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view; None: nobody is signed in."""
        board = view.risk if view else None
        if view is None:
            self._leave()
        if board == self._board:
            self.refresh()
            return
        self._board = board
        self._lines.set_rows(board_rows(self._board, self._ground.texts))
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Time alone makes figures old; of the index, which is counted once a day, after more than a day."""
        age = self._age_now()
        if age != self._age:
            self._age = age
            self.changed.emit()

    @Slot(str)
    def explain(self, key: str) -> None:
        """The page of a line, or of a part of the page that is open."""
        area, _bar, group = key.partition("|")
        self._way.append((area, group))
        self._fetch()

    @Slot(result=bool)
    def back(self) -> bool:
        """To the page before, then to the ranking; false when that is seen already."""
        if not self._way:
            return False
        self._way.pop()
        if self._way:
            self._fetch()
        else:
            self._leave()
        return True

    @Slot()
    def again(self) -> None:
        """A page that did not come is asked for once more."""
        if self._way:
            self._fetch()

    @Slot(str)
    def openFigure(self, which: str) -> None:
        """ "count": the matters behind the page that is open."""
        if (asked := self._book.question(PANEL, which)) is not None:
            self.opened.emit(asked)

    @Slot(str, int)
    def openTerm(self, term: str, number: int) -> None:
        """One of the lists of a term's cases."""
        told = next((one for one in self._page.terms if one.term == term), None) if self._page else None
        if told is not None and 0 <= number < len(told.behind):
            self.opened.emit(told.behind[number])

    def _leave(self) -> None:
        self._way, self._page = [], None
        self._looking.forget()
        self._show_page()

    def _fetch(self) -> None:
        area, group = self._way[-1]
        self._page = None
        self._show_page()
        self._looking.look(self._ground.client.risk.page(area, group), self._have, self.changed.emit)

    def _have(self, page: RiskPage) -> None:
        self._page = page
        self._show_page()

    def _show_page(self) -> None:
        page, texts = self._page, self._ground.texts
        self._terms.set_rows(term_rows(page, texts) if page else [])
        self._parts.set_rows([risk_row(part, texts, is_part=True) for part in page.parts] if page else [])
        levels = self._ground.in_force.policy.risk.levels
        bounds = {"medium": levels.medium, "high": levels.high, "extreme": levels.extreme}
        self._bounds.set_rows(
            [
                TickShown(texts.get(f"dispatch_picture.risk.level.{level}"), 1 - bound / FULL)
                for level, bound in bounds.items()
            ]
        )
        self._book.write(PANEL, _figures(page) if page else [])
        self.changed.emit()

    def _age_now(self) -> Age:
        if self._board is None:
            return Age()
        now, texts = self._ground.clock.now(), self._ground.texts
        if now - self._board.as_of <= timedelta(days=1):
            return Age(
                texts.get("dispatch_picture.risk.day", month=self._board.day.month, day=self._board.day.day)
            )
        return age_of(self._board.as_of, now, texts)

    def _window(self) -> str:
        if self._board is None:
            return ""
        return self._ground.texts.get("dispatch_picture.risk.window", days=self._board.window_days)

    def _page_row(self) -> RiskRow | None:
        return risk_row(self._page.line, self._ground.texts) if self._page else None

    def _page_window(self) -> str:
        if self._page is None:
            return ""
        first, last = day_label(self._page.first_day), day_label(self._page.last_day)
        return self._ground.texts.get("dispatch_picture.risk.page_window", first=first, last=last)

    def _history(self) -> tuple[str, str, str]:
        """The curve, and the days of its ends."""
        if self._page is None or not self._page.history:
            return "", "", ""
        history = self._page.history
        ends = (f"{history[0].day:%Y-%m-%d}", f"{history[-1].day:%Y-%m-%d}")
        return history_path(history), *ends

    def _of_page(self, name: str) -> str:
        row = self._page_row()
        return str(getattr(row, name)) if row else ""

    def _policy_words(self) -> str:
        if self._board is None:
            return ""
        return self._ground.texts.get("dispatch_picture.risk.policy", version=self._board.policy_version)

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    terms = Property(RowModel, lambda self: self._terms, constant=True)
    parts = Property(RowModel, lambda self: self._parts, constant=True)
    bounds = Property(RowModel, lambda self: self._bounds, constant=True)
    hasFigures = Property(bool, lambda self: self._board is not None, notify=changed)
    window = Property(str, lambda self: self._window(), notify=changed)
    policy = Property(str, lambda self: self._policy_words(), notify=changed)
    asOf = Property(str, lambda self: self._age.words, notify=changed)
    isStale = Property(bool, lambda self: self._age.is_stale, notify=changed)

    isExplaining = Property(bool, lambda self: bool(self._way), notify=changed)
    isWaiting = Property(bool, lambda self: bool(self._way) and self._page is None, notify=changed)
    said = Property(str, lambda self: self._looking.words.said, notify=changed)
    pageName = Property(str, lambda self: self._of_page("name"), notify=changed)
    pageValue = Property(str, lambda self: self._of_page("value"), notify=changed)
    pageLevel = Property(str, lambda self: self._of_page("level"), notify=changed)
    pageWay = Property(str, lambda self: self._of_page("way"), notify=changed)
    pageBars = Property(int, lambda self: row.bars if (row := self._page_row()) else 0, notify=changed)
    pageCount = Property(str, lambda self: self._of_page("count"), notify=changed)
    pageWindow = Property(str, lambda self: self._page_window(), notify=changed)
    historyPath = Property(str, lambda self: self._history()[0], notify=changed)
    historyFirst = Property(str, lambda self: self._history()[1], notify=changed)
    historyLast = Property(str, lambda self: self._history()[2], notify=changed)


def _figures(page: RiskPage) -> list[tuple[str, FigureAsked, int]]:
    """The matters of the window, which every term is made of."""
    line = page.line
    asked = FigureAsked(
        name=FigureName.RECEIVED,
        area=line.area,
        group=line.group,
        first_day=page.first_day,
        last_day=page.last_day,
    )
    return [("count", asked, line.count)]
