"""The vertical script on paper, held against Qt's shaper; only strings that have a source (domain.md §6)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter

from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Align, Mongolian, Paper, PaperKind, Role, Text
from printing.thermal import mongolian
from printing.thermal.dots import dots
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.printer_profile import GENERIC_80
from printing.thermal.rows import MongolianRow
from printing.virtual.printer import VirtualPrinter
from tests.printing.conftest import ASSETS

SOURCED = {
    "language": "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ",
    "script": "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌",
    "city": "ᠲᠦᠩᠯᠢᠶᠣᠤ ᠬᠣᠲᠠ",
    "left_middle_banner": "ᠬᠣᠷᠴᠢᠨ ᠵᠡᠭᠦᠨ ᠭᠠᠷᠤᠨ ᠳᠤᠮᠳᠠᠳᠤ ᠬᠣᠰᠢᠭᠤ",
    "left_rear_banner": "ᠬᠣᠷᠴᠢᠨ ᠵᠡᠭᠦᠨ ᠭᠠᠷᠤᠨ ᠬᠣᠶᠢᠲᠤ ᠬᠣᠰᠢᠭᠤ",
    "jarud": "ᠵᠠᠷᠤᠳ ᠬᠣᠰᠢᠭᠤ",
}
FONT = ASSETS / "fonts" / "NotoSansMongolian-Regular.ttf"
PX = 64
PITCH = 84


def ink_box(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image).getbbox()
    assert box is not None
    return box


def by_qt(text: str, px: int) -> Image.Image:
    """The line as Qt shapes and draws it, lying, cropped to its ink."""
    (family,) = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(FONT)))
    font = QFont(family)
    font.setPixelSize(px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    drawn = QImage(1_600, 2 * px, QImage.Format.Format_Grayscale8)
    drawn.fill(255)
    painter = QPainter(drawn)
    painter.setFont(font)
    painter.drawText(QPointF(4, 1.4 * px), text)
    painter.end()
    row = drawn.bytesPerLine()
    image = Image.frombytes("L", (drawn.width(), drawn.height()), bytes(drawn.constBits()), "raw", "L", row)
    return image.crop(ink_box(image))


@pytest.mark.parametrize("name", SOURCED)
def test_a_line_is_shaped_as_qt_shapes_it_and_turned_clockwise(
    qapp: QGuiApplication, faces: Faces, name: str
) -> None:
    ours = mongolian.drawn((SOURCED[name],), PX, PITCH, faces)
    lying = ours.transpose(Image.Transpose.ROTATE_90)  # back, anticlockwise
    lying = lying.crop(ink_box(lying))
    theirs = by_qt(SOURCED[name], PX)
    assert abs(lying.width - theirs.width) <= 2 + lying.width // 100
    assert abs(lying.height - theirs.height) <= 2
    assert far_from(lying, theirs) < 0.01
    assert far_from(theirs, lying) < 0.01


def far_from(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink of `one` has none of `other` within two dots; hinting moves stems by one."""
    inks = [ImageChops.invert(image).point(lambda ink: 255 * (ink > 110)) for image in (one, other)]
    ink, near = inks[0], inks[1].filter(ImageFilter.MaxFilter(5))
    white = Image.new("L", ink.size)
    white.paste(near, (0, 0))
    return ImageChops.subtract(ink, white).histogram()[255] / ink.histogram()[255]


def test_unshaped_letters_would_be_noticed(qapp: QGuiApplication, faces: Faces) -> None:
    """The comparison above can fail: each letter for itself is far longer than the joined word."""
    word = SOURCED["language"].split()[0]
    face = faces.mongolian(PX)
    assert sum(face.getlength(letter) for letter in word) > 1.1 * face.getlength(word)


def test_lines_follow_each_other_from_left_to_right(faces: Faces) -> None:
    first, second = SOURCED["language"].split()
    both = mongolian.drawn((first, second), PX, PITCH, faces)
    for line, left in ((first, 0), (second, PITCH)):
        alone = mongolian.drawn((line,), PX, PITCH, faces)
        column = both.crop((left, 0, left + PITCH, alone.height))
        assert column.tobytes() == alone.tobytes()


def test_chinese_in_a_line_stands_upright_and_digits_lie_along_it(faces: Faces) -> None:
    alone = mongolian.drawn(("丨",), PX, PITCH, faces)  # a vertical stroke
    left, top, right, bottom = ink_box(alone)
    assert bottom - top > 3 * (right - left)
    digits = mongolian.drawn(("2026",), PX, PITCH, faces)
    left, top, right, bottom = ink_box(digits)
    assert bottom - top > 2 * (right - left)
    assert abs((left + right) / 2 - PITCH / 2) <= 3
    assert abs(sum(ink_box(mongolian.drawn((SOURCED["city"],), PX, PITCH, faces))[::2]) / 2 - PITCH / 2) <= 4


def test_a_mixed_line_is_as_long_as_its_parts(faces: Faces) -> None:
    parts = (SOURCED["jarud"], "扎鲁特旗", "2026")
    whole = mongolian.line_dots("".join(parts), PX, faces)
    assert whole == pytest.approx(sum(mongolian.line_dots(part, PX, faces) for part in parts), abs=2)


@given(
    words=st.lists(st.sampled_from(" ".join(SOURCED.values()).split()), min_size=1, max_size=12),
    mm=st.integers(10, 60),
)
def test_no_word_is_lost_or_parted_and_lines_are_full(faces: Faces, words: list[str], mm: int) -> None:
    room = mm * 8
    found = mongolian.lines(" ".join(words), 28, room, faces)
    assert " ".join(found).split(" ") == words
    for line, following in pairwise(found):
        assert mongolian.line_dots(f"{line} {following.split(' ')[0]}", 28, faces) > room
    for line in found:
        assert mongolian.line_dots(line, 28, faces) <= room or " " not in line


def test_variation_selectors_stay_and_what_speaks_to_a_printer_goes() -> None:
    assert mongolian.mongolian_text(SOURCED["script"]) == SOURCED["script"]
    assert mongolian.mongolian_text("ᠮᠣ\x1b@\u202eᠩ") == "ᠮᠣ@ᠩ"


def test_letters_and_dots_put_the_same_drawing_on_paper(faces: Faces, measure: Measure) -> None:
    blocks = (
        Mongolian(Role.TITLE, SOURCED["city"], 60, Align.CENTRE),
        Text(Role.BODY, "通辽市", Align.CENTRE),
        Mongolian(Role.BODY, SOURCED["left_rear_banner"] + " 科尔沁左翼后旗", 40),
    )
    layout = lay_out(Paper(PaperKind.GUIDANCE_SLIP, blocks), measure)
    assert sum(isinstance(row, MongolianRow) for row in layout.rows) == 2
    sheets: list[Image.Image] = []
    for encoder in (native, dots):
        printer = VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")
        printer.feed(encoder(layout, faces), 0.0)
        sheets += printer.sheets()
    for row in layout.rows:
        if isinstance(row, MongolianRow):
            box = (0, row.top, GENERIC_80.dots, row.top + row.height)
            one, other = (sheet.crop(box) for sheet in sheets)
            assert ImageChops.difference(one, other).histogram()[255] <= 4


def test_more_lines_than_the_paper_is_wide_are_an_error_that_says_so(measure: Measure) -> None:
    long = Mongolian(Role.TITLE, " ".join([SOURCED["language"]] * 8), 10)
    with pytest.raises(ValueError, match="wider than the paper"):
        lay_out(Paper(PaperKind.GUIDANCE_SLIP, (long,)), measure)


def test_no_slip_of_ours_prints_mongolian_that_no_translator_has_supplied(texts: Texts) -> None:
    every = "".join(file.read_text("utf-8") for file in (ASSETS / "texts").glob("papers*.toml"))
    assert not [char for char in every if "\u1800" <= char <= "\u18af"]
