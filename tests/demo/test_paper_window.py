"""The window with the last papers, beside an upright kiosk and beside one that lies."""

import os
from pathlib import Path

import pytest
from PIL import Image

from demo.paper_window import LYING, UPRIGHT, paper_window
from screenkit import grab
from screenkit.take_away import take_away
from screenkit.window import make_app


@pytest.mark.parametrize(("size", "shown"), [(UPRIGHT, 1), (LYING, 3)])
def test_the_newest_paper_is_shown_and_beside_a_lying_kiosk_the_two_before_it_too(
    tmp_path: Path, size: tuple[int, int], shown: int
) -> None:
    make_app()
    for number in range(4):
        file = tmp_path / f"queue_ticket-A00{number}.png"
        Image.new("1", (576, 1000), 1).save(file)
        os.utime(file, ns=(number, number))
    window, view_model = paper_window(tmp_path, size)
    view_model.look()
    names = [f"queue_ticket-A00{number}" for number in (3, 2, 1)][:shown]
    grab.wait_until(lambda: all(grab.is_shown(window, name) for name in names), what="the papers")
    assert not grab.is_shown(window, "queue_ticket-A000")
    lefts = [grab.rect_of(grab.find(window, name)).left() for name in names]
    assert lefts == sorted(lefts)
    take_away(window, view_model)
