"""The two soft tones before a call, made from sines: what is heard even where no voice is."""

import math
from array import array

from devices.announcing.sound import RATE, Samples, joined, silence

_TONES_HZ = (659.3, 880.0)  # E5, A5: rising, so that nobody takes it for 叫人帮忙, which falls
_TONE_S = 0.45
_OVERLAP_S = 0.15
_SECOND_HARMONIC = 0.3
_DECAY_S = 0.18
_AMPLITUDE = 9_000.0
_ATTACK_S = 0.01
_RELEASE_S = 0.05


def chime() -> Samples:
    """0.75 s and a short silence behind it."""
    first, second = (_tone(hz) for hz in _TONES_HZ)
    begins = round((_TONE_S - _OVERLAP_S) * RATE)
    whole = array("h", first)
    whole.extend(silence((len(second) + begins - len(first)) / RATE))
    for n, sample in enumerate(second):
        whole[begins + n] += sample
    return joined((whole, silence(0.1)))


def _tone(hz: float) -> Samples:
    """Struck softly and dying away, like a bell."""
    samples = array("h")
    for n in range(round(_TONE_S * RATE)):
        at = n / RATE
        turn = 2 * math.pi * hz * at
        shape = min(1.0, at / _ATTACK_S, (_TONE_S - at) / _RELEASE_S) * math.exp(-at / _DECAY_S)
        samples.append(round(_AMPLITUDE * shape * (math.sin(turn) + _SECOND_HARMONIC * math.sin(2 * turn))))
    return samples
