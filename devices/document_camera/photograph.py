"""Photographs that nobody took: a paper on a desk as a document camera sees it, and where its corners are.

For the virtual camera and the tests. It shares nothing with what finds papers: Pillow and geometry, no OpenCV.
"""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Quad: TypeAlias = NDArray[np.float64]
_Light: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """How it was taken. `desk`: red, green, blue; `grain`: how rough the desk is, in grey levels."""

    size: tuple[int, int] = (2592, 1944)
    desk: tuple[int, int, int] = (92, 64, 46)
    grain: float = 8.0
    fills: float = 0.82  # of the picture's shorter side by the paper's longer
    centre: tuple[float, float] = (0.5, 0.5)
    turn_deg: float = 0.0
    tilt_deg: float = 0.0  # the camera leans: the far edge is shorter
    lean_deg: float = 0.0  # the same sideways
    light: float = 0.85  # of full white at the brightest place
    falloff: float = 0.25  # how much darker the far corner is
    shadow: float = 0.0  # how much darker a band is that falls over paper and desk
    paper_shadow_px: int = 14  # the paper's own, on the desk
    blur_px: float = 0.8
    noise: float = 3.0  # grey levels
    seed: int = 1


def photograph(page: Image.Image, scene: Scene) -> tuple[Image.Image, Quad]:
    """The picture, and the corners of the paper in it: clockwise from the paper's top left, in pixels."""
    chance = np.random.default_rng(scene.seed)
    quad = _corners(page.width / page.height, scene)
    desk = _desk(scene, chance)
    if scene.paper_shadow_px:
        cast = Image.new("L", scene.size, 0)
        moved = [(x + scene.paper_shadow_px, y + scene.paper_shadow_px) for x, y in quad]
        ImageDraw.Draw(cast).polygon(moved, fill=110)
        desk.paste((0, 0, 0), mask=cast.filter(ImageFilter.GaussianBlur(scene.paper_shadow_px)))
    how = _perspective(quad, page.size)
    paper = page.convert("RGB").transform(
        scene.size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", page.size, 255).transform(
        scene.size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC
    )
    desk.paste(paper, mask=mask)
    seen = np.asarray(desk.filter(ImageFilter.GaussianBlur(scene.blur_px)), dtype=np.float32)
    seen = seen * _lit(scene)[:, :, None]
    seen += scene.noise * chance.standard_normal(seen.shape, dtype=np.float32)
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)), quad


def _corners(ratio: float, scene: Scene) -> Quad:
    """The paper in space, turned and seen from above by a camera that leans."""
    width, height = scene.size
    longer = scene.fills * min(scene.size)
    across, down = (longer, longer / ratio) if ratio > 1 else (longer * ratio, longer)
    flat = np.array([(-across, -down), (across, -down), (across, down), (-across, down)]) / 2
    turn, tilt, lean = (radians(angle) for angle in (scene.turn_deg, scene.tilt_deg, scene.lean_deg))
    x = flat[:, 0] * cos(turn) - flat[:, 1] * sin(turn)
    y = flat[:, 0] * sin(turn) + flat[:, 1] * cos(turn)
    far = 2.2 * max(scene.size)
    depth = far - y * sin(tilt) - x * sin(lean)
    seen = np.stack([x * cos(lean) * far / depth, y * cos(tilt) * far / depth], axis=1)
    return np.asarray(seen + np.array([width * scene.centre[0], height * scene.centre[1]]))


def _desk(scene: Scene, chance: np.random.Generator) -> Image.Image:
    """One colour with streaks along it, as wood and laminate have."""
    width, height = scene.size
    fine = chance.normal(0, scene.grain, (height // 3 + 1, width // 40 + 1))
    streaks = Image.fromarray((fine + 128).clip(0, 255).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    rough = np.asarray(streaks, dtype=np.float32)[:, :, None] - 128
    return Image.fromarray((np.array(scene.desk) + rough).clip(0, 255).astype(np.uint8))


def _lit(scene: Scene) -> _Light:
    width, height = scene.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot(x - width * 0.3, y - height * 0.2) / np.hypot(width, height)
    light = scene.light * (1 - scene.falloff * far)
    if scene.shadow:
        across = (x * 0.8 + y * 0.6) / (width * 0.8 + height * 0.6)
        band = 1 / (1 + np.exp((np.abs(across - 0.62) - 0.11) * 90))  # a lamp's arm or a head: soft edges
        light = light * (1 - scene.shadow * band)
    return np.asarray(light, dtype=np.float32)


def _perspective(quad: Quad, size: tuple[int, int]) -> tuple[float, ...]:
    """Pillow's eight coefficients: from a place in the picture to one on the page."""
    page = [(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])]
    rows, right = [], []
    for (x, y), (u, v) in zip(quad, page, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        right += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(right)).tolist())
