"""Pull in life: asks the centre over HTTP, has the hall take the answer, waits. What to do next: `pull.py`."""

import asyncio
import random
from contextlib import suppress
from typing import assert_never

import httpx2
import structlog

from case_store.client.credentials import Credentials, open_line
from case_store.store import Store
from case_store.sync.awaited import SOMETHING
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER
from case_store.sync.pull import Ask, PullCommand, Puller, PullEvent, ReadCursor, Take, Taken
from case_store.sync.pull_apply import Pulled, read_pulled
from case_store.sync.push import Failed, Wait, Woken
from case_store.sync.question import sign
from case_store.trace import trace_of

_log = structlog.get_logger(__name__)

PULL_PATH = "/v1/sync/pull"
PURPOSE = "pull"
TIMEOUT_S = 30.0


class Downlink:
    """Pulls what concerns one hall, for ever."""

    def __init__(self, store: Store, url: str, token: str | Credentials) -> None:
        self._store = store
        self._http = open_line(url, token, timeout_s=TIMEOUT_S)
        self._puller = Puller(random.random, store.config.pull_seconds)
        self._new = asyncio.Event()
        self._pulled: Pulled | None = None

    def hear(self, said: str | None) -> None:
        """What the centre says of it: whether something is there (sync.awaited), None where it does not say so.

        Call it on the loop that runs `run()`.
        """
        self._puller.is_told = said is not None
        if said == SOMETHING:
            self._new.set()

    async def run(self) -> None:
        """Until cancelled. A mistake of ours, or a full disk, is logged, waited out and tried again."""
        event: PullEvent = Woken()
        try:
            while True:
                command = self._puller.handle(event)
                try:
                    event = await self._do(command)
                except Exception as error:  # noqa: BLE001  nothing that is told may end the asking
                    _log.error("pull failed", trace=trace_of(error))
                    event = Failed(type(error).__name__)
        finally:
            await self._http.aclose()

    async def _do(self, command: PullCommand) -> PullEvent:
        match command:
            case ReadCursor():
                self._new.clear()
                return await self._store.look(self._store.hall.downlink.cursor)
            case Ask():
                return await self._ask(command)
            case Take():
                if self._pulled is None:
                    return Failed("nothing was told")
                await self._store.run(self._store.hall.downlink.take, self._pulled)
                return Taken()
            case Wait():
                await self._wait(command)
                return Woken()
            case _:
                assert_never(command)

    async def _ask(self, ask: Ask) -> PullEvent:
        config = self._store.config
        signature = sign(self._store.keys.signing, PURPOSE, config.name, ask.position, ask.mark)
        headers = {SIGNER_HEADER: config.node, SIGNATURE_HEADER: signature}
        asked = {"position": str(ask.position), "mark": ask.mark}
        self._pulled = None
        try:
            response = await self._http.get(PULL_PATH, params=asked, headers=headers)
        except httpx2.HTTPError as error:
            return Failed(type(error).__name__)
        if not response.is_success:
            wish = response.headers.get("retry-after", "")
            after = float(wish) if wish.isascii() and wish.isdigit() else None
            return Failed(f"http {response.status_code}", after)
        try:
            self._pulled = read_pulled(response.content)
        except ValueError:
            return Failed("the answer is not understood")
        return self._pulled.told

    async def _wait(self, wait: Wait) -> None:
        if not wait.until_new:
            await asyncio.sleep(wait.seconds)
            return
        with suppress(TimeoutError):  # not wait_for: Python 3.11's may swallow a cancellation
            async with asyncio.timeout(wait.seconds):
                await self._new.wait()
