"""What a new calendar moved, to read and to take out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from case_store.hall.house import OnDuty
from case_store.service.body_limit import file_out
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.roles import Right
from cases.views_recount import RecountReport


def router(parts: Parts) -> APIRouter:
    """For those who watch deadlines."""
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.recounts
    routes = LateRouter(prefix="/v1/recounts", tags=["casework"], responses=PROBLEMS)
    Sees = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_REPORTS))]  # noqa: N806  a type, made from the parts
    Takes = Annotated[OnDuty, Depends(parts.access.having(Right.EXPORT_LISTS))]  # noqa: N806

    @routes.get("/last", response_model=RecountReport)
    async def last(_who: Sees) -> Response:
        """The last recount: what moved from when to when, the earlier ones first."""
        return answer(await store.run(door.report))

    @routes.get("/last/file", response_class=Response, responses=file_out("text/csv"))
    async def take(who: Takes) -> Response:
        """The same as a table for a spreadsheet; that it was taken out is an event."""
        table = await store.run(door.take_out, who, store.texts)
        return Response(table, media_type="text/csv; charset=utf-8")

    return routes
