"""The part 设备 of the page 管理: the machines of the hall, a code for a new one, the end of one that is gone."""

import logging
from dataclasses import dataclass
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from cases.device.device import NAME_CHARS_MAX, WHY_CHARS_MAX, DeviceRole, Standing
from cases.hall_time import hall_time
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views_devices import DeviceRow, MadeCode
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = (DeviceRole.KIOSK, DeviceRole.COUNTER, DeviceRole.WALL, DeviceRole.DISPATCH)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """One machine in words."""

    device_id: str
    name: str
    facts: str
    standing: str
    is_in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """What a new machine is to be."""

    name: str
    title: str
    is_chosen: bool


def device_lines(rows: tuple[DeviceRow, ...], texts: Texts) -> list[DeviceLine]:
    """Those in use first."""
    lines = [
        DeviceLine(
            device_id=row.device_id,
            name=row.name,
            facts=texts.get(
                "devices.page.facts",
                device_id=row.device_id,
                role=texts.get(f"devices.role.{row.role}"),
                at=f"{hall_time(row.enrolled_at):%m-%d %H:%M}",
                by=row.enrolled_by,
                mark=row.key_mark,
            ),
            standing=texts.get(f"devices.standing.{row.standing}"),
            is_in_use=row.standing == Standing.IN_USE,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_in_use)


@QmlElement
class DevicesViewModel(QObject):
    """A code is shown until the next one is made or the page is left; it is kept nowhere."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._devices: dict[str, DeviceRow] = {}
        self._role, self._name, self._why, self._chosen, self._said = ROLES[0], "", "", "", ""
        self._made: MadeCode | None = None
        self._is_asking = False
        self._revoking: tuple[str, str, UUID] | None = None
        self._lines = RowModel(DeviceLine, lambda line: line.device_id, self)
        self._roles = RowModel(RoleLine, lambda line: line.name, self)
        self._show()

    @Slot()
    def read(self) -> None:
        """Ask the hall for its machines."""
        if not self._is_asking:
            self._is_asking = True
            self._services.bridge.submit(self._services.client.devices.listed(), self._listed, self._failed)

    @Slot()
    def forget(self) -> None:
        """The page is left: the code is seen no more."""
        self._made, self._said, self._why = None, "", ""
        self._show()

    @Slot(str)
    def chooseRole(self, role: str) -> None:
        """What the new machine is to be."""
        self._role = DeviceRole(role)
        self._show()

    @Slot(str)
    def setName(self, name: str) -> None:
        """How people are to call it."""
        self._name = name
        self.changed.emit()

    @Slot(str)
    def setWhy(self, why: str) -> None:
        """Why the chosen one is ended."""
        self._why = why
        self.changed.emit()

    @Slot(str)
    def choose(self, device_id: str) -> None:
        """One of the list."""
        self._chosen = device_id
        self.changed.emit()

    @Slot()
    def makeCode(self) -> None:
        """F6: a code for a new machine."""
        if self.canMake:
            self._make(self._role.value, self._name, "")

    @Slot()
    def makeAgain(self) -> None:
        """F7: a code with which the chosen machine comes in again, with a new key."""
        row = self._devices.get(self._chosen)
        if row is not None and not self._is_asking:
            self._make(row.role, row.name, row.device_id)

    @Slot()
    def revoke(self) -> None:
        """F8: the chosen machine is out, at once."""
        if not self.canRevoke:
            return
        if self._revoking is None or self._revoking[:2] != (self._chosen, self._why):
            self._revoking = (self._chosen, self._why, uuid_v7.uuid7())  # the same again happens once
        self._is_asking, self._said = True, ""
        device_id, why, command_id = self._revoking
        question = self._services.client.devices.revoke(device_id, why, command_id)
        self._services.bridge.submit(question, self._revoked, self._failed)
        self.changed.emit()

    def _make(self, role: str, name: str, device_id: str) -> None:
        self._is_asking, self._said, self._made = True, "", None
        question = self._services.client.devices.make_code(role, name, device_id=device_id)
        self._services.bridge.submit(question, self._code_made, self._failed)
        self.changed.emit()

    def _listed(self, rows: tuple[DeviceRow, ...] | Refusal) -> None:
        self._is_asking = False
        if isinstance(rows, Refusal):
            self._refused(rows)
            return
        self._devices = {row.device_id: row for row in rows}
        self._show()

    def _code_made(self, made: MadeCode | Refusal) -> None:
        self._is_asking = False
        if isinstance(made, Refusal):
            self._refused(made)
            return
        self._made, self._name = made, ""
        self._show()

    def _revoked(self, row: DeviceRow | Refusal) -> None:
        self._is_asking, self._revoking = False, None
        if isinstance(row, Refusal):
            self._refused(row)
            return
        self._devices[row.device_id], self._why = row, ""
        self._said = self._texts.get("devices.page.revoked", name=row.name)
        self._show()

    def _refused(self, refusal: Refusal) -> None:
        self._said = self._texts.tell(refusal, Reader.STAFF)
        self._show()
        if refusal.code in SESSION_OVER:
            self._services.desk.lock()

    def _failed(self, error: Exception) -> None:
        self._is_asking = False
        if not isinstance(error, Unreachable):
            _log.error("the devices page failed", exc_info=error)
        self._said = self._texts.get("devices.page.unreachable")
        self._show()

    def _show(self) -> None:
        self._lines.set_rows(device_lines(tuple(self._devices.values()), self._texts))
        self._roles.set_rows(
            [
                RoleLine(
                    name=role.value,
                    title=self._texts.get(f"devices.role.{role.value}"),
                    is_chosen=role is self._role,
                )
                for role in ROLES
            ]
        )
        self.changed.emit()

    def _told(self) -> str:
        """Beside the code: for which machine, until when, and what it must show."""
        made = self._made
        if made is None:
            return ""
        key = "devices.page.code_for" if made.fingerprint else "devices.page.code_here"
        groups = " ".join(made.fingerprint[at : at + 4] for at in range(0, len(made.fingerprint), 4))
        until = f"{hall_time(made.valid_until):%H:%M}"
        return self._texts.get(key, name=made.name, device_id=made.device_id, until=until, fingerprint=groups)

    def _is_in_use(self) -> bool:
        row = self._devices.get(self._chosen)
        return row is not None and row.standing == Standing.IN_USE

    devices = Property(RowModel, lambda self: self._lines, constant=True)
    roles = Property(RowModel, lambda self: self._roles, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    name = Property(str, lambda self: self._name, notify=changed)
    why = Property(str, lambda self: self._why, notify=changed)
    nameMax = Property(int, lambda _self: NAME_CHARS_MAX, constant=True)
    whyMax = Property(int, lambda _self: WHY_CHARS_MAX, constant=True)
    code = Property(str, lambda self: self._made.code if self._made else "", notify=changed)
    codeFor = Property(str, lambda self: self._told(), notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    canMake = Property(bool, lambda self: bool(self._name.strip()) and not self._is_asking, notify=changed)
    canAgain = Property(
        bool, lambda self: self._chosen in self._devices and not self._is_asking, notify=changed
    )
    canRevoke = Property(
        bool,
        lambda self: self._is_in_use() and bool(self._why.strip()) and not self._is_asking,
        notify=changed,
    )
