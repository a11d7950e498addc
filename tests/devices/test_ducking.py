"""What else sounds gives way to a call: lowered softly, back softly, also between two programs of one machine."""

import math
import os
import subprocess
import sys
import time
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.voice import Ducking
from devices.announcing.duck import Duck
from devices.announcing.floor import CallingSpeaker, Floor
from devices.announcing.folder_speaker import FolderSpeaker
from devices.announcing.sound import RATE, Samples
from tests.devices.hall_speaker import ASSETS, heard
from tests.devices.test_speakers import SoundCard, in_a_program, sound_card

__all__ = ["sound_card"]  # the fixture
LOW = 0.16  # 40 percent
STRETCH = RATE // 20


def tone(length_s: float) -> Samples:
    return array(
        "h", [round(8_000 * math.sin(2 * math.pi * 441 * n / RATE)) for n in range(round(length_s * RATE))]
    )


def levels(samples: Samples, window: int = STRETCH) -> list[float]:
    """The loudest of each 50 ms, as part of the tone's own."""
    return [
        max(map(abs, samples[n : n + window])) / 8_000 for n in range(0, len(samples) - window + 1, window)
    ]


def wanted() -> bool:
    return True


class Calls:
    """Somebody who speaks or not."""

    def __init__(self) -> None:
        self.speaks = False

    def is_taken(self) -> bool:
        return self.speaks


def test_a_sound_goes_down_for_a_call_and_comes_back_slowly_and_nothing_clicks() -> None:
    calls = Calls()
    duck = Duck(calls.is_taken, Ducking)
    whole, sound = array("h"), tone(4.0)
    for n in range(0, len(sound), STRETCH):
        calls.speaks = RATE <= n < 2 * RATE
        whole.extend(duck.shaped(sound[n : n + STRETCH]))
    level = levels(whole)
    assert whole[:RATE] == sound[:RATE], "nobody speaks: untouched"
    assert level[26:40] == pytest.approx([LOW] * 14, abs=0.01), (
        "200 ms later it is low, as long as the call lasts"
    )
    assert level[40:64] == sorted(level[40:64])
    assert level[52] == pytest.approx(0.63, abs=0.08), "half-way back after 600 ms"
    assert level[-10:] == pytest.approx([1.0] * 10, abs=0.01)
    steps = [abs(b - a) for a, b in pairwise(whole)]
    assert max(steps) <= max(abs(b - a) for a, b in pairwise(sound)) + 2


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2000)), max_size=30), st.integers(0, 100))
def test_the_gain_never_leaves_its_bounds_and_never_jumps(
    steps: list[tuple[bool, int]], percent: int
) -> None:
    calls, policy = Calls(), Ducking(percent=percent)
    duck, low = Duck(calls.is_taken, lambda: policy), (percent / 100) ** 2
    before = 1.0
    for speaks, passed_ms in steps:
        calls.speaks = speaks
        gain = duck.after(passed_ms / 1000)
        assert low <= gain <= 1.0
        most = (1 - low) * passed_ms / (policy.down_ms if gain < before else policy.up_ms)
        assert abs(gain - before) <= most + 1e-9
        before = gain


def test_a_sound_that_begins_while_a_call_is_said_begins_low() -> None:
    calls = Calls()
    calls.speaks = True
    assert Duck(calls.is_taken, Ducking).at_once() == pytest.approx(LOW)


def test_the_floor_is_taken_while_a_call_is_heard_and_free_behind_it(tmp_path: Path) -> None:
    floor, seen = Floor(tmp_path), list[bool]()
    speaker = CallingSpeaker(FolderSpeaker(tmp_path / "heard"), floor)

    def wanted() -> bool:
        seen.append(Floor(tmp_path).is_taken())
        return True

    speaker.play("A001-1", tone(0.1), wanted)
    assert speaker.is_there()
    assert set(seen) == {True}
    assert not floor.is_taken()
    assert len(heard(tmp_path / "heard" / "00001-A001-1.wav").samples) == len(tone(0.1))


def test_without_a_folder_calls_are_said_all_the_same(tmp_path: Path) -> None:
    for floor in (Floor(None), Floor(tmp_path / "gone" / "away")):
        with floor.taken():
            assert not floor.is_taken()


HOLD = """
import sys, time
from pathlib import Path
from devices.announcing.floor import Floor
with Floor(Path(sys.argv[1])).taken():
    print("taken", flush=True)
    time.sleep(600)
"""


def test_a_wall_that_is_killed_while_it_speaks_keeps_nobody_low(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ASSETS.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    ) as wall:
        assert wall.stdout is not None
        assert wall.stdout.readline() == b"taken\n"
        assert Floor(tmp_path).is_taken()
        wall.kill()
    assert not Floor(tmp_path).is_taken()


SPOKEN_OVER = """
import threading, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from cases.policy.voice import Ducking
from devices.announcing.duck import Duck
from devices.announcing.floor import Floor
from devices.announcing.qt_speaker import QtSpeaker
from tests.devices.test_ducking import tone, wanted
app = QCoreApplication([])
floor = Floor(Path({folder!r}))
speaker = QtSpeaker(Duck(floor.is_taken, Ducking))
def call():
    time.sleep(0.7)
    with floor.taken():
        time.sleep(0.7)
threading.Thread(target=call).start()
speaker.play("notice", tone(3.6), wanted)
"""


def test_what_came_out_of_the_sound_card_was_lowered_for_the_call_and_is_back(
    sound_card: SoundCard, tmp_path: Path
) -> None:
    in_a_program(SPOKEN_OVER.format(folder=str(tmp_path)), PULSE_SERVER=f"unix:{sound_card.socket}")
    played = array("h", bytes(sound_card.played[: len(sound_card.played) // 2 * 2]))
    level = [one for one in levels(played) if one > LOW / 2]
    assert level[2:6] == pytest.approx([1.0] * 4, abs=0.03), "full before the call"
    assert sum(abs(one - LOW) < 0.02 for one in level) >= 5, "low while it is said"
    assert level[-4:-1] == pytest.approx([1.0] * 3, abs=0.03), "full again"


HELP = """
import contextlib
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from cases.policy.voice import Ducking
from devices.announcing.duck import Duck
from devices.announcing.floor import Floor
from screenkit.sound import Sound
app = QGuiApplication(["-platform", "offscreen"])
floor = Floor(Path({folder!r}))
sound = Sound(Path({wav!r}), None, Duck(floor.is_taken, Ducking))
with floor.taken() if {spoken} else contextlib.nullcontext():
    sound.play()
    QTimer.singleShot(1200, app.quit)
    app.exec()
"""


def test_the_sound_of_a_call_for_help_is_low_while_somebody_is_called(
    sound_card: SoundCard, tmp_path: Path
) -> None:
    loudest = []
    for spoken in (False, True):
        before = len(sound_card.played)
        in_a_program(
            HELP.format(folder=str(tmp_path), wav=str(ASSETS / "sounds" / "help.wav"), spoken=spoken),
            PULSE_SERVER=f"unix:{sound_card.socket}",
            QT_QPA_PLATFORM="offscreen",
        )
        time.sleep(0.1)
        played = array("h", bytes(sound_card.played[before // 2 * 2 : len(sound_card.played) // 2 * 2]))
        loudest.append(max(map(abs, played)))
    alone, beside_a_call = loudest
    assert beside_a_call == pytest.approx(alone * LOW, rel=0.1)
