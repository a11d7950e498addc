"""What a counter may do with places in line, beside calling: hold, transfer, merge, by hand, tickets, scanned codes,
pausing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.counter_tickets import CounterTicket, IssuedTicket
from case_store.hall.house import AtDesk, OnDuty
from case_store.hall.queue_verbs import ByHand, Handover
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.hall_time import hall_time
from cases.matter.case_code import parse_case_code
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.matter.scanned_code import CodeKind
from cases.refusal import Refusal
from cases.roles import Right
from cases.views import WaitingRow
from cases.views_scans import ScanFound

Key = Annotated[str, Field(min_length=1, max_length=80)]
VisitId = Annotated[str, Path(max_length=80)]
PAUSE_MINUTES_MAX = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbBody:
    """Sent again with the same id it happens once."""

    command_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonBody:
    """`reason`: a key of hall.toml."""

    command_id: UUID
    reason: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferBody:
    """Exactly one target: a counter, or a zone where some counter acknowledges."""

    command_id: UUID
    reason: Key
    to_counter: int | None = None
    to_zone: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityBody:
    """核实: whether there is ground."""

    command_id: UUID
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBody:
    """The number of today that goes on."""

    command_id: UUID
    into_ticket_no: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketBody:
    """领着取号. `queue` is the ordinary one; `priority` a category key of hall.toml."""

    command_id: UUID
    queue: Key
    priority: Key | None = None
    party_count: int | None = None
    for_counter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHandBody:
    """One line of a 人工叫号单."""

    command_id: UUID
    ticket_no: Key
    called_at: datetime
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseBody:
    """About how long; None when nobody knows."""

    command_id: UUID
    minutes: Annotated[int, Field(ge=1, le=PAUSE_MINUTES_MAX)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanBody:
    """`kind`: what the scanner took it for. A numbered paper is asked for at /v1/papers/known."""

    kind: CodeKind
    code: Annotated[str, Field(max_length=80, repr=False)]


def router(parts: Parts) -> APIRouter:
    """With a session at a counter; tickets also without a counter, by right."""
    store, door, answer = parts.store, parts.store.hall.queue, parts.problems.answer
    routes = LateRouter(prefix="/v1", tags=["queue"], responses=PROBLEMS)
    Here = Annotated[AtDesk, Depends(parts.access.at_desk)]  # noqa: N806  a type, made from the parts
    Issuer = Annotated[  # noqa: N806  as above
        OnDuty, Depends(parts.access.having(Right.ISSUE_TICKET))
    ]
    sees_lists = Depends(parts.access.having(Right.SEE_LISTS))

    @routes.post("/visits/{visit_id}/undo", response_model=WaitingRow)
    async def undo(visit_id: VisitId, body: VerbBody, here: Here) -> Response:
        """撤回 a wrong call, within seconds and before the citizen came."""
        return answer(await store.command(door.undo, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/hold", response_model=WaitingRow)
    async def hold(visit_id: VisitId, body: ReasonBody, here: Here) -> Response:
        """挂起; back in line by itself after the minutes of its reason."""
        return answer(await store.command(door.hold, body.command_id, here, visit_id, body.reason))

    @routes.post("/visits/{visit_id}/resume", response_model=WaitingRow)
    async def resume(visit_id: VisitId, body: VerbBody, here: Here) -> Response:
        """Back in line now."""
        return answer(await store.command(door.resume, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/transfer", response_model=WaitingRow)
    async def transfer(visit_id: VisitId, body: TransferBody, here: Here) -> Response:
        """转窗口 or 转区; this desk owns the citizen until the other one acknowledges."""
        target = Handover(reason=body.reason, to_counter=body.to_counter, to_zone=body.to_zone)
        return answer(await store.command(door.transfer, body.command_id, here, visit_id, target))

    @routes.post("/visits/{visit_id}/acknowledge-transfer", response_model=WaitingRow)
    async def acknowledge_transfer(visit_id: VisitId, body: VerbBody, here: Here) -> Response:
        """签收."""
        return answer(await store.command(door.acknowledge_transfer, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/take-back", response_model=WaitingRow)
    async def take_back(visit_id: VisitId, body: VerbBody, here: Here) -> Response:
        """The first desk goes on with it itself."""
        return answer(await store.command(door.take_back, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/priority", response_model=WaitingRow)
    async def check_priority(visit_id: VisitId, body: PriorityBody, here: Here) -> Response:
        """核实优先."""
        return answer(await store.command(door.check_priority, body.command_id, here, visit_id, body.granted))

    @routes.post("/visits/{visit_id}/merge", response_model=WaitingRow)
    async def merge(visit_id: VisitId, body: MergeBody, here: Here) -> Response:
        """并号."""
        return answer(await store.command(door.merge, body.command_id, here, visit_id, body.into_ticket_no))

    @routes.post("/visits/{visit_id}/leave", response_model=WaitingRow)
    async def leave(visit_id: VisitId, body: VerbBody, here: Here) -> Response:
        """中途离开."""
        return answer(await store.command(door.leave, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/cancel", response_model=WaitingRow)
    async def cancel(visit_id: VisitId, body: ReasonBody, here: Here) -> Response:
        """取消."""
        return answer(await store.command(door.cancel, body.command_id, here, visit_id, body.reason))

    @routes.post("/tickets", response_model=IssuedTicket)
    async def issue_ticket(body: TicketBody, who: Issuer) -> Response:
        """领着取号: the number, and the URL that its paper carries."""
        wanted = CounterTicket(
            queue=body.queue,
            priority=body.priority,
            party_count=body.party_count,
            for_counter=body.for_counter,
        )
        return answer(await store.command(door.issue_ticket, body.command_id, who, wanted))

    @routes.post("/by-hand", response_model=WaitingRow)
    async def enter_by_hand(body: ByHandBody, here: Here) -> Response:
        """人工叫号, entered after an outage."""
        try:
            called_at = hall_time(body.called_at)
        except (OverflowError, ValueError):
            return answer(Refusal("request.invalid", {"where": "body.called_at", "why": "time"}))
        line = ByHand(ticket_no=body.ticket_no, called_at=called_at, came=body.came)
        return answer(await store.command(door.enter_by_hand, body.command_id, here, line))

    @routes.post("/scanned", response_model=ScanFound, dependencies=[sees_lists])
    async def scanned(body: ScanBody) -> Response:
        """The visit of a ticket, the case of a receipt or case code. Who may read it is asked when it is opened."""
        if body.kind is CodeKind.CASE:
            case = parse_case_code(body.code)
            if isinstance(case, Refusal):
                return answer(case)
            return answer(await store.run(store.hall.scans.find_case, case.text))
        code = parse_citizen_code(body.code)
        if isinstance(code, Refusal):
            return answer(code)
        return answer(await store.run(store.hall.scans.find, code_hash(code)))

    @routes.post("/desk/pause", response_model=bool)
    async def pause(body: PauseBody, here: Here) -> Response:
        """暂离."""
        return answer(await store.command(door.pause, body.command_id, here, body.minutes))

    @routes.post("/desk/resume", response_model=bool)
    async def resume_desk(body: VerbBody, here: Here) -> Response:
        """Back at the desk."""
        return answer(await store.command(door.resume_desk, body.command_id, here))

    return routes
