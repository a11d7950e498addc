"""Moderation of what citizens wrote, for supervisors. No session can give an evaluation; that is the citizen's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.assessments import Day
from cases.citizen_views import EvaluationText
from cases.roles import Right


class DecisionBody(BaseModel):
    """`reason`: of cases.casework.evaluation.WithheldFor; empty when it is released."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    released: bool
    reason: Annotated[str, Field(max_length=40)] = ""


def router(parts: Parts) -> APIRouter:
    """What waits, what was decided, what may be read."""
    routes = LateRouter(prefix="/v1/evaluation-texts", tags=["evaluation"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.moderation
    Moderating = Annotated[OnDuty, Depends(parts.access.having(Right.SUPERVISE))]  # noqa: N806  a type, from the parts
    Reading = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_REPORTS))]  # noqa: N806

    @routes.post("/waiting", response_model=tuple[EvaluationText, ...])
    async def waiting(who: Moderating) -> Response:
        """Texts that nobody has read yet. Reading them is an event, so it is a POST."""
        return answer(await store.run(door.waiting, who))

    @routes.post("/{text_id}/decision", response_model=bool)
    async def decide(
        text_id: Annotated[str, Path(max_length=80)], body: DecisionBody, who: Moderating
    ) -> Response:
        """Released, or withheld for a reason."""
        decided = lambda: door.decide(  # noqa: E731
            body.command_id, who, text_id, released=body.released, reason=body.reason
        )
        return answer(await store.run(decided))

    @routes.post("/released", response_model=tuple[EvaluationText, ...])
    async def released(first: Day, last: Day, who: Reading) -> Response:
        """Released texts of some days, without what they were about."""
        return answer(await store.run(door.released, who, first, last))

    return routes
