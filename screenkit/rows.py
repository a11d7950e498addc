"""List models whose rows are frozen dataclasses.

A new snapshot changes, moves, inserts and removes single rows, so that a list keeps its place and its delegates, and
resets only when that would be dearer.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlAnonymous

from screenkit.property_shim import Property

QML_IMPORT_NAME = "screenkit"
QML_IMPORT_MAJOR_VERSION = 1

Row = TypeVar("Row")

_ROOT = QModelIndex()
_ALLOWED = (str, int, float, bool)
_MOVES_MAX = 200
"""Above this many rows out of place one reset is cheaper than moving them."""


def camel_case(name: str) -> str:
    """`ticket_no` → `ticketNo`: Python's field, QML's role."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@QmlAnonymous
class RowModel(QAbstractListModel, Generic[Row]):
    """A list of `row_type`; each field is a role of the same name in camelCase.

    Fields are str, int, float, bool, Enum (shown as its value), these with None (shown as ""/0/false), or a tuple of
    str. `key` names a row for life: two rows of one snapshot never share it. Raises TypeError for another field type.
    """

    countChanged = Signal()

    def __init__(
        self, row_type: type[Row], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        hints = typing.get_type_hints(row_type)
        fields = [field.name for field in dataclasses.fields(typing.cast(Any, row_type))]
        self._empty = {name: _empty_value(row_type, name, hints[name]) for name in fields}
        first_role = int(Qt.ItemDataRole.UserRole) + 1
        self._field_of = dict(enumerate(fields, start=first_role))
        self._role_of = {name: role for role, name in self._field_of.items()}
        self._key = key
        self._rows: list[Row] = []

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows, for QML."""
        return len(self._rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, for Python and tests."""
        return tuple(self._rows)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's: number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's: the value of one role of one row."""
        if not index.isValid() or role not in self._field_of:
            return None
        name = self._field_of[role]
        return _shown(getattr(self._rows[index.row()], name), self._empty[name])

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's: role number → name in QML."""
        return {role: QByteArray(camel_case(name).encode()) for role, name in self._field_of.items()}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`, touching only what differs. Raises ValueError if two rows share a key."""
        wanted = [self._key(row) for row in rows]
        place = {key: index for index, key in enumerate(wanted)}
        if len(place) != len(wanted):
            raise ValueError("two rows share a key")
        before = len(self._rows)
        self._remove_missing(place)
        staying = _longest_run([place[self._key(row)] for row in self._rows])
        if len(self._rows) - len(staying) > _MOVES_MAX:
            self._reset(rows)
        else:
            self._place(rows, wanted, {wanted[index] for index in staying})
        if len(self._rows) != before:
            self.countChanged.emit()

    def _reset(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def _remove_missing(self, place: dict[Hashable, int]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._key(self._rows[last]) in place:
                last -= 1
                continue
            first = last
            while first > 0 and self._key(self._rows[first - 1]) not in place:
                first -= 1
            self.beginRemoveRows(_ROOT, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _place(self, rows: Sequence[Row], wanted: list[Hashable], staying: set[Hashable]) -> None:
        moving = {self._key(row) for row in self._rows} - staying
        index = 0
        while index < len(rows):
            here = self._key(self._rows[index]) if index < len(self._rows) else None
            if here == wanted[index]:
                moving.discard(wanted[index])
                self._change(index, rows[index])
                index += 1
            elif wanted[index] in moving:
                self._move(self._find(wanted[index], index), index)
            elif wanted[index] in staying:
                # A row that belongs further down stands in the way: to the end with it, its turn comes.
                self._move(index, len(self._rows) - 1)
            else:
                index = self._insert_run(index, rows, wanted, staying, moving)

    def _insert_run(
        self,
        first: int,
        rows: Sequence[Row],
        wanted: list[Hashable],
        staying: set[Hashable],
        moving: set[Hashable],
    ) -> int:
        end = first
        while end < len(rows) and wanted[end] not in staying and wanted[end] not in moving:
            end += 1
        self.beginInsertRows(_ROOT, first, end - 1)
        self._rows[first:first] = rows[first:end]
        self.endInsertRows()
        return end

    def _find(self, key: Hashable, start: int) -> int:
        return next(i for i in range(start, len(self._rows)) if self._key(self._rows[i]) == key)

    def _move(self, source: int, target: int) -> None:
        # Qt counts the target in the list as it is before the move.
        self.beginMoveRows(_ROOT, source, source, _ROOT, target + 1 if target > source else target)
        self._rows.insert(target, self._rows.pop(source))
        self.endMoveRows()

    def _change(self, index: int, row: Row) -> None:
        old = self._rows[index]
        if old == row:
            return
        self._rows[index] = row
        changed = [role for name, role in self._role_of.items() if getattr(old, name) != getattr(row, name)]
        here = self.index(index, 0)
        self.dataChanged.emit(here, here, changed)


def _longest_run(places: list[int]) -> list[int]:
    """The longest rising subsequence of `places`: the rows that can stay where they are."""
    ends: list[int] = []
    end_at: list[int] = []
    previous: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(end_at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            end_at.append(index)
        else:
            ends[length] = place
            end_at[length] = index
    run: list[int] = []
    index = end_at[-1] if end_at else -1
    while index >= 0:
        run.append(places[index])
        index = previous[index]
    return run[::-1]


def _shown(value: object, empty: object) -> object:
    if value is None:
        return empty
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return value


def _empty_value(row_type: type, name: str, hint: Any) -> object:
    """What QML sees for None; refuses types that would reach QML as an opaque object (style.md Part 3)."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next((part for part in typing.get_args(hint) if part is not types.NoneType), None)
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[0] is str:
        return []
    if isinstance(hint, type) and issubclass(hint, Enum):
        return type(next(iter(hint)).value)()
    if hint in _ALLOWED:
        return hint()
    raise TypeError(f"{row_type.__name__}.{name}: a row shows str, int, float, bool, Enum or tuple[str, ...]")
