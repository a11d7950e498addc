"""The picture as whoever has the command zone uses it: every number opens what it counts, and old ones say so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from cases.figures.figure import FigureAsked, FigureName, RiskPart
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from screenkit import grab
from tests.hall_display.dispatch.picture_screen import PictureScreen
from tests.hall_display.dispatch.picture_world import (
    FIRST,
    NAIMAN,
    NOW,
    OVERDUE,
    TODAY,
    areas,
    card,
    crowded,
    page_of,
    quiet,
    risk_page,
    towns,
    usual,
)

NAIMAN_TOWN = "150525100"
SLIDE_S = 0.25  # the drawer comes in and stands


@pytest.fixture(scope="module")
def made(policy: Policy, texts: Texts) -> Iterator[PictureScreen]:
    shown = PictureScreen(policy, texts)
    yield shown
    shown.close()


@pytest.fixture
def screen(made: PictureScreen) -> PictureScreen:
    """A usual day, as it was told just now."""
    made.hall.behind, made.hall.card = page_of(6), card
    made.hall.areas, made.hall.risk = lambda of: towns(of, made.policy), risk_page
    made.hall.is_mute = False
    made.clock.at = NOW
    made.put_away()
    made.hear(None)
    made.hear(usual(made.policy))
    return made


def asked_by(screen: PictureScreen, name: str) -> FigureAsked:
    """What a press of this number asks; the drawer that it opens is put away."""
    asked: list[FigureAsked] = []
    screen.picture.opened.connect(asked.append)
    try:
        screen.press(name)
        grab.wait_until(lambda: bool(asked), what=name)
    finally:
        screen.picture.opened.disconnect(asked.append)
        screen.put_away()
    return asked[-1]


def since(first: date, name: FigureName) -> FigureAsked:
    """A figure of the days from `first` to today."""
    return FigureAsked(name=name, first_day=first, last_day=TODAY)


def test_a_banner_leads_to_its_towns_a_town_to_its_list_a_line_to_its_case_and_esc_back(
    screen: PictureScreen,
) -> None:
    screen.press("奈曼旗，在办57件，超期6件")
    screen.wait_for("八仙筒镇，在办7件，超期2件")
    screen.press("八仙筒镇，在办7件，超期2件")
    screen.wait_for("1101-0000，奈曼旗大沁他拉镇，物权相关纠纷，今天超期，打开")
    assert screen.behind.title == "奈曼旗八仙筒镇 · 在办"
    grab.process_events(SLIDE_S)
    screen.press("1101-0000，奈曼旗大沁他拉镇，物权相关纠纷，今天超期，打开")
    screen.wait_for("来源 自助机")
    esc = Qt.Key.Key_Escape
    grab.press_key(screen.window, esc)
    assert (screen.behind.isOpen, screen.behind.isCase) == (True, False)
    grab.press_key(screen.window, esc)
    assert (screen.behind.isOpen, screen.picture.map.hasTowns) == (False, True)
    grab.press_key(screen.window, esc)
    assert not screen.picture.map.hasTowns
    screen.wait_for("奈曼旗，在办57件，超期6件")


def test_the_red_number_of_a_place_opens_its_overdue_cases(screen: PictureScreen) -> None:
    assert asked_by(screen, "奈曼旗，超期6件") == FigureAsked(name=FigureName.OVERDUE, area=NAIMAN)
    assert asked_by(screen, "没写地点，超期2件") == FigureAsked(name=FigureName.OVERDUE, area="none")


def test_a_click_anywhere_in_a_banner_counts_and_beside_it_does_not(screen: PictureScreen) -> None:
    """North of Zalut's label the border is oblique: a box around the banner would take what is outside."""
    zalut = grab.centre_of(grab.find(screen.window, "扎鲁特旗，在办25件，超期1件"))
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    outside = zalut + QPoint(round(screen.size[0] * 0.09), 0)
    QTest.mouseClick(screen.window, left, none, outside)
    grab.process_events()
    assert not screen.picture.map.hasTowns
    QTest.mouseClick(screen.window, left, none, zalut + QPoint(-40, -50))
    grab.process_events()
    assert screen.picture.map.banner == "扎鲁特旗"


def test_a_banner_is_opened_with_keys_alone(screen: PictureScreen) -> None:
    grab.find(screen.window, "库伦旗，在办18件").forceActiveFocus()
    grab.press_key(screen.window, Qt.Key.Key_Return)
    assert screen.picture.map.banner == "库伦旗"


def test_towns_are_asked_anew_when_their_banner_has_moved(screen: PictureScreen) -> None:
    screen.press("奈曼旗，在办57件，超期6件")
    screen.wait_for("八仙筒镇，在办7件，超期2件")
    screen.hall.areas = lambda of: towns(of, screen.policy, factor=3)
    screen.hear(usual(screen.policy))
    assert grab.is_shown(screen.window, "八仙筒镇，在办7件，超期2件")
    moved = {**OVERDUE, NAIMAN: 7}
    screen.hear(replace(usual(screen.policy), areas=areas({NAIMAN: 58}, moved)))
    screen.wait_for("八仙筒镇，在办21件，超期2件")


def test_towns_that_do_not_come_are_said_and_asked_for_again(screen: PictureScreen) -> None:
    screen.hall.is_mute = True
    screen.press("奈曼旗，在办57件，超期6件")
    screen.wait_for("大厅没有应答，请再试一次")
    screen.hall.is_mute = False
    screen.press("再取一次")
    screen.wait_for("八仙筒镇，在办7件，超期2件")


def test_a_refusal_is_said_in_the_words_of_staff(screen: PictureScreen) -> None:
    screen.refuse(Refusal("auth.right", {"right": "command"}))
    screen.press("奈曼旗，在办57件，超期6件")
    grab.wait_until(lambda: screen.picture.map.said != "", what="the sentence")
    assert "auth" not in screen.picture.map.said


def test_whoever_sees_one_banner_has_its_towns_at_once(screen: PictureScreen) -> None:
    screen.hear(replace(usual(screen.policy), area=NAIMAN, areas=towns(NAIMAN, screen.policy)))
    screen.wait_for("八仙筒镇，在办7件，超期2件")
    assert not screen.picture.map.canGoBack
    assert asked_by(screen, "八仙筒镇，在办7件，超期2件").area == "150525101"


def test_the_day_that_is_pointed_at_is_read_out_and_its_numbers_open(screen: PictureScreen) -> None:
    assert screen.picture.trend.day == "今天（11月23日）"
    assert asked_by(screen, "今天（11月23日） 存量 62") == FigureAsked(name=FigureName.OPEN)
    grab.find(screen.window, "存量、新收、结案、变量", role=QAccessible.Role.Chart).forceActiveFocus()
    for _ in range(3):
        grab.press_key(screen.window, Qt.Key.Key_Left)
    screen.settle()
    day = date(2026, 11, 20)
    assert asked_by(screen, "11月20日 结案 17") == FigureAsked(
        name=FigureName.ENDED, first_day=day, last_day=day
    )
    stock = grab.find(screen.window, "11月20日 存量 53")
    assert not stock.isEnabled()


def test_bars_and_steps_open_what_they_count(screen: PictureScreen) -> None:
    assert asked_by(screen, "邻里纠纷 66件") == replace(since(FIRST, FigureName.RECEIVED), group="02")
    assert asked_by(screen, "高频类型（30天） 485") == since(FIRST, FigureName.RECEIVED)
    assert asked_by(screen, "反馈 12") == FigureAsked(
        name=FigureName.STEP_TOLD, first_day=TODAY, last_day=TODAY
    )


def test_the_types_that_have_no_bar_open_as_one_list(screen: PictureScreen) -> None:
    told = usual(screen.policy)
    assert told.types
    others = replace(since(FIRST, FigureName.RECEIVED), group="10+12+none")
    screen.hear(replace(told, types=replace(told.types, rest_behind=others)))
    assert asked_by(screen, "其余17件") == others


def test_of_a_share_both_numbers_open_and_the_period_can_be_changed(screen: PictureScreen) -> None:
    month = date(2026, 11, 1)
    assert asked_by(screen, "化解率，分子299件，打开名单") == since(month, FigureName.RESOLVED)
    assert asked_by(screen, "化解率，分母368件，打开名单") == since(month, FigureName.ACCEPTED)
    screen.press("今年")
    screen.settle()
    assert asked_by(screen, "受理 5232件") == since(date(2026, 1, 1), FigureName.ACCEPTED)
    screen.picture.kpis.choose("month")


def test_of_nothing_there_is_a_dash_and_no_invented_share(screen: PictureScreen) -> None:
    screen.hear(quiet(screen.policy))
    assert grab.is_shown(screen.window, "化解率 —")
    assert grab.is_shown(screen.window, "这些天没有新收案件。")
    assert grab.is_shown(screen.window, "还没有算出指数。")


def test_the_ranking_says_words_and_too_few_matters_get_no_index(screen: PictureScreen) -> None:
    rows = {row.name: row for row in screen.picture.risk.lines.rows}
    naiman, few = rows["奈曼旗"], rows["库伦旗"]
    assert (naiman.value, naiman.level, naiman.bars, naiman.way) == ("61.4", "高", 3, "↑")
    assert rows["科尔沁左翼后旗"].way == "↓"
    assert rows["科尔沁区"].way == "", "two tenths are no movement"
    assert (few.value, few.level, few.bars) == ("样本不足", "", 0)
    assert grab.is_shown(screen.window, "社会矛盾风险指数（试行·内部参考）")


def test_an_index_is_explained_term_by_term_down_to_its_parts(screen: PictureScreen) -> None:
    screen.press("奈曼旗，61.4，高↑，57件，看怎么算的")
    screen.wait_for("难度 44.7，权重20%。57件里，简易28件、一般18件、疑难11件")
    assert grab.is_shown(screen.window, "增速 —，权重10%。新收57件；资料太短，比不出增速")
    assert asked_by(screen, "奈曼旗新收57件，打开名单") == FigureAsked(
        name=FigureName.RECEIVED, area=NAIMAN, first_day=FIRST, last_day=TODAY
    )
    assert asked_by(screen, "超期 超期") == FigureAsked(name=FigureName.OVERDUE, area=NAIMAN)
    heard: list[FigureAsked] = []
    screen.picture.opened.connect(heard.append)
    parts = [
        (term.term, number) for term in screen.picture.risk.terms.rows for number in range(len(term.lists))
    ]
    for term, number in parts:
        screen.picture.risk.openTerm(term, number)
    assert [(asked.name, asked.key) for asked in heard if asked.key] == [
        (FigureName.RECEIVED, RiskPart.DIFFICULT),
        (FigureName.RECEIVED, RiskPart.ORDINARY),
        (FigureName.STEP_RATED, RiskPart.DISSATISFIED),
        (FigureName.RECEIVED, RiskPart.REPEATED),
    ]
    screen.picture.opened.disconnect(heard.append)
    screen.picture.risk.explain(f"{NAIMAN}|02")
    grab.wait_until(lambda: screen.picture.risk.pageName == "奈曼旗 邻里纠纷", what="the part's page")
    assert screen.picture.risk.back()
    grab.wait_until(lambda: screen.picture.risk.pageName == "奈曼旗", what="the page before")
    assert screen.picture.risk.back()
    assert not screen.picture.risk.back()


def test_figures_that_nobody_renews_turn_grey_and_say_how_old_they_are(screen: PictureScreen) -> None:
    theme = screen.window.theme
    grey, ink = theme.property("inkSoft"), theme.property("inkOnHeat")

    def colour_of(text: str) -> object:
        return next(
            item.property("color") for item in grab.items(screen.window) if item.property("text") == text
        )

    assert colour_of("扎鲁特") == ink
    screen.clock.at = NOW + timedelta(minutes=15)
    screen.picture.refresh()
    screen.settle()
    assert colour_of("扎鲁特") == grey
    assert screen.picture.map.asOf == "09:41（16分钟前）"
    assert screen.picture.trend.isStale
    assert screen.picture.kpis.isStale
    assert not screen.picture.risk.isStale, "the index is counted once a day"


def test_without_anybody_signed_in_nothing_is_left_to_see(screen: PictureScreen) -> None:
    screen.press("奈曼旗，在办57件，超期6件")
    screen.hear(None)
    assert list(screen.picture.figures()) == []
    assert not any("57" in word or "奈曼旗" in word for word in screen.words())


def test_numbers_that_ask_the_same_are_the_same(screen: PictureScreen) -> None:
    """Else one of them would open a list of another length."""
    for view in (usual(screen.policy), crowded(screen.policy)):
        screen.hear(
            replace(view, trend=replace(view.trend, days=view.trend.days[:-1])) if view.trend else view
        )
        counts: dict[FigureAsked, set[int]] = {}
        for figure in screen.picture.figures():
            counts.setdefault(figure.asked, set()).add(figure.count)
        assert len(counts) > 50
        # The invented stock of the trend's last day is another world's than the map's.
        differing = {asked for asked, found in counts.items() if len(found) > 1}
        assert differing <= {FigureAsked(name=FigureName.OPEN)}
