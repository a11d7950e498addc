"""The verbs of a place in line at a counter, by keys alone, at a hall that really runs."""

from datetime import timedelta

from PySide6.QtCore import Qt

from cases.matter.intake import Intent
from cases.matter.matter import OpenMatter
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.real_hall import NOBODY, PIN, RealHall

CONSULT = OpenMatter()


def consult(hall: RealHall) -> str:
    return hall.take(CONSULT, NOBODY, confirmed=False, intent=Intent.CONSULT)


def call(counter: Counter) -> None:
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("开始办理")


def serve(counter: Counter) -> None:
    call(counter)
    counter.key(Qt.Key.Key_F4)
    counter.wait_for("结束接待")


def test_a_wrong_call_is_taken_back_within_seconds(hall: RealHall, counter: Counter) -> None:
    ticket_no = hall.take()
    call(counter)
    counter.wait_for("撤回")
    counter.key(Qt.Key.Key_Z, CTRL)
    counter.wait_for("呼叫下一位", ticket_no)
    call(counter)
    hall.clock.move_by(timedelta(seconds=12))
    counter.wait_without("撤回")
    assert counter.sees("开始办理", "重呼", "过号")


def test_a_visit_is_put_on_hold_with_a_reason_and_brought_back_by_keys(
    hall: RealHall, counter: Counter
) -> None:
    ticket_no = hall.take()
    serve(counter)
    counter.key(Qt.Key.Key_F6)
    counter.wait_for(f"{ticket_no}先挂起，为什么？", "取材料", "20分后自动回到队里")
    counter.key(Qt.Key.Key_1)
    counter.wait_for("窗口空着", "取材料", "09:50回到队里", f"{ticket_no}叫回")
    counter.key(Qt.Key.Key_B, CTRL)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("呼叫下一位", "指定本窗口")


def test_a_citizen_is_handed_over_acknowledged_or_taken_back(hall: RealHall, open_counter: Open) -> None:
    here, there = open_counter(COUNTER_NO), open_counter(4)
    here.sign_in()
    here.wait_for("锁屏")
    there.sign_in_as("包某甲")
    there.wait_for("锁屏")
    ticket_no = hall.take()
    serve(here)
    here.key(Qt.Key.Key_F7)
    here.wait_for(f"{ticket_no}转到哪里？", "4号 咨询窗口", "包某甲在", "矛盾纠纷多元化解区")
    here.key(Qt.Key.Key_4)
    here.wait_for(f"{ticket_no}转到4号 咨询窗口，为什么？")
    here.key(Qt.Key.Key_1)
    here.wait_for("转4号窗口", "转出，签收前由您负责", f"{ticket_no}收回")
    there.wait_for("3号窗口转来", f"{ticket_no}签收")
    here.key(Qt.Key.Key_B, CTRL)
    here.key(Qt.Key.Key_Return)
    here.wait_for("结束接待")
    there.wait_without(f"{ticket_no}签收")
    here.key(Qt.Key.Key_F7)
    here.wait_for(f"{ticket_no}转到哪里？")
    here.key(Qt.Key.Key_4)
    here.key(Qt.Key.Key_2)
    there.wait_for(f"{ticket_no}签收")
    there.key(Qt.Key.Key_R, CTRL)
    there.wait_for("呼叫下一位", "指定本窗口")
    here.wait_without(f"{ticket_no}收回")


def test_esc_leaves_a_menu_and_nothing_has_happened(hall: RealHall, counter: Counter) -> None:
    ticket_no = hall.take()
    serve(counter)
    counter.key(Qt.Key.Key_F7)
    counter.key(Qt.Key.Key_4)
    counter.wait_for(f"{ticket_no}转到4号 咨询窗口，为什么？")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for(f"{ticket_no}转到哪里？")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for("结束接待", "挂起")


def test_two_numbers_of_one_person_become_one(hall: RealHall, counter: Counter) -> None:
    first, second = hall.take(), consult(hall)
    serve(counter)
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("并号", "同一个人取了两个号")
    counter.key(Qt.Key.Key_2)
    counter.wait_for(f"哪个号并到{first}？")
    for key in (Qt.Key.Key_B, Qt.Key.Key_0, Qt.Key.Key_0, Qt.Key.Key_1):
        counter.key(key)
    counter.wait_without(second)
    counter.wait_for("现在没有人等")


def test_a_number_is_cancelled_and_another_has_left(hall: RealHall, counter: Counter) -> None:
    first, second = hall.take(), consult(hall)
    counter.wait_for("呼叫下一位", first, second)
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("取消号码")
    counter.key(Qt.Key.Key_4)
    counter.wait_for("取消哪个号？")
    counter.key(Qt.Key.Key_Return)
    counter.wait_for(f"为什么取消{first}？")
    counter.key(Qt.Key.Key_1)
    counter.wait_without(first)
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("中途离开")
    counter.key(Qt.Key.Key_3)
    counter.wait_for("哪个号走了？")
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("现在没有人等")


def test_a_number_is_handed_out_at_the_counter_and_its_priority_is_checked(
    hall: RealHall, counter: Counter
) -> None:
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("领着取号")
    counter.key(Qt.Key.Key_5)
    counter.wait_for("排哪个队", "综合受理")
    counter.key(Qt.Key.Key_Tab)
    counter.key(Qt.Key.Key_2)
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_for("请告诉来访人", "Z001", "本窗口没有打印机，请写下号码交给来访人。")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for("优先")
    call(counter)
    counter.wait_for("优先：70岁以上")
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("核实优先")
    counter.key(Qt.Key.Key_1)
    counter.wait_for("Z001说自己是：70岁以上", "属实", "没有依据")
    counter.key(Qt.Key.Key_1)
    counter.wait_for("优先已核实：70岁以上")


def test_a_ticket_needs_numbers_that_can_be_read(hall: RealHall, counter: Counter) -> None:
    counter.key(Qt.Key.Key_F11)
    counter.key(Qt.Key.Key_5)
    counter.wait_for("排哪个队")
    counter.key(Qt.Key.Key_Tab)
    counter.key(Qt.Key.Key_Tab)
    counter.type("很多")
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("人数应当是1到200的整数。")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for("窗口空着")


def test_a_desk_pauses_and_comes_back(hall: RealHall, counter: Counter) -> None:
    hall.take()
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("暂离")
    counter.key(Qt.Key.Key_8)
    counter.wait_for("离开多久？")
    counter.key(Qt.Key.Key_2)
    counter.wait_for("暂离到09:45左右", "回到窗口")
    counter.key(Qt.Key.Key_F4)
    counter.wait_for("呼叫下一位")


def test_served_today_and_the_timer_stand_in_the_head(hall: RealHall, counter: Counter) -> None:
    hall.take()
    serve(counter)
    hall.clock.move_by(timedelta(minutes=6, seconds=41))
    counter.wait_for("正在办理06:41")
    counter.key(Qt.Key.Key_F10)
    counter.wait_for("今日已接1人 · 平均7分")


def test_who_signs_out_leaves_the_counter_to_the_next(hall: RealHall, counter: Counter) -> None:
    counter.key(Qt.Key.Key_F12)
    counter.wait_for("已锁屏", "斯琴", "签退")
    counter.key(Qt.Key.Key_Q, CTRL)
    counter.wait_for("您是", "包某甲")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("锁屏")
