"""风险预警报告 on paper: crowded, next to empty, with the longest names; a draft is seen to be one on every page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from cases.risk.warning_report import WarningReport
from cases.texts import Texts
from printing.a4.describe import describe
from printing.a4.layout import lay_out
from printing.a4.page import Bar, Disc, Stroke, Words
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from tests.printing.risk_samples import BETTER, CROWDED, LONG, SMALL, paper_of

EVERY = pytest.mark.parametrize(
    "report", [CROWDED, SMALL, LONG, BETTER], ids=["crowded", "small", "long", "better"]
)
DIGEST = "0f" * 32


def pages(report: WarningReport, texts: Texts, faces: TypeFaces, record: str = "") -> list[str]:
    """The words of each page, without blanks."""
    made = make(describe(paper_of(report, record=record), texts), faces)
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.pdf)).pages]


@EVERY
def test_nothing_stands_outside_its_page_and_no_number_is_lost(
    report: WarningReport, texts: Texts, a4_faces: TypeFaces
) -> None:
    laid = lay_out(describe(paper_of(report, record=DIGEST), texts), a4_faces)
    cut = laid.cut
    for page in laid.pages:
        for item in page:
            match item:
                case Words():
                    end = item.x + a4_faces.width(item.text, item.face) * item.size
                    assert cut.left - 1 <= item.x, item.text
                    assert end <= cut.right + 1, item.text
                    assert item.size >= 6, item.text
                case Bar():
                    assert cut.left - 1 <= item.x
                    assert item.x + item.width <= cut.right + 1
                case Disc():
                    assert cut.left <= item.x <= cut.right
                case Stroke():
                    assert all(cut.left <= x <= cut.right for x, _y in item.points)
                case _:
                    raise AssertionError(item)
    words = "".join(pages(report, texts, a4_faces, DIGEST))
    for row in (*report.areas, *report.types):
        assert str(row.now) in words
    assert str(report.weeks[-1].stock) in words
    assert str(max(week.received for week in report.weeks)) in words


@EVERY
def test_a_draft_is_stamped_on_every_page_and_an_approved_one_on_none(
    report: WarningReport, texts: Texts, a4_faces: TypeFaces
) -> None:
    stamp = texts.get("papers.risk_warning.stamp")
    drafted, approved = pages(report, texts, a4_faces), pages(report, texts, a4_faces, DIGEST)
    assert all(stamp in page for page in drafted)
    assert not any(stamp in page for page in approved)
    assert "0f0f0f0f0f0f0f0f" in "".join(approved)


def test_a_persons_words_take_the_place_of_the_programs(texts: Texts, a4_faces: TypeFaces) -> None:
    written = (("overview", "都与同一工地有关。\n已约谈施工单位。"), ("suggestions", "停止夜间施工。"))
    made = make(describe(paper_of(CROWDED, written), texts), a4_faces)
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.pdf)).pages)
    assert "都与同一工地有关。已约谈施工单位。" in words
    assert "停止夜间施工。" in words
    assert CROWDED.suggestions[0] not in words
    assert "64.3" in words  # the numbers stay
