"""The places in line, asked for from a counter: what HallClient.queue speaks.

Every method raises Unreachable; a rule that says no comes back as a `Refusal`. A caller that asks again after
Unreachable hands in the same `command_id`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.matter.scanned_code import OurCode
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import TicketAnswer, WaitingRow
from cases.views_scans import ScanFound


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """The number, and what the QR of its paper says."""

    answer: TicketAnswer
    ticket_url: str = field(repr=False)


_ROW = adapter(WaitingRow)
_ISSUED = adapter(IssuedTicket)
_FOUND = adapter(ScanFound)


class QueueClient:
    """The verbs of a place in line beside calling; who and which counter are in the connection's session."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def scanned(self, code: OurCode) -> ScanFound | Refusal:
        """The visit of a scanned ticket, the case of a receipt or case code."""
        body = {"kind": code.kind.value, "code": code.code}
        return await self._connection.ask("POST", "/v1/scanned", _FOUND, body)

    async def undo(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """撤回 a wrong call."""
        return await self._visit(visit_id, "undo", command_id)

    async def hold(self, visit_id: str, reason: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """挂起; `reason` is a key of hall.toml [[hold_reasons]]."""
        return await self._visit(visit_id, "hold", command_id, reason=reason)

    async def resume(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """Back in line before the hold is over."""
        return await self._visit(visit_id, "resume", command_id)

    async def transfer(
        self,
        visit_id: str,
        reason: str,
        to_counter: int | None = None,
        to_zone: str | None = None,
        command_id: UUID | None = None,
    ) -> WaitingRow | Refusal:
        """转窗口 or 转区: exactly one target."""
        return await self._visit(
            visit_id, "transfer", command_id, reason=reason, to_counter=to_counter, to_zone=to_zone
        )

    async def acknowledge_transfer(
        self, visit_id: str, command_id: UUID | None = None
    ) -> WaitingRow | Refusal:
        """签收."""
        return await self._visit(visit_id, "acknowledge-transfer", command_id)

    async def take_back(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """The first desk goes on with it."""
        return await self._visit(visit_id, "take-back", command_id)

    async def check_priority(
        self, visit_id: str, granted: bool, command_id: UUID | None = None
    ) -> WaitingRow | Refusal:
        """核实优先."""
        return await self._visit(visit_id, "priority", command_id, granted=granted)

    async def merge(
        self, visit_id: str, into_ticket_no: str, command_id: UUID | None = None
    ) -> WaitingRow | Refusal:
        """并号 into a number of today."""
        return await self._visit(visit_id, "merge", command_id, into_ticket_no=into_ticket_no)

    async def leave(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """中途离开."""
        return await self._visit(visit_id, "leave", command_id)

    async def cancel(
        self, visit_id: str, reason: str, command_id: UUID | None = None
    ) -> WaitingRow | Refusal:
        """取消; `reason` is a key of hall.toml [[cancel_reasons]]."""
        return await self._visit(visit_id, "cancel", command_id, reason=reason)

    async def issue_ticket(
        self,
        queue: str,
        *,
        priority: str | None = None,
        party_count: int | None = None,
        for_counter: int | None = None,
        command_id: UUID | None = None,
    ) -> IssuedTicket | Refusal:
        """领着取号. `queue` is the ordinary one; with a `priority` category the number is one of 优先."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "queue": queue,
            "priority": priority,
            "party_count": party_count,
            "for_counter": for_counter,
        }
        return await self._connection.ask("POST", "/v1/tickets", _ISSUED, body)

    async def reprint_ticket(self, visit_id: str, command_id: UUID) -> IssuedTicket | Refusal:
        """补打: the ticket made anew."""
        body = {"command_id": command_id}
        return await self._connection.ask("POST", f"{_visit_path(visit_id)}/reprint", _ISSUED, body)

    async def reprinted(
        self, visit_id: str, reprint_id: UUID, result: PaperState, reason: str, command_id: UUID
    ) -> Refusal | None:
        """What became of it."""
        body = {"command_id": command_id, "reprint_id": reprint_id, "result": result.value, "reason": reason}
        return await self._connection.tell(f"{_visit_path(visit_id)}/reprinted", body)

    async def enter_by_hand(
        self, ticket_no: str, called_at: datetime, came: bool, command_id: UUID | None = None
    ) -> WaitingRow | Refusal:
        """人工叫号, entered afterwards."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "ticket_no": ticket_no,
            "called_at": called_at,
            "came": came,
        }
        return await self._connection.ask("POST", "/v1/by-hand", _ROW, body)

    async def pause(self, minutes: int | None, command_id: UUID | None = None) -> Refusal | None:
        """暂离 for about so many minutes."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "minutes": minutes}
        return await self._connection.tell("/v1/desk/pause", body)

    async def resume_desk(self, command_id: UUID | None = None) -> Refusal | None:
        """Back at the desk."""
        return await self._connection.tell("/v1/desk/resume", {"command_id": command_id or uuid_v7.uuid7()})

    async def _visit(
        self, visit_id: str, verb: str, command_id: UUID | None, **more: object
    ) -> WaitingRow | Refusal:
        body = {"command_id": command_id or uuid_v7.uuid7(), **more}
        return await self._connection.ask("POST", f"{_visit_path(visit_id)}/{verb}", _ROW, body)


def _visit_path(visit_id: str) -> str:
    return f"/v1/visits/{quote(visit_id, safe='')}"
