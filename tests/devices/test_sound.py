"""Sound of others made to fit: any rate, any width, and any bytes at all."""

import contextlib
import io
import math
import struct
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.announcing.chime import chime
from devices.announcing.sound import (
    RATE,
    SECONDS_MAX,
    NoSound,
    at_volume,
    clipped_part,
    fitted,
    joined,
    level_db,
    read_wav,
    seconds,
    silence,
    write_wav,
)


def recorded(hz: float, *, rate: int, width: int = 2, channels: int = 1, length_s: float = 0.25) -> bytes:
    """A WAV file with one tone at half the full level, as other programs write it."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        for n in range(round(rate * length_s)):
            level = 0.5 * math.sin(2 * math.pi * hz * n / rate)
            whole = round(level * (2 ** (8 * width - 1) - 1)) + (128 if width == 1 else 0)
            file.writeframesraw(whole.to_bytes(width, "little", signed=width > 1) * channels)
    return target.getvalue()


def level(samples: "array[int]") -> float:
    return math.sqrt(sum(s * s for s in samples) / len(samples)) / 32_768


@pytest.mark.parametrize(
    ("rate", "width", "channels"),
    [
        *(
            (rate, 2, 2)
            for rate in (8_000, 16_000, 22_050, 8_001, 32_000, 44_099, 44_100, 48_000, 96_000, 191_999)
        ),
        *((44_100, 1, 1), (44_100, 2, 1), (48_000, 3, 1), (48_000, 3, 2), (44_100, 4, 2)),
    ],
)
def test_a_tone_keeps_pitch_level_and_length(rate: int, width: int, channels: int) -> None:
    tone = read_wav(recorded(1_000, rate=rate, width=width, channels=channels))
    assert seconds(tone) == pytest.approx(0.25, abs=0.001)
    middle = tone[1_000:-1_000]
    assert level(middle) == pytest.approx(0.5 / math.sqrt(2), rel=0.02)
    turns = sum(1 for a, b in zip(middle, middle[1:], strict=False) if a < 0 <= b)  # noqa: RUF007, arrays slice fast
    assert turns == pytest.approx(len(middle) / RATE * 1_000, abs=1)


@pytest.mark.parametrize("rate", [8_001, 44_099, 191_999])
def test_an_odd_rate_adds_nothing_that_is_heard(rate: int) -> None:
    middle = read_wav(recorded(1_000, rate=rate))[1_000:-1_000]
    turn = [2 * math.pi * 1_000 * n / RATE for n in range(len(middle))]
    a = 2 / len(middle) * sum(s * math.sin(t) for s, t in zip(middle, turn, strict=True))
    b = 2 / len(middle) * sum(s * math.cos(t) for s, t in zip(middle, turn, strict=True))
    beside = [s - a * math.sin(t) - b * math.cos(t) for s, t in zip(middle, turn, strict=True)]
    rms = math.sqrt(sum(s * s for s in beside) / len(beside))
    assert 20 * math.log10(rms / math.hypot(a, b)) < -60


ROOT = Path(__file__).parents[2]
READS = """
import resource, sys
from devices.announcing.sound import read_wav
wav = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read_wav(wav)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_an_odd_rate_costs_little_memory() -> None:
    wav = recorded(1_000, rate=191_999, length_s=1.0)
    grown = subprocess.run(
        [sys.executable, "-c", READS], input=wav, capture_output=True, check=True, cwd=ROOT
    )
    assert int(grown.stdout) < 40_000  # kB; it was 200,000


SUBTYPES = {"pcm": 1, "float": 3}


def extensible(plain: bytes, subtype: str) -> bytes:
    """The same file as a recorder of 24 bit writes it: WAVEFORMATEXTENSIBLE, after Microsoft's description."""
    body = plain[20:36]
    guid = struct.pack("<IHH", SUBTYPES[subtype], 0, 0x10) + bytes((0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71))
    form = b"\xfe\xff" + body[2:] + struct.pack("<HHI", 22, struct.unpack("<H", body[14:16])[0], 4) + guid
    rest = b"fmt " + struct.pack("<I", len(form)) + form + plain[36:]
    return b"RIFF" + struct.pack("<I", 4 + len(rest)) + b"WAVE" + rest


def test_a_recorder_that_names_its_form_the_new_way_is_read_the_same() -> None:
    plain = recorded(1_000, rate=48_000, width=3)
    assert read_wav(extensible(plain, "pcm")) == read_wav(plain)
    with pytest.raises(NoSound, match="unreadable"):
        read_wav(extensible(plain, "float"))


def test_an_overdriven_recording_is_told_from_a_loud_one() -> None:
    wave_form = [math.sin(2 * math.pi * 300 * n / RATE) for n in range(RATE)]
    loud = array("h", [round(32_000 * s) for s in wave_form])
    cut = array("h", [round(max(-32_767, min(32_767, 50_000 * s))) for s in wave_form])
    assert clipped_part(loud) == 0
    assert clipped_part(cut) == pytest.approx(1 - 2 * math.asin(32_275 / 50_000) / math.pi, abs=0.05)
    assert level_db(loud) == pytest.approx(20 * math.log10(32_000 / 32_767 / math.sqrt(2)), abs=0.1)
    assert level_db(silence(0.5)) == -120


def test_what_we_cannot_hold_does_not_fold_back_into_what_is_heard() -> None:
    """15 kHz at 48 kHz would come out as 7,050 Hz, a whistle that nobody recorded."""
    assert level(read_wav(recorded(15_000, rate=48_000))[1_000:-1_000]) < 0.002


def test_a_piece_loses_its_silence_and_its_offset_and_gets_the_house_level() -> None:
    tone = array("h", [round(900 * math.sin(2 * math.pi * 300 * n / RATE)) + 500 for n in range(RATE // 2)])
    piece = fitted(joined((silence(0.4), tone, silence(0.7))))
    assert 0.5 <= seconds(piece) < 0.56
    assert (piece[0], piece[-1]) == (0, 0)
    assert 20 * math.log10(level(piece[500:10_000])) == pytest.approx(-20, abs=0.5)
    assert abs(sum(piece) / len(piece)) < 20


def test_a_shrill_piece_is_not_pressed_flat() -> None:
    clicks = array("h", bytes(RATE))
    for n in range(0, len(clicks), 1_000):
        clicks[n] = 8_000
    assert max(map(abs, fitted(clicks))) <= 0.89 * 32_767 + 1


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sound_or_no_sound(data: bytes) -> None:
    header = recorded(440, rate=22_050, length_s=0.01)[:44]
    for content in (data, header + data, header[:36] + data):
        with contextlib.suppress(NoSound):
            assert seconds(fitted(read_wav(content))) < SECONDS_MAX


@settings(max_examples=40)
@given(
    samples=st.lists(st.integers(-32_768, 32_767), min_size=120, max_size=1_000), percent=st.integers(0, 100)
)
def test_no_sample_ever_leaves_its_sixteen_bits(samples: list[int], percent: int) -> None:
    sound = array("h", samples)
    assert max(map(abs, at_volume(sound, percent)), default=0) <= 32_768
    try:
        piece = fitted(sound)
    except NoSound:
        return
    assert read_wav(write_wav(joined((piece, silence(0.01)))))[: len(piece)] == piece


def test_half_the_percent_is_a_quarter_of_the_amplitude() -> None:
    assert list(at_volume(array("h", [8_000, -8_000]), 50)) == [2_000, -2_000]
    assert list(at_volume(array("h", [8_000]), 0)) == [0]


def test_the_tones_are_soft_and_rise() -> None:
    tones = chime()
    assert max(map(abs, tones)) < 16_000
    assert tones[0] == 0
    assert not any(tones[-RATE // 20 :])
    assert 0.7 < seconds(tones) < 1.0
