"""Errors of the service as RFC 9457 problems; `code` and `facts` are a Refusal's, for every reader's sentence."""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
import sqlalchemy as sa
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from case_store.errors import StoreError
from case_store.trouble import has_no_column, is_machine_trouble
from cases.refusal import Reader, Refusal
from cases.texts import TextError, Texts

_log = structlog.get_logger(__name__)

RETRY_AFTER = "Retry-After"
CANNOT_WRITE_S = 5  # a full disk or a database that is away: whoever asked comes again after so many seconds

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 2  # a store that cannot write now: a fail-over of the centre's database takes seconds
_STATUS: Mapping[str, HTTPStatus] = {
    "auth.token_missing": HTTPStatus.UNAUTHORIZED,
    "auth.token_unknown": HTTPStatus.UNAUTHORIZED,
    "auth.session_missing": HTTPStatus.UNAUTHORIZED,
    "auth.role": HTTPStatus.FORBIDDEN,
    "api_key.missing": HTTPStatus.UNAUTHORIZED,
    "api_key.wrong": HTTPStatus.UNAUTHORIZED,
    "api_key.ended": HTTPStatus.UNAUTHORIZED,
    "api_key.scope": HTTPStatus.FORBIDDEN,
    "device.not_admitted": HTTPStatus.FORBIDDEN,
    "device.revoked": HTTPStatus.FORBIDDEN,
    "device.moved": HTTPStatus.FORBIDDEN,
    "device.doubled": HTTPStatus.FORBIDDEN,
    "device.another": HTTPStatus.FORBIDDEN,
    "device.challenge_stale": HTTPStatus.FORBIDDEN,
    "enrolment.code_wrong": HTTPStatus.FORBIDDEN,
    "enrolment.too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "auth.pin_wrong": HTTPStatus.FORBIDDEN,
    "auth.locked": HTTPStatus.TOO_MANY_REQUESTS,
    "case.not_at_this_desk": HTTPStatus.FORBIDDEN,
    "visit.not_at_this_desk": HTTPStatus.FORBIDDEN,
    "lookup.not_found": HTTPStatus.NOT_FOUND,
    "lookup.other_centre": HTTPStatus.NOT_FOUND,
    "lookup.session_closed": HTTPStatus.TOO_MANY_REQUESTS,
    "lookup.case_closed": HTTPStatus.TOO_MANY_REQUESTS,
    "request.invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "request.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "store.upgrade_first": HTTPStatus.CONFLICT,
    "paper.unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sync.signer_unknown": HTTPStatus.FORBIDDEN,
    "sync.signature_wrong": HTTPStatus.FORBIDDEN,
    "sync.not_your_stream": HTTPStatus.FORBIDDEN,
    "sync.batch_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "sync.batch_unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sync.upgrade_first": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sync.busy": HTTPStatus.TOO_MANY_REQUESTS,
}
_TOO_LARGE = "64-bit"  # as orjson says it
_BY_KIND: tuple[
    tuple[str, HTTPStatus], ...
] = (  # by the code's beginning or end, where the code itself is not named
    ("case_code.", HTTPStatus.UNPROCESSABLE_ENTITY),
    ("lookup_code.", HTTPStatus.UNPROCESSABLE_ENTITY),
    ("store.", HTTPStatus.SERVICE_UNAVAILABLE),
)


class Problem(BaseModel):
    """RFC 9457, with our code and facts. `detail` is the operator's sentence; nothing in it names a person."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str | int] = {}


def status_of(code: str) -> HTTPStatus:
    """The HTTP status of a refusal; 409 where nothing else is said."""
    if code in _STATUS:
        return _STATUS[code]
    if code.endswith(".unknown"):
        return HTTPStatus.NOT_FOUND
    return next((status for start, status in _BY_KIND if code.startswith(start)), HTTPStatus.CONFLICT)


class Problems:
    """Makes problem responses with the operator's sentence of the catalogue."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(
        self, refusal: Refusal, status: HTTPStatus | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The response that carries a refusal."""
        chosen = status or status_of(refusal.code)
        if chosen is HTTPStatus.SERVICE_UNAVAILABLE and headers is None:
            headers = {RETRY_AFTER: str(CANNOT_WRITE_S)}
        problem = {
            "type": f"urn:pingan-hall:problem:{refusal.code}",
            "title": chosen.phrase,
            "status": int(chosen),
            "detail": self._detail(refusal),
            "code": refusal.code,
            "facts": dict(refusal.facts),
        }
        return Response(orjson.dumps(problem), int(chosen), media_type=MEDIA_TYPE, headers=headers)

    def answer(self, value: Any) -> Response:
        """A value as JSON, or the problem of a refusal."""
        if isinstance(value, Refusal):
            return self.of(value)
        return Response(orjson.dumps(value), media_type="application/json")

    def busy(self, refusal: Refusal) -> Response:
        """The response of a refusal that says in how many `seconds` to come again."""
        return self.of(refusal, headers={RETRY_AFTER: str(refusal.facts["seconds"])})

    def install(self, app: FastAPI) -> None:
        """Make every error of the service a problem."""

        @app.exception_handler(StoreError)
        async def _store(_request: Request, error: StoreError) -> Response:
            refusal = Refusal(error.code, error.facts)
            again = status_of(error.code) == HTTPStatus.SERVICE_UNAVAILABLE
            return self.of(refusal, headers={"Retry-After": str(RETRY_AFTER_S)} if again else None)

        @app.exception_handler(Refused)
        async def _refused(_request: Request, error: Refused) -> Response:
            return self.of(error.refusal)

        @app.exception_handler(RequestValidationError)
        async def _invalid(_request: Request, error: RequestValidationError) -> Response:
            first = error.errors()[0]  # where and what kind: never what was typed
            where = ".".join(str(step) for step in first["loc"])
            return self.of(Refusal("request.invalid", {"where": where, "why": str(first["type"])}))

        @app.exception_handler(HTTPException)
        async def _http(_request: Request, error: HTTPException) -> Response:
            status = HTTPStatus(error.status_code)
            refusal = Refusal("request.not_served", {"status": int(status)})
            return self.of(refusal, status, error.headers)  # 405 names what is allowed in its headers

        @app.exception_handler(OverflowError)
        @app.exception_handler(orjson.JSONEncodeError)
        @app.exception_handler(sa.exc.DataError)
        async def _not_held(request: Request, error: Exception) -> Response:
            """A number, a day or a text that neither a column nor an outcome can hold: nothing of it was kept."""
            if not (isinstance(error, OverflowError) or _TOO_LARGE in str(error) or has_no_column(error)):
                return await _accident(request, error)
            return self.of(Refusal("request.invalid", {"where": "body", "why": "not_held"}))

        if "psycopg" in sys.modules:  # a hall on a file does without it, which is 0.3 s of its start
            app.add_exception_handler(sys.modules["psycopg"].DataError, _not_held)

        @app.exception_handler(Exception)
        async def _accident(request: Request, error: Exception) -> Response:
            if is_machine_trouble(error):
                _log.error("the store cannot write", route=_route(request), error=type(error).__name__)
                return self.of(Refusal("store.cannot_write"))
            _log.error("request failed", route=_route(request), error=type(error).__name__, exc_info=error)
            return self.of(Refusal("store.accident"), HTTPStatus.INTERNAL_SERVER_ERROR)

    def _detail(self, refusal: Refusal) -> str:
        try:
            return self._texts.tell(refusal, Reader.OPERATOR)
        except TextError:
            _log.error("a refusal has no sentence", code=refusal.code)
            return refusal.code


class Refused(Exception):
    """A refusal raised where a route cannot return one: in what it depends on."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def _route(request: Request) -> str:
    """The route's pattern; the path itself may carry a citizen's code."""
    route = request.scope.get("route")
    return str(getattr(route, "path", "?"))
