"""From description to pages: the head, the blocks, and on every page its foot."""

from reportlab.lib.units import mm

from printing.a4.charts import set_bars, set_trend
from printing.a4.composer import Composer
from printing.a4.document import (
    BarChart,
    Block,
    Centred,
    Closing,
    Document,
    Fold,
    Form,
    Gap,
    Ink,
    Look,
    Paragraph,
    Proof,
    SignLine,
    StepChart,
    TrendChart,
)
from printing.a4.form_layout import set_form
from printing.a4.page import CUTS, Item, Laid, Symbol
from printing.a4.step_layout import set_steps
from printing.a4.text_blocks import (
    closing_height,
    set_centred,
    set_closing,
    set_fold,
    set_paragraph,
    set_sign_line,
)
from printing.a4.type_faces import Face, Type, TypeFaces
from printing.thermal.layout import visible

_PROOF_SIZE, _PROOF_PITCH = 8.0, 12.0
_ISSUER_SIZE_MIN = 18.0
_KEPT_WITH_HEADING = 2  # lines
_STAMP_SIZE, _STAMP_GREY = 150.0, 0.88


def lay_out(document: Document, faces: TypeFaces, proof: Proof | None = None) -> Laid:
    """Every block on its page. Raises ValueError for a QR code that no symbol can hold."""
    composer = Composer(CUTS[document.look], faces)
    if proof is not None:
        _set_proof(composer, proof)
    if document.head:
        _set_head(composer, document)
    for at, block in enumerate(document.blocks):
        _set(composer, block, document.blocks[at + 1 : at + 3])
    _set_feet(composer, document)
    if document.stamp:
        _set_stamp(composer, document.stamp)
    pages = tuple(tuple(page) for page in composer.pages)
    return Laid(composer.cut, pages, frozenset(composer.missing))


def _set(composer: Composer, block: Block, following: tuple[Block, ...]) -> None:
    """`following`: the next two blocks, of which a paragraph takes care."""
    match block:
        case Paragraph():
            after = _closing_after(composer, following[:1])
            if block.ink is Ink.HEADING:
                after = _KEPT_WITH_HEADING * composer.cut.pitch + _closing_after(composer, following)
            set_paragraph(composer, block, after)
        case Centred():
            set_centred(composer, block)
        case Form():
            set_form(composer, block)
        case StepChart():
            set_steps(composer, block)
        case BarChart():
            set_bars(composer, block)
        case TrendChart():
            set_trend(composer, block)
        case Fold():
            set_fold(composer, block, _closing_after(composer, following[:1]))
        case SignLine():
            set_sign_line(composer, block)
        case Closing():
            set_closing(composer, block)
        case Gap():
            composer.y += block.height_mm * mm


def _closing_after(composer: Composer, following: tuple[Block, ...]) -> float:
    """What a closing among the next blocks takes: it may not stand alone on a page."""
    return sum(closing_height(composer, block) for block in following if isinstance(block, Closing))


def _set_proof(composer: Composer, proof: Proof) -> None:
    """In the margin of the first page, right: where no text of any length can push it away."""
    cut = composer.cut
    left = cut.right - cut.proof_side
    composer.put(Symbol(left, cut.proof_top, cut.proof_side, proof.url))
    y = cut.proof_top + cut.proof_side / 2 - len(proof.sentences) * _PROOF_PITCH / 2
    for sentence in proof.sentences:
        composer.write(left - 4, y + _PROOF_PITCH / 2, sentence, Type(Face.SONG, _PROOF_SIZE), align=1.0)
        y += _PROOF_PITCH
    if cut.proof_top < cut.top:
        composer.y = max(composer.y, cut.proof_top + cut.proof_side + 2 * mm)


def _set_head(composer: Composer, document: Document) -> None:
    if document.look is Look.NOTICE:
        _set_notice_head(composer, document)
    else:
        _set_form_head(composer, document)


def _set_notice_head(composer: Composer, document: Document) -> None:
    """发文机关标志, 文号, a rule, and the title two lines below it."""
    cut = composer.cut
    middle = cut.left + cut.measure / 2
    width = composer.faces.width(visible(document.issuer), Face.BOLD)
    size = max(_ISSUER_SIZE_MIN, min(cut.issuer_size, cut.measure / width))
    for line in composer.balanced(document.issuer, Face.BOLD, size, cut.measure):
        composer.write(middle, composer.y + 0.75 * size, line, Type(Face.BOLD, size), align=0.5)
        composer.y += 1.5 * size
    composer.write(
        middle, composer.y + cut.pitch / 2, document.number_line, Type(cut.face, cut.size), align=0.5
    )
    composer.y += 1.2 * cut.pitch
    composer.rule(composer.y, 1.0)
    composer.y += 1.2 * cut.pitch
    set_centred(composer, Centred(document.title, cut.title_size))
    composer.y += 0.8 * cut.pitch


def _set_form_head(composer: Composer, document: Document) -> None:
    cut = composer.cut
    set_centred(composer, Centred(document.issuer, cut.issuer_size, bold=False))
    set_centred(composer, Centred(document.title, cut.title_size))
    composer.write(
        cut.right, composer.y + cut.pitch / 2, document.number_line, Type(Face.SONG, cut.cell_size), align=1.0
    )
    composer.y += cut.pitch + 2


def _set_stamp(composer: Composer, text: str) -> None:
    """Large and pale, under what the page says: nobody takes a draft for a paper that is out."""
    cut = composer.cut
    for page in composer.pages:
        under: list[Item] = []
        kind = Type(Face.BOLD, _STAMP_SIZE)
        middle = cut.top + cut.depth / 2
        composer.write_on(under, cut.width / 2, middle, text, kind, align=0.5, grey=_STAMP_GREY)
        page[:0] = under


def _set_feet(composer: Composer, document: Document) -> None:
    """— 1 —: on notices outside, one character from the edge (GB/T 9704), on forms in the middle."""
    cut = composer.cut
    middle = cut.bottom + cut.number_below
    for number, page in enumerate(composer.pages, 1):
        page_number = f"\u2014 {number} \u2014"
        x, align = cut.left + cut.measure / 2, 0.5
        if document.look is Look.NOTICE:
            is_front = number % 2 == 1
            x, align = (cut.right - cut.size, 1.0) if is_front else (cut.left + cut.size, 0.0)
        if document.head:
            number_type = Type(Face.SONG, cut.number_size)
            composer.write_on(page, x, middle, page_number, number_type, align=align)
        if document.each_page:
            composer.write_on(page, cut.left, middle, document.each_page, Type(Face.SONG, cut.cell_size))
