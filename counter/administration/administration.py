"""The view-model of the page 管理: the policy of the hall as tables, changed by keys, saved as one revision."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from cases.hall_time import hall_date
from cases.policy.policy import build_policy
from cases.policy.policy_file import PolicyError
from cases.policy.policy_revision import WHY_CHARS_MAX
from cases.refusal import Refusal
from cases.views import PolicyChange, PolicyView, StaffView
from counter.administration.devices import DevicesViewModel
from counter.administration.people import PeopleViewModel
from counter.administration.quarantine import QuarantineViewModel
from counter.administration.shown import (
    DEVICES,
    HISTORY,
    PEOPLE,
    QUARANTINE,
    TOGETHER,
    VOICE,
    ChangeLine,
    ColumnLine,
    HistoryLine,
    RowLine,
    SectionLine,
    cell_words,
    change_lines,
    column_lines,
    history_lines,
    mistake_words,
    parts_of,
    refusal_words,
    row_lines,
    section_lines,
)
from counter.administration.tables import GROWS, Row, Section, Tables, new_row, tables_of
from counter.administration.together import TogetherViewModel
from counter.administration.voice import VoiceViewModel
from counter.administration.written import CellError, Ground, written
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the hall works by, as it was read."""

    ground: Ground
    rev: str
    history: tuple[PolicyChange, ...]


def _named(why: str, people: Sequence[StaffView]) -> str:
    """A sentence about a roster with names beside the staff ids that it holds."""
    for person in people:
        why = re.sub(rf"(?<![\w-]){re.escape(person.staff_id)}(?![\w-])", f"{person.name}", why)
    return why


@QmlElement
class AdministrationViewModel(QObject):
    """Nothing holds before it is saved; what is typed is checked at once, as the hall will."""

    changed = Signal()
    readingChanged = Signal()
    rowAdded = Signal(int)
    whyWanted = Signal()
    discarded = Signal()  # the cells show again what is in force

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        staff = services.desk.knows.staff
        self._role = staff.role if staff else ""
        self._parts = parts_of(self._role)
        self._devices = DevicesViewModel(services, self)
        self._people = PeopleViewModel(services, self)
        self._together = TogetherViewModel(services, self)
        self._quarantine = QuarantineViewModel(services, self)
        self._voice = VoiceViewModel(services, self)
        self._loaded: Loaded | None = None
        self._before: Tables = {}
        self._after: Tables = {}
        self._files: dict[str, str] = {}
        self._chosen, self._why, self._said, self._mistake = next(iter(self._parts), ""), "", "", ""
        self._added, self._is_asking = 0, False
        self._command: tuple[str, UUID] | None = None
        self._sections = RowModel(SectionLine, lambda line: line.name, self)
        self._columns = RowModel(ColumnLine, lambda line: line.title, self)
        self._rows = RowModel(RowLine, lambda line: line.key, self)
        self._changes = RowModel(ChangeLine, lambda line: line.number, self)
        self._history = RowModel(HistoryLine, lambda line: line.number, self)
        services.policy_in_force.changed.connect(self._revised)
        self._quarantine.countChanged.connect(self._counted)
        self._show()
        self.read()
        if QUARANTINE in self._parts:
            self._quarantine.read()

    # What one does.

    @Slot(str)
    def choose(self, name: str) -> None:
        """Another table, or the history."""
        if name != self._chosen and name in self._parts:
            self._chosen = name
            self._rows.set_rows([])
            self._show()

    @Slot(str, int, str)
    def edit(self, key: str, column: int, text: str) -> None:
        """A cell was typed in."""
        section = self._section
        if section is None:
            return
        rows = tuple(
            replace(row, cells=(*row.cells[:column], text, *row.cells[column + 1 :]))
            if row.key == key
            else row
            for row in self._after.get(section, ())
        )
        self._set(section, rows)

    @Slot()
    def add(self) -> None:
        """F6: another line, with what can be guessed."""
        section = self._section
        if self._loaded is None or section not in GROWS:
            return
        rows = self._after[section]
        self._added += 1
        self._set(section, (*rows, new_row(section, rows, self._added, self._loaded.ground.policy.hall)))
        self.rowAdded.emit(len(rows))

    @Slot(str)
    def remove(self, key: str) -> None:
        """F7: without this line."""
        section = self._section
        if section in GROWS:
            self._set(section, tuple(row for row in self._after.get(section, ()) if row.key != key))

    @Slot(str)
    def setWhy(self, why: str) -> None:
        """The reason."""
        self._why = why
        self.changed.emit()

    @Slot()
    def discard(self) -> None:
        """F8: back to what is in force, as the hall has it now."""
        self._after, self._why, self._said = dict(self._before), "", ""
        self.read()
        self._show()
        self.discarded.emit()

    @Slot()
    def read(self) -> None:
        """Ask the hall what it works by, where this role has a say in it."""
        if self._is_asking or not self._revises():
            return
        self._is_asking = True
        self._services.bridge.submit(self._ask(), self._answered, self._not_read)

    @Slot()
    def save(self) -> None:
        """F10: in force at once, on every screen."""
        if self._files and not self._mistake and not self._why.strip():
            self._said = self._texts.get("policy.page.why_missing")
            self.changed.emit()
            self.whyWanted.emit()
            return
        if not self._can_save() or self._loaded is None:
            return
        body = f"{self._loaded.rev} {sorted(self._files.items())} {self._why}"
        if self._command is None or self._command[0] != body:  # the same again keeps its id: it happens once
            self._command = (body, uuid_v7.uuid7())
        self._is_asking, self._said = True, ""
        client = self._services.client.policy
        question = client.revise(self._files, self._why, self._loaded.rev, self._command[1])
        self._services.bridge.submit(question, self._saved, self._not_saved)
        self.changed.emit()

    # What the hall says.

    async def _ask(self) -> Loaded | Refusal:
        client = self._services.client
        view, files, history = (
            await client.policy.current(),
            await client.policy.files(),
            await client.policy.history(),
        )
        if isinstance(view, Refusal):
            return view
        if isinstance(files, Refusal):
            return files
        if isinstance(history, Refusal):
            return history
        people = await client.staff()
        if isinstance(people, Refusal):
            return people
        day = view.day or hall_date(self._services.clock.now())
        ground = Ground(files=files, policy=build_policy(files, day=day, demo=True), day=day, people=people)
        return Loaded(ground=ground, rev=view.rev, history=history)

    def _answered(self, answer: Loaded | Refusal) -> None:
        self._is_asking = False
        if isinstance(answer, Refusal):
            self._refused(answer)
        elif self._after != self._before:
            self._said = self._texts.get(
                "policy.page.stale"
            )  # typed meanwhile: it belongs to what was read before
        else:
            is_first, self._loaded = self._loaded is None, answer
            self._before = tables_of(answer.ground.policy, answer.ground.day, answer.ground.people)
            self._after = dict(self._before)
            self._history.set_rows(history_lines(answer.history, self._texts))
            self._show()
            if is_first:
                self.readingChanged.emit()
            return
        self._show()

    def _not_read(self, error: Exception) -> None:
        self._failed(error, "policy.page.read_failed")

    def _saved(self, answer: PolicyView | Refusal) -> None:
        self._is_asking, self._command = False, None
        if isinstance(answer, Refusal):
            self._refused(answer)
            return
        self._before, self._why = dict(self._after), ""
        self._said = self._texts.get("policy.page.saved")
        self.read()
        self._show()
        self.discarded.emit()

    def _not_saved(self, error: Exception) -> None:
        self._failed(error, "policy.page.unreachable")

    def _refused(self, refusal: Refusal) -> None:
        """A session that has ended is begun again over the same work."""
        self._said = refusal_words(refusal, self._texts)
        self._show()
        if refusal.code in SESSION_OVER:
            self._services.desk.lock()

    def _failed(self, error: Exception, unreachable: str) -> None:
        self._is_asking = False
        if not isinstance(error, Unreachable):
            _log.error("the policy page failed", exc_info=error)
        self._said = self._texts.get(unreachable if isinstance(error, Unreachable) else "policy.page.broken")
        self._show()

    @Slot(object)
    def _revised(self, _policy: object) -> None:
        """Somebody has revised: shown at once where nothing is being changed here, else said."""
        if self._after == self._before:
            self.read()
        elif not self._is_asking:
            self._said = self._texts.get("policy.page.stale")
            self.changed.emit()

    @Slot()
    def _counted(self) -> None:
        self._show()

    # What is shown.

    @property
    def _section(self) -> Section | None:
        return Section(self._chosen) if self._chosen in tuple(Section) else None

    def _revises(self) -> bool:
        return HISTORY in self._parts

    def _set(self, section: Section, rows: tuple[Row, ...]) -> None:
        self._after = {**self._after, section: rows}
        self._said = ""
        self._show()

    def _show(self) -> None:
        wrong = self._check()
        changes: dict[Section, list[ChangeLine]] = {}
        section = self._section
        if self._loaded is not None and self._before:
            day = self._loaded.ground.day
            changes = change_lines(self._before, self._after, day, self._texts)
            if section is not None:
                self._rows.set_rows(row_lines(section, self._after[section], wrong, day, self._texts))
        self._columns.set_rows(column_lines(section, self._texts) if section else [])
        if section is None or not self._before:
            self._rows.set_rows([])
        every = [line for lines in changes.values() for line in lines]
        self._changes.set_rows([replace(line, number=number) for number, line in enumerate(every)])
        counts: dict[str, int] = {section: len(lines) for section, lines in changes.items()}
        counts[QUARANTINE] = self._quarantine.waiting
        self._sections.set_rows(section_lines(self._role, self._chosen, counts, self._texts))
        self.changed.emit()

    def _check(self) -> CellError | None:
        """What would be saved, and what is wrong with it: a cell, or the policy that would come of it."""
        self._files, self._mistake = {}, ""
        if self._loaded is None or not self._before:
            return None
        ground = self._loaded.ground
        try:
            self._files = written(ground, self._before, self._after)
            if self._files:
                build_policy({**ground.files, **self._files}, day=ground.day, demo=True)
        except CellError as error:
            self._mistake = cell_words(error, ground.day, self._texts)
            return error
        except PolicyError as error:
            self._mistake = mistake_words(
                error.file, error.key, _named(error.why, ground.people), self._texts
            )
        return None

    def _can_save(self) -> bool:
        return bool(self._files and self._why.strip()) and not self._mistake and not self._is_asking

    def _hint(self) -> str:
        return self._texts.get(f"policy.page.hint.{self._chosen}")

    sections = Property(RowModel, lambda self: self._sections, constant=True)
    columns = Property(RowModel, lambda self: self._columns, constant=True)
    rows = Property(RowModel, lambda self: self._rows, constant=True)
    changes = Property(RowModel, lambda self: self._changes, constant=True)
    history = Property(RowModel, lambda self: self._history, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    isPolicy = Property(
        bool, lambda self: self._section is not None or self._chosen == HISTORY, notify=changed
    )
    isDevices = Property(bool, lambda self: self._chosen == DEVICES, notify=changed)
    isPeople = Property(bool, lambda self: self._chosen == PEOPLE, notify=changed)
    isTogether = Property(bool, lambda self: self._chosen == TOGETHER, notify=changed)
    devices = Property(DevicesViewModel, lambda self: self._devices, constant=True)
    people = Property(PeopleViewModel, lambda self: self._people, constant=True)
    together = Property(TogetherViewModel, lambda self: self._together, constant=True)
    isQuarantine = Property(bool, lambda self: self._chosen == QUARANTINE, notify=changed)
    quarantine = Property(QuarantineViewModel, lambda self: self._quarantine, constant=True)
    isVoice = Property(bool, lambda self: self._chosen == VOICE, notify=changed)
    voice = Property(VoiceViewModel, lambda self: self._voice, constant=True)
    isHistory = Property(bool, lambda self: self._chosen == HISTORY, notify=changed)
    canGrow = Property(bool, lambda self: self._loaded is not None and self._section in GROWS, notify=changed)
    hint = Property(str, _hint, notify=changed)
    mistake = Property(str, lambda self: self._mistake, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    why = Property(str, lambda self: self._why, notify=changed)
    whyMax = Property(int, lambda _self: WHY_CHARS_MAX, constant=True)
    isReading = Property(bool, lambda self: self._loaded is None and self._revises(), notify=readingChanged)
    hasChanges = Property(bool, lambda self: self._after != self._before, notify=changed)
    canSave = Property(bool, lambda self: self._can_save(), notify=changed)
