"""设备检测: every machine of the hall with its parts, and to try one out. Every method raises Unreachable."""

from uuid import UUID

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views_equipment import MachineRow, TrialRow

_MACHINES = adapter(tuple[MachineRow, ...])
_TRIAL = adapter(TrialRow)


class EquipmentClient:
    """Needs a session with Right.TRY_DEVICES."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def machines(self) -> tuple[MachineRow, ...] | Refusal:
        """Every machine that was heard lately."""
        return await self._connection.ask("GET", "/v1/devices/state", _MACHINES)

    async def try_out(self, device_id: str, part: str, command_id: UUID) -> TrialRow | Refusal:
        """测试; its machine hears of it with its next report."""
        body = {"command_id": command_id, "part": part}
        return await self._connection.ask("POST", f"/v1/devices/{device_id}/trials", _TRIAL, body)
