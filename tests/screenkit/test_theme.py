"""The colours can be read: contrast measured as WCAG does, for every pair that a control uses."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from tests.screenkit.conftest import Screen

TEXT_ON = {
    "ink": ("ground", "surface", "sunken", "brandSoft"),
    "inkSoft": ("ground", "surface", "sunken", "brandSoft", "stoppedSoft"),
    "brand": ("ground", "surface", "brandSoft"),
    "brandDeep": ("ground", "surface", "brandSoft"),
    "inkOnBrand": ("brand", "brandDeep", "brandPill"),
    "inkOnBrandSoft": ("brand", "brandDeep"),
    "inkOnHelp": ("help", "helpDeep"),
    "normal": ("surface", "normalSoft"),
    "soon": ("surface", "soonSoft"),
    "overdue": ("surface", "overdueSoft"),
}
TEXT_MIN = 4.5
EDGE_MIN = 3.0


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def theme(screen: Screen) -> dict[str, QColor]:
    window = screen("Item {}")
    names = {*TEXT_ON, *(ground for grounds in TEXT_ON.values() for ground in grounds), "edge"}
    return {name: QColor(window.theme.property(name)) for name in names}


def test_every_word_can_be_read_on_its_ground(theme: dict[str, QColor]) -> None:
    measured = {
        (ink, on): contrast(theme[ink], theme[on]) for ink, grounds in TEXT_ON.items() for on in grounds
    }
    assert {pair: round(found, 2) for pair, found in measured.items() if found < TEXT_MIN} == {}


def test_what_can_be_touched_has_an_edge_that_can_be_seen(theme: dict[str, QColor]) -> None:
    assert min(contrast(theme["edge"], theme[ground]) for ground in ("ground", "surface")) >= EDGE_MIN
