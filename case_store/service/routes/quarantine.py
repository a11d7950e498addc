"""What was kept apart, for whoever has the right to decide on it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.policy.policy_revision import WHY_CHARS_MAX
from cases.roles import Right
from cases.views_quarantine import ApartAsked, ApartRow


class Decided(BaseModel):
    """On one event, by its store and id."""

    command_id: UUID
    stream: str = Field(max_length=60)
    event_id: str = Field(max_length=200)
    why: str = Field(max_length=WHY_CHARS_MAX)

    @property
    def asked(self) -> ApartAsked:
        """As the door takes it."""
        return ApartAsked(stream=self.stream, event_id=self.event_id, why=self.why)


def router(parts: Parts) -> APIRouter:
    """At hall and centre."""
    store = parts.store
    routes = LateRouter(prefix="/v1/quarantine", tags=["quarantine"], responses=PROBLEMS)
    Admin = Annotated[OnDuty, Depends(parts.access.having(Right.QUARANTINE))]  # noqa: N806  a type

    @routes.get("", response_model=tuple[ApartRow, ...])
    async def rows(_who: Admin) -> Response:
        """What waits for a person first."""
        return parts.problems.answer(await store.look(store.hall.quarantine.rows))

    @routes.post("/readmit", response_model=bool)
    async def readmit(body: Decided, who: Admin) -> Response:
        """重新收入: checked again as of today; at a hall, of its own refused events: pushed once more."""
        door = store.hall.quarantine
        return parts.problems.answer(await store.run(door.readmit, body.command_id, who, body.asked))

    @routes.post("/leave-out", response_model=bool)
    async def leave_out(body: Decided, who: Admin) -> Response:
        """留存不收."""
        door = store.hall.quarantine
        return parts.problems.answer(await store.run(door.leave_out, body.command_id, who, body.asked))

    return routes
