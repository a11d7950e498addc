"""The UI thread never waits: results come back by themselves, in its own thread."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from screenkit import grab
from screenkit.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Answer:
    ticket_no: str


class HallUnreachableError(Exception):
    pass


@pytest.fixture
def bridge(screen_app: QGuiApplication) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()


async def take_ticket(after_s: float = 0.0) -> Answer:
    await asyncio.sleep(after_s)
    return Answer("A017")


async def fail() -> Answer:
    raise HallUnreachableError


def test_an_answer_arrives_in_the_thread_of_the_screen(bridge: Bridge) -> None:
    arrived: list[tuple[Answer, int]] = []
    bridge.submit(take_ticket(), lambda answer: arrived.append((answer, threading.get_ident())))
    grab.wait_until(lambda: bool(arrived))
    assert arrived == [(Answer("A017"), threading.get_ident())]


def test_the_screen_goes_on_while_the_hall_thinks(bridge: Bridge) -> None:
    arrived: list[Answer] = []
    before = time.monotonic()
    bridge.submit(take_ticket(after_s=0.2), arrived.append)
    assert time.monotonic() - before < 0.1
    assert arrived == []
    grab.wait_until(lambda: bool(arrived))


def test_an_unreachable_hall_is_told_to_the_page_that_asked(bridge: Bridge) -> None:
    told: list[Exception] = []
    bridge.submit(fail(), on_error=told.append)
    grab.wait_until(lambda: bool(told))
    assert isinstance(told[0], HallUnreachableError)


def test_a_failure_that_nobody_listens_to_is_in_the_log(
    bridge: Bridge, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        future = bridge.submit(fail())
        assert isinstance(future.exception(timeout=5), HallUnreachableError)
    assert "nobody listens" in caplog.text


def test_a_live_feed_comes_in_order_until_it_ends(bridge: Bridge) -> None:
    async def calls() -> AsyncIterator[int]:
        for number in range(50):
            yield number

    heard: list[int | str] = []
    bridge.follow(calls(), heard.append, on_end=lambda: heard.append("end"))
    grab.wait_until(lambda: "end" in heard)
    assert heard == [*range(50), "end"]


def test_a_feed_that_is_no_longer_wanted_stops(bridge: Bridge) -> None:
    async def heartbeats() -> AsyncIterator[int]:
        while True:
            yield 1
            await asyncio.sleep(0.001)

    heard: list[int] = []
    following = bridge.follow(heartbeats(), heard.append)
    grab.wait_until(lambda: len(heard) > 3)
    following.cancel()
    grab.process_events(0.05)
    count = len(heard)
    grab.process_events(0.05)
    assert len(heard) == count


def test_after_closing_nothing_arrives_and_nothing_is_taken(screen_app: QGuiApplication) -> None:
    bridge = Bridge()
    arrived: list[Answer] = []
    cleaned: list[bool] = []

    async def slow() -> Answer:
        try:
            return await take_ticket(after_s=60)
        finally:
            cleaned.append(True)

    bridge.submit(slow(), arrived.append)
    bridge.submit(take_ticket(), arrived.append).result(timeout=5)
    grab.wait_until(lambda: len(arrived) == 1)
    before = time.monotonic()
    bridge.close()
    bridge.close()
    assert time.monotonic() - before < 2
    grab.process_events(0.02)
    assert arrived == [Answer("A017")]
    assert cleaned == [True]
    with pytest.raises(RuntimeError, match="closed"):
        bridge.submit(take_ticket())


def test_what_is_handed_over_in_the_last_instant_is_not_left_unawaited(screen_app: QGuiApplication) -> None:
    async def busy() -> None:
        time.sleep(0.05)  # noqa: ASYNC251  the worker is at work when the screen closes

    made = Bridge()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        made.submit(busy())
        made.submit(take_ticket())
        made.close()
        gc.collect()
    assert [str(one.message) for one in told] == []


def test_a_connection_that_is_cut_by_closing_leaves_no_open_socket(screen_app: QGuiApplication) -> None:
    bridge = Bridge()
    connected = threading.Event()

    async def talk() -> None:
        async def listen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        connected.set()
        try:
            await asyncio.sleep(60)
        finally:
            writer.close()
            server.close()

    bridge.submit(talk())
    assert connected.wait(5)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        bridge.close()
        del bridge
        gc.collect()
    assert [str(warning.message) for warning in caught if "127.0.0.1" in str(warning.message)] == []


def test_signals_do_not_eat_the_constants_of_python(screen_app: QGuiApplication) -> None:
    # PySide6 6.12 on Python 3.11 loses a reference to None, True or False with every emit (pitfalls.md §7).
    class Bell(QObject):
        rung = Signal(bool, object)

    bell = Bell()
    bell.rung.connect(lambda *_: None)
    gc.collect()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(5000):
        bell.rung.emit(True, None)
        grab.process_events()
    gc.collect()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(now - then) < 500 for now, then in zip(after, before, strict=True))
