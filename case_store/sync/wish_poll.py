"""The hall asks the centre what citizens wish from their phones: only outgoing connections.

The centre holds the question open until there is something: a wish, or something to pull, which its answer says.

The same question tells the centre that the hall is alive, and whether it has been told everything: a phone shows
nothing of a hall that is not heard for a minute.
"""

import asyncio
import random
from collections.abc import Callable
from time import monotonic

import httpx2
import pydantic
import structlog

from case_store.client.credentials import Credentials, open_line
from case_store.store import Store
from case_store.sync.awaited import PULL_HEADER, SOMETHING
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER
from case_store.sync.pull import CursorRead
from case_store.sync.question import sign
from case_store.trace import trace_of
from cases.queue.wish import Wish

_log = structlog.get_logger(__name__)

WISHES_PATH = "/v1/sync/wishes"
BUSY_S = (
    2.0  # between questions that are answered at once, while somebody is in the house who may wish something
)
QUIET_S = 15.0  # else; the centre is to hear from an open hall every 20 s
HELD_S = 15.0
TIMEOUT_S = 10.0 + HELD_S
PURPOSE = "wishes"
_PULLED = pydantic.TypeAdapter(tuple[Wish, ...])


class WishPoll:
    """Asks and has the hall answer, for ever. `on_said`: what the answer says of pulling (Downlink.hear)."""

    def __init__(
        self, store: Store, url: str, token: str | Credentials, on_said: Callable[[str | None], None]
    ) -> None:
        self._store, self._on_said = store, on_said
        self._sent_from: CursorRead | None = None  # where we stood when the centre sent us to pull
        self._http = open_line(url, token, timeout_s=TIMEOUT_S)

    async def run(self) -> None:
        """Until cancelled. Without the centre it is asked again, in its own time."""
        try:
            while True:
                pause, asked_at = QUIET_S, monotonic()
                try:
                    soon, took = await self.ask(), monotonic() - asked_at
                    pause = max(0.0, (BUSY_S if soon or took > BUSY_S else QUIET_S) - took)
                except httpx2.HTTPError:
                    self._on_said(None)
                    pause = BUSY_S + QUIET_S * random.random()  # noqa: S311  no secret
                except Exception as error:  # noqa: BLE001  a mistake of ours must not end the asking
                    _log.error("wishes not pulled", trace=trace_of(error))
                await asyncio.sleep(pause)
        finally:
            await self._http.aclose()

    async def ask(self) -> bool:
        """Pull and answer once; whether to ask again soon. Raises httpx2.HTTPError."""
        store, wishes = self._store, self._store.hall.wishes
        after, cursor = await store.look(wishes.cursor), await store.look(store.hall.downlink.cursor)
        somebody, told = await store.look(wishes.standing)
        pulled, says = await self._pull(after, cursor, told=told)
        self._on_said(says)
        if pulled:
            await store.run(wishes.answer, pulled)
        sent = says == SOMETHING and cursor != self._sent_from  # sent in vain, it comes again in its own time
        self._sent_from = cursor if says == SOMETHING else None
        return somebody or sent or bool(pulled)

    async def _pull(
        self, after: int, cursor: CursorRead, *, told: bool
    ) -> tuple[tuple[Wish, ...], str | None]:
        config = self._store.config
        headers = {
            SIGNER_HEADER: config.node,
            SIGNATURE_HEADER: sign(self._store.keys.signing, PURPOSE, config.name, after, int(told)),
        }
        asked = {
            "after": str(after),
            "told": str(int(told)),
            "wait": str(HELD_S),
            "position": str(
                cursor.position
            ),  # not signed, as a centre of the version before would not expect it
            "mark": cursor.mark,
        }
        response = await self._http.get(WISHES_PATH, params=asked, headers=headers)
        response.raise_for_status()
        return _PULLED.validate_json(response.content), response.headers.get(PULL_HEADER)
