"""What the counter makes of the hall's numbers: order, waits, deadlines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.queue_order import Caller, CallsSoFar, Waiting, next_call
from cases.refusal import Reader, Refusal
from cases.views import NoticeRow, UpstreamView, WaitingRow
from counter.duties import due_line, help_shown, notice_line
from counter.fact_words import in_words, notice_in_words
from counter.head import head_shown
from counter.knows import Knows, Rules
from counter.matter_sheet import matter_shown
from counter.side import side_lines
from counter.waiting import waiting_shown
from counter.wording import short_case_code, waited_text
from tests.counter.given_hall import CASE, DUE, NOTICES, NOW, USUAL, absent, help_row, row

LETTERS = st.sampled_from("ABCZ")


@st.composite
def waiting_rows(draw: st.DrawFn) -> WaitingRow:
    ticket_no = f"{draw(LETTERS)}{draw(st.integers(1, 999)):03}"
    waiting = row(ticket_no, draw(st.sampled_from(["debt", None])), draw(st.integers(0, 200)))
    return replace(waiting, eligible_from_call=draw(st.sampled_from([0, 0, 0, 2, 9])))


@given(
    rows=st.lists(waiting_rows(), unique_by=lambda r: r.ticket_no, max_size=12),
    calls=st.dictionaries(LETTERS, st.integers(0, 10)),
    counter_no=st.integers(1, 5),
)
def test_a_counter_names_the_same_next_ticket_as_the_hall(
    rules: Rules, rows: list[WaitingRow], calls: dict[str, int], counter_no: int
) -> None:
    view = replace(USUAL, waiting=tuple(rows), calls_count=tuple(calls.items()))
    shown = waiting_shown(view, counter_no, rules.policy, rules.texts, NOW)
    counter = rules.policy.hall.counter(counter_no)
    assert counter is not None
    hall_says = next_call(
        [
            Waiting(
                visit_id=r.visit_id,
                ticket_no=r.ticket_no,
                queue=r.queue,
                place_at=r.place_at,
                eligible_from_call=r.eligible_from_call,
            )
            for r in rows
        ],
        Caller(counter_no=counter_no, serves=counter.serves, weights=counter.weights),
        CallsSoFar(first_calls=calls),
        rules.policy.hall,
        NOW,
    )
    assert shown.next.ticket_no == (hall_says.ticket_no if hall_says else "")
    assert len(shown.others) == max(0, sum(r.queue in counter.serves for r in rows) - 1)


def test_a_group_has_a_mark_and_a_few_people_are_said_beside_the_category(rules: Rules) -> None:
    view = replace(
        USUAL,
        waiting=(
            row("A001", "debt", 9, 4),
            row("A002", "debt", 8, 5),
            row("A003", None, 7),
            row("B004", None, 6),
        ),
    )
    shown = waiting_shown(view, 3, rules.policy, rules.texts, NOW)
    assert [(line.words, line.group) for line in (shown.next, *shown.others)] == [
        ("借钱欠款 · 4人", ""),
        ("借钱欠款", "群体5人"),
        ("综合受理", ""),
        ("咨询", ""),
    ]


def test_who_was_called_last_stands_first_among_those_who_did_not_come(rules: Rules) -> None:
    view = replace(USUAL, not_present=(absent("A009", 11), absent("A013", 4)))
    lines = side_lines(view, 3, rules.policy, rules.texts)
    assert [(line.ticket_no, line.words) for line in lines] == [
        ("A013", "09:38叫过"),
        ("A009", "09:31叫过"),
    ]


@pytest.mark.parametrize(
    ("light", "unit", "left", "words"),
    [
        ("red", "working_days", 2, "超期2个工作日"),
        ("red", "working_days", 0, "超期不到1天"),
        ("red", "opening_minutes", 45, "超期45分"),
        ("red", "calendar_days", 3, "超期3天"),
        ("yellow", "working_days", 0, "今天到期"),
        ("yellow", "opening_minutes", 200, "还剩3小时"),
        ("yellow", "opening_minutes", 59, "还剩59分"),
        ("green", "calendar_days", 6, "还剩6天"),
        ("grey", "working_days", 4, "中止"),
    ],
)
def test_time_left_is_told_in_the_unit_of_the_limit(
    rules: Rules, light: str, unit: str, left: int, words: str
) -> None:
    due = replace(DUE[0], light=light, left_unit=unit, left=left, past=light == "red")
    assert due_line(due, rules.policy, rules.texts).time_left == words


def test_a_visitor_who_left_unreceived_is_to_be_called_back(rules: Rules) -> None:
    due = replace(DUE[0], case_state="to_call_back")
    assert due_line(due, rules.policy, rules.texts).clock == "待核登记，请回电"


def test_a_notice_without_words_is_seen_all_the_same(rules: Rules) -> None:
    line = notice_line(replace(NOTICES[0], code="newer.than_us"), rules.texts)
    assert line.sentence == "有一件事要人处理（newer.than_us），本机还没有说明，请联系管理员。"
    assert "A023" in notice_line(NOTICES[0], rules.texts).sentence


def test_waits_and_codes_are_short(rules: Rules) -> None:
    assert [waited_text(minutes, rules.texts) for minutes in (0, 59, 60, 125)] == [
        "0分",
        "59分",
        "1小时0分",
        "2小时5分",
    ]
    assert short_case_code(DUE[0].case_code) == "1116-0012"
    assert short_case_code("not a code") == "not a code"


def test_the_one_who_has_waited_longest_is_helped_first(rules: Rules) -> None:
    shown = help_shown((help_row(2, 12), help_row(1, 65)), rules.texts, NOW)
    assert (shown.help_id, shown.waited, shown.more) == ("help-1", "等了1分", "还有1处")
    assert help_shown((), rules.texts, NOW).help_id == ""
    assert not help_shown((), rules.texts, NOW, NOTICES).rings


def test_a_danger_rings_before_everybody_and_whoever_goes_answers_it(rules: Rules) -> None:
    facts = (("name", "A017"), ("phone", "110"))
    alarm = NoticeRow(notice_id="n9", code="notice.emergency_suicide", facts=facts, at=NOW)
    called = replace(help_row(1, 12), reason="suicide")
    by_itself = help_shown((help_row(2, 65), called), rules.texts, NOW, (*NOTICES, alarm))
    assert (by_itself.help_id, by_itself.notice_id, by_itself.more) == ("help-1", "", "还有2处")
    assert "轻生" in by_itself.sentence
    by_notice = help_shown((help_row(2, 65),), rules.texts, NOW, (*NOTICES, alarm))
    assert (by_notice.help_id, by_notice.notice_id) == ("", "n9")
    assert by_notice.sentence.startswith("A017：可能有轻生危险。")
    assert by_notice.rings


@pytest.mark.parametrize(
    ("upstream", "words"),
    [
        (None, ""),
        (UpstreamView(connected=True, backlog=0, last_ok=NOW), "中心已同步09:42"),
        (UpstreamView(connected=True, backlog=7, last_ok=NOW), "正在传给中心，还有7条"),
        (UpstreamView(connected=False, backlog=7, last_ok=NOW), "中心连不上，7条待传，大厅照常办"),
        (UpstreamView(connected=False, backlog=7, last_ok=None), "中心还没有连上过，7条待传，大厅照常办"),
    ],
)
def test_the_foot_says_how_far_the_centre_has_heard(
    rules: Rules, upstream: UpstreamView | None, words: str
) -> None:
    knows = Knows(view=replace(USUAL, upstream=upstream))
    assert head_shown(knows, rules, NOW).centre == words


def test_time_on_duty_is_counted_from_the_sign_in(rules: Rules) -> None:
    on_duty = [
        head_shown(Knows(signed_in_at=NOW - timedelta(minutes=minutes)), rules, NOW).on_duty
        for minutes in (5, 134)
    ]
    assert on_duty == ["在岗5分", "在岗2小时14分"]


def test_what_was_withheld_differs_from_what_was_not_said(rules: Rules) -> None:
    withheld = replace(CASE, open=OpenMatter(contact_withheld=True), private=PrivateMatter())
    shown = matter_shown(withheld, None, rules.policy, rules.texts)
    assert (shown.visitor, shown.phone, shown.other_side) == ("先不提供", "先不提供", "没说")
    sealed = replace(CASE, private=PrivateMatter(), private_readable=False)
    shown = matter_shown(sealed, None, rules.policy, rules.texts)
    assert (shown.visitor, shown.other_side, shown.story) == ("打不开", "打不开", "打不开")


def test_the_promise_is_shown_only_while_it_is_owed(rules: Rules) -> None:
    owed = replace(CASE, answer_by=date(2026, 11, 26))
    assert matter_shown(owed, None, rules.policy, rules.texts).answer_by == "11月26日前告知是否受理"
    accepted = replace(owed, case_state="accepted")
    assert matter_shown(accepted, None, rules.policy, rules.texts).answer_by == ""


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (
            Refusal("supervision.approver_role", {"rung": "interview"}),
            "这份文书（约谈）只能由中心负责人审批。",
        ),
        (
            Refusal("supervision.rung_order", {"rung": "public_criticism", "missing": "interview"}),
            "要先经过前面一级（约谈），才能用这一级（通报批评）。",
        ),
        (
            Refusal("whistle.not_now", {"unit": "justice", "state": "reported"}),
            "科尔沁区司法局现在的状态（已报告结果）不能做这一步，请刷新再看。",
        ),
        (
            Refusal("review.score", {"item": "handled_in_time", "most": 15}),
            "有一项（在期限内办结）的分数不在0到15之间。",
        ),
        (Refusal("record.unit_unknown", {"unit": "nobody"}), "没有nobody这个单位，请从名单里选。"),
    ],
)
def test_staff_read_names_where_a_refusal_has_ids(rules: Rules, refusal: Refusal, words: str) -> None:
    assert rules.texts.tell(in_words(refusal, rules.policy, rules.texts), Reader.STAFF) == words


def test_a_notice_names_the_unit(rules: Rules) -> None:
    row = replace(NOTICES[0], code="notice.rung_drafted", facts=(("unit", "justice"),))
    sentence = notice_line(notice_in_words(row, rules.policy, rules.texts), rules.texts).sentence
    assert sentence == "有一份对科尔沁区司法局的督办文书已经起草，请中心负责人审批。"


def test_what_nobody_took_in_the_command_zone_is_told_by_its_kind(rules: Rules) -> None:
    facts = (("alarm", "help"), ("count", "3"), ("minutes", "5"))
    row = replace(NOTICES[0], code="notice.alarms_unanswered", facts=facts)
    sentence = notice_line(notice_in_words(row, rules.policy, rules.texts), rules.texts).sentence
    assert sentence == "指挥调度区有3件事5分钟没有人接（叫人帮忙），请值班领导安排人处理。"
