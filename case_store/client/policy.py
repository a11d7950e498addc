"""The policy in force, as a screen or an operator asks for it and revises it. Every method raises Unreachable."""

from collections.abc import Mapping
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views import PolicyChange, PolicyView

_VIEW = adapter(PolicyView)
_FILES = adapter(dict[str, str])
_HISTORY = adapter(tuple[PolicyChange, ...])


class PolicyClient:
    """制度参数. Needs a session with Right.REVISE_POLICY."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def current(self) -> PolicyView | Refusal:
        """What this hall has revised, and the name of what holds."""
        return await self._connection.ask("GET", "/v1/policy", _VIEW)

    async def files(self) -> dict[str, str] | Refusal:
        """Every file as it is in force, by name."""
        return await self._connection.ask("GET", "/v1/policy/files", _FILES)

    async def history(self) -> tuple[PolicyChange, ...] | Refusal:
        """Who changed what and why, the newest first."""
        return await self._connection.ask("GET", "/v1/policy/history", _HISTORY)

    async def check(self, files: Mapping[str, str], why: str, based_on: str = "") -> PolicyView | Refusal:
        """What a revision would be answered; nothing is changed."""
        body = {"files": dict(files), "why": why, "based_on": based_on}
        return await self._connection.ask("POST", "/v1/policy/check", _VIEW, body)

    async def revise(
        self, files: Mapping[str, str], why: str, based_on: str = "", command_id: UUID | None = None
    ) -> PolicyView | Refusal:
        """制度修订: whole files by name. `based_on`: the revision that was read; empty: whatever holds."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "files": dict(files),
            "why": why,
            "based_on": based_on,
        }
        return await self._connection.ask("POST", "/v1/policy/revise", _VIEW, body)
