"""好差评 at the evaluation pad of a counter: one key for the visit that has just ended there."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.tokens import COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBody:
    """`level` 1…5, as the keys stand."""

    visit_id: Annotated[str, Field(min_length=1, max_length=80)]
    counter_no: Annotated[int, Field(ge=1, le=99)]
    level: Annotated[int, Field(ge=1, le=5)]


def router(parts: Parts) -> APIRouter:
    """For the role counter. No session: a citizen pressed it, whoever is signed in, or nobody any more."""
    routes = LateRouter(tags=["counter"], responses=PROBLEMS)
    store, door = parts.store, parts.store.hall.evaluations
    may = Depends(parts.access.only(COUNTER))

    @routes.post("/v1/pad-evaluations", response_model=bool, dependencies=[may])
    async def evaluate(body: KeyBody) -> Response:
        """A key of the evaluation pad, once per visit; the same again is answered like the first time."""
        done = await store.run(door.at_counter, body.visit_id, body.counter_no, body.level)
        return parts.problems.answer(done)

    return routes
