"""A table to tick: columns where paper is wide enough, else the answers under each question."""

from hypothesis import given
from hypothesis import strategies as st

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Paper, PaperKind, TickTable
from printing.slips.evaluation_form import evaluation_slip
from printing.thermal.layout import lay_out
from printing.thermal.measure import CELL_DOTS, Measure, cells
from printing.thermal.native import native
from printing.thermal.printer_profile import GENERIC_80, load_profiles
from printing.thermal.rows import ColumnsRow, Layout, TextRow
from printing.transports.bands import bands
from printing.virtual.printer import VirtualPrinter
from tests.printing.a4_samples import sample
from tests.printing.conftest import ASSETS
from tests.printing.test_layout import assert_fits
from tests.printing.thermal_paper import ThermalPaper

NARROW = load_profiles(ASSETS / "printers.toml")["generic_58"]
BOX = "□"
ANSWERS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
TABLE = TickTable(("服务态度", "办理结果"), ANSWERS, BOX)


def set_table(table: TickTable, measure: Measure, profile: object = GENERIC_80) -> Layout:
    layout = lay_out(Paper(PaperKind.EVALUATION_FORM, (table,)), measure, profile)  # type: ignore[arg-type]
    assert_fits(layout, measure)
    return layout


def test_long_answers_stand_in_two_lines_over_their_boxes(measure: Measure) -> None:
    upper, lower, *lines = set_table(TABLE, measure).rows
    assert isinstance(upper, ColumnsRow)
    assert isinstance(lower, ColumnsRow)
    assert upper.cells == ("", "非常", "", "基本", "", "非常")
    assert lower.cells == ("", "满意", "满意", "满意", "不满意", "不满意")
    assert [line.cells for line in lines if isinstance(line, ColumnsRow)] == [
        ("服务态度", *[BOX] * 5),
        ("办理结果", *[BOX] * 5),
    ]


def test_narrow_paper_asks_one_after_the_other(measure: Measure) -> None:
    rows = [row for row in set_table(TABLE, measure, NARROW).rows if isinstance(row, TextRow)]
    assert [row.text for row in rows if row.type.bold] == ["服务态度", "办理结果"]
    said = " ".join(row.text for row in rows if not row.type.bold)
    assert said == " ".join([BOX + answer for answer in ANSWERS] * 2)


def test_a_printer_sets_every_box_under_its_answer(measure: Measure, faces: Faces) -> None:
    layout = set_table(TABLE, measure)
    printer = VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")
    data = native(layout, faces)
    printer.feed(data, 0.0)
    assert printer.not_understood() == ()
    (sheet,) = printer.sheets()
    other = ThermalPaper()
    other.feed(data)
    assert (other.sheets[0].size, other.text.count(BOX)) == (sheet.size, 10)
    row = layout.rows[2]
    assert isinstance(row, ColumnsRow)
    for start in row.starts[1:]:
        x = GENERIC_80.margin_dots + start * CELL_DOTS
        box = sheet.crop((x, row.top, x + 2 * CELL_DOTS, row.top + row.height))
        gap = sheet.crop((x + 2 * CELL_DOTS, row.top, x + 3 * CELL_DOTS, row.top + row.height))
        assert box.getextrema() == (0, 255)
        assert gap.getextrema() == (255, 255)


def test_a_stream_with_tab_stops_is_cut_between_commands(measure: Measure, faces: Faces) -> None:
    data = native(set_table(TABLE, measure), faces)
    pieces = list(bands(data, size=1))
    assert b"".join(pieces) == data
    assert any(piece.startswith(b"\x1bD") and piece.endswith(b"\x00") and len(piece) == 8 for piece in pieces)


def test_the_form_says_all_answers_on_every_width(texts: Texts, measure: Measure) -> None:
    form = evaluation_slip(sample(DocumentKind.EVALUATION_FORM), texts)
    for profile in load_profiles(ASSETS / "printers.toml").values():
        assert_fits(lay_out(form, measure, profile), measure)


@given(
    st.lists(st.text("服务态度办", min_size=1, max_size=8), min_size=1, max_size=4),
    st.lists(st.text("非常满意不", min_size=1, max_size=12), min_size=1, max_size=7),
)
def test_no_answer_reaches_into_the_next_column(
    measure: Measure, questions: list[str], answers: list[str]
) -> None:
    layout = set_table(TickTable(tuple(questions), tuple(answers), BOX), measure)
    for row in layout.rows:
        if isinstance(row, ColumnsRow):
            ends = [*row.starts[1:], GENERIC_80.content_dots // CELL_DOTS + 1]
            assert all(
                start + cells(text) < end
                for start, text, end in zip(row.starts, row.cells, ends, strict=True)
                if text
            )
