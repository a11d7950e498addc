"""Strokes that nobody here drew: npm's hanzi-writer-data (from Make Me a Hanzi; Arphic Public License), fetched to
.tools/hanzi when a bench asks for it and never shipped; and what hands do to them."""

import hashlib
import json
import random
import subprocess
import tarfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from devices.handwriting.ink import Stroke
from tests.bench.standing_hall import ROOT

PACKAGE = "hanzi-writer-data"
VERSION = "2.0.1"
SHA256 = "72baf3d82b114e60d6e40ea05f24d2262a05cd39d544e2f322ba2fceb7beff15"
FOLDER = ROOT / ".tools" / "hanzi"
Strokes = Sequence[Stroke]
_TOP = 900  # their y grows upwards, from here

SHAKE, SHIFT = 24.0, 20.0  # of 1024: each point, and each whole stroke; standard deviations


@lru_cache
def characters() -> dict[str, tuple[Stroke, ...]]:
    """Character → strokes in the order of writing. Raises OSError or CalledProcessError without npm or a line."""
    archive = FOLDER / f"{PACKAGE}-{VERSION}.tgz"
    if not archive.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=FOLDER, check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise OSError(f"{archive} is not what was pinned here: delete it")
    found = {}
    with tarfile.open(archive) as files:
        for member in files:
            name = member.name.removeprefix("package/").removesuffix(".json")
            if len(name) == 1 and (content := files.extractfile(member)) is not None:
                medians = json.load(content)["medians"]
                found[name] = tuple(tuple((x, _TOP - y) for x, y in stroke) for stroke in medians)
    return found


def common(count: int, seed: int = 7) -> list[str]:
    """A sample of the 3,755 characters of GB 2312's first level."""
    level = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA)
    ]
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    return [one for one in rng.sample(level, count) if one in characters()]


def clean(strokes: Strokes, _rng: random.Random) -> Strokes:
    """As they are."""
    return strokes


def shaky(strokes: Strokes, rng: random.Random) -> Strokes:
    """An old hand: every point trembles, every stroke is a little beside its place."""
    return [_trembling(stroke, rng) for stroke in strokes]


def swapped(strokes: Strokes, rng: random.Random) -> Strokes:
    """Two strokes in each other's place."""
    order = list(strokes)
    if len(order) > 1:
        one, other = rng.sample(range(len(order)), 2)
        order[one], order[other] = order[other], order[one]
    return order


def joined(strokes: Strokes, rng: random.Random) -> Strokes:
    """The pen is not lifted between two strokes."""
    if len(strokes) < 2:
        return strokes
    at = rng.randrange(len(strokes) - 1)
    return [*strokes[:at], (*strokes[at], *strokes[at + 1]), *strokes[at + 2 :]]


HANDS: dict[str, Callable[[Strokes, random.Random], Strokes]] = {
    "clean": clean,
    "shaky": shaky,
    "swapped": swapped,
    "joined": joined,
}


def written(character: str, hand: str) -> tuple[Stroke, ...]:
    """The character as this hand writes it, the same in every run."""
    rng = random.Random(f"{character} {hand}")  # noqa: S311 - a hand, no secret
    return tuple(tuple(stroke) for stroke in HANDS[hand](characters()[character], rng))


def _trembling(stroke: Stroke, rng: random.Random) -> Stroke:
    right, down = rng.gauss(0, SHIFT), rng.gauss(0, SHIFT)
    points: list[tuple[float, float]] = []
    for (x, y), (to_x, to_y) in pairwise(stroke):
        pieces = max(1, int(max(abs(to_x - x), abs(to_y - y)) // 20))
        points += [(x + (to_x - x) * n / pieces, y + (to_y - y) * n / pieces) for n in range(pieces)]
    return tuple(
        (x + right + rng.gauss(0, SHAKE), y + down + rng.gauss(0, SHAKE)) for x, y in [*points, stroke[-1]]
    )
