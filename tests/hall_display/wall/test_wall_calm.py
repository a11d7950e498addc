"""Nothing on a public wall scrolls, blinks or glows: what changes stands there within a fifth of a second."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF

import hall_display.wall
from tests.hall_display.wall_stage import Wall
from tests.hall_display.wall_worlds import BUSY
from tests.page_looks import words_on

PAGES = sorted(Path(hall_display.wall.__file__).parent.glob("*.qml"))
MOTION_MS_MAX = 200
RESTLESS = re.compile(
    r"\bloops\b|Behavior on|NumberAnimation|RotationAnimat|PathAnimation|Animator\b|Flickable|Glow|layer\.enabled"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_moves_for_a_fifth_of_a_second_at_most(page: Path) -> None:
    text = page.read_text("utf-8")
    assert RESTLESS.search(text) is None
    animations = len(re.findall(r"\bColorAnimation\b", text))
    durations = [int(ms) for ms in re.findall(r"duration: (\d+)", text)]
    assert len(durations) == animations, "an animation without a duration takes Qt's 250 ms"
    assert sum(durations) <= MOTION_MS_MAX


def test_digits_have_one_width_so_that_a_number_does_not_jump(wall: Wall) -> None:
    wall.hear(BUSY)
    fonts = {item.property("font").key(): item.property("font") for item in words_on(wall.window)}
    assert len(fonts) > 4
    for font in fonts.values():
        metrics = QFontMetricsF(font)
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
