"""What 事项 says: a sentence for every event and act, dates and units as they are typed, when and by whom."""

from datetime import date, datetime
from typing import get_args

import pytest

from cases.casework import case_additions, case_events
from cases.casework.acts import ACTS
from cases.casework.by import By
from cases.casework.case_state import CaseState, CloseResult, DispatchKind, DispatchState
from cases.codec import _TYPE_OF
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import DocumentKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Role
from cases.texts import Texts
from cases.views_casework import TABS, TimelineLine
from counter.casework.act_context import FormContext
from counter.casework.act_forms import FORMS
from counter.casework.act_values import Filled, read_form, read_moment
from counter.casework.case_words import case_head, clock_rows, facts, how_counted
from counter.casework.forms_handling import is_short_notice
from counter.casework.timeline_words import TimelineWords
from counter.casework.unit_search import find, unit_options
from tests.counter.given_casework import given_view
from tests.counter.given_hall import NOW

RECEPTION = By(staff_id="s1", role=Role.RECEPTION)
TODAY = NOW.date()


def on(policy: Policy, texts: Texts, state: CaseState, by: By = RECEPTION) -> FormContext:
    return FormContext(view=given_view(policy, state, by), policy=policy, texts=texts, today=TODAY)


def test_every_event_that_a_case_can_have_is_told_in_a_sentence(policy: Policy, texts: Texts) -> None:
    words = TimelineWords(given_view(policy, CaseState.HANDLING, RECEPTION), policy, texts)
    unknown = texts.get("counter_casework.timeline.unknown")
    for event in (*get_args(case_events.Decision), *get_args(case_additions.Addition)):
        line = TimelineLine(event_id="e", type=_TYPE_OF[event], at=NOW, by="", by_name="")
        assert words.sentence(line) != unknown, event
    newer = TimelineLine(event_id="e", type="of_a_newer_hall", at=NOW, by="", by_name="")
    assert words.sentence(newer) == unknown


@pytest.mark.parametrize(
    ("clock_id", "said"),
    [
        ("close", "申请延期10个工作日：办结"),
        ("close#2", "申请延期10个工作日：办结"),
        ("petition_close", "申请延期10个自然日：信访法定办理期限"),
    ],
)
def test_an_extension_says_its_unit_also_when_its_clock_has_ended(
    clock_id: str, said: str, policy: Policy, texts: Texts
) -> None:
    words = TimelineWords(given_view(policy, CaseState.CLOSED, RECEPTION), policy, texts)
    facts = (("clock_id", clock_id), ("amount", "10"))
    line = TimelineLine(event_id="e", type="extension_asked", at=NOW, by="", by_name="", facts=facts)
    assert words.sentence(line) == said


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("act", ACTS),
        ("tab", TABS),
        ("state", CaseState),
        ("share", DispatchState),
        ("kind", DispatchKind),
        ("result", CloseResult),
        ("clock", ClockKind),
        ("paper", DocumentKind),
    ],
)
def test_every_word_of_a_table_is_there(texts: Texts, table: str, values: tuple[str, ...]) -> None:
    for value in values:
        assert texts.get(f"counter_casework.{table}.{value}")


def test_every_field_has_its_label_and_no_label_or_hint_is_there_for_nobody(texts: Texts) -> None:
    asked = {field.key for form in FORMS.values() for field in form.fields}
    named = {key.rpartition(".")[2] for key in texts.keys if key.startswith("counter_casework.field.")}
    hinted = {key.rpartition(".")[2] for key in texts.keys if key.startswith("counter_casework.hint.")}
    assert asked <= named
    assert hinted <= named


def test_every_act_has_a_form_and_in_no_state_two_acts_share_a_key(policy: Policy) -> None:
    assert set(FORMS) == set(ACTS)
    for role in Role:
        for state in CaseState:
            view = given_view(policy, state, By(staff_id="s1", role=role))
            keys = [FORMS[name].key for name in view.acts]
            assert len(set(keys)) == len(keys), (role, state)


def test_whoever_is_waited_for_reads_until_when_and_everybody_else_reads_who(
    policy: Policy, texts: Texts
) -> None:
    mine = given_view(policy, CaseState.REGISTERED, RECEPTION)
    assert case_head(mine, policy, texts).waits == "请在11月26日前办"
    unit = By(staff_id="x", role=Role.UNIT_OFFICER, unit="human_resources")
    late = given_view(policy, CaseState.DISPATCHED, unit)
    assert case_head(late, policy, texts).waits == "11月19日已到期，请先办这一件"
    officer = By(staff_id="x", role=Role.SUPERVISOR)
    theirs = given_view(policy, CaseState.DISPATCHED, officer)
    assert case_head(theirs, policy, texts).waits == (
        "等科尔沁区人力资源和社会保障局、科尔沁区住房和城乡建设局签收，11月19日前"
    )
    assert case_head(given_view(policy, CaseState.MERGED, officer), policy, texts).waits == ""


def test_how_a_date_was_counted_ends_on_the_date_that_the_clock_shows(policy: Policy, texts: Texts) -> None:
    view = given_view(policy, CaseState.HANDLING, RECEPTION)
    for clock in view.clocks:
        words = how_counted(clock, policy, texts)
        due = f"{clock.due_date.year}年{clock.due_date.month}月{clock.due_date.day}日"
        assert any(row.label == "到期" and row.words.startswith(due) for row in words.rows)
    assert [row.key for row in clock_rows(view, texts)] == ["1", "2", "3"]


def test_facts_name_each_party_once_and_leave_out_what_nobody_said(policy: Policy, texts: Texts) -> None:
    rows = facts(given_view(policy, CaseState.HANDLING, RECEPTION), policy, texts)
    said = [(row.label, row.value) for row in rows]
    assert ("申请人", "某工地工人 37人 130 0000 0017\n代表：李某甲、李某乙、李某丙、李某丁、李某戊") in said
    assert [label for label, value in said if "某建筑公司" in value] == ["被申请人"]
    assert "发生日期" not in dict(said)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11-25 9:30", datetime(2026, 11, 25, 9, 30, tzinfo=HALL_ZONE)),
        ("1-5 1400", datetime(2027, 1, 5, 14, 0, tzinfo=HALL_ZONE)),
        ("２０２６年１１月２５日 ０９：３０", datetime(2026, 11, 25, 9, 30, tzinfo=HALL_ZONE)),
        ("2026-11-22 9:30", "date.past"),
        ("11-25", "date.unreadable"),
        ("11-25 25:00", "date.time_unreadable"),
        ("2-30 9:30", "date.unreadable"),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, meant: datetime | str) -> None:
    found = read_moment(typed, TODAY)
    assert (found.code if isinstance(found, Refusal) else found) == meant


def test_a_notice_that_is_too_short_asks_why(policy: Policy, texts: Texts) -> None:
    context = on(policy, texts, CaseState.HANDLING)
    assert is_short_notice(context, {"meet_at": "11-23 16:00"})
    assert not is_short_notice(context, {"meet_at": "11-24 8:30"})
    assert not is_short_notice(context, {"meet_at": ""})
    fields = FORMS["appoint"].fields
    soon = {"appointment_kind": "mediation", "meet_at": "11-23 16:00"}
    assert read_form(fields, soon, context) == {"override": "请填“不足规定天数，写明为什么”。"}
    filled = read_form(fields, {**soon, "override": "双方今天都在"}, context)
    assert isinstance(filled, Filled)
    act = FORMS["appoint"].make(filled)
    assert getattr(act, "override", "") == "双方今天都在"


def test_the_first_suggestion_fills_a_dispatch_that_can_be_confirmed_as_it_is(
    policy: Policy, texts: Texts
) -> None:
    context = on(policy, texts, CaseState.GRADED)
    values: dict[str, str] = {}
    for field in FORMS["send"].fields:
        if field.preset is not None:
            values[field.key] = field.preset(context)
            values |= field.sets(context, values[field.key]) if field.sets else {}
    filled = read_form(FORMS["send"].fields, values, context)
    assert isinstance(filled, Filled)
    act = FORMS["send"].make(filled)
    best = context.view.routes[0]
    assert getattr(act, "units", ()) == (best.unit_id, *best.co_units)
    assert getattr(act, "level", None) is best.level


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("人社", "科尔沁区人力资源和社会保障局"),
        ("rlzy", "科尔沁区人力资源和社会保障局"),
        ("sfj", "科尔沁区司法局"),
        ("奈曼", "奈曼旗"),
    ],
)
def test_a_unit_is_found_by_its_short_name_and_by_pinyin(policy: Policy, typed: str, first: str) -> None:
    assert find(unit_options(policy), typed)[0].name.startswith(first)


def test_an_agreement_cannot_be_performed_before_today(policy: Policy, texts: Texts) -> None:
    context = on(policy, texts, CaseState.HANDLING)
    fields = FORMS["agree"].fields
    assert read_form(fields, {"terms": "x", "perform_by": "2026-11-01"}, context) == {
        "perform_by": "这一天已经过去了。"
    }
    filled = read_form(fields, {"terms": "x", "perform_by": "1-31"}, context)
    assert isinstance(filled, Filled)
    assert filled.day("perform_by") == date(2027, 1, 31)


def test_each_right_that_a_step_needs_has_words_for_whom_one_waits(policy: Policy, texts: Texts) -> None:
    for state in CaseState:
        view = given_view(policy, state, By(staff_id="x", role=Role.HALL_ADMIN))
        waits = case_head(view, policy, texts).waits
        assert bool(waits) == bool(view.waits_for), state
