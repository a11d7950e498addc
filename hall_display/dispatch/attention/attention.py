"""The view-model of what needs a person: alarms, stream, lights, ladder, whistles, halves that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.figures.figure import FigureAsked, FigureName
from cases.views_dispatch import DispatchView, Ladder
from hall_display.dispatch.attention.alarm_lines import FLOODS, KNOWN, AlarmLine, AlarmWords
from hall_display.dispatch.attention.ladder_lines import DRAFTED, RungLine, rung_figures, rung_lines
from hall_display.dispatch.attention.lines import (
    DualShown,
    StreamLine,
    WhistleLine,
    dual_lines,
    stream_lines,
    whistle_lines,
)
from hall_display.dispatch.figures_shown import FigureBook, FigureShown
from hall_display.dispatch.ground import DispatchGround
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

LIGHTS = {
    "normal": FigureName.NORMAL,
    "soon": FigureName.SOON,
    "overdue": FigureName.OVERDUE,
    "stopped": FigureName.STOPPED,
}


@QmlElement
class AttentionViewModel(QObject):
    """Feed it with `on_view`, and with `refresh` as time passes. What somebody wants done is emitted, not done here."""

    changed = Signal()
    opened = Signal(object)  # FigureAsked: somebody wants to see what stands behind a number
    caseWanted = Signal(str)
    actWanted = Signal(str, str, str, str, str)  # act, case id, its code, supervision item, alarm
    known = Signal(str)  # an alarm, or a group of them, that somebody takes
    rang = Signal()  # an alarm that nobody has heard yet

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._words = AlarmWords(ground.texts)
        self._book = FigureBook()
        self._view: DispatchView | None = None
        self._sound: int | None = None
        self._chosen = ""
        self._alarms = RowModel(AlarmLine, lambda line: line.key, self)
        self._taken = RowModel(AlarmLine, lambda line: line.key, self)
        self._stream = RowModel(StreamLine, lambda line: line.case_id, self)
        self._rungs = RowModel(RungLine, lambda line: line.rung, self)
        self._whistles = RowModel(WhistleLine, lambda line: line.key, self)
        self._dual = RowModel(DualShown, lambda line: line.case_id, self)

    def on_view(self, view: DispatchView | None) -> None:
        """The hall's newest view; None: nobody is signed in."""
        self._view = view
        self._ring(view)
        self._write_figures(view)
        self.refresh()
        self.changed.emit()

    def know_names(self, names: dict[str, str]) -> None:
        """Staff by id: who took an alarm."""
        self._words.names = names

    def figures(self) -> Iterator[FigureShown]:
        """Every number here with its question (figures_shown)."""
        return iter(self._book)

    def refresh(self) -> None:
        """Time alone changes ages: lines, and nothing else."""
        view, texts, now = self._view, self._ground.texts, self._ground.clock.now()
        policy = self._ground.in_force.policy
        board = view.alarms if view else None
        self._alarms.set_rows(self._words.lines(board, policy, now) if board else [])
        self._taken.set_rows(self._words.taken(board, policy, now) if board else [])
        self._stream.set_rows(stream_lines(view.stream, policy, texts) if view else [])
        self._rungs.set_rows(rung_lines(view.ladder, policy, texts) if view and view.ladder else [])
        self._whistles.set_rows(whistle_lines(view.whistles, policy, texts, now) if view else [])
        self._dual.set_rows(dual_lines(view.dual, policy, texts, now) if view else [])

    @Slot()
    def knowHere(self) -> None:
        """Space: the line where the arrows stand, the first one else, is taken by whoever presses it."""
        if self._alarms.rows:
            self.know(self._alarms.rows[self._place()].key)

    @Slot(int)
    def step(self, by: int) -> None:
        """Arrow down or up in the list of alarms."""
        if rows := self._alarms.rows:
            self._chosen = rows[max(0, min(len(rows) - 1, self._place() + by))].key
            self.changed.emit()

    @Slot(int, result=int)
    def alarmsBelow(self, lines: int) -> int:
        """How many alarms the last `lines` lines hold: a flood is one line of many."""
        return sum(line.count for line in self._alarms.rows[-lines:]) if lines else 0

    @Slot(str)
    def choose(self, key: str) -> None:
        """The button of a line was pressed: the arrows stand there."""
        self._chosen = key
        self.changed.emit()

    @Slot(str)
    def look(self, key: str) -> None:
        """A line was pressed: its case, or the list that a flood is of."""
        self.choose(key)
        self.lookHere()

    @Slot()
    def lookHere(self) -> None:
        """Enter: what stands behind the line where the arrows stand."""
        if not self._alarms.rows:
            return
        line = self._alarms.rows[self._place()]
        if line.flood:
            self.opened.emit(FLOODS[line.flood])
        else:
            self.openCase(line.case_id)

    def _place(self) -> int:
        """A line that has gone leaves the first one."""
        keys = [line.key for line in self._alarms.rows]
        return keys.index(self._chosen) if self._chosen in keys else 0

    @Slot(str)
    def know(self, key: str) -> None:
        """已知, of one alarm or of a group."""
        if key:
            self.known.emit(key)

    @Slot(str)
    def act(self, key: str) -> None:
        """The button of a line: the act that helps, or 已知."""
        line = next((line for line in self._alarms.rows if line.key == key), None)
        if line is None:
            return
        if line.act == KNOWN:
            self.know(key)
        else:
            self.actWanted.emit(line.act, line.case_id, line.code, line.item_id, line.key)

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        """A line leads to its case."""
        if case_id:
            self.caseWanted.emit(case_id)

    @Slot(str, str)
    def openFigure(self, panel: str, key: str) -> None:
        """The list behind a number."""
        if (asked := self._book.question(panel, key)) is not None:
            self.opened.emit(asked)

    def _ring(self, view: DispatchView | None) -> None:
        """Once for every rise; the first value after a sign-in only tells what is old."""
        sound = view.alarms.sound if view and view.alarms else None
        if sound is not None and self._sound is not None and sound > self._sound:
            self.rang.emit()
        self._sound = sound

    def _write_figures(self, view: DispatchView | None) -> None:
        lights = view.lights if view else None
        counts = {key: getattr(lights, key) for key in LIGHTS} if lights else {}
        entries = [(key, FigureAsked(name=LIGHTS[key]), count) for key, count in counts.items()]
        if lights:
            entries.append(("open", FigureAsked(name=FigureName.OPEN), sum(counts.values())))
        self._book.write("lights", entries)
        ladder = view.ladder if view else None
        rungs = rung_lines(ladder, self._ground.in_force.policy, self._ground.texts) if ladder else []
        self._book.write("ladder", _ladder_figures(ladder, rungs) if ladder else [])
        called, half = FigureAsked(name=FigureName.WHISTLES_OPEN), FigureAsked(name=FigureName.DUAL_WAITING)
        self._book.write("whistles", [("all", called, view.whistles_total)] if view else [])
        self._book.write("dual", [("all", half, view.dual_total)] if view else [])

    def _light(self, light: str) -> str:
        lights = self._view.lights if self._view else None
        return str(getattr(lights, light)) if lights else "—"

    def _open_total(self) -> str:
        lights = self._view.lights if self._view else None
        return str(sum(getattr(lights, light) for light in LIGHTS)) if lights else "—"

    def _board(self, name: str) -> int:
        board = self._view.alarms if self._view else None
        value: int = getattr(board, name) if board else 0
        return value

    def _load(self) -> str:
        board = self._view.alarms if self._view else None
        if board is None:
            return ""
        key = "load_over" if board.load > board.load_design else "load"
        return self._ground.texts.get(f"dispatch.alarms.{key}", load=board.load)

    def _ladder(self) -> Ladder | None:
        return self._view.ladder if self._view else None

    def _told(self, section: str) -> bool:
        return self._view is not None and getattr(self._view, section) is not None

    alarms = Property(RowModel, lambda self: self._alarms, constant=True)
    taken = Property(RowModel, lambda self: self._taken, constant=True)
    stream = Property(RowModel, lambda self: self._stream, constant=True)
    rungs = Property(RowModel, lambda self: self._rungs, constant=True)
    whistles = Property(RowModel, lambda self: self._whistles, constant=True)
    dual = Property(RowModel, lambda self: self._dual, constant=True)

    normal = Property(str, lambda self: self._light("normal"), notify=changed)
    soon = Property(str, lambda self: self._light("soon"), notify=changed)
    overdue = Property(str, lambda self: self._light("overdue"), notify=changed)
    stopped = Property(str, lambda self: self._light("stopped"), notify=changed)
    openTotal = Property(str, lambda self: self._open_total(), notify=changed)
    alarmPlace = Property(int, lambda self: self._place(), notify=changed)
    alarmTotal = Property(int, lambda self: self._board("total_open"), notify=changed)
    load = Property(str, lambda self: self._load(), notify=changed)
    ladderTotal = Property(
        int, lambda self: ladder.total if (ladder := self._ladder()) else 0, notify=changed
    )
    drafted = Property(int, lambda self: ladder.awaiting if (ladder := self._ladder()) else 0, notify=changed)
    hasAlarms = Property(bool, lambda self: self._told("alarms"), notify=changed)
    hasLights = Property(bool, lambda self: self._told("lights"), notify=changed)
    hasLadder = Property(bool, lambda self: self._told("ladder"), notify=changed)
    isHeard = Property(bool, lambda self: self._view is not None, notify=changed)
    whistlesTotal = Property(int, lambda self: self._book.count("whistles", "all"), notify=changed)
    dualTotal = Property(int, lambda self: self._book.count("dual", "all"), notify=changed)
    streamTotal = Property(int, lambda self: self._book.count("lights", "open"), notify=changed)


def _ladder_figures(ladder: Ladder, lines: list[RungLine]) -> list[tuple[str, FigureAsked, int]]:
    items = FigureName.ITEMS_OPEN
    return [
        ("all", FigureAsked(name=items), ladder.total),
        (DRAFTED, FigureAsked(name=items, key=DRAFTED), ladder.awaiting),
        *rung_figures(lines),
    ]
