"""The view-model of what a list may be narrowed by: F2 and on open the answers, a digit takes one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.supervision.section import Filter, Section
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

KEYS = ("F2", "F3", "F4", "F6")  # F1 calls the next at the desk, F5 asks anew
DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLine:
    """A filter with what it is set to."""

    name: str
    title: str
    cap: str
    is_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """An answer of the filter that is open."""

    code: str
    name: str
    count: str
    key: str
    is_chosen: bool


@QmlElement
class FiltersViewModel(QObject):
    """Open from a filter's key until an answer was taken; the one that is set already is taken away."""

    changed = Signal()
    narrowed = Signal()

    def __init__(self, section: Section[Any, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._section = section
        self._filters: tuple[Filter, ...] = ()
        self._open = ""
        self._lines = RowModel(FilterLine, lambda line: line.name, self)
        self._answers = RowModel(AnswerLine, lambda line: line.code, self)
        self.show(None)

    def show(self, found: Any) -> None:
        """With the counts of the last answer."""
        self._filters = self._section.filters(found)
        self._lines.set_rows([self._line(one, number) for number, one in enumerate(self._filters)])
        self._show_answers()

    @Slot(int)
    def open(self, index: int) -> None:
        """F2 and on."""
        if not 0 <= index < len(self._filters):
            return
        asked = self._filters[index]
        if asked.is_switch:
            self._set(asked, asked.choices[0].code)
            return
        self._open = "" if self._open == asked.name else asked.name
        self._show_answers()

    @Slot(int)
    def take(self, index: int) -> None:
        """An answer, by its place: 0 is 全部."""
        asked = self._asked
        if asked is not None and 0 <= index < self._answers.count:
            self._set(asked, self._answers.rows[index].code)

    @Slot()
    def close(self) -> None:
        """Nothing is narrowed otherwise."""
        self._open = ""
        self._show_answers()

    def _set(self, asked: Filter, code: str) -> None:
        self._open = ""
        self._section.narrowed[asked.name] = "" if code == asked.chosen else code
        self.narrowed.emit()

    @property
    def _asked(self) -> Filter | None:
        return next((one for one in self._filters if one.name == self._open), None)

    def _show_answers(self) -> None:
        asked = self._asked
        rows: list[AnswerLine] = []
        if asked is not None:
            everything = self._section.say("filter.all")
            rows.append(AnswerLine(code="", name=everything, count="", key="0", is_chosen=not asked.chosen))
            rows += [
                AnswerLine(
                    code=one.code,
                    name=one.name,
                    count=one.count,
                    key=str(number) if number <= DIGITS else "",
                    is_chosen=one.code == asked.chosen,
                )
                for number, one in enumerate(asked.choices, 1)
            ]
        self._answers.set_rows(rows)
        self.changed.emit()

    def _line(self, one: Filter, number: int) -> FilterLine:
        chosen = next((choice.name for choice in one.choices if choice.code == one.chosen), "")
        title = self._section.say(f"filter.{one.name}")
        key = "on" if one.is_switch else "set"
        return FilterLine(
            name=one.name,
            title=self._section.say(f"filter.{key}", title=title, chosen=chosen) if chosen else title,
            cap=KEYS[number],
            is_set=bool(one.chosen),
        )

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    answers = Property(RowModel, lambda self: self._answers, constant=True)
    isOpen = Property(bool, lambda self: bool(self._open), notify=changed)
    title = Property(
        str, lambda self: self._section.say(f"filter.{self._open}") if self._open else "", notify=changed
    )
