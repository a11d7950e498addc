"""Genuine from altered: whatever a forger changes is found, by the file alone or by the log."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import CheckedPaper, DocumentKind, PaperRecord
from cases.refusal import Refusal
from cases.texts import Texts
from printing.a4.check import check_pdf
from printing.a4.describe import describe, prove
from printing.a4.issue import Issue, Issued, issue_paper
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from tests.printing.a4_samples import CODE, URL, sample
from tests.printing.case_file_samples import photo

BASE = URL.removesuffix(f"/v/{CODE}")
KIND = DocumentKind.ACCEPTANCE_NOTICE


@pytest.fixture(scope="module")
def issued(texts: Texts, a4_faces: TypeFaces) -> Issued:
    notice = sample(KIND)
    at = datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE)
    issue = Issue(base_url=BASE, code=CODE, case_code=notice.case_code, issued_at=at)
    return issue_paper(notice, issue, texts, a4_faces)


@pytest.fixture(scope="module")
def paper(issued: Issued) -> bytes:
    return issued.pdf


@pytest.fixture(scope="module")
def record(issued: Issued) -> PaperRecord:
    return issued.record


def checked(pdf: bytes) -> CheckedPaper:
    found = check_pdf(pdf)
    assert isinstance(found, CheckedPaper)
    return found


def rewritten(pdf: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_genuine_paper_is_the_one_in_the_log(paper: bytes, record: PaperRecord) -> None:
    found = checked(paper)
    assert found.untouched
    assert found.says_the_same(record)
    assert found.number == record.number


def test_saving_a_paper_again_does_not_alter_it(paper: bytes, record: PaperRecord) -> None:
    def compress(writer: PdfWriter) -> None:
        for page in writer.pages:
            page.compress_content_streams()

    again = rewritten(paper, compress)
    assert again != paper
    assert checked(again).says_the_same(record)


def move_a_word(writer: PdfWriter) -> None:
    data = writer.pages[0].get_contents().get_data()  # type: ignore[union-attr]
    stream = DecodedStreamObject()
    stream.set_data(data.replace(b" 14 Tf ", b" 15 Tf ", 1))
    assert stream.get_data() != data
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def cover_with_a_note(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="8,000,000", rect=(100, 100, 300, 200)))


def change_a_font(writer: PdfWriter) -> None:
    resources = writer.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    first, second = sorted(fonts)[:2]
    fonts[NameObject(first)] = fonts.raw_get(second)


def run_a_script(writer: PdfWriter) -> None:
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    )
    writer.root_object[NameObject("/OpenAction")] = script


def drop_a_page(writer: PdfWriter) -> None:
    writer.remove_page(1)


def turn_a_page(writer: PdfWriter) -> None:
    writer.pages[0].rotate(180)


@pytest.mark.parametrize(
    "change", [move_a_word, cover_with_a_note, change_a_font, run_a_script, drop_a_page, turn_a_page]
)
def test_an_altered_paper_is_found_without_asking_anybody(
    paper: bytes, record: PaperRecord, change: Callable[[PdfWriter], object]
) -> None:
    found = checked(rewritten(paper, change))
    assert not found.untouched
    assert not found.says_the_same(record)


def test_a_forger_who_repairs_the_claim_is_found_by_the_log(paper: bytes, record: PaperRecord) -> None:
    altered = rewritten(paper, move_a_word)
    forged = rewritten(
        altered,
        lambda writer: writer.add_metadata(
            {"/Keywords": f"pingan-paper/1, {KIND}, {record.content_hash}, {checked(altered).print_hash}"}
        ),
    )
    assert checked(forged).untouched
    assert not checked(forged).says_the_same(record)


def test_another_amount_is_another_paper(texts: Texts, a4_faces: TypeFaces, record: PaperRecord) -> None:
    other = sample(KIND, matter="建筑工地拖欠工资800万元")
    forged = make(describe(other, texts), a4_faces, prove(other, URL, CODE, texts))
    assert not checked(forged.pdf).says_the_same(record)


def test_a_strangers_file_is_not_a_paper(paper: bytes) -> None:
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    out = BytesIO()
    blank.write(out)
    assert check_pdf(out.getvalue()) == Refusal("paper.foreign")
    stripped = rewritten(paper, lambda writer: writer.add_metadata({"/Keywords": ""}))
    assert check_pdf(stripped) == Refusal("paper.foreign")
    assert check_pdf(b"") == Refusal("paper.unreadable")
    assert check_pdf(photo(40, 30)) == Refusal("paper.unreadable")
    assert check_pdf(b"%PDF" + bytes(20_000_001)) == Refusal("paper.too_large", {"megabytes": 20})


@settings(max_examples=40)
@given(st.data())
def test_a_torn_file_is_refused_or_found_altered_and_breaks_nothing(
    paper: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(paper) - 1))
    torn = paper[:start] + data.draw(st.binary(max_size=40)) + paper[start + 20 :]
    assert isinstance(check_pdf(torn), CheckedPaper | Refusal)


def test_a_cut_file_is_not_genuine(paper: bytes, record: PaperRecord) -> None:
    found = check_pdf(paper[: len(paper) // 2])
    assert isinstance(found, Refusal) or not found.says_the_same(record)


def test_no_name_and_no_case_code_is_in_the_metadata(paper: bytes) -> None:
    told = str(PdfReader(BytesIO(paper)).metadata)
    assert "李某甲" not in told
    assert sample(KIND).case_code not in told
