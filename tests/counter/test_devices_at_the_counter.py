"""设备 of the page 管理, driven by keys at a hall that runs: a code, a machine that comes in, its end."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.client.enrol import join, look
from cases.refusal import Refusal
from cases.views_devices import HallShown
from counter.administration.administration import AdministrationViewModel
from counter.administration.devices import DevicesViewModel
from screenkit import grab
from tests.counter.conftest import Counter, Open
from tests.counter.test_administration import ADMIN, CTRL, F
from tests.page_looks import bad_words
from tests.real_hall import RealHall


class Machines:
    """The administrator at the part 设备."""

    def __init__(self, screen: Counter) -> None:
        self.screen = screen
        model = screen.screen.view_model.frame.modelOf("administration")
        assert isinstance(model, AdministrationViewModel)
        self.page: DevicesViewModel = model.devices

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}")

    def made_for(self, name: str) -> str:
        self.screen.type(name)
        self.screen.key(F[6])
        self.wait(lambda: self.page.code != "", "the code")
        return self.page.code

    def standings(self) -> list[tuple[str, str]]:
        self.page.read()
        grab.process_events(0.05)
        return [(line.name, line.standing) for line in self.page.devices.rows]


@pytest.fixture
def machines(hall: RealHall, open_counter: Open) -> Machines:
    hall.employ(ADMIN)
    screen = open_counter(3)
    screen.sign_in_as(ADMIN.name)
    grab.wait_until(lambda: screen.screen.view_model.frame.current != "", what="the page")
    number = [tab.name for tab in screen.screen.view_model.frame.tabs.rows].index("administration") + 1
    screen.key(getattr(Qt.Key, f"Key_{number}"), CTRL)
    model = screen.screen.view_model.frame.modelOf("administration")
    assert isinstance(model, AdministrationViewModel)
    grab.wait_until(lambda: not model.isReading, what="the tables")
    screen.key(F[11])
    grab.process_events(0.05)
    return Machines(screen)


def enrol(hall: RealHall, code: str, folder: Path) -> str:
    async def come_in() -> str:
        shown = await look(hall.url)
        assert isinstance(shown, HallShown)
        enrolled = await join(hall.url, shown, code, folder)
        assert not isinstance(enrolled, Refusal), enrolled
        return enrolled.device_id

    return asyncio.run(come_in())


def test_a_machine_is_let_in_by_a_code_from_the_counter_and_ended_there(
    machines: Machines, hall: RealHall, tmp_path: Path
) -> None:
    code = machines.made_for("2 号自助机")
    assert code in machines.screen.words()
    assert enrol(hall, code, tmp_path / "device") == "kiosk-1"
    machines.wait(lambda: machines.standings() == [("2 号自助机", "在用")], "the machine")
    assert "在用" in machines.screen.words()
    assert machines.page.name == ""
    assert bad_words(machines.screen.screen.window) == []
    machines.page.choose("kiosk-1")
    machines.screen.key(F[8])
    assert machines.standings() == [("2 号自助机", "在用")]  # without a reason nothing happens
    machines.page.setWhy("送修")
    machines.screen.key(F[8])
    machines.wait(lambda: machines.standings() == [("2 号自助机", "已停用")], "its end")
    machines.screen.key(F[7])
    machines.wait(lambda: machines.page.code not in ("", code), "a code to come in again")
    assert enrol(hall, machines.page.code, tmp_path / "again") == "kiosk-1"


def test_the_code_is_seen_no_more_when_the_page_is_left(machines: Machines) -> None:
    code = machines.made_for("大屏")
    machines.screen.key(F[1])
    grab.process_events(0.05)
    assert machines.page.code == ""
    machines.screen.key(F[11])
    grab.process_events(0.05)
    assert code not in machines.screen.words()
