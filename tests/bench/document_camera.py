"""The document camera: from a frame to a page; `python -m tests.bench.document_camera 160` says how well it sees.

The photographs are made (devices/document_camera/photograph.py): nobody has put a real camera to this yet.
"""

import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
import zxingcpp
from PIL import Image

from devices.document_camera.page import compressed, straightened
from devices.document_camera.paper_edges import find_paper
from devices.document_camera.photograph import Scene, photograph
from devices.document_camera.picture import Picture, usable
from tests.bench.measure import Measurement, at_most, median_of_rounds
from tests.devices.camera_samples import QR_WORDS, a4, scenes

FRAME = (3264, 2448)  # 8 megapixels
PAGE_BYTES = 2_000_000
GOOD_MM = 1.0  # a corner so far off cuts no letter


def measure() -> list[Measurement]:
    """Processor time of one thread's work and OpenCV's helpers, the median of five."""
    picture = np.array(photograph(a4(), Scene(size=FRAME, turn_deg=8, tilt_deg=6))[0])
    corners = find_paper(picture)
    if corners is None:
        raise RuntimeError("the paper was not found")
    page = straightened(picture, corners)
    found = median_of_rounds(lambda: _seconds(lambda: find_paper(picture)))
    made = median_of_rounds(lambda: _seconds(lambda: compressed(straightened(picture, corners), PAGE_BYTES)))
    noise = np.random.default_rng(1).integers(0, 256, page.shape, dtype=np.uint8)
    worst = _seconds(lambda: compressed(noise, PAGE_BYTES))
    return [
        at_most("document_camera.find", found, "s", 0.5),
        at_most("document_camera.page", made, "s", 1.5),
        at_most("document_camera.page_of_noise", worst, "s", 15.0),
    ]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def accuracy(count: int, size: tuple[int, int]) -> None:
    """How many papers are found on each desk, how far the worst corner is off, whether the code is read back."""
    page, told = a4(), dict[str, list[tuple[float, float, bool, int]]]()
    for number, (desk, scene) in enumerate(scenes(count, seed=20261130, size=size)):
        photo, quad = photograph(page, scene)
        picture = np.array(photo)
        corners = find_paper(picture)
        if corners is None:
            told.setdefault(desk, []).append((float("nan"), float("nan"), False, 0))
            print(f"not found: {number} on {desk}")
            continue
        placed = corners * np.array(photo.size)
        off = min(float(np.linalg.norm(np.roll(placed, n, axis=0) - quad, axis=1).max()) for n in range(4))
        mm = off / float(np.linalg.norm(quad[3] - quad[0])) * 297
        content = compressed(straightened(picture, corners), PAGE_BYTES)
        told.setdefault(desk, []).append((off, mm, _is_read(content), len(content)))
    print(
        "desk | photographs | found within 1 mm | worst corner, median px | largest px | code read | largest KB"
    )
    for desk, rows in told.items():
        off_px = [row[0] for row in rows]
        good = sum(row[1] <= GOOD_MM for row in rows)
        read = sum(row[2] for row in rows)
        print(
            f"{desk} | {len(rows)} | {good} | {np.nanmedian(off_px):.2f} | {np.nanmax(off_px):.1f} | {read} |"
            f" {max(row[3] for row in rows) // 1000}"
        )


def _is_read(content: bytes) -> bool:
    with Image.open(BytesIO(content)) as page:
        return any(code.text == QR_WORDS for code in zxingcpp.read_barcodes(page))


def memory() -> None:
    """What an 8K frame costs at its peak, beside the frame itself."""
    frame: Picture = np.full((4320, 7680, 3), 120, dtype=np.uint8)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = usable(frame)
    if isinstance(kept, np.ndarray):
        find_paper(kept)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"8K: frame {frame.nbytes // 1_000_000} MB, at the peak {(after - before) // 1000} MB more")


if __name__ == "__main__":
    memory()
    accuracy(int(sys.argv[1]) if len(sys.argv) > 1 else 80, (2592, 1944))
