"""HallClient.two_person: acts that need two persons. Every method raises Unreachable."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.policy.guard import TwoPersonAct
from cases.refusal import Refusal
from cases.views_guard import TwoPersonRow
from cases.views_quarantine import ApartRow

PROOF_TIMEOUT_S = 600.0  # a large file is looked through page by page, and perhaps written anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is left of a forgotten case's keys in the store's file. `pages` None: it cannot be looked through."""

    keys_destroyed: int
    pages: int | None
    rewritten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Done."""

    act: TwoPersonAct
    case_id: str
    proof: Proof | None


_ROWS = adapter(tuple[TwoPersonRow, ...])
_ID = adapter(str)
_DONE = adapter(bool)
_CONFIRMED = adapter(Confirmed)


class TwoPersonClient:
    """With a session; the second person's PIN says who confirms."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self) -> tuple[TwoPersonRow, ...] | Refusal:
        """What waits for its second person."""
        return await self._connection.ask("GET", "/v1/two-person", _ROWS)

    async def ask(
        self,
        act: TwoPersonAct,
        case_code: str,
        reason_code: str = "",
        command_id: UUID | None = None,
        *,
        why: str = "",
    ) -> str | Refusal:
        """销毁 with a reason of retention.toml, 强制接管 with one in words; the id of the request."""
        return await self._ask(
            command_id, {"act": act, "case_code": case_code, "reason_code": reason_code, "why": why}
        )

    async def ask_to_readmit(self, row: ApartRow, why: str, command_id: UUID | None = None) -> str | Refusal:
        """重新收入 of what was kept apart; the id of the request."""
        about = {"stream": row.stream, "event_id": row.event_id, "why": why}
        return await self._ask(command_id, {"act": TwoPersonAct.READMIT, **about})

    async def _ask(self, command_id: UUID | None, body: dict[str, object]) -> str | Refusal:
        body = {"command_id": command_id or uuid_v7.uuid7(), **body}
        return await self._connection.ask("POST", "/v1/two-person", _ID, body)

    async def confirm(self, request_id: str, staff_id: str, pin: str) -> Confirmed | Refusal:
        """By the second person. Never sent twice: a wrong PIN would count twice, and it is done once."""
        path = f"/v1/two-person/{quote(request_id, safe='')}/confirm"
        body = {"staff_id": staff_id, "pin": pin}
        return await self._connection.ask(
            "POST", path, _CONFIRMED, body, again=False, timeout_s=PROOF_TIMEOUT_S
        )

    async def decline(self, request_id: str) -> bool | Refusal:
        """No; or taken back."""
        path = f"/v1/two-person/{quote(request_id, safe='')}/decline"
        return await self._connection.ask("POST", path, _DONE, {}, again=False)
