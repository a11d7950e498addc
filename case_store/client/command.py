"""The command zone's acts: alarms, notices on walls, reminders. Every method raises Unreachable.

`command_id`: the same id sent again happens once and is answered as before; without one a new id is made.
"""

from collections.abc import Mapping
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views import WallNotice
from cases.views_dispatch import Reminded

_COUNT = adapter(int)
_NOTICE = adapter(WallNotice)
_REMINDED = adapter(Reminded)


class CommandClient:
    """For whoever has Right.COMMAND; notices on walls need Right.BROADCAST."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def acknowledge(self, alarm_ids: tuple[str, ...], command_id: UUID | None = None) -> int | Refusal:
        """已知: ids of alarms, or of groups (AlarmGroup.group_id), which stand for all of theirs.

        Answers how many nobody had acknowledged before; `alarm.over` when all of them are over.
        """
        body = {"command_id": command_id or uuid_v7.uuid7(), "alarm_ids": alarm_ids}
        return await self._connection.ask("POST", "/v1/alarms/acknowledge", _COUNT, body)

    async def show_wall_notice(
        self,
        template: str = "",
        facts: Mapping[str, str] | None = None,
        text: str = "",
        minutes: int | None = None,
        command_id: UUID | None = None,
    ) -> WallNotice | Refusal:
        """大屏通知: a template with its slots filled, or free words where `template` is ""."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "template": template,
            "facts": dict(facts or {}),
            "text": text,
            "minutes": minutes,
        }
        return await self._connection.ask("POST", "/v1/wall-notices", _NOTICE, body)

    async def take_down_wall_notice(self, notice_id: str, command_id: UUID | None = None) -> Refusal | None:
        """Before its time; one that is over already stays so."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        path = f"/v1/wall-notices/{quote(notice_id, safe='')}/take-down"
        return await self._connection.tell(path, body)

    async def remind(self, case_id: str, command_id: UUID | None = None) -> Reminded | Refusal:
        """提醒 the units that have the case; `remind.too_soon` when it was done a short while ago."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        path = f"/v1/cases/{quote(case_id, safe='')}/remind"
        return await self._connection.ask("POST", path, _REMINDED, body)
