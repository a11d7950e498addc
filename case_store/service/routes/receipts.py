"""补打回执: a receipt that its citizen does not hold is made anew, and what became of it is told."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.casework.receipt_door import Outcome
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.people.proof import Proof
from cases.queue.visit_events import PaperState
from cases.roles import Right
from cases.views_papers import ReissuedReceipt

CaseId = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueBody:
    """Sent again with the same id it happens once. `proof`: how staff know whom they have in front of them."""

    command_id: UUID
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBody:
    """`reissue_id`: the `command_id` of the receipt. `reason`: a refusal's code, "" for none."""

    command_id: UUID
    reissue_id: UUID
    result: PaperState
    reason: Annotated[str, Field(max_length=80)] = ""


def router(parts: Parts) -> APIRouter:
    """Whoever may open the case; who of them gives receipts is the rule's (cases.paper.receipt_rules)."""
    routes = LateRouter(prefix="/v1/cases", tags=["casework"], responses=PROBLEMS)
    store, door, answer = parts.store, parts.store.hall.receipts, parts.problems.answer
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts

    @routes.post("/{case_id}/receipt", response_model=ReissuedReceipt)
    async def reissue(case_id: CaseId, body: ReissueBody, who: Seeing) -> Response:
        """补打回执: the same codes to type, a new one in its QR; the old QR leads nowhere. An event, and a reading."""
        return answer(await store.command(door.reissue, body.command_id, who, case_id, body.proof))

    @routes.post("/{case_id}/receipt/printed", response_model=bool)
    async def printed(case_id: CaseId, body: PrintedBody, who: Seeing) -> Response:
        """What came out of the counter's printer."""
        outcome = Outcome(reissue_id=body.reissue_id, result=body.result, reason=body.reason)
        return answer(await store.command(door.printed, body.command_id, who, case_id, outcome))

    return routes
