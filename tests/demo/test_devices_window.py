"""The window of the virtual devices: a real line to the printer, real frames to reader and scanner, real fingers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from case_store.policy_files import load_texts
from counter.app import CounterConfig
from demo.devices_window import DevicesWindow, devices_window
from demo.ground import ASSETS, PRINTER_BAUD, Ground, lay_ground
from demo.hand_model import FOREIGN
from demo.virtual_devices import VirtualDevices
from devices.call_display.call_display import CallDisplay, Shown
from devices.card_reader.card_reader import CardEvent, CardRead, CardReader
from devices.config import DevicesConfig
from devices.evaluation_pad.evaluation_pad import EvaluationPad
from devices.keypad.keypad import Key, Keypad
from devices.line import DeviceLine, DeviceState
from devices.scanner.scanner import NotOurs, ScanEvent, Scanned, Scanner
from kiosk.config import KioskConfig
from printing.faces import Faces
from printing.paper import Paper
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import PrinterError, Reason
from printing.spool.printer_status import Condition
from printing.thermal.press import Press
from printing.transports.address import printer_at
from screenkit import grab
from screenkit.screen_config import load_screen_config
from tests.printing.samples import sample_ticket

TEXTS = load_texts(ASSETS)
BASE = "https://zz.pingan-hall.example"
TICKET_URL = f"{BASE}/t/0123456789ABCDEF"
PRESS = Press(Faces(ASSETS / "fonts"))


@dataclass
class Table:
    ground: Ground
    devices: VirtualDevices
    shown: DevicesWindow
    config: KioskConfig

    def press(self, key: str) -> None:
        grab.press(self.shown.window, TEXTS.get(f"demo.{key}"))

    def says(self, key: str) -> bool:
        return grab.is_shown(self.shown.window, TEXTS.get(f"demo.{key}"))

    def ask(self) -> Condition:
        """As the kiosk's spooler would, over the line of its configuration."""
        way = printer_at(self.config.printer)
        try:
            return way.ask()
        finally:
            way.close()

    def print(self, paper: Paper) -> Condition:
        way = printer_at(self.config.printer)
        try:
            way.ask()
            way.send("ticket", PRESS.make(paper, way.encoders), lambda: None)
            return way.confirm()
        finally:
            way.close()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return lay_ground(tmp_path_factory.mktemp("demo hall"), devices=True)


@pytest.fixture
def table(ground: Ground) -> Iterator[Table]:
    for old in ground.papers.iterdir():
        old.unlink()
    devices = VirtualDevices(ground)
    devices.start()
    shown = devices_window(devices, ground.papers)
    grab.wait_until(shown.window.isExposed, what="the window")
    yield Table(ground, devices, shown, load_screen_config(KioskConfig, ground.config("kiosk")))
    shown.close()
    devices.close()


def test_a_ticket_over_the_line_lies_on_the_table_and_can_be_scanned(table: Table) -> None:
    assert table.print(queue_ticket(sample_ticket(qr_url=TICKET_URL), TEXTS)).stops is None
    grab.wait_until(lambda: grab.is_shown(table.shown.window, "kiosk-1-001"), what="the paper")
    with Image.open(table.ground.papers / "kiosk-1-001.png") as picture:
        assert picture.width == 576
        assert 0.02 < picture.convert("L").histogram()[0] / (picture.width * picture.height) < 0.5
    assert table.devices.printer.codes_of("kiosk-1-001") == (TICKET_URL,)
    with heard(table.config.devices) as (_cards, scans):
        table.press("papers.scan")
        grab.wait_until(lambda: len(scans) == 1, what="the scan")
    (scan,) = scans
    assert isinstance(scan, Scanned)


def test_six_centimetres_run_out_within_a_ticket_and_a_new_roll_goes_on(table: Table) -> None:
    table.press("printer.paper_finger")
    assert table.print(queue_ticket(sample_ticket(qr_url=TICKET_URL), TEXTS)).stops is Reason.OUT_OF_PAPER
    grab.wait_until(lambda: table.says("printer.out"), what="the word")
    assert table.says("printer.hanging")
    assert table.devices.printer.papers == ()
    table.press("printer.paper_new")
    grab.wait_until(lambda: table.devices.printer.papers == ("kiosk-1-001",), what="the rest of it")
    grab.wait_until(lambda: table.says("printer.well"), what="well again")
    assert not table.says("printer.hanging")


@pytest.mark.parametrize(
    ("switch", "word", "stops"),
    [
        ("paper_out", "out", Reason.OUT_OF_PAPER),
        ("open", "cover", Reason.COVER_OPEN),
        ("heat", "hot", Reason.FAULT),
        ("jam", "jammed", Reason.FAULT),
    ],
)
def test_each_switch_is_what_the_kiosk_hears_and_can_be_put_back(
    table: Table, switch: str, word: str, stops: Reason
) -> None:
    table.press(f"printer.{switch}")
    assert table.says(f"printer.{word}")
    assert table.ask().stops is stops
    table.press("printer.paper_new" if switch == "paper_out" else f"printer.{switch}")
    assert table.says("printer.well")
    assert table.ask().stops is None


def test_little_paper_is_a_warning_and_stops_nothing(table: Table) -> None:
    table.press("printer.paper_near_end")
    assert table.says("printer.near_end")
    assert (table.ask().warns, table.ask().stops) == (Reason.NEAR_END, None)


def test_a_pulled_cable_is_absent_a_mute_printer_is_silent_and_both_come_back(table: Table) -> None:
    table.press("printer.pull")
    assert table.says("printer.unplugged")
    with pytest.raises(PrinterError) as absent:
        table.ask()
    assert absent.value.reason is Reason.ABSENT
    table.press("printer.pull")
    table.press("printer.never")
    with pytest.raises(PrinterError) as silent:
        table.ask()
    assert silent.value.reason is Reason.SILENT
    table.press("printer.late")
    assert table.ask().stops is None
    table.press("printer.at_once")
    assert table.ask().stops is None


def test_the_line_is_as_slow_as_the_switch_says_and_no_byte_is_lost(table: Table) -> None:
    assert table.devices.printer.baud == PRINTER_BAUD
    grab.press(table.shown.window, "115200")
    assert table.devices.printer.baud == 115_200
    assert table.print(queue_ticket(sample_ticket(qr_url=TICKET_URL), TEXTS)).stops is None
    assert table.devices.printer.state.lost_bytes == 0
    assert table.devices.printer.codes_of("kiosk-1-001") == (TICKET_URL,)


def test_cards_and_codes_come_out_at_the_place_that_was_chosen(table: Table) -> None:
    with heard(table.config.devices) as (cards, scans):
        table.press("hand.counter")
        table.press("card.li_moujia")
        grab.process_events(0.3)
        assert cards == [], "it lies at the counter"
        table.press("hand.kiosk")
        table.press("card.hong_kong")
        grab.wait_until(lambda: bool(cards), what="the card")
        (card,) = cards
        assert isinstance(card, CardRead)
        for kind in FOREIGN:
            table.press(f"hand.{kind}")
        grab.wait_until(lambda: len(scans) == len(FOREIGN), what="four foreign codes")
    assert {type(scan) for scan in scans} == {NotOurs}
    assert [getattr(scan, "code", "") for scan in scans][:3] == ["scan.payment", "scan.goods", "scan.web"]


def test_a_device_that_is_pulled_out_is_missing_and_nothing_can_be_held_to_it(table: Table) -> None:
    table.press("hand.scanner")
    assert not table.ground.port("kiosk-scanner").exists()
    button = grab.find(table.shown.window, TEXTS.get("demo.hand.payment"))
    assert not button.isEnabled()
    table.press("hand.scanner")
    assert table.ground.port("kiosk-scanner").exists()
    assert button.isEnabled()


def test_keypad_evaluation_pad_and_display_stand_where_they_belong(tmp_path: Path) -> None:
    ground = lay_ground(tmp_path, devices=True, pads=True)
    devices = VirtualDevices(ground, pads=True)
    devices.start()
    shown = devices_window(devices, ground.papers)
    grab.wait_until(shown.window.isExposed, what="the window")
    kiosk = load_screen_config(KioskConfig, ground.config("kiosk")).devices
    counter = load_screen_config(CounterConfig, ground.config("counter")).devices
    assert kiosk.keypad is not None
    assert counter.evaluation_pad is not None
    assert counter.call_display is not None
    keys: list[Key] = []
    levels: list[object] = []
    pad, display = EvaluationPad(), CallDisplay()
    lines: list[DeviceLine[Any]] = [
        DeviceLine("keypad", kiosk.keypad.line(), Keypad(), keys.append),
        DeviceLine("evaluation_pad", counter.evaluation_pad.line(), pad, levels.append),
        DeviceLine("call_display", counter.call_display.line(), display, lambda _event: None),
    ]
    for line in lines:
        line.start()
    grab.wait_until(lambda: all(line.report.state is DeviceState.OK for line in lines), what="all of them")
    for key in ("7", TEXTS.get("demo.key.confirm")):
        grab.press(shown.window, key)
    grab.wait_until(lambda: keys == ["7", "confirm"], what="the keys")
    grab.press(shown.window, TEXTS.get("demo.hand.counter"))
    best = TEXTS.get("kiosk.evaluate.level_5")
    assert not grab.is_shown(shown.window, "7")
    assert not grab.find(shown.window, best).isEnabled(), "nobody is asked"
    lines[1].order(lambda now: pad.ask("visit", 30.0, now))
    lines[2].order(lambda now: display.show(Shown("综合受理", "A017"), now))
    grab.wait_until(lambda: grab.is_shown(shown.window, "A017"), what="the call")
    grab.press(shown.window, best)
    grab.wait_until(lambda: bool(levels), what="the evaluation")
    assert getattr(levels[0], "visit_id", "") == "visit"
    for line in lines:
        line.close()
    shown.close()
    devices.close()


class heard:  # noqa: N801 - used as a word: with heard(…)
    """Reader and scanner as a screen runs them."""

    def __init__(self, config: DevicesConfig) -> None:
        assert config.card_reader is not None
        assert config.scanner is not None
        self.cards: list[CardEvent] = []
        self.scans: list[ScanEvent] = []
        reader = CardReader(lambda: date(2026, 11, 23))
        self._reader = DeviceLine("reader", config.card_reader.line(), reader, self.cards.append)
        self._scanner = DeviceLine("scanner", config.scanner.line(), Scanner(lambda: BASE), self.scans.append)
        self._reader.order(reader.want)

    def __enter__(self) -> tuple[list[CardEvent], list[ScanEvent]]:
        self._reader.start()
        self._scanner.start()
        both = (self._reader, self._scanner)
        grab.wait_until(lambda: all(one.report.state is DeviceState.OK for one in both), what="both")
        return self.cards, self.scans

    def __exit__(self, *_: object) -> None:
        self._reader.close()
        self._scanner.close()
