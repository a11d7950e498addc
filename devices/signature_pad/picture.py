"""A signature as a picture: black on white, as thick as the pen was pressed, with its strokes in a chunk of the PNG.

One file is both: any viewer shows it, and who has our reader gets the strokes and the paper that they belong to.
"""

from io import BytesIO

from PIL import Image, ImageDraw

from cases.matter.media.pictures import with_png_chunk
from cases.paper.signature import CHUNK, PRESSURE_MAX, Point, Signature, encode, strokes

PX_PER_MM = 12  # 305 dpi
FINER = 3  # drawn larger, then made smaller: smooth edges
THIN_MM, THICK_MM = 0.25, 0.9
_HUNDREDTHS = 100


def signature_png(signature: Signature) -> bytes:
    """The picture of the whole field, grey, with its strokes in it."""
    scale = PX_PER_MM * FINER / _HUNDREDTHS
    size = (max(1, round(signature.width * scale)), max(1, round(signature.height * scale)))
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for stroke in strokes(signature):
        _draw(draw, stroke, scale)
    small = picture.resize((max(1, size[0] // FINER), max(1, size[1] // FINER)), Image.Resampling.LANCZOS)
    file = BytesIO()
    small.save(file, "PNG")
    return with_png_chunk(file.getvalue(), CHUNK, encode(signature))


def _draw(draw: ImageDraw.ImageDraw, stroke: tuple[Point, ...], scale: float) -> None:
    """A line between two points, and a round end on each, as wide as the pressure there."""
    before: tuple[float, float] | None = None
    for point in stroke:
        here = (point.x * scale, point.y * scale)
        thick_mm = THIN_MM + (THICK_MM - THIN_MM) * point.pressure / PRESSURE_MAX
        half = thick_mm * PX_PER_MM * FINER / 2
        draw.ellipse((here[0] - half, here[1] - half, here[0] + half, here[1] + half), fill=0)
        if before is not None:
            draw.line((before, here), fill=0, width=round(2 * half))
        before = here
