"""The call display over a counter and the evaluation pad on it, on real lines, at a hall that really runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.log.schema import evaluation
from cases.matter.matter import OpenMatter
from devices.call_display.virtual import VirtualCallDisplay
from devices.config import DevicesConfig, DisplayConfig, PortConfig
from devices.evaluation_pad.virtual import VirtualEvaluationPad
from screenkit import grab
from screenkit.at_hand import CALL_DISPLAY, EVALUATION_PAD
from tests.counter.conftest import COUNTER_NO, Counter, Open
from tests.counter.test_registration_day import serve
from tests.real_hall import NOBODY, RealHall

Key = Qt.Key


@dataclass
class Window:
    counter: Counter
    display: VirtualCallDisplay
    pad: VirtualEvaluationPad

    def shows(self, lower: str) -> None:
        grab.wait_until(lambda: self.display.lower == lower, what=f"{lower}, now {self.display.lower}")

    def lit(self, is_lit: bool) -> None:
        grab.wait_until(lambda: self.pad.lit is is_lit, what=f"keys lit: {is_lit}")


@pytest.fixture
def window(hall: RealHall, open_counter: Open, tmp_path: Path) -> Iterator[Window]:
    display, pad = VirtualCallDisplay(tmp_path / "display"), VirtualEvaluationPad(tmp_path / "pad")
    display.start()
    pad.start()
    counter = open_counter(
        COUNTER_NO,
        devices=DevicesConfig(
            call_display=DisplayConfig(port=str(tmp_path / "display"), brightness=12),
            evaluation_pad=PortConfig(port=str(tmp_path / "pad")),
        ),
    )
    at_hand = counter.screen.at_hand
    grab.wait_until(
        lambda: at_hand.is_well(CALL_DISPLAY) and at_hand.is_well(EVALUATION_PAD), what="the devices"
    )
    yield Window(counter, display, pad)
    counter.screen.close()
    display.close()
    pad.close()


def levels(hall: RealHall) -> list[int]:
    """What was said at pads; of the whole day, the standing hall has other tests as well."""
    return sorted(row.overall for row in hall.rows(evaluation) if row.channel == "counter")


def test_the_display_says_who_is_called_and_the_pad_takes_one_key_when_the_visit_ends(
    hall: RealHall, window: Window
) -> None:
    counter, before = window.counter, levels(hall)
    window.shows("暂停服务")  # nobody sits here
    assert window.display.upper == f"{COUNTER_NO}号窗口"
    assert window.display.brightness == 12
    counter.sign_in()
    counter.wait_for("锁屏")
    window.shows("请等候叫号")
    ticket = hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    counter.wait_for("呼叫下一位", ticket)
    counter.key(Key.Key_F1)
    window.shows(f"请{ticket}号")
    assert window.display.blinks
    window.display.switch_off_and_on()
    window.shows(f"请{ticket}号")
    counter.wait_for("开始办理")
    counter.key(Key.Key_F4)
    window.shows(f"正在办理{ticket}")
    assert not window.pad.lit
    counter.wait_for("结束接待")
    counter.wait_quiet()
    counter.key(Key.Key_F10)
    window.lit(True)
    window.pad.press(2)
    grab.wait_until(lambda: levels(hall) == sorted([*before, 2]), what="the evaluation at the hall")
    window.lit(False)
    window.pad.press(5)
    window.shows("请等候叫号")
    assert levels(hall) == sorted([*before, 2])
    assert not any("2" in word and "评价" in word for word in counter.words())  # nobody at the desk sees it


def test_the_keys_go_out_when_the_next_one_is_received(hall: RealHall, window: Window) -> None:
    counter, before = window.counter, levels(hall)
    counter.sign_in()
    counter.wait_for("锁屏")
    for _ in range(2):
        hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(counter, "登记")
    counter.wait_quiet()
    counter.key(Key.Key_F10)
    window.lit(True)
    serve(counter, "登记")
    window.lit(False)
    window.pad.press(1)
    assert levels(hall) == before


def test_a_key_that_the_hall_could_not_hear_is_told_when_it_answers_again(
    hall: RealHall, window: Window
) -> None:
    counter, before = window.counter, levels(hall)
    counter.sign_in()
    counter.wait_for("锁屏")
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(counter, "登记")
    counter.wait_quiet()
    counter.key(Key.Key_F10)
    window.lit(True)
    hall.stop()
    window.pad.press(4)
    window.lit(False)
    grab.process_events(0.3)
    hall.start()
    grab.wait_until(lambda: levels(hall) == sorted([*before, 4]), 20, what="the evaluation at the hall")
