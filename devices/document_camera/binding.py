"""Several pages → one PDF: each JPEG as it is, on a leaf of A4 that lies as the page does."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

_A4_PT = (595.276, 841.89)


def bound(pages: Sequence[bytes]) -> bytes:
    """One file of all pages; they are not encoded again. Raises OSError for what is no JPEG."""
    writer = PdfWriter()
    for jpeg in pages:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as opened:
            size = opened.size
        lies = size[0] > size[1]
        across, down = (_A4_PT[1], _A4_PT[0]) if lies else _A4_PT
        scale = min(across / size[0], down / size[1])
        wide, high = size[0] * scale, size[1] * scale
        left, bottom = (across - wide) / 2, (down - high) / 2
        drawing = DecodedStreamObject()
        drawing.set_data(f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /P Do Q".encode())
        # pypdf's own documentation adds objects this way; there is no other.
        pictures = DictionaryObject({NameObject("/P"): writer._add_object(_image(jpeg, size))})  # noqa: SLF001
        leaf = writer.add_blank_page(across, down)
        leaf[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
        leaf[NameObject("/Contents")] = writer._add_object(drawing)  # noqa: SLF001
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _image(jpeg: bytes, size: tuple[int, int]) -> StreamObject:
    image = StreamObject()
    image.set_data(jpeg)
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(size[0]),
            NameObject("/Height"): NumberObject(size[1]),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    return image
