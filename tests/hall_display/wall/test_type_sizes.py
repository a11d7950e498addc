"""How large type must be, against the figures of pitfalls.md §6."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from hall_display.wall.type_sizes import DIGIT_OF_EM, FACE_OF_EM, mm_of_diagonal, type_sizes
from screenkit.window import FAMILY, make_app

UHD = (3840, 2160)


@pytest.mark.parametrize(("distance_m", "face"), [(3, 61), (6, 122), (10, 202)])
def test_a_75_inch_4k_wall(distance_m: float, face: int) -> None:
    sizes = type_sizes(UHD[0] / mm_of_diagonal(*UHD, 75), distance_m)
    assert sizes.face == face
    assert sizes.em * FACE_OF_EM >= face
    assert sizes.call * DIGIT_OF_EM >= 2 * face


def test_half_the_pixels_on_the_same_screen_are_half_the_size() -> None:
    hd = type_sizes(1920 / mm_of_diagonal(1920, 1080, 75), 6)
    assert hd.face == 61


def test_an_upright_screen_has_the_same_pixels_on_a_millimetre() -> None:
    assert mm_of_diagonal(1080, 1920, 75) == pytest.approx(mm_of_diagonal(1920, 1080, 75) * 1080 / 1920)


@pytest.mark.parametrize("bold", [False, True])
def test_the_house_face_is_as_high_as_is_reckoned(bold: bool) -> None:
    make_app()
    font = QFont(FAMILY)
    font.setPixelSize(1000)
    font.setBold(bold)
    metrics = QFontMetricsF(font)
    assert metrics.tightBoundingRect("科").height() / 1000 >= FACE_OF_EM
    assert all(metrics.tightBoundingRect(letter).height() / 1000 >= DIGIT_OF_EM for letter in "A0123456789")
