"""A hall that is a process of its own, killed while a counter goes on by hand: each call is entered, and once."""

import asyncio
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from case_store.client.queue import IssuedTicket
from cases.views import WaitingRow
from counter.app import CounterConfig, CounterScreen, build
from counter.kept_list import FILE, HandCall, KeptFile
from demo.ground import Ground
from screenkit.screen_config import load_screen_config
from tests.counter.conftest import CTRL, Counter
from tests.rehearsal.big_hall import PIN, lay_big_hall, member


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    laid = lay_big_hall(tmp_path, desks=2)
    laid.hall.start()
    yield laid
    laid.hall.stop()


@pytest.fixture
def screens() -> Iterator[list[CounterScreen]]:
    opened: list[CounterScreen] = []
    yield opened
    for screen in opened:
        screen.close()


def open_counter(ground: Ground, screens: list[CounterScreen]) -> Counter:
    config = load_screen_config(CounterConfig, ground.config("counter"))
    screen = build(config.model_copy(update={"data_dir": ground.root / "kept"}))
    screens.append(screen)
    screen.window.requestActivate()
    return Counter(screen)


def sign_in(counter: Counter) -> None:
    counter.wait_for(member(1).name)
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("锁屏")


async def hand_out(ground: Ground, count: int) -> list[str]:
    async with HallClient(ground.hall_url, ground.tokens["counter"]) as client:
        await client.sign_in(member(2).staff_id, PIN, 2)
        numbers: list[str] = []
        for _ in range(count):
            issued = await client.queue.issue_ticket("A")
            assert isinstance(issued, IssuedTicket)
            numbers.append(issued.answer.ticket_no)
        await client.sign_out()
        return numbers


async def enter_again(ground: Ground, call: HandCall) -> WaitingRow:
    """The same command once more, as if its answer had been lost."""
    async with HallClient(ground.hall_url, ground.tokens["counter"]) as client:
        await client.sign_in(member(1).staff_id, PIN, 1)
        entered = await client.queue.enter_by_hand(
            call.ticket_no, call.called_at, call.came is True, UUID(call.command_id)
        )
        assert isinstance(entered, WaitingRow)
        return entered


def test_calls_by_hand_survive_a_killed_hall_and_a_restarted_counter_and_are_entered_once(
    ground: Ground, screens: list[CounterScreen]
) -> None:
    first, second, third = asyncio.run(hand_out(ground, 3))
    counter = open_counter(ground, screens)
    sign_in(counter)
    counter.wait_for("呼叫下一位", first, second, third)
    ground.hall.kill()
    counter.wait_for("人工叫号")
    counter.key(Qt.Key.Key_J, CTRL)
    counter.wait_for("喊下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for(f"下一位是{second}。先来后到：他来得最早。")
    file = ground.root / "kept" / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text())["numbers"][0]) == {
        "visit_id", "ticket_no", "queue", "place_at", "eligible_from_call", "for_counter", "appointment_at",
        "overtaken",
    }  # fmt: skip
    counter.screen.close()
    counter = open_counter(ground, screens)
    counter.wait_for(member(1).name)
    counter.key(Qt.Key.Key_J, CTRL)
    assert not counter.sees("喊下一位")  # nobody calls without a PIN
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for(f"下一位是{second}。先来后到：他来得最早。")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for(f"下一位是{third}。先来后到：他来得最早。")
    ground.hall.start()
    counter.wait_for("大厅系统恢复了，请再输一次密码，人工叫的号马上补录。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("大厅系统恢复了，2个号都已补录。", third)
    kept = KeptFile(ground.root / "kept").read()
    assert kept is not None
    assert [(call.ticket_no, call.came, call.entered) for call in kept.calls] == [
        (first, True, "once"),
        (second, True, "once"),
    ]
    again = asyncio.run(enter_again(ground, kept.calls[0]))
    assert not again.twice
