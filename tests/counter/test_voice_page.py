"""播报 of the page 管理: every piece of the voice is listed and heard, and a recording that is no good is named."""

import math
import os
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.policy_files import load_texts
from counter.administration.administration import AdministrationViewModel
from counter.administration.voice import VoiceViewModel
from counter.app import CounterConfig, CounterScreen, build
from devices.announcing.sound import Samples, write_wav
from screenkit import grab
from screenkit.window import make_app
from tests.counter.conftest import Counter
from tests.counter.test_administration import ADMIN, F
from tests.devices.hall_speaker import heard
from tests.page_looks import bad_words
from tests.real_hall import ASSETS, RealHall

ALT = Qt.KeyboardModifier.AltModifier


def hum(hz: float, amplitude: float = 9_000.0, length_s: float = 0.4) -> Samples:
    loud = (amplitude * math.sin(2 * math.pi * hz * n / 22_050) for n in range(round(length_s * 22_050)))
    return array("h", [max(-32_767, min(32_767, round(sample))) for sample in loud])


class Listening:
    """The administrator at the part 播报; what is heard at this desk is written into a folder."""

    def __init__(self, screen: Counter, spoken: Path) -> None:
        self.screen, self._spoken = screen, spoken
        screen.sign_in_as(ADMIN.name)
        screen.open_page("administration")
        model = screen.screen.view_model.frame.modelOf("administration")
        assert isinstance(model, AdministrationViewModel)
        grab.wait_until(lambda: not model.isReading, what="the tables")
        screen.key(Qt.Key.Key_4, ALT)
        self.page: VoiceViewModel = model.voice
        self.wait(lambda: bool(self.page.lines.rows), "the pieces")
        window = screen.screen.window
        self.wait(lambda: window.activeFocusItem().property("index") == 0, "the first of the list")

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}")

    def choose(self, name: str) -> None:
        """By the arrows, from where one is."""
        names = [line.name for line in self.page.lines.rows]
        steps = names.index(name) - names.index(self.page.property("chosen"))
        for _ in range(abs(steps)):
            self.screen.key(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.wait(lambda: self.page.chosen == name, name)

    def heard(self) -> list[str]:
        return [path.stem.split("-", 1)[1] for path in sorted(self._spoken.glob("*.wav"))]

    def quiet(self) -> None:
        self.wait(lambda: not self.page.isPlaying, "silence")


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """A clean one, an overdriven one, a faint one, one that is none, and a file of another name."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "please.wav").write_bytes(write_wav(hum(300)))
    (folder / "digit_0.wav").write_bytes(write_wav(hum(300, 90_000)))
    (folder / "digit_7.wav").write_bytes(write_wav(hum(300, 150)))
    (folder / "to.wav").write_bytes(b"an mp3 that somebody renamed")
    (folder / "Digit_8.WAV").write_bytes(write_wav(hum(300)))
    return folder


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


@pytest.fixture
def listening(hall: RealHall, tmp_path: Path, recordings: Path, cache_dir: Path) -> Iterator[Listening]:
    hall.employ(ADMIN)
    make_app()
    screen: CounterScreen = build(
        CounterConfig(
            hall_url=hall.url,
            token_file=hall.token_file("counter"),
            assets_dir=ASSETS,
            clock_file=hall.clock_file,
            counter_no=3,
            data_dir=tmp_path / "counter",
            speaker="folder",
            speaker_dir=tmp_path / "spoken",
            recordings_dir=recordings,
            voice_cache_dir=cache_dir,
        )
    )
    screen.window.requestActivate()
    grab.wait_until(screen.window.isActive, what="the window to be active")
    yield Listening(Counter(screen), tmp_path / "spoken")
    screen.close()


def test_every_piece_is_listed_with_whose_voice_it_has_and_what_is_wrong_comes_first(
    listening: Listening,
) -> None:
    lines = {line.file: line for line in listening.page.lines.rows}
    assert all(line.wrong for line in listening.page.lines.rows[:4])
    assert {name: line.wrong for name, line in lines.items() if line.wrong} == {
        "Digit_8.WAV": "对不上",
        "digit_0.wav": "太响",
        "digit_7.wav": "太轻",
        "to.wav": "读不出来",
    }
    assert (lines["please.wav"].source, lines["please.wav"].words) == ("录音", "请")
    assert (lines["to.wav"].source, lines["digit_8.wav"].source) == ("机器", "机器")
    assert lines["please.wav"].seconds == "0.40 秒"
    assert lines["please.wav"].level == "−14 → −20 dB"
    assert lines["to.wav"].level == "−20 dB"
    assert listening.page.property("summary").startswith(f"共{len(lines) - 1}句：录音3句")
    assert not bad_words(listening.screen.screen.window)


def test_a_piece_is_heard_by_enter_and_the_sentence_says_what_to_do(listening: Listening) -> None:
    listening.choose("to")
    assert "另存为" in listening.page.property("advice")
    listening.screen.key(Qt.Key.Key_Return)
    listening.quiet()
    assert listening.heard() == ["to"]


def test_a_whole_call_is_heard_with_the_recordings_in_it(listening: Listening, tmp_path: Path) -> None:
    listening.screen.key(F[7])
    listening.wait(lambda: listening.heard() == ["A017-3"], "the call")
    listening.screen.key(F[8])
    listening.quiet()
    sound = heard(next((tmp_path / "spoken").glob("*.wav")))
    assert 3 < sound.seconds < 8
    beside_the_chime = sound.samples[round(0.86 * 22_050) : round(1.24 * 22_050)]
    crossings = sum(a < 0 <= b for a, b in pairwise(beside_the_chime))
    assert crossings == pytest.approx(0.38 * 300, abs=3), "请 is the recording's hum of 300 Hz"


def test_from_one_on_they_are_heard_one_after_the_other_until_it_is_silenced(listening: Listening) -> None:
    listening.choose("digit_4")
    listening.screen.key(F[6])
    listening.wait(lambda: len(listening.heard()) >= 3, "three pieces")
    listening.screen.key(F[8])
    listening.quiet()
    heard_names = listening.heard()
    assert heard_names[:3] == ["digit-4", "digit-5", "digit-6"]
    assert len(heard_names) <= 5


def test_a_number_that_is_none_is_not_said(listening: Listening) -> None:
    listening.page.setCounterNo("0")
    listening.screen.key(F[7])
    listening.wait(lambda: listening.page.property("said") != "", "the sentence")
    assert listening.heard() == []


def test_a_recording_that_was_mended_is_heard_after_another_look(
    listening: Listening, recordings: Path
) -> None:
    (recordings / "to.wav").write_bytes(write_wav(hum(500)))
    os.utime(recordings / "to.wav", (1, 1))
    (recordings / "Digit_8.WAV").rename(recordings / "digit_8.wav")
    listening.screen.key(F[9])
    listening.wait(
        lambda: {line.name: line.source for line in listening.page.lines.rows}.get("to") == "录音",
        "another look",
    )
    assert {line.name for line in listening.page.lines.rows if line.wrong} == {"digit_0", "digit_7"}


def test_every_code_that_the_page_may_show_has_a_word() -> None:
    texts = load_texts(ASSETS)
    for code in ("unreadable", "silent", "too_long", "overdriven", "faint", "no_piece"):
        assert texts.get(f"voice.page.wrong.clip_{code}")
        assert f"clip.{code}" in texts.refusal_codes
