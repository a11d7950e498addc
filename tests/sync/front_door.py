"""The real routes without their web server: a question finds its endpoint and is read as FastAPI would read it.

Routers are made once a process over a stand-in for `Parts`; the stand-in is whatever machine runs at that moment.
"""

from functools import cache
from pathlib import Path
from typing import Any, cast

import pydantic
from fastapi import Response
from fastapi.routing import APIRoute

from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.service.parts import Parts
from case_store.service.problems import Problems
from case_store.service.routes import health, kiosk
from case_store.sync import pull_routes
from case_store.sync import routes as sync
from cases.refusal import Refusal
from cases.texts import Texts
from tests.sync.network import Answer, Question
from tests.sync.timeline import RUNNING

ASSETS = Path(__file__).parents[2] / "assets"
_HELD = frozenset({"store", "heard", "hall", "clock", "config", "keys", "signers", "house", "log"})


class _Here:
    """Of the machine that runs: looked up at each use, so that a router may keep it."""

    def __init__(self, *path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> Any:
        if name in _HELD:
            return _Here(*self._path, name)
        return getattr(self._found(), name)

    def __contains__(self, key: object) -> bool:
        return key in self._found()

    def __getitem__(self, key: str) -> Any:
        return self._found()[key]

    def _found(self) -> Any:
        found: Any = RUNNING.get()
        for step in self._path:
            found = getattr(found, step)
        return found


def of_the_machine(name: str) -> Any:
    """What this machine has under that name, at each use."""
    return _Here(name)


class _Anybody:
    """Who may is another matter: nobody is asked here."""

    def __call__(self) -> None:
        """A dependency that lets everybody through."""

    def only(self, *_roles: str) -> "_Anybody":
        """The same."""
        return self

    def must_be_itself(self, *_who: object) -> None:
        """Whoever it is."""

    def __getattr__(self, name: str) -> "_Anybody":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class _Asked:
    """As much of a Request as the routes look at."""

    def __init__(self, question: Question) -> None:
        self._question, self.headers = question, question.headers

    async def body(self) -> bytes:
        return self._question.content


async def answer(question: Question) -> Answer:
    """What the service would answer; an accident of ours is a 500, as in life."""
    problems = _problems()
    for route in _routes():
        place = route.path_regex.match(question.path) if question.method in (route.methods or ()) else None
        if place is not None:
            break
    else:
        return _told(problems.of(Refusal("request.not_served", {"status": 404})))
    try:
        return _told(await route.endpoint(**_read(route, question), **place.groupdict()))
    except StoreError as error:
        return _told(problems.of(Refusal(error.code, error.facts)))
    except pydantic.ValidationError:
        return _told(problems.of(Refusal("request.invalid")))


def _read(route: APIRoute, question: Question) -> dict[str, Any]:
    wanted = route.dependant
    given: dict[str, Any] = {one.name: None for one in wanted.dependencies if one.name}
    if wanted.request_param_name:
        given[wanted.request_param_name] = _Asked(question)
    for one in wanted.header_params:
        given[one.name] = question.headers.get(one.alias.lower(), one.default)
    for one in wanted.query_params:
        if one.alias in question.params:
            given[one.name] = _adapter(cast(Any, one.field_info.annotation)).validate_strings(
                question.params[one.alias]
            )
        else:
            given[one.name] = one.default
    for one in wanted.body_params:
        given[one.name] = _adapter(cast(Any, one.field_info.annotation)).validate_json(question.content)
    return given


@cache
def _adapter(of: Any) -> "pydantic.TypeAdapter[Any]":
    return pydantic.TypeAdapter(of)


@cache
def texts() -> Texts:
    """The shipped sentences."""
    return load_texts(ASSETS)


@cache
def _problems() -> Problems:
    return Problems(texts())


@cache
def _routes() -> tuple[APIRoute, ...]:
    parts = Parts(
        store=of_the_machine("store"),
        access=cast(Any, _Anybody()),
        problems=_problems(),
        hub=of_the_machine("hub"),
        heard=of_the_machine("heard"),
    )
    routers = (health.router(parts), kiosk.router(parts), sync.router(parts), pull_routes.router(parts))
    return tuple(route for router in routers for route in router.routes if isinstance(route, APIRoute))


def _told(response: Response) -> Answer:
    return Answer(
        response.status_code, bytes(response.body), {k.lower(): v for k, v in response.headers.items()}
    )
