"""Area case_file: a bound file of 60 pages (卷宗), beside reportlab alone writing as many plain pages of text."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from case_store.policy_files import load_texts
from cases.paper.case_file import FileSlot
from cases.paper.paper_record import DocumentKind
from cases.refusal import Refusal
from cases.texts import Texts
from printing.a4.binding import Bound, CaseFile, Filed, bind
from printing.a4.describe import describe, prove
from printing.a4.pdf import make
from printing.a4.type_faces import Face, TypeFaces
from tests.bench.measure import Measurement, at_most, median_of_rounds
from tests.printing.a4_samples import CODE, URL, sample
from tests.printing.case_file_samples import paper, sample_file

ROOT = Path(__file__).parents[2]
PAGES = 60  # that count: cover, contents and back come on top
PHOTOS = 12
BIND_S_MAX, MAKE_MS_MAX = 2.0, 200.0
LINES, LINE = 22, "\u79d1" * 28  # GB/T 9704


def measure() -> list[Measurement]:
    """Bind papers that are there; and make one, from description to proof."""
    texts, faces = load_texts(ROOT / "assets"), TypeFaces(ROOT / "assets" / "fonts")
    file = _sixty_pages(texts, faces)
    _plain_pages(faces)  # fonts read
    beside = median_of_rounds(lambda: _seconds(lambda: _plain_pages(faces)))
    seconds = median_of_rounds(lambda: _seconds(lambda: bind(file, texts, faces)))
    making = median_of_rounds(lambda: _seconds(lambda: _notice(texts, faces)))
    return [
        at_most("case_file.bind_60_pages", seconds, "s", BIND_S_MAX, beside=beside),
        at_most("case_file.make_notice", making * 1000, "ms", MAKE_MS_MAX),
    ]


def _sixty_pages(texts: Texts, faces: TypeFaces) -> CaseFile:
    """The sample, more photos, and visit records until there are 60 pages."""
    visit = Filed(
        slot=FileSlot.VISIT,
        title=describe(sample(DocumentKind.VISIT_RECORD), texts).title,
        pdf=paper(DocumentKind.VISIT_RECORD, texts, faces),
    )
    start = sample_file(texts, faces, photos=PHOTOS)
    lacking = PAGES - _bound(start, texts, faces).numbered_pages
    file = CaseFile(cover=start.cover, items=(*start.items, *(visit,) * lacking), notes=start.notes)
    if _bound(file, texts, faces).numbered_pages != PAGES:
        raise RuntimeError("the file to measure has another number of pages")
    return file


def _bound(file: CaseFile, texts: Texts, faces: TypeFaces) -> Bound:
    made = bind(file, texts, faces)
    if isinstance(made, Refusal):
        raise RuntimeError(f"not bound: {made}")  # noqa: TRY004 - a refusal is no mistake of type
    return made


def _plain_pages(faces: TypeFaces) -> None:
    """As many pages of 22 × 28 characters with nothing but reportlab."""
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1)
    for _ in range(PAGES):
        canvas.setFont(faces.name(Face.FANG), 15.75)
        for line in range(LINES):
            canvas.drawString(79, 720 - line * 29, LINE)
        canvas.showPage()
    canvas.save()


def _notice(texts: Texts, faces: TypeFaces) -> None:
    given = sample(DocumentKind.ACCEPTANCE_NOTICE)
    make(describe(given, texts), faces, prove(given, URL, CODE, texts))


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
