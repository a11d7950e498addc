"""A route that is read late answers as FastAPI's own does, and is read when it is asked."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path
from fastapi.testclient import TestClient
from pydantic import BaseModel

from case_store.central.context import PROGRAM, acting
from case_store.service.app import create_app
from case_store.service.late_route import LateRoute, LateRouter
from case_store.service.on_behalf import begin_as
from tests.case_store.one_hall import OneHall


class Told(BaseModel):
    count: int


class Answer(BaseModel):
    name: str
    count: int
    behalf: str


def gate(name: str) -> str:
    return name.upper()


def made(routes: APIRouter) -> FastAPI:
    """The same routes, whichever kind they are."""

    @routes.post("/things/{name}", response_model=Answer, status_code=201)
    async def tell(
        name: Annotated[str, Path(max_length=5)], body: Told, who: Annotated[str, Depends(gate)]
    ) -> Any:
        """What it is for."""
        return {"name": f"{name} {who}", "count": body.count, "behalf": str(acting() is PROGRAM)}

    @routes.get("/things")
    async def look(limit: int = 3) -> int:
        return limit

    app = FastAPI()
    app.router.routes.extend(begin_as(routes.routes, PROGRAM))
    return app


def read(app: FastAPI) -> list[str]:
    return [
        route.path
        for route in app.router.routes
        if isinstance(route, LateRoute) and "dependant" in vars(route)
    ]


QUESTIONS: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/v1/things/ab", {"count": 2}),
    ("POST", "/v1/things/ab", {"count": "垃圾"}),
    ("POST", "/v1/things/ab", None),
    ("POST", "/v1/things/abcdef", {"count": 2}),
    ("GET", "/v1/things?limit=7", None),
    ("GET", "/v1/things?limit=x", None),
    ("HEAD", "/v1/things", None),
    ("DELETE", "/v1/things", None),
    ("GET", "/v1/things/", None),
    ("GET", "/v1/nothing", None),
)


def test_what_it_answers_and_how_it_is_documented_is_the_same() -> None:
    late, own = made(LateRouter(prefix="/v1", tags=["t"])), made(APIRouter(prefix="/v1", tags=["t"]))
    for method, path, body in QUESTIONS * 2:
        answers = [TestClient(app).request(method, path, json=body) for app in (late, own)]
        assert len({(a.status_code, a.content, a.headers.get("allow")) for a in answers}) == 1, (method, path)
    assert late.openapi() == own.openapi()


def test_a_route_is_read_when_it_is_first_asked(hall: OneHall) -> None:
    app = create_app(hall.store)
    assert read(app) == []
    assert TestClient(app).get("/v1/health").status_code == 401
    assert read(app) == ["/v1/health"]
    assert len(app.openapi()["paths"]) < len(read(app))


def test_what_it_does_not_have_is_not_there() -> None:
    assert not hasattr(made(LateRouter()).router.routes[-1], "nothing_of_this_name")
