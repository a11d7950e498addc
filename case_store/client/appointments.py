"""HallClient.appointments: 预约 from the counter. Every method raises Unreachable."""

from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.citizen_views import AppointmentDay, AppointmentRow
from cases.refusal import Refusal

_ROW = adapter(AppointmentRow)
_DAY = adapter(AppointmentDay)


class AppointmentClient:
    """With the session of somebody who may give appointments."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def make(
        self,
        counter_no: int,
        at: datetime,
        override_reason: str = "",
        *,
        case_id: str | None = None,
        command_id: UUID | None = None,
    ) -> AppointmentRow | Refusal:
        """A slot; the answer carries the six digits for the citizen."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "counter_no": counter_no,
            "at": at,
            "case_id": case_id,
            "override_reason": override_reason,
        }
        return await self._connection.ask("POST", "/v1/appointments", _ROW, body)

    async def cancel(self, appointment_id: str, reason: str) -> Refusal | None:
        """Call it off."""
        path = f"/v1/appointments/{quote(appointment_id, safe='')}/cancel"
        return await self._connection.tell(path, {"reason": reason})

    async def of_day(self, day: date) -> AppointmentDay | Refusal:
        """The appointments of a day, cancelled ones too."""
        return await self._connection.ask("GET", f"/v1/appointments?day={day.isoformat()}", _DAY)
