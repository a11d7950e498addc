"""Brings messages to their receivers: each has a task of its own, so that a slow one holds up neither others nor us."""

import asyncio
import ssl
from contextlib import suppress
from datetime import UTC, datetime

import httpx2
import structlog

from case_store.store import Store
from case_store.webhooks.guarded_line import open_line, who_signs
from case_store.webhooks.signature import signed
from case_store.webhooks.webhook_door import Delivery, Receiver

LOOK_EVERY_S = 2.0
TOGETHER_S = 0.1  # what happens within is looked at together
_OK, _REDIRECT, _SERVER = 200, 300, 500
_NOT_NOW = (408, 425, 429)  # of the receiver, not of the message
_log = structlog.get_logger(__name__)


class Courier:
    """One for each service; `run` goes on until it is cancelled."""

    def __init__(self, store: Store) -> None:
        self._store, self._door = store, store.hall.webhooks
        self._config = store.config.webhooks
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._context: ssl.SSLContext | None = None  # most stores tell nobody

    def wake(self) -> None:
        """Something happened."""
        self._news.set()

    async def run(self) -> None:
        """Look behind the log, and see that everybody who is owed something has a task."""
        try:
            while True:
                self._news.clear()
                try:
                    await self._round()
                except Exception:  # noqa: BLE001  one turn that failed must not be the last
                    _log.exception("webhooks failed")
                with suppress(TimeoutError):  # not wait_for: Python 3.11's may swallow a cancellation
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._news.wait()
                        await asyncio.sleep(TOGETHER_S)
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _round(self) -> None:
        if not await self._store.look(self._door.is_anybody_told):
            return
        while await self._store.run(self._door.follow):
            pass
        for receiver in await self._store.look(self._door.receivers):
            task = self._under_way.get(receiver.webhook_id)
            if task is None or task.done():
                self._under_way[receiver.webhook_id] = asyncio.create_task(self._serve(receiver))

    async def _serve(self, receiver: Receiver) -> None:
        """What is due for one receiver, until nothing is or one was not taken."""
        try:
            delivery = await self._store.look(self._door.next_for, receiver.webhook_id)
            if delivery is None:
                return
            if self._context is None:
                self._context = await asyncio.to_thread(who_signs, self._config)
            async with open_line(self._config, self._context) as line:
                while delivery is not None and await self._bring(line, receiver, delivery):
                    delivery = await self._store.look(self._door.next_for, receiver.webhook_id)
        except Exception:  # noqa: BLE001  the next round makes a new task
            _log.exception("a webhook failed", webhook_id=receiver.webhook_id)
        else:
            self._news.set()  # what came due while this task was ending waits for no look

    async def _bring(self, line: httpx2.AsyncClient, receiver: Receiver, delivery: Delivery) -> bool:
        """Whether the next one may be tried at once."""
        # The receiver compares with its own clock: the real time, not the hall's.
        now_s = int(datetime.now(tz=UTC).timestamp())
        headers = signed(receiver.secret, delivery.event_id, now_s, delivery.body)
        try:
            async with asyncio.timeout(self._config.timeout_s):
                request = line.build_request("POST", receiver.url, content=delivery.body, headers=headers)
                answer = await line.send(request, stream=True)  # nobody reads what a receiver has to say
                status = answer.status_code
                await answer.aclose()
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError) as error:
            return await self._failed(receiver, delivery, _reason(error), whole=True)
        if _OK <= status < _REDIRECT:
            await self._store.run(self._door.taken, receiver.webhook_id, delivery.event_id)
            return True
        whole = status >= _SERVER or status in _NOT_NOW
        return await self._failed(receiver, delivery, f"HTTP {status}", whole=whole)

    async def _failed(self, receiver: Receiver, delivery: Delivery, trouble: str, *, whole: bool) -> bool:
        _log.info(
            "webhook not taken", webhook_id=receiver.webhook_id, trouble=trouble, tries=delivery.tries + 1
        )
        days = self._config.dead_after_days
        await self._store.run(
            self._door.failed, receiver, delivery, trouble, whole=whole, dead_after_days=days
        )
        return not whole


def _reason(error: Exception) -> str:
    """The kind of trouble; what the receiver wrote is not repeated."""
    return str(error) if str(error) in ("address not allowed", "name not found") else type(error).__name__
