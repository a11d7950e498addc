"""查找: cases by a few characters of code, kind or place: those on the screen at once, the others a moment later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.refusal import Refusal
from cases.views_dispatch import DispatchView
from cases.views_figures import CaseLine
from cases.views_lists import ListAsked, ListKind, ListPage, ListRow
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.wording import shape_of, short_code
from screenkit.name_search import find_named
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

FOUND_MAX = 7
ASK_FROM_CHARS = 2
PAUSE_MS = 200  # of typing, before the hall is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFound:
    """A case that fits. `words`: kind and place."""

    case_id: str
    code: str
    words: str
    light: str
    is_chosen: bool = False


@QmlElement
class CaseFinder(QObject):
    """Typing asks the hall after a pause; an answer to what is no longer asked is dropped."""

    changed = Signal()

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._here: tuple[CaseFound, ...] = ()
        self._area = ""
        self._words = ""
        self._told: tuple[str, tuple[CaseFound, ...]] = ("", ())
        self._place = 0
        self._found = RowModel(CaseFound, lambda one: one.case_id, self)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)

    def on_view(self, view: DispatchView | None) -> None:
        """What stands on the screen can be found without a question."""
        self._area = view.area if view else ""
        here: dict[str, CaseFound] = {}
        for one in _on_screen(view) if view else ():
            here.setdefault(one.case_id, one)  # the stream says most of a case, and comes first
        self._here = tuple(here.values())

    def begin(self) -> None:
        """An empty field: the newest cases."""
        self._words, self._told = "", ("", ())
        self._place = 0
        self._show()

    def code_of(self, case_id: str) -> str:
        """The short code of a case on the screen or just found, "" of any other."""
        known = (*self._here, *self._told[1])
        return next((one.code for one in known if one.case_id == case_id), "")

    def chosen(self) -> CaseFound | None:
        """Where the arrows stand."""
        rows = self._found.rows
        return rows[self._place] if rows else None

    @Slot(str)
    def search(self, words: str) -> None:
        """Typed."""
        self._words, self._place = words.strip(), 0
        self._pause.start()
        self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """Arrow down or up."""
        self._place = max(0, min(len(self._found.rows) - 1, self._place + by))
        self._show()

    @Slot()
    def _ask(self) -> None:
        """The hall's list; who sees an area only has what is on the screen."""
        words = self._words
        if len(words) < ASK_FROM_CHARS or self._area:
            return

        def told(answer: ListPage | Refusal) -> None:
            if not isinstance(answer, Refusal) and words == self._words:
                self._told = (words, tuple(self._of_row(row) for row in answer.rows if row.case_code))
                self._show()

        asked = ListAsked(kind=ListKind.ALL, query=words)
        lists = self._ground.client.lists
        self._ground.bridge.submit(lists.page(asked, limit=FOUND_MAX), told, lambda _error: None)

    def _of_row(self, row: ListRow) -> CaseFound:
        policy = self._ground.in_force.policy
        category = policy.categories.get(row.category)
        words = (category.name if category else "", policy.places.name(row.town) or "" if row.town else "")
        return CaseFound(
            case_id=row.row_id,
            code=short_code(row.case_code),
            words=" ".join(word for word in words if word),
            light=shape_of(row.light),
        )

    def _show(self) -> None:
        here = find_named(self._here, self._words, lambda one: f"{one.code} {one.words}", FOUND_MAX)
        told = self._told[1] if self._told[0] == self._words else ()
        rows = list({one.case_id: one for one in (*here, *told)}.values())[:FOUND_MAX]
        self._place = max(0, min(self._place, len(rows) - 1))
        self._found.set_rows(
            [
                CaseFound(
                    case_id=one.case_id,
                    code=one.code,
                    words=one.words,
                    light=one.light,
                    is_chosen=number == self._place,
                )
                for number, one in enumerate(rows)
            ]
        )
        self.changed.emit()

    found = Property(RowModel, lambda self: self._found, constant=True)
    place = Property(int, lambda self: self._place, notify=changed)


def _on_screen(view: DispatchView) -> Iterator[CaseFound]:
    for line in (*view.stream, *(dual.case for dual in view.dual)):
        yield _of_line(line)
    for row in view.whistles:
        yield CaseFound(
            case_id=row.case_id, code=short_code(row.case_code), words=row.unit_name, light="normal"
        )
    for item in view.ladder.worst if view.ladder else ():
        if item.case_id:
            yield CaseFound(
                case_id=item.case_id,
                code=short_code(item.case_code),
                words=item.unit_name,
                light=shape_of(item.light),
            )


def _of_line(line: CaseLine) -> CaseFound:
    words = " ".join(word for word in (line.area_name, line.type_name) if word)
    return CaseFound(
        case_id=line.case_id, code=short_code(line.case_code), words=words, light=shape_of(line.light)
    )
