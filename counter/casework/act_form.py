"""The view-model of the form of an act: what is asked, what was written, and the act that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.casework.act_context import Field, FieldKind, FormContext, Option
from counter.casework.act_fields import ActForm
from counter.casework.act_forms import FORMS
from counter.casework.act_values import Filled, codes_of, read_form
from counter.casework.unit_search import find
from counter.registration.options import OptionLine
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1
_WRITTEN = (
    FieldKind.DAY,
    FieldKind.MOMENT,
    FieldKind.HAPPENED,
    FieldKind.NUMBER,
    FieldKind.PHONE,
    FieldKind.AMOUNT,
)
NO_FORM = ActForm(key="", make=lambda _filled: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One field as it stands. Of a choice: all answers with their notes; of units: those that were taken."""

    key: str
    kind: str
    label: str
    text: str
    hint: str
    problem: str
    lines: int
    options: tuple[str, ...]
    notes: tuple[str, ...]
    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """A sentence over the form."""

    sentence: str


@QmlElement
class ActFormViewModel(QObject):
    """Open from an act's key until it is done or given up. A refusal stands in it and nothing written is lost."""

    changed = Signal()
    opened = Signal()
    missing = Signal(str)  # the first field that has a problem
    asked = Signal(str, object)  # the act's name, and the act

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on: FormContext | None = None
        self._name, self._said = "", ""
        self._form = NO_FORM
        self._is_busy = False
        self._values: dict[str, str] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._problems: dict[str, str] = {}
        self._fields = RowModel(FormLine, lambda line: line.key, self)
        self._found = RowModel(OptionLine, lambda line: line.code, self)
        self._advice = RowModel(AdviceLine, lambda line: line.sentence, self)

    def open(self, name: str, on: FormContext, form: ActForm | None = None) -> None:
        """The form of an act, with what is suggested in it; `form`: one that is no act on a case."""
        self._form = form = form or FORMS[name]
        self._name, self._on, self._said, self._is_busy = name, on, "", False
        self._problems, self._values = {}, {}
        fields = form.fields
        self._options = {field.key: field.options(on) if field.options else () for field in fields}
        for field in fields:
            if field.preset is not None:
                self._put(field, field.preset(on))
        self._advice.set_rows([AdviceLine(sentence=text) for text in dict.fromkeys(form.advice(on))])
        self._show()
        self.opened.emit()

    @Slot()
    def close(self) -> None:
        """Done or given up."""
        self._name, self._on, self._values, self._problems, self._said = "", None, {}, {}, ""
        self._show()

    @Slot(str, str)
    def write(self, key: str, text: str) -> None:
        """What was written in a field."""
        if self._values.get(key, "") != text:
            self._values[key] = text
            self._problems.pop(key, None)
            self._show()

    @Slot(str, int)
    def choose(self, key: str, index: int) -> None:
        """An answer, by its place; the one that is chosen already is given back where nothing has to be chosen."""
        options, field = self._options.get(key, ()), self._field(key)
        if field is None or not 0 <= index < len(options):
            return
        code = options[index].code
        if self._values.get(key) == code and not field.required and not field.sets:
            code = ""
        self._put(field, code)
        self._show()

    @Slot(str, str)
    def search(self, key: str, words: str) -> None:
        """The answers of a searched field."""
        taken = codes_of(self._values.get(key, ""))
        options = [one for one in self._options.get(key, ()) if one.code not in taken]
        found = find(options, words)
        self._found.set_rows([OptionLine(code=one.code, name=one.name, note=one.note) for one in found])

    @Slot(str, str)
    def take(self, key: str, code: str) -> None:
        """One of the answers; of units, one more."""
        field = self._field(key)
        if field is None:
            return
        if field.kind is FieldKind.UNITS and code:
            code = ",".join((*codes_of(self._values.get(key, "")), code))
        self._put(field, code)
        self._show()

    @Slot(str)
    def drop(self, key: str) -> None:
        """Backspace in an empty field of units: the last one is given back."""
        self._values[key] = ",".join(codes_of(self._values.get(key, ""))[:-1])
        self._show()

    @Slot()
    def confirm(self) -> None:
        """Make the act, or say what is missing."""
        if self._on is None or self._is_busy:
            return
        filled = read_form(self._form.fields, self._values, self._on)
        if not isinstance(filled, Filled):
            self._problems = filled
            self._said = next(iter(filled.values()))
            self._show()
            self.missing.emit(next(iter(filled)))
            return
        self._is_busy, self._said = True, self._on.say("form.asking")
        self._show()
        self.asked.emit(self._name, self._form.make(filled))

    def refuse(self, sentence: str) -> None:
        """The hall said no: everything stays as it is."""
        self._is_busy, self._said = False, sentence
        self._show()

    def _field(self, key: str) -> Field | None:
        return next((field for field in self._form.fields if field.key == key), None) if self._name else None

    def _put(self, field: Field, value: str) -> None:
        self._values[field.key] = value
        self._problems.pop(field.key, None)
        if field.sets is not None and self._on is not None and value:
            self._values.update(field.sets(self._on, value))

    def _show(self) -> None:
        on = self._on
        shown = [field for field in self._form.fields if field.wanted(on, self._values)] if on else []
        self._fields.set_rows([self._line(field, on) for field in shown] if on else [])
        if on is None:
            self._advice.set_rows([])
        self.changed.emit()

    def _line(self, field: Field, on: FormContext) -> FormLine:
        options, value = self._options[field.key], self._values.get(field.key, "")
        named = {one.code: one.name for one in options}
        is_choice = field.kind is FieldKind.CHOICE
        hint = f"counter_casework.hint.{field.key}"
        codes = [one.code for one in options]
        return FormLine(
            key=field.key,
            kind=_shown_as(field.kind),
            label=on.say(f"field.{field.key}"),
            text=named.get(value, "") if field.kind is FieldKind.SEARCH else "" if is_choice else value,
            hint=on.texts.get(hint) if hint in on.texts.keys else "",
            problem=self._problems.get(field.key, ""),
            lines=field.lines,
            options=_names(field, options, value, on),
            notes=tuple(one.note for one in options) if is_choice else (),
            chosen=codes.index(value) if is_choice and value in codes else -1,
        )

    def _title(self) -> str:
        return self._on.say(f"act.{self._name}") if self._on else ""

    fields = Property(RowModel, lambda self: self._fields, constant=True)
    found = Property(RowModel, lambda self: self._found, constant=True)
    advice = Property(RowModel, lambda self: self._advice, constant=True)
    isOpen = Property(bool, lambda self: self._on is not None, notify=changed)
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    title = Property(str, _title, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def _shown_as(kind: FieldKind) -> str:
    """Lines of every kind look alike."""
    return FieldKind.LINE.value if kind in _WRITTEN else kind.value


def _names(field: Field, options: Sequence[Option], value: str, on: FormContext) -> tuple[str, ...]:
    if field.kind is FieldKind.CHOICE:
        return tuple(one.name for one in options)
    if field.kind is not FieldKind.UNITS:
        return ()
    named = {one.code: one.name for one in options}
    names = [named.get(code, code) for code in codes_of(value)]
    return tuple(on.say("form.lead", unit=name) if not n else name for n, name in enumerate(names))
