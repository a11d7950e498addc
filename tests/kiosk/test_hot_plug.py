"""Plugs are pulled at a kiosk that runs: device page, dispatch and alarms follow, and all is well again by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uuid_utils.compat as uuid_v7

from case_store.alarms.device_parts import machines
from case_store.alarms.devices import device_alarms, device_lines
from case_store.private_file import write_private
from case_store.tokens import KIOSK
from case_store.views.look import Look
from cases.views_equipment import MachineRow, PartRow
from devices.card_reader.virtual import VirtualReader
from devices.config import DevicesConfig, PortConfig
from devices.scanner.virtual import VirtualScanner
from kiosk.app import KioskScreen, build
from kiosk.config import KioskConfig
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.case_store.served import ASSETS, KIOSK_ID, Ground, make_ground, sit_down
from tests.kiosk.page_album import TOLD
from tests.printing.pty_printer import PtyPrinter
from tests.printing.thermal_paper import ThermalPaper

PRINTER, SCANNER, READER = "printer", "scanner", "reader"


class Printer:
    """On a pty with a name that stays, as udev gives it."""

    def __init__(self, at: Path) -> None:
        self._at = at
        self.plug_in()

    def plug_in(self) -> None:
        self.line = PtyPrinter(ThermalPaper())
        self.line.__enter__()
        self._at.symlink_to(self.line.port)

    def pull_out(self) -> None:
        self._at.unlink(missing_ok=True)
        self.line.unplug()


@dataclass
class Running:
    """A kiosk at a hall, and what the hall knows of it."""

    ground: Ground
    screen: KioskScreen
    printer: Printer
    scanner: VirtualScanner
    reader: VirtualReader

    def look(self, read: Callable[[Look], Any]) -> Any:
        store = self.ground.hall.store
        assert store is not None
        _now, seen = asyncio.run(store.run(store.hall.look, {"it": lambda look: tuple(read(look))}))
        return seen["it"]

    def part(self, name: str) -> PartRow | None:
        found: list[MachineRow] = [row for row in self.look(machines) if row.device_id == KIOSK_ID]
        parts = [part for row in found for part in row.parts if part.part == name]
        return parts[0] if parts else None

    def says(self, name: str, word: str) -> bool:
        part = self.part(name)
        return part is not None and part.word == word

    def wait_for(self, name: str, word: str) -> PartRow:
        grab.wait_until(lambda: self.says(name, word), what=f"{name} {word}", timeout_s=15)
        part = self.part(name)
        assert part is not None
        return part

    def try_out(self, name: str) -> str:
        """As a member of staff at a counter does; how it ended."""

        async def ask() -> str:
            counter = await sit_down(self.ground)
            try:
                asked = await counter.equipment.try_out(KIOSK_ID, name, uuid_v7.uuid7())
            finally:
                await counter.aclose()
            return str(getattr(asked, "trial_id", asked))

        trial_id = asyncio.run(ask())
        house = self.screen.house
        assert house is not None
        self.screen.bridge.submit(house.tell())  # the next report, now and not in 20 s

        def ended() -> bool:
            part = self.part(name)
            return part is not None and part.trial is not None and bool(part.trial.result)

        grab.wait_until(ended, what=f"the trial {trial_id} of {name}", timeout_s=15)
        part = self.part(name)
        assert part is not None
        assert part.trial is not None
        return part.trial.result


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    ground = make_ground(tmp_path)
    ground.hall.start()
    ports = tmp_path / "ports"
    ports.mkdir()
    printer = Printer(ports / PRINTER)
    scanner, reader = VirtualScanner(ports / SCANNER), VirtualReader(ports / READER)
    scanner.start()
    reader.start()
    write_private(tmp_path / "token", ground.tokens[KIOSK].encode())
    screen = build(
        KioskConfig(
            kiosk_id=KIOSK_ID,
            kiosk_name="1号自助机",
            hall_url=ground.hall.url,
            token_file=tmp_path / "token",
            key_file=ground.keys[f"kiosk:{KIOSK_ID}"],
            outbox_file=tmp_path / "outbox.db",
            printer=f"serial:{ports / PRINTER}?baud=9600",
            assets_dir=ASSETS,
            clock_file=tmp_path / "clock",
            devices=DevicesConfig(
                scanner=PortConfig(port=str(ports / SCANNER)),
                card_reader=PortConfig(port=str(ports / READER), baudrate=115_200),
            ),
        )
    )
    kiosk = Running(ground, screen, printer, scanner, reader)
    for name in (PRINTER, SCANNER, READER):
        kiosk.wait_for(name, "ok")
    yield kiosk
    screen.close()
    scanner.close()
    reader.close()
    printer.pull_out()
    ground.stop()


def test_what_is_pulled_out_is_seen_everywhere_and_comes_back_by_itself(running: Running) -> None:
    running.scanner.line.pull_out()
    gone = running.wait_for(SCANNER, "missing")
    assert gone.error == "device.absent"
    (line,) = running.look(device_lines)
    assert (line.condition, line.trouble) == ("warning", "alarms.trouble.scanner_missing")
    assert running.look(device_alarms) == ()  # a citizen types instead: nobody has to run

    running.printer.pull_out()
    assert running.reader.line is not None
    running.reader.line.pull_out()  # whatever is told, the printer is asked
    assert running.wait_for(PRINTER, "offline").error == "printer.absent"
    (line,) = running.look(device_lines)
    assert (line.condition, line.trouble, line.others) == ("down", "alarms.trouble.printer_offline", 2)
    (alarm,) = running.look(device_alarms)  # no ticket comes out: somebody has to go
    assert dict(alarm.facts)["trouble"] == "printer_offline"

    running.printer.plug_in()
    running.scanner.line.plug_in()
    running.reader.line.plug_in()
    running.wait_for(PRINTER, "ok")
    running.wait_for(READER, "ok")
    back = running.wait_for(SCANNER, "ok")
    assert back.error == "device.absent"  # the last one is remembered
    assert running.look(device_alarms) == ()
    (line,) = running.look(device_lines)
    assert line.condition == "ok"


def test_devices_of_a_kiosk_are_tried_out_from_a_counter_once_its_citizen_has_gone(running: Running) -> None:
    session = running.screen.session
    session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    house = running.screen.house
    assert house is not None
    grab.process_events(0.1)
    paper = running.printer.line.printer

    async def ask() -> None:
        counter = await sit_down(running.ground)
        await counter.equipment.try_out(KIOSK_ID, PRINTER, uuid_v7.uuid7())
        await counter.aclose()

    asyncio.run(ask())
    running.screen.bridge.submit(house.tell()).result(5)
    grab.process_events(1.0)
    part = running.part(PRINTER)
    assert part is not None
    assert part.trial is not None
    assert part.trial.result == ""
    assert paper.sheets == []
    session.leave()
    grab.wait_until(
        lambda: running.part(PRINTER).trial.result == "passed",  # type: ignore[union-attr]
        what="the strip",
        timeout_s=15,
    )
    assert len(paper.sheets) == 1
    assert "打印测试" in paper.text
    assert running.try_out(READER) == "passed"
    running.printer.pull_out()
    assert running.try_out(PRINTER) == "failed"
