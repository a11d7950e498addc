"""Recorded clips, the strokes of a finger, pictures of a camera."""

import struct
from array import array
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from cases.refusal import Refusal
from devices.announcing.sound import PEAK, RATE, SECONDS_MAX, NoSound, fitted, read_wav, write_wav
from devices.document_camera.picture import KEPT_PIXELS_MAX, decoded, usable
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


def camera_picture(data: bytes, *, is_checked: bool) -> None:
    """A JPEG or PNG of a camera is a picture of bounded size, or refused."""
    picture = decoded(data)
    if not isinstance(picture, Refusal) and not isinstance(kept := usable(picture), Refusal):
        holds(kept.shape[0] * kept.shape[1] <= KEPT_PIXELS_MAX + sum(kept.shape), "larger than is kept")


def _pictures() -> Iterator[bytes]:
    page = Image.linear_gradient("L").resize((24, 16)).convert("RGB")
    for kind, picture in (("JPEG", page), ("PNG", page), ("PNG", page.convert("P"))):
        file = BytesIO()
        picture.save(file, kind)
        yield file.getvalue()


PARSERS = {
    "camera_picture": Parser(room="devices", play=camera_picture, seeds=_pictures, bytes_max=2048),
    "recorded_clip": Parser(room="devices", play=recorded_clip, seeds=_clips, bytes_max=2048),
    "finger_strokes": Parser(room="devices", play=finger_strokes, seeds=_strokes),
}
