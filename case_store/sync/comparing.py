"""Comparison in life: asks here and upstream, mends what was found. What to ask next is decided in `compare.py`."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

import httpx2
import sqlalchemy as sa
import structlog

from case_store.client.credentials import Credentials
from case_store.clock import SteadyClock
from case_store.store import Store
from case_store.sync import digests, hall_outbox
from case_store.sync.compare import (
    BLOCKS,
    WHOLE,
    Begun,
    CompareEvent,
    Comparer,
    Findings,
    Finish,
    Question,
    Told,
)
from case_store.sync.heads import last_seq
from case_store.sync.line import Line
from case_store.sync.mending import put_back
from case_store.trace import trace_of
from cases.hall_time import hall_date, hall_time

_log = structlog.get_logger(__name__)

LOOK_S, AGAIN_S = 60.0, 600.0
SPREAD = timedelta(hours=1)  # halls of one centre come one after the other

T = TypeVar("T")


class InLog(Protocol):
    """Runs work in one write transaction of the log, in its only thread."""

    def __call__(self, work: Callable[[sa.Connection], T]) -> Awaitable[T]:
        """The answer of the work, once it is committed."""
        ...


async def digests_of(in_log: InLog, stream: str, node: str, question: Question) -> Mapping[int, str]:
    """What this store has, read in pieces."""
    if question.block not in (WHOLE, BLOCKS):
        return await in_log(lambda c: digests.places(c, stream, node, question))
    end = await in_log(lambda c: last_seq(c, stream, node, question.epoch))
    found: dict[int, str] = {}
    for first in digests.firsts(replace(question, last=min(question.last, end))):
        found |= await in_log(partial(_some_blocks, stream, node, question, first))
    return digests.answer(question, found)


def _some_blocks(
    stream: str, node: str, question: Question, first: int, connection: sa.Connection
) -> Mapping[int, str]:
    return digests.some_blocks(connection, stream, node, question, first)


async def compare_nightly(store: Store, url: str, token: str | Credentials, hour: int) -> None:
    """A store with the one above it, every night, until cancelled."""
    config = store.config
    line = Line(stream=config.name, node=config.node, key=store.keys.signing, url=url, token=token)
    try:
        comparing = Comparing(
            stream=config.name, node=config.node, line=line, in_log=store.in_log, clock=store.clock
        )
        await comparing.nightly(hour)
    finally:
        await line.aclose()


class Comparing:
    """One store's own log with what upstream has of it."""

    def __init__(self, *, stream: str, node: str, line: Line, in_log: InLog, clock: SteadyClock) -> None:
        self._stream, self._node = stream, node
        self._line, self._in_log, self._clock = line, in_log, clock

    async def once(self) -> Findings:
        """Compare, and mend what differs. Raises httpx2.HTTPError when upstream is not to be reached."""
        comparer = Comparer()
        event: CompareEvent = Begun(
            await self._in_log(lambda c: digests.confirmed(c, self._stream, self._node))
        )
        while not isinstance(command := comparer.handle(event), Finish):
            question = command.question
            ours = await digests_of(self._in_log, self._stream, self._node, question)
            event = Told(ours, await self._line.digests(question))
        if command.findings:
            _log.warning(
                "the log differs from upstream's",
                lacking=len(command.findings.lacking),
                lost=len(command.findings.lost),
                different=len(command.findings.different),
            )
            await self._mend(command.findings)
        return command.findings

    async def nightly(self, hour: int) -> None:
        """Once a day within an hour of `hour`, or of the start where the machine was off then; until cancelled."""
        late = SPREAD * random.random()  # noqa: S311  no secret
        began_us, done = self._clock.steady().us, None
        while True:
            rest_s, now = LOOK_S, hall_time(self._clock.now())
            at_night = now.replace(hour=hour, minute=0, second=0, microsecond=0) + late
            up_for = timedelta(microseconds=self._clock.steady().us - began_us)
            if done != hall_date(now) and now >= at_night and up_for >= late:
                try:
                    await self.once()
                    done = hall_date(now)
                except httpx2.HTTPError:
                    rest_s = AGAIN_S
                except Exception as error:  # noqa: BLE001  a mistake of ours must not end the comparing
                    _log.error("not compared", trace=trace_of(error))
                    rest_s = AGAIN_S
            await asyncio.sleep(rest_s)

    async def _mend(self, findings: Findings) -> None:
        again = (*findings.lacking, *findings.different)
        await self._in_log(lambda c: hall_outbox.again(c, self._stream, self._node, again))
        lost = set(findings.lost)
        while lost:
            epoch, seq = min(lost)
            page = await self._line.tail_page(epoch, seq - 1)
            items = [item for item in page if (item["epoch"], item["seq"]) in lost]
            await self._in_log(partial(_put_back, self._stream, self._node, items, self._clock.now()))
            lost -= {(epoch, seq), *((item["epoch"], item["seq"]) for item in items)}


def _put_back(stream: str, node: str, items: list[Any], now: datetime, connection: sa.Connection) -> int:
    return put_back(connection, stream, node, items, now)
