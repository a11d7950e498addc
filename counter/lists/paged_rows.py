"""A list model of which only the pages that are looked at exist: the others are fetched when somebody comes there."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtQml import QmlAnonymous

from screenkit.property_shim import Property
from screenkit.rows import camel_case

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 50  # rows that are fetched at a time: three screens of the smallest counter
PAGES_KEPT = 120  # about a megabyte
WANTED_MAX = 3  # whoever scrolls fast has left the pages before these
_ROOT = QModelIndex()
Row = TypeVar("Row")


@QmlAnonymous
class PagedRows(QAbstractListModel, Generic[Row]):
    """Rows of `type(placeholder)`, a frozen dataclass whose fields are roles; `placeholder` stands where none is yet.

    `wanted` says that `next_wanted()` has a page to fetch; `put` and `start` bring it.
    """

    countChanged = Signal()
    wanted = Signal()

    def __init__(self, placeholder: Row, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        names = [field.name for field in dataclasses.fields(cast(Any, placeholder))]
        self._name_of = dict(enumerate(names, start=int(Qt.ItemDataRole.UserRole) + 1))
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        # Qt asks row by row while it lays out a frame; the question to the hall waits until it is done.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.wanted)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows, for QML."""
        return self._total

    def row(self, index: int) -> Row | None:
        """A row that has been fetched."""
        rows = self._pages.get(index // PAGE)
        place = index % PAGE
        return rows[place] if rows is not None and 0 <= place < len(rows) else None

    def start(self, total: int, rows: Sequence[Row]) -> None:
        """Another list: its first page. No reset: rows that are on the screen get other words, which costs less."""
        self._pages.clear()
        self._wanted.clear()
        self._pages[0] = rows
        self._resize(total)
        self._stale.clear()
        self._all_changed()

    def put(self, page: int, total: int, rows: Sequence[Row]) -> None:
        """A page that was wanted. With another total the list has grown or shrunk meanwhile."""
        if page in self._wanted:
            self._wanted.remove(page)
        self._pages[page] = rows
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > PAGES_KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])
        self._resize(total)
        first = page * PAGE
        last = min(first + PAGE, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def look_again(self) -> None:
        """Rows may have changed: what is shown stays until its page has come anew."""
        self._stale = set(self._pages)
        self._all_changed()
        if not self._total:
            self._want(0)

    def next_wanted(self) -> int | None:
        """The page that was looked for last."""
        return self._wanted[-1] if self._wanted else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's: number of rows."""
        return 0 if parent.isValid() else self._total

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's: the value of one role of one row; that of the placeholder while the row is on its way."""
        name = self._name_of.get(role)
        if name is None:
            return None
        page, place = divmod(index.row(), PAGE)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        if rows is None or place >= len(rows):
            return getattr(self._placeholder, name)
        return getattr(rows[place], name)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's: role number → name in QML."""
        return {role: QByteArray(camel_case(name).encode()) for role, name in self._name_of.items()}

    def _all_changed(self) -> None:
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, 0))

    def _want(self, page: int) -> None:
        if self._wanted and self._wanted[-1] == page:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-WANTED_MAX]
        self._soon.start()

    def _resize(self, total: int) -> None:
        """Rows come and go at the end: the hall says how many, the pages say which."""
        before = self._total
        if total == before:
            return
        if total > before:
            self.beginInsertRows(_ROOT, before, total - 1)
            self._total = total
            self.endInsertRows()
        else:
            self.beginRemoveRows(_ROOT, total, before - 1)
            self._total = total
            self.endRemoveRows()
        self._stale.update(self._pages)
        self.countChanged.emit()
