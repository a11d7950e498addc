"""What a citizen sees when words tell of a danger, without a name, along the road of a matter, and when rating it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.citizen_views import EndedVisit, Evaluable
from cases.matter.case_code import parse_case_code
from cases.policy.emergency import EmergencyKind
from cases.refusal import Refusal
from cases.views import HelpAnswerView
from kiosk.draft import Draft, Question
from kiosk.flow import Page, Walk
from kiosk.tablet import Tablet
from screenkit import grab
from tests.kiosk.fingers import page, shows, touch, wait_for
from tests.kiosk.kiosk_room import MORNING, KioskRoom, hall_view, open_room
from tests.kiosk.page_album import LATER, TOLD

MATTER = Evaluable(subject="case", subject_id="c1", name="ZZ150502000261123001724")
NAMELESS = replace(TOLD, name="", phone="", left_open=frozenset({Question.NAME, Question.PHONE}))
WORDS = {
    EmergencyKind.VIOLENCE: ("他拿着菜刀要打死我", "有危险就打110"),
    EmergencyKind.SUICIDE: ("我不想活了", "有人来陪您说话"),
    EmergencyKind.MINOR_AT_RISK: ("他虐待孩子", "孩子现在有危险就打110"),
}


def write_story(room: KioskRoom, story: str) -> None:
    """What stands in the field, and 下一步."""
    room.screen.session.walk_to(Walk(page=Page.STORY, draft=Draft(category="neighbour")), typed=story)
    touch(room, "下一步")


@pytest.mark.parametrize("kind", list(EmergencyKind))
def test_words_of_a_danger_bring_a_person_at_once_and_nobody_waits_in_line(
    room: KioskRoom, kind: EmergencyKind
) -> None:
    story, advice = WORDS[kind]
    write_story(room, story)
    grab.wait_until(lambda: shows(room, "工作人员马上过来"), what="the card")
    assert shows(room, "您的事不用排队")
    assert shows(room, advice)
    assert room.door.dangers == [kind.value]
    touch(room, "好，我接着填")
    assert page(room) == "name"


def test_the_call_of_a_danger_is_made_once_and_is_not_taken_back(room: KioskRoom) -> None:
    write_story(room, "我不想活了")
    grab.wait_until(lambda: shows(room, "工作人员马上过来"), what="the card")
    assert not shows(room, "不用了")
    touch(room, "好，我接着填")
    room.screen.session.walk_to(replace(room.screen.session.walk, page=Page.PHONE))
    assert room.door.dangers == ["suicide"]
    answer = HelpAnswerView(help_id="help-1", staff_name="斯琴", counter_no=3)
    room.screen.hear(hall_view(help_answers=(answer,)))
    assert shows(room, "3号窗口的斯琴来帮您")
    room.screen.session.leave()
    grab.process_events(0.05)
    assert room.door.withdrawn == []


def test_a_call_by_hand_gives_way_to_the_danger(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.STORY, draft=Draft(category="neighbour")), typed="他打我")
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    touch(room, "好，我接着填", "下一步")
    grab.wait_until(lambda: room.door.dangers == ["", "violence"], what="the alarm")
    assert room.door.withdrawn == ["help-1 citizen"]


def test_a_number_taken_first_alarms_as_well(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.STORY, draft=Draft(category="neighbour")), typed="他打我")
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    assert room.door.dangers == ["violence"]


def test_with_the_hall_away_the_card_says_to_call_out(room: KioskRoom) -> None:
    room.door.help_answer = Refusal("kiosk.hall_unreachable")
    write_story(room, "他打我")
    grab.wait_until(lambda: shows(room, "请大声喊工作人员"), what="the card")
    assert shows(room, "110")


def test_an_everyday_story_alarms_nobody(room: KioskRoom) -> None:
    write_story(room, "打他电话也不接")
    wait_for(room, "name")
    assert room.door.dangers == []


def test_without_name_and_phone_every_page_says_what_can_be_expected(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=NAMELESS))
    assert shows(room, "没留姓名和电话，只能当线索登记")
    touch(room, "都对，取号")
    wait_for(room, "done")
    assert shows(room, "没留姓名和电话，当线索登记，没法答复您")
    assert not shows(room, "前告诉您是否受理")


def test_the_road_is_one_touch_behind_the_progress_and_back(room: KioskRoom) -> None:
    session = room.screen.session
    session.progress.view = LATER["handling"]
    session.walk_to(Walk(page=Page.PROGRESS_RESULT))
    assert shows(room, "时间延长过，最迟12月21日办出结果")
    touch(room, "看路线图")
    wait_for(room, "roadmap")
    for words in ("登记受理", "现在在这里", "联合办理", "需要时", "20个工作日"):
        assert shows(room, words), words
    touch(room, "上一步")
    wait_for(room, "progress_result")


def test_a_matter_that_is_over_is_rated_from_its_progress_with_a_few_words(room: KioskRoom) -> None:
    session = room.screen.session
    touch(room, "点这里，开始", "查办理进度")
    grab.press_digits(room.screen.window, "261123001724")
    touch(room, "下一步")
    wait_for(room, "lookup_code")
    room.door.progress_answer = LATER["closed"]
    room.door.evaluable_answer = (MATTER,)
    grab.press_digits(room.screen.window, "482916")
    touch(room, "下一步")
    wait_for(room, "progress_result")
    assert shows(room, "办结不等于解决")
    touch(room, "评价这件事")
    wait_for(room, "evaluate")
    assert room.door.asked[-1][:2] == ("ZZ150502000261123001724", "482916")
    touch(room, "不满意", "写几句话")
    wait_for(room, "evaluate_text")
    session.page_model.write("拖得太久")  # type: ignore[attr-defined]  # as the field does
    touch(room, "送出评价")
    wait_for(room, "thanks")
    assert room.door.evaluated == [(MATTER.name, {"overall": 2})]
    assert room.door.written == ["拖得太久"]
    assert session.evaluating.text == ""


def test_without_words_the_rating_goes_alone_and_a_danger_in_them_alarms(room: KioskRoom) -> None:
    session = room.screen.session
    for typed, way, sent in (("算了", "不写了，直接送出", ""), ("我不想活了", "送出评价", "我不想活了")):
        session.leave()
        session.evaluating.subject, session.evaluating.levels = MATTER, (("overall", 1),)
        session.walk_to(Walk(page=Page.EVALUATE_TEXT))
        session.page_model.write(typed)  # type: ignore[attr-defined]  # as the field does
        touch(room, way)
        wait_for(room, "thanks")
        assert room.door.written[-1] == sent
    assert room.door.dangers == ["suicide"]


def test_a_tablet_turns_to_the_evaluation_when_a_visit_has_ended_at_its_counter_once_and_for_nobody_else() -> (
    None
):
    tablet, kiosk = Tablet(3), Tablet(0)
    there = EndedVisit(counter_no=3, visit_id="v1", ticket_no="A017", ended_at=MORNING)
    elsewhere = replace(there, counter_no=2, visit_id="v2")
    view = replace(hall_view(), ended=(elsewhere, there))
    assert kiosk.offers(view, 3) is None
    found = tablet.offers(view, 3)
    assert found is not None
    assert (found.subject, found.subject_id, found.name) == ("visit", "v1", "A017")
    assert tablet.offers(view, 3) is None
    late = replace(view, hall_time=MORNING + timedelta(minutes=9), ended=(replace(there, visit_id="v3"),))
    assert tablet.offers(late, 3) is None  # he has gone
    assert tablet.offers(late, 9) is not None  # where the hall waits for longer


def test_the_tablet_waits_for_the_next_visit_when_the_last_was_rated() -> None:
    room = open_room(counter_no=3)
    try:
        ended = EndedVisit(counter_no=3, visit_id="v1", ticket_no="A017", ended_at=MORNING)
        room.screen.hear(replace(hall_view(), ended=(ended,)))
        wait_for(room, "evaluate")
        touch(room, "满意", "不用了，就这样")
        wait_for(room, "thanks")
        assert room.door.evaluated == [("A017", {"overall": 4})]
        room.screen.session.leave()
        room.screen.hear(replace(hall_view(), ended=(ended,)))
        assert page(room) == "attract"
    finally:
        room.close()


def test_when_it_was_rated_elsewhere_meanwhile_the_page_says_so(room: KioskRoom) -> None:
    session = room.screen.session
    session.progress.view = LATER["closed"]
    session.walk_to(Walk(page=Page.PROGRESS_RESULT))
    code = parse_case_code(MATTER.name)
    assert not isinstance(code, Refusal)
    session.progress.code, session.progress.lookup = code, "482916"
    room.door.evaluable_answer = Refusal("evaluation.given_already")
    touch(room, "评价这件事")
    grab.wait_until(lambda: shows(room, "已经评价过"), what="the sentence")
    assert page(room) == "progress_result"
