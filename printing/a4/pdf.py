"""Pages as PDF: fonts embedded, the same bytes for the same document, its claims in the metadata (check.py)."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from printing.a4.canvas import fresh_canvas
from printing.a4.check import CLAIM_MARK, CLAIM_SEPARATOR, print_hash
from printing.a4.document import Document, Proof
from printing.a4.layout import lay_out
from printing.a4.page import Bar, Cut, Disc, Item, Stroke, Symbol, Words
from printing.a4.type_faces import TypeFaces
from printing.thermal.pdf import black_runs
from printing.thermal.qr_symbol import QUIET_MODULES, qr_matrix

_NO_HASH_YET = "0" * 64


@dataclass(frozen=True, slots=True)
class Made:
    """A document on paper. `missing`: characters drawn as 〓 that somebody has to write in by hand.

    `print_hash`: of what the pages show, for the log; empty for a document without proof.
    """

    pdf: bytes
    pages: int
    print_hash: str
    missing: frozenset[str]


def make(document: Document, faces: TypeFaces, proof: Proof | None = None) -> Made:
    """The document as PDF. Raises ValueError for a QR code that no symbol can hold."""
    laid = lay_out(document, faces, proof)
    file = BytesIO()
    canvas = fresh_canvas(file, (laid.cut.width, laid.cut.height), faces)
    canvas.setTitle(document.title.replace("\n", ""))
    canvas.setAuthor(document.issuer)
    canvas.setSubject(document.number)
    if proof is not None:
        claim = (CLAIM_MARK, document.kind.value, proof.content_hash, _NO_HASH_YET)
        canvas.setKeywords(CLAIM_SEPARATOR.join(claim))
    pen = Pen(canvas, faces, laid.cut)
    for page in laid.pages:
        for item in page:
            pen.draw(item)
        canvas.showPage()
        pen.turn()
    canvas.save()
    if proof is None:
        return Made(file.getvalue(), len(laid.pages), "", laid.missing)
    pdf, shown = _with_print_hash(file.getvalue())
    return Made(pdf, len(laid.pages), shown, laid.missing)


def _with_print_hash(pdf: bytes) -> tuple[bytes, str]:
    """The digest of the pages into its place in the metadata: as long as the noughts there, so no offset moves."""
    shown = print_hash(pdf)
    before, noughts, after = pdf.rpartition(_NO_HASH_YET.encode())
    if not noughts:
        raise ValueError("the metadata has no place for the digest")
    return before + shown.encode() + after, shown


class Pen:
    """Draws items; y grows upwards in PDF."""

    def __init__(self, canvas: Canvas, faces: TypeFaces, cut: Cut) -> None:
        self._canvas = canvas
        self._faces = faces
        self._top = cut.height
        self._grey = -1.0

    def turn(self) -> None:
        """A fresh page knows no ink."""
        self._grey = -1.0

    def draw(self, item: Item) -> None:
        """Draw one item at its place."""
        match item:
            case Words():
                self._words(item)
            case Bar():
                self._bar(item)
            case Disc():
                self._ink(0)
                self._canvas.setLineWidth(0.8)
                self._canvas.circle(item.x, self._top - item.y, item.radius, stroke=1, fill=int(item.filled))
            case Symbol():
                self._symbol(item)
            case Stroke():
                self._stroke(item)

    def _words(self, words: Words) -> None:
        self._ink(words.grey)
        for glyphs in self._faces.glyphs(words.text, words.face):
            self._canvas.setFont(self._faces.name(glyphs.face), words.size)
            x = words.x + glyphs.x * words.size + glyphs.before * words.stretch
            self._canvas.drawString(x, self._top - words.baseline, glyphs.text, charSpace=words.stretch)

    def _ink(self, grey: float) -> None:
        """Said only where it changes: a QR is hundreds of bars."""
        if grey != self._grey:
            self._canvas.setFillGray(grey)
            self._grey = grey

    def _bar(self, bar: Bar) -> None:
        self._ink(bar.grey)
        self._canvas.rect(bar.x, self._top - bar.y - bar.height, bar.width, bar.height, stroke=0, fill=1)

    def _stroke(self, stroke: Stroke) -> None:
        (x, y), *others = stroke.points
        path = self._canvas.beginPath()
        path.moveTo(x, self._top - y)
        for x, y in others:
            path.lineTo(x, self._top - y)
        self._canvas.setLineWidth(stroke.thick)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def _symbol(self, symbol: Symbol) -> None:
        matrix = qr_matrix(symbol.url)
        module = symbol.side / (len(matrix) + 2 * QUIET_MODULES)
        x0 = symbol.x + QUIET_MODULES * module
        y0 = symbol.y + QUIET_MODULES * module
        for y, line in enumerate(matrix):
            for start, end in black_runs(line):
                self._bar(Bar(x0 + start * module, y0 + y * module, (end - start) * module, module))
