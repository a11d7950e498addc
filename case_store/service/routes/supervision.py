"""Supervision over HTTP: the list, an item, its acts; whistle calls; records of coordination; reviews."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.casework import Asked
from cases.policy.coordination import RecordKind
from cases.roles import Right
from cases.supervision.coordination_acts import WriteRecord
from cases.supervision.review_acts import Inspect, Remind, ReviewMatter
from cases.supervision.supervision_acts import ITEM_ACTS, RaiseByHand
from cases.supervision.whistle_acts import WHISTLE_ACTS, Whistle
from cases.views_supervision import (
    InspectionRow,
    ItemPage,
    RecordPage,
    RecordRow,
    ReminderSent,
    ReviewPage,
    SlowAreaRow,
    SupervisionBoard,
    TaskRow,
    WhistlePage,
    WhistleRow,
)

Id = Annotated[str, Path(max_length=80)]
Filter = Annotated[str, Query(max_length=80)]
Period = Annotated[str, Path(pattern=r"^\d{4}-\d{2}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBody:
    """A text with the id under which it is written once."""

    command_id: UUID
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceBody:
    """The id under which it happens once."""

    command_id: UUID


def routers(parts: Parts) -> tuple[APIRouter, ...]:
    """/v1/supervision, /v1/whistles, /v1/records, /v1/reviews."""
    return (_supervision(parts), _whistles(parts), _records(parts), _reviews(parts))


def _supervision(parts: Parts) -> APIRouter:
    """The list is of whoever asks: all for supervisors, their own for units and people."""
    routes = LateRouter(prefix="/v1/supervision", tags=["supervision"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.supervision
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts
    Assigning = Annotated[OnDuty, Depends(parts.access.having(Right.ASSIGN))]  # noqa: N806  a type

    @routes.get("", response_model=SupervisionBoard)
    async def board(
        who: Seeing, trigger: Filter = "", rung: Filter = "", unit: Filter = "", done: bool = False
    ) -> Response:
        """The supervision list (督办清单) with its counts."""
        return answer(await store.run(lambda: door.board(who, trigger, rung, unit, done=done)))

    @routes.post("", response_model=ItemPage)
    async def raise_by_hand(body: Asked[RaiseByHand], who: Assigning) -> Response:
        """列入督办 by a person."""
        return answer(await store.run(door.raise_by_hand, body.command_id, who, body.act))

    @routes.get("/{item_id}", response_model=ItemPage)
    async def page(item_id: Id, who: Seeing) -> Response:
        """An item with its ladder."""
        return answer(await store.run(door.page, who, item_id))

    for name, (act, right) in ITEM_ACTS.items():
        _add(routes, parts, f"/{{this_id}}/acts/{name}", name, (act, right, door.act, ItemPage))
    return routes


def _whistles(parts: Parts) -> APIRouter:
    routes = LateRouter(prefix="/v1/whistles", tags=["supervision"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.whistles
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts
    Calling = Annotated[OnDuty, Depends(parts.access.having(Right.WHISTLE))]  # noqa: N806  a type

    @routes.get("", response_model=list[WhistleRow])
    async def rows(who: Seeing, waiting: bool = False) -> Response:
        """Called units; `waiting`: those that are not here yet."""
        return answer(await store.run(lambda: door.rows(who, waiting=waiting)))

    @routes.post("", response_model=WhistlePage)
    async def call(body: Asked[Whistle], who: Calling) -> Response:
        """吹哨."""
        return answer(await store.run(door.call, body.command_id, who, body.act))

    @routes.get("/{whistle_id}", response_model=WhistlePage)
    async def page(whistle_id: Id, who: Seeing) -> Response:
        """A call."""
        return answer(await store.run(door.page, who, whistle_id))

    for name, (act, right) in WHISTLE_ACTS.items():
        _add(routes, parts, f"/{{this_id}}/acts/{name}", name, (act, right, door.act, WhistlePage))
    return routes


def _records(parts: Parts) -> APIRouter:
    routes = LateRouter(prefix="/v1/records", tags=["supervision"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.records
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts

    @routes.get("", response_model=list[RecordRow])
    async def rows(who: Seeing, kind: RecordKind | None = None) -> Response:
        """Records of coordination, the newest first."""
        return answer(await store.run(door.rows, who, kind))

    @routes.get("/tasks", response_model=list[TaskRow])
    async def tasks(who: Seeing) -> Response:
        """What is still owed, the earliest first."""
        return answer(await store.run(door.tasks, who))

    @routes.post("", response_model=RecordPage)
    async def write(body: Asked[WriteRecord], who: Seeing) -> Response:
        """A new record; who may is the door's."""
        return answer(await store.run(door.write, body.command_id, who, body.act))

    @routes.get("/{record_id}", response_model=RecordPage)
    async def page(record_id: Id, who: Seeing) -> Response:
        """A record."""
        return answer(await store.run(door.page, who, record_id))

    @routes.post("/{record_id}/answer", response_model=RecordPage)
    async def reply(record_id: Id, body: SaidBody, who: Seeing) -> Response:
        """批复."""
        return answer(await store.run(door.answer, body.command_id, who, record_id, body.text))

    @routes.post("/{record_id}/tasks/{task_id}/done", response_model=RecordPage)
    async def done(record_id: Id, task_id: Id, body: SaidBody, who: Seeing) -> Response:
        """What a unit did for its task."""
        return answer(await store.run(door.do_task, body.command_id, who, (record_id, task_id), body.text))

    return routes


def _reviews(parts: Parts) -> APIRouter:
    routes = LateRouter(prefix="/v1/reviews", tags=["supervision"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.reviews
    Supervising = Annotated[OnDuty, Depends(parts.access.having(Right.SUPERVISE))]  # noqa: N806  a type, made from the parts

    @routes.get("/months/{period}", response_model=ReviewPage)
    async def page(period: Period, _who: Supervising) -> Response:
        """案件评查 of a month."""
        return answer(await store.run(door.page, period))

    @routes.post("/months/{period}/draw", response_model=ReviewPage)
    async def draw(period: Period, body: OnceBody, who: Supervising) -> Response:
        """抽样."""
        return answer(await store.run(door.draw, body.command_id, who, period))

    @routes.post("/months/{period}/review", response_model=ReviewPage)
    async def review(period: Period, body: Asked[ReviewMatter], who: Supervising) -> Response:
        """评查一件."""
        return answer(await store.run(door.review, body.command_id, who, period, body.act))

    @routes.get("/inspections", response_model=list[InspectionRow])
    async def inspections(_who: Supervising) -> Response:
        """实地督导记录."""
        return answer(await store.run(door.inspections))

    @routes.post("/inspections", response_model=InspectionRow)
    async def inspect(body: Asked[Inspect], who: Supervising) -> Response:
        """Write one down."""
        return answer(await store.run(door.inspect, body.command_id, who, body.act))

    @routes.get("/slow-areas", response_model=list[SlowAreaRow])
    async def slow_areas(_who: Supervising) -> Response:
        """Places that are suggested for a work reminder."""
        return answer(await store.run(door.slow_areas))

    @routes.post("/slow-areas/remind", response_model=ReminderSent)
    async def remind(body: Asked[Remind], who: Supervising) -> Response:
        """Send a work reminder."""
        return answer(await store.run(door.remind, body.command_id, who, body.act))

    return routes


def _add(routes: APIRouter, parts: Parts, path: str, name: str, how: tuple[Any, Right, Any, Any]) -> None:
    """The path of one act. `how`: its type, the right that it needs, the door, what it answers."""
    act, right, door, shown = how
    store, answer = parts.store, parts.problems.answer

    async def on_one(this_id: Id, body: Any, who: Any) -> Response:
        return answer(await store.run(door, body.command_id, who, this_id, body.act))

    # FastAPI reads bodies and dependencies from annotations; those of a table of acts are made here.
    having = Depends(parts.access.having(right))
    on_one.__annotations__ |= {"body": Asked[act], "who": Annotated[OnDuty, having]}  # type: ignore[valid-type]
    word = name.replace("-", "_")
    routes.add_api_route(
        path,
        on_one,
        methods=["POST"],
        response_model=shown,
        name=word,
        description=act.__doc__ or name,
        operation_id=f"{routes.prefix.rsplit('/', 1)[-1]}_{word}",
    )
