"""What is said on the network is a hint: a hall is known by its certificate."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncZeroconf

from case_store.client.device_folder import Enrolled
from case_store.client.nearby import Nearby, announcement, find_again, nearby_halls
from case_store.enrolment.ca import make_ca
from case_store.service.tls import machine_time
from tests.case_store.one_hall import refused
from tests.case_store.served import free_port

LISTEN_S = 0.5


def pinned(tmp_path: Path) -> Enrolled:
    return Enrolled(
        device_id="kiosk-1",
        role="kiosk",
        name="1 号",
        epoch=1,
        hall_url="https://127.0.0.1:1",
        hall="科尔沁区综治中心",
        stream="150502000",
        ca_pem=make_ca(tmp_path, "hall", machine_time()).pem,
        suite="",
        readers={},
        signers={},
    )


@pytest.fixture
async def network() -> AsyncIterator[AsyncZeroconf]:
    """mDNS on this machine alone."""
    own = AsyncZeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    yield own
    await own.async_close()


async def test_a_hall_that_announces_itself_is_found_with_its_name_and_address(
    network: AsyncZeroconf,
) -> None:
    hall = AsyncZeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    port = free_port()
    said = announcement("科尔沁区综治中心", f"t{port}", ("127.0.0.1",), port)
    try:
        await (await hall.async_register_service(said))
        found = await nearby_halls(LISTEN_S, network)
    finally:
        await hall.async_close()
    assert Nearby(name="科尔沁区综治中心", stream=f"t{port}", url=f"https://127.0.0.1:{port}") in found


async def test_whoever_announces_the_hall_falsely_is_told_of_and_not_spoken_to(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(2000))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    false = Nearby(name="科尔沁区综治中心", stream="150502000", url=f"https://127.0.0.1:{port}")
    other = replace(false, stream="150502001")
    enrolled = pinned(tmp_path)
    assert refused(await find_again(enrolled, (other,))) == "enrolment.not_nearby"
    assert heard == []
    assert refused(await find_again(enrolled, (false,))) == "enrolment.announced_by_another"
    assert b"GET" not in b"".join(heard)  # no question was asked, let alone answered
    server.close()
