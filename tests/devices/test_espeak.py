"""The machine speaks Mandarin: pinyin is spoken, not spelled, and its tones are melodies (pitfalls.md §7)."""

import re
import subprocess
from operator import mul

import pytest

from cases.queue.phrases import Phrases
from devices.announcing.espeak import arguments
from devices.announcing.sound import RATE, Samples, seconds
from devices.announcing.voice import Voice

TONE_OF = {"1": "55", "2": "35", "3": "214", "4": "51"}  # as espeak names them


def phonemes(phrases: Phrases, name: str) -> str:
    """What espeak-ng makes of a piece, written in its own letters."""
    call = ("espeak-ng", "-q", "-x", *arguments(phrases.clips[name], phrases.machine))
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip()


def test_every_syllable_of_the_table_is_spoken_as_one_and_none_is_spelled(phrases: Phrases) -> None:
    for name, clip in phrases.clips.items():
        if not clip.pinyin:
            continue
        heard = phonemes(phrases, name)
        assert "(en)" not in heard, f"{name}: spelled in English"
        assert len(re.findall(r"55|35|214|21|51", heard)) == len(clip.pinyin.split()), f"{name}: {heard}"


def test_every_tone_is_the_one_that_the_table_says(phrases: Phrases) -> None:
    for name, clip in phrases.clips.items():
        tones = [syllable[-1] for syllable in clip.pinyin.split()]
        heard = re.findall(r"55|35|214|21|51", phonemes(phrases, name)) if tones else []
        for at, tone in enumerate(tones):
            allowed = {TONE_OF[tone]}
            if tone == "3" and at < len(tones) - 1:  # half, or a rising one before another third (三声连读)
                allowed = {"21", "35" if tones[at + 1] == "3" else "21"}
            assert heard[at] in allowed, f"{name}: {heard}"


def pitch_hz(samples: Samples, at_s: float) -> float:
    """The pitch at a moment, from the delay after which 45 ms of voice repeat themselves."""
    begin = round(at_s * RATE)
    window = samples[begin : begin + 1_000]

    def likeness(delay: int) -> float:
        return float(sum(map(mul, window, samples[begin + delay : begin + delay + 1_000])))

    return RATE / max(range(RATE // 160, RATE // 60), key=likeness)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("letter_a", 0.95, 1.1), ("digit_0", 1.15, 1.6), ("digit_2", 0.6, 0.85)],
    ids=["first_tone_is_level", "second_tone_rises", "fourth_tone_falls"],
)
def test_a_tone_is_heard(voice: Voice, name: str, low: float, high: float) -> None:
    piece = voice.piece(name)
    begins, ends = pitch_hz(piece, 0.04), pitch_hz(piece, seconds(piece) - 0.14)
    assert low < ends / begins < high, f"{begins:.0f} Hz → {ends:.0f} Hz"


def test_c_and_z_are_not_taken_for_each_other(phrases: Phrases) -> None:
    """English zee differs from C only by a voice that loudspeakers swallow; 贼 has another vowel."""
    assert (phonemes(phrases, "letter_c"), phonemes(phrases, "letter_z")) == ("s'i:", "ts'ei51_|")
