"""A day at the counter, by keys alone, at a hall that really runs."""

from datetime import timedelta

from PySide6.QtCore import Qt

from screenkit import grab
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.real_hall import PIN, RealHall


def test_a_whole_reception_by_keys_alone(hall: RealHall, open_counter: Open) -> None:
    ticket_no = hall.take()
    hall.clock.move_by(timedelta(minutes=7))
    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("呼叫下一位", f"下一位是{ticket_no}，讨薪劳动，等了7分。", "先来后到：他来得最早。")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("开始办理", "重呼", "过号", "第1次叫号 09:37")
    counter.key(Qt.Key.Key_F2)
    counter.wait_for("第2次叫号 09:37")
    assert "李某甲" not in counter.words()
    counter.key(Qt.Key.Key_F4)
    counter.wait_for("受理", "李某甲", "130 0000 0017", "80万元")
    assert counter.sees("给工地干了五个月，钱一直没给，我们一共三十七个人，年前想拿到。", "来访人自己写的")
    counter.key(Qt.Key.Key_F8)
    counter.wait_for("已受理")
    assert not counter.sees("不予受理")
    counter.key(Qt.Key.Key_F10)
    counter.wait_for("窗口空着")
    assert "李某甲" not in counter.words()


def test_pressing_f1_twice_calls_one_ticket(hall: RealHall, counter: Counter) -> None:
    first, second = hall.take(), hall.take()
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F1)
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("开始办理", first)
    counter.key(Qt.Key.Key_F1)
    counter.wait_for(f"本窗口还有{first}号，先结束接待或过号，再叫下一位。")
    waiting = counter.screen.view_model.desk.knows.view
    assert waiting is not None
    assert [row.ticket_no for row in waiting.waiting] == [second]


def test_who_does_not_come_is_passed_over_and_can_come_back_into_line(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F1)
    for press in (2, 3):
        counter.wait_quiet()
        counter.key(Qt.Key.Key_F2)
        counter.wait_quiet()
        assert counter.sees(f"第{press}次叫号 09:30" if press < 3 else "已叫3次，人没到就过号")
    assert not counter.sees("重呼")
    counter.key(Qt.Key.Key_F3)
    counter.wait_for(f"{ticket_no}回队")
    counter.wait_quiet()
    counter.key(Qt.Key.Key_B, CTRL)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("呼叫下一位", "还没轮到，后面没有别人了，先叫。")
    counter.wait_without(f"{ticket_no}回队")


def test_a_rejection_needs_a_reason_and_says_where_to_go_instead(hall: RealHall, counter: Counter) -> None:
    hall.take()
    _serve(counter)
    counter.wait_for("不予受理")
    counter.key(Qt.Key.Key_F9)
    counter.wait_for("不予受理的理由")
    counter.key(Qt.Key.Key_S, CTRL)
    assert counter.sees("先选一个理由。")
    counter.key(Qt.Key.Key_2)
    assert counter.sees("请向已经受理的部门了解进展，或者向它的上级反映。")
    assert not counter.sees("先选一个理由。")
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_for(
        "不予受理：法院、公安机关或者别的部门已经受理，正在处理。"
        "请告诉来访人：请向已经受理的部门了解进展，或者向它的上级反映。"
    )
    assert not counter.sees("受理")
    counter.key(Qt.Key.Key_F10)
    counter.wait_for("窗口空着")


def test_a_wrong_pin_is_told_and_the_fifth_locks_for_five_minutes(hall: RealHall, open_counter: Open) -> None:
    counter = open_counter(COUNTER_NO)
    for _ in range(4):
        counter.sign_in("0000")
        counter.wait_quiet()
    assert counter.sees("姓名或密码不对，请再试。连续输错5次会锁定5分钟。")
    counter.sign_in("0000")
    counter.wait_quiet()
    assert counter.sees("密码输错次数太多，已锁定，请过5分钟再试。")
    counter.sign_in(PIN)
    counter.wait_quiet()
    assert not counter.sees("锁屏")
    hall.clock.let_pass(timedelta(minutes=6))
    counter.sign_in(PIN)
    counter.wait_for("锁屏")


def test_locking_hides_the_person_at_once_and_the_same_desk_goes_on_after_the_pin(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    _serve(counter)
    counter.wait_for("李某甲")
    counter.key(Qt.Key.Key_F12)
    assert "李某甲" not in counter.words()
    counter.wait_for("已锁屏", f"{ticket_no}还在这个窗口，输入密码接着办。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("李某甲", "受理")


def test_help_rings_at_every_counter_until_somebody_goes(hall: RealHall, open_counter: Open) -> None:
    here, there = open_counter(3), open_counter(4)
    here.sign_in()
    here.wait_for("锁屏")
    hall.call_help()
    here.wait_for("1号自助机有人叫帮忙", "我去")
    there.wait_for("1号自助机有人叫帮忙", "登录后按“我去”")
    assert here.screen.chime.is_ringing
    assert there.screen.chime.is_ringing
    here.key(Qt.Key.Key_G, CTRL)
    here.wait_without("1号自助机有人叫帮忙")
    there.wait_without("1号自助机有人叫帮忙")
    assert not here.screen.chime.is_ringing
    assert not there.screen.chime.is_ringing


def test_a_paper_that_did_not_come_out_is_told_until_somebody_says_so(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    hall.paper_failed()

    def is_told() -> bool:
        return any("1号自助机" in word and f"{ticket_no}号" in word for word in counter.words())

    grab.wait_until(is_told, what="the notice")
    counter.key(Qt.Key.Key_K, CTRL)
    grab.wait_until(lambda: not is_told(), what="the notice to go")


def test_with_the_hall_gone_the_last_list_stays_and_nothing_is_pretended(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    counter.wait_for("呼叫下一位", ticket_no)
    hall.stop()
    counter.wait_for("09:30起连不上大厅系统，下面是0分钟前的名单", "可以照名单人工叫号，恢复后自动补录。")
    assert counter.sees(ticket_no, "大厅系统连不上")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("连不上大厅系统，这一步没有办成。恢复后请再按一次。")
    assert counter.sees("窗口空着")
    hall.start()
    counter.wait_for("大厅系统正常")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("登录已失效，请重新登录。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("开始办理", ticket_no)


def _serve(counter: Counter) -> None:
    """The next one is called, and comes."""
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("开始办理")
    counter.key(Qt.Key.Key_F4)
    counter.wait_for("结束接待")
