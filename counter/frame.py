"""The frame of the counter app: which pages a role sees, and which of them is in front (issue 4)."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.roles import Page, first_page_of, pages_of
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

ROOM = Path(__file__).parent
PageMaker = Callable[[CounterServices, QObject], QObject]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLine:
    """A page's tab. `source` is empty for the desk, which is the frame's own."""

    name: str
    title: str
    key: str
    source: str
    is_chosen: bool


@QmlElement
class FrameViewModel(QObject):
    """Pages live as long as the sign-in: a page that is left keeps what was done on it.

    A page other than the desk is `counter/<page>/<Page>Page.qml` with `required property <Page>ViewModel viewModel`,
    the class of that name in the same folder; one that is not there is not shown. Its signal `caseWanted`, if it has
    one, opens a case.
    """

    changed = Signal()
    caseWanted = Signal(str, str)  # the case, and the page that leads back

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._role = ""
        self._current = ""
        self._models: dict[str, QObject] = {}
        self._tabs = RowModel(TabLine, lambda tab: tab.name, self)
        services.desk.changed.connect(self._follow)

    @Slot(str)
    def choose(self, name: str) -> None:
        """A tab was pressed."""
        if name != self._current and name in self._pages():
            self._current = name
            self._show()

    @Slot(str, result=QObject)
    def modelOf(self, name: str) -> QObject | None:
        """The view-model of a page, made when it is first opened."""
        if name not in self._models and (kind := _model_class(name)) is not None:
            self._models[name] = model = kind(self._services, self)
            if (wanted := getattr(model, "caseWanted", None)) is not None:
                wanted.connect(lambda case_id: self.caseWanted.emit(case_id, name))
        return self._models.get(name)

    @Slot()
    def _follow(self) -> None:
        """Somebody signed in or out: the first page of the role, and nothing of the person before."""
        staff = self._services.desk.knows.staff
        role = staff.role if staff and not self._services.desk.knows.by_hand_only else ""
        if role == self._role:
            return
        self._role = role
        first = first_page_of(role)
        self._current = first.value if first in self._pages() else ""
        gone, self._models = self._models, {}
        self._show()
        for model in gone.values():
            model.deleteLater()

    def _pages(self) -> list[str]:
        there = [page.value for page in pages_of(self._role)] if self._role else []
        return [name for name in there if name == Page.DESK or _page_file(name).exists()]

    def _show(self) -> None:
        texts = self._services.rules.texts
        self._tabs.set_rows(
            [
                TabLine(
                    name=name,
                    title=texts.get(f"counter_desk.page.{name}"),
                    key=f"Ctrl+{number}",
                    source="" if name == Page.DESK else QUrl.fromLocalFile(str(_page_file(name))).toString(),
                    is_chosen=name == self._current,
                )
                for number, name in enumerate(self._pages(), 1)
            ]
        )
        self.changed.emit()

    current = Property(str, lambda self: self._current, notify=changed)
    tabs = Property(RowModel, lambda self: self._tabs, constant=True)


def _page_file(name: str) -> Path:
    return ROOM / name / f"{name.capitalize()}Page.qml"


def _model_class(name: str) -> PageMaker | None:
    """`ListsViewModel` of the modules in `counter/lists/`."""
    wanted = f"{name.capitalize()}ViewModel"
    for module in pkgutil.iter_modules([str(ROOM / name)]):
        found = getattr(importlib.import_module(f"counter.{name}.{module.name}"), wanted, None)
        if isinstance(found, type) and issubclass(found, QObject):
            return cast(PageMaker, found)
    return None
