"""卷宗: in the order of the trade, numbered through, honest about what is missing, and nothing of the camera inside."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4

from cases.paper.case_file import REQUIRED, FileSlot, missing_from
from cases.paper.paper_record import DocumentKind
from cases.refusal import Refusal
from cases.texts import Texts
from printing.a4.binding import Bound, CaseFile, Filed, bind
from printing.a4.pictures import PIXELS_MAX, Picture, read_picture
from printing.a4.type_faces import TypeFaces
from tests.printing.case_file_samples import paper, photo, sample_file


def bound(file: CaseFile, texts: Texts, a4_faces: TypeFaces) -> Bound:
    made = bind(file, texts, a4_faces)
    assert isinstance(made, Bound), made
    return made


def pages(made: Bound) -> list[str]:
    reader = PdfReader(BytesIO(made.pdf))
    return ["".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture(scope="module")
def file(texts: Texts, a4_faces: TypeFaces) -> CaseFile:
    return sample_file(texts, a4_faces, photos=3)


def test_items_lie_in_the_order_of_the_trade_whatever_the_order_they_came_in(
    file: CaseFile, texts: Texts, a4_faces: TypeFaces
) -> None:
    told = pages(bound(file, texts, a4_faces))
    titles = [
        "矛盾纠纷调处案卷",
        "卷内目录",
        "人民调解申请书",
        "权利义务告知书",
        "身份证明（第1张，共1张）",
        "调查记录",
        "考勤表照片（第3张，共3张）",
        "调解记录",
        "人民调解协议书",
        "履行记录",
        "回访记录",
        "预约告知",
        "卷宗情况说明",
        "装订人",
    ]
    told[1] = "卷内目录"  # which names them all
    places = [next(at for at, text in enumerate(told) if title in text) for title in titles]
    assert places == sorted(places)


def test_the_contents_name_the_page_on_which_an_item_begins(
    file: CaseFile, texts: Texts, a4_faces: TypeFaces
) -> None:
    made = bound(file, texts, a4_faces)
    told = pages(made)
    assert made.missing == ()
    assert f"卷内第{made.numbered_pages}页" in told[-2]
    numbered = dict(enumerate(told[2:-1], 1))
    assert [f"卷内第{number}页" in text for number, text in numbered.items()] == [True] * made.numbered_pages
    assert "卷内第" not in told[0] + told[1] + told[-1]
    assert "考勤表照片6—8" in told[1]
    assert "考勤表照片（第1张" in numbered[6]
    assert "考勤表照片（第3张" in numbered[8]
    assert f"卷内页数{made.numbered_pages}" in told[0]
    assert f"本卷共{made.numbered_pages}页" in told[-1]


def test_what_is_required_and_missing_is_said(texts: Texts, a4_faces: TypeFaces) -> None:
    made = bound(sample_file(texts, a4_faces, identity=False, photos=1), texts, a4_faces)
    told = pages(made)
    assert made.missing == (FileSlot.IDENTITY,)
    assert "身份证明缺（必须）" in told[1]
    assert "缺少以下必备材料：身份证明。" in told[-2]
    assert missing_from(()) == tuple(slot for slot in FileSlot if slot in REQUIRED)


def test_the_same_file_is_bound_to_the_same_bytes(file: CaseFile, texts: Texts, a4_faces: TypeFaces) -> None:
    assert bound(file, texts, a4_faces).pdf == bound(file, texts, a4_faces).pdf


def test_every_page_is_a4_and_every_picture_has_its_watermark(
    file: CaseFile, texts: Texts, a4_faces: TypeFaces
) -> None:
    made = bound(file, texts, a4_faces)
    for page in PdfReader(BytesIO(made.pdf)).pages:
        assert abs(float(page.mediabox.width) - A4[0]) < 6
        assert abs(float(page.mediabox.height) - A4[1]) < 6
    marked = [text.count("仅供综治中心办理使用") for text in pages(made) if "张）" in text]
    assert len(marked) == 4
    assert min(marked) >= 3


def test_a_turned_and_a_wide_page_are_put_upright_on_a4(texts: Texts, a4_faces: TypeFaces) -> None:
    writer = PdfWriter(clone_from=BytesIO(paper(DocumentKind.VISIT_RECORD, texts, a4_faces)))
    writer.pages[0].rotate(90)
    turned = BytesIO()
    writer.write(turned)
    items = (Filed(slot=FileSlot.VISIT, title="回访记录", pdf=turned.getvalue()),)
    made = bound(replace(sample_file(texts, a4_faces), items=items), texts, a4_faces)
    page = PdfReader(BytesIO(made.pdf)).pages[2]
    assert page.rotation == 0
    assert abs(float(page.mediabox.width) - A4[0]) < 6
    assert "满三十日履行情况回访" in "".join(page.extract_text().split())


def test_nothing_that_the_camera_wrote_is_in_the_file(texts: Texts, a4_faces: TypeFaces) -> None:
    shots = (photo(300, 200, turned=True), photo(300, 200))
    items = (Filed(slot=FileSlot.EVIDENCE, title="现场照片", pictures=shots),)
    made = bound(replace(sample_file(texts, a4_faces), items=items), texts, a4_faces)
    assert b"TELEPHONE" in shots[0]
    assert b"TELEPHONE" not in made.pdf
    assert b"122.24E" not in made.pdf
    sizes = [page.images[0].image.size for page in PdfReader(BytesIO(made.pdf)).pages[2:4]]  # type: ignore[union-attr]
    assert sizes == [(200, 300), (300, 200)]  # the turned one stands upright


def test_pictures_are_known_by_their_content() -> None:
    for shot in (photo(30, 20), photo(30, 20, file_format="PNG")):
        found = read_picture(shot)
        assert isinstance(found, Picture)
        assert found.size == (30, 20)
    assert read_picture(photo(30, 20, file_format="BMP")) == Refusal("picture.unreadable")
    assert read_picture(photo(300, 200)[:400]) == Refusal("picture.unreadable")
    assert read_picture(b"<svg/>") == Refusal("picture.unreadable")
    assert read_picture(bytes(20_000_001)) == Refusal("picture.too_large", {"megabytes": 20})


def test_a_picture_made_to_exhaust_memory_is_refused() -> None:
    shot = bytearray(photo(16, 16))
    at = shot.index(b"\xff\xc0") + 5
    shot[at : at + 4] = b"\xff\xdc\xff\xdc"  # 65,500 pixels each way
    assert PIXELS_MAX < 65_500**2
    assert isinstance(read_picture(bytes(shot)), Refusal)


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Filed(slot=FileSlot.EVIDENCE, title="x", pdf=b"%PDF-1.7 torn"), "case_file.item_unreadable"),
        (Filed(slot=FileSlot.EVIDENCE, title="x"), "case_file.item_unreadable"),
        (Filed(slot=FileSlot.EVIDENCE, title="x", pictures=(b"GIF89a",)), "case_file.item_unreadable"),
        (Filed(slot=FileSlot.EVIDENCE, title="x", pdf=locked()), "case_file.item_locked"),
    ],
)
def test_an_item_that_cannot_be_read_is_named_by_its_number(
    file: CaseFile, texts: Texts, a4_faces: TypeFaces, item: Filed, code: str
) -> None:
    broken = replace(file, items=(file.items[0], item, file.items[1]))
    assert bind(broken, texts, a4_faces) == Refusal(code, {"item": 2})


def test_a_file_without_items_is_refused(file: CaseFile, texts: Texts, a4_faces: TypeFaces) -> None:
    assert bind(replace(file, items=()), texts, a4_faces) == Refusal(
        "case_file.pages", {"pages": 0, "most": 2000}
    )
