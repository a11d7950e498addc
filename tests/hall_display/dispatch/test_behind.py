"""Behind a number: its list as long as it says, page by page, and from a line the case with what can be done."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from cases.figures.figure import FigureAsked, FigureName, RiskPart
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_figures import BehindPage, ThingLine
from hall_display.dispatch.behind.card_words import card_shown
from hall_display.dispatch.behind.figure_words import figure_words
from hall_display.dispatch.behind.list_lines import lines_of
from screenkit import grab
from tests.hall_display.dispatch.picture_screen import PictureScreen
from tests.hall_display.dispatch.picture_world import (
    NAIMAN,
    NOW,
    TODAY,
    card,
    page_of,
    things,
    usual,
)
from tests.page_looks import bad_words

OVERDUE = FigureAsked(name=FigureName.OVERDUE, area=NAIMAN)
OPEN = FigureAsked(name=FigureName.OPEN, area=NAIMAN)
FIRST_LINE = "1101-0000，奈曼旗大沁他拉镇，物权相关纠纷，今天超期，打开"
DRAWER, DRAWER_SIZE = "behind/BehindDrawer", (1100, 1000)


@pytest.fixture(scope="module")
def made(policy: Policy, texts: Texts) -> Iterator[PictureScreen]:
    shown = PictureScreen(policy, texts, DRAWER, DRAWER_SIZE)
    yield shown
    shown.close()


@pytest.fixture
def screen(made: PictureScreen) -> PictureScreen:
    made.put_away()
    made.hall.behind, made.hall.card, made.hall.is_mute = page_of(6), card, False
    made.acts.clear()
    return made


def has_list(screen: PictureScreen) -> None:
    grab.wait_until(lambda: screen.behind.hasList, what="the list")
    screen.wait_for("关上")
    screen.settle()


DAY = date(2026, 11, 20)
WORDS = {
    "在办": FigureAsked(name=FigureName.OPEN),
    "奈曼旗 · 超期": OVERDUE,
    "奈曼旗八仙筒镇 · 临期": FigureAsked(name=FigureName.SOON, area="150525101"),
    "没写地点 · 在办": FigureAsked(name=FigureName.OPEN, area="none"),
    "奈曼旗，没写乡镇 · 在办": FigureAsked(name=FigureName.OPEN, area=f"{NAIMAN}none"),
    "今天 · 录入": FigureAsked(name=FigureName.STEP_RECORDED, first_day=TODAY, last_day=TODAY),
    "11月20日 · 结案": FigureAsked(name=FigureName.ENDED, first_day=DAY, last_day=DAY),
    "11月20日～11月23日 · 邻里纠纷 · 新收": FigureAsked(
        name=FigureName.RECEIVED, group="02", first_day=DAY, last_day=TODAY
    ),
    "没定类型 · 在办": FigureAsked(name=FigureName.OPEN, group="none"),
    "11月20日～11月23日 · 旗县区 · 受理后已化解": FigureAsked(
        name=FigureName.RESOLVED, level="banner", first_day=DAY, last_day=TODAY
    ),
    "约谈 · 督办": FigureAsked(name=FigureName.ITEMS_OPEN, key="interview"),
    "吹哨未到 · 督办": FigureAsked(name=FigureName.ITEMS_OPEN, key="whistle_missed"),
    "待审批的文书 · 督办": FigureAsked(name=FigureName.ITEMS_OPEN, key="drafted"),
    "奈曼旗 · 半年内反映过 · 新收": FigureAsked(name=FigureName.RECEIVED, area=NAIMAN, key=RiskPart.REPEATED),
    "其余3类 · 在办": FigureAsked(name=FigureName.OPEN, group="10+12+none"),
    "还没有发文书 · 督办": FigureAsked(name=FigureName.ITEMS_OPEN, key="none"),
}


@pytest.mark.parametrize("words", WORDS)
def test_a_list_is_headed_by_its_question_in_words(words: str, policy: Policy, texts: Texts) -> None:
    assert figure_words(WORDS[words], policy, texts, TODAY) == words


@pytest.mark.parametrize("name", FigureName)
def test_every_figure_has_its_words(name: FigureName, policy: Policy, texts: Texts) -> None:
    assert figure_words(FigureAsked(name=name), policy, texts, TODAY)


def test_a_place_or_a_type_that_policy_does_not_know_stands_as_it_came(policy: Policy, texts: Texts) -> None:
    asked = FigureAsked(name=FigureName.OPEN, area="999999", group="88", unit="gone")
    assert figure_words(asked, policy, texts, TODAY) == "999999 · 88 · gone · 在办"


def test_the_list_says_how_many_it_holds_and_when_it_was_asked_for(screen: PictureScreen) -> None:
    screen.behind.open(OVERDUE)
    has_list(screen)
    assert grab.is_shown(screen.window, "奈曼旗 · 超期")
    assert grab.is_shown(screen.window, "6件")
    assert grab.is_shown(screen.window, "09:42:00取的")
    assert len(screen.behind.lines.rows) == 6
    assert bad_words(screen.window) == []


def test_a_number_that_has_changed_since_it_was_pressed_is_said(screen: PictureScreen) -> None:
    screen.picture.on_view(usual(screen.policy))
    screen.hall.behind = page_of(7)
    screen.behind.open(OVERDUE)
    has_list(screen)
    assert grab.is_shown(screen.window, "刚才6件，现在7件 · 09:42:00取的")
    screen.hall.behind = page_of(6)
    screen.behind.open(OVERDUE)
    has_list(screen)
    assert screen.behind.difference == ""
    screen.picture.on_view(None)


def test_fifty_thousand_cases_come_by_the_page_as_somebody_reads_down(screen: PictureScreen) -> None:
    screen.hall.behind = page_of(50_000)
    screen.behind.open(OPEN)
    has_list(screen)
    assert len(screen.behind.lines.rows) == 50
    assert screen.behind.listed == "已列出50，往下还有"
    for _ in range(45):
        grab.press_key(screen.window, Qt.Key.Key_Down)
    grab.wait_until(lambda: len(screen.behind.lines.rows) >= 100, what="the second page")
    keys = [row.key for row in screen.behind.lines.rows]
    assert keys == [f"case-{number}" for number in range(len(keys))]


def test_a_line_that_moved_to_the_next_page_meanwhile_is_not_shown_twice(screen: PictureScreen) -> None:
    def shifted(asked: FigureAsked, after: str) -> BehindPage:
        return page_of(60)(asked, str(int(after) - 5) if after else "")

    screen.hall.behind = shifted
    screen.behind.open(OPEN)
    has_list(screen)
    for _ in range(45):
        grab.press_key(screen.window, Qt.Key.Key_Down)
    grab.wait_until(lambda: len(screen.behind.lines.rows) > 50, what="the second page")
    keys = [row.key for row in screen.behind.lines.rows]
    assert len(keys) == len(set(keys)) == 60


def test_a_case_shows_its_clocks_units_facts_and_way_and_its_acts_are_handed_on(
    screen: PictureScreen,
) -> None:
    screen.behind.open(OVERDUE)
    has_list(screen)
    screen.press(FIRST_LINE)
    screen.wait_for("来源 自助机")
    for name in (
        "办结 11月22日 09:42到期，已经过了",
        "反馈来访人 11月30日到期",
        "奈曼旗自然资源局 办理中",
        "金额 80万元",
        "人数 37人",
        "办理层级 旗县区",
        "超期 07:42",
        "登记 11月3日 09:42",
    ):
        assert grab.is_shown(screen.window, name), name
    assert bad_words(screen.window) == []
    screen.press("吹哨")
    screen.press("列入督办")
    assert screen.acts == [("whistle", "case-0"), ("supervise", "case-0")]


def test_enter_opens_the_chosen_line(screen: PictureScreen) -> None:
    screen.behind.open(OVERDUE)
    has_list(screen)
    grab.press_key(screen.window, Qt.Key.Key_Down)
    grab.press_key(screen.window, Qt.Key.Key_Return)
    grab.wait_until(lambda: screen.behind.hasCase, what="the case")
    assert screen.behind.code == "ZZ 150502000 261102 0001 57"


def test_a_case_that_was_opened_from_elsewhere_closes_to_nothing(screen: PictureScreen) -> None:
    screen.behind.openCase("case-3")
    grab.wait_until(lambda: screen.behind.hasCase, what="the case")
    assert not screen.behind.canGoBack
    assert screen.behind.back()
    assert not screen.behind.isOpen
    assert not screen.behind.back()


def test_no_answer_is_said_with_a_button_to_ask_again(screen: PictureScreen) -> None:
    screen.hall.is_mute = True
    screen.behind.open(OVERDUE)
    screen.wait_for("大厅没有应答，请再试一次")
    assert not grab.is_shown(screen.window, "现在一件也没有"), "nothing is known of the list"
    screen.hall.is_mute = False
    screen.press("再取一次")
    has_list(screen)
    assert grab.is_shown(screen.window, FIRST_LINE)


def test_a_refusal_is_said_and_a_case_of_elsewhere_is_one_that_is_not_there(
    screen: PictureScreen,
) -> None:
    screen.refuse(Refusal("case.unknown"))
    screen.behind.openCase("case-9")
    grab.wait_until(lambda: screen.behind.said != "", what="the sentence")
    screen.wait_for(screen.behind.said)
    assert not screen.behind.hasCase


def test_an_empty_list_says_so(screen: PictureScreen) -> None:
    screen.hall.behind = page_of(0)
    screen.behind.open(OVERDUE)
    has_list(screen)
    screen.wait_for("现在一件也没有")
    assert grab.is_shown(screen.window, "0件")


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(screen: PictureScreen) -> None:
    may_answer, told = threading.Event(), threading.Event()

    def slow(asked: FigureAsked, after: str) -> BehindPage:
        if asked == OPEN:
            may_answer.wait(5)
            told.set()
            return page_of(57)(asked, after)
        return page_of(6)(asked, after)

    screen.hall.behind = slow
    screen.behind.open(OPEN)
    screen.behind.open(OVERDUE)
    has_list(screen)
    may_answer.set()
    assert told.wait(5)
    done = screen.bridge.submit(screen.client.figures.card("case-0"))
    grab.wait_until(done.done, what="an answer after the late one")
    grab.process_events()
    assert (screen.behind.title, screen.behind.count) == ("奈曼旗 · 超期", "6")


def test_items_open_their_case_and_what_has_none_opens_nothing(screen: PictureScreen) -> None:
    screen.hall.behind = things
    screen.behind.open(FigureAsked(name=FigureName.ITEMS_OPEN))
    has_list(screen)
    assert grab.is_shown(screen.window, "2项")
    assert not grab.find(screen.window, "奈曼旗农牧局 人工列入").isEnabled()
    screen.press("科尔沁区住房和城乡建设局 吹哨未到，约谈 1119-0012")
    grab.wait_until(lambda: screen.behind.isCase, what="the case")


THINGS = {
    "whistle": (
        ThingLine(id="1", name="住建局", facts=(("state", "missed"),), light="red", at=NOW),
        ("住建局", "未按时到", "overdue"),
    ),
    "desk": (
        ThingLine(id="3", name="综合受理", facts=(("counter_no", "3"), ("staff", "斯琴"))),
        ("综合受理", "斯琴", ""),
    ),
    "device": (
        ThingLine(
            id="k2",
            name="2号自助机",
            facts=(("condition", "down"), ("trouble", "alarms.trouble.silent"), ("minutes", "12")),
        ),
        ("2号自助机", "离线：12分钟没有消息", "overdue"),
    ),
    "hall": (
        ThingLine(id="h", name="库伦旗", facts=(("lag_s", "840"), ("backlog", "31"))),
        ("库伦旗", "14分钟没有同步，31条待送", ""),
    ),
}


@pytest.mark.parametrize("behind", THINGS)
def test_what_is_no_case_is_said_in_words(behind: str, texts: Texts) -> None:
    thing, shown = THINGS[behind]
    page = BehindPage(asked=OPEN, behind=behind, total=1, things=(thing,), as_of=NOW)
    (line,) = lines_of(page, texts, NOW)
    assert (line.where, line.what, line.light) == shown


def test_a_hall_that_was_never_heard_has_no_span(texts: Texts) -> None:
    page = BehindPage(
        asked=OPEN, behind="hall", total=1, things=(ThingLine(id="h", name="奈曼旗"),), as_of=NOW
    )
    assert lines_of(page, texts, NOW)[0].what == "还没有同步过"


def test_a_card_of_a_newer_hall_is_shown_with_what_is_known_of_it(texts: Texts) -> None:
    newer = replace(
        card("case-0"),
        facts=(("colour", "blue"), ("source", "telepathy")),
        units=(("某局", "levitating"),),
        steps=(("case_teleported", NOW - timedelta(days=1)),),
        acts=(),
    )
    shown = card_shown(newer, texts, NOW)
    assert [(fact.name, fact.value) for fact in shown.facts] == [("colour", "blue"), ("来源", "telepathy")]
    assert [step.name for step in shown.steps] == ["有新的记录"]
    assert shown.units[0].value == "levitating"
