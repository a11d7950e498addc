"""Recorded clips, and the strokes of a finger."""

import struct
from collections.abc import Iterator

from devices.announcing.sound import PEAK, RATE, SECONDS_MAX, NoSound, fitted, read_wav, write_wav
from devices.handwriting.ink import POINTS_MAX, SIDE, STROKES_MAX, neat
from devices.handwriting.readings import readings
from tests.fuzz_devices.parser import Parser, holds

_POINT = struct.Struct("<ff")
_READINGS_MAX = 5


def recorded_clip(data: bytes, *, is_checked: bool) -> None:
    """A file among the recordings is a clip of bounded length and level, or refused."""
    try:
        samples = read_wav(data)
        holds(len(samples) <= SECONDS_MAX * RATE + 1, "longer than a clip may be")
        holds(max(map(abs, fitted(samples))) <= PEAK, "louder than a clip may be")
    except NoSound:
        return


def _clips() -> Iterator[bytes]:
    from array import array  # noqa: PLC0415

    whole = write_wav(array("h", [(n * 997) % 16_000 - 8_000 for n in range(400)]))
    yield whole
    stereo = bytearray(whole)
    stereo[22], stereo[32] = 2, 4
    yield bytes(stereo)


def finger_strokes(data: bytes, *, is_checked: bool) -> None:
    """Whatever a touch screen calls a way of a finger is neatened into the square; a pair of equal points lifts it."""
    strokes: list[tuple[tuple[float, float], ...]] = []
    stroke: list[tuple[float, float]] = []
    for point in _POINT.iter_unpack(data[: len(data) - len(data) % _POINT.size]):
        if stroke and point == stroke[-1]:
            strokes, stroke = [*strokes, tuple(stroke)], []
        else:
            stroke.append((point[0], point[1]))
    neatened = neat([*strokes, tuple(stroke)])
    holds(len(neatened) <= STROKES_MAX, "more strokes than a character has")
    for x, y in (point for one in neatened for point in one):
        holds(-1 <= x <= SIDE + 1 and -1 <= y <= SIDE + 1, "outside the square")
    holds(all(len(one) <= POINTS_MAX for one in neatened), "more points than were drawn")
    holds(len(readings(neatened)) <= _READINGS_MAX, "more readings than are asked")


def _strokes() -> Iterator[bytes]:
    ten = [(100.0, 200.0), (500.0, 210.0), (500.0, 210.0), (300.0, 100.0), (310.0, 600.0)]
    yield b"".join(_POINT.pack(*point) for point in ten)
    yield b"".join(_POINT.pack(n * 37 % 400, n * 91 % 300) for n in range(60))


PARSERS = {
    "recorded_clip": Parser(room="devices", play=recorded_clip, seeds=_clips, bytes_max=2048),
    "finger_strokes": Parser(room="devices", play=finger_strokes, seeds=_strokes),
}
