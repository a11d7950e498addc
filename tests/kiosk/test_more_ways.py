"""More ways in at the kiosk, with a finger: priority, evaluation, somebody looked for, about us, no more numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cases.matter.intake import Intent
from cases.refusal import Refusal
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.kiosk.fingers import begin_dispute, page, shows, touch, wait_for
from tests.kiosk.kiosk_room import A017, APPOINTMENT, KioskRoom, hall_view
from tests.kiosk.page_album import TOLD

START = "点这里，开始"
UNREACHABLE = Refusal("kiosk.hall_unreachable")


def digits(room: KioskRoom, at: str, typed: str) -> None:
    wait_for(room, at)
    grab.press_digits(room.screen.window, typed)
    touch(room, "下一步")


def large(room: KioskRoom) -> None:
    touch(room, "大字")


# Priority.


def test_priority_is_one_quiet_touch_and_the_matter_stays_the_same(room: KioskRoom) -> None:
    touch(room, START, "可以优先", "孕妇或带婴幼儿")
    wait_for(room, "intent")
    assert shows(room, "优先：孕妇或带婴幼儿")
    room.screen.session.walk_to(replace(room.screen.session.walk, page=Page.CHECK, draft=TOLD))
    touch(room, "都对，取号")
    wait_for(room, "done")
    (intake,) = room.door.taken
    assert intake.priority == "infant"
    assert intake.open.category == "labour_wages"
    assert shows(room, "Z017")
    assert shows(room, "优先号到窗口核实一下就行。")


def test_a_ticket_first_and_a_consultation_have_priority_too_and_it_can_be_taken_back(
    room: KioskRoom,
) -> None:
    touch(room, START, "可以优先", "残疾人", "我有矛盾纠纷要反映", "邻里")
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    touch(room, "好了，返回首页", START, "可以优先", "残疾人", "我想问一问", "取咨询号")
    wait_for(room, "done")
    touch(
        room,
        "好了，返回首页",
        START,
        "可以优先",
        "残疾人",
        "已选优先",
        "都没有，回去",
        "我想问一问",
        "取咨询号",
    )
    wait_for(room, "done")
    assert [intake.priority for intake in room.door.taken] == ["disabled", "disabled", None]


def test_the_next_citizen_has_no_priority(room: KioskRoom) -> None:
    touch(room, START, "可以优先", "残疾人")
    room.clock.go_on(61)
    grab.wait_until(lambda: shows(room, "您还在吗？"), what="the question")
    room.clock.go_on(20)
    wait_for(room, "attract")
    touch(room, START)
    assert shows(room, "可以优先")
    assert room.screen.session.walk == Walk(page=Page.INTENT)


def test_priority_in_large_print_shows_four_answers_at_a_time(room: KioskRoom) -> None:
    touch(room, START)
    large(room)
    touch(room, "可以优先", "都不是，看更多", "情况紧急", "我想问一问", "取咨询号")
    wait_for(room, "done")
    assert room.door.taken[0].priority == "urgent"


# Evaluation.


def test_a_face_and_enough_is_an_evaluation(room: KioskRoom) -> None:
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "017")
    wait_for(room, "evaluate")
    touch(room, "非常满意", "不用了，就这样")
    wait_for(room, "thanks")
    assert room.door.numbers == [17]
    assert room.door.evaluated == [("A017", {"overall": 5})]
    touch(room, "返回首页")
    wait_for(room, "attract")
    assert len(room.door.evaluated) == 1


def test_four_more_questions_for_who_likes_and_any_of_them_may_be_left_out(room: KioskRoom) -> None:
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "17")
    wait_for(room, "evaluate")
    touch(room, "满意", "再说一说")
    for words, answer in (
        ("态度", "非常满意"),
        ("快不快", "这个不说"),
        ("规范", "基本满意"),
        ("结果", "不满意"),
    ):
        assert shows(room, words)
        touch(room, answer)
        if words == "规范":
            touch(room, "上一步")
            assert shows(room, "规范")
            touch(room, "基本满意")
    wait_for(room, "thanks")
    assert room.door.evaluated == [("A017", {"overall": 4, "attitude": 5, "norms": 3, "result": 2})]


def test_the_same_digits_in_two_queues_ask_which_one(room: KioskRoom) -> None:
    room.door.evaluable_answer = (A017, replace(A017, subject_id="v2", name="B017"))
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "017")
    wait_for(room, "evaluate_which")
    touch(room, "B017", "不满意", "不用了，就这样")
    wait_for(room, "thanks")
    assert room.door.evaluated == [("B017", {"overall": 2})]


def test_a_matter_is_evaluated_with_case_code_and_lookup_code(room: KioskRoom) -> None:
    touch(room, START, "评价结果", "登记过的事")
    digits(room, "progress_code", "261123001724")
    digits(room, "lookup_code", "482916")
    wait_for(room, "evaluate")
    assert room.door.asked[0][:2] == ("ZZ150502000261123001724", "482916")
    touch(room, "上一步")
    wait_for(room, "evaluate_by")


@pytest.mark.parametrize(
    "code", ["evaluation.unknown", "evaluation.not_finished", "evaluation.given_already"]
)
def test_what_cannot_be_evaluated_says_why_and_stays(room: KioskRoom, code: str) -> None:
    room.door.evaluable_answer = Refusal(code)
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "5")
    grab.wait_until(lambda: bool(room.screen.session.page_model.property("note")), what="the reason")
    assert page(room) == "evaluate_ticket"


def test_an_evaluation_that_does_not_arrive_can_be_sent_again(room: KioskRoom) -> None:
    room.door.evaluate_answer = UNREACHABLE
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "17")
    wait_for(room, "evaluate")
    touch(room, "满意", "不用了，就这样")
    grab.wait_until(lambda: shows(room, "评价还没有送到"), what="the trouble")
    room.door.evaluate_answer = True
    touch(room, "不用了，就这样")
    wait_for(room, "thanks")


def test_who_touches_a_face_and_walks_away_has_evaluated_and_nothing_stays(room: KioskRoom) -> None:
    touch(room, START, "评价结果", "今天办的事")
    digits(room, "evaluate_ticket", "17")
    wait_for(room, "evaluate")
    touch(room, "非常不满意")
    wait_for(room, "evaluate_more")
    room.clock.go_on(61)
    grab.wait_until(lambda: shows(room, "您还在吗？"), what="the question")
    room.clock.go_on(20)
    wait_for(room, "attract")
    grab.wait_until(lambda: bool(room.door.evaluated), what="the evaluation")
    assert room.door.evaluated == [("A017", {"overall": 1})]
    assert room.screen.session.evaluating.subject is None


# 找人取号.


def test_a_number_for_somebody_at_a_counter(room: KioskRoom) -> None:
    touch(room, START, "找人取号", "到窗口找人")
    wait_for(room, "meet_desk")
    assert not shows(room, "2号综合受理窗口"), "nobody sits there"
    touch(room, "4号咨询窗口")
    wait_for(room, "done")
    (intake,) = room.door.taken
    assert (intake.intent, intake.for_counter) == (Intent.MEET, 4)
    assert shows(room, "叫到您时，请到4号窗口。")


def test_without_the_hall_all_counters_are_offered(room: KioskRoom) -> None:
    room.door.desks_answer = UNREACHABLE
    touch(room, START, "找人取号", "到窗口找人")
    wait_for(room, "meet_desk")
    touch(room, "2号综合受理窗口")
    wait_for(room, "done")
    assert room.door.taken[0].for_counter == 2


def test_an_appointment_is_found_by_its_six_digits(room: KioskRoom) -> None:
    touch(room, START, "找人取号", "我有预约")
    digits(room, "meet_code", "004711")
    wait_for(room, "meet_slot")
    assert room.door.codes == ["004711"]
    assert shows(room, "今天10:00")
    touch(room, "取号")
    wait_for(room, "done")
    assert room.door.taken[0].appointment_id == APPOINTMENT.appointment_id


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal("appointment.unknown"), "没有查到这个预约"),
        (Refusal("appointment.other_day", {"date": "2026-11-25"}), "您的预约是11月25日的"),
        (UNREACHABLE, "大厅的网络暂时不通"),
    ],
)
def test_an_appointment_that_is_not_there_says_why(room: KioskRoom, refusal: Refusal, words: str) -> None:
    room.door.appointment_answer = refusal
    touch(room, START, "找人取号", "我有预约")
    digits(room, "meet_code", "123456")
    grab.wait_until(lambda: shows(room, words), what="the reason")
    assert page(room) == "meet_code"


# 关于本中心.


def test_about_the_centre_and_on_to_the_one_of_a_town(room: KioskRoom) -> None:
    touch(room, START, "关于本中心")
    for words in ("0475-0000000", "08:30～12:00", "讨薪劳动", "矛盾纠纷多元化解区"):
        assert shows(room, words), words
    touch(room, "找最近的中心", "科尔沁左翼后旗", "甘旗卡镇")
    wait_for(room, "centre")
    assert shows(room, "科尔沁左翼后旗甘旗卡镇社会治安综合治理中心")
    assert shows(room, "待公布，请打本中心电话")
    touch(room, "再找一个", "科尔沁区", "旗县区的中心")
    wait_for(room, "centre")
    assert shows(room, "科尔沁区社会治安综合治理中心")
    assert not shows(room, "待公布")
    for back in ("centre_town", "centre_banner", "about", "intent", "attract"):
        touch(room, "上一步") if back != "attract" else room.screen.session.back()
        wait_for(room, back)


def test_the_way_to_a_centre_in_large_print_and_back_in_standard(room: KioskRoom) -> None:
    touch(room, START)
    large(room)
    touch(room, "别的事", "关于本中心", "看剩下的", "找最近的中心", "科尔沁左翼中旗")
    wait_for(room, "centre_kind")
    touch(room, "标准字")
    wait_for(room, "centre_town")
    large(room)
    wait_for(room, "centre_kind")
    touch(room, "农场、牧场、别的")
    wait_for(room, "centre_town")
    touch(room, "上一步")
    wait_for(room, "centre_kind")


# No more numbers for today.


def test_that_the_number_will_be_for_tomorrow_is_said_before_anything_is_told(room: KioskRoom) -> None:
    room.screen.hear(hall_view(closed=True))
    touch(room, START)
    assert shows(room, "今天的号发完了，现取11月24日的号。")
    touch(room, "我有矛盾纠纷要反映")
    wait_for(room, "next_day")
    assert shows(room, "11月24日的号")
    touch(room, "好，接着来")
    wait_for(room, "category")
    touch(room, "邻里")
    room.door.business_date = date(2026, 11, 24)
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    assert shows(room, "11月24日")
    assert shows(room, "08:30开门")
    assert not shows(room, "大约要等")


def test_every_way_to_a_number_says_it_and_what_needs_none_does_not(room: KioskRoom) -> None:
    room.screen.hear(hall_view(closed=True))
    for words, after in (("我想问一问", "consult"), ("找人取号", "meet_by")):
        touch(room, START, words)
        wait_for(room, "next_day")
        touch(room, "好，接着来")
        wait_for(room, after)
        room.screen.session.leave()
    for words, at in (("查办理进度", "progress_code"), ("评价结果", "evaluate_by"), ("关于本中心", "about")):
        touch(room, START, words)
        wait_for(room, at)
        room.screen.session.leave()


def test_while_numbers_are_left_nobody_is_stopped(room: KioskRoom) -> None:
    room.screen.hear(hall_view())
    begin_dispute(room)
    room.screen.hear(None)
    room.screen.session.leave()
    begin_dispute(room)
