"""Pictograms are ours, of one stroke, and there for everything that is asked for by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication

from screenkit.environment import ROOT
from screenkit.lint_qml import qml_files
from screenkit.pictograms import ICONS, draw_pictogram

ALL = sorted(ICONS.glob("*.svg"))
# The twelve categories, the four groups of 大字, what brings a citizen here: policy names them by these words.
CHOICES = {
    *("family_marriage", "neighbour", "property_housing", "land_pasture", "labour_wages", "debt", "consumer"),
    *("traffic", "medical", "expropriation", "authority_decision", "unclear"),
    *("home_neighbours", "money_work", "land_house", "others"),
    *("dispute", "consult", "progress"),
}


def test_every_choice_of_a_citizen_has_its_drawing() -> None:
    assert {path.stem for path in ALL} >= CHOICES


def test_every_drawing_that_a_page_names_is_there() -> None:
    named = {
        name
        for path in qml_files()
        for name in re.findall(r'\bpicture: (?:[^\n]*\? )?"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert named - {path.stem for path in ALL} == set()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_drawing_is_a_line_drawing_on_the_common_grid(path: Path) -> None:
    head = path.read_text(encoding="utf-8").splitlines()[0]
    for given in ('viewBox="0 0 64 64"', 'fill="none"', 'stroke="currentColor"', 'stroke-width="4"'):
        assert given in head


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_drawing_fills_its_place_and_is_not_cut_off(screen_app: QGuiApplication, path: Path) -> None:
    image = draw_pictogram(path.stem, QColor("black"), 64)
    inked = [(x, y) for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() > 40]
    width = max(x for x, _ in inked) - min(x for x, _ in inked)
    height = max(y for _, y in inked) - min(y for _, y in inked)
    assert max(width, height) >= 40
    edge = [(x, y) for x, y in inked if x in (0, 63) or y in (0, 63)]
    assert edge == []


def test_no_two_drawings_look_the_same(screen_app: QGuiApplication) -> None:
    pictures = {path.stem: draw_pictogram(path.stem, QColor("black"), 56) for path in ALL}
    names = sorted(pictures)
    same = [
        (one, two) for i, one in enumerate(names) for two in names[i + 1 :] if pictures[one] == pictures[two]
    ]
    assert same == []


def test_a_drawing_takes_the_colour_that_it_is_given(screen_app: QGuiApplication) -> None:
    image = draw_pictogram("medical", QColor("#1E4F63"), 120)
    inks = {
        image.pixelColor(x, y).name()
        for x in range(120)
        for y in range(120)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {"#1e4f63"}


def test_a_drawing_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        draw_pictogram("nothing", QColor("black"), 10, ROOT / "assets" / "icons")
