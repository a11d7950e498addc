"""What a row of somebody else's list becomes, and what is asked back."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.matter.import_report import problem_words
from cases.matter.import_rows import BadRow, read_row
from cases.matter.import_sheet import Cell, CellFlaw, Head, SheetRow, column_letter
from cases.matter.source import Source
from cases.people.party import EventScale
from cases.policy.policy import Policy
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from tests.cases.matter.import_lists import GOOD, codes, good, ground, head_of, import_texts, read

PERSON = "李某甲"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return import_texts()


def test_an_entry_of_the_message_board_is_a_matter(policy: Policy) -> None:
    matter = good(read(policy))
    assert (matter.source, matter.external_id) == (Source.MESSAGE_BOARD, "FQ-2026-0001")
    assert matter.received_at == datetime(2026, 11, 22, 20, 15, tzinfo=HALL_ZONE)
    assert (matter.open.category, matter.open.town, matter.open.amount_fen) == (
        "neighbour",
        "150502100",
        120_050,
    )
    assert matter.private.story == "楼上噪音\n晚上十一点以后还有装修声。"
    assert (matter.private.contact_name, matter.private.contact_phone) == (PERSON, "13000000001")
    assert [party.name for party in matter.private.parties] == [PERSON]


def test_what_a_superior_hands_down_is_key_and_has_its_day(policy: Policy) -> None:
    matter = good(read(policy, "superior"))
    assert matter.source is Source.SUPERIOR
    assert matter.is_key
    assert not good(read(policy, "superior", 是否重点="否")).is_key
    assert matter.demanded_by == datetime(2026, 12, 10, tzinfo=HALL_ZONE)
    assert matter.received_at == datetime(2026, 11, 20, tzinfo=HALL_ZONE)
    assert (matter.open.party_count, matter.open.event_scale) == (37, EventScale.MASS)
    assert (matter.open.amount_fen, matter.open.dispute_type) == (80_500_000, "0701")
    assert matter.open.category == "labour_wages", "the type says it"
    assert matter.sent_by == "通辽市综治中心"


def test_a_petition_has_its_type_and_whether_it_was_ruled_on(policy: Policy) -> None:
    matter = good(read(policy, "petitions"))
    assert (matter.open.dispute_type, matter.open.category) == ("1403", "authority_decision")
    assert (matter.prior_ruling, matter.is_key) == (True, False)


def test_the_row_is_nowhere_in_what_a_log_could_print(policy: Policy) -> None:
    matter = good(read(policy, "superior"))
    assert PERSON not in repr(matter)
    assert "综治中心" not in repr(matter)
    assert "secret" not in repr(ground(policy))


def test_dates_that_contradict_each_other_are_asked_back(policy: Policy) -> None:
    assert codes(read(policy, 留言时间="2026-11-24 00:00")) == [("留言时间", "import.date_future")]
    late = read(policy, "superior", 要求办结日期="2026-11-19")
    assert codes(late) == [("要求办结日期", "import.due_before_received")]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("联系电话", "1300000", "phone.length"),
        ("留言人", "甲甲123", "name.characters"),
        ("事由分类", "宇宙", "import.code_unknown"),
        ("所在乡镇", "火星镇", "import.place_unknown"),
        ("涉及人数", "三十来人", "import.vague"),
        ("涉及人数", "-3", "import.negative"),
        ("涉及人数", "0", "count.range"),
        ("诉求", "长" * 2001, "import.too_long"),
        ("语言", "法语", "import.code_unknown"),
        ("留言编号", "号" * 81, "import.too_long"),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_column(
    policy: Policy, texts: Texts, column: str, text: str, code: str
) -> None:
    answer = read(policy, line=17, **{column: text})
    assert codes(answer) == [(column, code)]
    assert isinstance(answer, BadRow)
    problem = answer.problems[0]
    assert (problem.refusal.facts["line"], problem.refusal.facts["column"]) == (17, column)
    said = problem_words(problem, texts)
    assert said.startswith(f"“{column}”")
    assert text not in said
    for reader in Reader:
        assert text not in texts.tell(problem.refusal, reader)


def test_an_impossible_birth_is_told_without_saying_it(policy: Policy, texts: Texts) -> None:
    answer = read(policy, "petitions", 身份证号="150502199002301234")
    assert codes(answer) == [("身份证号", "import.birth")]
    assert "19900230" not in repr(answer)


@pytest.mark.parametrize("flaw", list(CellFlaw))
def test_a_cell_whose_value_nobody_knows_is_a_problem(policy: Policy, texts: Texts, flaw: CellFlaw) -> None:
    answer = read(policy, 联系电话=flaw)
    assert codes(answer) == [("联系电话", flaw.value)]
    for reader in Reader:
        assert texts.tell(Refusal(flaw.value), reader)


def test_all_that_is_wrong_with_a_row_is_told_at_once(policy: Policy) -> None:
    answer = read(policy, 留言编号="", 联系电话="1", 涉及金额="80余万元")
    assert sorted(codes(answer)) == sorted(
        [("留言编号", "import.required"), ("联系电话", "phone.length"), ("涉及金额", "import.vague")]
    )


def test_a_row_that_slipped_to_the_right_is_not_read(policy: Policy) -> None:
    head = head_of(policy, list(GOOD["message_board"]))
    assert isinstance(head, Head)
    row = SheetRow(2, (*GOOD["message_board"].values(), "多出来的"))
    assert codes(read_row(row, head, ground(policy))) == [("", "import.ragged")]


def test_places_are_known_by_code_and_name_and_two_of_one_name_are_asked_back(policy: Policy) -> None:
    for said in ("150502100", "大林镇", "科尔沁区大林镇", "内蒙古自治区通辽市科尔沁区大林镇", " 大林镇 "):
        assert good(read(policy, 所在乡镇=said)).open.town == "150502100"
    assert good(read(policy, 所在乡镇="奈曼旗")).open.town == "150525"
    names = [town.name for banner in policy.places.banners for town in banner.towns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        assert codes(read(policy, 所在乡镇=twice)) == [("所在乡镇", "import.place_ambiguous")]


def test_headings_are_found_whatever_their_width_and_star_and_where_they_stand(policy: Policy) -> None:
    head = head_of(policy, ["＊ 留言 编号", "留言时间：", "留言内容", PERSON, "", "备注"])
    assert isinstance(head, Head)
    assert head.unread == ("D", "F"), "by letter: a heading may be a person"
    assert PERSON not in head.unread
    assert "联系电话" in head.absent
    assert "编号" not in head.absent, "another heading of the same field is there"


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["姓名和电话"], "import.no_headings"),
        ([], "import.no_headings"),
        (["留言编号", "留言内容"], "import.heading_missing"),
        (["留言编号", "编号", "留言时间", "留言内容"], "import.heading_twice"),
        (["留言编号", "留言时间", "留言内容", "留言内容"], "import.heading_twice"),
    ],
)
def test_a_list_with_other_columns_is_refused_whole(policy: Policy, headings: list[str], code: str) -> None:
    answer = head_of(policy, headings)
    assert isinstance(answer, Refusal)
    assert answer.code == code


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=30), st.sampled_from(list(CellFlaw)), st.sampled_from(["1e30", "-1", "２９"])
        ),
        max_size=12,
    ),
    st.sampled_from(sorted(GOOD)),
)
def test_whatever_stands_in_a_row_it_is_a_matter_or_has_a_reason(
    policy: Policy, texts: Texts, cells: list[Cell], mapping: str
) -> None:
    head = head_of(policy, list(GOOD[mapping]), mapping)
    assert isinstance(head, Head)
    answer = read_row(SheetRow(5, tuple(cells)), head, ground(policy, mapping))
    if isinstance(answer, BadRow):
        assert answer.problems
        for problem in answer.problems:
            assert problem_words(problem, texts)
