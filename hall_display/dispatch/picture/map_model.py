"""The map: banners by open cases; one that is pressed shows its towns as tiles, and a town opens its list."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.people.place import BANNER_NAMES
from cases.views_dispatch import DispatchView
from cases.views_figures import AreaLine, AreaMap
from hall_display.dispatch.figures_shown import FigureBook
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.looking import Looking
from hall_display.dispatch.picture.age import Age, age_of
from hall_display.map.drawing import load_map
from hall_display.map.map_shown import BannerShown, PlaceShown, banner_rows, tile_rows
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

PANEL = "map"
OPEN, OVERDUE = "open", "overdue"
_NAMES = {OPEN: FigureName.OPEN, OVERDUE: FigureName.OVERDUE}


@QmlElement
class MapModel(QObject):
    """Banners, or the towns of the one that was pressed. Raises PolicyError when the map's file is wrong."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked

    def __init__(self, ground: DispatchGround, book: FigureBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._book = ground, book
        self._drawing = load_map(ground.texts)
        self._with_outline = {banner.code for banner in self._drawing.banners}
        self._home: AreaMap | None = None  # what the feed tells
        self._towns: AreaMap | None = None  # of the banner that was pressed
        self._pressed = ""
        self._looking = Looking(ground, self)
        self._looking.words.changed.connect(self.changed)
        self._age = Age()
        self._banners = RowModel(BannerShown, lambda row: row.code, self)
        self._elsewhere = RowModel(PlaceShown, lambda row: row.code, self)
        self._tiles = RowModel(PlaceShown, lambda row: row.code, self)
        self._show()

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view; None: nobody is signed in."""
        before, self._home = self._home, view.areas if view else None
        if self._home == before and before is not None:
            self.refresh()
            return
        if self._home is None:
            self._leave()
        elif self._pressed and _line(before, self._pressed) != _line(self._home, self._pressed):
            self._fetch()  # the banner's numbers have moved: those of its towns have too
        self._show()

    def refresh(self) -> None:
        """Time alone makes figures old."""
        age = self._age_now()
        if age != self._age:
            self._age = age
            self.changed.emit()

    @Slot(str)
    def press(self, code: str) -> None:
        """A banner shows its towns; a town, or what has no place, opens its list."""
        if code in BANNER_NAMES and _line(self._home, code) is not None and not self._of():
            self._pressed, self._towns = code, None
            self._fetch()
            self._show()
        else:
            self._open(f"{code}.{OPEN}")

    @Slot(str)
    def pressOverdue(self, code: str) -> None:
        """■ n of a place: its overdue cases."""
        self._open(f"{code}.{OVERDUE}")

    @Slot(str)
    def openTotal(self, which: str) -> None:
        """ "open" or "overdue" of the banner whose towns are shown."""
        self._open(f"{self._pressed}.{which}")

    @Slot(result=bool)
    def back(self) -> bool:
        """From towns to banners; false when they are there already."""
        if not self._pressed:
            return False
        self._leave()
        self._show()
        return True

    @Slot()
    def again(self) -> None:
        """Towns that did not come are asked for once more."""
        if self._pressed:
            self._fetch()
            self.changed.emit()

    def _open(self, key: str) -> None:
        if (asked := self._book.question(PANEL, key)) is not None:
            self.opened.emit(asked)

    def _leave(self) -> None:
        self._pressed, self._towns = "", None
        self._looking.forget()

    def _fetch(self) -> None:
        self._looking.look(
            self._ground.client.figures.areas(self._pressed), self._have_towns, self.changed.emit
        )

    def _have_towns(self, towns: AreaMap) -> None:
        self._towns = towns
        self._show()

    def _of(self) -> str:
        return self._pressed or (self._home.of if self._home else "")

    def _seen(self) -> AreaMap | None:
        """What the numbers on the panel are of."""
        return self._towns if self._pressed else self._home

    def _age_now(self) -> Age:
        seen = self._seen()
        return age_of(seen.as_of if seen else None, self._ground.clock.now(), self._ground.texts)

    def _show(self) -> None:
        texts, home, seen = self._ground.texts, self._home, self._seen()
        is_towns = bool(self._of())
        self._banners.set_rows(banner_rows(self._drawing, None if is_towns else home, texts))
        self._elsewhere.set_rows(() if is_towns else tile_rows(home, texts, leave_out=self._with_outline))
        self._tiles.set_rows(tile_rows(seen, texts) if is_towns else ())
        self._book.write(PANEL, _figures(seen, self._pressed))
        self._age = self._age_now()
        self.changed.emit()

    def _title(self) -> str:
        return BANNER_NAMES.get(self._of(), "")

    def _total(self, which: str) -> str:
        seen = self._seen()
        if seen is None:
            return ""
        return str(seen.total_open if which == OPEN else seen.total_overdue)

    banners = Property(RowModel, lambda self: self._banners, constant=True)
    elsewhere = Property(RowModel, lambda self: self._elsewhere, constant=True)
    tiles = Property(RowModel, lambda self: self._tiles, constant=True)
    frameWidth = Property(float, lambda self: self._drawing.width, constant=True)
    frameHeight = Property(float, lambda self: self._drawing.height, constant=True)

    hasFigures = Property(bool, lambda self: self._home is not None, notify=changed)
    hasTowns = Property(bool, lambda self: bool(self._of()), notify=changed)
    canGoBack = Property(bool, lambda self: bool(self._pressed), notify=changed)
    isWaiting = Property(bool, lambda self: bool(self._pressed) and self._towns is None, notify=changed)
    said = Property(str, lambda self: self._looking.words.said, notify=changed)
    banner = Property(str, lambda self: self._title(), notify=changed)
    totalOpen = Property(str, lambda self: self._total(OPEN), notify=changed)
    totalOverdue = Property(str, lambda self: self._total(OVERDUE), notify=changed)
    asOf = Property(str, lambda self: self._age.words, notify=changed)
    isStale = Property(bool, lambda self: self._age.is_stale, notify=changed)


def _line(areas: AreaMap | None, code: str) -> AreaLine | None:
    return next((line for line in areas.lines if line.area == code), None) if areas else None


def _figures(seen: AreaMap | None, pressed: str) -> Iterator[tuple[str, FigureAsked, int]]:
    """Two numbers of every place, and of the banner that was pressed; those of everything are the lights' own."""
    if seen is None:
        return
    for line in seen.lines:
        for which, count in ((OPEN, line.open), (OVERDUE, line.overdue)):
            if count is not None:
                yield f"{line.area}.{which}", FigureAsked(name=_NAMES[which], area=line.area), count
    for which, count in ((OPEN, seen.total_open), (OVERDUE, seen.total_overdue)) if pressed else ():
        yield f"{pressed}.{which}", FigureAsked(name=_NAMES[which], area=pressed), count
