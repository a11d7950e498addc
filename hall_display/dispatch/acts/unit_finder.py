"""Units chosen by a few characters of name or reading: one, or several."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from screenkit.name_search import find_named, units_to_give_to
from screenkit.policy_in_force import PolicyInForce
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """A unit that fits. `is_chosen`: where the arrows stand."""

    unit: str
    name: str
    is_chosen: bool = False


@QmlElement
class UnitFinder(QObject):
    """`taken` are the chosen ones; with `takes_one` a second choice replaces the first."""

    changed = Signal()

    def __init__(self, in_force: PolicyInForce, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_force = in_force
        self._words = ""
        self._place = 0
        self._takes_one = True
        self._chosen: tuple[UnitFound, ...] = ()
        self._found = RowModel(UnitFound, lambda one: one.unit, self)
        self._taken = RowModel(UnitFound, lambda one: one.unit, self)

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the chosen ones."""
        return tuple(one.unit for one in self._chosen)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.name for one in self._chosen)

    def begin(self, *, takes_one: bool, preset: str = "") -> None:
        """Nothing is chosen, but what the form knows already."""
        unit = self._in_force.policy.units.of(preset)
        chosen = (UnitFound(unit=unit.id, name=unit.name),) if unit else ()
        self._words, self._place, self._takes_one, self._chosen = "", 0, takes_one, chosen
        self._show()

    @Slot(str)
    def search(self, words: str) -> None:
        """Typed."""
        self._words, self._place = words, 0
        self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """Arrow down or up."""
        self._place = max(0, min(len(self._found.rows) - 1, self._place + by))
        self._show()

    @Slot()
    def takeHere(self) -> None:
        """Enter."""
        if self._found.rows:
            self.take(self._found.rows[self._place].unit)

    @Slot(str)
    def take(self, unit: str) -> None:
        """One of those found."""
        one = next((one for one in self._found.rows if one.unit == unit), None)
        if one is None or unit in self.units:
            return
        self._chosen = (one,) if self._takes_one else (*self._chosen, one)
        self._words, self._place = "", 0
        self._show()

    @Slot()
    def dropLast(self) -> None:
        """Backspace in an empty field."""
        self._chosen = self._chosen[:-1]
        self._show()

    @Slot(str)
    def drop(self, unit: str) -> None:
        """Its chip was pressed."""
        self._chosen = tuple(one for one in self._chosen if one.unit != unit)
        self._show()

    def _show(self) -> None:
        options = [
            UnitFound(unit=unit.id, name=unit.name)
            for unit in units_to_give_to(self._in_force.policy)
            if unit.id not in self.units
        ]
        # A unit is looked for when something is typed, or while nothing is chosen: then the first ones are offered.
        found = (
            find_named(options, self._words, lambda one: one.name) if self._words or not self._chosen else []
        )
        self._found.set_rows(
            [
                UnitFound(unit=one.unit, name=one.name, is_chosen=number == self._place)
                for number, one in enumerate(found)
            ]
        )
        self._taken.set_rows(self._chosen)
        self.changed.emit()

    found = Property(RowModel, lambda self: self._found, constant=True)
    taken = Property(RowModel, lambda self: self._taken, constant=True)
