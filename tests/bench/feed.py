"""Area feed: one hall feeds 24 screens (16 walls, 8 counters) at 50 updates a second: press → the last of them knows.

Take, call, begin, end, again and again, at four desks; every call is timed from the press to the moment at which the
last screen has been told. Beside it, in the same run, a bare server that sends a message of the same size to 24
clients: what sockets and loop cost by themselves.
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from case_store.client.hall import HallClient
from cases.queue.submission import Submission
from demo.ground import Ground
from demo.seed import DEMO_PIN, STAFF
from tests.bench.measure import Measurement, at_most, percentile
from tests.bench.standing_hall import ROOT, answered, standing_hall, submissions

WALLS, COUNTERS, DESKS = 16, 8, 4
UPDATES_A_SECOND = 50
CITIZENS = 500  # each is four updates: take, call, begin, end
WARM_UP = 20
GOAL_MS = 20.0  # issue 6
PATIENCE_S = 5.0
_AT_DESKS, _CALLS = b'"at_desks":', b'"calls":'


def measure() -> list[Measurement]:
    """p50 and p99 of all calls."""
    with standing_hall() as ground:
        told, size = asyncio.run(_hall(ground))
    raw = asyncio.run(_bare(size))
    ours, beside = sorted(told[WARM_UP:]), sorted(raw[WARM_UP:])
    return [
        at_most(
            f"feed.last_of_24_p{p}", percentile(ours, p) * 1000, "ms", GOAL_MS, percentile(beside, p) * 1000
        )
        for p in (50, 99)
    ]


@dataclass(slots=True)
class Screens:
    """Everybody who listens. `told` is set when the last one has a message with what is waited for."""

    open: list[ClientConnection] = field(default_factory=list)
    waiting_for: Callable[[int, bytes], bool] = field(default=lambda _n, _message: False)
    missing: set[int] = field(default_factory=set)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    bytes_sent: int = 0
    messages: int = 0

    async def hear(self, number: int, socket: ClientConnection) -> None:
        """Until the connection is closed."""
        async for message in socket:
            raw = message if isinstance(message, bytes) else message.encode()
            self.bytes_sent, self.messages = self.bytes_sent + len(raw), self.messages + 1
            if number in self.missing and self.waiting_for(number, raw):
                self.missing.discard(number)
                if not self.missing:
                    self.told.set()

    def wait_for(self, mark: Callable[[int, bytes], bool]) -> None:
        """From now on."""
        self.waiting_for, self.missing = mark, set(range(len(self.open)))
        self.told.clear()


async def _hall(ground: Ground) -> tuple[list[float], int]:
    """Seconds of every call, and the mean size of a message."""
    given = submissions(ground, CITIZENS)
    desks = [HallClient(ground.hall_url, ground.tokens["counter"]) for _ in range(DESKS)]
    kiosk = HallClient(ground.hall_url, ground.tokens["kiosk"])
    for number, desk in enumerate(desks):
        answered(await desk.sign_in(STAFF[number].staff_id, DEMO_PIN, number + 1))
    roles = ["wall"] * WALLS + ["counter"] * COUNTERS
    url = ground.hall_url.replace("http", "ws", 1)
    async with _listening([(f"{url}/v1/live?view={role}", ground.tokens[role]) for role in roles]) as screens:
        seconds = await _day(screens, kiosk, desks, given)
        size = screens.bytes_sent // max(1, screens.messages)
    for client in (kiosk, *desks):
        await client.aclose()
    return seconds, size


async def _day(
    screens: Screens, kiosk: HallClient, desks: Sequence[HallClient], given: Sequence[Submission]
) -> list[float]:
    """Four updates for each citizen, at their times."""
    seconds: list[float] = []
    begun, updates = perf_counter(), 0

    async def in_time() -> None:
        nonlocal updates
        updates += 1
        await asyncio.sleep(max(0.0, begun + updates / UPDATES_A_SECOND - perf_counter()))

    for number, submission in enumerate(given):
        desk, counter_no = desks[number % DESKS], number % DESKS + 1
        await in_time()
        ticket = answered(await kiosk.submit(submission)).ticket_no.encode()
        await in_time()
        screens.wait_for(lambda n, raw, ticket=ticket: _is_called(n, raw, ticket))  # type: ignore[misc]
        pressed_at = perf_counter()
        row = answered(await desk.call_next(counter_no))
        async with asyncio.timeout(PATIENCE_S):
            await screens.told.wait()
        seconds.append(perf_counter() - pressed_at)
        await in_time()
        answered(await desk.start(row.visit_id))
        await in_time()
        answered(await desk.end(row.visit_id))
    wanted, took = updates / UPDATES_A_SECOND, perf_counter() - begun
    print(f"feed: {updates} updates in {took:.1f} s (at 50 a second {wanted:.1f} s)", file=sys.stderr)
    return seconds


def _is_called(number: int, raw: bytes, ticket: bytes) -> bool:
    """Whether a message tells a screen of that call: the wall's calls, the counter's people at desks."""
    section = _CALLS if number < WALLS else _AT_DESKS
    start = raw.find(section)
    return start >= 0 and raw.find(b'"' + ticket + b'"', start, raw.find(b"]", start)) >= 0


@contextlib.asynccontextmanager
async def _listening(urls: Sequence[tuple[str, str]]) -> AsyncIterator[Screens]:
    screens = Screens()
    hearing: list[asyncio.Task[None]] = []
    for number, (url, token) in enumerate(urls):
        socket = await connect(url, additional_headers={"Authorization": f"Bearer {token}"}, proxy=None)
        screens.open.append(socket)
        hearing.append(asyncio.create_task(screens.hear(number, socket)))
    try:
        yield screens
    finally:
        for socket in screens.open:
            await socket.close()
        await asyncio.gather(*hearing, return_exceptions=True)


async def _bare(size: int) -> list[float]:
    """A server in a process of its own that answers one client's line by a message to all: seconds to the last."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.feed", str(size)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    if server.stdout is None:
        raise RuntimeError("the bare server says nothing")
    port = int(await server.stdout.readline())
    seconds: list[float] = []
    try:
        async with _listening([(f"ws://127.0.0.1:{port}", "")] * (WALLS + COUNTERS)) as screens:
            for number in range(CITIZENS):
                mark = b"%08d" % number
                screens.wait_for(lambda _n, raw, mark=mark: raw.startswith(mark))  # type: ignore[misc]
                pressed_at = perf_counter()
                await screens.open[0].send(mark)
                await screens.told.wait()
                seconds.append(perf_counter() - pressed_at)
                await asyncio.sleep(1 / UPDATES_A_SECOND)
    finally:
        server.terminate()
        await server.wait()
    return seconds


async def _serve_bare(size: int) -> None:
    everybody: set[ServerConnection] = set()

    async def handle(socket: ServerConnection) -> None:
        everybody.add(socket)
        async for mark in socket:
            message = (mark if isinstance(mark, bytes) else mark.encode()).ljust(size, b".")
            for one in everybody:
                await one.send(message)

    async with serve(handle, "127.0.0.1", 0) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve_bare(json.loads(sys.argv[1])))
