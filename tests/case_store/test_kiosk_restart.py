"""The power fails at every step between 确认 and paper: one ticket, one matter, the job void, staff told."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from case_store.kiosk.outbox import KioskOutbox
from case_store.log.schema import case_, notice, paper, superseded_number, visit
from case_store.tokens import KIOSK
from tests.case_store.served import KIOSK_ID, MONDAY, Fault, Ground, line_to, make_ground, rows, until

ROOT = Path(__file__).parents[2]
SUBMISSIONS = b"POST /v1/submissions"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


@asynccontextmanager
async def kiosk_process(ground: Ground, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A kiosk that waits to be told to take a matter. Killed at the end, whatever it does then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.case_store.kiosk_process",
        *(str(ground.folder / f"{KIOSK_ID}.db"), str(ground.keys[f"kiosk:{KIOSK_ID}"])),
        *(url, ground.tokens[KIOSK], str(ground.folder / "clock")),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await until(lambda: len(ground.leases()) > 0)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def take(process: asyncio.subprocess.Process) -> str:
    """Tell it to take the matter; the number it says, "" when it died before."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    return (await process.stdout.readline()).decode().strip()


@pytest.mark.parametrize(
    ("fault", "ticket_no"),
    [
        (Fault.DEAF, "A001"),  # stored, and the hall has not heard
        (Fault.ANSWER_LOST, "A001"),  # the hall has committed, its answer is on the way
    ],
)
async def test_killed_while_the_hall_is_asked_the_same_matter_is_sent_again(
    ground: Ground, fault: Fault, ticket_no: str
) -> None:
    async with line_to(ground.hall) as line, kiosk_process(ground, line.url) as process:
        line.fault, line.only, line.on_fault = fault, SUBMISSIONS, process.kill
        assert await take(process) == ""
    await after_the_restart(ground, ticket_no)
    assert rows(ground, superseded_number) == []


async def test_killed_between_the_number_and_the_paper_the_number_stays(ground: Ground) -> None:
    async with kiosk_process(ground, ground.hall.url) as process:
        assert await take(process) == "A001"
    await after_the_restart(ground, "A001")


async def test_killed_after_a_leased_number_was_shown_it_stands(ground: Ground) -> None:
    async with line_to(ground.hall) as line, kiosk_process(ground, line.url) as process:
        line.fault, line.only = Fault.ANSWER_LOST, SUBMISSIONS
        shown = await take(process)
        assert shown == "A501"
        line.fault, line.only = Fault.SILENT, b""
        await line.hang_up()
    await after_the_restart(ground, shown)


async def after_the_restart(ground: Ground, ticket_no: str) -> None:
    """The kiosk comes back; whatever was half done is whole, once, and the paper is void."""
    door = ground.door()
    await door.open()
    try:
        async with asyncio.timeout(20):
            while await door._outbox.run(KioskOutbox.waiting):
                door.heard(MONDAY)
                await asyncio.sleep(0.02)
        await until(lambda: len(rows(ground, paper)) == 2)
    finally:
        await door.close()
    assert [row.ticket_no for row in rows(ground, visit)] == [ticket_no]
    assert len(rows(ground, case_)) == 1
    assert {(row.paper, row.result) for row in rows(ground, paper)} == {
        ("queue_ticket", "voided"),
        ("receipt", "voided"),
    }
    assert {row.code for row in rows(ground, notice)} >= {"notice.paper_voided", "notice.receipt_voided"}
