"""路线图: the steps that the matter goes, which of them are behind it, and where it is now (domain.md §1.4 O3)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.casework.standing_words import StandingWords, standing_words
from cases.citizen_views import Reach
from cases.matter.category import ANSWERS_PER_PAGE_MAX
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """A step. `who` and `basis` only where the matter is: the whole road is to be seen at once."""

    number: int
    name: str
    tag: str
    text: str
    who: str
    basis: str
    reach: str
    last: bool


@QmlElement
class RoadRows(RowModel[RoadRow]):
    """The steps on the screen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(RoadRow, lambda row: row.number, parent)


@QmlElement
class RoadmapModel(PageModel):
    """In 大字 four steps at a time."""

    changed = Signal()

    def __init__(self, session: SessionModel, words: StandingWords) -> None:
        super().__init__(session)
        self._words = words
        self._rows = RoadRows(self)
        self.refresh()

    @Property(RoadRows, constant=True)
    def rows(self) -> RoadRows:
        """The steps of this part."""
        return self._rows

    @Property(str, constant=True)
    def open(self) -> str:
        """What is not known yet."""
        return self._words.open

    @Property(bool, notify=changed)
    def lastPart(self) -> bool:
        """Whether everything has been shown."""
        walk = self.session.walk
        return not walk.large_print or (walk.part + 1) * ANSWERS_PER_PAGE_MAX >= len(self._words.steps)

    @Slot()
    def goOn(self) -> None:
        """The rest of the road."""
        if not self.session.busy and not self.lastPart:
            self.session.stay(self.session.parts.flow.more(self.session.walk))

    def refresh(self) -> None:
        """Another part."""
        walk, steps = self.session.walk, self._words.steps
        if walk.large_print:
            start = walk.part * ANSWERS_PER_PAGE_MAX
            steps = steps[start : start + ANSWERS_PER_PAGE_MAX]
        here = (Reach.NOW, Reach.STOPPED, Reach.NEXT)
        self._rows.set_rows(
            [
                RoadRow(
                    number=step.number,
                    name=step.name,
                    tag=step.tag,
                    text=step.text,
                    who=step.who if step.reach in here else "",
                    basis=step.basis if step.reach in here else "",
                    reach=step.reach.value,
                    last=step is steps[-1],
                )
                for step in steps
            ]
        )
        self.changed.emit()


def roadmap_page(session: SessionModel, _typed: str) -> PageModel:
    """Entered only with an answer of the hall that has a road."""
    view = session.progress.view
    if view is None or view.standing is None:
        raise ValueError("no road to show")
    now = session.parts.hall_clock.now()
    return RoadmapModel(session, standing_words(view.standing, session.parts.texts, now))
