"""Devices, for the administrator: codes, the list, revocation. Every method raises Unreachable."""

from uuid import UUID

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views_devices import DeviceRow, MadeCode

_ROW = adapter(DeviceRow)
_ROWS = adapter(tuple[DeviceRow, ...])
_CODE = adapter(MadeCode)


class DeviceClient:
    """Needs a session with Right.MANAGE_DEVICES."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def listed(self) -> tuple[DeviceRow, ...] | Refusal:
        """Every device that was ever let in."""
        return await self._connection.ask("GET", "/v1/devices", _ROWS)

    async def make_code(
        self, role: str, name: str, *, device_id: str = "", stream: str = ""
    ) -> MadeCode | Refusal:
        """接入码, shown once. `device_id`: the device that it is to become again; `stream`: of a hall."""
        body = {"role": role, "name": name, "device_id": device_id, "stream": stream}
        return await self._connection.ask("POST", "/v1/devices/codes", _CODE, body, again=False)

    async def revoke(self, device_id: str, why: str, command_id: UUID) -> DeviceRow | Refusal:
        """停用, at once."""
        body = {"command_id": command_id, "why": why}
        return await self._connection.ask("POST", f"/v1/devices/{device_id}/revoke", _ROW, body)
