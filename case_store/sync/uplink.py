"""Push in life: reads the outbox in the log's thread, speaks HTTP, waits. What to do next is decided in `push.py`."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar, assert_never

import httpx2
import sqlalchemy as sa
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.backup.restored_mark import RestoredMark
from case_store.client.credentials import Credentials
from case_store.clock import Clock
from case_store.sync import hall_outbox
from case_store.sync.another_centre import Rekey
from case_store.sync.batch import Batch, Head
from case_store.sync.heads import links_at, standing
from case_store.sync.line import Line
from case_store.sync.push import (
    UPGRADE_FIRST,
    Adopt,
    Answered,
    Compared,
    Done,
    Failed,
    Greet,
    OutboxRead,
    PushCommand,
    Pusher,
    PushEvent,
    ReadOutbox,
    Rewind,
    Send,
    Settle,
    Standing,
    UpstreamHead,
    Wait,
    Woken,
)
from case_store.trace import trace_of
from cases.views import UpstreamView

_log = structlog.get_logger(__name__)

# Between readings, so that what happens together travels together. It is what an event waits that follows another at
# once; where the centre is busy, its answers take longer than this, and one batch is in flight. Who has nothing to
# say reads once in IDLE_S, whatever this is.
LINGER_S = 0.02
MUCH = 100  # events in one reading: whoever has so many has more, and does not wait

T = TypeVar("T")


class InLog(Protocol):
    """Runs work in one transaction, in the only thread that uses the log's connection."""

    def __call__(self, work: Callable[[sa.Connection], T]) -> Awaitable[T]:
        """The answer of the work, once it is committed."""
        ...


class Uplink:
    """Pushes one stream upstream, for ever.

    `in_log` runs what writes, `read_log` what only reads; where that is None, everything is `in_log`'s.
    `on_state` is told when what the screens show of it has changed; `on_quarantined` how many events upstream keeps
    apart, and why; `on_trouble` what a person must do something about (FORKED, UPGRADE_FIRST), again and again while
    it lasts. `adopt` goes on in a new epoch with the tail that was read back (sync.epochs); `restored` says that this
    store came back from a backup; `rekey` that it is beneath another centre than before.
    """

    def __init__(
        self,
        *,
        stream: str,
        node: str,
        key: Ed25519PrivateKey,
        url: str,
        token: str | Credentials,
        in_log: InLog,
        read_log: InLog | None = None,
        clock: Clock,
        on_state: Callable[[UpstreamView], None],
        on_quarantined: Callable[[int, str], Awaitable[object]],
        on_trouble: Callable[[str], Awaitable[object]] | None = None,
        adopt: Callable[[Sequence[Any], Head], Awaitable[object]] | None = None,
        restored: RestoredMark | None = None,
        rekey: Rekey | None = None,
    ) -> None:
        self._stream, self._node = stream, node
        self._in_log, self._read_log, self._clock = in_log, read_log or in_log, clock
        self._on_state, self._on_quarantined = on_state, on_quarantined
        self._on_trouble, self._adopt, self._restored = on_trouble, adopt, restored
        self._rekey = rekey
        self._line = Line(stream=stream, node=node, key=key, url=url, token=token)
        self._pusher = Pusher(random.random)
        self._new = asyncio.Event()
        self._batch: Batch | None = None
        self._read_at, self._backlog = 0.0, 0
        self.view = UpstreamView(connected=False, backlog=0, last_ok=None)

    def wake(self) -> None:
        """Something new is in the outbox. Call it on the loop that runs `run()`."""
        self._new.set()

    async def run(self) -> None:
        """Push until cancelled. A mistake of ours is logged, waited out and tried again: the queue never stops."""
        event: PushEvent = Woken()
        try:
            while True:
                command = self._pusher.handle(event)
                try:
                    await self._tell_of_trouble(command)
                    event = await self._do(command)
                    self._show(event)
                except Exception as error:  # noqa: BLE001  a full disk or our own mistake must not end the uplink
                    _log.error("push failed", trace=trace_of(error))
                    event = Failed(type(error).__name__)
        finally:
            await self._line.aclose()

    async def _do(self, command: PushCommand) -> PushEvent:
        match command:
            case ReadOutbox():
                return await self._read(command.events_max)
            case Greet():
                return await self._greet(command.v)
            case Adopt():
                return await self._take_back(command)
            case Send():
                return await self._send(self._batch, command.v)
            case Settle():
                if command.quarantined:  # told first: a crash between the two tells it again, once
                    await self._tell_of(command.quarantined)
                await self._in_log(
                    lambda c: hall_outbox.settle(c, self._stream, command.forget, command.quarantined)
                )
                return Done()
            case Rewind():
                return await self._rewind(command)
            case Wait():
                await self._wait(command)
                return Woken()
            case _:
                assert_never(command)

    async def _read(self, events_max: int) -> OutboxRead:
        if self._batch is None or len(self._batch.items) < MUCH:
            await asyncio.sleep(self._read_at + LINGER_S - asyncio.get_running_loop().time())
        self._read_at = asyncio.get_running_loop().time()
        self._new.clear()  # whatever comes from here on is for the next reading

        def read(connection: sa.Connection) -> tuple[Batch, int]:
            batch = hall_outbox.next_batch(connection, self._stream, self._node, events_max, self._rekey)
            return batch, hall_outbox.backlog(connection, self._stream)

        batch, self._backlog = await self._read_log(read)
        self._batch = batch
        return OutboxRead(batch.first_seq, tuple(item["event"]["id"] for item in batch.items))

    async def _greet(self, v: int) -> PushEvent:
        """The place of what was read, without its events."""
        batch = self._batch and replace(self._batch, items=())
        answer = await self._send(batch, v)
        if batch is None or not isinstance(answer, Answered):
            return answer
        compared = await self._read_log(lambda c: self._compared(c, batch, answer.head))
        compared = await self._after_a_backup(compared, v)
        if compared.standing is Standing.FORKED and answer.head is not None:
            await self._show_fork(answer.head, v)
        return compared

    async def _show_fork(self, theirs: UpstreamHead, v: int) -> None:
        """What we have at the place of upstream's head: it sees the fork, too, and its people are told."""
        place = (self._stream, self._node, theirs.epoch, theirs.seq)
        for link in await self._read_log(lambda c: links_at(c, *place)):
            shown = Head(theirs.epoch, theirs.seq, link.hash)
            await self._line.push(self._asking(shown), v)

    def _asking(self, head: Head) -> Batch:
        """Whether upstream has this event of ours."""
        return Batch(
            stream=self._stream, node=self._node, epoch=head.epoch, first_seq=1, items=(), heads=(head,)
        )

    def _compared(self, connection: sa.Connection, batch: Batch, theirs: UpstreamHead | None) -> Compared:
        ours = batch.heads[-1]
        if theirs is None:  # of the version before: it compares nothing
            return Compared(Standing.CONTINUES, ours)
        return Compared(standing(connection, self._stream, self._node, ours, theirs), ours, theirs)

    async def _after_a_backup(self, compared: Compared, v: int) -> Compared:
        """The other story at our places is our own past, when upstream knows where the backup ended."""
        mark = self._restored.head() if self._restored else None
        if self._restored is None or mark is None:
            return compared
        if compared.standing is Standing.FORKED:
            answer = await self._line.push(self._asking(mark), v)
            if isinstance(answer, Answered) and answer.head is not None and answer.head.knows_yours:
                return Compared(Standing.AHEAD, mark, answer.head)
        if compared.standing is Standing.CONTINUES:
            self._restored.clear()
        return compared

    async def _take_back(self, adopt: Adopt) -> PushEvent:
        """Our own tail, page by page, then all of it in one transaction."""
        if self._adopt is None:
            return Failed("restored from a backup, and nobody takes the tail back")
        try:
            tail = await self._line.tail(adopt.after, adopt.until)
        except httpx2.HTTPError as error:
            return Failed(type(error).__name__)
        await self._adopt(tail, adopt.after)
        return Done()

    async def _send(self, batch: Batch | None, v: int) -> PushEvent:
        return Failed("nothing was read") if batch is None else await self._line.push(batch, v)

    async def _rewind(self, rewind: Rewind) -> Done:
        batch = self._batch
        if batch is not None:
            epoch, from_seq = rewind.epoch or batch.epoch, rewind.from_seq
            _log.warning("upstream lacks events that it had confirmed", epoch=epoch, from_seq=from_seq)
            await self._in_log(lambda c: hall_outbox.rewind(c, self._stream, batch.node, epoch, from_seq))
        return Done()

    async def _tell_of_trouble(self, command: PushCommand) -> None:
        trouble = self._pusher.trouble
        if self._on_trouble and isinstance(command, Wait) and trouble in (Standing.FORKED, UPGRADE_FIRST):
            await self._on_trouble(trouble)

    async def _tell_of(self, quarantined: Sequence[tuple[str, str]]) -> None:
        for event_id, reason in quarantined:
            _log.error("event quarantined upstream", id=event_id, reason=reason)
        for reason, events in sorted(Counter(reason for _, reason in quarantined).items()):
            await self._on_quarantined(events, reason)

    async def _wait(self, wait: Wait) -> None:
        if not wait.until_new:
            await asyncio.sleep(wait.seconds)
            return
        with suppress(TimeoutError):  # not wait_for: Python 3.11's may swallow a cancellation
            async with asyncio.timeout(wait.seconds):
                await self._new.wait()

    def _show(self, event: PushEvent) -> None:
        """What screens are told: how much waits is known from the last reading."""
        if isinstance(event, Woken):
            return
        connected = self.view.connected if isinstance(event, OutboxRead) else not isinstance(event, Failed)
        last_ok: datetime | None = self.view.last_ok
        if isinstance(event, Answered) or (
            isinstance(event, Compared) and event.standing is Standing.CONTINUES
        ):
            last_ok = self._clock.now()
        view = UpstreamView(connected=connected, backlog=self._backlog, last_ok=last_ok)
        if view != self.view:
            self.view = view
            self._on_state(view)
