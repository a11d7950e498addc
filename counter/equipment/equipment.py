"""The view-model of the page 设备检测: this machine's devices as they are here, all others as the hall was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.tokens import COUNTER
from cases.alarm.device_health import worst_of
from cases.alarm.device_trial import TrialResult
from cases.hall_time import hall_time
from cases.views_equipment import MachineRow, PartRow, TrialRow
from counter.casework.asking import Asking
from counter.equipment.equipment_lines import (
    MachineLine,
    PartLine,
    heard_words,
    machine_lines,
    part_lines,
    remembered,
    with_this_machine,
)
from counter.services import CounterServices
from screenkit.local_devices import LocalDevices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

REFRESH_MS = 3_000


@dataclass(slots=True)
class _Heard:
    """What the hall said last. `at`: None: nothing yet; `is_old`: it could not be asked since."""

    machines: tuple[MachineRow, ...] = ()
    at: datetime | None = None
    is_old: bool = False


def _key(line: MachineLine | PartLine) -> str:
    return line.device_id if isinstance(line, MachineLine) else line.part


@QmlElement
class EquipmentViewModel(QObject):
    """While it is looked at, the hall is asked every few seconds."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._local = services.local or LocalDevices(services.at_hand, parent=self)
        number = services.rules.counter_no
        self._here = "" if number is None else f"{COUNTER}-{number}"
        self._name = (
            self._texts.get("counter_desk.head.no_counter")
            if number is None
            else self._texts.get("counter.head.window", number=number)
        )
        self._asking, self._trying = Asking(services, self), Asking(services, self)
        self._heard = _Heard()
        self._ended: dict[str, datetime] = {}  # trials of this machine
        self._own: dict[str, PartRow] = {}
        self._chosen, self._chosen_part, self._said = self._here, "", ""
        self._machines = RowModel(MachineLine, _key, self)
        self._parts = RowModel(PartLine, _key, self)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.read)
        self._local.changed.connect(self._show)
        self._show()

    @Slot()
    def enter(self) -> None:
        """The page is in front."""
        self._timer.start()
        self.read()

    @Slot()
    def leave(self) -> None:
        """It is not any more."""
        self._timer.stop()
        self._said = ""

    @Slot()
    def read(self) -> None:
        """F5: ask the hall for its machines."""
        equipment = self._services.client.equipment
        self._asking.ask("read", lambda _id: equipment.machines(), self._read, self._not_read)

    @Slot(str)
    def choose(self, device_id: str) -> None:
        """A machine."""
        if device_id != self._chosen:
            self._chosen, self._chosen_part, self._said = device_id, "", ""
            self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """↑↓ on the left. A list that is sorted anew meanwhile moves nobody to another machine."""
        row = self._row(self._machines, self._chosen) + by
        if 0 <= row < len(self._machines.rows):
            self.choose(self._machines.rows[row].device_id)

    @Slot(int)
    def stepPart(self, by: int) -> None:
        """↑↓ on the right."""
        row = self._row(self._parts, self._chosen_part) + by
        if 0 <= row < len(self._parts.rows):
            self.choosePart(self._parts.rows[row].part)

    @Slot(str)
    def choosePart(self, part: str) -> None:
        """One of its devices."""
        if part != self._chosen_part:
            self._chosen_part = part
            self.changed.emit()

    @Slot(str)
    def tryOut(self, part: str) -> None:
        """F6: 测试."""
        line = next((line for line in self._parts.rows if line.part == part), None)
        if line is None or not line.can_try:
            return
        self._chosen_part, self._said = part, ""
        if self._chosen == self._here_or_this:
            self._local.try_out(str(uuid_v7.uuid7()), part)
        else:
            device_id, equipment = self._chosen, self._services.client.equipment
            self._trying.ask(
                (device_id, part),
                lambda command_id: equipment.try_out(device_id, part, command_id),
                self._asked,
                self._refused,
            )
        self._show()

    def _read(self, machines: tuple[MachineRow, ...]) -> None:
        if self._heard.is_old:
            self._said = ""  # that the hall is away is not true any more
        self._heard = _Heard(machines, self._services.clock.now())
        self._show()

    def _not_read(self, said: str) -> None:
        self._heard.is_old, self._said = True, said
        self._show()

    def _asked(self, _trial: TrialRow) -> None:
        self.read()

    def _refused(self, said: str) -> None:
        self._said = said
        self._show()

    @property
    def _here_or_this(self) -> str:
        """A workplace without a counter is told to nobody, and has its devices all the same."""
        return self._here or COUNTER

    def _rows(self) -> tuple[MachineRow, ...]:
        now, words = self._services.clock.now(), self._local.words()
        self._own = remembered(self._own, words, self._local.errors(), now)
        worst = worst_of(words)
        here = MachineRow(
            device_id=self._here_or_this,
            kind=COUNTER,
            name=self._name,
            condition=worst.condition.value,
            trouble=worst.trouble,
            seen_at=now,
            parts=tuple(self._own.values()),
        )
        return with_this_machine(self._heard.machines, here)

    def _trials(self, machine: MachineRow) -> dict[str, tuple[str, datetime | None]]:
        if machine.device_id != self._here_or_this:
            return {
                part.part: (part.trial.result, part.trial.ended_at)
                for part in machine.parts
                if part.trial is not None
            }
        for trial in self._local.trials.values():
            if trial.result is not TrialResult.WAITING:
                self._ended.setdefault(trial.trial_id, self._services.clock.now())
        return {
            part: (trial.result.value, self._ended.get(trial.trial_id))
            for part, trial in self._local.trials.items()
        }

    @Slot()
    def _show(self) -> None:
        now, rows = self._services.clock.now(), self._rows()
        self._machines.set_rows(machine_lines(rows, self._here_or_this, self._texts, now))
        chosen = next((row for row in rows if row.device_id == self._chosen), rows[0])
        self._chosen = chosen.device_id
        is_here = chosen.device_id == self._here_or_this
        self._parts.set_rows(part_lines(chosen, self._trials(chosen), is_here, self._texts, now))
        if self._chosen_part not in [line.part for line in self._parts.rows]:
            self._chosen_part = next((line.part for line in self._parts.rows if line.can_try), "")
        self.changed.emit()

    def _title(self) -> str:
        return next((line.name for line in self._machines.rows if line.device_id == self._chosen), "")

    def _heard_words(self) -> str:
        if self._chosen == self._here_or_this:
            return ""
        row = next((row for row in self._heard.machines if row.device_id == self._chosen), None)
        return heard_words(row, self._texts, self._services.clock.now()) if row is not None else ""

    def _old(self) -> str:
        if not self._heard.is_old:
            return ""
        if self._heard.at is None:
            return self._texts.get("equipment.page.old_never")
        return self._texts.get("equipment.page.old", time=f"{hall_time(self._heard.at):%H:%M}")

    def _row(self, model: RowModel[Any], chosen: str) -> int:
        """Where the chosen one stands; -1: nowhere."""
        return next((row for row, line in enumerate(model.rows) if chosen == _key(line)), -1)

    machines = Property(RowModel, lambda self: self._machines, constant=True)
    parts = Property(RowModel, lambda self: self._parts, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    chosenPart = Property(str, lambda self: self._chosen_part, notify=changed)
    chosenRow = Property(int, lambda self: self._row(self._machines, self._chosen), notify=changed)
    chosenPartRow = Property(int, lambda self: self._row(self._parts, self._chosen_part), notify=changed)
    title = Property(str, _title, notify=changed)
    heard = Property(str, _heard_words, notify=changed)
    old = Property(str, _old, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
