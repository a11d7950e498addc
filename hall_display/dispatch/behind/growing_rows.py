"""A list model that grows at its end, page by page, while somebody reads down: tens of thousands of rows stay fluid."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Sequence
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

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

AHEAD = 20
"""So many rows before the end the next page is wanted: about a screen."""
_ROOT = QModelIndex()
Row = TypeVar("Row")


@QmlAnonymous
class GrowingRows(QAbstractListModel, Generic[Row]):
    """Rows of a frozen dataclass whose fields are roles. `wanted`: somebody has read almost to the end."""

    countChanged = Signal()
    wanted = Signal()

    def __init__(self, row_type: type[Row], key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        names = [field.name for field in dataclasses.fields(cast(Any, row_type))]
        self._name_of = dict(enumerate(names, start=int(Qt.ItemDataRole.UserRole) + 1))
        self._key = key
        self._rows: list[Row] = []
        self._keys: set[Hashable] = set()
        # Qt asks row by row while it lays out a frame; the question to the hall waits until it is done.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.wanted)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows are here, for QML."""
        return len(self._rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is here, for Python and tests."""
        return tuple(self._rows)

    def start(self, rows: Sequence[Row]) -> None:
        """Another list, or none."""
        self.beginResetModel()
        self._rows, self._keys = [], set()
        self._take(rows)
        self.endResetModel()
        self.countChanged.emit()

    def grow(self, rows: Sequence[Row]) -> None:
        """The next page. A row that moved down while the list was read is not shown twice."""
        first = len(self._rows)
        new = [row for row in rows if getattr(row, self._key) not in self._keys]
        if not new:
            return
        self.beginInsertRows(_ROOT, first, first + len(new) - 1)
        self._take(new)
        self.endInsertRows()
        self.countChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's: number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's: the value of one role of one row."""
        name = self._name_of.get(role)
        if name is None or not index.isValid():
            return None
        if index.row() >= len(self._rows) - AHEAD:
            self._soon.start()
        return getattr(self._rows[index.row()], name)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's: role number → name in QML."""
        return {role: QByteArray(camel_case(name).encode()) for role, name in self._name_of.items()}

    def _take(self, rows: Sequence[Row]) -> None:
        self._rows.extend(rows)
        self._keys.update(getattr(row, self._key) for row in rows)
