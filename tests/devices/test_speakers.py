"""Loudspeakers: a folder that fills up, a machine without sound, and one whose sound can be listened to."""

import fcntl
import math
import os
import shutil
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.policy_files import load_texts
from devices.announcing import folder_speaker
from devices.announcing.folder_speaker import FolderSpeaker
from devices.announcing.loudspeaker import SpeakerLost
from devices.announcing.sound import RATE, Samples
from tests.devices.hall_speaker import ASSETS, heard

BYTES_PER_S = 2 * RATE
PATIENCE_S = 20.0
F_SETPIPE_SZ = 1031  # Linux; in `fcntl` only where Python was built with new headers


def tone(length_s: float) -> Samples:
    return array("h", [round(8_000 * math.sin(n / 9)) + n % 7 for n in range(round(length_s * RATE))])


def wanted() -> bool:
    return True


def test_a_folder_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        FolderSpeaker(tmp_path, pace=0).play("A001-1", tone(0.1), wanted)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["00001-A001-1.wav", "00002-A001-1.wav"]
    assert heard(tmp_path / "00001-A001-1.wav").samples == tone(0.1)


def test_a_folder_keeps_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_speaker, "KEPT_MAX", 3)
    speaker = FolderSpeaker(tmp_path, pace=0)
    for number in range(1, 6):
        speaker.play(f"A{number:03}-1", tone(0.01), wanted)
    kept = [path.name for path in sorted(tmp_path.iterdir())]
    assert kept == ["00003-A003-1.wav", "00004-A004-1.wav", "00005-A005-1.wav"]


def test_a_folder_takes_as_long_as_a_loudspeaker_unless_nobody_wants_to_hear_it(tmp_path: Path) -> None:
    began = time.monotonic()
    FolderSpeaker(tmp_path).play("A001-1", tone(0.2), wanted)
    assert time.monotonic() - began >= 0.2
    began = time.monotonic()
    FolderSpeaker(tmp_path).play("A001-1", tone(60), lambda: False)
    assert time.monotonic() - began < 30


def test_a_folder_that_cannot_be_is_a_loudspeaker_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    speaker = FolderSpeaker(tmp_path / "file" / "folder")
    assert not speaker.is_there()
    with pytest.raises(SpeakerLost) as lost:
        speaker.play("A001-1", tone(0.1), wanted)
    assert lost.value.code == "speaker.absent"


def in_a_program(code: str, **environment: str) -> str:
    """What a program of its own prints: Qt looks for a sound server once in its life."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        cwd=ASSETS.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PLAY = """
from array import array
from PySide6.QtCore import QCoreApplication
from devices.announcing.loudspeaker import SpeakerLost
from devices.announcing.qt_speaker import QtSpeaker
from tests.devices.test_speakers import tone, wanted
app = QCoreApplication([])
speaker = QtSpeaker()
print(speaker.is_there())
try:
    speaker.play("A001-1", tone(0.5), wanted)
    print("heard")
    left = iter((True,) * 5)
    speaker.play("A002-1", tone(60.0), lambda: next(left, False))
    print("stopped")
except SpeakerLost as lost:
    print(lost.code)
"""


def test_a_machine_without_sound_says_so(tmp_path: Path) -> None:
    nowhere = {
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "PIPEWIRE_REMOTE": "none",
    }
    tmp_path.chmod(0o700)
    assert in_a_program(PLAY, **nowhere).split() == ["False", "speaker.absent"]


class SoundCard:
    """PulseAudio with a pipe in place of a sound card, emptied at the pace of a loudspeaker."""

    def __init__(self, folder: Path) -> None:
        self._pipe, self.socket = folder / "card", folder / "socket"
        self.played = bytearray()
        self._is_on = True
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
                *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}"),
                *("-L", f"module-pipe-sink file={self._pipe} rate={RATE} channels=1 format=s16le"),
            ],
            env={"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)},
            stderr=subprocess.DEVNULL,
        )
        over_at = time.monotonic() + PATIENCE_S
        while not (self._pipe.exists() and self.socket.exists()):
            if self._server.poll() is not None or time.monotonic() > over_at:
                self._server.kill()
                raise RuntimeError(f"the sound server did not begin: {self._server.wait()}")
            time.sleep(0.01)
        self._ear = threading.Thread(target=self._listen)
        self._ear.start()

    def _listen(self) -> None:
        pipe = os.open(self._pipe, os.O_RDONLY)
        fcntl.fcntl(pipe, F_SETPIPE_SZ, 4096)  # so that little is on its way
        due, looked_at = 0.0, time.monotonic()
        while self._is_on:
            now = time.monotonic()
            # What could not be played because nothing came is not caught up on: no card plays faster than its clock.
            due, looked_at = min(due + (now - looked_at) * BYTES_PER_S, BYTES_PER_S / 20), now
            if due >= 1:
                taken = os.read(pipe, int(due))
                self.played.extend(taken)
                due -= len(taken)
            time.sleep(0.005)
        os.close(pipe)

    def close(self) -> None:
        self._is_on = False
        self._server.terminate()
        self._server.wait()
        self._ear.join()


@pytest.fixture
def sound_card(tmp_path: Path) -> Iterator[SoundCard]:
    if shutil.which("pulseaudio") is None:
        pytest.skip("no pulseaudio on this machine: what Qt plays cannot be listened to")
    card = SoundCard(tmp_path)
    yield card
    card.close()


def without_silence(samples: Samples) -> bytes:
    """A machine that is busy with other tests may put a pause between two samples, but loses none."""
    return array("h", [sample for sample in samples if sample]).tobytes()


def test_what_is_played_through_qt_comes_out_of_the_sound_card_sample_by_sample(
    sound_card: SoundCard,
) -> None:
    told = in_a_program(PLAY, PULSE_SERVER=f"unix:{sound_card.socket}").split()
    assert told == ["True", "heard", "stopped"]
    played = array("h", bytes(sound_card.played[: len(sound_card.played) // 2 * 2]))
    assert without_silence(tone(0.5)) in without_silence(played)


def test_every_report_of_the_devices_has_three_sentences() -> None:
    texts = load_texts(ASSETS)
    codes = {
        *("clip.unreadable", "clip.silent", "clip.too_long", "voice.absent", "voice.machine_failed"),
        *("speaker.absent", "speaker.failed", "announcement.left_out", "announcement.counter_unknown"),
    }
    facts = {
        "clip": {"clip"},
        "voice": {"clip"},
        "speaker": set(),
        "announcement": {"ticket_no", "counter_no"},
    }
    assert codes <= texts.refusal_codes
    for code in codes:
        assert texts.arguments(code) <= facts[code.split(".")[0]], code
