"""The policy in force: what every screen may read of it, and its revision by the hall administrator (制度修订)."""

from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.hall.policy_door import Revision
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.roles import Right
from cases.views import PolicyChange, PolicyView

FileName = Annotated[str, Field(min_length=1, max_length=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionBody:
    """Whole files by name. `based_on`: the revision that the author had read; empty: whatever holds."""

    files: dict[FileName, str] = field(repr=False)
    why: Annotated[str, Field(max_length=2000)]
    based_on: Annotated[str, Field(max_length=80)] = ""

    @property
    def revision(self) -> Revision:
        """As the hall takes it."""
        return Revision(files=self.files, why=self.why, based_on=self.based_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseBody(RevisionBody):
    """Sent again with the same id it happens once."""

    command_id: UUID


def router(parts: Parts) -> APIRouter:
    """For whoever has Right.REVISE_POLICY."""
    store, policy, answer = parts.store, parts.store.hall.policy, parts.problems.answer
    reviser = Depends(parts.access.having(Right.REVISE_POLICY))
    Reviser = Annotated[OnDuty, reviser]  # noqa: N806  a type, made from the parts
    routes = LateRouter(prefix="/v1/policy", tags=["policy"], responses=PROBLEMS, dependencies=[reviser])

    @routes.get("", response_model=PolicyView)
    async def current() -> Response:
        """What this hall has revised, and the name of what holds."""
        return answer(await store.run(lambda: policy.view))

    @routes.get("/files", response_model=dict[str, str])
    async def files() -> Response:
        """Every file as it is in force."""
        return answer(await store.run(lambda: policy.files))

    @routes.get("/history", response_model=list[PolicyChange])
    async def history() -> Response:
        """Who changed what and why, the newest first."""
        return answer(await store.run(policy.history))

    @routes.post("/check", response_model=PolicyView)
    async def check(body: RevisionBody) -> Response:
        """What a revision would be answered; nothing is changed."""
        return answer(await store.run(policy.check, body.revision))

    @routes.post("/revise", response_model=PolicyView)
    async def revise(body: ReviseBody, who: Reviser) -> Response:
        """制度修订: in force at once."""
        return answer(await store.run(policy.revise, body.command_id, who, body.revision))

    return routes
