"""The page 管理, driven by keys at a hall that runs: hours, queues, counters, today's roster, and what is refused."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from cases.views import StaffView
from counter.administration.administration import AdministrationViewModel
from screenkit import grab
from tests.counter.conftest import Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import RealHall

ADMIN = StaffView(staff_id="s80", name="塔娜", role="hall_admin")  # not the colleague of tests.reviser

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
ALL = Qt.Key.Key_A
CTRL = Qt.KeyboardModifier.ControlModifier


class Office:
    """The administrator at the page."""

    def __init__(self, screen: Counter) -> None:
        self.screen = screen
        self.window = screen.screen.window

    @property
    def page(self) -> AdministrationViewModel:
        model = self.screen.screen.view_model.frame.modelOf("administration")
        assert isinstance(model, AdministrationViewModel)
        return model

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self.screen.key(key)
        grab.process_events(0.02)

    def write(self, text: str) -> None:
        """Replace what stands in the field that has the keyboard."""
        self.screen.key(ALL, CTRL)
        if text:
            self.screen.type(text)
        else:
            self.screen.key(Qt.Key.Key_Delete)

    def field(self) -> str:
        item = self.window.activeFocusItem()
        return str(item.property("text")) if item is not None else ""

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}")

    def changes(self) -> list[str]:
        return [f"{line.what}: {line.was} > {line.will_be}" for line in self.page.changes.rows]

    def save(self, why: str) -> None:
        self.key(F[9])
        self.write(why)
        self.key(F[10])


@pytest.fixture
def office(hall: RealHall, open_counter: Open) -> Office:
    hall.employ(ADMIN)
    screen = open_counter(3)
    screen.sign_in_as(ADMIN.name)
    grab.wait_until(
        lambda: screen.screen.view_model.frame.current != "", what=f"the page; there is {screen.words()}"
    )
    number = [tab.name for tab in screen.screen.view_model.frame.tabs.rows].index("administration") + 1
    screen.key(getattr(Qt.Key, f"Key_{number}"), CTRL)
    at_work = Office(screen)
    at_work.wait(lambda: not at_work.page.isReading and at_work.page.rows.count > 0, "the tables")
    grab.process_events(0.05)
    return at_work


def test_closing_early_today_is_typed_explained_and_in_force_at_once(office: Office, hall: RealHall) -> None:
    assert office.field() == "08:30-12:00 14:30-17:30"
    office.key(Qt.Key.Key_Down)
    office.write("08:30-12:00")
    day = hall.clock.now()
    assert office.changes() == [
        f"今天（{day.month}月{day.day}日） · 开放时间: 08:30-12:00 14:30-17:30 > 08:30-12:00"
    ]
    office.key(F[10])
    assert office.page.said == "请先写为什么改，再保存。"
    assert not office.page.canSave
    office.save("下午培训")
    policy = office.screen.screen.view_model.desk.rules
    office.wait(lambda: len(policy.policy.calendar.segments(day.date())) == 1, "the new hours")
    office.wait(lambda: not office.page.hasChanges and office.page.history.count > 0, "the page to follow")
    assert "已执行，各屏幕马上按新的显示。" in office.page.said
    office.key(F[5])
    assert office.screen.sees("下午培训")
    assert bad_words(office.window) == []
    office.key(F[1])
    office.key(Qt.Key.Key_Down)
    office.write("08:30-12:00 14:30-17:30")
    office.save("培训取消")
    office.wait(lambda: len(policy.policy.calendar.segments(day.date())) == 2, "the old hours again")


def test_a_counter_is_added_served_and_taken_away_by_keys(office: Office) -> None:
    rules = office.screen.screen.view_model.desk.rules
    office.key(F[3])
    office.wait(lambda: office.page.rows.count == 5, "the counters")
    office.key(F[6])
    office.wait(lambda: office.field() == "6", "the new line")
    office.key(Qt.Key.Key_Tab)
    office.write("法律援助窗口")
    office.key(Qt.Key.Key_Tab)
    office.write("A B")
    office.key(Qt.Key.Key_Tab)
    office.write("三楼")
    assert "没有功能区“三楼”" in office.page.mistake
    assert bad_words(office.window) == []
    office.write("公共法律服务区")
    assert office.page.mistake == ""
    office.save("增加窗口")
    office.wait(lambda: rules.policy.hall.counter(6) is not None, "counter 6")
    office.wait(lambda: not office.page.hasChanges, "the page to follow")
    office.key(F[3])
    office.key(F[1])
    office.key(F[3])
    office.key(Qt.Key.Key_Down, 5)
    assert office.field() == "法律援助窗口"
    office.key(F[7])
    assert office.changes() == ["去掉 6号窗口: 法律援助窗口 · A B · 公共法律服务区 > "]
    office.save("撤掉")
    office.wait(lambda: rules.policy.hall.counter(6) is None, "counter 6 to go")


def test_a_queue_in_which_somebody_waits_is_not_taken_away_and_the_page_says_so(
    office: Office, hall: RealHall
) -> None:
    number = hall.take()
    office.key(F[3])
    office.wait(lambda: office.page.rows.count == 5, "the counters")
    for _ in range(5):
        column = 2
        office.key(Qt.Key.Key_Tab, column - 1)
        office.write(office.field().replace("A", "").strip() or "B")
        office.key(Qt.Key.Key_Backtab, column - 1)
        office.key(Qt.Key.Key_Down)
    office.key(F[2])
    office.wait(lambda: office.page.rows.count == 4, "the queues")
    office.key(F[7])
    assert office.page.mistake == ""
    office.save("取消综合受理")
    office.wait(lambda: number in office.page.said, "the refusal")
    assert office.page.hasChanges
    assert bad_words(office.window) == []
    office.key(F[8])
    office.wait(lambda: not office.page.hasChanges and office.page.said == "", "what is in force")
    grab.process_events(0.05)
    assert office.field() == "综合受理"


def test_todays_roster_is_written_and_an_overlap_is_told_while_one_types(
    office: Office, hall: RealHall
) -> None:
    office.key(F[4])
    office.wait(
        lambda: office.screen.sees("今天没有排班，谁登录哪个窗口就在哪个窗口。按 F6 加一行。"),
        "an empty roster",
    )
    for counter, name in (("1", "斯琴"), ("1", "包某甲")):
        office.key(F[6])
        office.wait(lambda: office.field() == "", "the new line")
        office.write(counter)
        office.key(Qt.Key.Key_Tab)
        office.write(name)
    assert "1 号窗口 08:30–12:00 是 斯琴" in office.page.mistake
    assert bad_words(office.window) == []
    office.key(Qt.Key.Key_Backtab)
    office.write("2")
    assert office.page.mistake == ""
    office.save("今天的班")
    rules = office.screen.screen.view_model.desk.rules
    day = hall.clock.now().date()

    def sitting() -> list[tuple[str, int]]:
        return [(s.staff, s.counter) for s in rules.policy.roster.on(day, rules.policy.calendar)]

    office.wait(lambda: sorted(set(sitting())) == [("s1", 1), ("s2", 2)], "the roster")


def test_who_revises_meanwhile_is_not_overwritten(office: Office, hall: RealHall) -> None:
    office.key(F[2])
    office.wait(lambda: office.page.rows.count == 4, "the queues")
    office.write("综合受理一")
    hall.revise(("有矛盾纠纷，找综治中心", "有事您说"))
    office.wait(lambda: "别人已经改过" in office.page.said, "the warning")
    office.save("改名")
    office.wait(lambda: "盖掉别人的修改" in office.page.said, "the refusal")
    office.key(F[8])
    office.wait(
        lambda: not (office.page.hasChanges or office.page.said or office.page._is_asking), "the new ground"
    )
    office.key(F[2])
    office.write("综合受理一")
    office.save("改名")
    rules = office.screen.screen.view_model.desk.rules
    office.wait(lambda: rules.policy.hall.queue("A").name == "综合受理一", "the new name")
    assert rules.policy.hall.slogan == "有事您说"
