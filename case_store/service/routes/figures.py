"""Behind every number its list, over HTTP: for the command zone, as far as whoever asks sees."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from case_store.alarms.halls import halls_of
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.figures.figure import FigureAsked
from cases.roles import Right
from cases.views_dispatch import CaseCard
from cases.views_figures import AreaMap, BehindPage


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindBody:
    """A number as it stands beside it; `after`: where the last page ended."""

    asked: FigureAsked
    after: Annotated[str, Field(max_length=200)] = ""


def router(parts: Parts) -> APIRouter:
    """Whoever has the command zone."""
    store, door, answer = parts.store, parts.store.hall.behind, parts.problems.answer
    halls = halls_of(lambda: parts.hub.upstream, parts.heard)
    routes = LateRouter(prefix="/v1/figures", tags=["figures"], responses=PROBLEMS)
    Commands = Annotated[OnDuty, Depends(parts.access.having(Right.COMMAND))]  # noqa: N806  a type, made from the parts

    @routes.post("/behind", response_model=BehindPage)
    async def behind(body: BehindBody, who: Commands) -> Response:
        """A page of the list behind a number, and how long the whole list is."""
        return answer(await store.look(door.behind, who, body.asked, body.after, halls))

    @routes.get("/areas", response_model=AreaMap)
    async def areas(who: Commands, of: Annotated[str, Query(max_length=9)] = "") -> Response:
        """Open and overdue cases by banner, or by the towns of a banner."""
        return answer(await store.look(door.areas, who, of))

    @routes.get("/cases/{case_id}", response_model=CaseCard)
    async def card(case_id: Annotated[str, Path(max_length=80)], who: Commands) -> Response:
        """A case of a list, without its persons."""
        return answer(await store.look(door.card, who, case_id))

    return routes
