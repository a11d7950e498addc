"""The dispatch screen as staff see it, from hand-made views: words, clicks, keys, and what every number opens."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest

from cases.figures.figure import FigureAsked, FigureName
from cases.views_dispatch import DispatchView
from screenkit import grab
from tests.hall_display.dispatch_parts import ALARMS, NOW, device
from tests.hall_display.dispatch_shown import TEXTS, Shown
from tests.hall_display.dispatch_worlds import CROWDED, EMPTY, QUIET, USUAL
from tests.page_looks import bad_words

Key = Qt.Key
HANZI = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    """One window for all: each test signs in anew."""
    screen = Shown()
    yield screen
    screen.close()


@pytest.fixture
def dispatch(shown: Shown) -> Iterator[Shown]:
    shown.clock.at = NOW
    shown.sign_in_as("leader")
    shown.hear(USUAL)
    yield shown
    shown.view_model.session.end("")


def asked(dispatch: Shown) -> list[FigureAsked]:
    """What the drawer is asked for from now on."""
    heard: list[FigureAsked] = []
    for panels in (dispatch.view_model.attention, dispatch.view_model.hallNow):
        panels.opened.connect(heard.append)
    return heard


def drawer_is_seen(dispatch: Shown) -> bool:
    return any(role == QAccessible.Role.Pane for _name, role, _item in grab.heard(dispatch.window))


def test_every_alarm_is_told_with_what_its_age_and_the_one_act_that_helps(dispatch: Shown) -> None:
    told = [
        (line.title, line.detail, line.age, line.act_word)
        for line in dispatch.view_model.attention.alarms.rows
    ]
    assert told == [
        ("叫人帮忙", "1号自助机", "2分钟", "已知"),
        ("群体来访", "A017，37人", "6分钟", "已知"),
        ("吹哨无人应", "1115-0044 住房和城乡建设局", "41分钟", "再吹哨"),
        ("超期", "1122-0012 司法局", "3小时10分", "定责任"),
        ("设备故障", "2号自助机 缺纸", "12分钟", "已知"),
    ]
    assert grab.is_shown(dispatch.window, "近1小时办6条，空格已知，回车看")


@pytest.mark.parametrize(
    ("trouble", "word"),
    [
        ("paper_out", "打印机 1台要看"),
        ("paper_near_end", "打印机 1台要看"),
        ("printer_offline", "打印机 1台要看"),
        ("reader_missing", "打印机正常"),
        ("", "打印机正常"),
    ],
)
def test_the_foot_counts_printers_that_need_somebody_also_for_paper(
    dispatch: Shown, trouble: str, word: str
) -> None:
    one = device(1, "kiosk", "1号自助机", "warning" if trouble else "ok", trouble)
    dispatch.hear(replace(USUAL, devices=(one, device(2, "kiosk", "2号自助机"))))
    assert grab.is_shown(dispatch.window, word)


def test_a_flood_is_one_line_and_stands_among_the_single_alarms_by_its_kind(dispatch: Shown) -> None:
    dispatch.hear(CROWDED)
    lines = dispatch.view_model.attention.alarms.rows
    flood = next(line for line in lines if line.count > 1)
    assert (flood.title, flood.detail, flood.act_word) == ("超期", "100条，一起看", "都已知")
    assert [line.title for line in lines] == sorted(
        (line.title for line in lines),
        key=["紧急情况", "叫人帮忙", "群体来访", "吹哨无人应", "超期", "数据核对", "设备故障"].index,
    )
    assert grab.is_shown(dispatch.window, f"要人处理 {sum(line.count for line in lines)}")
    assert grab.is_shown(dispatch.window, "近1小时办26条，偏多，空格已知")
    seen = [line for line in lines if grab.is_shown(dispatch.window, f"{line.act_word} {line.title}")]
    assert flood not in seen
    assert grab.is_shown(dispatch.window, f"下面还有{sum(line.count for line in lines) - 4}条")


def test_the_space_bar_presses_what_has_the_ring_and_takes_an_alarm_otherwise(dispatch: Shown) -> None:
    taken: list[str] = []
    dispatch.view_model.attention.known.connect(taken.append)
    grab.find(dispatch.window, "大厅").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    grab.press_key(dispatch.window, Key.Key_Space)
    assert (dispatch.view_model.page, taken) == ("hall", [])
    at = grab.centre_of(grab.find(dispatch.window, "全景"))
    QTest.mouseClick(dispatch.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    dispatch.settle()
    grab.press_key(dispatch.window, Key.Key_Space)
    assert (dispatch.view_model.page, len(taken)) == ("picture", 1)


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_F3, Key.Key_F4, Key.Key_Slash])
def test_a_form_that_is_given_up_takes_no_keys_any_more(dispatch: Shown, key: Qt.Key) -> None:
    taken: list[str] = []
    dispatch.view_model.attention.known.connect(taken.append)
    dispatch.press(key)
    dispatch.press(Key.Key_Escape)
    dispatch.press(Key.Key_4)
    assert not grab.is_shown(dispatch.window, TEXTS.get("dispatch_picture.map.title"))
    dispatch.press(Key.Key_1)
    dispatch.press(Key.Key_Space)
    assert len(taken) == 1


@pytest.mark.parametrize(
    ("word", "asked"), [("刚列入 6", FigureName.ITEMS_OPEN), ("超期 17", FigureName.OVERDUE)]
)
def test_the_word_of_a_total_opens_its_list_as_the_number_does_and_once(
    dispatch: Shown, word: str, asked: FigureName
) -> None:
    opened: list[FigureAsked] = []
    dispatch.view_model.attention.opened.connect(opened.append)
    number = grab.find(dispatch.window, word)
    at = grab.centre_of(number)
    beside = at - QPoint(60, 0) if word == "刚列入 6" else at + QPoint(40, 0)
    for point in (at, beside):
        QTest.mouseClick(dispatch.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        grab.process_events()
        dispatch.view_model.behind.close()
        dispatch.settle()
    assert [one.name for one in opened] == [asked, asked]


def test_it_rings_when_the_sound_rises_and_never_for_what_was_there_before(dispatch: Shown) -> None:
    rang: list[bool] = []
    dispatch.view_model.rang.connect(lambda: rang.append(True))
    for sound, times in ((5, 0), (6, 1), (6, 1), (4, 1), (5, 2)):
        dispatch.hear(replace(USUAL, alarms=replace(ALARMS, sound=sound)))
        assert len(rang) == times, sound


def test_arrows_choose_a_line_and_space_takes_it(dispatch: Shown) -> None:
    taken: list[str] = []
    dispatch.view_model.attention.known.connect(taken.append)
    dispatch.press(Key.Key_Down)
    dispatch.press(Key.Key_Space)
    assert taken == ["group:2"]
    fewer = replace(ALARMS, open=ALARMS.open[2:])
    dispatch.hear(replace(USUAL, alarms=fewer))
    dispatch.press(Key.Key_Space)
    assert taken == ["group:2", "whistle:3"]  # the chosen one has gone: the first


def test_an_alarm_is_looked_at_before_something_is_done_about_it(dispatch: Shown) -> None:
    dispatch.hear(CROWDED)
    attention, opened = dispatch.view_model.attention, asked(dispatch)
    cases: list[str] = []
    attention.caseWanted.connect(cases.append)
    first = attention.alarms.rows[0]
    grab.press(dispatch.window, first.spoken)
    dispatch.view_model.behind.close()
    dispatch.press(Key.Key_Return)
    dispatch.view_model.behind.close()
    assert cases == [first.case_id, first.case_id]
    while not attention.alarms.rows[attention.property("alarmPlace")].flood:
        dispatch.press(Key.Key_Down)
    dispatch.press(Key.Key_Return)
    assert opened == [FigureAsked(name=FigureName.ITEMS_OPEN, key="deadline_passed")]
    dispatch.view_model.behind.close()


@pytest.mark.parametrize("page", ["picture", "hall"])
def test_every_number_opens_its_own_question(dispatch: Shown, page: str) -> None:
    dispatch.view_model.choosePage(page)
    dispatch.settle()
    heard = asked(dispatch)
    labels = {
        "picture": {
            "在办 351": FigureAsked(name=FigureName.OPEN),
            "正常 301": FigureAsked(name=FigureName.NORMAL),
            "临期 24": FigureAsked(name=FigureName.SOON),
            "超期 17": FigureAsked(name=FigureName.OVERDUE),
            "中止 9": FigureAsked(name=FigureName.STOPPED),
            "督办阶梯 23": FigureAsked(name=FigureName.ITEMS_OPEN),
            "待审批 3": FigureAsked(name=FigureName.ITEMS_OPEN, key="drafted"),
            "刚列入 6": FigureAsked(name=FigureName.ITEMS_OPEN, key="none"),
            "工作提示 9": FigureAsked(name=FigureName.ITEMS_OPEN, key="work_reminder"),
            "约谈 5": FigureAsked(name=FigureName.ITEMS_OPEN, key="interview"),
            "责任追究建议 0": FigureAsked(name=FigureName.ITEMS_OPEN, key="accountability_proposal"),
            "吹哨未到 3": FigureAsked(name=FigureName.WHISTLES_OPEN),
            "双交办差一半 2": FigureAsked(name=FigureName.DUAL_WAITING),
        },
        "hall": {
            "窗口开着 4": FigureAsked(name=FigureName.DESKS_OPEN),
            "设备在线 5": FigureAsked(name=FigureName.DEVICES_UP),
            "设备离线 1": FigureAsked(name=FigureName.DEVICES_DOWN),
            "未同步 0": FigureAsked(name=FigureName.HALLS_BEHIND),
        },
    }[page]
    for label in labels:
        grab.press(dispatch.window, label)
        dispatch.view_model.behind.close()
        grab.wait_until(lambda: not drawer_is_seen(dispatch), what="the drawer to go")
    assert heard == list(labels.values())
    mine = (dispatch.view_model.attention, dispatch.view_model.hallNow)
    counts = {figure.asked: figure.count for panels in mine for figure in panels.figures()}
    assert {question: int(label.split()[-1]) for label, question in labels.items()}.items() <= counts.items()


def test_what_was_not_told_is_counted_all_the_same(dispatch: Shown) -> None:
    dispatch.hear(CROWDED)
    opened = asked(dispatch)
    grab.press(dispatch.window, "双交办差一半 73")
    dispatch.view_model.behind.close()
    assert [one.name for one in opened] == [FigureName.DUAL_WAITING]
    assert CROWDED.lights is not None
    open_ = sum(getattr(CROWDED.lights, light) for light in ("normal", "soon", "overdue", "stopped"))
    below = [word for word in dispatch.words() if word.startswith("下面还有")]
    assert "下面还有72条" in below  # one line of fifty is seen
    assert f"下面还有{open_ - 7}条" in below


def test_whistles_run_by_the_clock_and_whoever_is_late_stands_first(dispatch: Shown) -> None:
    rows = dispatch.view_model.attention.whistles.rows
    assert [(row.unit, row.due, row.light) for row in rows] == [
        ("住房和城乡建设局", "过了41分钟", "overdue"),
        ("人力资源和社会保障局", "还有18分钟", "normal"),
        ("公安分局", "还有1小时05分", "normal"),
    ]
    dispatch.pass_minutes(20)
    rows = dispatch.view_model.attention.whistles.rows
    assert [row.due for row in rows] == ["过了1小时01分", "过了2分钟", "还有45分钟"]


def test_the_hall_page_says_who_sits_where_what_is_down_and_who_is_not_heard(dispatch: Shown) -> None:
    dispatch.hear(CROWDED)
    dispatch.press(Key.Key_F6)
    dispatch.settle()
    hall = dispatch.view_model.hallNow
    assert [line.condition for line in hall.devices.rows] == ["down"] * 8 + ["warning"] * 8 + ["ok"] * 8
    assert hall.devices.rows[0].words == "26分钟没有消息"
    assert [line.is_behind for line in hall.halls.rows] == [True] * 3 + [False] * 5
    assert grab.is_shown(dispatch.window, "1号 综合受理窗口 斯琴高娃 办理 A101")
    dispatch.press(Key.Key_F5)
    assert not grab.is_shown(dispatch.window, "1号 综合受理窗口 斯琴高娃 办理 A101")


def test_digits_turn_the_lower_picture_and_the_indicators_take_the_room_of_the_map(dispatch: Shown) -> None:
    heads = {
        Key.Key_2: "dispatch_picture.types.title",
        Key.Key_3: "dispatch_picture.steps.title",
        Key.Key_1: "dispatch_picture.trend.title",
    }
    for stroke, head in heads.items():
        dispatch.press(stroke)
        assert grab.is_shown(dispatch.window, TEXTS.get(head)), head
    assert grab.is_shown(dispatch.window, TEXTS.get("dispatch_picture.map.title"))
    dispatch.press(Key.Key_4)
    assert not grab.is_shown(dispatch.window, TEXTS.get("dispatch_picture.map.title"))
    dispatch.press(Key.Key_1)


def test_who_sees_an_area_is_told_that_the_hall_is_not_theirs(dispatch: Shown) -> None:
    dispatch.hear(replace(QUIET, area="150525", place="奈曼旗"))
    dispatch.view_model.choosePage("hall")
    dispatch.settle()
    assert dispatch.words().count(TEXTS.get("dispatch.area_only.hall")) == 1


def test_a_form_says_what_is_missing_and_finds_case_and_unit_by_a_few_characters(dispatch: Shown) -> None:
    acts = dispatch.view_model.acts
    dispatch.press(Key.Key_F2)
    assert grab.is_shown(dispatch.window, "吹哨")
    dispatch.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert acts.property("said") == TEXTS.get("dispatch.said.missing_case")
    grab.type_text(dispatch.window, "0050")
    dispatch.press(Key.Key_Return)
    assert acts.property("caseWords") == "1121-0050"
    grab.press_keys(dispatch.window, "sfj")
    dispatch.press(Key.Key_Return)
    assert acts.units.names == ("科尔沁区司法局",)
    dispatch.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert acts.property("said") == TEXTS.get("dispatch.said.missing_text")
    dispatch.press(Key.Key_Escape)
    assert not acts.property("isOpen")


def test_the_button_of_an_overdue_case_opens_a_form_that_knows_its_case_and_its_unit(dispatch: Shown) -> None:
    acts = dispatch.view_model.acts
    grab.press(dispatch.window, "定责任 超期")
    assert (acts.property("title"), acts.property("caseWords")) == ("定责任人", "1122-0012")
    assert acts.units.names == ("科尔沁区司法局",)
    dispatch.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert acts.property("said") == TEXTS.get("dispatch.said.missing_responsible")
    grab.type_text(dispatch.window, "局长")
    dispatch.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait = "the answer of a hall that is not there"
    grab.wait_until(lambda: acts.property("said") == TEXTS.get("dispatch.said.unreachable"), what=wait)
    assert acts.property("isOpen")  # nothing that was written is lost
    dispatch.press(Key.Key_Escape)


def test_a_second_in_which_nothing_happens_draws_nothing(dispatch: Shown) -> None:
    dispatch.settle()
    frames: list[bool] = []
    dispatch.window.frameSwapped.connect(lambda: frames.append(True))
    dispatch.view_model.tick()
    dispatch.hear_again()
    grab.process_events(0.1)
    assert not frames
    dispatch.pass_minutes(1)
    grab.wait_until(lambda: bool(frames), what="the minute that has passed")


def test_nothing_of_the_last_picture_is_left_once_somebody_signed_out(dispatch: Shown) -> None:
    dispatch.view_model.session.end("")
    dispatch.hear(USUAL)  # what was on its way still comes
    assert not dispatch.view_model.attention.alarms.rows
    assert not list(dispatch.view_model.attention.figures())
    assert grab.is_shown(dispatch.window, TEXTS.get("dispatch.sign_in.title"))
    assert not grab.is_shown(dispatch.window, TEXTS.get("dispatch.alarms.title"))


@pytest.mark.parametrize("view", [EMPTY, QUIET, USUAL, CROWDED], ids=["empty", "quiet", "usual", "crowded"])
@pytest.mark.parametrize("page", ["picture", "hall"])
def test_words_are_whole_and_none_lies_on_another(dispatch: Shown, view: DispatchView, page: str) -> None:
    dispatch.hear(view)
    dispatch.view_model.choosePage(page)
    dispatch.settle()
    assert bad_words(dispatch.window) == []


def test_at_a_small_desk_words_are_whole_and_large_enough() -> None:
    """1366 × 768: hanzi of thirteen pixels and more, with everything that the screen can show."""
    small = Shown("desk", (1366, 768))
    try:
        small.sign_in_as("leader")
        for view in (EMPTY, QUIET, USUAL, CROWDED):
            small.hear(view)
            for page in ("picture", "hall"):
                small.view_model.choosePage(page)
                small.settle()
                assert bad_words(small.window) == []
        for form in ("whistle", "supervise", "name", "notice", "find"):
            small.view_model.acts.begin(form, "", "")
            small.settle()
            assert [word for word in bad_words(small.window) if word.endswith("is cut")] == [], form
        texts = [
            item for item in grab.items(small.window) if item.inherits("QQuickText") and item.isVisible()
        ]
        hanzi = [item for item in texts if HANZI.search(str(item.property("text")))]
        fonts = [font for item in hanzi if isinstance(font := item.property("font"), QFont)]
        assert min(font.pixelSize() for font in fonts) >= 13
    finally:
        small.close()


def test_a_machine_with_several_troubles_is_named_and_read_whole(dispatch: Shown) -> None:
    troubles = ("keypad_missing", "signature_pad_missing", "feed_stale")
    machines = tuple(
        replace(device(10 + n, "kiosk", f"{10 + n}号自助机", "warning", trouble), others=2)
        for n, trouble in enumerate(troubles)
    )
    dispatch.hear(replace(CROWDED, devices=(*machines, device(1, "counter", "综合受理窗口"))))
    dispatch.view_model.choosePage("hall")
    dispatch.settle()
    assert bad_words(dispatch.window) == []
