"""补打: a ticket that its citizen does not hold is made anew at a counter, and what became of it is told."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.counter_tickets import IssuedTicket
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.queue.visit_events import PaperState
from cases.roles import Right

VisitId = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintBody:
    """Sent again with the same id it happens once."""

    command_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeBody:
    """`reprint_id`: the `command_id` of the reprint. `reason`: a refusal's code, "" for none."""

    command_id: UUID
    reprint_id: UUID
    result: PaperState
    reason: Annotated[str, Field(max_length=80)] = ""


def router(parts: Parts) -> APIRouter:
    """For whoever may hand out numbers."""
    store, door, answer = parts.store, parts.store.hall.queue, parts.problems.answer
    Issuer = Annotated[  # noqa: N806  a type, made from the parts
        OnDuty, Depends(parts.access.having(Right.ISSUE_TICKET))
    ]
    routes = LateRouter(prefix="/v1", tags=["queue"], responses=PROBLEMS)

    @routes.post("/visits/{visit_id}/reprint", response_model=IssuedTicket)
    async def reprint(visit_id: VisitId, body: ReprintBody, who: Issuer) -> Response:
        """The ticket as it stands now, with a new code."""
        return answer(await store.command(door.reprint, body.command_id, who, visit_id))

    @routes.post("/visits/{visit_id}/reprinted", response_model=bool)
    async def reprinted(visit_id: VisitId, body: OutcomeBody, who: Issuer) -> Response:
        """What came out of the counter's printer."""
        outcome = (body.reprint_id, body.result, body.reason)
        return answer(await store.command(door.reprinted, body.command_id, who, visit_id, outcome))

    return routes
