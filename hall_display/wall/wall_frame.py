"""One window's frame: which panels stand where, which pages are seen, and how large its type is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from hall_display.wall.cells import CellShown, DotsShown, cells
from hall_display.wall.layout import WindowLayout
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WallFrame(QObject):
    """Turned from outside, so that all windows of a machine turn together."""

    def __init__(self, layout: WindowLayout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = layout
        self._having: AbstractSet[str] = frozenset()
        self._turn = 0
        self._cells = RowModel(CellShown, lambda cell: cell.key, self)
        self._dots = RowModel(DotsShown, lambda dots: dots.key, self)
        self._show()

    def have(self, having: AbstractSet[str]) -> None:
        """Which panels there is something to show on."""
        if having != self._having:
            self._having = frozenset(having)
            self._show()

    def turn(self) -> None:
        """The next page everywhere."""
        self._turn += 1
        self._show()

    def _show(self) -> None:
        placed, dots = cells(self.layout, self._having, self._turn)
        self._cells.set_rows(placed)
        self._dots.set_rows(dots)

    cells = Property(RowModel, lambda self: self._cells, constant=True)
    dots = Property(RowModel, lambda self: self._dots, constant=True)
