"""Matters from the inbox to the sign-off, by keys alone, at a hall that really runs, by two who share the work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.views import StaffView
from counter.casework.casework import CaseworkViewModel
from screenkit import grab
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.counter.test_counter_queue import serve
from tests.page_looks import bad_words
from tests.real_hall import RealHall

Key = Qt.Key
NOISE = OpenMatter(category="neighbour", dispute_type="0203", town="150502001", party_count=1)
WORDS = PrivateMatter(
    contact_name="王某甲", contact_phone="13000000021", other_side="楼上邻居", story="夜里吵，睡不着。"
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RealHall]:
    """A hall for each test: an inbox tells of every matter that there is."""
    running = RealHall(tmp_path)
    running.start()
    yield running
    running.close()


def casework_of(counter: Counter) -> CaseworkViewModel:
    model = counter.screen.view_model.frame.modelOf("casework")
    assert isinstance(model, CaseworkViewModel)
    return model


def open_inbox(counter: Counter, count: int) -> CaseworkViewModel:
    """The page, and so many that wait for this person."""
    counter.open_page("casework")
    model = casework_of(counter)
    grab.wait_until(lambda: model.inbox.rows.count == count, what=f"{count} in the inbox")
    return model


def enter(counter: Counter, title: str) -> None:
    """Enter opens the form of what is waited for."""
    counter.key(Key.Key_Return)
    form = casework_of(counter).case.form
    grab.wait_until(lambda: form.property("title") == title, what=f"the form {title}")


def confirm(counter: Counter, state: str, key: Key = Key.Key_Return) -> None:
    """The form is confirmed, and the case is then in another state."""
    case = casework_of(counter).case
    counter.key(key)
    grab.wait_until(
        lambda: not case.form.property("isOpen") or not case.form.property("isBusy"), what="the hall's answer"
    )
    assert case.form.property("said") == ""
    assert case.property("stateWord") == state


def write(counter: Counter, *texts: str) -> None:
    """Texts into the fields that follow."""
    for text in texts:
        counter.key(Key.Key_Tab)
        counter.type(text)


def settle(counter: Counter) -> None:
    """一表办结: one page, one confirmation."""
    counter.key(Key.Key_N)
    counter.wait_for("怎么办的")
    counter.type("当面调解，当场说好。")
    counter.key(Key.Key_Tab)
    counter.key(Key.Key_2)  # 口头化解
    counter.key(Key.Key_Tab)
    counter.key(Key.Key_1)  # 和解
    write(counter, "双方当场说好，晚上十点以后不出声。")
    confirm(counter, "已反馈，待销号 · 口头化解", Key.Key_F10)


def accept_and_grade(counter: Counter, count: int) -> CaseworkViewModel:
    """The first of the inbox is opened, accepted and graded as it is suggested."""
    model = open_inbox(counter, count)
    assert not any("王某甲" in word for word in counter.words())  # a list names nobody
    counter.key(Key.Key_Return)
    counter.wait_for("王某甲 130 0000 0021", "夜里吵，睡不着。", "受理")
    enter(counter, "受理")
    assert counter.sees("在受理范围内")
    confirm(counter, "已受理，待分级")
    enter(counter, "分级")
    confirm(counter, "已分级，待分流")
    return model


def send_to(counter: Counter, typed: str) -> None:
    """Not as suggested: to one unit of one's own choice."""
    enter(counter, "分流")
    fields = {line.key: line for line in casework_of(counter).case.form.fields.rows}
    counter.key(Key(Key.Key_0 + len(fields["route"].options)))  # 另外选
    counter.key(Key.Key_Tab)
    for _ in fields["units"].options:
        counter.key(Key.Key_Backspace)
    counter.type(typed)
    assert bad_words(counter.screen.window) == []
    counter.key(Key.Key_Return)
    form = casework_of(counter).case.form
    assert form.property("isOpen")  # taken, not sent yet
    confirm(counter, "已分流，待签收")


def handle(counter: Counter) -> None:
    """Signed for, recorded, reported; a result without its agreement is refused and nothing written is lost."""
    case = casework_of(counter).case
    enter(counter, "签收")
    confirm(counter, "正在办理")
    enter(counter, "记办理")
    write(counter, "两家都谈过，约好晚上十点以后不出声。")
    confirm(counter, "正在办理", Key.Key_F10)
    enter(counter, "报结")
    counter.key(Key.Key_1)  # 达成协议, but there is none
    counter.key(Key.Key_Tab)
    counter.key(Key.Key_1)
    write(counter, "双方和好")
    counter.key(Key.Key_F10)
    grab.wait_until(lambda: "协议" in case.form.property("said"), what="the refusal")
    assert {line.key: line.text for line in case.form.fields.rows}["report_text"] == "双方和好"
    counter.key(Key.Key_Backtab)
    counter.key(Key.Key_Backtab)
    counter.key(Key.Key_2)  # 口头化解
    confirm(counter, "已报结，待反馈 · 口头化解", Key.Key_F10)


def test_an_ordinary_matter_goes_from_the_inbox_to_the_sign_off_by_two_people(
    hall: RealHall, open_counter: Open
) -> None:
    hall.take(NOISE, WORDS)
    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("锁屏")
    model = accept_and_grade(counter, 1)
    send_to(counter, "zhzlzx")
    handle(counter)
    enter(counter, "反馈")
    write(counter, "已经谈好，晚上不再吵。")
    confirm(counter, "已反馈，待销号 · 口头化解", Key.Key_F10)
    assert counter.sees("等没有经手的同事销号，11月24日前")  # not by who handled it
    counter.key(Key.Key_Escape)
    grab.wait_until(lambda: not model.property("isCaseOpen"), what="the inbox")
    grab.wait_until(lambda: model.inbox.rows.count == 0, what="nothing left to do")

    other = open_counter(4)
    other.sign_in_as("包某甲")
    other.wait_for("锁屏")
    model = open_inbox(other, 1)
    other.key(Key.Key_Return)
    other.wait_for("销号")
    enter(other, "销号")
    assert other.sees("报来的结果：口头化解。核对材料，属实就销号。")
    confirm(other, "已销号 · 口头化解")
    said = [line.sentence for line in model.case.timeline.rows]
    assert said[0] == "销号：口头化解"
    assert "登记。来源：自助机" in said
    assert all("{" not in sentence for sentence in said)


def test_settled_matters_are_signed_off_in_a_batch_and_one_s_own_are_refused_with_the_reason(
    hall: RealHall, open_counter: Open
) -> None:
    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("锁屏")
    for _ in range(2):
        hall.take(NOISE, WORDS)
        counter.wait_for("呼叫下一位")
        serve(counter)
        counter.wait_for("王某甲", "受理")
        counter.key(Key.Key_F11)
        counter.wait_for("这件事")
        counter.key(Key.Key_9)
        counter.wait_for("一表办结")
        settle(counter)
        counter.key(Key.Key_Escape)  # back at the desk, which knows of it
        counter.wait_for("结束接待")
        counter.key(Key.Key_F10)
        counter.wait_for("窗口空着")
    counter.open_page("casework")
    model = casework_of(counter)
    counter.key(Key.Key_8)  # 待销号
    grab.wait_until(lambda: model.inbox.rows.count == 2, what="both")
    _mark_both_and_sign_off(counter)
    refused = model.inbox.batch.refused.rows
    assert len(refused) == 2
    assert all("办理人不能自己销号" in line.sentence for line in refused)
    assert bad_words(counter.screen.window) == []
    counter.key(Key.Key_Return)

    other = open_counter(4)
    other.sign_in_as("包某甲")
    other.wait_for("锁屏")
    model = open_inbox(other, 2)
    _mark_both_and_sign_off(other)
    assert other.sees("办成2件。")
    other.key(Key.Key_Return)
    grab.wait_until(
        lambda: [row.todo for row in model.inbox.rows.rows] == ["回访"] * 2, what="both to be visited"
    )


def _mark_both_and_sign_off(counter: Counter) -> None:
    counter.key(Key.Key_Home)
    counter.key(Key.Key_Space)
    counter.key(Key.Key_Down)
    counter.key(Key.Key_Space)
    counter.wait_for("已勾选2件")
    counter.key(Key.Key_B)
    counter.wait_for("给这2件销号？")
    counter.key(Key.Key_Return)
    batch = casework_of(counter).inbox.batch
    grab.wait_until(lambda: batch.property("panel") == "result", what="the result")


def test_from_the_desk_the_next_step_is_one_key_and_esc_leads_back(hall: RealHall, counter: Counter) -> None:
    hall.take(NOISE, WORDS)
    serve(counter)
    counter.wait_for("受理", "王某甲")
    counter.key(Key.Key_F8)
    counter.wait_for("下一步")
    counter.key(Key.Key_F8)  # 分级, its form open
    form = casework_of(counter).case.form
    grab.wait_until(lambda: form.property("title") == "分级", what="the form")
    confirm(counter, "已分级，待分流")
    enter(counter, "分流")
    confirm(counter, "已分流，待签收")
    counter.key(Key.Key_Escape)
    counter.wait_for("结束接待", "王某甲")
    counter.key(Key.Key_D, CTRL)  # 期限
    counter.key(Key.Key_Return)
    grab.wait_until(lambda: bool(casework_of(counter).case.property("code")), what="the case of the line")
    counter.key(Key.Key_1)
    counter.wait_for("怎么算的", "数法", "到期")
    assert bad_words(counter.screen.window) == []


def test_a_unit_finds_what_was_given_to_it_and_gives_it_back_by_the_duty_list(
    hall: RealHall, open_counter: Open
) -> None:
    hall.add_staff(StaffView(staff_id="t-justice", name="司法甲", role="unit_officer", unit="justice"))
    hall.take(NOISE, WORDS)
    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("锁屏")
    accept_and_grade(counter, 1)
    send_to(counter, "司法")

    office = open_counter(None)
    office.sign_in_as("司法甲")
    office.wait_for("锁屏")
    model = casework_of(office)
    grab.wait_until(lambda: model.inbox.rows.count == 1, what="what waits for the unit")
    office.key(Key.Key_Return)
    office.wait_for("签收", "退回")
    office.key(Key.Key_T)
    office.wait_for("依据职责清单哪一条")
    office.key(Key.Key_F10)
    grab.wait_until(lambda: model.case.form.property("said") == "请填“依据职责清单哪一条”。", what="the gap")
    office.type("属地")
    office.key(Key.Key_Return)
    confirm(office, "已分级，待分流", Key.Key_F10)
    assert any("退回。依据：属地" in line.sentence for line in model.case.timeline.rows)


def test_a_grid_worker_registers_what_was_told_and_reception_finds_it(
    hall: RealHall, open_counter: Open
) -> None:
    hall.add_staff(
        StaffView(staff_id="t-grid", name="网格甲", role="grid_worker", unit="territory_150502001")
    )
    office = open_counter(None)
    office.sign_in_as("网格甲")
    office.wait_for("锁屏", "现在没有等您办的事项。")
    office.key(Key.Key_N)
    office.wait_for("从哪里来")
    write(office, "王某甲", "1300000002")
    office.key(Key.Key_Tab)
    office.type("linli")
    office.key(Key.Key_Return)
    for _ in range(4):
        office.key(Key.Key_Tab)
    office.type("80余万")
    write(office, "楼上夜里吵。")
    office.key(Key.Key_F10)
    form = casework_of(office).bringIn.form
    problems = {line.key: line.problem for line in form.fields.rows if line.problem}
    assert set(problems) == {"contact_phone", "amount_yuan"}  # nothing is guessed
    assert bad_words(office.screen.window) == []
    office.type("13000000021")  # the telephone has the focus again
    office.key(Key.Key_Tab)
    for _ in range(4):
        office.key(Key.Key_Tab)
    office.key(Key.Key_Backspace)
    office.key(Key.Key_F10)
    case = casework_of(office).case
    grab.wait_until(lambda: bool(case.property("code")), what="the case")
    assert "请告诉来访人查询码" in case.property("said")
    assert case.property("source") == "来源：网格员"

    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("锁屏")
    open_inbox(counter, 1)
    counter.key(Key.Key_Return)
    counter.wait_for("楼上夜里吵。", "网格甲")
