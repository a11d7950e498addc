"""Power cuts while somebody registers, with real processes: what was left by the previous field is there afterwards."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import MatterView
from demo.ground import KIOSK_ID, Ground
from tests.rehearsal.big_hall import PIN, lay_big_hall, member

ROOT = Path(__file__).parents[2]
COUNTER_NO = 1


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A hall of two desks, running as a process; one citizen waits, who told nothing yet."""
    laid = lay_big_hall(tmp_path, desks=2)
    laid.hall.start()
    asyncio.run(_take(laid))
    yield laid
    laid.hall.stop()


def test_counter_and_store_killed_while_a_field_is_typed_lose_that_field_at_most(ground: Ground) -> None:
    counter = subprocess.Popen(
        [sys.executable, "-m", "tests.counter.registering_process", str(ground.config("counter")), PIN],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert counter.stdout is not None
    said = counter.stdout.readline().strip()
    counter.kill()
    ground.hall.kill()
    counter.communicate()  # also closes its pipes
    assert said == "typing"
    ground.hall.start()
    found = asyncio.run(_found(ground))
    assert found.private.contact_name == "李某甲"
    assert found.private.contact_phone == ""


def test_a_store_killed_in_the_middle_of_a_save_has_the_last_one_that_it_answered(ground: Ground) -> None:
    answered, sent = asyncio.run(_save_until_it_is_killed(ground))
    ground.hall.start()
    units = asyncio.run(_found(ground)).private.units
    assert answered >= 1
    assert int(units) in (answered, sent)


async def _save_until_it_is_killed(ground: Ground) -> tuple[int, int]:
    """Saves one after the other; the power goes 0.3 s later. The last that was answered, and the last that was sent."""
    answered = sent = 0
    async with HallClient(ground.hall_url, ground.tokens["counter"]) as client:
        visit_id = await _serving(client)
        cut = asyncio.get_running_loop().run_in_executor(None, _kill_soon, ground)
        try:
            while True:
                sent += 1
                told = replace(PrivateMatter(), units=str(sent))
                assert not isinstance(
                    await client.registration.save_draft(visit_id, OpenMatter(), told), Refusal
                )
                answered = sent
        except Unreachable:
            await cut
    return answered, sent


def _kill_soon(ground: Ground) -> None:
    time.sleep(0.3)
    ground.hall.kill()


async def _serving(client: HallClient) -> str:
    assert not isinstance(await client.sign_in(member(1).staff_id, PIN, COUNTER_NO), Refusal)
    row = await client.call_next(COUNTER_NO)
    assert not isinstance(row, Refusal), row
    assert not isinstance(await client.start(row.visit_id), Refusal)
    return row.visit_id


async def _found(ground: Ground) -> MatterView:
    """What the desk finds when somebody sits down at it again."""
    async with HallClient(ground.hall_url, ground.tokens["counter"]) as client:
        assert not isinstance(await client.sign_in(member(1).staff_id, PIN, COUNTER_NO), Refusal)
        visit_id = ground.root.joinpath("visit").read_text()
        matter = await client.open_matter(visit_id)
    assert not isinstance(matter, Refusal), matter
    return matter


async def _take(ground: Ground) -> None:
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
    ground.root.joinpath("visit").write_text(taken.visit_id)
