"""GET /v1/risk/…: the risk index (社会矛盾风险指数，试行、内部参考), ranked and explained. No person, no case."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.roles import Right
from cases.views_risk import RiskBoard, RiskPage

_AREA, _GROUP = r"^([0-9]{6}|[0-9]{9})$", r"^([0-9]{2})?$"
_BANNER = r"^([0-9]{6})?$"


def router(parts: Parts) -> APIRouter:
    """For whoever may see reports, as far as they see."""
    store, door, answer = parts.store, parts.store.hall.risk, parts.problems.answer
    routes = LateRouter(prefix="/v1/risk", tags=["risk"], responses=PROBLEMS)
    Sees = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_REPORTS))]  # noqa: N806  a type, made from the parts

    @routes.get("/board", response_model=RiskBoard)
    async def board(who: Sees, of: Annotated[str, Query(pattern=_BANNER)] = "") -> Response:
        """The ranking of banners, or of one banner's towns."""
        return answer(await store.look(door.board, who, of))

    @routes.get("/page", response_model=RiskPage)
    async def page(
        who: Sees,
        area: Annotated[str, Query(pattern=_AREA)],
        group: Annotated[str, Query(pattern=_GROUP)] = "",
    ) -> Response:
        """One area, or one type group in it: terms, parts, and how it has moved."""
        return answer(await store.look(door.page, who, area, group))

    return routes
