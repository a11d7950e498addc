"""One layout for all encodings: nothing overflows, and lines break as a typesetter would break them."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Align, Paper, PaperKind, Qr, Role, Sides, Text
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.thermal.layout import lay_out
from printing.thermal.line_breaks import NO_LINE_END, NO_LINE_START, break_lines
from printing.thermal.measure import Measure, cells, runs
from printing.thermal.rows import ColumnsRow, Layout, QrRow, TextRow
from tests.printing.samples import leased_ticket, sample_receipt, sample_ticket

CELL_DOTS = 12
HANZI = "科尔沁左翼后旗甘旗卡镇社会治安综合治理中心请到受理区等候，。（）《》：、A0179-～·喆𠮷"


@given(st.text(st.sampled_from(HANZI + "AVTo. fi")), st.sampled_from([21, 24, 36, 144]), st.booleans())
def test_a_text_is_as_wide_as_its_characters_together(faces: Faces, text: str, px: int, bold: bool) -> None:
    drawn = faces.face(px, bold=bold).getlength(text)
    assert faces.width(text, px, bold=bold) == pytest.approx(drawn, abs=0.01)


def text_rows(layout: Layout) -> list[TextRow]:
    return [row for row in layout.rows if isinstance(row, TextRow)]


def set_text(text: str, measure: Measure, role: Role = Role.BODY) -> list[str]:
    rows = text_rows(lay_out(Paper(PaperKind.QUEUE_TICKET, (Text(role, text),)), measure))
    return [row.text for row in rows]


def assert_fits(layout: Layout, measure: Measure) -> None:
    top, profile = 0, layout.profile
    for row in layout.rows:
        assert row.top == top
        top += row.height
        if isinstance(row, TextRow):
            columns = (cells(row.text) + (cells(row.right) if row.right else 0)) * row.type.cell_width
            assert columns * CELL_DOTS <= profile.content_dots
            used = measure.drawn_dots(row.text, row.type)
            used += measure.drawn_dots(row.right, row.type) if row.right else 0
            assert used <= profile.content_dots
            assert row.height >= max(24 * row.type.cell_height, row.type.px)
        if isinstance(row, ColumnsRow):
            ends = (*row.starts[1:], profile.content_dots // CELL_DOTS)
            for start, text, end in zip(row.starts, row.cells, ends, strict=True):
                assert measure.dots(text, row.type) <= (end - start) * CELL_DOTS
        if isinstance(row, QrRow):
            assert row.side_dots + 2 * row.quiet_dots <= profile.dots
    assert layout.height == top


@pytest.mark.parametrize(
    "centre_name",
    [
        "通辽市社会治安综合治理中心",
        "科尔沁区社会治安综合治理中心",
        "科尔沁左翼后旗社会治安综合治理中心",
        "科尔沁左翼中旗花吐古拉镇社会治安综合治理中心",  # 22: as long as a banner's town gets
    ],
)
def test_a_full_centre_name_stands_on_one_line(texts: Texts, measure: Measure, centre_name: str) -> None:
    layout = lay_out(queue_ticket(sample_ticket(centre_name=centre_name), texts), measure)
    assert_fits(layout, measure)
    assert text_rows(layout)[0].text == centre_name


def test_a_name_that_no_line_can_hold_is_broken_evenly(measure: Measure) -> None:
    name = "内蒙古自治区通辽市科尔沁左翼后旗甘旗卡镇社会治安综合治理中心"
    paper = Paper(PaperKind.RECEIPT, (Text(Role.CENTRE_NAME, name, Align.CENTRE),))
    first, second = (row.text for row in text_rows(lay_out(paper, measure)))
    assert first + second == name
    assert abs(len(first) - len(second)) <= 2


@pytest.mark.parametrize("ticket_no", ["A001", "B999", "A1000", "Z9999"])
def test_the_number_is_the_ticket_also_from_1000(texts: Texts, measure: Measure, ticket_no: str) -> None:
    layout = lay_out(
        queue_ticket(leased_ticket(ticket_no=ticket_no, draft=True, priority=True), texts), measure
    )
    assert_fits(layout, measure)
    number = next(row for row in text_rows(layout) if row.text == ticket_no)
    assert number.type.px >= 160
    assert number.type.cell_height == 8


def test_lines_of_the_papers_break_after_punctuation(texts: Texts, measure: Measure) -> None:
    lines = [row.text for row in text_rows(lay_out(receipt(sample_receipt(), texts), measure))]
    assert "本回执表示已登记，" in lines
    assert "是否受理将于11月26日前告知。" in lines
    assert "没有智能手机：请打0475-0000000，" in lines


def test_long_figures_go_below_each_other_rather_than_into_each_other(measure: Measure) -> None:
    paper = Paper(PaperKind.QUEUE_TICKET, (Sides(Role.FACT, "前面1000位", "大约等1000～1800分钟以后再来看"),))
    layout = lay_out(paper, measure)
    assert_fits(layout, measure)
    assert [row.text for row in text_rows(layout)] == ["前面1000位", "大约等1000～1800分钟以后再来看"]


@given(text=st.text(alphabet=HANZI, min_size=1, max_size=80), role=st.sampled_from(Role))
def test_whatever_policy_calls_a_place_it_fits_and_nothing_is_lost(
    measure: Measure, text: str, role: Role
) -> None:
    paper = Paper(PaperKind.QUEUE_TICKET, (Text(role, text, Align.CENTRE),))
    layout = lay_out(paper, measure)
    assert_fits(layout, measure)
    assert "".join(row.text for row in text_rows(layout)) == text


@given(st.text(alphabet="请到受理区等候看办几步骤，。：、0479 ", min_size=2, max_size=60))
@example("0000000000、")
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str) -> None:
    lines = break_lines(text, 20, lambda piece: 2 * len(piece))
    for line in lines[1:]:
        assert line[0] not in NO_LINE_START or len(line) >= 10, (
            lines
        )  # only a run of marks longer than a line
    for line in lines[:-1]:
        assert line[-1] not in NO_LINE_END


def test_no_line_is_a_lone_character_where_another_break_exists() -> None:
    lines = break_lines("请到一楼东侧受理区等候吧。", 12, len)  # a greedy break would leave 「吧。」
    assert len(lines) == 2
    assert min(len(line.strip("。")) for line in lines) >= 2


def test_a_number_stays_with_its_word() -> None:
    assert break_lines("大约还要再等10天左右请您耐心", 9, len) == ["大约还要再等10天", "左右请您耐心"]


def test_a_number_is_parted_from_what_it_counts_last_of_all() -> None:
    assert break_lines("登记时间2026年11月23日09:31", 18, len) == ["登记时间2026年11月23日", "09:31"]
    for width in (9, 10, 12, 13, 15, 16, 17, 19):  # at 11 and 14 it would cost a line
        lines = break_lines("登记时间2026年11月23日09:31，前面还有16位", width, len)
        assert not any(line[-1].isdigit() and not after[0].isascii() for line, after in pairwise(lines))


def test_lines_end_between_boxes_and_before_brackets() -> None:
    boxes = break_lines("□非常满意 □满意 □基本满意", 13, len)
    assert boxes == ["□非常满意 □满意", "□基本满意"]
    assert break_lines("人工叫号单（3号窗口）", 8, len, balanced=True) == ["人工叫号单", "（3号窗口）"]
    assert break_lines("10. 劳务合同或者能证明干过活的材料", 16, len)[0].startswith("10. 劳务")


MARKS = st.text("请到受理区等候看办，。、：（）《》“”！？0479aB ·%", min_size=1, max_size=70)


@given(MARKS, st.integers(8, 40), st.booleans())
def test_lines_keep_every_character_fit_and_are_as_few_as_can_be(
    text: str, width: int, balanced: bool
) -> None:
    lines = break_lines(text, width, len, balanced=balanced)
    assert "".join("".join(lines).split()) == "".join(text.split())
    bare = " ".join(text.split())
    assert len(lines) >= -(-len(bare.replace(" ", "")) // width)
    for line in lines:
        assert len(line) <= width or set(line[width:]) <= NO_LINE_START  # a mark may hang
    for line in lines[1:]:
        assert line[0] not in NO_LINE_START or len(line) >= width // 2


def test_between_characters_and_digits_stands_a_gap_that_no_text_contains() -> None:
    assert runs("前面6位") == ["前面", "6", "位"]
    assert runs("编号ZZ 1505") == ["编号", "ZZ 1505"]
    assert runs("查询，482") == ["查询，482"]
    assert cells("前面6位") == 9


def test_escape_codes_and_bidi_marks_in_a_name_never_reach_the_paper(measure: Measure) -> None:
    assert set_text("受理\x1b@\u202e区\x00\n二楼", measure) == ["受理@区 二楼"]


def test_a_qr_code_is_at_least_25_mm_and_has_its_quiet_zone(texts: Texts, measure: Measure) -> None:
    for paper in (queue_ticket(sample_ticket(), texts), receipt(sample_receipt(), texts)):
        code = next(row for row in lay_out(paper, measure).rows if isinstance(row, QrRow))
        assert code.side_dots >= 200
        assert code.quiet_dots == 4 * code.module_dots


def test_an_address_too_long_for_the_paper_is_an_error_that_says_so(measure: Measure) -> None:
    for length, why in ((700, "wider than the paper"), (1_500, "no QR code holds 1508 characters")):
        with pytest.raises(ValueError, match=why):
            lay_out(Paper(PaperKind.RECEIPT, (Qr("https://" + "x" * length, 26),)), measure)
