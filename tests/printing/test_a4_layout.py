"""Whatever is written into a document, it is on a page whole, in order and inside the margins."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.paper.paper_record import DocumentKind
from printing.a4.document import (
    Block,
    Cell,
    Closing,
    Document,
    Fold,
    Form,
    Look,
    Paragraph,
    Row,
    SignLine,
    Step,
    StepChart,
)
from printing.a4.layout import lay_out
from printing.a4.page import Bar, Words
from printing.a4.type_faces import Face, TypeFaces

TEXT = st.builds(
    lambda text, times: text * times,
    st.text("科尔沁区喆堃𠮷Temür，。（《》）0479-—“” \n", min_size=1, max_size=12),
    st.sampled_from([1, 1, 3, 15, 150]),
)
ROWS = st.builds(
    lambda left, right, foot, height: Row((Cell(left, label=True), Cell(right, span=2, foot=foot)), height),
    TEXT,
    TEXT,
    st.sampled_from(["", "签名：＿＿＿＿"]),
    st.sampled_from([0.0, 30.0, 400.0]),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, TEXT),
    st.builds(lambda rows: Form((1, 2, 3), tuple(rows)), st.lists(ROWS, min_size=1, max_size=4)),
    st.builds(
        lambda steps: StepChart("路线图", tuple(steps)), st.lists(st.builds(Step, TEXT, TEXT), max_size=3)
    ),
    st.builds(lambda lines: Fold("怎么算的", tuple(lines)), st.lists(TEXT, max_size=3)),
    st.builds(SignLine, TEXT, st.just("＿＿年＿月＿日")),
    st.builds(Closing, TEXT, st.just("2026年11月23日")),
)


def document(blocks: list[Block], look: Look) -> Document:
    return Document(
        kind=DocumentKind.REPORT_UP,
        look=look,
        issuer="科尔沁区社会治安综合治理中心",
        number="1",
        number_line="1",
        title="报告",
        blocks=tuple(blocks),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCKS, max_size=4), st.sampled_from(Look))
def test_every_character_is_drawn_once_and_inside_the_page(
    a4_faces: TypeFaces, blocks: list[Block], look: Look
) -> None:
    laid = lay_out(document(blocks, look), a4_faces)
    cut = laid.cut
    for page in laid.pages:
        for item in page:
            if isinstance(item, Words):
                end = item.x + a4_faces.width(item.text, item.face) * item.size
                assert item.x >= cut.left - 1
                assert end + item.stretch * len(item.text) <= cut.right + item.size  # a mark may hang
                assert item.baseline <= cut.bottom + cut.number_below + item.size
            if isinstance(item, Bar):
                assert item.y + item.height <= cut.bottom + 2
    drawn = Counter(
        char for page in laid.pages for item in page if isinstance(item, Words) for char in item.text
    )
    given_chars = Counter(char for block in blocks for char in written(block))
    for char in "科沁喆堃𠮷T0":
        assert drawn[char] >= given_chars[char]
    assert laid.missing <= {"𠮷"}


def written(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text
        case Form():
            return "".join(cell.text + cell.foot for row in block.rows for cell in row.cells)
        case StepChart():
            return "".join(step.title + step.note for step in block.steps)
        case Fold():
            return "".join(block.lines)
        case SignLine():
            return block.label
        case Closing():
            return block.issuer
    return ""


def test_the_head_of_a_table_is_said_again_on_each_page(a4_faces: TypeFaces) -> None:
    rows = tuple(Row((Cell(str(number)),)) for number in range(200))
    form = Form((1,), (Row((Cell("序号", label=True),)), *rows), head_rows=1)
    laid = lay_out(document([form], Look.FORM), a4_faces)
    assert len(laid.pages) > 3
    for page in laid.pages:
        assert sum(isinstance(item, Words) and item.text == "序号" for item in page) == 1


def test_a_digit_in_fangsong_is_drawn_in_song(a4_faces: TypeFaces) -> None:
    pieces = a4_faces.glyphs("科喆2026年", Face.FANG)
    assert [(piece.face, piece.text) for piece in pieces] == [
        (Face.FANG, "科"),
        (Face.SONG, "喆"),
        (Face.SONG, "2026"),
        (Face.FANG, "年"),
    ]
