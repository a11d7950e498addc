"""A request begins as nobody, unless its routes say otherwise; a gate makes it that of whoever is signed in (access).

Plain ASGI: it runs in the task of the request, so that nothing of one request reaches another.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from case_store.central.context import NOBODY, Acting, acting_as


class Beginning:
    """An application whose requests begin on somebody's behalf."""

    def __init__(self, app: ASGIApp, behalf: Acting = NOBODY) -> None:
        self._app, self._behalf = app, behalf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Requests and sockets; the lifespan is the program's own."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        with acting_as(self._behalf):
            await self._app(scope, receive, send)


def begin_as(routes: Sequence[BaseRoute], behalf: Acting) -> Sequence[BaseRoute]:
    """The same routes; requests to them begin so."""
    if behalf is not NOBODY:  # as every request does
        for route in routes:
            if isinstance(route, (Route, WebSocketRoute)):
                route.app = Beginning(route.app, behalf)
    return routes
