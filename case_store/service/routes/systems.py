"""For other systems (外部系统), by a key of their own: figures, the cases of a unit, matters that they send.

And for the administrator: the keys themselves, and who is told of what (webhooks).
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field, HttpUrl

from case_store.hall.house import OnDuty
from case_store.service.body_limit import FILE_IN
from case_store.service.import_intake import ImportIntake
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes import exports, imports
from case_store.service.system_gate import SystemGate
from case_store.systems.system_cases import PAGE_MAX, cases_of_unit
from cases.matter.import_report import ImportAnswer
from cases.policy.imports import ImportField
from cases.roles import Right
from cases.systems.api_key import DAYS_MAX, KeyRow, KeyWish, MadeKey, Scope, System
from cases.systems.system_views import MattersTaken, SystemCases, SystemFigures
from cases.systems.webhook import Kind, MadeWebhook, WebhookRow

MATTERS_MAX = 200
Name = Annotated[str, Field(min_length=1, max_length=40)]
Id = Annotated[str, Path(max_length=80, pattern=r"^[\w-]*$")]
Mapping = Annotated[str, Query(max_length=80, description="How it is read: a file of policy/imports/")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBody:
    """cases.systems.api_key.KeyWish."""

    name: Name
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=len(Scope))]
    unit: Annotated[str, Field(max_length=80)] = ""
    days: Annotated[int, Field(ge=1, le=DAYS_MAX)] = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookBody:
    """Who wants to be told, where, and of what."""

    name: Name
    url: Annotated[HttpUrl, Field(max_length=500)]
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=len(Kind))]


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersBody:
    """By the names of our fields, each as a person would write it."""

    matters: Annotated[
        tuple[dict[ImportField, Annotated[str, Field(max_length=20_000)]], ...],
        Field(min_length=1, max_length=MATTERS_MAX),
    ]


def routers(parts: Parts) -> tuple[APIRouter, ...]:
    """All of them; lists of staff and of other systems come in one after the other."""
    intake = ImportIntake(parts.store)
    return imports.router(parts, intake), exports.router(parts), router(parts, intake), admin_router(parts)


def router(parts: Parts, intake: ImportIntake) -> APIRouter:
    """What another system may, by the scopes of its key."""
    store, answer = parts.store, parts.problems.answer
    routes = LateRouter(prefix="/v1/systems", tags=["systems"], responses=PROBLEMS)
    Figures = Annotated[System, Depends(SystemGate(store, Scope.FIGURES))]  # noqa: N806  types, made from the parts
    Reads = Annotated[System, Depends(SystemGate(store, Scope.CASES))]  # noqa: N806
    Sends = Annotated[System, Depends(SystemGate(store, Scope.IMPORT))]  # noqa: N806

    @routes.get("/figures", response_model=SystemFigures)
    async def figures(_system: Figures) -> Response:
        """What the public wall shows, at the same moment as the wall."""
        _now, told = await store.look(store.hall.look, parts.hub.public_figures)
        return answer(told)

    @routes.get("/cases", response_model=SystemCases)
    async def cases(
        system: Reads,
        after: Annotated[str, Query(max_length=80)] = "",
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
        only_open: Annotated[bool, Query()] = True,
    ) -> Response:
        """The cases that were given to the unit of the key, without their persons."""
        runner = store.hall.runner
        return answer(await store.look(cases_of_unit, runner, system, after, limit, only_open=only_open))

    @routes.post("/imports", response_model=ImportAnswer, openapi_extra=FILE_IN)
    async def import_list(
        request: Request, system: Sends, mapping: Mapping, dry_run: Annotated[bool, Query()] = False
    ) -> Response:
        """A list as a file (CSV, .xlsx). Sent again it makes no case twice; `dry_run` only tells."""
        content = await request.body()
        return answer(await intake.take_list(system, content, mapping, dry_run=dry_run))

    @routes.post("/matters", response_model=MattersTaken)
    async def matters(
        body: MattersBody, system: Sends, mapping: Mapping, dry_run: Annotated[bool, Query()] = False
    ) -> Response:
        """Single matters. Each is known again by its `external_id`: sent again it makes no second case."""
        return answer(await intake.take_matters(system, body.matters, mapping, dry_run=dry_run))

    return routes


def admin_router(parts: Parts) -> APIRouter:
    """For whoever has Right.MANAGE_SYSTEMS."""
    store, keys, answer = parts.store, parts.store.hall.api_keys, parts.problems.answer
    hooks = store.hall.webhooks
    manager = Depends(parts.access.having(Right.MANAGE_SYSTEMS))
    Manager = Annotated[OnDuty, manager]  # noqa: N806  a type, made from the parts
    routes = LateRouter(prefix="/v1", tags=["systems"], responses=PROBLEMS, dependencies=[manager])

    @routes.get("/api-keys", response_model=list[KeyRow])
    async def listed() -> Response:
        """Every key that was ever made, with its uses."""
        return answer(await store.run(keys.listed))

    @routes.post("/api-keys", response_model=MadeKey)
    async def make(body: KeyBody, who: Manager) -> Response:
        """A new key: in this answer and nowhere else."""
        wish = KeyWish(name=body.name, scopes=body.scopes, unit=body.unit, days=body.days)
        return answer(await store.run(keys.make, who, wish))

    @routes.post("/api-keys/{key_id}/revoke", response_model=KeyRow)
    async def revoke(key_id: Id) -> Response:
        """From now on it opens nothing."""
        return answer(await store.run(keys.end, key_id))

    @routes.get("/webhooks", response_model=list[WebhookRow])
    async def receivers() -> Response:
        """Who is told of what, what waits for them, and what was given up."""
        return answer(await store.run(hooks.listed))

    @routes.post("/webhooks", response_model=MadeWebhook)
    async def subscribe(body: WebhookBody, who: Manager) -> Response:
        """A new receiver. The secret that it checks signatures with is in this answer and nowhere else."""
        return answer(await store.run(hooks.make, who, body.name, str(body.url), body.kinds))

    @routes.post("/webhooks/{webhook_id}/end", response_model=WebhookRow)
    async def end(webhook_id: Id) -> Response:
        """It is told nothing more; what waits for it is dropped."""
        return answer(await store.run(hooks.end, webhook_id))

    @routes.post("/webhooks/{webhook_id}/again", response_model=WebhookRow)
    async def again(webhook_id: Id) -> Response:
        """What was given up is tried again, at once."""
        return answer(await store.run(hooks.again, webhook_id))

    return routes
