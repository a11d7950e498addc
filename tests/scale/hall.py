"""One hall as its centre hears it: what it pushes, pulls and asks, by the state machines of life, without a disk.

`Pusher` and `Puller` decide as they do in every hall; batches are packed and signed, questions signed, the token is
that of an enrolled device. In place of outbox and log there is a list of what happened and is not confirmed.
"""

import asyncio
import random
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from time import perf_counter
from typing import Any, assert_never

import httpx2
import orjson

from case_store.client.device_pass import DevicePass
from case_store.keys import hall_reader
from case_store.sync.awaited import PULL_HEADER, SOMETHING
from case_store.sync.batch import (
    BYTES_MAX,
    CONTENT_TYPE,
    EVENTS_MAX,
    SIGNATURE_HEADER,
    SIGNER_HEADER,
    VERSION,
    Batch,
    Head,
    pack,
)
from case_store.sync.downlink import PULL_PATH
from case_store.sync.downlink import PURPOSE as PULL
from case_store.sync.line import PUSH_PATH, _understood
from case_store.sync.pull import Ask, CursorRead, Puller, PullEvent, ReadCursor, Take, Taken
from case_store.sync.pull_apply import read_pulled
from case_store.sync.push import (
    Adopt,
    Answered,
    Compared,
    Done,
    Failed,
    Greet,
    OutboxRead,
    Pusher,
    PushEvent,
    ReadOutbox,
    Rewind,
    Send,
    Settle,
    Standing,
    Wait,
    Woken,
)
from case_store.sync.question import sign
from case_store.sync.uplink import LINGER_S
from case_store.sync.wish_poll import BUSY_S, WISHES_PATH
from case_store.sync.wish_poll import PURPOSE as WISHES
from tests.bench.told_halls import TellingHall
from tests.scale.keep_alive import Heard, KeepAlive

_OK = 200


@dataclass
class Tally:
    """What all halls together saw since the last look."""

    took_s: list[float] = field(
        default_factory=list
    )  # of each event, from the hall's commit to its confirmation
    asked: dict[str, int] = field(default_factory=dict)  # questions by kind
    refused: dict[str, int] = field(default_factory=dict)  # what was not answered 200, by status or error
    polled_s: list[float] = field(default_factory=list)  # how long a wish question took

    def count(self, kind: str, answer: Heard | None, error: str = "") -> None:
        """One question and how it ended."""
        self.asked[kind] = self.asked.get(kind, 0) + 1
        if answer is None or answer.status != _OK:
            why = f"{kind} {error if answer is None else answer.status}"
            self.refused[why] = self.refused.get(why, 0) + 1


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: `pull_s` between pulls while nothing is told; a question for wishes is held for `held_s`."""

    pull_s: float
    held_s: float
    spread_s: float = 0.0  # within which all of them begin


class SimulatedHall:
    """`story`: what happens in it, command by command."""

    def __init__(
        self,
        told: TellingHall,
        by: DevicePass,
        story: Iterator[list[Any]],
        centre: tuple[str, int],
        tally: Tally,
    ) -> None:
        self._told, self._pass, self._story, self.tally = told, by, story, tally
        self._node = hall_reader(told.stream)
        self._up, self._down, self._wish = (KeepAlive(*centre) for _ in range(3))
        self._waiting: deque[tuple[Any, float]] = deque()
        self._new = asyncio.Event()
        self._pusher, self._read_at = Pusher(random.random), 0.0
        self._batch = self._read(1)
        self._cursor, self._puller = CursorRead(0, ""), Puller(random.random)
        self._sent = asyncio.Event()  # to pull

    @property
    def waiting(self) -> int:
        """Events that are not confirmed."""
        return len(self._waiting)

    @property
    def lines_opened(self) -> int:
        """Connections made so far."""
        return self._up.opened + self._down.opened + self._wish.opened

    def happen(self) -> int:
        """The next command is committed; how many events it has."""
        now, items = perf_counter(), next(self._story)
        self._waiting.extend((item, now) for item in items)
        self._new.set()
        return len(items)

    async def live(self, pace: Pace) -> None:
        """Until cancelled."""
        await asyncio.sleep(random.random() * pace.spread_s)  # noqa: S311  no secret
        try:
            async with asyncio.TaskGroup() as lines:
                for work in (self._push(), self._pull(pace.pull_s), self._wishes(pace.held_s)):
                    lines.create_task(work)
        finally:
            self.close()

    def close(self) -> None:
        """Hang up."""
        for line in (self._up, self._down, self._wish):
            line.close()

    async def push_once(self) -> None:
        """One batch of what waits."""
        self._batch = self._read(EVENTS_MAX)
        answer = await self._send(self._batch, VERSION)
        if isinstance(answer, Answered):
            self._settle(len(answer.verdicts))

    async def greet_once(self) -> None:
        """An empty batch."""
        await self._send(self._read(0), VERSION)

    async def pull_once(self) -> None:
        """One question for what concerns this hall."""
        await self._asked(Ask(self._cursor.position, self._cursor.mark))

    async def _push(self) -> None:
        event: PushEvent = Woken()
        while True:
            event = await self._pushed(self._pusher.handle(event))

    async def _pushed(self, command: Any) -> PushEvent:
        match command:
            case ReadOutbox():
                await asyncio.sleep(self._read_at + LINGER_S - perf_counter())
                self._read_at = perf_counter()
                self._new.clear()
                self._batch = self._read(command.events_max)
                ids = tuple(item["event"]["id"] for item in self._batch.items)
                return OutboxRead(self._batch.first_seq, ids)
            case Greet():
                answer = await self._send(replace(self._batch, items=()), command.v)
                if not isinstance(answer, Answered):
                    return answer
                return Compared(Standing.CONTINUES, self._batch.heads[-1])
            case Send():
                return await self._send(self._batch, command.v)
            case Settle():
                if command.quarantined:
                    raise AssertionError(f"{self._node}: {command.quarantined[:3]}")
                self._settle(len(command.forget))
                return Done()
            case Wait():
                await self._wait(command)
                return Woken()
            case Adopt() | Rewind():
                raise AssertionError(f"{self._node}: the centre has another story: {command}")
            case _:
                raise AssertionError(command)

    def _read(self, events_max: int) -> Batch:
        items, size = list[Any](), 0
        for item, _ in islice(self._waiting, events_max):
            size += len(orjson.dumps(item))
            if items and size > BYTES_MAX:
                break
            items.append(item)
        told = self._told
        first = items[0]["event"]["seq"] if items else told.seq + 1
        head = Head(1, told.seq, told.prev)
        return Batch(
            stream=told.stream, node=self._node, epoch=1, first_seq=first, items=tuple(items), heads=(head,)
        )

    def _settle(self, count: int) -> None:
        now = perf_counter()
        for _ in range(count):
            self.tally.took_s.append(now - self._waiting.popleft()[1])

    async def _send(self, batch: Batch, v: int) -> PushEvent:
        signed = pack(batch, self._node, self._told.key, v)
        headers = {
            SIGNER_HEADER: signed.signer,
            SIGNATURE_HEADER: signed.signature,
            "Content-Type": CONTENT_TYPE,
        }
        kind = "push" if batch.items else "greet"
        answer = await self._ask(self._up, kind, PUSH_PATH, headers, signed.content)
        if answer is None:
            return Failed("no answer")
        return _understood(
            httpx2.Response(answer.status, headers=dict(answer.headers), content=answer.content)
        )

    async def _wait(self, wait: Wait) -> None:
        if not wait.until_new:
            await asyncio.sleep(wait.seconds)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(wait.seconds):
                await self._new.wait()

    async def _pull(self, pull_s: float) -> None:
        self._puller = Puller(random.random, pull_s)
        event: PullEvent = Woken()
        while True:
            match command := self._puller.handle(event):
                case ReadCursor():
                    event = self._cursor
                case Ask():
                    event = await self._asked(command)
                case Take():
                    event = Taken()
                case Wait():
                    await self._idle(command)
                    event = Woken()
                case _:
                    assert_never(command)

    async def _idle(self, wait: Wait) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(wait.seconds):
                await self._sent.wait()
        self._sent.clear()

    async def _asked(self, ask: Ask) -> PullEvent:
        signature = sign(self._told.key, PULL, self._told.stream, ask.position, ask.mark)
        path = f"{PULL_PATH}?position={ask.position}&mark={ask.mark}"
        answer = await self._ask(self._down, "pull", path, self._signed(signature))
        if answer is None or answer.status != _OK:
            return Failed("no answer" if answer is None else f"http {answer.status}")
        told = read_pulled(answer.content).told
        self._cursor = CursorRead(told.position, told.mark)
        return told

    async def _wishes(self, held_s: float) -> None:
        """As in an hour in which every hall has somebody in the house, who wishes nothing."""
        while True:
            began = perf_counter()
            answer = await self.wishes_once(held_s)
            took = perf_counter() - began
            if answer is not None:
                self.tally.polled_s.append(max(0.0, took - held_s))
            await asyncio.sleep(max(0.0, BUSY_S - took))

    async def wishes_once(self, held_s: float) -> Heard | None:
        """One question for wishes, held for so long."""
        cursor = self._cursor
        path = f"{WISHES_PATH}?after=0&told=1&wait={held_s}&position={cursor.position}&mark={cursor.mark}"
        signature = sign(self._told.key, WISHES, self._told.stream, 0, 1)
        answer = await self._ask(self._wish, "wishes", path, self._signed(signature))
        says = answer.headers.get(PULL_HEADER.lower()) if answer else None
        self._puller.is_told = says is not None
        if says == SOMETHING:
            self._sent.set()
        return answer

    def _signed(self, signature: str) -> dict[str, str]:
        return {SIGNER_HEADER: self._node, SIGNATURE_HEADER: signature}

    async def _ask(
        self,
        line: KeepAlive,
        kind: str,
        path: str,
        headers: dict[str, str],
        content: bytes = b"",
    ) -> Heard | None:
        """As the device that it is. None where nobody answered."""
        try:
            token = await self._pass.token()
            answer = await line.ask(
                "POST" if content else "GET", path, {**headers, "Authorization": f"Bearer {token}"}, content
            )
        except (OSError, EOFError, httpx2.HTTPError) as error:  # a TimeoutError is an OSError
            self.tally.count(kind, None, type(error).__name__)
            return None
        self.tally.count(kind, answer)
        return answer
