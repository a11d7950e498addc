"""HallClient.moderation: texts of evaluations, for supervisors. Every method raises Unreachable."""

from datetime import date
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.citizen_views import EvaluationText
from cases.refusal import Refusal

_TEXTS = adapter(tuple[EvaluationText, ...])
_DONE = adapter(bool)


class ModerationClient:
    """With the session of a supervisor."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def waiting(self) -> tuple[EvaluationText, ...] | Refusal:
        """Texts that nobody has read yet; that they were read is kept."""
        return await self._connection.ask("POST", "/v1/evaluation-texts/waiting", _TEXTS, {})

    async def release(self, text_id: str, command_id: UUID | None = None) -> bool | Refusal:
        """Everybody who sees reports may read it."""
        return await self._decide(text_id, command_id, reason="", released=True)

    async def withhold(self, text_id: str, reason: str, command_id: UUID | None = None) -> bool | Refusal:
        """Nobody reads it; its level stands."""
        return await self._decide(text_id, command_id, reason=reason, released=False)

    async def released(self, first: date, last: date) -> tuple[EvaluationText, ...] | Refusal:
        """Released texts of some days."""
        path = f"/v1/evaluation-texts/released?first={first.isoformat()}&last={last.isoformat()}"
        return await self._connection.ask("POST", path, _TEXTS, {})

    async def _decide(
        self, text_id: str, command_id: UUID | None, *, reason: str, released: bool
    ) -> bool | Refusal:
        body = {"command_id": command_id or uuid_v7.uuid7(), "released": released, "reason": reason}
        path = f"/v1/evaluation-texts/{quote(text_id, safe='')}/decision"
        return await self._connection.ask("POST", path, _DONE, body)
