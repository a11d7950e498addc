"""The same paper as dots and as PDF: read back with the eyes of a phone, and laid over each other."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Mongolian, Paper, PaperKind, Pictogram, Role, Text
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.pdf import pdf
from printing.thermal.press import Encoding, Press
from printing.thermal.printer_profile import PrinterProfile
from printing.thermal.raster import png
from printing.thermal.rows import Layout
from printing.transports.folder import FolderTransport
from tests.printing.samples import RECEIPT_URL, TICKET_URL, leased_ticket, sample_receipt, sample_ticket
from tests.printing.thermal_paper import ThermalPaper

MM_PER_POINT = 25.4 / 72
PAPER_DOTS, MARGIN_DOTS = 576, 24


def pdf_page(data: bytes, paper_mm: float = 80, dots: int = PAPER_DOTS) -> Image.Image:
    """The PDF's one page at 203 dpi, cropped to the printable dots; drawn by Qt, which has no font of ours."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.pageCount() == 1
    size = document.pagePointSize(0)
    assert round(size.width() * MM_PER_POINT, 1) == paper_mm
    width = round(paper_mm * 203 / 25.4)
    height = round(width * size.height() / size.width())
    drawn = document.render(0, QSize(width, height)).convertToFormat(QImage.Format.Format_ARGB32)
    document.close()
    page = Image.frombytes("RGBA", (drawn.width(), drawn.height()), bytes(drawn.constBits()), "raw", "BGRA")
    white = Image.new("RGBA", page.size, "white")
    white.alpha_composite(page)
    left = (width - dots) // 2
    return white.convert("L").crop((left, 0, left + dots, height))


def drawn(layout: Layout, faces: Faces) -> Image.Image:
    return Image.open(BytesIO(png(layout, faces))).convert("L")


@pytest.fixture(params=["ticket", "leased", "receipt", "drawings"])
def paper(request: pytest.FixtureRequest, texts: Texts) -> Paper:
    if request.param == "drawings":
        mongolian = Mongolian(Role.BODY, "ᠬᠣᠷᠴᠢᠨ ᠵᠡᠭᠦᠨ ᠭᠠᠷᠤᠨ ᠬᠣᠶᠢᠲᠤ ᠬᠣᠰᠢᠭᠤ 科尔沁左翼后旗 2026", 45)
        blocks = (Pictogram("place", 14), Text(Role.BODY, "科尔沁左翼后旗"), mongolian)
        return Paper(PaperKind.GUIDANCE_SLIP, blocks)
    if request.param == "receipt":
        return receipt(sample_receipt(), texts)
    ticket = leased_ticket(ticket_no="A1000", draft=True) if request.param == "leased" else sample_ticket()
    return queue_ticket(ticket, texts)


def test_a_raster_is_576_black_or_white_dots_wide_with_a_white_margin(
    paper: Paper, press: Press, measure: Measure
) -> None:
    image = Image.open(BytesIO(press.make(paper, {Encoding.RASTER: png})[Encoding.RASTER]))
    assert image.size == (PAPER_DOTS, lay_out(paper, measure).height + 2 * MARGIN_DOTS)
    assert image.mode == "1"
    assert [round(dpi) for dpi in image.info["dpi"]] == [203, 203]
    ink = image.convert("L").point(lambda grey: 255 - grey).getbbox()
    assert ink is not None
    assert ink[0] >= MARGIN_DOTS - 2
    assert ink[2] <= PAPER_DOTS - MARGIN_DOTS + 2
    assert ink[1] >= MARGIN_DOTS


def test_the_codes_in_raster_and_pdf_can_be_read_back(press: Press, texts: Texts) -> None:
    for paper, url in (
        (queue_ticket(sample_ticket(), texts), TICKET_URL),
        (receipt(sample_receipt(), texts), RECEIPT_URL),
    ):
        made = press.make(paper, FolderTransport.encoders)
        dots = Image.open(BytesIO(made[Encoding.RASTER])).convert("L")
        for image in (dots, pdf_page(made[Encoding.PDF])):
            assert [code.text for code in zxingcpp.read_barcodes(image)] == [url]


def test_pdf_and_raster_lie_over_each_other(
    paper: Paper, press: Press, faces: Faces, measure: Measure
) -> None:
    dots = drawn(lay_out(paper, measure), faces)
    page = pdf_page(press.make(paper, {Encoding.PDF: pdf})[Encoding.PDF])
    assert abs(page.height - dots.height) <= 1
    blurred = [image.filter(ImageFilter.BoxBlur(3)).tobytes() for image in (dots, page)]
    differing = sum(abs(one - other) > 96 for one, other in zip(*blurred, strict=False))
    assert differing < 0.01 * len(blurred[0])


def test_a_narrow_paper_is_narrow_as_a_pdf_too(texts: Texts, faces: Faces, measure: Measure) -> None:
    narrow = PrinterProfile(dots=384, paper_mm=58)
    layout = lay_out(receipt(sample_receipt(), texts), measure, narrow)
    page = pdf_page(pdf(layout, faces), 58, 384)
    dots = drawn(layout, faces)
    assert dots.width == 384
    assert abs(page.height - dots.height) <= 1
    for image in (dots, page):
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [RECEIPT_URL]
    blurred = [image.filter(ImageFilter.BoxBlur(3)).tobytes() for image in (dots, page)]
    differing = sum(abs(one - other) > 96 for one, other in zip(*blurred, strict=False))
    assert differing < 0.01 * len(blurred[0])


def test_native_and_raster_put_the_same_lines_at_the_same_heights(
    paper: Paper, press: Press, faces: Faces, measure: Measure
) -> None:
    printer = ThermalPaper()
    printer.feed(press.make(paper, {Encoding.NATIVE: native})[Encoding.NATIVE])
    layout = lay_out(paper, measure)
    dots = drawn(layout, faces).crop((0, MARGIN_DOTS, PAPER_DOTS, MARGIN_DOTS + layout.height))
    for row in layout.rows:
        both = [
            image.crop((0, row.top, PAPER_DOTS, row.top + row.height)) for image in (dots, printer.sheets[0])
        ]
        assert len({image.point(lambda grey: 255 - grey).getbbox() is None for image in both}) == 1


def test_the_pdf_carries_its_fonts_and_no_date(press: Press, texts: Texts) -> None:
    paper = queue_ticket(sample_ticket(), texts)
    first, second = (press.make(paper, {Encoding.PDF: pdf})[Encoding.PDF] for _ in range(2))
    assert first == second
    assert first.count(b"/FontFile2") >= 2
    assert len(first) < 120_000
