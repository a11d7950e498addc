"""Our QR code as a phone shows it, dimmed, pale, turned, blurred and small: zxing-cpp still reads it."""

import random

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from cases.matter.citizen_code import CitizenPage, citizen_url
from printing.thermal.qr_symbol import qr_matrix

URL = citizen_url("https://zz.pingan-hall.example", CitizenPage.PROGRESS, "0123456789ABCDEF")
QUIET = 4  # modules of white that belong to a code
PHONE = (360, 640)


def phone(dark: int, light: int, *, pitch: int = 6, turned: float = 0.0, blur: float = 0.0) -> Image.Image:
    """A picture of a phone's screen, 0 to 255: `dark` and `light` of the code, on a dark phone in a lit hall."""
    matrix = qr_matrix(URL)
    side = len(matrix) + 2 * QUIET
    code = Image.new("L", (side, side), light)
    for y, row in enumerate(matrix):
        for x, black in enumerate(row):
            if black:
                code.putpixel((QUIET + x, QUIET + y), dark)
    code = code.resize((side * pitch, side * pitch), Image.Resampling.NEAREST)
    screen = Image.new("L", PHONE, 60)
    screen.paste(code, ((PHONE[0] - code.width) // 2, (PHONE[1] - code.height) // 2))
    screen = screen.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=60)
    return screen.filter(ImageFilter.GaussianBlur(blur))


def noisy(picture: Image.Image, strength: int) -> Image.Image:
    """As a cheap camera sees it."""
    chance = random.Random(7)  # noqa: S311  the same grain in every run
    grain = bytes(
        max(0, min(255, value + chance.randint(-strength, strength))) for value in picture.tobytes()
    )
    return Image.frombytes("L", picture.size, grain)


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    ("dark", "light"),
    [(0, 255), (28, 255), (10, 70), (100, 160), (150, 200), (200, 245), (70, 90)],
    ids=["clear", "our ink", "dimmed", "pale", "under a lamp", "washed out", "almost off"],
)
def test_a_code_that_is_dimmed_or_pale_is_read(dark: int, light: int) -> None:
    assert read(noisy(phone(dark, light), strength=4)) == [URL]


@pytest.mark.parametrize("turned", [7.0, 45.0, 90.0, 133.0, 180.0, 271.0])
def test_a_phone_may_be_held_as_anybody_holds_it(turned: float) -> None:
    assert read(phone(40, 190, turned=turned)) == [URL]


def test_a_small_code_out_of_focus_is_read() -> None:
    assert read(phone(20, 220, pitch=3, blur=1.0)) == [URL]
    assert read(phone(20, 220, pitch=6, blur=2.0, turned=12.0)) == [URL]


def test_a_screen_that_is_off_is_not() -> None:
    assert read(phone(60, 60)) == []
