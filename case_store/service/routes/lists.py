"""Lists of the counter: a page, a whole list taken out, and lists saved under a name."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.central.context import PROGRAM, acting_as
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.roles import Right
from cases.views_lists import ListAsked, ListPage, SavedFilter

PAGE_MAX = 500

ROWS_MAX = 10**9  # of a list; more is no place in one


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBody:
    """Which part of which list."""

    asked: ListAsked
    offset: Annotated[int, Field(ge=0, le=ROWS_MAX)]
    limit: Annotated[int, Field(ge=1, le=PAGE_MAX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutBody:
    """A whole list, as a file of this form."""

    asked: ListAsked
    form: Annotated[str, Field(pattern="^(csv|xlsx)$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBody:
    """A list under a name."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    asked: ListAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetBody:
    """The name of a saved list."""

    name: Annotated[str, Field(min_length=1, max_length=20)]


def router(parts: Parts) -> APIRouter:
    """Whoever may see lists; taking one out needs a right of its own."""
    store, lists, answer = parts.store, parts.store.hall.lists, parts.problems.answer
    routes = LateRouter(prefix="/v1/lists", tags=["lists"], responses=PROBLEMS)
    Looks = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_LISTS))]  # noqa: N806  a type, made from the parts
    Takes = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_LISTS, Right.EXPORT_LISTS))]  # noqa: N806

    async def caught_up() -> None:
        """Step by step, so that tickets are taken and called in between."""
        await asyncio.to_thread(lists.prepare)
        with acting_as(PROGRAM):  # one sheet for all who look
            while not await store.run(lists.catch_up):
                pass

    @routes.post("/page", response_model=ListPage)
    async def page(body: PageBody, who: Looks) -> Response:
        """Some rows, and how many there are."""
        await caught_up()
        return answer(await store.run(lists.page, who, body.asked, body.offset, body.limit))

    @routes.post("/take-out", response_model=ListPage)
    async def take_out(body: TakeOutBody, who: Takes) -> Response:
        """The whole list. Who took it, and how many rows, is written down."""
        await caught_up()
        taken = await store.run(lists.take_out, who, body.asked, body.form)
        content = await asyncio.to_thread(orjson.dumps, taken)  # a second of work for the largest
        return Response(content, media_type="application/json")

    @routes.post("/filters", response_model=tuple[SavedFilter, ...])
    async def filters(who: Looks) -> Response:
        """What I have saved."""
        return answer(await store.run(lists.filters, who))

    @routes.post("/filters/save", response_model=tuple[SavedFilter, ...])
    async def save(body: SaveBody, who: Looks) -> Response:
        """Save under a name, over an earlier one."""
        saved = SavedFilter(name=body.name, asked=body.asked)
        return answer(await store.run(lists.save_filter, who, saved))

    @routes.post("/filters/forget", response_model=tuple[SavedFilter, ...])
    async def forget(body: ForgetBody, who: Looks) -> Response:
        """Forget one."""
        return answer(await store.run(lists.forget_filter, who, body.name))

    return routes
