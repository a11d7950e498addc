"""The view-model of the inline form: 登记 what was a draft, 修改 what is a case."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from counter.form import (
    FormText,
    OptionLine,
    Problem,
    find_categories,
    find_places,
    form_of,
    read_form,
)
from counter.wording import category_name, place_name
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FormViewModel(QObject):
    """Open from F5 until it is saved, given up, or the visit is gone; then every word of it is forgotten."""

    changed = Signal()
    refused = Signal(str)  # the field to go to

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form: FormText | None = None
        self._problem = ""
        self._categories = RowModel(OptionLine, lambda option: option.code, self)
        self._places = RowModel(OptionLine, lambda option: option.code, self)
        desk.changed.connect(self._follow)
        desk.registered.connect(self.close)

    @Slot()
    def open(self) -> None:
        """Fill the fields from the matter at this desk."""
        if (matter := self._desk.knows.matter) is not None and matter.private_readable:
            self._form, self._problem = form_of(matter), ""
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Give up or done: nothing of it is kept."""
        if self._form is not None:
            self._form, self._problem = None, ""
            self._categories.set_rows(())
            self._places.set_rows(())
            self.changed.emit()

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """What stands in a field now. `field` is a name of FormText."""
        if self._form is not None:
            self._form = replace(self._form, **{field: text})

    @Slot(str)
    def findCategories(self, words: str) -> None:
        """Narrow the answers of 类别."""
        self._categories.set_rows(find_categories(words.strip(), self._desk.rules.policy))

    @Slot(str)
    def findPlaces(self, words: str) -> None:
        """Narrow the answers of 地点."""
        self._places.set_rows(find_places(words.strip(), self._desk.rules.policy))

    @Slot()
    def save(self) -> None:
        """登记 or 修改; a field that cannot be read is named and gets the focus."""
        matter = self._desk.knows.matter
        if self._form is None or matter is None:
            return
        rules = self._desk.rules
        written = read_form(self._form, matter, rules.policy, rules.texts)
        self._problem = written.sentence if isinstance(written, Problem) else ""
        self.changed.emit()
        if isinstance(written, Problem):
            self.refused.emit(written.field)
        elif matter.case_id is None:
            self._desk.register(written.open, written.private)
        else:
            self._desk.correct(written.open, written.private)

    def _follow(self) -> None:
        if self._desk.knows.matter is None:
            self.close()

    def _field(self, name: str) -> str:
        value: str = getattr(self._form, name) if self._form is not None else ""
        return value

    def _is_new(self) -> bool:
        matter = self._desk.knows.matter
        return matter is not None and matter.case_id is None

    def _category_name(self) -> str:
        return category_name(self._field("category"), self._desk.rules.policy)

    def _place_name(self) -> str:
        return place_name(self._field("town"), self._desk.rules.policy)

    isOpen = Property(bool, lambda self: self._form is not None, notify=changed)
    isNew = Property(bool, _is_new, notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)
    category = Property(str, _category_name, notify=changed)
    place = Property(str, _place_name, notify=changed)
    otherSide = Property(str, lambda self: self._field("other_side"), notify=changed)
    people = Property(str, lambda self: self._field("people"), notify=changed)
    amount = Property(str, lambda self: self._field("amount"), notify=changed)
    visitor = Property(str, lambda self: self._field("visitor"), notify=changed)
    phone = Property(str, lambda self: self._field("phone"), notify=changed)
    story = Property(str, lambda self: self._field("story"), notify=changed)
    otherSideMax = Property(
        int, lambda self: self._desk.rules.policy.kiosk.other_side_chars_max, constant=True
    )
    nameMax = Property(int, lambda self: self._desk.rules.policy.kiosk.name_chars_max, constant=True)
    storyMax = Property(int, lambda self: self._desk.rules.policy.kiosk.story_chars_max, constant=True)
    categories = Property(RowModel, lambda self: self._categories, constant=True)
    places = Property(RowModel, lambda self: self._places, constant=True)
