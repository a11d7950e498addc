"""Sound in this house: 22,050 Hz, mono, 16 bit. Reading WAV files of others, and making pieces fit together.

Standard library only. A sound is an `array("h")` of samples; nothing here changes the one that it is given.
"""

import io
import math
import sys
import wave
from array import array
from collections.abc import Iterable, Sequence
from operator import mul
from typing import TypeAlias

RATE = 22_050
"""espeak-ng's own rate, and enough for speech."""
PEAK = 32_767
FULL = 100  # percent
SILENCE_RMS = 100.0  # −50 dBFS: below this nobody hears a word
LEVEL_RMS = 3_300.0  # −20 dBFS while speaking: as loud as speech can be without being pressed flat
PEAK_MAX = 0.89 * PEAK  # −1 dBFS
SECONDS_MAX = 8.0  # of one piece
CLIPPED_FROM, CLIPPED_RUN = 0.985, 3
FADE_MS = 5

_WINDOW = RATE // 200  # 5 ms
_TRIM_BELOW = 0.01  # 40 dB under the loudest window
_ACTIVE_ABOVE = 0.1  # windows that count as speaking when the level is measured
_LEAD_WINDOWS, _TAIL_WINDOWS = 2, 6  # kept around what is heard: a soft beginning, a vowel dying away
_RUMBLE_KEPT = math.exp(-2 * math.pi * 40 / RATE)
_RATES = range(8_000, 192_001)
_ZERO_CROSSINGS = 16  # of the filter, to each side
_WEIGHTS_MAX = 262_144  # of all filters of a file, 8 MB; an odd rate near 192 kHz would make 200 MB of them

_PCM, _EXTENSIBLE = b"\x01\x00", b"\xfe\xff"
_SUBTYPE_PCM = _PCM + bytes.fromhex("000000001000800000aa00389b71")  # KSDATAFORMAT_SUBTYPE_PCM
_HEAD_BYTES = 65_536  # the form of the samples stands before them

Samples: TypeAlias = "array[int]"


class NoSound(Exception):
    """This cannot be used as a piece of speech; `code` is a refusal of refusals_devices.toml."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code} {why}".strip())
        self.code = code


def read_wav(data: bytes) -> Samples:
    """The samples of a WAV file: PCM of 8 to 32 bit, any number of channels, 8 to 192 kHz. Raises NoSound."""
    try:
        with wave.open(io.BytesIO(_plain(data))) as file:
            channels, width, rate = file.getparams()[:3]
            if rate not in _RATES:
                raise NoSound("clip.unreadable", f"{rate} Hz")
            raw = file.readframes(int(SECONDS_MAX * rate) + 1)  # headers lie about how many there are
    except (wave.Error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise NoSound("clip.unreadable", str(error)) from error
    if len(raw) > SECONDS_MAX * rate * width * channels:
        raise NoSound("clip.too_long", f"more than {SECONDS_MAX} s")
    mono = _mono(_sixteen_bit(raw, width), channels)
    if len(mono) < _WINDOW * rate // RATE:
        raise NoSound("clip.silent", "no samples")
    return _resampled(mono, rate)


def write_wav(samples: Samples) -> bytes:
    """A WAV file of them."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(little_endian(samples))
    return target.getvalue()


def little_endian(samples: Samples) -> bytes:
    """The bytes as WAV files and loudspeakers want them."""
    if sys.byteorder == "little":
        return samples.tobytes()
    swapped = array("h", samples)
    swapped.byteswap()
    return swapped.tobytes()


def fitted(samples: Samples) -> Samples:
    """A piece that can stand beside others: without silence around it, at the house's level, with soft ends.

    Raises NoSound for silence.
    """
    centred = _without_rumble(samples)
    loudness = _loudness(centred)
    loudest = max(loudness, default=0.0)
    if loudest < SILENCE_RMS:
        raise NoSound("clip.silent")
    heard = [n for n, rms in enumerate(loudness) if rms > loudest * _TRIM_BELOW]
    begin = max(0, heard[0] - _LEAD_WINDOWS) * _WINDOW
    end = (heard[-1] + 1 + _TAIL_WINDOWS) * _WINDOW
    trimmed = centred[begin:end]
    peak = max(map(abs, trimmed))
    gain = min(LEVEL_RMS / _spoken_rms(loudness), PEAK_MAX / peak)
    return _faded(array("h", [round(sample * gain) for sample in trimmed]))


def level_db(samples: Samples) -> float:
    """How loud it is while something is said, in dB of full scale (−20 is the house's level); −120 for nothing."""
    rms = _spoken_rms(_loudness(samples))
    return 20 * math.log10(rms / PEAK) if rms > 0 else -120.0


def clipped_part(samples: Samples) -> float:
    """Which part of its samples lies flat at the rail, three and more in a row: an overdriven microphone."""
    rail = CLIPPED_FROM * PEAK
    flat = run = 0
    for sample in samples:
        run = run + 1 if abs(sample) >= rail else 0
        flat += 0 if run < CLIPPED_RUN else CLIPPED_RUN if run == CLIPPED_RUN else 1
    return flat / max(1, len(samples))


def silence(seconds: float) -> Samples:
    """Nothing, for so long."""
    return array("h", bytes(2 * round(seconds * RATE)))


def joined(pieces: Iterable[Samples]) -> Samples:
    """One behind the other. Pieces that are `fitted` begin and end at zero, so nothing clicks."""
    whole = array("h")
    for piece in pieces:
        whole.extend(piece)
    return whole


def at_volume(samples: Samples, percent: int) -> Samples:
    """As loud as `percent` says: amplitude goes with the square, so that half the percent sounds half as loud."""
    gain = (percent / FULL) ** 2
    return samples if percent == FULL else array("h", [int(sample * gain) for sample in samples])


def seconds(samples: Sequence[int]) -> float:
    """How long it lasts."""
    return len(samples) / RATE


def _plain(data: bytes) -> bytes:
    """Recorders of 24 bit name the same samples WAVE_FORMAT_EXTENSIBLE, which Python 3.11 does not know."""
    at = data.find(b"fmt ", 12, _HEAD_BYTES)
    if at < 0 or data[at + 8 : at + 10] != _EXTENSIBLE or data[at + 32 : at + 48] != _SUBTYPE_PCM:
        return data
    return data[: at + 8] + _PCM + data[at + 10 :]


def _sixteen_bit(raw: bytes, width: int) -> Samples:
    """Samples of 1 to 4 bytes, the higher two of which are kept. A last sample that was cut off is dropped."""
    raw = raw[: len(raw) - len(raw) % width]
    if width == 1:  # unsigned, by the format's own exception
        return array("h", [(byte - 128) << 8 for byte in raw])
    high = bytearray(len(raw) // width * 2)
    high[0::2], high[1::2] = raw[width - 2 :: width], raw[width - 1 :: width]
    samples = array("h", bytes(high))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _mono(samples: Samples, channels: int) -> Samples:
    """The mean of the channels."""
    if channels == 1:
        return samples
    whole = len(samples) - len(samples) % channels
    lanes = [samples[n:whole:channels] for n in range(channels)]
    return array("h", [sum(frame) // channels for frame in zip(*lanes, strict=True)])


def _resampled(samples: Samples, rate: int) -> Samples:
    """At our rate, by a windowed sinc that lets nothing fold back.

    Of an odd rate (44,099) there are more places between samples than filters: the nearest is taken.
    """
    if rate == RATE:
        return samples
    common = math.gcd(rate, RATE)
    step, phases = rate // common, RATE // common
    cutoff = min(1.0, RATE / rate)
    reach = math.ceil(_ZERO_CROSSINGS / cutoff)
    kinds = min(phases, _WEIGHTS_MAX // (2 * reach + 1))
    kernels: dict[int, list[float]] = {}
    margin = array("h", bytes(2 * (reach + 1)))
    padded = margin + samples + margin
    out = array("h")
    for n in range(len(samples) * RATE // rate):
        place, phase = divmod(n * step, phases)
        kind = (phase * kinds * 2 + phases) // (phases * 2)  # the nearest
        kernel = kernels.get(kind)
        if kernel is None:
            kernel = kernels[kind] = _kernel(kind / kinds, cutoff, reach)
        value = sum(map(mul, kernel, padded[place + 1 : place + 1 + len(kernel)]))
        out.append(max(-PEAK, min(PEAK, round(value))))
    return out


def _kernel(shift: float, cutoff: float, reach: int) -> list[float]:
    """Weights of the samples from `reach` before a place to `reach` behind it; the place is `shift` samples on."""
    weights = []
    for n in range(-reach, reach + 1):
        x = n - shift
        sinc = 1.0 if x == 0 else math.sin(math.pi * cutoff * x) / (math.pi * cutoff * x)
        hann = 0.5 + 0.5 * math.cos(math.pi * x / (reach + 1))
        weights.append(sinc * hann * cutoff)
    total = sum(weights)  # a steady voice stays as loud as it was
    return [weight / total for weight in weights]


def _without_rumble(samples: Samples) -> list[float]:
    """Without what is below 40 Hz: a microphone's offset, the floor of a building; no voice is that low."""
    kept: list[float] = []
    value, before = 0.0, 0
    for sample in samples:
        value = _RUMBLE_KEPT * (value + sample - before)
        before = sample
        kept.append(value)
    return kept


def _loudness(samples: Sequence[float]) -> list[float]:
    """The RMS of each window of 5 ms."""
    windows = (samples[n : n + _WINDOW] for n in range(0, len(samples) - _WINDOW + 1, _WINDOW))
    return [math.sqrt(sum(map(mul, window, window)) / _WINDOW) for window in windows]


def _spoken_rms(loudness: Sequence[float]) -> float:
    """The RMS of the windows in which something is said."""
    loudest = max(loudness, default=0.0)
    spoken = [rms * rms for rms in loudness if rms > loudest * _ACTIVE_ABOVE]
    return math.sqrt(sum(spoken) / len(spoken)) if spoken else 0.0


def _faded(samples: Samples) -> Samples:
    """From nothing and to nothing within 5 ms."""
    faded = array("h", samples)
    length = min(RATE * FADE_MS // 1000, len(faded) // 2)
    for n in range(length):
        faded[n] = faded[n] * n // length
        faded[-1 - n] = faded[-1 - n] * n // length
    return faded
