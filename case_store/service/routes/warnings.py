"""风险预警 over HTTP: the list, a report, its words, its number."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.casework import Asked
from cases.risk.warning_acts import WARNING_ACTS, DraftByHand
from cases.risk.warning_view import WarningPage
from cases.roles import Right
from cases.views_risk import WarningRow

Id = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBody:
    """As what it leaves the house."""

    form: Annotated[str, Field(pattern="^pdf$")] = "pdf"


def router(parts: Parts) -> APIRouter:
    """/v1/warnings, for the command zone and for supervisors."""
    routes = LateRouter(prefix="/v1/warnings", tags=["risk"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.warnings
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.COMMAND))]  # noqa: N806  a type, made from the parts
    Supervising = Annotated[OnDuty, Depends(parts.access.having(Right.SUPERVISE))]  # noqa: N806  a type

    @routes.get("", response_model=list[WarningRow])
    async def rows(who: Seeing) -> Response:
        """Warnings, the newest first."""
        return answer(await store.run(door.rows, who))

    @routes.post("/draft", response_model=WarningPage)
    async def draft(body: Asked[DraftByHand], who: Supervising) -> Response:
        """One by hand, for an area and a type group as they stand now."""
        return answer(await store.run(door.draft, body.command_id, who, body.act))

    @routes.get("/{warning_id}", response_model=WarningPage)
    async def page(warning_id: Id, who: Seeing) -> Response:
        """A warning with its numbers and words."""
        return answer(await store.run(door.page, who, warning_id))

    @routes.post("/{warning_id}/take", response_model=WarningPage)
    async def take(warning_id: Id, body: TakeBody, who: Seeing) -> Response:
        """The same for a file that leaves the house: it is written down who took it."""
        return answer(await store.run(door.take, who, warning_id, body.form))

    for name in WARNING_ACTS:
        _add(routes, parts, name)
    return routes


def _add(routes: APIRouter, parts: Parts, name: str) -> None:
    """The path of one act."""
    act, right = WARNING_ACTS[name]
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.warnings

    async def on_one(warning_id: Id, body: Any, who: Any) -> Response:
        return answer(await store.run(door.act, body.command_id, who, warning_id, body.act))

    # FastAPI reads bodies and dependencies from annotations; those of a table of acts are made here.
    having = Depends(parts.access.having(right))
    on_one.__annotations__ |= {"body": Asked[act], "who": Annotated[OnDuty, having]}  # type: ignore[valid-type]
    routes.add_api_route(
        f"/{{warning_id}}/acts/{name}",
        on_one,
        methods=["POST"],
        response_model=WarningPage,
        name=name,
        description=act.__doc__ or name,
        operation_id=f"warnings_{name}",
    )
