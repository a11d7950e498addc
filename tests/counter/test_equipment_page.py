"""设备检测, driven by keys at a hall that runs: devices on real lines are pulled out, put in again, and tried out."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.client.connection import Unreachable, adapter
from case_store.client.equipment import EquipmentClient
from case_store.client.hall import HallClient
from case_store.tokens import KIOSK
from cases.refusal import Refusal
from cases.views_equipment import ReportTaken
from counter.equipment.equipment import EquipmentViewModel
from counter.equipment.equipment_lines import PartLine
from devices.card_reader.virtual import VirtualReader
from devices.config import DevicesConfig, PortConfig
from devices.scanner.virtual import VirtualScanner
from screenkit import grab
from tests.counter.conftest import Counter, Open
from tests.counter.test_administration import F
from tests.page_looks import bad_words
from tests.real_hall import RealHall

ABSENT = {"reader": "device.absent"}


@dataclass
class Desk:
    """Somebody at counter 3, whose page 设备检测 is in front."""

    screen: Counter
    reader: VirtualReader
    scanner: VirtualScanner

    @property
    def page(self) -> EquipmentViewModel:
        model = self.screen.screen.view_model.frame.modelOf("equipment")
        assert isinstance(model, EquipmentViewModel)
        return model

    def part(self, name: str) -> PartLine:
        lines: list[PartLine] = [line for line in self.page.parts.rows if line.part == name]
        (line,) = lines
        return line

    def try_out(self, name: str) -> None:
        """F6, once the device's card is there to be chosen."""
        self.page.choosePart(name)
        grab.process_events(0.1)
        self.screen.key(F[6])

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}", timeout_s=10)


@pytest.fixture
def desk(hall: RealHall, open_counter: Open, tmp_path: Path) -> Iterator[Desk]:
    reader, scanner = VirtualReader(tmp_path / "reader"), VirtualScanner(tmp_path / "scanner")
    reader.start()
    scanner.start()
    ports = DevicesConfig(
        card_reader=PortConfig(port=str(tmp_path / "reader"), baudrate=115_200),
        scanner=PortConfig(port=str(tmp_path / "scanner")),
    )
    screen = open_counter(3, devices=ports, with_printer=True)
    screen.sign_in()
    screen.open_page("equipment")
    at_work = Desk(screen, reader, scanner)
    at_work.wait(lambda: at_work.part("scanner").condition == "ok", "the scanner")
    yield at_work
    reader.close()
    scanner.close()


def tell(hall: RealHall, device_id: str, words: dict[str, str], **more: dict[str, str]) -> ReportTaken:
    """Another machine of the hall says how it is."""

    async def say() -> ReportTaken:
        client = HallClient(hall.url, hall.token_file(KIOSK).read_text())
        body = {
            "device_id": device_id,
            "kind": KIOSK,
            "name": f"{device_id}号自助机",
            "conditions": words,
            **more,
        }
        try:
            answer = await client.connection.ask("POST", "/v1/devices/health", adapter(ReportTaken), body)
        finally:
            await client.aclose()
        assert not isinstance(answer, Refusal), answer
        return answer

    return asyncio.run(say())


def test_a_scanner_that_is_pulled_out_is_named_with_what_to_do_and_comes_back_by_itself(desk: Desk) -> None:
    assert "正常" in desk.part("scanner").standing
    desk.scanner.line.pull_out()
    desk.wait(lambda: desk.part("scanner").condition == "warning", "the loss")
    gone = desk.part("scanner")
    assert "扫码器没有连上" in gone.standing
    assert "请检查插头和电源" in gone.advice
    assert next(line.part for line in desk.page.parts.rows) == "scanner"  # the worst first
    assert desk.screen.sees("扫码器没有连上")
    assert bad_words(desk.screen.screen.window) == []
    desk.scanner.line.plug_in()
    desk.wait(lambda: desk.part("scanner").condition == "ok", "the scanner again")
    back = desk.part("scanner")
    assert back.advice == ""
    assert "上次出错" in back.last


def test_devices_are_really_driven_by_their_test(desk: Desk) -> None:
    desk.try_out("reader")
    assert "正在测试" in desk.part("reader").trial
    desk.wait(lambda: "测试通过" in desk.part("reader").trial, "the reader's answer")
    desk.try_out("scanner")
    assert "请把任意一张码放到扫码口" in desk.part("scanner").trial
    assert not desk.part("scanner").can_try
    desk.scanner.scan("6901234567892")  # whatever it is: the scanner works
    desk.wait(lambda: "测试通过" in desk.part("scanner").trial, "the code")
    assert desk.reader.line is not None
    desk.reader.line.pull_out()
    desk.wait(lambda: desk.part("reader").condition == "warning", "the loss")
    desk.page.tryOut("reader")
    desk.wait(lambda: "没有通过" in desk.part("reader").trial, "the failure")


def test_a_strip_comes_out_of_this_counters_printer(desk: Desk, tmp_path: Path) -> None:
    desk.wait(lambda: "printer" in [line.part for line in desk.page.parts.rows], "the printer")
    desk.page.tryOut("printer")
    desk.wait(lambda: "测试通过" in desk.part("printer").trial, "the strip")
    assert len(list((tmp_path / "papers").glob("*.png"))) == 1


def test_a_kiosk_is_tried_out_through_the_hall_with_its_next_report(desk: Desk, hall: RealHall) -> None:
    words = {"printer": "ok", "paper": "ok", "reader": "missing"}
    tell(hall, "7", words, errors=ABSENT)
    desk.page.read()
    desk.wait(lambda: "7" in [line.device_id for line in desk.page.machines.rows], "the kiosk")
    assert desk.page.machines.rows[0].device_id == "counter-3"  # this machine first
    desk.page.choose("7")
    assert "请检查插头和电源" in desk.part("reader").advice
    desk.try_out("printer")
    desk.wait(lambda: "已经通知这台机器" in desk.part("printer").trial, "the request")
    (asked,) = tell(hall, "7", words, errors=ABSENT).trials
    assert asked.part == "printer"
    tell(hall, "7", words, trials={asked.trial_id: "passed"})
    desk.page.read()
    desk.wait(lambda: "测试通过" in desk.part("printer").trial, "the result")
    assert not desk.part("paper").can_try


def test_a_part_without_a_hall_is_seen_all_the_same(desk: Desk, hall: RealHall) -> None:
    hall.stop()
    try:
        desk.page.read()
        desk.wait(lambda: desk.page.property("old") != "", "that the hall is away")
        desk.scanner.line.pull_out()
        desk.wait(lambda: desk.part("scanner").condition == "warning", "the loss")
    finally:
        hall.start()


def test_a_hall_that_answers_again_is_not_said_to_be_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own restart would end the session, too: here only the question finds nobody."""

    async def nobody(_client: EquipmentClient) -> Refusal:
        raise Unreachable("nobody answers")

    with monkeypatch.context() as away:
        away.setattr(EquipmentClient, "machines", nobody)
        desk.page.read()
        desk.wait(lambda: desk.page.property("old") != "", "that the hall is away")
        assert desk.page.property("said") != ""
    desk.page.read()
    desk.wait(lambda: desk.page.property("old") == "", "the hall")
    assert desk.page.property("said") == ""


def test_arrows_lead_through_machines_and_devices(desk: Desk, hall: RealHall) -> None:
    for number in ("5", "6"):
        tell(hall, number, {"printer": "ok", "paper": "ok"})
    desk.page.read()
    desk.wait(lambda: len(desk.page.machines.rows) >= 3, "the kiosks")
    desk.screen.key(Qt.Key.Key_Down)
    second = desk.page.machines.rows[1].device_id
    desk.wait(lambda: desk.page.property("chosen") == second, "the second machine")
    desk.screen.key(Qt.Key.Key_Right)
    desk.screen.key(Qt.Key.Key_Down)
    parts = [line.part for line in desk.page.parts.rows]
    desk.wait(lambda: desk.page.property("chosenPart") == parts[1], "the second device")
