"""What all pages share: a whole page whatever happened, one answer for every no, and a limit on wrong codes.

What is not found answers like what is wrong or torn: the same page, the same status, after the same time, and is
counted alike. The status is 200 because several phone browsers put a page of their own, with advertisements, in the
place of a 404; only who tries too often gets 429.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

import sqlalchemy as sa
import structlog
from fastapi import Request, Response

from case_store.central.context import PUBLIC, acting_as
from case_store.citizen_pages.found import PolicyOf
from case_store.citizen_pages.limits import Counted, Limits, who_of
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.rendering import AnyPage, PageRenderer
from case_store.service.parts import Parts
from case_store.trace import trace_of
from cases.hall_time import hall_date
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

NO_AFTER_S = 0.05  # a no is told no sooner, so that its time says nothing of why
_UNAVAILABLE, _SEE_OTHER, _TOO_OFTEN = 503, 303, 429
_SECONDS = 60

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Back:
    """To the page that the form was on."""

    to: str


@dataclass(frozen=True, slots=True)
class TooOften:
    """Come again later."""

    minutes: int


Shown = AnyPage | Back | TooOften | None
Look = Callable[[sa.Connection, str], Shown]
"""What stands behind a code that reads; None: nothing does."""


class Answering:
    """Made once for all routes of the pages."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.store = parts, parts.store
        self.renderer = PageRenderer()

    def writer(self) -> PageWriter:
        """In the words of this store's own policy, for whom no hall is known."""
        return PageWriter(self.store.policy, self.store.texts)

    def told_by(self, connection: sa.Connection) -> PolicyOf:
        """What each hall has told of its policy."""
        today = hall_date(self.store.clock.now())
        return lambda stream: self.store.told_policies.of(connection, stream, today)

    def who(self, request: Request) -> str:
        """Under what whoever asks is counted. No log names the address."""
        address = request.client.host if request.client else ""
        return who_of(self.store.keys, address, self.store.clock.now())

    def limits(self, connection: sa.Connection) -> Limits:
        """The counts, now."""
        store = self.store
        return Limits(connection, store.config.name, store.policy.citizen_page, store.clock.now())

    def html(self, page: AnyPage, status: int = 200) -> Response:
        """The page."""
        return Response(self.renderer.render(page), status, headers=self.renderer.headers)

    def back(self, to: str) -> Response:
        """See other."""
        return Response(status_code=_SEE_OTHER, headers={**self.renderer.headers, "Location": to})

    def tell(self, shown: "AnyPage | Back | TooOften") -> Response:
        """What is known, as an answer."""
        if isinstance(shown, Back):
            return self.back(shown.to)
        if isinstance(shown, TooOften):
            answer = self.html(self.writer().too_often(shown.minutes), _TOO_OFTEN)
            answer.headers["Retry-After"] = str(shown.minutes * _SECONDS)
            return answer
        return self.html(shown)

    async def safe(self, answer: Awaitable[Response]) -> Response:
        """A sentence also for an accident of ours."""
        try:
            return await answer
        except Exception as error:  # noqa: BLE001  a citizen reads a sentence, whatever happened
            _log.error("citizen page failed", trace=trace_of(error))
            return self.html(self.writer().unavailable(), _UNAVAILABLE)

    async def by_code(self, request: Request, code: str, look: Look, *, writes: bool = False) -> Response:
        """What stands behind a code. `writes`: the look keeps something."""
        return await self.safe(self._by_code(self.who(request), code, look, writes=writes))

    async def torn(self, request: Request) -> Response:
        """What is no code is answered and counted like a wrong one."""
        return await self.by_code(request, "", lambda _connection, _known: None)

    async def to_the_page(self, request: Request, code: str) -> Response:
        """Back from where a form was sent. By the code as it is known: what was typed may be no header."""
        known = parse_citizen_code(code)
        return await self.torn(request) if isinstance(known, Refusal) else self.back(f"../{known}")

    async def read(self, look: Callable[[sa.Connection], T]) -> T:
        """Look into the store."""
        return await self.store.run(self._read, look)

    async def no(self, began: float) -> Response:
        """Not found, no sooner than any other no. `began`: monotonic()."""
        await asyncio.sleep(max(0.0, began + NO_AFTER_S - monotonic()))
        return self.html(self.writer().not_found())

    async def _by_code(self, who: str, code: str, look: Look, *, writes: bool) -> Response:
        began, known = monotonic(), parse_citizen_code(code)

        def find(connection: sa.Connection) -> Shown:
            limits = self.limits(connection)
            if not limits.may(Counted.CODE, who):
                return TooOften(limits.wait_minutes(Counted.CODE))
            return None if isinstance(known, Refusal) else look(connection, known)

        code_shown = "" if isinstance(known, Refusal) else code_hash(known)
        with acting_as(replace(PUBLIC, code=code_shown)):
            shown = await (self.store.in_log(find) if writes else self.read(find))
        if shown is None:
            await self.store.in_log(lambda connection: self.limits(connection).count(Counted.CODE, who))
            return await self.no(began)
        return self.tell(shown)

    def _read(self, look: Callable[[sa.Connection], T]) -> T:
        with self.store.log.reading() as connection:
            return look(connection)
