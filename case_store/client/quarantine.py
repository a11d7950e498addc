"""What a store kept apart, for the counter. Every method raises Unreachable."""

from uuid import UUID

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views_quarantine import ApartRow

_ROWS = adapter(tuple[ApartRow, ...])
_DONE = adapter(bool)


class QuarantineClient:
    """Read, and decide."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self) -> tuple[ApartRow, ...] | Refusal:
        """What waits for a person first."""
        return await self._connection.ask("GET", "/v1/quarantine", _ROWS)

    async def readmit(self, row: ApartRow, why: str, command_id: UUID) -> bool | Refusal:
        """重新收入."""
        return await self._connection.ask(
            "POST", "/v1/quarantine/readmit", _DONE, _said(row, why, command_id)
        )

    async def leave_out(self, row: ApartRow, why: str, command_id: UUID) -> bool | Refusal:
        """留存不收."""
        return await self._connection.ask(
            "POST", "/v1/quarantine/leave-out", _DONE, _said(row, why, command_id)
        )


def _said(row: ApartRow, why: str, command_id: UUID) -> dict[str, object]:
    return {"command_id": command_id, "stream": row.stream, "event_id": row.event_id, "why": why}
