"""Roles, the lock that keeps the work, and sign-out as attendance; at a hall that really runs."""

import pytest
from PySide6.QtCore import Qt

from cases.roles import Page, Right, Role, may, needs_counter, pages_of
from cases.views import StaffView
from screenkit import grab
from screenkit.idle_watch import IdleWatch
from tests.counter.conftest import CTRL, Counter, Open
from tests.counter.test_counter_queue import serve
from tests.real_hall import PIN, RealHall

OFFICE = {
    "supervisor": "督办甲",
    "dispatcher": "调度甲",
    "hall_admin": "管理甲",
    "leader": "负责甲",
    "unit_officer": "经办甲",
    "grid_worker": "网格甲",
}


def test_nobody_in_the_office_calls_a_number_and_everybody_at_a_counter_does() -> None:
    assert {role for role in Role if needs_counter(role)} == {"reception", "mediator", "unit_clerk"}
    assert all((Page.DESK in pages_of(role)) == may(role, Right.SERVE) for role in Role)


@pytest.mark.parametrize("role", OFFICE)
def test_who_works_without_a_counter_begins_with_what_waits_for_them(
    hall: RealHall, open_counter: Open, role: str
) -> None:
    hall.add_staff(StaffView(staff_id=f"t-{role}", name=OFFICE[role], role=role))
    office = open_counter(None)
    office.sign_in_as(OFFICE[role])
    office.wait_for("锁屏", "办公席")
    frame = office.screen.view_model.frame
    assert frame.property("current") == ("lists" if role == "hall_admin" else "casework")
    assert not office.sees("下一位")
    assert not office.sees("窗口空着")


def test_a_locked_screen_shows_nobody_and_keeps_what_was_being_written(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    serve(counter)
    counter.wait_for("修改", "李某甲")
    counter.key(Qt.Key.Key_F5)
    counter.wait_for("保存")
    form = counter.screen.view_model.form
    counter.key(Qt.Key.Key_F12)
    counter.wait_for("已锁屏", f"{ticket_no}还在这个窗口，输入密码接着办。")
    assert not any("李某甲" in word for word in counter.words())
    counter.key(Qt.Key.Key_S, CTRL)  # no key reaches what lies behind the lock
    counter.wait_quiet()
    counter.type("0000")
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("姓名或密码不对，请再试。连续输错5次会锁定5分钟。")
    counter.key(Qt.Key.Key_Q, CTRL)
    counter.wait_for(f"{ticket_no}还在这个窗口，请先解锁，结束接待或转给别的窗口，再签退。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("保存")
    assert counter.screen.view_model.form is form
    assert form.property("isOpen")


NEW_PIN = "739154"


def test_whoever_fears_that_a_pin_was_seen_changes_it_at_the_locked_screen(
    hall: RealHall, open_counter: Open
) -> None:
    hall.add_staff(StaffView(staff_id="t-own-pin", name="督办乙", role="supervisor"))
    office = open_counter(None)
    office.sign_in_as("督办乙")

    def type_all(*pins: str) -> None:
        for pin in pins:
            office.type(pin)
            office.key(Qt.Key.Key_Return)

    office.wait_for("锁屏", "办公席")
    office.key(Qt.Key.Key_F12)
    office.wait_for("已锁屏")
    office.key(Qt.Key.Key_P, CTRL)
    office.wait_for("不换了")
    type_all(PIN, NEW_PIN, "739155")
    office.wait_for("两次输的新密码不一样，请重新输入，密码还没有换。")
    type_all("0000", NEW_PIN, NEW_PIN)
    office.wait_for("姓名或密码不对，请再试。连续输错5次会锁定5分钟。")
    type_all(PIN, NEW_PIN, NEW_PIN)
    office.wait_for("已锁屏", "换密码", "密码换好了，请用新密码解锁。")
    type_all(PIN)
    office.wait_for("姓名或密码不对，请再试。连续输错5次会锁定5分钟。")
    type_all(NEW_PIN)
    office.wait_quiet()
    assert not office.sees("已锁屏")


def test_a_screen_that_nobody_touches_locks_itself(hall: RealHall, counter: Counter) -> None:
    window = counter.screen.window
    watch = IdleWatch(lambda: 0.4, counter.screen.view_model.desk.lock, window)
    window.installEventFilter(watch)
    for _ in range(4):
        grab.process_events(0.2)
        counter.key(Qt.Key.Key_Up)
    assert not counter.screen.view_model.desk.knows.locked
    grab.wait_until(lambda: counter.sees("已锁屏"), what="the lock")


def test_each_page_has_its_key(hall: RealHall, counter: Counter) -> None:
    counter.wait_for("窗口空着")
    counter.key(Qt.Key.Key_2, CTRL)
    assert counter.screen.view_model.frame.property("current") == "lists"
    assert not counter.sees("窗口空着")
    counter.key(Qt.Key.Key_1, CTRL)
    counter.wait_for("窗口空着")
