"""Pages put on pages: what binding needs of PDF beneath pypdf's merging, which parses every page and is slow."""

from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from printing.a4.overlay import Place

_SAME_SIZE = 2 * mm
_HALF_TURN = 180
_MARGIN = 8 * mm  # around what is shrunk onto A4


def stream(data: bytes) -> DecodedStreamObject:
    """A stream of drawing operators."""
    made = DecodedStreamObject()
    made.set_data(data)
    return made


def form_of(writer: PdfWriter, page: PageObject) -> IndirectObject:
    """A page of another file as a form that can be drawn on any page of `writer`."""
    contents = page.get_contents()
    form = stream(b"" if contents is None else contents.get_data())
    resources: PdfObject = page.get("/Resources", DictionaryObject()).get_object() or DictionaryObject()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(FloatObject(float(edge)) for edge in page.mediabox),
            NameObject("/Resources"): resources.clone(writer),
        }
    )
    return writer._add_object(form.flate_encode())  # noqa: SLF001 - pypdf has no public way to add an object


def draw_over(writer: PdfWriter, page: PageObject, name: str, thing: IndirectObject) -> None:
    """Draw a form over what the page has; what that left of its drawing state does not reach the form."""
    _give(page, name, thing)
    contents = page.get("/Contents")
    before: list[PdfObject] = []
    if contents is not None:
        target = contents.get_object()
        before = (
            list(list.__iter__(target)) if isinstance(target, ArrayObject) else [page.raw_get("/Contents")]
        )
    opened = writer._add_object(stream(b"q\n"))  # noqa: SLF001
    closed = writer._add_object(stream(f"\nQ q /{name} Do Q\n".encode()))  # noqa: SLF001
    page[NameObject("/Contents")] = ArrayObject([opened, *before, closed])


def on_a4(writer: PdfWriter, page: PageObject) -> PageObject:
    """The page at the end of `writer`: as it is when it is A4, else shrunk or centred on A4, upright."""
    box = page.mediabox
    width, height = float(box.width), float(box.height)
    is_a4 = abs(width - A4[0]) < _SAME_SIZE and abs(height - A4[1]) < _SAME_SIZE
    if is_a4 and not page.rotation:
        return writer.add_page(page)
    if not (width > 0 and height > 0):
        raise ValueError("a page without size")
    middle = Transformation().translate(-float(box.left) - width / 2, -float(box.bottom) - height / 2)
    upright = middle.rotate(-page.rotation)  # /Rotate turns clockwise
    if page.rotation % _HALF_TURN:
        width, height = height, width
    scale = min(1.0, (A4[0] - 2 * _MARGIN) / width, (A4[1] - 2 * _MARGIN) / height)
    moved = upright.scale(scale).translate(A4[0] / 2, A4[1] / 2)
    name = "PgWhole"
    sheet = writer.add_blank_page(*A4)
    _give(sheet, name, form_of(writer, page))
    matrix = " ".join(f"{number:.4f}" for number in moved.ctm)
    sheet[NameObject("/Contents")] = writer._add_object(  # noqa: SLF001
        stream(f"q {matrix} cm /{name} Do Q\n".encode())
    )
    return sheet


def picture_page(writer: PdfWriter, picture: IndirectObject, place: Place) -> PageObject:
    """A fresh A4 page with a picture at its place."""
    sheet = writer.add_blank_page(*A4)
    _give(sheet, "PgPicture", picture)
    left, bottom, width, height = (f"{number:.3f}" for number in place)
    drawn = f"q {width} 0 0 {height} {left} {bottom} cm /PgPicture Do Q\n"
    sheet[NameObject("/Contents")] = writer._add_object(stream(drawn.encode()))  # noqa: SLF001
    return sheet


def picture(
    writer: PdfWriter, data: bytes, size: tuple[int, int], space: str, filter_name: str
) -> IndirectObject:
    """Pixels as an object of the file: JPEG as it is (/DCTDecode), others deflated (/FlateDecode); 8 bits."""
    made = DecodedStreamObject()
    made._data = data  # noqa: SLF001 - already encoded as /Filter says
    made.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(size[0]),
            NameObject("/Height"): NumberObject(size[1]),
            NameObject("/ColorSpace"): NameObject(space),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject(filter_name),
        }
    )
    return writer._add_object(made)  # noqa: SLF001


def first_pages(pdf: bytes) -> list[PageObject]:
    """The pages of a file of ours."""
    return list(PdfReader(BytesIO(pdf)).pages)


def _give(page: PageObject, name: str, thing: IndirectObject) -> None:
    """A name for `thing` in the page's own resources, which it may have shared with other pages until now."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    own = DictionaryObject(resources) if isinstance(resources, DictionaryObject) else DictionaryObject()
    things = own.get("/XObject", DictionaryObject()).get_object()
    own[NameObject("/XObject")] = DictionaryObject(
        {**(things if isinstance(things, DictionaryObject) else {}), NameObject(f"/{name}"): thing}
    )
    page[NameObject("/Resources")] = own
