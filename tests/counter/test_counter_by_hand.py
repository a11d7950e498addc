"""人工叫号: the hall is gone, the counter goes on, and afterwards every call is entered once."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.real_hall import PIN, RealHall


def begin_by_hand(hall: RealHall, counter: Counter) -> None:
    hall.stop()
    counter.wait_for("人工叫号", "可以照名单人工叫号，恢复后自动补录。")
    counter.key(Qt.Key.Key_J, CTRL)
    counter.wait_for("喊下一位")


def unlock(counter: Counter) -> None:
    counter.wait_for("解锁")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("锁屏")


def test_calls_by_hand_are_entered_once_when_the_hall_is_back(hall: RealHall, counter: Counter) -> None:
    first, second, third = hall.take(), hall.take(), hall.take()
    counter.wait_for("呼叫下一位", first, second, third)
    begin_by_hand(hall, counter)
    counter.wait_for(f"下一位是{first}。先来后到：他来得最早。", "名单上还有")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("请大声喊号。", "来了", "没来", "09:30喊的")
    counter.key(Qt.Key.Key_F3)
    counter.wait_for("09:30喊的，没来")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for(f"下一位是{third}。先来后到：他来得最早。")
    counter.key(Qt.Key.Key_F4)
    counter.wait_for("09:30喊的，来了")
    hall.start()
    unlock_after_hall(counter)
    counter.wait_for("大厅系统恢复了，2个号都已补录。")
    counter.key(Qt.Key.Key_J, CTRL)
    counter.wait_for("看过了", "已补录")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for("呼叫下一位", f"{first}回队")
    view = counter.screen.view_model.desk.knows.view
    assert view is not None
    assert [row.ticket_no for row in view.waiting] == [third]
    assert [row.ticket_no for row in view.not_present] == [first]


def unlock_after_hall(counter: Counter) -> None:
    """The hall has forgotten who sits here: the PIN, and what was called is entered."""
    counter.wait_for("大厅系统正常", "解锁")
    unlock(counter)


def test_a_number_that_two_counters_called_is_shown_and_not_hidden(
    hall: RealHall, open_counter: Open
) -> None:
    here, there = open_counter(COUNTER_NO), open_counter(1)
    here.sign_in()
    here.wait_for("锁屏")
    there.sign_in_as("包某甲")
    there.wait_for("锁屏")
    ticket_no = hall.take()
    for counter in (here, there):
        counter.wait_for("呼叫下一位", ticket_no)
    hall.stop()
    for counter in (here, there):
        counter.wait_for("人工叫号")
        counter.key(Qt.Key.Key_J, CTRL)
        counter.wait_for("喊下一位")
        counter.key(Qt.Key.Key_F1)
        counter.wait_for("09:30喊的")
    hall.start()
    unlock_after_hall(here)
    here.wait_for("大厅系统恢复了，1个号都已补录。")
    unlock_after_hall(there)
    there.wait_for(f"大厅系统恢复了，1个号都已补录。叫重的号：{ticket_no}，请和别的窗口核对。")


def test_the_list_is_printed_where_there_is_a_printer(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    hall.take()
    counter = open_counter(COUNTER_NO, with_printer=True)
    counter.sign_in()
    counter.wait_for("呼叫下一位")
    begin_by_hand(hall, counter)
    counter.key(Qt.Key.Key_P, CTRL)
    counter.wait_for("叫号单打出来了。")
    assert [path.suffix for path in (tmp_path / "papers").iterdir() if "by_hand_sheet" in path.name]
    hall.start()


def test_a_ticket_from_the_counter_comes_out_of_its_printer_and_again_on_request(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    counter = open_counter(COUNTER_NO, with_printer=True)
    counter.sign_in()
    counter.wait_for("更多")
    counter.key(Qt.Key.Key_F11)
    counter.key(Qt.Key.Key_5)
    counter.wait_for("排哪个队")
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_for("请告诉来访人", "小票打出来了。")
    before = len(list((tmp_path / "papers").iterdir()))
    counter.key(Qt.Key.Key_Escape)
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("补打小票、回执", "没打出来的，或者上一张丢了")
    counter.key(Qt.Key.Key_6)
    counter.wait_for("本窗口的上一张，再打一张")
    counter.key(Qt.Key.Key_0)
    counter.wait_for("小票打出来了。")
    assert len(list((tmp_path / "papers").iterdir())) == 2 * before
