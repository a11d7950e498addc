"""Chinese is typed with Qt's Pinyin keyboard, which keeps nothing of what a citizen wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from screenkit import grab
from screenkit.environment import ROOT
from tests.screenkit.conftest import KIOSK, Screen
from tests.screenkit.pinyin_once import FORGETFUL, LEARNING, PAGE, candidates, key, key_caps, typed


@pytest.mark.parametrize("field", ["姓名", "经过"])
def test_nihao_becomes_chinese(screen: Screen, field: str) -> None:
    window = screen(PAGE)
    grab.press(window, field)
    grab.wait_until(lambda: bool(key_caps(window)), what="the keyboard")
    for letter in "nihao":
        grab.press_item(window, key(window, letter))
    grab.wait_until(lambda: "你好" in candidates(window), what="the candidates")
    grab.press(window, "你好")
    assert typed(window, field) == "你好"


def test_digits_and_the_full_stop_need_no_second_page(screen: Screen) -> None:
    window = screen(PAGE)
    grab.press(window, "姓名")
    grab.wait_until(lambda: bool(key_caps(window)), what="the keyboard")
    for cap in ("8", "0", "。"):
        grab.press_item(window, key(window, cap))
    assert typed(window, "姓名") == "80。"


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "大字"])
def test_keys_and_candidates_can_be_hit(screen: Screen, large_print: bool) -> None:
    window = screen(PAGE, KIOSK, large_print=large_print)
    grab.press(window, "姓名")
    grab.wait_until(lambda: bool(key_caps(window)), what="the keyboard")
    for letter in "shi":
        grab.press_item(window, key(window, letter))
    grab.wait_until(lambda: "是" in candidates(window), what="the candidates")
    least_px = (25 if large_print else 20) / 0.37
    sizes = [grab.rect_of(key(window, cap)) for cap in "qwerty123"] + [grab.rect_of(grab.find(window, "是"))]
    assert min(min(size.width(), size.height()) for size in sizes) >= least_px - 1


def test_the_keyboard_takes_no_room_while_nobody_writes(screen: Screen) -> None:
    window = screen(PAGE)
    assert window.rootObject().property("keyboardHeight") == 0
    assert not key_caps(window)
    grab.press(window, "姓名")
    grab.wait_until(lambda: bool(key_caps(window)), what="the keyboard")
    assert window.rootObject().property("keyboardHeight") > 400


def left_behind(config: Path, field: str) -> list[bytes]:
    """Put a phrase together in a process of its own; answers what then lies in its configuration directory."""
    config.mkdir()
    env = {**os.environ, "XDG_CONFIG_HOME": str(config)}
    script = [sys.executable, "-m", "tests.screenkit.pinyin_once", field]
    subprocess.run(script, cwd=ROOT, env=env, check=True, timeout=60, capture_output=True)
    return [path.read_bytes() for path in sorted(config.rglob("*")) if path.is_file()]


def test_the_keyboard_learns_nothing_from_a_citizen(tmp_path: Path) -> None:
    # Even where the configuration directory can be written (in life it is /dev/null), the dictionary stays empty.
    (dictionary,) = left_behind(tmp_path / "ours", FORGETFUL)
    (learnt,) = left_behind(tmp_path / "plain", LEARNING)
    assert len(dictionary) == 40 < len(learnt)
