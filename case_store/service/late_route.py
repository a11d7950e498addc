"""Routes that are read when they are first asked for.

FastAPI reads parameters, gates and models of every route while the application is made, and compiles a validator for
each. Of 240 routes a hall is asked some twenty in its first minute; reading all of them was a third of its start. A
route that is wrong is found by the test that reads them all for the document of the API.
"""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Route
from starlette.types import Receive, Scope, Send


class LateRouter(APIRouter):
    """A router of such routes."""

    def __init__(self, **told: Any) -> None:
        super().__init__(route_class=LateRoute, **told)


class LateRoute(APIRoute):
    """It knows which requests are its own; the rest is read when one comes, or when somebody looks."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **told: Any) -> None:
        Route.__init__(self, path, endpoint, name=told["name"], include_in_schema=told["include_in_schema"])
        self.methods = {
            method.upper() for method in told["methods"] or ("GET",)
        }  # Route's own answers HEAD, too
        self._told, self.app = told, self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As an ASGI application; what was put before it (on_behalf) stays before it."""
        await self._read_app(scope, receive, send)

    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there before it is read. The service has one loop: nobody reads it beside us."""
        if "_read_app" in self.__dict__:
            raise AttributeError(name)
        before = self.app
        super().__init__(self.path, self.endpoint, **self._told)
        self._read_app, self.app = self.app, before
        return getattr(self, name)
