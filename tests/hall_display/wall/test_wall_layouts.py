"""Whatever is told, at any size and distance: no text is smaller than the eye needs, none is cut or on another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import WallView
from hall_display.wall.layout import LAYOUTS
from screenkit import grab
from tests.hall_display.wall_stage import HD, UPRIGHT, Wall
from tests.hall_display.wall_worlds import BUSY, MORNING, STALE, USUAL
from tests.page_looks import bad_words, words_on

NUMBERS_OF_MAP = re.compile(r"^'\d' .*lies on '\d' ")
VIEWS = {"morning": MORNING, "usual": USUAL, "busy": BUSY, "stale": STALE}
SHAPES = {"landscape": HD, "portrait": UPRIGHT, "overview": HD}
"""Twice the pixels are twice the size of everything (test_wall.py): 4K needs no walk of its own."""


@dataclass
class Seen:
    wall: Wall
    pages: int


@pytest.fixture(scope="module", params=list(SHAPES))
def seen(request: pytest.FixtureRequest, policy: Policy, texts: Texts) -> Iterator[Seen]:
    wall = Wall(policy, texts, size=SHAPES[request.param], layout=LAYOUTS / f"{request.param}.toml")
    pages = max(len(set(area.pages)) for area in wall.layout_file.layout.windows[0].areas)
    yield Seen(wall, pages)
    wall.close()


def too_small(wall: Wall) -> list[str]:
    """Texts under the size that the eye needs at the layout's distance."""
    window, layout = wall.window, wall.layout_file.layout.windows[0]
    least = layout.type_sizes(window.width(), window.height()).em
    return [
        f"{item.property('text')!r} {item.property('px')} < {least}"
        for item in words_on(window)
        if item.property("px") < least or item.property("font").pixelSize() < least
    ]


def shown_pages(seen: Seen, view: WallView) -> Iterator[list[str]]:
    seen.wall.hear(view)
    for _ in range(seen.pages + 1):
        seen.wall.windows.turn()
        grab.process_events()
        yield [*too_small(seen.wall), *looks_bad(seen.wall)]


def looks_bad(wall: Wall) -> list[str]:
    """Numbers of neighbours on the map stand close: a digit is less high than its line."""
    return [word for word in bad_words(wall.window, stays_s=0) if not NUMBERS_OF_MAP.search(word)]


def test_every_page_is_large_enough_and_in_order(seen: Seen) -> None:
    found = [(name, bad) for name, view in VIEWS.items() for page in shown_pages(seen, view) for bad in page]
    assert found == []


def test_with_the_hall_lost_no_panel_loses_a_row(seen: Seen) -> None:
    seen.wall.hear(USUAL)
    before = set(seen.wall.words())
    seen.wall.lose_the_hall(minutes_ago=11)
    after = set(seen.wall.words())
    # On an upright wall the age stands behind the last word of the sentence's second line, inside its rectangle.
    bad = [
        word
        for word in bad_words(seen.wall.window, stays_s=0)
        if not ("连不上" in word and "已经11分钟" in word)
    ]
    assert bad == []
    assert too_small(seen.wall) == []
    assert {word for word in before - after if not word.startswith(("电话", "08:30"))} == set()


@pytest.mark.parametrize("distance_m", [1, 16])
def test_from_farther_away_there_is_less_and_never_smaller(
    distance_m: float, policy: Policy, texts: Texts, tmp_path: Path
) -> None:
    layout = tmp_path / "layout.toml"
    text = (LAYOUTS / "landscape.toml").read_text("utf-8")
    layout.write_text(text.replace("distance_m = 6", f"distance_m = {distance_m}"), "utf-8")
    wall = Wall(policy, texts, size=HD, layout=layout)
    wall.hear(BUSY)
    found: list[str] = []
    for _ in range(3):
        wall.windows.turn()
        wall.settle()
        found += too_small(wall)
    words = len(wall.words())
    wall.close()
    assert found == []
    assert words > 0


def test_the_called_number_is_twice_as_high_as_the_other_words(seen: Seen) -> None:
    seen.wall.hear(USUAL)
    window, layout = seen.wall.window, seen.wall.layout_file.layout.windows[0]
    sizes = layout.type_sizes(window.width(), window.height())
    number = next(
        item
        for item in words_on(window)
        if item.property("text") == "A017" and item.property("px") > 2 * sizes.em
    )
    assert number.property("px") >= sizes.call
    assert grab.rect_of(number).width() > 0


def test_rows_that_find_no_room_come_with_the_next_rounds(
    policy: Policy, texts: Texts, tmp_path: Path
) -> None:
    """Twelve desks, six at a time: who looks long enough sees them all."""
    layout = tmp_path / "layout.toml"
    head, area, _ = (LAYOUTS / "landscape.toml").read_text("utf-8").rpartition("pages = [")
    layout.write_text(head + area + '["kpis"], ["steps", { panel = "desks", part = 1.4 }]]\n', "utf-8")
    wall = Wall(policy, texts, size=HD, layout=layout)
    wall.hear(BUSY)
    found: list[set[str]] = []
    for _ in range(4):
        wall.windows.turn()
        wall.settle()
        found.append({word.partition("号 ")[0] for word in wall.words() if "号 " in word})
    wall.close()
    assert [len(seen) for seen in found] == [6, 0, 6, 0]
    assert set().union(*found) == {str(number) for number in range(1, 13)}
