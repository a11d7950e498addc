"""The first start of a screen, as whoever sets it up sees it: which hall, which fingerprint, the code, in."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from case_store.client.device_folder import read_enrolled
from case_store.enrolment.device_door import CodeWish
from case_store.errors import StoreError
from case_store.hall.house import OnDuty
from case_store.policy_files import load_texts
from cases.device.device import DeviceRole
from cases.refusal import Refusal
from screenkit import grab
from screenkit.bridge import Bridge
from screenkit.environment import ROOT
from screenkit.first_start import PAGE, FirstStartModel, enrolled_config
from screenkit.screen_config import ScreenConfig
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, show_window
from tests.case_store.served import Ground, make_ground

ADMIN = OnDuty(staff_id="a1", role="hall_admin")
TEXTS = load_texts(ROOT / "assets")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


def code_of(ground: Ground) -> str:
    store = ground.hall.store
    assert store is not None
    wish = CodeWish(role=DeviceRole.WALL, name="大屏")
    made = asyncio.run(store.run(store.hall.devices.make_code, ADMIN, wish, ""))
    assert not isinstance(made, Refusal)
    return made.code


class Shown:
    def __init__(self, url: str, folder: Path) -> None:
        self.bridge = Bridge()
        self.model = FirstStartModel(url, folder, TEXTS, self.bridge)
        self.window: ScreenWindow = show_window(
            PAGE, {"model": self.model}, texts=TEXTS, size=(1080, 1200), title="test"
        )

    def type(self, code: str) -> None:
        for key in code.replace("-", ""):
            QTest.keyClick(self.window, key)  # type: ignore[call-overload]  # the stubs know no char
        QTest.keyClick(self.window, Qt.Key.Key_Return)

    def close(self) -> None:
        self.bridge.close()
        take_away(self.window, self.model, self.bridge)


@pytest.fixture
def shown(screen_app: QGuiApplication, ground: Ground, tmp_path: Path) -> Iterator[Shown]:
    one = Shown(ground.hall.url, tmp_path / "device")
    grab.wait_until(lambda: bool(one.model.hall), what="the hall to be seen")
    yield one
    one.close()


def test_a_wrong_code_is_said_and_the_right_one_lets_the_screen_in(
    shown: Shown, ground: Ground, tmp_path: Path
) -> None:
    code = code_of(ground)
    shown.type(code[:5] + "0" * 16)
    grab.wait_until(lambda: bool(shown.model.said), what="the refusal")
    assert "接入码不对" in shown.model.said
    shown.type(code)
    grab.wait_until(lambda: shown.model.is_let_in, what="being let in")
    enrolled = read_enrolled(tmp_path / "device")
    assert (enrolled.role, enrolled.device_id) == ("wall", "wall-1")
    config = tmp_path / "wall.toml"
    config.write_text(f'device_dir = "device"\nassets_dir = "{ROOT / "assets"}"\n', "utf-8")
    assert enrolled_config(ScreenConfig, config).hall_url == ground.hall.url


def test_a_hall_that_does_not_answer_is_said_with_what_to_do(
    screen_app: QGuiApplication, tmp_path: Path
) -> None:
    one = Shown("http://127.0.0.1:9", tmp_path)
    grab.wait_until(lambda: bool(one.model.said), what="the sentence")
    assert "重新找" in one.model.said
    assert not one.model.canJoin
    one.close()


def test_a_machine_without_a_screen_says_what_the_operator_does(
    screen_app: QGuiApplication, tmp_path: Path
) -> None:
    config = tmp_path / "wall.toml"
    config.write_text(
        f'hall_url = "http://127.0.0.1:9"\ndevice_dir = "device"\nassets_dir = "{ROOT / "assets"}"\n', "utf-8"
    )
    with pytest.raises(StoreError, match=r"device\.not_enrolled"):
        enrolled_config(ScreenConfig, config)
