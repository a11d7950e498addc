"""Registration beside the citizen, by keys alone, at a hall that really runs."""

from PySide6.QtCore import Qt

from cases.matter.intake import Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.views import MatterView
from counter.registration.registration import RegistrationViewModel
from screenkit import grab
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.real_hall import NOBODY, RealHall

Key = Qt.Key


def form_of(counter: Counter) -> RegistrationViewModel:
    return counter.screen.view_model.form


def matter_of(counter: Counter) -> MatterView:
    matter = counter.screen.view_model.desk.knows.matter
    assert matter is not None
    return matter


def serve(counter: Counter, word: str) -> None:
    """The next one is called, comes, and their matter is open."""
    counter.wait_for("呼叫下一位")
    counter.key(Key.Key_F1)
    counter.wait_for("开始办理")
    counter.key(Key.Key_F4)
    counter.wait_for("结束接待", word)


def open_form(counter: Counter) -> None:
    counter.key(Key.Key_F5)
    counter.wait_for("放弃")
    grab.wait_until(lambda: label_in_front(counter) == "姓名", what="the first field")


def label_in_front(counter: Counter) -> str:
    """The accessible name of the field with the focus."""
    item = counter.screen.window.activeFocusItem()
    while item is not None:
        label = item.property("label")
        if isinstance(label, str) and label:
            return label
        item = item.parentItem()
    return ""


def tab_to(counter: Counter, label: str) -> None:
    for _ in range(40):
        if label_in_front(counter) == label:
            return
        counter.key(Key.Key_Tab)
    raise AssertionError(f"Tab never came to {label}")


def enter(counter: Counter, text: str) -> None:
    counter.type(text)
    counter.key(Key.Key_Return)


def kept(counter: Counter) -> None:
    grab.wait_until(lambda: form_of(counter).savedLine.startswith("已保存"), what="the save")


def write_out(counter: Counter) -> None:
    counter.key(Key.Key_Return, CTRL)
    counter.wait_without("放弃")


def test_a_draft_is_registered_with_everything_and_then_accepted(hall: RealHall, counter: Counter) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(counter, "登记")
    open_form(counter)
    enter(counter, "李某甲")
    enter(counter, "130 0000 0001")
    enter(counter, "15050219000101001x")
    assert counter.sees("居民身份证 · 男 · 126岁")
    enter(counter, "蒙古")
    tab_to(counter, "住址")
    enter(counter, "某嘎查")
    counter.key(Key.Key_2)  # 语言
    counter.key(Key.Key_Return)
    counter.key(Key.Key_1)
    counter.key(Key.Key_3)  # 翻译, 轮椅
    counter.key(Key.Key_Return)
    counter.key(Key.Key_1)
    counter.key(Key.Key_2)
    counter.key(Key.Key_2)  # taken back
    counter.key(Key.Key_Slash)
    assert label_in_front(counter) == "类型"
    enter(counter, "zy")
    enter(counter, "大林")
    enter(counter, "幸福小区3号楼")
    enter(counter, "11月1日")
    enter(counter, "2")
    tab_to(counter, "对方")
    enter(counter, "楼上住户")
    tab_to(counter, "诉求")
    counter.type("晚上十点后不吵")
    counter.key(Key.Key_Tab)
    counter.type("录音")
    counter.key(Key.Key_Return)
    counter.type("物业证明")
    write_out(counter)
    counter.wait_for("已登记，待受理", "李某甲", "楼上住户")
    matter = matter_of(counter)
    assert (matter.open.dispute_type, matter.open.category) == ("0203", "neighbour")
    assert (matter.open.town, str(matter.open.happened_on)) == ("150502100", "2026-11-01")
    assert (matter.open.language, matter.open.needs) == ("mn", ("interpreter", "wheelchair"))
    assert matter.open.consents == ("rights",)
    (party,) = matter.private.parties
    assert (party.id_number, party.verified_by, party.sex, party.nation) == (
        "15050219000101001X",
        "manual",
        "1",
        "02",
    )
    assert str(party.birth) == "1900-01-01"
    assert (matter.private.demand, matter.private.evidence) == ("晚上十点后不吵", ("录音", "物业证明"))
    counter.key(Key.Key_F8)
    counter.wait_for("已受理")


def test_a_group_has_a_number_of_persons_and_those_who_speak_for_it(hall: RealHall, counter: Counter) -> None:
    hall.take(OpenMatter(), NOBODY, confirmed=False, intent=Intent.CONSULT)
    serve(counter, "登记")
    open_form(counter)
    counter.key(Key.Key_Backtab)
    counter.key(Key.Key_2)
    counter.wait_for("群体名称", "代表人（一行一名，姓名和电话，最多5名）")
    counter.key(Key.Key_Return)
    enter(counter, "第三组村民")
    enter(counter, "37")
    assert counter.sees("重大群体")
    counter.type("王某乙 13000000018")
    counter.key(Key.Key_Return)
    counter.type("包某丙")
    counter.key(Key.Key_N, CTRL)
    grab.wait_until(lambda: label_in_front(counter) == "姓名", what="the other party")
    counter.type("某公司")
    write_out(counter)
    counter.wait_for("已登记，待受理")
    group, other = matter_of(counter).private.parties
    assert (group.is_group, group.person_count) == (True, 37)
    assert [person.name for person in group.representatives] == ["王某乙", "包某丙"]
    assert (other.role.value, other.name) == ("respondent", "某公司")


def test_a_field_that_cannot_be_read_is_told_beside_it_and_stops_only_the_writing(
    hall: RealHall, counter: Counter
) -> None:
    hall.take()
    serve(counter, "修改")
    open_form(counter)
    counter.key(Key.Key_Return)
    counter.key(Key.Key_A, CTRL)
    counter.type("12345")
    counter.wait_for("手机号应当是11位，现在是5位。")
    counter.key(Key.Key_Tab)
    counter.type("150521190002290016")
    counter.wait_for("出生日期19000229不存在。")
    counter.key(Key.Key_Return, CTRL)
    grab.wait_until(lambda: label_in_front(counter) == "电话", what="the field that cannot be read")
    counter.key(Key.Key_A, CTRL)
    counter.type("130 0000 0018")
    counter.key(Key.Key_Tab)
    counter.key(Key.Key_A, CTRL)
    counter.type("150522190006150025")
    write_out(counter)
    counter.wait_for("130 0000 0018", "李某甲", "80万元")
    (party,) = matter_of(counter).private.parties
    assert (party.id_number, party.sex) == ("150522190006150025", "2")


def test_esc_gives_a_form_up_and_nothing_of_it_comes_back(hall: RealHall, counter: Counter) -> None:
    hall.take()
    serve(counter, "修改")
    open_form(counter)
    tab_to(counter, "对方")
    counter.type("写错了的话")
    counter.key(Key.Key_Tab)
    kept(counter)
    counter.key(Key.Key_Escape)
    counter.wait_for("受理")
    counter.key(Key.Key_F5)
    counter.wait_for("保存")
    assert not any("写错了的话" in str(item.property("text")) for item in grab.items(counter.screen.window))


def test_another_counter_window_finds_what_was_typed_and_not_written(
    hall: RealHall, open_counter: Open
) -> None:
    """As after a power cut: nobody closed anything."""
    hall.take()
    first = open_counter(COUNTER_NO)
    first.sign_in()
    serve(first, "修改")
    open_form(first)
    tab_to(first, "金额（元）")
    first.key(Key.Key_A, CTRL)
    first.type("八十五万")  # cannot be read, and is kept all the same
    first.key(Key.Key_Tab)
    tab_to(first, "对方")
    first.type("和另一个公司")
    first.key(Key.Key_Tab)
    kept(first)
    second = open_counter(COUNTER_NO)
    second.sign_in()
    second.wait_for("修改")
    open_form(second)
    form = form_of(second)
    said = {line.key: line.text for line in form.right.rows}
    assert said["other_side"] == "某建筑公司（项目部）和另一个公司"
    assert said["amount"] == "八十五万"


def test_earlier_matters_are_shown_with_reasons_and_one_of_them_is_gone_on_with(
    hall: RealHall, counter: Counter
) -> None:
    hall.take()
    serve(counter, "受理")
    earlier = matter_of(counter).case_id
    counter.key(Key.Key_F10)
    counter.wait_for("窗口空着")
    hall.take(OpenMatter(), NOBODY, confirmed=False)
    serve(counter, "登记")
    open_form(counter)
    enter(counter, "李某甲")
    enter(counter, "13000000017")
    counter.wait_for("同一个电话", "李**")
    counter.key(Key.Key_D, CTRL)
    counter.wait_for("按 Enter 接着办这一件")
    counter.key(Key.Key_Return)
    counter.wait_for("再按一次 Enter，就不另外登记，接着办这一件")
    counter.key(Key.Key_Return)
    counter.wait_for("受理", "80万元")
    assert matter_of(counter).case_id == earlier


def test_the_kiosk_s_words_and_an_unanswering_hall_lose_nothing(hall: RealHall, counter: Counter) -> None:
    hall.take(OpenMatter(), PrivateMatter(story="楼上夜里吵"), confirmed=False)
    serve(counter, "登记")
    open_form(counter)
    assert form_of(counter).story == "楼上夜里吵"
    hall.stop()
    enter(counter, "李某甲")
    grab.wait_until(lambda: form_of(counter).savedLine.startswith("没有保存"), what="the truth")
    assert {line.key: line.text for line in form_of(counter).left.rows}["party.name"] == "李某甲"
    hall.start()
    counter.wait_for("大厅系统正常")
