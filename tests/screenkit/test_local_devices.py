"""Trials on this machine: keypad, call display and camera at real lines, each really driven, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from cases.alarm.device_trial import TrialAsked, TrialResult
from devices.call_display.call_display import Shown
from devices.call_display.virtual import VirtualCallDisplay
from devices.config import CameraConfig, DevicesConfig, DisplayConfig, PortConfig
from devices.keypad.virtual import VirtualKeypad
from screenkit import grab
from screenkit.at_hand import CALL_DISPLAY, KEYPAD, DevicesAtHand
from screenkit.bridge import Bridge
from screenkit.camera_trial import CameraTrial
from screenkit.local_devices import Ended, LocalDevices, OwnWay

HERE = Shown("3号窗口", "A017")


@dataclass
class Machine:
    """A machine with three devices; a citizen may stand before it."""

    at_hand: DevicesAtHand
    local: LocalDevices
    keypad: VirtualKeypad
    display: VirtualCallDisplay
    is_free: bool = True
    begun: list[str] = field(default_factory=list)

    def result(self, part: str) -> TrialResult:
        return self.local.trials[part].result

    def ends(self, part: str) -> TrialResult:
        grab.wait_until(lambda: self.result(part) is not TrialResult.WAITING, what=part, timeout_s=10)
        return self.result(part)

    def told(self) -> dict[str, str]:
        return dict(self.local.report("counter-3", "counter", "3号窗口", {}).trials)


@pytest.fixture
def machine(screen_app: QGuiApplication, tmp_path: Path) -> Iterator[Machine]:
    keypad, display = VirtualKeypad(tmp_path / "keypad"), VirtualCallDisplay(tmp_path / "display")
    keypad.start()
    display.start()
    papers = tmp_path / "papers"
    papers.mkdir()
    Image.new("RGB", (400, 300), "white").save(papers / "1.jpg")
    bridge, at_hand = Bridge(), DevicesAtHand()
    local = LocalDevices(at_hand, lambda: made.is_free, by_hand_s=0.5)
    made = Machine(at_hand, local, keypad, display)
    at_hand.open(
        DevicesConfig(
            keypad=PortConfig(port=str(tmp_path / "keypad")),
            call_display=DisplayConfig(port=str(tmp_path / "display")),
            document_camera=CameraConfig(folder=papers),
        ),
        bridge,
        today=lambda: date(2026, 11, 23),
        base_url=lambda: "https://example",
    )
    assert at_hand.camera is not None
    local.add("camera", OwnWay(CameraTrial(at_hand.camera).begin))

    def begin(trial_id: str, ended: Ended) -> None:
        made.begun.append(trial_id)
        ended(TrialResult.PASSED)

    local.add("printer", OwnWay(begin, lambda: {"printer": "ok"}, dict))
    grab.wait_until(lambda: at_hand.is_well(KEYPAD) and at_hand.is_well(CALL_DISPLAY), what="the devices")
    yield made
    at_hand.close()
    keypad.close()
    display.close()
    bridge.close()


def test_a_keypad_is_well_when_a_key_comes_and_else_nobody_pressed(machine: Machine) -> None:
    machine.local.try_out("t1", KEYPAD)
    machine.keypad.press("5")
    assert machine.ends(KEYPAD) is TrialResult.PASSED
    machine.local.try_out("t2", KEYPAD)
    assert machine.ends(KEYPAD) is TrialResult.NOBODY
    assert machine.told()["t2"] == "nobody"


def test_a_display_shows_8888_and_then_what_it_ought_to_show(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screenkit.local_devices.SHOWN_MS", 300)
    machine.at_hand.show_call(HERE)
    grab.wait_until(lambda: machine.display.lower == "A017", what="the number")
    machine.local.try_out("t1", CALL_DISPLAY)
    grab.wait_until(lambda: machine.display.lower == "8888", what="the eights")
    assert machine.ends(CALL_DISPLAY) is TrialResult.LOOK
    grab.wait_until(lambda: machine.display.lower == "A017", what="the number again")


def test_what_is_asked_for_again_and_again_is_done_once(machine: Machine) -> None:
    asked = (TrialAsked(trial_id="t1", part="printer"),)
    for _ in range(3):
        machine.local.ask(asked)
        grab.process_events(0.02)
    assert machine.begun == ["t1"]
    machine.local.ask((TrialAsked(trial_id="t2", part="printer"),))
    grab.wait_until(lambda: machine.begun == ["t1", "t2"], what="the next one")


def test_a_trial_waits_until_the_citizen_has_gone(machine: Machine) -> None:
    machine.is_free = False
    machine.local.try_out("t1", "printer")
    grab.process_events(0.3)
    assert machine.begun == []
    machine.is_free = True
    assert machine.ends("printer") is TrialResult.PASSED


def test_a_camera_shows_a_picture_and_is_off_again(machine: Machine) -> None:
    machine.local.try_out("t1", "camera")
    assert machine.ends("camera") is TrialResult.PASSED
    camera, seen = machine.at_hand.camera, list[object]()
    assert camera is not None
    camera.seen.connect(seen.append)
    grab.process_events(0.4)
    assert seen == []


def test_what_is_pulled_out_fails_at_once_with_its_code(machine: Machine) -> None:
    changed: list[bool] = []
    machine.local.changed.connect(lambda: changed.append(True))
    machine.keypad.line.pull_out()
    gone: Callable[[], bool] = lambda: machine.local.words()[KEYPAD] == "missing"  # noqa: E731
    grab.wait_until(gone, what="the loss")
    grab.wait_until(lambda: bool(changed), what="to be told")
    machine.local.try_out("t1", KEYPAD)
    assert machine.ends(KEYPAD) is TrialResult.FAILED
    assert machine.local.errors() == {KEYPAD: "device.absent"}
