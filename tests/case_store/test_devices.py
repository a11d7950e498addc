"""Devices at a hall that runs behind TLS: they come in, come again, are ended; the hall is started anew meanwhile."""

import asyncio
import json
import resource
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pydantic
import pytest
from structlog.testing import capture_logs

from case_store.client.device_pass import DevicePass, open_pass
from case_store.client.enrol import join, look
from case_store.client.hall import HallClient
from case_store.client.live import FeedState, LiveFeed
from case_store.errors import StoreError
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.policy_files import load_policy
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import KioskView, WallView
from cases.views_devices import HallShown
from tests.case_store.enrolled import TlsHall
from tests.case_store.hall_process import ROOT
from tests.case_store.one_hall import ASSETS, OneHall, granted, refused
from tests.case_store.served import free_port, until

_ANYTHING: "pydantic.TypeAdapter[Any]" = pydantic.TypeAdapter(Any)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Any:
    one = OneHall(tmp_path_factory.mktemp("tls"))
    with TlsHall(one, port=free_port()) as process:
        yield process
    one.store.close()


def listening(
    process: TlsHall, by: DevicePass, view: type[Any], **query: Any
) -> tuple[LiveFeed[Any], list[Any], list[str]]:
    views: list[Any] = []
    refused: list[str] = []

    def on_state(_state: FeedState) -> None:
        return

    feed = LiveFeed(process.url, by, view, views.append, on_state, on_refused=refused.append, **query)
    return feed, views, refused


@asynccontextmanager
async def running(feed: LiveFeed[Any]) -> AsyncIterator[None]:
    task = asyncio.create_task(feed.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_kiosk_is_let_in_takes_a_number_and_hears_its_hall(at: TlsHall, tmp_path: Path) -> None:
    folder = tmp_path / "device"
    enrolled = await at.enrol(folder)
    by = open_pass(folder)
    for name in ("device.json", "keys.json", "turn.json"):
        assert (folder / name).stat().st_mode & 0o077 == 0
    feed, views, _ = listening(at, by, KioskView, kiosk_id=enrolled.device_id)
    door = KioskDoor(
        KioskDoorConfig(
            kiosk_id=enrolled.device_id,
            hall_url=at.url,
            token=by,
            outbox=tmp_path / "outbox.db",
            keys=read_keys(folder / "keys.json"),
            policy=load_policy(ASSETS),
            clock=at.one.clock,
        )
    )
    await door.open()
    try:
        async with running(feed):
            taken = await door.take(
                Intake(
                    intent=Intent.DISPUTE,
                    touched_at=at.one.clock.now(),
                    confirmed=True,
                    open=OpenMatter(category="neighbour"),
                    private=PrivateMatter(story="夜里吵"),
                )
            )
            assert taken.ticket_no is not None
            assert not taken.leased
            await until(lambda: bool(views))
    finally:
        await door.close()


async def test_a_device_with_a_full_disk_comes_in_again_and_again_and_is_no_copy(
    at: TlsHall, tmp_path: Path
) -> None:
    await at.enrol(tmp_path, role="wall", name="大屏")
    by = open_pass(tmp_path)
    async with HallClient(at.url, by) as client:
        with capture_logs() as said, no_byte_free():
            for _ in range(3):
                by.is_over(await by.token())
                await client.health()
        assert {one["event"] for one in said} == {"the word for the hall is not written"}
        by.is_over(await by.token())
        await client.health()


@contextmanager
def no_byte_free() -> Iterator[None]:
    """Files of this process do not grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_kiosk_speaks_for_itself_alone(at: TlsHall, tmp_path: Path) -> None:
    await at.enrol(tmp_path)
    async with HallClient(at.url, open_pass(tmp_path)) as client:
        answer = await client.leases("another")
        assert isinstance(answer, Refusal)
        assert answer.code == "device.another"
        assert isinstance(await client.staff(), Refusal)  # its role is no counter's


async def test_the_door_tells_a_stranger_nothing_and_takes_no_token_of_a_file(at: TlsHall) -> None:
    with at.raw() as stranger:
        assert set(stranger.get("/v1/enrolment").json()) == {"name", "stream", "ca_pem"}
        for role in ("kiosk", "counter", "wall"):
            headers = {"Authorization": f"Bearer token-of-{role}"}
            assert stranger.get("/v1/health", headers=headers).json()["code"] == "auth.token_unknown"
        unknown = stranger.post(
            "/v1/devices/token",
            json={"device_id": "kiosk-99", "challenge": "x", "n": 1, "turn": "x", "signature": "x"},
        )
        assert (unknown.status_code, unknown.json()["code"]) == (403, "device.not_admitted")


@pytest.mark.parametrize("path", ["/v1/enrolment", "/v1/devices/challenge", "/v1/devices/token"])
def test_garbage_at_the_open_doors_is_refused_and_breaks_nothing(at: TlsHall, path: str) -> None:
    bodies: list[Any] = [None, [], {}, "x", {"device_id": "\u0000"}, {"code_name": "A" * 9999}, {"n": -1}]
    with at.raw() as stranger:
        for body in bodies:
            assert stranger.post(path, json=body).status_code == 422
        as_json = {"Content-Type": "application/json"}
        assert stranger.post(path, content=b"\xff\x00{", headers=as_json).status_code in (400, 422)
        assert stranger.post(path, content=b"x" * 2_000_000).status_code in (413, 422)


async def test_a_hall_that_is_started_again_is_a_matter_of_one_signature(at: TlsHall, tmp_path: Path) -> None:
    await at.enrol(tmp_path, role="wall", name="大屏")

    def times() -> int:
        return int(json.loads((tmp_path / "turn.json").read_text())["n"])

    async with HallClient(at.url, open_pass(tmp_path)) as client:
        await client.health()
        before = times()
        at.kill()
        at.start()
        await client.health()
    assert times() == before + 1


async def test_an_ended_device_is_out_at_once_with_the_feeds_that_it_hears(
    at: TlsHall, tmp_path: Path
) -> None:
    enrolled = await at.enrol(tmp_path, role="wall", name="大屏")
    by = open_pass(tmp_path)
    feed, views, refused = listening(at, by, WallView)
    async with running(feed), HallClient(at.url, by) as client:
        await until(lambda: bool(views))
        await at.revoke(enrolled.device_id)
        await until(lambda: refused[-1:] == ["device.revoked"])
        answer = await client.connection.ask("GET", "/v1/health", _ANYTHING)
        assert isinstance(answer, Refusal)
        assert answer.code == "device.revoked"


async def test_a_copy_of_a_device_is_told_to_a_person_and_neither_comes_in(
    at: TlsHall, tmp_path: Path
) -> None:
    await at.enrol(tmp_path / "device")
    shutil.copytree(tmp_path / "device", tmp_path / "copy")
    first, second = open_pass(tmp_path / "device"), open_pass(tmp_path / "copy")
    tokens = [await by.token() for by in (first, second)]
    for by, token in zip((first, second), tokens, strict=True):
        by.is_over(token)
        with pytest.raises(httpx2.HTTPError, match=r"device\.doubled"):
            await by.token()
    async with at.client() as client:
        granted(await client.sign_in("a1", "246810", None))
        rows = granted(await client.devices.listed())
    assert [row.standing for row in rows if row.device_id == first.enrolled.device_id] == ["doubled"]


async def test_one_process_runs_a_device(at: TlsHall, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"device\.not_enrolled"):
        open_pass(tmp_path)
    await at.enrol(tmp_path)
    by = open_pass(tmp_path)
    assert open_pass(tmp_path) is by
    code = (
        "import sys, pathlib; from case_store.client.device_pass import open_pass\n"
        "open_pass(pathlib.Path(sys.argv[1]))"
    )
    other = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code, str(tmp_path)), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, said = await other.communicate()
    assert b"device.in_use" in said


async def test_codes_are_guessed_in_vain_and_not_for_long(at: TlsHall, tmp_path: Path) -> None:
    hall, code = await look(at.url), await at.code()
    assert isinstance(hall, HallShown)
    answers = [refused(await join(at.url, hall, f"{code[:5]}{'0' * 16}", tmp_path)) for _ in range(11)]
    assert set(answers) == {"enrolment.code_wrong", "enrolment.too_many"}
    assert answers[-1] == "enrolment.too_many"
    assert not (tmp_path / "device.json").exists()  # nothing is kept of a hall that said no
