"""What the counter shows, state by state, in a real window of 1366 × 768."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from cases.matter.matter import PrivateMatter
from cases.views import CounterView, DeskView, MatterView
from counter.app import PAGE
from counter.knows import Rules
from screenkit import grab
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window
from tests.counter.given_hall import (
    BUSY,
    CASE,
    DRAFT,
    EMPTY,
    ME,
    NOTHING,
    NOW,
    USUAL,
    GivenDesk,
    at_desk,
    help_row,
    row,
)
from tests.page_looks import bad_words

SIZES = [(1366, 768), (1920, 1080)]
LONG_STORY = "项目部说等甲方结账，甲方说已经结了，两边推来推去。" * 60
CALLED = replace(USUAL, at_desks=(at_desk("called"),))
SERVING = replace(USUAL, at_desks=(at_desk("serving"),))
PRIORITY = replace(CALLED, at_desks=(replace(at_desk("called"), priority="veteran"),))
HERE = DeskView(
    counter_no=ME, staff_id="s1", staff_name="斯琴", serving=None, served_today=119, mean_service_s=660
)
PAUSED = replace(USUAL, desks=(replace(HERE, paused=True, paused_until=NOW),))
HANDED = replace(
    USUAL,
    desks=(HERE,),
    waiting=(
        replace(row("Z003", "neighbour", 9), priority="elderly", for_counter=ME),
        replace(row("C002", "debt", 5), appointment_at=NOW),
    ),
    held=(
        replace(
            row("A011", "debt", 40),
            visit_state="on_hold",
            for_counter=ME,
            hold_reason="call_companion",
            hold_until=NOW,
        ),
        replace(row("A012", "debt", 40), visit_state="on_hold", hold_reason="postponed", hold_until=NOW),
    ),
    transferred=(
        replace(row("B005", "consumer", 30), visit_state="transferred", counter_no=4, to_counter=ME),
        replace(
            row("A010", "traffic", 30), visit_state="transferred", counter_no=ME, to_zone="mediation_zone"
        ),
    ),
)


class Shown(GivenDesk):
    """The given desk in a window."""

    def __init__(self, rules: Rules, size: tuple[int, int]) -> None:
        make_app()
        super().__init__(rules)
        self.window: ScreenWindow = show_window(
            PAGE, {"counter": self.view_model}, texts=rules.texts, size=size, title="counter"
        )
        self.window.requestActivate()
        grab.wait_until(self.window.isActive, what="the window to be active")

    def sign_in(self) -> None:
        self.desk.seat.sign_in("s1", "246810")
        grab.wait_until(lambda: self.desk.knows.staff is not None, what="the sign-in")

    def settle(self) -> None:
        grab.wait_until(lambda: self.desk.is_quiet, what="answers")
        self.window.grabWindow()
        grab.process_events()

    def words(self) -> list[str]:
        return grab.names(self.window)

    def close(self) -> None:
        self.bridge.close()
        take_away(self.window, self.view_model, self.desk, self.bridge)


@pytest.fixture(params=SIZES, ids=["1366", "1920"])
def shown(request: pytest.FixtureRequest, rules: Rules) -> Iterator[Shown]:
    screen = Shown(rules, request.param)
    yield screen
    screen.close()


@pytest.fixture
def screen(rules: Rules) -> Iterator[Shown]:
    screen = Shown(rules, SIZES[0])
    yield screen
    screen.close()


@pytest.mark.parametrize(
    ("view", "matter", "key"),
    [
        pytest.param(EMPTY, CASE, None, id="nobody waits"),
        pytest.param(USUAL, CASE, None, id="free"),
        pytest.param(CALLED, CASE, None, id="called"),
        pytest.param(SERVING, CASE, None, id="serving"),
        pytest.param(SERVING, DRAFT, None, id="draft"),
        pytest.param(SERVING, NOTHING, None, id="nothing told"),
        pytest.param(SERVING, replace(CASE, case_state="accepted"), None, id="accepted"),
        pytest.param(
            SERVING, replace(CASE, private=PrivateMatter(), private_readable=False), None, id="sealed"
        ),
        pytest.param(
            SERVING, replace(CASE, private=replace(CASE.private, story=LONG_STORY)), None, id="long story"
        ),
        pytest.param(SERVING, CASE, Qt.Key.Key_F5, id="form"),
        pytest.param(HANDED, CASE, None, id="held and handed over"),
        pytest.param(PRIORITY, CASE, Qt.Key.Key_F11, id="more"),
        pytest.param(SERVING, CASE, Qt.Key.Key_F6, id="hold"),
        pytest.param(SERVING, CASE, Qt.Key.Key_F7, id="transfer"),
        pytest.param(SERVING, CASE, Qt.Key.Key_F12, id="locked"),
        pytest.param(PAUSED, CASE, None, id="paused"),
        pytest.param(SERVING, CASE, Qt.Key.Key_F9, id="rejecting"),
        pytest.param(replace(BUSY, at_desks=SERVING.at_desks), CASE, None, id="busy"),
        pytest.param(replace(BUSY, at_desks=SERVING.at_desks), CASE, Qt.Key.Key_F9, id="busy and rejecting"),
    ],
)
def test_no_word_is_cut_or_lies_on_another(
    shown: Shown, view: CounterView, matter: MatterView, key: Qt.Key | None
) -> None:
    shown.hall.matter = matter
    shown.sign_in()
    shown.hear(view)
    shown.settle()
    if key is not None:
        grab.press_key(shown.window, key)
        shown.settle()
    found = bad_words(shown.window)
    shown.lose(minutes_ago=11)
    shown.settle()
    found += bad_words(shown.window)
    assert found == []


def test_the_sign_in_page_holds_its_words_with_help_and_a_refusal(shown: Shown) -> None:
    shown.hear(replace(USUAL, help=BUSY.help))
    grab.wait_until(lambda: grab.is_shown(shown.window, "斯琴"), what="the list of staff")
    shown.hall.is_there = False
    grab.type_text(shown.window, "1234")
    grab.press_key(shown.window, Qt.Key.Key_Return)
    grab.wait_until(
        lambda: grab.is_shown(
            shown.window,
            "连不上大厅系统，您12小时内没有在这台电脑上登录过，现在登录不了。"
            "请到您登录过的窗口，或照纸质名单叫号；恢复后请再登录。",
        ),
        what="the sentence",
    )
    shown.settle()
    assert bad_words(shown.window) == []


def test_a_long_story_is_read_with_the_arrow_keys(screen: Shown) -> None:
    screen.hall.matter = replace(CASE, private=replace(CASE.private, story=LONG_STORY))
    screen.sign_in()
    screen.hear(SERVING)
    grab.wait_until(lambda: grab.is_shown(screen.window, LONG_STORY), what="the story")
    screen.settle()
    story = grab.find(screen.window, LONG_STORY)
    before = grab.rect_of(story).y()
    for _ in range(3):
        grab.press_key(screen.window, Qt.Key.Key_Down)
    assert grab.rect_of(story).y() < before - 100
    for _ in range(9):
        grab.press_key(screen.window, Qt.Key.Key_Up)
    assert grab.rect_of(story).y() == before


def test_only_what_works_now_is_offered(screen: Shown) -> None:
    buttons = (
        "呼叫下一位",
        "撤回",
        "挂起",
        "转窗口",
        "重呼",
        "过号",
        "开始办理",
        "登记",
        "修改",
        "受理",
        "不予受理",
        "结束接待",
    )

    def offered() -> set[str]:
        screen.settle()
        return {name for name in buttons if grab.is_shown(screen.window, name)}

    screen.sign_in()
    screen.hear(EMPTY)
    assert offered() == set()
    screen.hear(USUAL)
    assert offered() == {"呼叫下一位"}
    screen.hear(CALLED)
    assert offered() == {"开始办理", "重呼", "过号", "挂起"}
    screen.hear(replace(USUAL, at_desks=(at_desk("called", calls_count=3),)))
    assert offered() == {"开始办理", "过号", "挂起"}
    screen.hear(SERVING)
    grab.wait_until(lambda: grab.is_shown(screen.window, "受理"), what="the matter")
    assert offered() == {"受理", "修改", "不予受理", "挂起", "转窗口", "结束接待"}


def test_a_held_key_works_once(screen: Shown) -> None:
    screen.sign_in()
    screen.hear(USUAL)
    screen.settle()
    screen.hall.answer = at_desk("called")
    no_modifier = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F1, no_modifier, "", repeated)
        QCoreApplication.sendEvent(screen.window, event)
    screen.settle()
    assert screen.hall.times("call_next") == 1


def test_lights_are_shapes_with_words_and_time_left(screen: Shown) -> None:
    screen.sign_in()
    screen.hear(USUAL)
    screen.settle()
    for words in (
        "超期2个工作日",
        "今天到期",
        "还剩3小时",
        "还剩5个工作日",
        "中止",
        "1116-0012",
        "超期",
        "正常",
    ):
        assert grab.is_shown(screen.window, words), words


def test_the_first_view_and_the_banner_of_help_move_nothing_into_the_lists(screen: Shown) -> None:
    """Nobody's name is in any list: only the card of the visit at this desk has one."""
    screen.hear(replace(SERVING, help=(help_row(1, 5),)))
    grab.wait_until(lambda: grab.is_shown(screen.window, "斯琴"), what="the list of staff")
    assert "李某甲" not in screen.words()
    screen.sign_in()
    grab.wait_until(lambda: grab.is_shown(screen.window, "李某甲"), what="the matter")
    assert screen.words().count("李某甲") == 1
