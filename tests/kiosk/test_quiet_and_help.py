"""Nobody there, or nobody who knows what to do: the kiosk asks, wipes, and calls a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cases.refusal import Refusal
from cases.views import HelpAnswerView
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.kiosk.fingers import begin_dispute, page, shows, tell_everything, touch, wait_for, write
from tests.kiosk.kiosk_room import KioskRoom, hall_view

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_quiet_asks_and_then_wipes_everything(room: KioskRoom) -> None:
    tell_everything(room)
    touch(room, "改：姓名")
    QGuiApplication.clipboard().setText("李某甲")
    first = room.screen.session.session_id
    room.clock.go_on(61)
    grab.wait_until(lambda: shows(room, "您还在吗？"), what="the question")
    room.clock.go_on(20)
    wait_for(room, "attract")
    session = room.screen.session
    assert session.walk == Walk()
    assert session.session_id != first
    assert QGuiApplication.clipboard().text() == ""
    assert not room.screen.window.theme.property("largePrint")
    touch(room, "点这里，开始", "我有矛盾纠纷要反映", "邻里")
    seen = " ".join(str(item.property("text")) for item in grab.items(room.screen.window))
    assert "某某建筑公司" not in seen
    for at in (Page.STORY, Page.NAME, Page.PHONE, Page.CHECK):
        session.walk_to(Walk(page=at, draft=session.walk.draft))
        assert session.page_model.typed == ""
        seen = " ".join(str(item.property("text")) for item in grab.items(room.screen.window))
        for word in ("李某甲", "五个月", "130 0000", "80万元"):
            assert word not in seen
        grab.press_key(room.screen.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert session.page_model.typed == ""


def test_somebody_who_is_still_there_keeps_everything(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "邻里")
    write(room, "对方是谁", "楼上王某")
    room.clock.go_on(61)
    touch(room, "我还在")
    grab.process_events(0.05)
    assert page(room) == "other_side"
    assert not room.screen.idle.property("asking")
    room.clock.go_on(59)
    grab.process_events(0.05)
    assert not room.screen.idle.property("asking")


def test_a_touch_anywhere_gives_the_whole_time_back(room: KioskRoom) -> None:
    begin_dispute(room)
    room.clock.go_on(50)
    grab.wait_until(lambda: room.screen.idle.property("secondsLeft") == 10, what="ten seconds left")
    question = grab.find(room.screen.window, "是哪一类的事？")
    QTest.mouseClick(room.screen.window, LEFT, NO_KEY, grab.centre_of(question))
    grab.process_events()
    assert room.screen.idle.property("secondsLeft") == 60


def test_the_story_page_waits_two_minutes_and_large_print_four(room: KioskRoom) -> None:
    room.screen.session.walk_to(Walk(page=Page.STORY))
    assert room.screen.idle.property("secondsAll") == 120
    touch(room, "大字")
    assert room.screen.idle.property("secondsAll") == 240


def test_help_is_called_and_the_kiosk_says_who_comes(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    touch(room, "好，我接着填")
    assert shows(room, "已经叫人")
    answer = HelpAnswerView(help_id="help-1", staff_name="斯琴", counter_no=3)
    room.screen.hear(hall_view(help_answers=(answer,)))
    assert shows(room, "3号窗口的斯琴来帮您")
    touch(room, "好，我接着填")
    assert page(room) == "category"
    assert room.door.helped == ["category"]
    assert room.door.withdrawn == []


def test_nobody_is_hurried_while_waiting_for_the_person_who_was_called(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    room.clock.go_on(59)
    grab.process_events(0.05)
    assert not room.screen.idle.property("asking")


def test_a_call_that_nobody_answers_sends_to_the_desk_and_may_still_be_answered(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    room.clock.go_on(60)
    grab.wait_until(lambda: shows(room, "请到导办台，或喊工作人员"), what="the sentence")
    answer = HelpAnswerView(help_id="help-1", staff_name="斯琴", counter_no=None)
    room.screen.hear(hall_view(help_answers=(answer,)))
    assert shows(room, "斯琴来帮您")


def test_an_unreachable_hall_sends_to_the_desk_at_once(room: KioskRoom) -> None:
    room.door.help_answer = Refusal("kiosk.hall_unreachable")
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "请到导办台，或喊工作人员"), what="the sentence")
    assert page(room) == "intent"
    touch(room, "知道了")
    assert not room.screen.help.property("open")


def test_who_needs_nobody_any_more_and_who_left_take_their_call_back(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    touch(room, "不用了")
    grab.wait_until(lambda: room.door.withdrawn == ["help-1 citizen"], what="the withdrawal")
    touch(room, "叫人帮忙")
    grab.wait_until(lambda: shows(room, "已经叫了，工作人员马上来"), what="called")
    room.screen.session.leave()
    grab.wait_until(lambda: room.door.withdrawn[-1] == "help-1 wiped", what="the withdrawal")
    assert not room.screen.help.property("open")
