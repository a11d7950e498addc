"""A fresh PDF: no date and no random id inside, and no face that is not embedded."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from printing.a4.type_faces import Face, TypeFaces


def fresh_canvas(file: BytesIO, size: tuple[float, float], faces: TypeFaces) -> Canvas:
    """Pages of `size` points, the same bytes for the same drawing.

    The initial font is ours: reportlab's Helvetica is named in the file and never embedded.
    """
    first = faces.name(Face.SONG)
    return Canvas(file, pagesize=size, invariant=1, initialFontName=first)  # type: ignore[arg-type]  # its stub says float
