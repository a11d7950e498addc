"""The view-model of the page 督办: its tabs by right, and the one in front."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.roles import Page, Right
from counter.casework.casework import CaseworkViewModel
from counter.casework.inbox import TabLine
from counter.frame import FrameViewModel
from counter.services import CounterServices
from counter.supervision.board import BoardSection
from counter.supervision.places import PlacesSection
from counter.supervision.records import RecordsSection
from counter.supervision.recount import RecountSection
from counter.supervision.reviews import ReviewsSection
from counter.supervision.section import Section
from counter.supervision.section_view import SectionViewModel
from counter.supervision.warnings import WarningsSection
from counter.supervision.whistles import WhistlesSection
from counter.supervision.words import WordsSection
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

SECTIONS: tuple[tuple[type[Section[Any, Any]], Right | None], ...] = (
    (BoardSection, None),  # each their own
    (WhistlesSection, None),
    (RecordsSection, None),
    (ReviewsSection, Right.SUPERVISE),
    (PlacesSection, Right.SUPERVISE),
    (WordsSection, Right.SUPERVISE),
    (RecountSection, Right.SEE_REPORTS),
    (WarningsSection, Right.COMMAND),
)


@QmlElement
class SupervisionViewModel(QObject):
    """A tab that was left keeps its line and its filters."""

    changed = Signal()

    def __init__(self, services: CounterServices, frame: FrameViewModel) -> None:
        super().__init__(frame)
        self._services, self._frame = services, frame
        self._is_looked_at = False
        sections = [(kind(services), right) for kind, right in SECTIONS]
        self._sections = [
            SectionViewModel(section, services, self)
            for section, right in sections
            if right is None or section.may(right)
        ]
        for one in self._sections:
            one.detail.caseAsked.connect(self._open_case)
        self._current = self._sections[0]
        self._tabs = RowModel(TabLine, lambda line: line.name, self)
        self._show()

    @Slot(int)
    def choose(self, index: int) -> None:
        """A tab, by its place."""
        if 0 <= index < len(self._sections) and self._sections[index] is not self._current:
            self._current.looked_at(is_looked_at=False)
            self._current = self._sections[index]
            self._current.looked_at(is_looked_at=self._is_looked_at)
            self._show()

    @Slot(bool)
    def lookedAt(self, is_looked_at: bool) -> None:
        """Whether this page is in front."""
        self._is_looked_at = is_looked_at
        self._current.looked_at(is_looked_at=is_looked_at)

    @Slot(str)
    def _open_case(self, case_id: str) -> None:
        page = self._frame.modelOf(Page.CASES)
        if isinstance(page, CaseworkViewModel):
            page.open_case(case_id, back=lambda: self._frame.choose(Page.SUPERVISION))
            self._frame.choose(Page.CASES)

    def _show(self) -> None:
        self._tabs.set_rows(
            [
                TabLine(
                    name=one.section.name,
                    title=one.section.say(f"tab.{one.section.name}"),
                    count="",
                    key=str(number),
                    is_chosen=one is self._current,
                )
                for number, one in enumerate(self._sections, 1)
            ]
        )
        self.changed.emit()

    tabs = Property(RowModel, lambda self: self._tabs, constant=True)
    section = Property(SectionViewModel, lambda self: self._current, notify=changed)
