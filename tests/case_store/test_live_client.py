"""A screen that listens: whole views, reconnecting for ever, never fooled by a gap, by silence or by garbage."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from case_store.client.live import BACKOFF_MAX_S, FeedState, LiveFeed
from case_store.tokens import COUNTER, KIOSK, WALL
from cases.views import CounterView, KioskView, WaitingRow, WallView
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import KIOSK_ID, MONDAY, Ground, make_ground, sit_down, until

NOW = MONDAY.isoformat()


class Screen:
    """What a screen has been shown."""

    def __init__(self) -> None:
        self.views: list[WallView] = []
        self.states: list[FeedState] = []

    @property
    def connected(self) -> bool:
        return bool(self.states) and self.states[-1].connected


@asynccontextmanager
async def listening(feed: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(feed.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def wall_feed(screen: Screen, url: str, **more: Any) -> LiveFeed[WallView]:
    return LiveFeed(url, "t", WallView, screen.views.append, screen.states.append, **more)


def snapshot(n: int, **view: object) -> str:
    return json.dumps({"kind": "snapshot", "n": n, "view": {"hall_time": NOW, **view}})


def delta(n: int, **changed: object) -> str:
    return json.dumps({"kind": "delta", "n": n, "changed": changed})


@asynccontextmanager
async def saying(script: Callable[[ServerConnection, int], Awaitable[None]]) -> AsyncIterator[str]:
    """A hall that says what the test wants; the script is told how many connections there were before."""
    count = -1

    async def handle(socket: ServerConnection) -> None:
        nonlocal count
        count += 1
        await script(socket, count)

    server: Server
    async with serve(handle, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}"


async def test_deltas_change_their_sections_and_leave_the_rest() -> None:
    async def script(socket: ServerConnection, _count: int) -> None:
        await socket.send(snapshot(7, not_present=["A001"], on_duty=["法院"]))
        await socket.send(delta(8, not_present=["A001", "A002"], something_new=[1, 2]))
        await socket.wait_closed()

    screen = Screen()
    async with saying(script) as url, listening(wall_feed(screen, url)):
        await until(lambda: len(screen.views) == 2)
    assert screen.views[1].not_present == ("A001", "A002")
    assert screen.views[1].on_duty == ("法院",)
    assert screen.states[-1].hall_time == MONDAY


async def test_a_hall_that_was_away_for_a_day_is_heard_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def script(socket: ServerConnection, _count: int) -> None:
        await socket.send(snapshot(7))
        await socket.wait_closed()

    waits: list[float] = []

    def at_once(_least: float, most: float) -> float:
        waits.append(most)
        return 0.0

    monkeypatch.setattr("case_store.client.live.random.uniform", at_once)
    screen = Screen()
    async with saying(script) as url:
        pass  # it was there, and is not any more
    async with listening(wall_feed(screen, url)):
        await until(lambda: len(waits) > 1100)
        assert max(waits) == BACKOFF_MAX_S
        async with serve(lambda socket: script(socket, 0), "127.0.0.1", int(url.rpartition(":")[2])):
            await until(lambda: screen.connected)


@pytest.mark.parametrize(
    "wrong",
    [
        delta(9, not_present=[]),
        delta(7, not_present=[]),
        delta(8, not_present=7),
        '{"kind":"beat","n":9,"hall_time":"' + NOW + '"}',
        '{"kind":"beat","n":7,"hall_time":"soon"}',
        '{"kind":"riddle","n":8}',
        "[]",
        "不是 JSON",
        "",
    ],
)
async def test_a_gap_or_a_riddle_is_answered_with_a_new_snapshot(wrong: str) -> None:
    async def script(socket: ServerConnection, count: int) -> None:
        await socket.send(snapshot(7, not_present=[f"A00{count}"]))
        if count == 0:
            await socket.send(wrong)
        await socket.wait_closed()

    screen = Screen()
    async with saying(script) as url, listening(wall_feed(screen, url)):
        await until(lambda: len(screen.views) == 2)
        await until(lambda: screen.connected)
    assert [view.not_present for view in screen.views] == [("A000",), ("A001",)]
    assert [state.connected for state in screen.states].count(False) == 1


async def test_a_hall_that_falls_silent_is_said_to_be_gone_and_tried_again() -> None:
    async def script(socket: ServerConnection, count: int) -> None:
        await socket.send(snapshot(count))
        await socket.wait_closed()

    screen = Screen()
    async with saying(script) as url, listening(wall_feed(screen, url, silence_s=0.2)):
        await until(lambda: len(screen.views) == 3)
    assert [state.connected for state in screen.states][:4] == [True, False, True, False]


async def test_what_comes_before_a_snapshot_is_not_believed() -> None:
    async def script(socket: ServerConnection, count: int) -> None:
        if count == 0:
            await socket.send(delta(1, not_present=["A001"]))
        await socket.send(snapshot(1))
        await socket.wait_closed()

    screen = Screen()
    async with saying(script) as url, listening(wall_feed(screen, url)):
        await until(lambda: len(screen.views) == 1)
    assert screen.views[0].not_present == ()


# With the real hall.


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("live"))
    made.hall.start()
    yield made
    made.stop()


async def test_a_call_at_the_counter_is_on_the_wall_and_help_comes_to_the_kiosk(ground: Ground) -> None:
    walls: list[WallView] = []
    kiosks: list[KioskView] = []
    desks: list[CounterView] = []
    states: list[FeedState] = []
    url, tokens = ground.hall.url, ground.tokens
    wall = LiveFeed(url, tokens[WALL], WallView, walls.append, states.append, clock=ground.clock)
    kiosk = LiveFeed(url, tokens[KIOSK], KioskView, kiosks.append, states.append, kiosk_id=KIOSK_ID)
    desk = LiveFeed(url, tokens[COUNTER], CounterView, desks.append, states.append)
    async with listening(wall), listening(kiosk), listening(desk), opened(ground.door()) as door:
        counter = await sit_down(ground)
        taken = await door.take(dispute(ground))
        await until(lambda: bool(desks) and [row.ticket_no for row in desks[-1].waiting] == [taken.ticket_no])
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        await until(lambda: bool(walls) and [call.ticket_no for call in walls[-1].calls] == [taken.ticket_no])
        help_id = await door.call_help("home")
        assert isinstance(help_id, str)
        await until(lambda: [row.help_id for row in desks[-1].help] == [help_id])
        await counter.answer_help(help_id)
        await until(lambda: bool(kiosks) and [a.help_id for a in kiosks[-1].help_answers] == [help_id])
        await counter.aclose()
    assert {state.connected for state in states} == {True}


async def test_a_hall_that_is_started_again_is_heard_again(ground: Ground, tmp_path: Path) -> None:
    own = make_ground(tmp_path)
    own.hall.start()
    screen = Screen()
    feed = LiveFeed(own.hall.url, own.tokens[WALL], WallView, screen.views.append, screen.states.append)
    async with listening(feed):
        await until(lambda: screen.connected)
        await asyncio.to_thread(own.hall.stop)
        await until(lambda: not screen.connected)
        seen = len(screen.views)
        await asyncio.to_thread(own.hall.start)
        await until(lambda: screen.connected and len(screen.views) > seen)
    await asyncio.to_thread(own.stop)
    wrong = LiveFeed(ground.hall.url, "wrong", WallView, screen.views.append, screen.states.append)
    seen = len(screen.views)
    async with listening(wrong):
        await asyncio.sleep(0.3)
    assert len(screen.views) == seen
