"""How a question travels to a hall store: keep-alive HTTP, a token, network trouble named.

A rule that says no comes back as a `Refusal`. Everything that leaves the question open (nobody answers, the answer
is torn, the hall has an accident of its own) is `Unreachable`: the caller decides whether to ask again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx2
import pydantic
from pydantic_core import to_json

from case_store.client.credentials import Credentials, NotAdmitted, open_line
from cases.refusal import Refusal

SESSION_HEADER = "X-Staff-Session"
PROBLEM = "application/problem+json"
TIMEOUT_S = 5.0
_SERVER_ERROR = 500
_JSON = {"Content-Type": "application/json"}
NOT_NOW = (
    401,
    403,
    429,
)  # a token that is not valid now, or too much at once: says nothing about what was sent
# The server may close an idle connection just when we use it. Asking once more is safe: commands carry their id.
_STALE = (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError)

AnswerT = TypeVar("AnswerT")


class Unreachable(Exception):
    """Nobody answered, or not in a way that settles the question. `retry_after_s` is the hall's own wish."""

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.retry_after_s = reason, retry_after_s


@dataclass(frozen=True, slots=True)
class _Problem:
    code: str
    facts: dict[str, str | int]


def adapter(answer: type[AnswerT]) -> "pydantic.TypeAdapter[AnswerT]":
    """What reads an answer."""
    return pydantic.TypeAdapter(answer)


_PROBLEM_BODY = adapter(_Problem)
_ANYTHING: "pydantic.TypeAdapter[Any]" = pydantic.TypeAdapter(Any)


class HallConnection:
    """One hall, as seen from one screen. `session` goes with every command after a sign-in."""

    def __init__(self, base_url: str, token: str | Credentials, *, timeout_s: float = TIMEOUT_S) -> None:
        self._http = open_line(base_url, token, timeout_s=timeout_s)
        self.session: str | None = None

    async def aclose(self) -> None:
        """Close the kept connections."""
        await self._http.aclose()

    async def tell(
        self, path: str, body: Mapping[str, object], later: tuple[int, ...] = ()
    ) -> Refusal | None:
        """A command whose answer says nothing but yes. Raises Unreachable."""
        answer = await self.ask("POST", path, _ANYTHING, body, later=later)
        return answer if isinstance(answer, Refusal) else None

    async def ask(
        self,
        method: str,
        path: str,
        answer: "pydantic.TypeAdapter[AnswerT]",
        body: object = None,
        *,
        again: bool = True,
        later: tuple[int, ...] = (),
        timeout_s: float | None = None,
    ) -> AnswerT | Refusal:
        """`again`: once more over a fresh connection. `later`: status codes that mean Unreachable, not a refusal."""
        content = None if body is None else to_json(body)
        response = await self._send(method, path, content, _JSON, again=again, timeout_s=timeout_s)
        return _understood(_granted(response, later), answer)

    async def send_file(
        self,
        path: str,
        content: bytes,
        headers: Mapping[str, str],
        answer: "pydantic.TypeAdapter[AnswerT]",
        timeout_s: float,
    ) -> AnswerT | Refusal:
        """A file as the body; its route is idempotent. Raises Unreachable."""
        response = await self._send("POST", path, content, headers, again=True, timeout_s=timeout_s)
        return _understood(_granted(response), answer)

    async def fetch_file(self, path: str, timeout_s: float) -> bytes | Refusal:
        """A file, whole. Raises Unreachable, also when it breaks off."""
        response = _granted(await self._send("GET", path, None, {}, again=True, timeout_s=timeout_s))
        return response if isinstance(response, Refusal) else response.content

    async def _send(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        *,
        again: bool,
        timeout_s: float | None = None,
    ) -> httpx2.Response | Refusal:
        session = {} if self.session is None else {SESSION_HEADER: self.session}
        timeout = self._http.timeout if timeout_s is None else httpx2.Timeout(timeout_s)
        try:
            return await self._http.request(
                method, path, content=content, headers={**headers, **session}, timeout=timeout
            )
        except NotAdmitted as error:
            return error.refusal
        except _STALE as error:
            if again:
                return await self._send(method, path, content, headers, again=False, timeout_s=timeout_s)
            raise Unreachable(type(error).__name__) from error
        except httpx2.HTTPError as error:
            raise Unreachable(type(error).__name__) from error


def _granted(response: httpx2.Response | Refusal, later: tuple[int, ...] = ()) -> httpx2.Response | Refusal:
    """Raises Unreachable for what leaves the question open."""
    if isinstance(response, Refusal):  # this machine is not let in: nothing is said about what was asked
        if later:
            raise Unreachable(response.code)
        return response
    if response.is_success:
        return response
    if response.status_code >= _SERVER_ERROR or response.status_code in later:
        raise Unreachable(f"http {response.status_code}", _retry_after(response))
    return _refusal(response)


def _understood(
    response: httpx2.Response | Refusal, answer: "pydantic.TypeAdapter[AnswerT]"
) -> AnswerT | Refusal:
    if isinstance(response, Refusal):
        return response
    try:
        return answer.validate_json(response.content or b"null")
    except pydantic.ValidationError as error:
        raise Unreachable("answer not understood") from error


def _refusal(response: httpx2.Response) -> Refusal:
    """The Refusal of a problem. What is no problem of ours (a proxy's page, a wrong token) settles nothing."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind != PROBLEM:
        raise Unreachable(f"http {response.status_code}", _retry_after(response))
    try:
        problem = _PROBLEM_BODY.validate_json(response.content)
    except pydantic.ValidationError as error:
        raise Unreachable(f"http {response.status_code}", _retry_after(response)) from error
    return Refusal(problem.code, problem.facts)


def _retry_after(response: httpx2.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
