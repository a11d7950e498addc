"""Whose voice it is: a centre's recordings, the machine's, or tones where there is none."""

import math
import os
import shutil
import wave
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from case_store.policy_files import load_texts
from cases.policy.policy_file import PolicyError
from cases.queue.phrases import CHIME, NEEDED, Phrases
from cases.refusal import Reader, Refusal
from devices.announcing.loudspeaker import SpeakerState
from devices.announcing.opening import load_phrases
from devices.announcing.sound import NoSound, Samples, write_wav
from devices.announcing.voice import Voice
from tests.devices.hall_speaker import ASSETS, HallSpeaker

HallMaker = Callable[..., HallSpeaker]


def hum(hz: float, seconds: float = 0.5, rate: int = 22_050) -> Samples:
    """What a test records in place of a person."""
    count = round(seconds * rate)
    return array("h", [round(9_000 * math.sin(2 * math.pi * hz * n / rate)) for n in range(count)])


def record(path: Path, hz: float = 300.0, *, rate: int = 22_050, channels: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    samples = hum(hz, rate=rate)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(array("h", [s for s in samples for _ in range(channels)]).tobytes())


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@pytest.fixture
def no_espeak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which espeak-ng was never installed."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing_here"))


def test_a_recording_takes_the_place_of_the_machine(
    hall: HallMaker, recordings: Path, phrases: Phrases, cache_dir: Path, voice: Voice
) -> None:
    record(recordings / "please.wav")
    [sound] = hall(recordings_dir=recordings).call(("A001", 1))
    own = Voice(phrases, cache_dir, recordings).piece("please")
    assert own != voice.piece("please")
    assert len(sound.places(own)) == 2
    assert sound.places(voice.piece("please")) == []
    assert len(sound.places(voice.piece("counter"))) == 2, "what is not recorded, the machine says"


def test_a_recording_in_studio_quality_is_as_loud_and_as_long_as_the_machine_needs_it(
    recordings: Path, phrases: Phrases, tmp_path: Path
) -> None:
    record(recordings / "please.wav", rate=48_000, channels=2)
    piece = Voice(phrases, tmp_path / "cache", recordings).piece("please")
    assert len(piece) / 22_050 == pytest.approx(0.5, abs=0.01)
    crossings = sum(1 for a, b in pairwise(piece) if a < 0 <= b)
    assert crossings == pytest.approx(150, abs=2), "300 Hz as it was"
    rms = math.sqrt(sum(s * s for s in piece) / len(piece))
    assert 20 * math.log10(rms / 32_768) == pytest.approx(-20, abs=0.3)


def test_a_recording_that_is_laid_in_or_changed_is_heard_with_the_next_call(
    hall: HallMaker, recordings: Path, voice: Voice
) -> None:
    speaker = hall(recordings_dir=recordings)
    speaker.call(("A001", 1))
    record(recordings / "please.wav", 300)
    speaker.call(("A001", 1))
    record(recordings / "please.wav", 500)
    os.utime(recordings / "please.wav", (1, 1))
    sounds = speaker.call(("A001", 1))
    (recordings / "please.wav").unlink()
    sounds = speaker.call(("A001", 1))
    assert [len(s.places(voice.piece("please"))) for s in sounds] == [2, 0, 0, 2]
    assert sounds[1].samples != sounds[2].samples


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "clip.unreadable"),
        (b"this is a text that somebody renamed", "clip.unreadable"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00\x01\x00", "clip.unreadable"),
        (os.urandom(4096), "clip.unreadable"),
        (write_wav(array("h", bytes(44_100))), "clip.silent"),
        (write_wav(array("h")), "clip.silent"),
        (write_wav(array("h", [9000, -9000] * 11_025 * 9)), "clip.too_long"),
        (bytes(17_000_000), "clip.too_long"),
    ],
    ids=["empty", "text", "cut_off", "noise", "silence", "no_samples", "nine_seconds", "a_film"],
)
def test_a_recording_that_is_none_is_refused_with_a_sentence_and_the_machine_says_it(
    hall: HallMaker, recordings: Path, voice: Voice, content: bytes, code: str
) -> None:
    recordings.mkdir()
    (recordings / "please.wav").write_bytes(content)
    speaker = hall(recordings_dir=recordings)
    sounds = speaker.call(("A001", 1), ("A001", 1), ("A002", 1))
    assert speaker.reports == [Refusal(code, {"clip": "please"})], "told once, not with every call"
    assert all(sound.places(voice.piece("please")) for sound in sounds)
    assert speaker.announcer.state is SpeakerState.OK
    told = load_texts(ASSETS).tell(speaker.reports[0], Reader.STAFF)
    assert "please.wav" in told


def test_the_tones_can_be_recorded_too(hall: HallMaker, recordings: Path, voice: Voice) -> None:
    record(recordings / "chime.wav")
    [sound] = hall(recordings_dir=recordings).call(("A001", 1))
    assert sound.places(voice.piece(CHIME)) == []


@pytest.mark.usefixtures("no_espeak")
def test_without_a_voice_the_tones_are_heard_once_and_the_operator_is_told_what_to_do(
    hall: HallMaker, tmp_path: Path, voice: Voice
) -> None:
    speaker = hall(cache_dir=tmp_path / "empty_cache")
    sounds = speaker.call(("A001", 1), ("A002", 2))
    assert [sound.places(voice.piece(CHIME)) for sound in sounds] == [[0], [0]]
    assert [sound.seconds < 2.5 for sound in sounds] == [True, True]
    assert speaker.announcer.state is SpeakerState.NO_VOICE
    [report] = speaker.reports
    assert report.code == "voice.absent"
    assert "sudo apt-get install espeak-ng" in load_texts(ASSETS).tell(report, Reader.OPERATOR)


@pytest.mark.usefixtures("no_espeak")
def test_what_was_once_said_is_kept_and_needs_no_espeak(hall: HallMaker, voice: Voice) -> None:
    speaker = hall()
    [sound] = speaker.call(("A001", 1))
    assert len(sound.places(voice.piece("please"))) == 2
    assert speaker.announcer.state is SpeakerState.OK


@pytest.mark.usefixtures("no_espeak")
def test_a_centre_that_recorded_everything_needs_no_espeak_and_an_unknown_zone_is_left_out(
    hall: HallMaker, recordings: Path, tmp_path: Path
) -> None:
    for n, name in enumerate(NEEDED):
        record(recordings / f"{name}.wav", 200 + 10 * n)
    speaker = hall(cache_dir=tmp_path / "cache", recordings_dir=recordings)
    speaker.call(("A001", 1))
    plain, with_zone = speaker.call(("A001", 1, "受理区"))
    assert plain.samples == with_zone.samples
    assert speaker.reports == []
    assert speaker.announcer.state is SpeakerState.OK


def test_a_kept_piece_that_was_spoiled_is_made_anew(phrases: Phrases, tmp_path: Path, voice: Voice) -> None:
    first = Voice(phrases, tmp_path)
    first.piece("digit_0")
    [kept] = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:20])
    assert Voice(phrases, tmp_path).piece("digit_0") == voice.piece("digit_0")
    assert kept.stat().st_size > 10_000


def test_a_folder_that_cannot_be_written_costs_time_but_not_the_voice(
    phrases: Phrases, tmp_path: Path, voice: Voice
) -> None:
    (tmp_path / "file").write_text("")
    assert Voice(phrases, tmp_path / "file" / "cache").piece("digit_0") == voice.piece("digit_0")


def test_an_espeak_that_breaks_is_told_and_tried_again_later(
    phrases: Phrases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bin" / "espeak-ng"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    reports: list[Refusal] = []
    voice = Voice(phrases, tmp_path / "cache", report=reports.append, program=broken)
    for _ in range(2):
        with pytest.raises(NoSound):
            voice.piece("digit_0")
    assert [report.code for report in reports] == ["voice.machine_failed"]
    real = shutil.which("espeak-ng")
    assert real is not None
    broken.unlink()
    broken.symlink_to(real)
    monkeypatch.setattr("devices.announcing.voice.AGAIN_AFTER_S", 0.0)
    assert voice.piece("digit_0")
    assert voice.is_whole


def test_a_phrase_table_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"voice/phrases\.toml"):
        load_phrases(tmp_path)
