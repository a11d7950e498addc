"""The card reader on a real pty: its own thread, pulled out in the middle and put in again."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from devices.card_reader.card_reader import CardEvent, CardRead, CardReader, CardRemoved
from devices.card_reader.virtual import Fault, VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.line import DeviceLine, DeviceReport, DeviceState, LinePort

ASSETS = Path(__file__).parents[2] / "assets"
PATIENCE_S = 10.0


class Counter:
    """Somebody with a reader on a cable."""

    def __init__(self, folder: Path) -> None:
        self.reader = VirtualReader(folder / "reader")
        self.told: list[CardEvent | DeviceReport] = []
        self._heard = threading.Condition()
        machine = CardReader(lambda: date(2026, 11, 30), takes_lying=True)
        self.line = DeviceLine(
            "card_reader",
            LinePort(str(folder / "reader"), 115_200),
            machine,
            self.hear,
            self.hear,
            try_again_s=0.02,
        )
        self.reader.start()
        self.line.start()
        self.line.order(machine.want)

    def hear(self, event: CardEvent | DeviceReport) -> None:
        with self._heard:
            self.told.append(event)
            self._heard.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        with self._heard:
            assert self._heard.wait_for(condition, PATIENCE_S), self.told

    def names(self) -> list[str]:
        return [event.card.name for event in self.told if isinstance(event, CardRead)]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    yield counter
    counter.line.close()
    counter.reader.close()


def test_a_card_on_a_real_line_is_read_and_its_going_heard(counter: Counter) -> None:
    counter.reader.place(load_cards(ASSETS)["wu_mou"])
    counter.wait_for(lambda: counter.names() == ["乌某"])
    counter.reader.take_away()
    counter.wait_for(lambda: CardRemoved() in counter.told)
    assert counter.line.report.state is DeviceState.OK


def test_a_reader_that_is_pulled_out_and_put_in_again_reads_the_next_card(counter: Counter) -> None:
    assert counter.reader.line is not None
    counter.wait_for(lambda: counter.line.report.state is DeviceState.OK)
    counter.reader.line.pull_out()
    counter.wait_for(lambda: counter.line.report.state is DeviceState.MISSING)
    counter.reader.line.plug_in()
    counter.wait_for(lambda: counter.line.report.state is DeviceState.OK)
    counter.reader.break_(Fault.NOISE)
    counter.reader.place(load_cards(ASSETS)["li_moujia"])
    counter.wait_for(lambda: counter.names() == ["李某甲"])
