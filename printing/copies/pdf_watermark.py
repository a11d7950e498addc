"""A PDF as it may be printed: the words of `watermark` over every page, as text that a printer draws sharp."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil, hypot
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from reportlab.pdfgen.canvas import Canvas

from printing.copies.watermark import ANGLE, GAP_EMS, LINE_EMS, RIM_SHARE
from printing.faces import Faces
from printing.thermal.pdf import registered

_EM_SHARE = 46  # of the longer side: 6.5 mm on A4
_RIM_ALPHA, _WORDS_ALPHA = 0.5, 0.28
_RIM, _WORDS = (1, 1, 1), (0.16, 0.16, 0.16)  # white, dark
_STROKE: Final = 1  # text render modes of PDF
_FILL: Final = 0
_UNREADABLE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def watermarked_pdf(document: bytes, lines: Sequence[str], faces: Faces) -> bytes:
    """The document with the lines over each page. Raises OSError for what is no PDF that can be read."""
    covers: dict[tuple[float, ...], PageObject] = {}
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(document)))
        for page in writer.pages:
            how = (*(float(side) for side in page.mediabox), float(page.rotation))
            if how not in covers:
                covers[how] = PdfReader(BytesIO(_cover(how, lines, faces))).pages[0]
            page.merge_page(covers[how])
        file = BytesIO()
        writer.write(file)
    except _UNREADABLE as error:
        raise OSError("not a PDF that can be read") from error
    return file.getvalue()


def _cover(how: tuple[float, ...], lines: Sequence[str], faces: Faces) -> bytes:
    """A page of the same size with nothing but the words, which run up to the right also where the page is turned."""
    left, bottom, right, top, turned = how
    width, height = right - left, top - bottom
    em = max(width, height) / _EM_SHARE
    file = BytesIO()
    canvas = Canvas(file, pagesize=(right, top), invariant=1)
    canvas.setFont(registered(faces.file(bold=True)), em)
    canvas.setLineWidth(em / RIM_SHARE * 2)
    canvas.translate(left + width / 2, bottom + height / 2)
    canvas.rotate(ANGLE + turned)
    _rows(canvas, lines, em, hypot(width, height))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _rows(canvas: Canvas, lines: Sequence[str], em: float, side: float) -> None:
    """Rows as long as the diagonal, every second one moved by half."""
    wide = max((canvas.stringWidth(line) for line in lines), default=0) + em * GAP_EMS
    tall = em * (LINE_EMS * len(lines) + GAP_EMS)
    for row in range(ceil(side / tall) + 1):
        moved = wide / 2 if row % 2 else 0
        for column in range(ceil(side / wide) + 1):
            x, y = -side / 2 + column * wide - moved, side / 2 - row * tall
            for number, line in enumerate(lines):
                _words(canvas, line, x + wide / 2, y - (number + 1) * em * LINE_EMS)


def _words(canvas: Canvas, line: str, centre: float, baseline: float) -> None:
    """A light rim, then the dark words: read on white paper and on a dark scan."""
    left = centre - canvas.stringWidth(line) / 2
    canvas.setStrokeColorRGB(*_RIM, alpha=_RIM_ALPHA)
    canvas.drawString(left, baseline, line, mode=_STROKE)
    canvas.setFillColorRGB(*_WORDS, alpha=_WORDS_ALPHA)
    canvas.drawString(left, baseline, line, mode=_FILL)
