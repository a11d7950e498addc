"""Ink in few bytes: whatever is drawn comes out again of a printer that shares no code with us, dot by dot."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from printing.thermal.bands import banded, spans
from printing.thermal.commands import begin
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile
from printing.virtual.printer import VirtualPrinter
from tests.printing.conftest import ASSETS

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
WIDTH = GENERIC_80.content_dots
PLAIN = GENERIC_80.model_copy(update={"scales_dots": False, "buffer_bytes": 512})


@st.composite
def ink(draw: st.DrawFn) -> Image.Image:
    """A few filled boxes, some of dots in pairs, on white."""
    image = Image.new("1", (WIDTH, draw(st.integers(1, 300))))
    pen = ImageDraw.Draw(image)
    for _ in range(draw(st.integers(0, 6))):
        step = draw(st.sampled_from((1, 2, 4)))
        left = draw(st.integers(0, WIDTH - 1))
        top = draw(st.integers(0, image.height - 1))
        right = left + draw(st.integers(1, 30)) * step - 1
        bottom = top + draw(st.integers(1, 20)) * step - 1
        pen.rectangle((left, top, right, bottom), draw(st.sampled_from((0, 255, 255))))
    return image


def burnt(image: Image.Image, profile: PrinterProfile) -> Image.Image:
    printer = VirtualPrinter(FACE)
    printer.feed(begin(profile) + banded(image, profile), 0.0)
    assert printer.not_understood() == ()
    return printer.image()


def commands(data: bytes) -> list[bytes]:
    """Parted at GS v 0; the dots here hold no such bytes."""
    return data.split(b"\x1dv0")[1:]


@settings(max_examples=60)
@given(ink(), st.sampled_from((GENERIC_80, PLAIN)))
def test_every_dot_comes_out_where_it_was_drawn(image: Image.Image, profile: PrinterProfile) -> None:
    paper = burnt(image, profile)
    assert paper.size == (576, image.height)
    margin = profile.margin_dots
    content = paper.crop((margin, 0, margin + WIDTH, image.height))
    differing = [
        at
        for at, (one, other) in enumerate(zip(content.tobytes(), image.convert("L").tobytes(), strict=True))
        if one != 255 - other
    ]
    # Only where two bytes would have been a real-time command: one dot more in the second of them.
    assert len(differing) <= banded(image, profile).count(b"\x10") * 4
    edges = (paper.crop((0, 0, margin, image.height)), paper.crop((margin + WIDTH, 0, 576, image.height)))
    assert all(edge.point(lambda grey: 255 - grey).getbbox() is None for edge in edges)


@settings(max_examples=60)
@given(ink(), st.sampled_from((GENERIC_80, PLAIN)))
def test_no_band_is_longer_than_a_quarter_of_the_buffer_and_all_are_shorter_than_row_by_row(
    image: Image.Image, profile: PrinterProfile
) -> None:
    data = banded(image, profile)
    for command in commands(data):
        row_bytes, rows = (int.from_bytes(command[at : at + 2], "little") for at in (1, 3))
        assert row_bytes * rows <= profile.band_bytes
    flat = WIDTH // 8 * image.height
    bands_count = len(commands(data))
    assert len(data) <= flat + 15 * bands_count + 3 * (image.height // 255 + 1) + 4


def test_white_paper_is_fed_not_sent() -> None:
    assert banded(Image.new("1", (WIDTH, 300)), GENERIC_80) == b"\x1bJ\xff\x1bJ\x2d"


def test_dots_in_pairs_are_a_quarter() -> None:
    board = Image.new("1", (8, 8))
    for at in range(64):
        board.putpixel((at % 8, at // 8), 255 * ((at + at // 8) % 2))
    image = Image.new("1", (WIDTH, 96))
    image.paste(board.resize((96, 96), Image.Resampling.NEAREST), (101, 0))
    doubled = sum(map(len, commands(banded(image, GENERIC_80))))
    single = sum(map(len, commands(banded(image, PLAIN))))
    assert doubled < single / 3.5
    assert burnt(image, GENERIC_80).tobytes() == burnt(image, PLAIN).tobytes()


def test_two_words_on_one_line_are_one_band_and_two_lines_are_two() -> None:
    image = Image.new("1", (WIDTH, 200))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 10, 200, 40), 255)
    pen.rectangle((250, 15, 300, 40), 255)
    pen.rectangle((0, 100, 200, 130), 255)
    assert [(span.top, span.bottom) for span in spans(image)] == [(10, 41), (100, 131)]
