"""The view-model of the menu that stands in place of the card: 挂起, 转窗口, 更多."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from counter.menu import Menu, marked_by, press, shown
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLine:
    """One choice with the key that takes it."""

    key: str
    name: str
    note: str
    is_marked: bool


@QmlElement
class MenuViewModel(QObject):
    """Open until something is chosen, given up, or the visit that it was opened for is gone."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._menus: list[Menu] = []
        self._typed = ""
        self._marked = 0
        self._visit_id: str | None = None
        self._lines = RowModel(MenuLine, lambda line: line.key, self)
        desk.changed.connect(self._follow)

    def show(self, menu: Menu | None) -> None:
        """Open with this menu; None: there is nothing to choose."""
        if menu is None:
            return
        visit = self._desk.mine
        self._visit_id = visit.visit_id if visit else None
        self._menus = [menu]
        self._begin()

    @Slot(str)
    def press(self, letter: str) -> None:
        """A key of the keyboard that writes something."""
        if not self._menus or not (letter.isascii() and letter.isalnum()):
            return
        typed = press(self._menus[-1], self._typed, letter)
        self._typed = typed.text
        self._marked = marked_by(self._menus[-1], self._typed)
        if typed.taken is not None:
            self._take(self._index_of(typed.taken.key))
        else:
            self._show()

    @Slot()
    def erase(self) -> None:
        """Backspace."""
        self._typed = self._typed[:-1]
        self._marked = marked_by(self._menus[-1], self._typed) if self._menus else 0
        self._show()

    @Slot(int)
    def move(self, by: int) -> None:
        """Arrows."""
        if self._menus:
            last = len(shown(self._menus[-1], self._typed)) - 1
            self._marked = min(max(0, self._marked + by), max(0, last))
            self._show()

    @Slot(int)
    def take(self, index: int) -> None:
        """A line was pressed."""
        self._take(index)

    @Slot()
    def confirm(self) -> None:
        """Enter."""
        self._take(self._marked)

    @Slot()
    def back(self) -> None:
        """Esc: one menu back, then closed."""
        if self._menus:
            self._menus.pop()
            self._begin()

    @Slot()
    def close(self) -> None:
        """Given up."""
        if self._menus:
            self._menus = []
            self._begin()

    def _take(self, index: int) -> None:
        choices = shown(self._menus[-1], self._typed) if self._menus else ()
        if not 0 <= index < len(choices):
            return
        following = choices[index].pick()
        self._menus = [*self._menus, following] if following is not None else []
        self._begin()

    def _index_of(self, key: str) -> int:
        choices = shown(self._menus[-1], self._typed)
        return next((place for place, choice in enumerate(choices) if choice.key == key), -1)

    @Slot()
    def _follow(self) -> None:
        """Nothing is done to a visit that has moved on meanwhile."""
        visit = self._desk.mine
        if self._menus and self._visit_id != (visit.visit_id if visit else None):
            self.close()

    def _begin(self) -> None:
        self._typed, self._marked = "", 0
        self._show()

    def _show(self) -> None:
        choices = shown(self._menus[-1], self._typed) if self._menus else ()
        self._lines.set_rows(
            [
                MenuLine(key=choice.key, name=choice.name, note=choice.note, is_marked=place == self._marked)
                for place, choice in enumerate(choices)
            ]
        )
        self.changed.emit()

    isOpen = Property(bool, lambda self: bool(self._menus), notify=changed)
    title = Property(str, lambda self: self._menus[-1].title if self._menus else "", notify=changed)
    hint = Property(str, lambda self: self._menus[-1].hint if self._menus else "", notify=changed)
    narrows = Property(bool, lambda self: bool(self._menus) and self._menus[-1].narrows, notify=changed)
    typed = Property(str, lambda self: self._typed, notify=changed)
    marked = Property(int, lambda self: self._marked, notify=changed)
    lines = Property(RowModel, lambda self: self._lines, constant=True)
