"""The network between simulated machines: what is asked or answered may be late, lost, doubled, or a stranger's.

`httpx2.AsyncClient` is this module's `Client` while a history runs, so all real code that asks, asks here.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, Protocol

import httpx2

from tests.sync.timeline import RUNNING, Timeline

LATE_MAX_S = 0.3
TORN = b"<html>502</html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An HTTP request."""

    method: str
    path: str
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Served(Protocol):
    """A machine that may be asked."""

    on: bool

    def bury(self) -> None:
        """As Powered."""
        ...

    def serve(self, question: Question) -> Awaitable[Answer]:
        """Its answer; what it does for it is done by the machine."""
        ...


@dataclass
class Weather:
    """How bad it is just now: probabilities of one question."""

    lost: float = 0.0  # the question does not arrive
    unanswered: float = 0.0  # it arrives, the answer does not
    doubled: float = 0.0  # it arrives again later
    torn: float = 0.0  # a stranger in between answers 200 with a page of its own
    stale: float = 0.0  # the answer is one that was given earlier
    refused: float = 0.0  # 429 or 503: not now
    slow: float = 0.0  # seconds that a question may take at most


class Network:
    """Who is who, who hears whom, and how the weather is. `seen` counts what it did to anybody."""

    def __init__(self, timeline: Timeline, chance: Random, seen: "Counter[str]") -> None:
        self.timeline, self._chance, self._seen = timeline, chance, seen
        self.weather = Weather()
        self._served: dict[str, Served] = {}
        self._cut: set[frozenset[str]] = set()
        self._renamed: dict[str, str] = {}
        self._given: dict[
            tuple[str, str, str], Answer
        ] = {}  # the last good answer to each question, told again
        self._waiting: set[asyncio.Future[Any]] = set()
        self._lost: Counter[str] = Counter()
        self.witness: Callable[[str, Question, Answer], None] = lambda _host, _question, _answer: None

    def stands(self, name: str, machine: Served | None) -> None:
        """From now on this machine answers to the name; None: nobody."""
        if machine is None:
            self._served.pop(name, None)
        else:
            self._served[name] = machine
        for future in list(self._waiting):  # whoever waited for the one before sees its connection break
            if getattr(future, "asked_of", None) == name and not future.done():
                future.set_exception(httpx2.ReadError("connection lost"))

    def renamed(self, name: str, to: str) -> None:
        """Whoever asks for the one is answered by the other."""
        self._renamed[name] = to

    def forgets(self, name: str) -> None:
        """Its disk is older: what it answered is not told again, and what is on its way does not arrive."""
        self._lost[name] += 1
        self._given = {kind: answer for kind, answer in self._given.items() if kind[1] != name}

    def cut(self, one: str, other: str) -> None:
        """They do not hear each other."""
        self._cut.add(frozenset((one, other)))

    def heal(self, one: str, other: str) -> None:
        """These two hear each other again."""
        self._cut.discard(frozenset((one, other)))

    def mend(self) -> None:
        """Everybody hears everybody, and the weather is fine."""
        self._cut.clear()
        self.weather = Weather()

    async def ask(self, source: str, host: str, question: Question, timeout: float) -> Answer:  # noqa: ASYNC109
        """Raises httpx2.HTTPError, as a real client does."""
        chance, weather, seen = self._chance, self.weather, self._seen
        host = self._renamed.get(host, host)
        await asyncio.sleep(self._delay())
        if frozenset((source, host)) in self._cut:
            seen["partition met"] += 1
            return await self._silence(timeout)
        if chance.random() < weather.lost:
            seen["question lost"] += 1
            return await self._silence(timeout)
        if chance.random() < weather.torn:
            seen["torn answer"] += 1
            return Answer(chance.choice((200, 502)), TORN, {"content-type": "text/html"})
        if chance.random() < weather.refused:
            seen["not now"] += 1
            return Answer(chance.choice((429, 503)), b"{}", {"retry-after": str(chance.randint(1, 8))})
        kind = (source, host, f"{question.path}?{sorted(question.params.items())}")
        if chance.random() < weather.stale and kind in self._given:
            seen["stale answer"] += 1
            return self._given[kind]
        if chance.random() < weather.doubled:
            seen["question doubled"] += 1
            self.timeline.begin(None, self._again(host, question))
        lost = self._lost[host]
        answer = await self._deliver(host, question)
        if chance.random() < weather.unanswered:
            seen["answer lost"] += 1
            return await self._silence(timeout)
        await asyncio.sleep(self._delay())
        if frozenset((source, host)) in self._cut:
            seen["answer lost"] += 1
            return await self._silence(timeout)
        if not self._is_up(host) or self._lost[host] != lost:
            raise httpx2.ReadError("connection lost")
        if answer.status == 200:
            self._given[kind] = answer
        return answer

    def _is_up(self, host: str) -> bool:
        machine = self._served.get(host)
        return machine is not None and machine.on

    def _delay(self) -> float:
        return self._chance.uniform(0.001, 0.02) + self._chance.random() ** 3 * self.weather.slow

    async def _silence(self, timeout: float) -> Answer:  # noqa: ASYNC109
        """Noticed at once or only when the time is up."""
        if self._chance.random() < 0.5:
            raise httpx2.ConnectError("no route")
        await asyncio.sleep(timeout)
        raise httpx2.ReadTimeout("no answer")

    async def _again(self, host: str, question: Question) -> None:
        await asyncio.sleep(self._delay() * self._chance.choice((1, 10, 200)))
        with suppress(httpx2.HTTPError):
            await self._deliver(host, question)

    async def _deliver(self, host: str, question: Question) -> Answer:
        machine = self._served.get(host)
        if machine is None or not machine.on:
            raise httpx2.ConnectError("refused")
        future: asyncio.Future[Answer] = self.timeline.create_future()
        future.asked_of = host  # type: ignore[attr-defined]
        self._waiting.add(future)

        async def work() -> None:
            answer = await machine.serve(question)
            self.witness(host, question, answer)
            if not future.done():
                future.set_result(answer)

        self.timeline.begin(machine, work())
        try:
            return await future
        finally:
            self._waiting.discard(future)


class Client:
    """What `httpx2.AsyncClient` is in a history. The network is that of the machine that asks."""

    def __init__(self, *, base_url: str = "", headers: Any = None, timeout: Any = None, **_more: Any) -> None:
        self._host = base_url.removeprefix("http://").replace("127.0.0.1:1", "centre")
        self._headers = dict(headers or {})
        self.timeout = timeout if isinstance(timeout, httpx2.Timeout) else httpx2.Timeout(timeout or 5.0)

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: Any = None,  # noqa: ASYNC109  httpx2's own
    ) -> httpx2.Response:
        """Raises httpx2.HTTPError."""
        asking: Any = RUNNING.get()
        waits = timeout if isinstance(timeout, httpx2.Timeout) else self.timeout
        question = Question(
            method=method,
            path=url,
            content=content or b"",
            headers={name.lower(): value for name, value in {**self._headers, **(headers or {})}.items()},
            params={name: str(value) for name, value in (params or {}).items()},
        )
        answer = await asking.network.ask(asking.name, self._host, question, float(waits.read or 5.0))
        return httpx2.Response(
            answer.status,
            content=answer.content,
            headers=dict(answer.headers),
            request=_request(method, f"http://{self._host}{url}"),
        )

    async def get(self, url: str, **how: Any) -> httpx2.Response:
        """As httpx2."""
        return await self.request("GET", url, **how)

    async def post(self, url: str, **how: Any) -> httpx2.Response:
        """As httpx2."""
        return await self.request("POST", url, **how)

    async def aclose(self) -> None:
        """Nothing is kept open."""


@cache
def _request(method: str, url: str) -> httpx2.Request:
    """Which request it was that is answered; a URL is read once a process."""
    return httpx2.Request(method, url)
