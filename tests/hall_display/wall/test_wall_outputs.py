"""Several windows on several outputs, which come and go: televisions are switched off at night."""

import json
import logging
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from cases.policy.policy import Policy
from cases.texts import Texts
from screenkit import grab
from screenkit.environment import ROOT
from screenkit.window import ScreenWindow
from tests.hall_display.wall_stage import Wall
from tests.hall_display.wall_worlds import USUAL

WINDOW = (
    "[[window]]\n{output}diagonal_in = 75\ndistance_m = 6\ngrid = [1, 1]\n"
    '[[window.area]]\nat = [0, 0, 1, 1]\npages = [["{panel}"]]\n'
)
PROGRAM = """
import sys
from functools import partial
from pathlib import Path
from case_store.policy_files import load_policy, load_texts
from hall_display.wall.app import WallConfig, _size
from screenkit.environment import ROOT
from screenkit.window import make_app
from tests.hall_display.wall_stage import Wall
from tests.hall_display.wall_worlds import USUAL
make_app()
config = WallConfig(hall_url="http://127.0.0.1:1", token_file="none", assets_dir=ROOT, fullscreen=True)
print(*_size(config))
wall = Wall(load_policy(ROOT / "assets"), load_texts(ROOT / "assets"), layout=Path(sys.argv[1]), fullscreen=True)
wall.hear(USUAL)
for window in wall.windows.windows:
    at = window.geometry()
    print(window.screen().name(), at.x(), at.y(), at.width(), at.height())
wall.close()
"""


def window(panel: str, output: str | int | None = None) -> str:
    return WINDOW.format(panel=panel, output="" if output is None else f"output = {json.dumps(output)}\n")


def test_each_window_fills_its_own_output(tmp_path: Path) -> None:
    screens = [
        {"name": "HDMI-1", "x": 0, "y": 0, "width": 3840, "height": 2160},
        {"name": "HDMI-2", "x": 3840, "y": 0, "width": 1080, "height": 1920},
    ]
    config, layout = tmp_path / "outputs.json", tmp_path / "layout.toml"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    layout.write_text(window("roster", "HDMI-2") + window("steps", 0) + window("lights", "HDMI-9"), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, layout],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "QT_QUICK_BACKEND": "software",
            "QT_ENABLE_HIGHDPI_SCALING": "0",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert ran.stdout.splitlines() == ["3840 2160", "HDMI-2 3840 0 1080 1920", "HDMI-1 0 0 3840 2160"]
    assert "no output 'HDMI-9'; there is: HDMI-1, HDMI-2" in ran.stderr


def test_a_window_without_its_output_waits_and_does_not_lie_over_another(
    policy: Policy, texts: Texts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    layout = tmp_path / "layout.toml"
    layout.write_text(window("roster") + window("steps", "HDMI-9"), "utf-8")
    with caplog.at_level(logging.ERROR):
        wall = Wall(policy, texts, layout=layout)
    wall.hear(USUAL)
    assert len(wall.windows.windows) == 1
    assert grab.is_shown(wall.window, "科尔沁区人民法院 3号窗口")
    assert "HDMI-9" in caplog.text
    wall.close()


def test_the_last_window_left_stands_on_any_output(policy: Policy, texts: Texts, tmp_path: Path) -> None:
    layout = tmp_path / "layout.toml"
    layout.write_text(window("roster", "HDMI-9"), "utf-8")
    wall = Wall(policy, texts, layout=layout)
    wall.hear(USUAL)
    assert grab.is_shown(wall.window, "科尔沁区人民法院 3号窗口")
    wall.close()


def test_when_an_output_comes_or_goes_the_windows_are_placed_anew(policy: Policy, texts: Texts) -> None:
    """The test's machine has one output that cannot be unplugged: Qt's own signals say that it was."""
    wall = Wall(policy, texts)
    wall.hear(USUAL)
    gui, screen = QGuiApplication.instance(), QGuiApplication.primaryScreen()
    assert isinstance(gui, QGuiApplication)
    for told, what in (
        (gui.screenRemoved, screen),
        (gui.screenAdded, screen),
        (screen.geometryChanged, screen.geometry()),
    ):
        before = wall.window
        told.emit(what)
        grab.wait_until(partial(is_another, wall, before), what="the windows to be placed anew")
        wall.settle()
        assert grab.is_shown(wall.window, "请A017到3号窗口")
    wall.close()


def is_another(wall: Wall, before: ScreenWindow) -> bool:
    return wall.window is not before
