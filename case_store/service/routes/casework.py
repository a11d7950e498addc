"""Casework: the inbox, the case page, and a path for every act of `cases.casework.acts`."""

from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, RootModel

from case_store.casework.bring_in_door import BroughtIn
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.casework.acts import ACTS, Act
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from cases.roles import Right
from cases.views_casework import BatchLine, CaseView, Inbox

CaseId = Annotated[str, Path(max_length=80)]
ActT = TypeVar("ActT")


class Asked(BaseModel, Generic[ActT]):
    """An act with the id under which it happens once."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    act: ActT


class AskedOfMany(BaseModel, Generic[ActT]):
    """The same act on many cases."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    case_ids: tuple[str, ...]
    act: ActT


class CasePage(RootModel[CaseView]):
    """The case page. A model of its own: its schema is made once, not for every path that answers with it."""


class BatchDone(RootModel[list[BatchLine]]):
    """What a batch did, a line for each case."""


class BringIn(BaseModel):
    """A matter without a visit; the private part is sealed before it is stored."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    source: Source
    open: OpenMatter
    private: PrivateMatter


def router(parts: Parts) -> APIRouter:
    """Each act needs its right; which cases somebody sees is the door's."""
    routes = LateRouter(prefix="/v1", tags=["casework"], responses=PROBLEMS)
    store, answer = parts.store, parts.problems.answer
    door, inbox = store.hall.cases, store.hall.inbox
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts

    @routes.get("/inbox", response_model=Inbox)
    async def read_inbox(who: Seeing, tab: Annotated[str, Query(max_length=20)] = "mine") -> Response:
        """What waits for whoever asks, worst light first."""
        return answer(await store.run(inbox.read, who, tab))

    @routes.post("/cases/{case_id}/open", response_model=CasePage)
    async def open_case(case_id: CaseId, who: Seeing) -> Response:
        """The case page. Reading it is an event, so it is a POST."""
        return answer(await store.run(door.open, who, case_id))

    Bringing = Annotated[OnDuty, Depends(parts.access.having(Right.BRING_IN))]  # noqa: N806  as above

    @routes.post("/cases", response_model=BroughtIn)
    async def bring_in(body: BringIn, who: Bringing) -> Response:
        """Register a matter that was told by telephone, by a grid worker, on the message board."""
        matter = (body.open, body.private)
        return answer(
            await store.run(store.hall.bring_in.bring_in, body.command_id, who, body.source, matter)
        )

    for name, (act, right) in ACTS.items():
        _add(routes, parts, name, act, right)
    return routes


def _add(routes: APIRouter, parts: Parts, name: str, act: type[Act], right: Right) -> None:
    """The paths of one act."""
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.cases
    having = Depends(parts.access.having(right))

    async def on_one(case_id: CaseId, body: Any, who: Any) -> Response:
        return answer(await store.run(door.act, body.command_id, who, case_id, body.act))

    async def on_many(body: Any, who: Any) -> Response:
        return answer(await store.run(door.act_on_many, body.command_id, who, body.case_ids, body.act))

    # FastAPI reads bodies and dependencies from annotations; those of a table of acts are made here.
    on_one.__annotations__ |= {"body": Asked[act], "who": Annotated[OnDuty, having]}  # type: ignore[valid-type]
    on_many.__annotations__ |= {"body": AskedOfMany[act], "who": Annotated[OnDuty, having]}  # type: ignore[valid-type]
    word = name.replace("-", "_")
    described = act.__doc__ or name
    routes.add_api_route(
        f"/cases/{{case_id}}/acts/{name}",
        on_one,
        methods=["POST"],
        response_model=CasePage,
        name=word,
        description=described,
        operation_id=f"case_{word}",
    )
    routes.add_api_route(
        f"/acts/{name}",
        on_many,
        methods=["POST"],
        response_model=BatchDone,
        name=f"{word}_many",
        description=described,
        operation_id=f"cases_{word}",
    )
