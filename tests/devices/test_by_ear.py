"""What the hall hears, decoded from the WAV that was played: each piece found by correlation, its level measured.

Nothing of the program but the pieces themselves is used here: not its joining, its volume, its pauses.
"""

import math
import wave
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from cases.policy.voice import VoicePolicy, parse_voice
from cases.queue.phrases import CHIME, Phrases
from devices.announcing.sound import write_wav
from devices.announcing.voice import Voice
from tests.devices.hall_speaker import ASSETS, HallSpeaker

Sound = npt.NDArray[np.float64]
HallMaker = Callable[..., HallSpeaker]
RATE = 22_050
SURE = 0.97  # of the correlation: rounding at a low volume costs less than that


@dataclass(frozen=True)
class Word:
    """A piece that was heard: where, how long, how loud against the piece itself."""

    name: str
    begins_s: float
    ends_s: float
    gain_db: float


def decoded(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)


def listened(sound: Sound, pieces: dict[str, Sound]) -> list[Word]:
    """Every piece wherever it is heard, in the order of time."""
    found = []
    size = 1 << math.ceil(math.log2(len(sound) + max(map(len, pieces.values()))))
    spectrum = np.fft.rfft(sound, size)
    energy = np.concatenate(([0.0], np.cumsum(sound**2)))
    for name, piece in pieces.items():
        places = len(sound) - len(piece) + 1
        if places <= 0:
            continue
        dot = np.fft.irfft(spectrum * np.conj(np.fft.rfft(piece, size)), size)[:places]
        own, there = float(piece @ piece), energy[len(piece) :] - energy[: -len(piece)]
        likeness = dot / np.sqrt(own * np.maximum(there, 1e3))
        while (at := int(np.argmax(likeness))) >= 0 and likeness[at] > SURE:
            gain = float(dot[at]) / own
            found.append(Word(name, at / RATE, (at + len(piece)) / RATE, 20 * math.log10(gain)))
            likeness[max(0, at - len(piece)) : at + len(piece)] = 0
    return sorted(found, key=lambda word: word.begins_s)


@pytest.fixture(scope="session")
def pieces(phrases: Phrases, cache_dir: Path) -> dict[str, Sound]:
    voice = Voice(phrases, cache_dir)
    return {name: np.array(voice.piece(name), np.float64) for name in (CHIME, *phrases.clips)}


@pytest.fixture(scope="session")
def shipped() -> VoicePolicy:
    """The house's own policy, with its own volumes."""
    return parse_voice((ASSETS / "policy" / "voice.toml").read_text("utf-8"), "voice.toml")


def only(pieces: dict[str, Sound], *names: str) -> dict[str, Sound]:
    """Few to listen for: quicker than the whole table."""
    return {name: pieces[name] for name in names}


def played(speaker: HallSpeaker, tmp_path: Path) -> list[Sound]:
    speaker.listen()
    return [decoded(path) for path in sorted((tmp_path / "heard").glob("*.wav"))]


ONCE = ["please", "letter_a", "digit_1", "digit_1", "digit_0", "number", "to"]
AT_TWELVE = [*ONCE, "zone_reception", "ten", "digit_2", "counter"]


def test_the_whole_call_is_heard_in_order_as_loud_and_as_long_as_policy_wants_it(
    hall: HallMaker, pieces: dict[str, Sound], shipped: VoicePolicy, phrases: Phrases, tmp_path: Path
) -> None:
    speaker = hall(policy=shipped)
    speaker.announcer.announce("A110", 12, "受理区")
    [sound] = played(speaker, tmp_path)
    words = listened(sound, pieces)
    assert [word.name for word in words] == [CHIME, *AT_TWELVE, *AT_TWELVE]
    assert [word.gain_db for word in words] == pytest.approx([40 * math.log10(0.8)] * len(words), abs=0.1)
    once = words[1 : 1 + len(AT_TWELVE)]
    for word, following in pairwise(once):
        pause_s = 0.03 + phrases.clips[word.name].pause_ms / 1000
        assert following.begins_s - word.ends_s == pytest.approx(pause_s, abs=0.001), word.name
    assert words[1 + len(AT_TWELVE)].begins_s - once[-1].ends_s == pytest.approx(0.03 + 0.7, abs=0.001)
    assert len(sound) / RATE - words[-1].ends_s == pytest.approx(0.03 + 0.9, abs=0.001)


def test_one_is_said_yao_in_the_number_and_yi_at_the_counter_where_policy_says_so(
    hall: HallMaker, pieces: dict[str, Sound], shipped: VoicePolicy, tmp_path: Path
) -> None:
    speaker = hall(policy=shipped.model_copy(update={"ones": "yao", "repeats": 1, "chime": False}))
    speaker.announcer.announce("A110", 1)
    [sound] = played(speaker, tmp_path)
    heard = [word.name for word in listened(sound, only(pieces, "digit_1_yao", "digit_7", *ONCE, "counter"))]
    yao = [name.replace("digit_1", "digit_1_yao") for name in ONCE]
    assert heard == [*yao, "digit_1", "counter"]


def test_at_midday_every_word_is_as_much_lower_as_the_hour_wants_and_nothing_is_lost(
    hall: HallMaker, pieces: dict[str, Sound], shipped: VoicePolicy, tmp_path: Path
) -> None:
    speaker = hall(policy=shipped)
    for ticket_no, later in (
        ("A001", timedelta()),
        ("A002", timedelta(hours=3)),
        ("A003", timedelta(hours=12)),
    ):
        at_nine = speaker.now
        speaker.now += later
        speaker.announcer.announce(ticket_no, 3)
        speaker.listen()
        speaker.now = at_nine
    few = only(pieces, CHIME, "please", "letter_a", "digit_0", "digit_3")
    morning, midday = (listened(sound, few) for sound in played(speaker, tmp_path))
    assert [word.name for word in midday[:5]] == [CHIME, "please", "letter_a", "digit_0", "digit_0"]
    assert [word.gain_db for word in midday] == pytest.approx([40 * math.log10(0.6)] * len(midday), abs=0.1)
    assert morning[3].gain_db - midday[3].gain_db == pytest.approx(5.0, abs=0.2)


def test_no_seam_clicks_not_even_of_a_recording_that_was_cut_in_the_middle_of_a_wave(
    hall: HallMaker, shipped: VoicePolicy, phrases: Phrases, cache_dir: Path, tmp_path: Path
) -> None:
    """A click is a jump of the wave: from silence to the crest of this hum it would be 4,000 at this volume."""
    hum = array("h", [round(9_000 * math.cos(2 * math.pi * 100 * n / RATE)) for n in range(RATE // 2)])
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "please.wav").write_bytes(write_wav(hum))
    voice = Voice(phrases, cache_dir, tmp_path / "recordings")
    names = (CHIME, "please", "letter_z", "digit_7", "number", "zone_mediation", "ten", "counter")
    speaker = hall(policy=shipped, recordings_dir=tmp_path / "recordings")
    speaker.announcer.announce("Z789", 35, "矛盾纠纷多元化解区")
    [sound] = played(speaker, tmp_path)
    words = listened(sound, {name: np.array(voice.piece(name), np.float64) for name in names})
    assert len(words) == 15
    jumps = np.abs(np.diff(sound))
    for word in words:
        for seam_s in (word.begins_s, word.ends_s):
            seam = round(seam_s * RATE)
            assert jumps[max(0, seam - 20) : seam + 20].max() < 150, (word.name, seam_s)
