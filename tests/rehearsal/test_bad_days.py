"""Processes that are killed in the middle of a reception, for real, and what is there afterwards."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from case_store.client.hall import HallClient
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit import VisitState
from cases.refusal import Refusal
from cases.views import WaitingRow
from demo.ground import KIOSK_ID, Ground
from tests.rehearsal.big_hall import PIN, lay_big_hall, member

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A hall of two desks, running as a process."""
    laid = lay_big_hall(tmp_path, desks=2)
    laid.hall.start()
    yield laid
    laid.hall.stop()


def test_a_counter_that_is_killed_while_it_serves_finds_the_citizen_again(ground: Ground) -> None:
    ticket_no = asyncio.run(_take(ground))
    first = _counter(ground)
    assert _hears(first) == f"serving {ticket_no}"
    first.kill()
    first.communicate()  # also closes its pipes
    second = _counter(ground)
    assert _hears(second) == f"serving {ticket_no}"
    told, _ = second.communicate("end\n", timeout=20)
    assert told.strip() == "ended"


def test_a_store_that_is_killed_between_call_and_service_goes_on_where_it_was(ground: Ground) -> None:
    asyncio.run(_take(ground))
    command_id = uuid4()
    called = asyncio.run(_call(ground, command_id))
    ground.hall.kill()
    ground.hall.start()
    again = asyncio.run(_call(ground, command_id))
    assert again == called
    asyncio.run(_serve_to_the_end(ground, called))


async def _take(ground: Ground) -> str:
    door = KioskDoor(
        KioskDoorConfig(
            kiosk_id=KIOSK_ID,
            hall_url=ground.hall_url,
            token=ground.tokens["kiosk"],
            outbox=ground.root / "outbox.db",
            keys=read_keys(ground.keys(f"kiosk:{KIOSK_ID}")),
            policy=ground.policy,
            clock=ground.clock,
        )
    )
    await door.open()
    taken = await door.take(
        Intake(
            intent=Intent.DISPUTE,
            touched_at=ground.clock.now(),
            confirmed=False,
            open=OpenMatter(),
            private=PrivateMatter(),
        )
    )
    await door.close()
    assert taken.ticket_no is not None
    return taken.ticket_no


@contextlib.asynccontextmanager
async def _desk(ground: Ground) -> AsyncIterator[HallClient]:
    async with HallClient(ground.hall_url, ground.tokens["counter"]) as client:
        assert not isinstance(await client.sign_in(member(1).staff_id, PIN, 1), Refusal)
        yield client


async def _call(ground: Ground, command_id: UUID) -> WaitingRow:
    async with _desk(ground) as client:
        row = await client.call_next(1, command_id)
        assert not isinstance(row, Refusal), row
        return row


async def _serve_to_the_end(ground: Ground, row: WaitingRow) -> None:
    async with _desk(ground) as client:
        started = await client.start(row.visit_id)
        ended = await client.end(row.visit_id)
    assert not isinstance(started, Refusal)
    assert not isinstance(ended, Refusal)
    assert ended.visit_state == VisitState.DONE


def _counter(ground: Ground) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rehearsal.counter_process", str(ground.config("counter")), PIN],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _hears(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
