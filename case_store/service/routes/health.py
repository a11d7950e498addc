"""GET /v1/health: whether the store is there, and its time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, VERSION, Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`store` is the hall's stream or "centre"."""

    store: str
    hall_time: datetime
    version: str


def router(parts: Parts) -> APIRouter:
    """For every role."""
    routes = LateRouter(prefix="/v1", tags=["health"], responses=PROBLEMS)

    @routes.get("/health", response_model=Health)
    async def health(_role: Annotated[str, Depends(parts.access.any_role)]) -> Response:
        """Whether the store is there. It answers from its own thread, so a store that hangs is not healthy."""
        now = await parts.store.run(parts.store.clock.now)
        return parts.problems.answer(Health(store=parts.store.config.name, hall_time=now, version=VERSION))

    return routes
