"""The public wall: every panel alone at the sizes of a wall, and the house's layouts as they hang."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import get_args

from PySide6.QtGui import QImage

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import WallView
from hall_display.wall.layout import LAYOUTS, Panel, WallLayout, load_layout
from screenkit import grab
from screenkit.environment import ROOT
from tests.hall_display.wall_stage import HD, UHD, UPRIGHT, Wall
from tests.hall_display.wall_worlds import BUSY, MORNING, STALE, USUAL
from tests.screens.picture import Picture

LOST_MIN = 11
STATES = {"empty": MORNING, "normal": USUAL, "crowded": BUSY, "stale": STALE, "failed": USUAL}
SIZES = {"4k": UHD, "hd": HD, "upright": UPRIGHT}
ALONE = """
[[window]]
diagonal_in = 75
distance_m = 6
grid = [24, 12]
[[window.area]]
at = [0, 0, 13, 12]
pages = [["{panel}"]]
"""
SETTLES_S = 0.25  # the sheet of a new call fades twice


@dataclass(frozen=True)
class _House:
    policy: Policy
    texts: Texts


def pictures() -> Iterator[Picture]:
    """Panels in both themes at HD, in one at the other sizes; every page of the layouts on a usual day."""
    house = _House(load_policy(ROOT / "assets"), load_texts(ROOT / "assets"))
    for panel in get_args(Panel):
        for state in STATES:
            yield Picture(f"wall.{panel}", f"{state}-hd", _alone(house, panel, state, HD))
            yield Picture(
                f"wall.{panel}", f"{state}-hd-dark", _alone(house, panel, state, HD, "command_dark")
            )
    for state in STATES:
        for size, pixels in SIZES.items():
            yield Picture("wall", f"{state}-{size}", _page(house, state, pixels, 0))
        for turn in range(_pages("overview")):
            yield Picture(
                "wall.overview",
                f"{state}-4k-page{turn + 1:02}",
                _page(house, state, UHD, turn, LAYOUTS / "overview.toml"),
            )
    for turn in range(1, _pages("landscape")):
        for size, pixels in SIZES.items():
            yield Picture("wall", f"normal-{size}-page{turn + 1:02}", _page(house, "normal", pixels, turn))


def _pages(name: str) -> int:
    layout: WallLayout = load_layout(LAYOUTS / f"{name}.toml")
    return max(len(area.pages) for window in layout.windows for area in window.areas)


def _alone(
    house: _House, panel: str, state: str, size: tuple[int, int], theme: str = "hall_light"
) -> Callable[[], QImage]:
    """The panel as it stands on the right half of the house's layout, read from 6 m."""

    def draw() -> QImage:
        with tempfile.TemporaryDirectory() as folder:
            layout = Path(folder) / "layout.toml"
            head = (LAYOUTS / "landscape.toml").read_text("utf-8").partition("[[window]]")[0]
            layout.write_text(head.replace("hall_light", theme) + ALONE.format(panel=panel), "utf-8")
            return _drawn(house, STATES[state], size, 0, layout, is_lost=state == "failed")

    return draw


def _page(
    house: _House, state: str, size: tuple[int, int], turn: int, layout: Path | None = None
) -> Callable[[], QImage]:
    def draw() -> QImage:
        return _drawn(house, STATES[state], size, turn, layout, is_lost=state == "failed")

    return draw


def _drawn(
    house: _House, view: WallView, size: tuple[int, int], turns: int, layout: Path | None, *, is_lost: bool
) -> QImage:
    wall = Wall(house.policy, house.texts, size=size, layout=layout)
    try:
        wall.clock.at = view.hall_time
        wall.hear(view)
        for _ in range(turns):
            wall.windows.turn()
        if is_lost:
            wall.clock.at += timedelta(minutes=LOST_MIN)
            wall.lose_the_hall(minutes_ago=LOST_MIN)
        grab.process_events(SETTLES_S)
        return grab.grab(wall.window).copy()
    finally:
        wall.close()
