"""A copy of somebody's paper says what it is for, all over it, and is still read."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from printing.copies.pdf_watermark import watermarked_pdf
from printing.copies.watermark import watermarked
from printing.faces import Faces

FACES = Faces(Path(__file__).parents[2] / "assets" / "fonts")
LINES = ("仅供综治中心办理使用", "ZZ150502000261123001724 2026-11-23")


def encoded(picture: Image.Image, form: str) -> bytes:
    file = BytesIO()
    picture.save(file, form)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("grey", [0, 128, 255])
@pytest.mark.parametrize("size", [(1240, 1754), (640, 480), (90, 60)])
def test_no_part_of_a_picture_can_be_cut_out_without_the_words(
    form: str, grey: int, size: tuple[int, int]
) -> None:
    plain = encoded(Image.new("RGB", size, (grey,) * 3), form)
    stamped = opened(watermarked(plain, LINES, FACES))
    assert stamped.size == size
    changed = ImageChops.difference(stamped, opened(plain)).convert("L").point(lambda v: 255 if v > 20 else 0)
    parts = 3 if max(size) > 100 else 1
    for column in range(parts):
        for row in range(parts):
            box = (
                column * size[0] // parts,
                row * size[1] // parts,
                (column + 1) * size[0] // parts,
                (row + 1) * size[1] // parts,
            )
            share = ImageStat.Stat(changed.crop(box)).mean[0] / 255
            assert 0.01 < share < 0.5, (column, row)


def test_what_lies_under_the_words_is_still_there() -> None:
    def greys(colour: str) -> list[int]:
        stamped = opened(watermarked(encoded(Image.new("RGB", (600, 400), colour), "PNG"), LINES, FACES))
        return list(stamped.convert("L").tobytes())

    assert max(greys("black")) < min(greys("white")), "black stays darker than white everywhere"


def test_what_is_transparent_is_printed_as_paper() -> None:
    clear = encoded(Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG")
    assert opened(watermarked(clear, LINES, FACES)).getpixel((150, 199)) is not None
    assert ImageStat.Stat(opened(watermarked(clear, LINES, FACES)).convert("L")).mean[0] > 200


def test_only_pictures_of_the_vault_are_stamped() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        watermarked(b"<svg/>", LINES, FACES)


def test_every_page_of_a_pdf_has_the_words_whatever_its_size_and_turn() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    for size, turn in ((A4, 0), ((300, 200), 90), ((200, 300), 270)):
        canvas.setPageSize(size)
        canvas.setPageRotation(turn)
        canvas.drawString(20, 20, "agreement")
        canvas.showPage()
    canvas.save()
    marked = PdfReader(BytesIO(watermarked_pdf(file.getvalue(), LINES, FACES))).pages
    plain = PdfReader(BytesIO(file.getvalue())).pages
    assert [page.mediabox for page in marked] == [page.mediabox for page in plain]
    for page in marked:
        words = page.extract_text()
        assert "agreement" in words
        assert words.count(LINES[0]) >= 6
        assert LINES[1] in words


def test_only_a_pdf_that_can_be_read_is_marked() -> None:
    for broken in (b"", b"%PDF-1.4", b"%PDF-1.7 trailer << /Root 1 0 R >> startxref 0 %%EOF"):
        with pytest.raises(OSError, match="PDF"):
            watermarked_pdf(broken, LINES, FACES)
