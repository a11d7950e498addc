"""Registration beside the citizen: autosave, possible duplicates, going on with an earlier matter."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from case_store.hall.house import AtDesk
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.matter.duplicates import EarlierMatter
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.roles import Right
from cases.views import DraftKept, MatterView

VisitId = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedBody:
    """The form as it now is. Said again it changes nothing, so it needs no command id."""

    open: OpenMatter
    private: PrivateMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBody:
    """The earlier case, and the form that made it look alike."""

    command_id: UUID
    case_id: str
    open: OpenMatter
    private: PrivateMatter


def router(parts: Parts) -> APIRouter:
    """For the desk that has the visit, by whoever may register."""
    store, answer = parts.store, parts.problems.answer
    door = store.hall.registration
    routes = LateRouter(
        prefix="/v1",
        tags=["registration"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.having(Right.REGISTER))],
    )
    Here = Annotated[AtDesk, Depends(parts.access.at_desk)]  # noqa: N806  a type, made from the parts

    @routes.post("/visits/{visit_id}/draft", response_model=DraftKept)
    async def save_draft(visit_id: VisitId, body: TypedBody, here: Here) -> Response:
        """Autosave; sealed before it is stored."""
        return answer(await store.run(door.save_draft, here, visit_id, (body.open, body.private)))

    @routes.post("/visits/{visit_id}/earlier-matters", response_model=list[EarlierMatter])
    async def earlier_matters(visit_id: VisitId, body: TypedBody, here: Here) -> Response:
        """Earlier matters that share something with the form, each with its reasons; names masked. An event."""
        return answer(await store.run(door.earlier_matters, here, visit_id, (body.open, body.private)))

    @routes.post("/visits/{visit_id}/link", response_model=MatterView)
    async def link(visit_id: VisitId, body: LinkBody, here: Here) -> Response:
        """The visit goes on with one of these."""
        matter = (body.open, body.private)
        return answer(await store.run(door.link, body.command_id, here, visit_id, body.case_id, matter))

    return routes
