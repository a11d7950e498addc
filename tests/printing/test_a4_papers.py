"""Every A4 paper of domain.md §4.1: what it is given is on it, in embedded fonts, the same bytes each time."""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from cases.paper.paper_record import DocumentKind, shown_code, shown_hash
from cases.texts import Texts
from printing.a4.describe import DESCRIPTIONS, describe, prove
from printing.a4.document import Look
from printing.a4.layout import lay_out
from printing.a4.page import Bar, Laid, Words
from printing.a4.papers.file_pages import FileCover
from printing.a4.papers.reviews import ReviewedItem
from printing.a4.pdf import Made, make
from printing.a4.sheet import Person
from printing.a4.type_faces import TypeFaces
from printing.numbered import Numbered, hash_of
from tests.printing.a4_facts import RAW_ID, RAW_PHONE
from tests.printing.a4_samples import CODE, SAMPLES, URL, sample

# What a form does not ask of a person, though the house knows it (domain.md §4.2: minimum scope).
NOT_ASKED = {
    DocumentKind.REGISTRATION_FORM: {"occupation"},
    DocumentKind.MEDIATION_APPLICATION: {"id_number"},
    DocumentKind.INVESTIGATION_RECORD: {"side", "nation", "born", "occupation"},
    DocumentKind.MEDIATION_AGREEMENT: {"nation", "born", "phone", "occupation"},
}
every_paper = pytest.mark.parametrize("given", SAMPLES, ids=lambda given: given.kind.value)


def made(given: Numbered, texts: Texts, a4_faces: TypeFaces) -> Made:
    return make(describe(given, texts), a4_faces, prove(given, URL, CODE, texts))


@pytest.fixture(scope="module")
def papers(texts: Texts, a4_faces: TypeFaces) -> dict[DocumentKind, Made]:
    """Every sample on paper."""
    return {given.kind: made(given, texts, a4_faces) for given in SAMPLES}


@pytest.fixture(scope="module")
def words_of(papers: dict[DocumentKind, Made]) -> dict[DocumentKind, str]:
    """What can be read on each."""
    return {kind: told(paper.pdf) for kind, paper in papers.items()}


def told(pdf: bytes) -> str:
    """All text of all pages without white, in which blanks between pieces are nobody's."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def strings(value: object, not_asked: Collection[str]) -> Iterator[str]:
    """Every string that was given, however deep, without those fields of a person."""
    if isinstance(value, str):
        yield from ("".join(part.split()) for part in value.split("\n"))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part, not_asked)
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Person) and field.name in not_asked):
                yield from strings(getattr(value, field.name), not_asked)


def test_every_paper_has_a_description_and_a_sample() -> None:
    assert set(DESCRIPTIONS) == set(DocumentKind)
    assert [given.kind for given in SAMPLES] == list(DocumentKind)


@every_paper
def test_everything_that_was_given_is_on_the_paper(
    given: Numbered, words_of: dict[DocumentKind, str]
) -> None:
    words = words_of[given.kind]
    not_asked = NOT_ASKED.get(given.kind, set())
    shown = [getattr(given, field.name) for field in fields(given) if field.name not in ("phone", "report")]
    for text in (part for value in shown for part in strings(value, not_asked)):
        assert text in words, text
    assert shown_code(CODE).replace(" ", "") in words
    assert shown_hash(hash_of(given)).replace(" ", "") in words


@every_paper
def test_the_same_paper_is_the_same_file(
    given: Numbered, papers: dict[DocumentKind, Made], texts: Texts, a4_faces: TypeFaces
) -> None:
    first, second = papers[given.kind], made(given, texts, a4_faces)
    assert first == second
    assert first.missing == frozenset()
    assert len(first.print_hash) == 64


@every_paper
def test_all_fonts_are_in_the_file(given: Numbered, papers: dict[DocumentKind, Made]) -> None:
    reader = PdfReader(BytesIO(papers[given.kind].pdf))
    found: Any = [page["/Resources"]["/Font"] for page in reader.pages]  # type: ignore[index]
    descriptors = [
        font.get_object()["/FontDescriptor"].get_object()
        for page in found
        for font in page.get_object().values()
        if font.get_object()["/BaseFont"]
        != "/Helvetica"  # reportlab names it on every page and uses it nowhere
    ]
    assert descriptors
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


@every_paper
def test_nothing_stands_outside_its_page(given: Numbered, texts: Texts, a4_faces: TypeFaces) -> None:
    assert_inside(given, texts, a4_faces)


def assert_inside(given: Numbered, texts: Texts, a4_faces: TypeFaces) -> Laid:
    laid = lay_out(describe(given, texts), a4_faces, prove(given, URL, CODE, texts))
    cut = laid.cut
    for page in laid.pages:
        assert page
        for item in page:
            if isinstance(item, Words):
                width = a4_faces.width(item.text, item.face) * item.size
                width += item.stretch * (len(item.text) - 1)
                assert item.x >= cut.left - 1, item.text
                assert item.x + width <= cut.right + 1, item.text
                assert item.size < item.baseline < cut.height
            elif isinstance(item, Bar):
                assert item.x >= cut.left - 1
                assert item.y + item.height <= cut.height
    return laid


LONG = "李某甲与某公司因草牧场承包发生纠纷，界线在沙丘以东约300米处，双方各执一词。" * 55  # 2,000 characters
COMPANY = "内蒙古自治区通辽市科尔沁左翼后旗某某农牧业综合开发有限责任公司甘旗卡镇分公司"
NAMES = ("喆堃玥", "Temür Erdene-Ochir", "阿某·某某", "㐂", COMPANY)


def stretched(value: Any, field_name: str = "") -> Any:
    """The same input with every text long, every list many, and names that are hard to set."""
    if isinstance(value, Person) and field_name != "asked":
        return [replace(value, name=NAMES[at % len(NAMES)], address=COMPANY) for at in range(37)]
    if isinstance(value, ReviewedItem):
        return [replace(value, item=COMPANY, finding=COMPANY)] * 37
    if isinstance(value, tuple):
        parts: list[Any] = []
        for part in value:
            longer = stretched(part, field_name)
            parts += longer if isinstance(longer, list) else [longer]
        if value and isinstance(value[0], str):
            parts = [*NAMES, *parts, LONG] if field_name not in {"parties", "applicants"} else [*NAMES] * 7
        return tuple(parts)
    if isinstance(value, str) and field_name in {"summary", "facts", "result", "note", "reason", "problems"}:
        return LONG
    if isinstance(value, str) and field_name in {"centre_name", "unit", "matter", "organisation", "title"}:
        return COMPANY
    return value


@every_paper
def test_long_texts_many_parties_and_rare_names_flow_on(
    given: Numbered, texts: Texts, a4_faces: TypeFaces
) -> None:
    changes = {
        field.name: stretched(getattr(given, field.name), field.name)
        for field in fields(given)
        if not (isinstance(given, FileCover) and field.name == "title")
    }
    longer = replace(given, **changes)
    laid = assert_inside(longer, texts, a4_faces)
    lines = [item.text for page in laid.pages for item in page if isinstance(item, Words)]
    if any(isinstance(value, tuple) and value and isinstance(value[0], Person) for value in changes.values()):
        assert lines.count("阿某·某某") >= 7


def test_a_name_that_fangsong_lacks_is_drawn_in_song(texts: Texts, a4_faces: TypeFaces) -> None:
    pdf = made(sample(DocumentKind.ACCEPTANCE_NOTICE, addressee="喆堃玥䶮𫍯"), texts, a4_faces)
    assert pdf.missing == frozenset()
    assert "喆堃玥䶮𫍯：" in told(pdf.pdf)


def test_a_character_that_no_face_has_is_marked_and_reported(texts: Texts, a4_faces: TypeFaces) -> None:
    pdf = made(sample(DocumentKind.ACCEPTANCE_NOTICE, addressee="𠮷某"), texts, a4_faces)
    assert pdf.missing == frozenset("𠮷")
    assert "〓某：" in told(pdf.pdf)


def test_control_characters_leave_no_trace(texts: Texts, a4_faces: TypeFaces) -> None:
    given = sample(DocumentKind.WORK_REMINDER, unit="某街道\x1b\u202e\u200b办事处")
    pdf = made(given, texts, a4_faces)
    assert "某街道办事处" in told(pdf.pdf)
    assert pdf.missing == frozenset()


@pytest.mark.parametrize("name", ["number", "centre_name"])
def test_a_paper_without_number_or_issuer_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        sample(DocumentKind.ACCEPTANCE_NOTICE, **{name: " "})


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="extension"):
        sample(DocumentKind.EXTENSION_NOTICE, new_due=date(2026, 12, 2))
    with pytest.raises(ValueError, match="dual"):
        sample(DocumentKind.ASSIGNMENT_ORDER, units=())
    with pytest.raises(ValueError, match="agreement"):
        sample(DocumentKind.MEDIATION_AGREEMENT, terms=())
    with pytest.raises(ValueError, match="score"):
        ReviewedItem(item="反馈", full=10, score=11, finding="")


@every_paper
def test_no_masked_number_is_on_the_paper_or_in_the_file(
    given: Numbered, papers: dict[DocumentKind, Made], words_of: dict[DocumentKind, str]
) -> None:
    words = words_of[given.kind] + str(PdfReader(BytesIO(papers[given.kind].pdf)).metadata)
    assert RAW_ID not in words
    assert RAW_PHONE not in words
    if given.kind in {DocumentKind.REGISTRATION_FORM, DocumentKind.INVESTIGATION_RECORD}:
        assert "150*************25" in words
        assert "130****0001" in words


def test_the_qr_leads_to_the_page_of_this_paper_and_holds_nothing_else(
    texts: Texts, a4_faces: TypeFaces
) -> None:
    for kind in (DocumentKind.ACCEPTANCE_NOTICE, DocumentKind.REGISTRATION_FORM, DocumentKind.GUIDANCE_SLIP):
        buffer = QBuffer()
        buffer.setData(QByteArray(made(sample(kind), texts, a4_faces).pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        size = document.pagePointSize(0)
        image = document.render(0, QSize(round(size.width() * 2), round(size.height() * 2)))
        image = image.convertToFormat(QImage.Format.Format_RGBA8888)
        ink = Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits()))
        dots = Image.alpha_composite(Image.new("RGBA", ink.size, "white"), ink).convert("L")
        assert [code.text for code in zxingcpp.read_barcodes(dots)] == [URL]


def test_an_unfinished_year_is_told(texts: Texts, a4_faces: TypeFaces) -> None:
    given = sample(DocumentKind.ACCEPTANCE_NOTICE, due=date(2027, 1, 8), provisional=True)
    assert "2027年放假安排尚未公布" in told(made(given, texts, a4_faces).pdf)


def test_a_notice_keeps_to_22_lines_of_28_characters(texts: Texts, a4_faces: TypeFaces) -> None:
    given = sample(DocumentKind.REPORT_UP, paragraphs=("科" * 28 * 60,))
    document = describe(given, texts)
    assert document.look is Look.NOTICE
    laid = lay_out(document, a4_faces)
    full = [item.text for item in laid.pages[1] if isinstance(item, Words) and set(item.text) == {"科"}]
    assert full == ["科" * 28] * 22


def test_an_evaluation_with_the_number_of_its_case_does_not_call_itself_anonymous(
    words_of: dict[DocumentKind, str],
) -> None:
    said = words_of[DocumentKind.EVALUATION_FORM]
    assert "可以不签" in said
    assert "匿名" not in said


def test_a_closing_is_never_alone_on_its_page(texts: Texts, a4_faces: TypeFaces) -> None:
    for count in range(1, 40):
        given = sample(DocumentKind.REPORT_UP, paragraphs=("科" * 28 * count,), attachments=())
        pages = lay_out(describe(given, texts), a4_faces).pages
        lines = [item.text for item in pages[-1] if isinstance(item, Words)]
        assert len(pages) == 1 or lines[0] not in {given.centre_name, "2026年11月23日"}
