"""A service that comes back and everybody who lost it: they come in one by one, and nobody asks for nothing."""

import asyncio
import heapq
import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from case_store.client.device_folder import Enrolled, TurnWord, write_turn
from case_store.client.device_pass import TIMEOUT_S, DevicePass
from case_store.client.patience import LONGEST_S, Patience
from case_store.enrolment.ca import make_ca
from case_store.sync.admission import Admission
from tests.case_store.served import Ground, make_ground

HALLS = 2000
WORK_S = 0.08  # a token at a service with an eighth of a processor (docs/scale.md: 4.5 ms and more with a whole one)


class Door:
    """A service that answers every question so, over a real socket; it counts them."""

    def __init__(self, status: str, retry_after: str = "") -> None:
        self.asked = 0
        self._head = (
            f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{retry_after}\r\n".encode()
        )

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(self._head)
        await writer.drain()
        writer.close()


@pytest.fixture
def ca_pem(tmp_path: Path) -> str:
    return make_ca(tmp_path / "tls", "hall", datetime.now(UTC)).pem


def a_pass(folder: Path, ca_pem: str, url: str, now: list[float]) -> DevicePass:
    enrolled = Enrolled(
        device_id="kiosk-1",
        role="kiosk",
        name="",
        epoch=1,
        hall_url=url,
        hall="",
        stream="150502000",
        ca_pem=ca_pem,
        suite="",
        readers={},
        signers={},
    )
    write_turn(folder, TurnWord(n=1, turn="word"))
    patience = Patience(lambda: 1.0)
    return DevicePass(
        folder, enrolled, Ed25519PrivateKey.generate(), url, steady=lambda: now[0], patience=patience
    )


async def test_who_is_asked_to_come_later_comes_later(tmp_path: Path, ca_pem: str) -> None:
    door, now = Door("503 Service Unavailable", "Retry-After: 20\r\n"), [100.0]
    server = await asyncio.start_server(door.answer, "127.0.0.1", 0)
    async with server:
        by = a_pass(tmp_path, ca_pem, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", now)
        for at, asked in ((100.0, 1), (119.0, 1), (120.9, 1), (121.0, 2), (142.9, 2), (143.0, 3)):
            now[0] = at
            with pytest.raises(httpx2.ConnectError):
                await by.token()
            assert door.asked == asked, at


async def test_a_hall_that_is_not_there_is_found_as_soon_as_it_is(tmp_path: Path, ca_pem: str) -> None:
    door, now = Door("503 Service Unavailable"), [100.0]
    server = await asyncio.start_server(door.answer, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    server.close()
    await server.wait_closed()
    by = a_pass(tmp_path, ca_pem, f"http://127.0.0.1:{port}", now)
    with pytest.raises(httpx2.ConnectError):
        await by.token()
    async with await asyncio.start_server(door.answer, host, port):
        with pytest.raises(httpx2.ConnectError):
            await by.token()
    assert door.asked == 1


async def test_the_service_says_no_at_once_while_many_come(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Admission, "is_full", True)
    async with httpx2.AsyncClient(base_url=ground.hall.url, trust_env=False) as stranger:
        answer = await stranger.post("/v1/devices/challenge", json={"device_id": "kiosk-1"})
    assert (answer.status_code, answer.json()["code"]) == (503, "device.too_many_come")
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


@given(retry_after_s=st.none() | st.floats(0, 600), failures=st.integers(0, 50), chance=st.floats(0, 1))
def test_patience_is_never_less_than_wished_and_never_endless(
    retry_after_s: float | None, failures: int, chance: float
) -> None:
    patience = Patience(lambda: chance)
    for _ in range(failures):
        patience.after_failure()
    assert 0 <= patience.after_failure(retry_after_s) - (retry_after_s or 0) <= LONGEST_S


@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_two_thousand_halls_come_back_in_little_more_than_the_work_takes(seed: int) -> None:
    chance, now, free_at, longest_wait_s = random.Random(seed), 0.0, 0.0, 0.0  # noqa: S311  no secret
    patience = [Patience(chance.random) for _ in range(HALLS)]
    line = Admission(steady=lambda: now)
    places = [ExitStack() for _ in range(HALLS)]
    happens = [(chance.random() * LONGEST_S, "asks", hall) for hall in range(HALLS)]  # as sync/push.py tries
    heapq.heapify(happens)
    while happens:
        now, what, hall = heapq.heappop(happens)
        if what == "is in":
            places[hall].close()
            continue
        busy = places[hall].enter_context(line.of(str(hall)))
        if busy is not None:
            again_s = patience[hall].after_failure(float(busy.facts["seconds"]))
            heapq.heappush(happens, (now + again_s, "asks", hall))
            continue
        free_at = max(free_at, now) + WORK_S
        longest_wait_s = max(longest_wait_s, free_at - now)
        heapq.heappush(happens, (free_at, "is in", hall))
    assert longest_wait_s < TIMEOUT_S
    assert now < 1.5 * HALLS * WORK_S
