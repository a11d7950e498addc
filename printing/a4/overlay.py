"""What is drawn over pages of the file: their number in the foot, and over photos and scans title and watermark."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from cases.texts import Texts
from printing.a4.canvas import fresh_canvas
from printing.a4.type_faces import Face, Type, TypeFaces
from printing.thermal.layout import visible

Place = tuple[float, float, float, float]  # left, bottom, width, height in points

PICTURE_PLACE: Place = (20 * mm, 24 * mm, 170 * mm, 245 * mm)
_NUMBER_Y = 6 * mm
_TITLE_Y = A4[1] - 18 * mm
_NUMBER, _TITLE, _MARK = Type(Face.SONG, 9), Type(Face.SONG, 10.5), Type(Face.SONG, 15)
_MARK_ANGLE = 30  # degrees
_MARK_ACROSS, _MARK_DOWN = 68 * mm, 34 * mm  # from one to the next; each row is half a step aside
_MARK_INK, _MARK_ALPHA = 0.3, 0.35  # to be seen on white and on black, and to read through


def page_numbers(count: int, texts: Texts, faces: TypeFaces) -> bytes:
    """`count` pages with nothing but 卷内第n页, low in the middle, beneath the paper's own number."""
    file = BytesIO()
    canvas = fresh_canvas(file, A4, faces)
    for number in range(1, count + 1):
        _line(canvas, faces, texts.get("papers.file.page", page=number), _NUMBER, (A4[0] / 2, _NUMBER_Y))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture_frames(title: str, places: Sequence[Place], texts: Texts, faces: TypeFaces) -> bytes:
    """A page with title and watermark for each picture, to be laid over it; `places`: where the pictures are."""
    mark = texts.get("papers.file.watermark")
    file = BytesIO()
    canvas = fresh_canvas(file, A4, faces)
    for number, place in enumerate(places, 1):
        line = texts.get("papers.file.image_title", title=visible(title), number=number, count=len(places))
        _line(canvas, faces, line, _TITLE, (A4[0] / 2, _TITLE_Y))
        _watermark(canvas, faces, mark, place)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _watermark(canvas: Canvas, faces: TypeFaces, mark: str, place: Place) -> None:
    """All over the picture, so that no part of it can be cut out without."""
    left, bottom, width, height = place
    canvas.saveState()
    outline = canvas.beginPath()
    outline.rect(left, bottom, width, height)
    canvas.clipPath(outline, stroke=0, fill=0)
    canvas.setFillGray(_MARK_INK)
    canvas.setFillAlpha(_MARK_ALPHA)
    for row in range(int(height / _MARK_DOWN) + 2):
        for column in range(int(width / _MARK_ACROSS) + 2):
            canvas.saveState()
            x = left + (column + (row % 2) / 2) * _MARK_ACROSS
            canvas.translate(x, bottom + row * _MARK_DOWN)
            canvas.rotate(_MARK_ANGLE)
            _line(canvas, faces, mark, _MARK, (0, 0))
            canvas.restoreState()
    canvas.restoreState()


def _line(canvas: Canvas, faces: TypeFaces, text: str, kind: Type, at: tuple[float, float]) -> None:
    middle, y = at
    start = middle - faces.width(text, kind.face) * kind.size / 2
    for glyphs in faces.glyphs(text, kind.face):
        canvas.setFont(faces.name(glyphs.face), kind.size)
        canvas.drawString(start + glyphs.x * kind.size, y, glyphs.text)
