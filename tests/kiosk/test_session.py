"""A citizen in front of the kiosk: real touches on the real pages; the door is the test's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cases.matter.intake import Intent
from cases.refusal import Refusal
from kiosk.draft import NOTHING_TOLD
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.kiosk.fingers import begin_dispute, page, shows, tell_everything, touch, wait_for, write
from tests.kiosk.kiosk_room import MORNING, KioskRoom, hall_view
from tests.kiosk.page_album import PROGRESS, TOLD
from tests.screenkit.pinyin_once import key_caps

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_citizen_tells_a_dispute_about_wages_with_a_finger_and_gets_a_number(room: KioskRoom) -> None:
    tell_everything(room)
    for words in ("讨薪劳动", "某某建筑公司", "科尔沁区大林镇", "37人", "80万元", "五个月没给工钱", "李某甲"):
        assert shows(room, words), words
    assert shows(room, "130 0000 0001")
    touch(room, "都对，取号")
    wait_for(room, "done")
    grab.wait_until(lambda: shows(room, "小票和回执打好了"), what="the papers")
    for words in ("A017", "前面还有6位", "大约要等10～18分钟", "请到受理区等候", "11月26日前告诉您是否受理"):
        assert shows(room, words), words
    (intake,) = room.door.taken
    assert intake.confirmed
    assert intake.private.contact_phone == "13000000001"
    assert intake.open.amount_fen == 80_000_000
    assert room.door.drafts == [False]
    touch(room, "好了，返回首页")
    wait_for(room, "attract")


def test_a_double_tap_takes_one_number(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    grab.wait_until(lambda: not grab.is_settling(room.screen.window), what="a page that has settled")
    room.door.may_answer.clear()
    at = grab.centre_of(grab.find(room.screen.window, "都对，取号"))
    for _ in range(3):
        QTest.mouseDClick(room.screen.window, LEFT, NO_KEY, at)
        grab.process_events(0.02)
    assert shows(room, "正在取号，请稍等……")
    room.door.may_answer.set()
    wait_for(room, "done")
    grab.process_events(0.1)
    assert len(room.door.taken) == 1


def test_the_second_tap_of_a_shaky_hand_answers_no_question_that_was_not_seen(room: KioskRoom) -> None:
    begin_dispute(room)
    room.screen.window.theme.setProperty("settleMs", 250)
    grab.wait_until(lambda: not grab.is_settling(room.screen.window), what="a page that has settled")
    at = grab.centre_of(grab.find(room.screen.window, "物业房产"))
    QTest.mouseClick(room.screen.window, LEFT, NO_KEY, at)
    QTest.mouseClick(room.screen.window, LEFT, NO_KEY, at)
    grab.process_events(0.1)
    assert page(room) == "other_side"
    assert not room.screen.session.page_model.typed


def test_the_second_tap_on_a_question_answers_nothing_that_lies_under_it(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    room.screen.window.theme.setProperty("settleMs", 250)
    at = grab.centre_of(grab.find(room.screen.window, "好，我接着填"))
    QTest.mouseClick(room.screen.window, LEFT, NO_KEY, at)
    QTest.mouseClick(room.screen.window, LEFT, NO_KEY, at)
    grab.process_events(0.05)
    assert page(room) == "category"
    assert room.screen.session.walk.draft == NOTHING_TOLD


def test_what_the_keyboard_is_still_composing_is_told_too(room: KioskRoom) -> None:
    window = room.screen.window
    grab.wait_until(lambda: bool(window.rootObject().property("keyboardReady")), what="the keyboard loaded")
    room.screen.session.walk_to(Walk(page=Page.NAME))
    grab.wait_until(lambda: "b" in key_caps(window), what="the keys")
    for cap in "bateer":
        grab.press_item(window, key_caps(window)[cap])
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    assert len(room.door.taken[0].private.contact_name) == 3


def test_nothing_else_can_be_pressed_while_a_number_is_taken(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    room.door.may_answer.clear()
    touch(room, "都对，取号")
    session = room.screen.session
    for press in (session.back, session.restart, session.startOver, session.leave, session.switchSize):
        press()
        assert page(room) == "check"
    session.ticketFirst()
    room.door.may_answer.set()
    wait_for(room, "done")
    assert len(room.door.taken) == 1


def test_a_ticket_first_takes_along_what_is_filled_and_what_stands_in_the_field(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "邻里")
    write(room, "对方是谁", "楼上王某")
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    (intake,) = room.door.taken
    assert not intake.confirmed
    assert intake.open.category == "neighbour"
    assert intake.private.other_side == "楼上王某"
    assert shows(room, "填过的窗口看得到，没填的到窗口再说。")
    assert room.door.drafts == [True]


def test_the_place_in_line_counts_from_the_first_touch_of_the_dispute(room: KioskRoom) -> None:
    begin_dispute(room)
    room.clock.go_on(40)
    touch(room, "上一步")
    wait_for(room, "intent")
    touch(room, "我有矛盾纠纷要反映")
    room.clock.go_on(30)
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    assert room.door.taken[0].touched_at == MORNING


def test_starting_over_begins_the_line_anew(room: KioskRoom) -> None:
    begin_dispute(room)
    room.clock.go_on(40)
    touch(room, "邻里", "重新开始")
    assert shows(room, "要重新开始吗？")
    touch(room, "不，接着填")
    assert page(room) == "other_side"
    touch(room, "重新开始", "清空，重新开始")
    wait_for(room, "intent")
    assert room.screen.session.walk.draft == NOTHING_TOLD
    touch(room, "我有矛盾纠纷要反映", "先取号，到窗口再说")
    wait_for(room, "done")
    assert room.door.taken[0].touched_at > MORNING


def test_consulting_gives_a_number_of_queue_b(room: KioskRoom) -> None:
    room.screen.hear(hall_view())
    touch(room, "点这里，开始", "我想问一问")
    wait_for(room, "consult")
    assert shows(room, "现在等候2人，大约4～9分钟。")
    touch(room, "取咨询号")
    wait_for(room, "done")
    assert shows(room, "B017")
    assert room.door.taken[0].intent is Intent.CONSULT
    assert room.door.taken[0].private.is_empty


def test_progress_asks_for_the_code_then_the_lookup_code_and_shows_the_steps(room: KioskRoom) -> None:
    touch(room, "点这里，开始", "查办理进度")
    wait_for(room, "progress_code")
    assert shows(room, "ZZ 150502000")
    grab.press_digits(room.screen.window, "261123001725")
    touch(room, "下一步")
    assert shows(room, "这个编号对不上")
    touch(room, "清空")
    grab.press_digits(room.screen.window, "261123001724")
    touch(room, "下一步")
    wait_for(room, "lookup_code")
    room.door.progress_answer = Refusal("lookup.not_found")
    grab.press_digits(room.screen.window, "000000")
    touch(room, "下一步")
    grab.wait_until(lambda: shows(room, "没有查到"), what="the sentence")
    room.door.progress_answer = PROGRESS
    grab.press_digits(room.screen.window, "482916")
    touch(room, "下一步")
    wait_for(room, "progress_result")
    assert shows(room, "已经登记，正在看是否受理。")
    assert shows(room, "最迟11月26日告诉您是否受理")
    sessions = {session for _, _, session in room.door.asked}
    assert [(code, lookup) for code, lookup, _ in room.door.asked] == [
        ("ZZ150502000261123001724", "000000"),
        ("ZZ150502000261123001724", "482916"),
    ]
    assert len(sessions) == 1
    touch(room, "返回首页")
    wait_for(room, "attract")
    assert room.screen.session.session_id not in sessions


def test_an_unwritten_answer_says_what_to_do_and_stays(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.NAME))
    touch(room, "下一步")
    assert page(room) == "name"
    assert shows(room, "还没有写。不想留就点“我先不提供”。")
    touch(room, "我先不提供")
    wait_for(room, "phone")


def test_a_dot_can_be_put_into_a_name(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.NAME))
    write(room, "您的姓名", "阿依古丽")
    touch(room, "名字中间的点")
    grab.type_text(room.screen.window, "某")
    touch(room, "下一步")
    wait_for(room, "phone")
    assert room.screen.session.walk.draft.name == "阿依古丽·某"


def test_a_word_can_be_touched_instead_of_typing_who_the_other_side_is(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.OTHER_SIDE))
    touch(room, "邻居", "下一步")
    assert room.screen.session.walk.draft.other_side == "邻居"


def test_a_very_long_story_with_emoji_and_bidi_ends_at_the_limit_and_is_clean(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.STORY))
    write(room, "事情的经过", "半夜\u202e吵闹😀" + "事" * 20_000)
    assert shows(room, "写满了，剩下的到窗口再说。")
    touch(room, "下一步")
    wait_for(room, "name")
    story = room.screen.session.walk.draft.story
    assert story.startswith("半夜吵闹😀事事")
    assert len(story) <= room.screen.session.parts.policy.kiosk.story_chars_max


def test_a_keyboards_digits_work_where_a_number_pad_stands(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.PHONE))
    grab.press_keys(room.screen.window, "13000000002")
    grab.press_key(room.screen.window, Qt.Key.Key_Backspace)
    grab.press_keys(room.screen.window, "1")
    grab.press_key(room.screen.window, Qt.Key.Key_Return)
    wait_for(room, "check")
    assert room.screen.session.walk.draft.phone == "13000000001"


def test_changing_the_size_keeps_what_stands_in_the_field(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.NAME))
    write(room, "您的姓名", "李某")
    touch(room, "大字")
    assert room.screen.window.theme.property("largePrint")
    grab.type_text(room.screen.window, "甲")
    touch(room, "标准字", "下一步")
    assert room.screen.session.walk.draft.name == "李某甲"


def test_an_answer_is_changed_from_the_check_page_and_comes_back_to_it(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    touch(room, "改：电话")
    wait_for(room, "phone")
    assert shows(room, "电话号码")
    touch(room, "清空")
    grab.press_digits(room.screen.window, "04752000001")
    touch(room, "下一步")
    wait_for(room, "check")
    assert shows(room, "0475-2000001")


def test_without_a_number_the_citizen_is_sent_to_the_desk(room: KioskRoom) -> None:
    room.door.ticket, room.door.refusal = None, Refusal("kiosk.lease_used_up", {"queue": "A"})
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    touch(room, "都对，取号")
    wait_for(room, "done")
    assert shows(room, "请到导办台取号")
    assert shows(room, "您说的事收到了")


def test_a_disk_that_keeps_nothing_is_said_plainly(room: KioskRoom) -> None:
    room.door.error = OSError("no space left on device")
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    touch(room, "都对，取号")
    wait_for(room, "done")
    assert shows(room, "刚才填的没能存下来。请到导办台，工作人员帮您登记。")


def test_a_citizen_without_paper_says_so_and_a_person_is_told(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    touch(room, "都对，取号")
    wait_for(room, "done")
    touch(room, "没打出来？")
    grab.wait_until(lambda: len(room.door.denied) == 1, what="the report")
    assert shows(room, "请记住您的号码，工作人员马上来。")
    assert shows(room, "482 916")
    assert not shows(room, "没打出来？")


def test_papers_of_a_citizen_who_has_left_change_no_page(room: KioskRoom) -> None:
    room.door.paper_is_out.clear()
    room.screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    touch(room, "都对，取号")
    wait_for(room, "done")
    touch(room, "好了，返回首页")
    room.door.paper_is_out.set()
    grab.process_events(0.1)
    assert page(room) == "attract"
    assert room.screen.session.ending is None


def test_the_wait_is_hidden_while_the_hall_is_not_heard(room: KioskRoom) -> None:
    room.screen.hear(hall_view())
    touch(room, "点这里，开始")
    wait_for(room, "intent")
    assert shows(room, "现在等候7人，大约10～18分钟。")
    assert shows(room, "今天在岗：法院、检察、公安、司法、信访、人社、住建")
    room.screen.hear(None)
    assert not shows(room, "现在等候")
    assert shows(room, "今天在岗：")


def test_the_keyboard_learns_nothing_and_offers_no_menu(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.NAME))
    field = grab.find(room.screen.window, "您的姓名")
    hints = field.inputMethodQuery(Qt.InputMethodQuery.ImHints)
    assert int(hints) & Qt.InputMethodHint.ImhSensitiveData.value
    QTest.mouseClick(room.screen.window, Qt.MouseButton.RightButton, NO_KEY, grab.centre_of(field))
    grab.process_events(0.05)
    assert len(QGuiApplication.topLevelWindows()) == len(
        [w for w in QGuiApplication.topLevelWindows() if w.transientParent() is None]
    )
