"""The dispatch screen at a hall that really runs: signed in by keys, an alarm, a notice on the wall, a lost hall."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from case_store.policy_files import load_texts
from cases.views import StaffView
from hall_display.dispatch.app import DispatchConfig, DispatchScreen, build
from hall_display.wall.app import WallConfig, WallScreen
from hall_display.wall.app import build as build_wall
from screenkit import grab
from tests.real_hall import ASSETS, PIN, RealHall
from tests.screenkit.own_meta import own_meta

DISPATCHER = StaffView(staff_id="d1", name="乌某丁", role="dispatcher")
OF_A_DEPARTMENT = StaffView(staff_id="d2", name="赵某戊", role="leader", unit="human_resources")
TEXTS = load_texts(ASSETS)
PATIENCE_S = 10.0
Key = Qt.Key


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHall]:
    """One hall for all: each test leaves it as it found it."""
    running = RealHall(tmp_path_factory.mktemp("hall"))
    running.start()
    for person in (DISPATCHER, OF_A_DEPARTMENT):
        running.add_staff(person)
    yield running
    running.close()


@pytest.fixture(scope="module")
def dispatch(hall: RealHall) -> Iterator[DispatchScreen]:
    config = DispatchConfig(
        hall_url=hall.url,
        token_file=hall.token_file("dispatch"),
        assets_dir=ASSETS,
        clock_file=hall.clock_file,
    )
    screen = build(config)
    yield screen
    strangers = own_meta(screen.view_model)
    screen.close()
    assert strangers == []


@pytest.fixture
def wall(hall: RealHall) -> Iterator[WallScreen]:
    config = WallConfig(
        hall_url=hall.url, token_file=hall.token_file("wall"), assets_dir=ASSETS, clock_file=hall.clock_file
    )
    screen = build_wall(config)
    yield screen
    strangers = own_meta(screen.view_model)
    screen.close()
    assert strangers == []


def wait(condition: Callable[[], bool], what: str) -> None:
    grab.wait_until(condition, PATIENCE_S, what)


def shows(screen: DispatchScreen, words: str) -> bool:
    return any(words in name for name in grab.names(screen.window))


def front(screen: DispatchScreen) -> None:
    if not screen.window.isActive():
        screen.window.requestActivate()
        wait(screen.window.isActive, "the window in front")


def key(
    screen: DispatchScreen, one: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    front(screen)
    grab.press_key(screen.window, one, modifiers)


def sign_in(screen: DispatchScreen) -> None:
    """Where somebody is signed in already, nothing."""
    if screen.view_model.property("isSignedIn"):
        return
    wait(lambda: shows(screen, DISPATCHER.name), "who may sign in")
    front(screen)
    grab.press_keys(screen.window, PIN)
    key(screen, Key.Key_Return)
    wait(lambda: bool(screen.view_model.property("isSignedIn")), "signed in")
    wait(lambda: not screen.view_model.property("lost"), "the hall is heard")


def test_a_help_call_rings_once_is_taken_by_space_and_stays_softer_below(
    hall: RealHall, dispatch: DispatchScreen
) -> None:
    wait(lambda: shows(dispatch, DISPATCHER.name), "who may sign in")
    assert not shows(dispatch, "斯琴")  # reception has no place here
    front(dispatch)
    grab.press_keys(dispatch.window, "111111")
    key(dispatch, Key.Key_Return)
    wait(lambda: shows(dispatch, "姓名或密码不对"), "the refusal as a sentence")
    sign_in(dispatch)
    attention = dispatch.view_model.attention
    hall.call_help()
    wait(lambda: attention.alarms.count == 1, "the alarm")
    assert shows(dispatch, "1号自助机")
    wait(lambda: dispatch.sound.played == 1, "one sound")
    key(dispatch, Key.Key_Space)
    wait(lambda: attention.alarms.count == 0 and attention.taken.count == 1, "somebody has it")
    assert shows(dispatch, f"1号自助机，{DISPATCHER.name} 09:30")
    assert dispatch.sound.played == 1
    key(dispatch, Key.Key_F12)
    assert not shows(dispatch, TEXTS.get("dispatch.alarms.title"))
    grab.press_keys(dispatch.window, PIN)
    key(dispatch, Key.Key_Return)
    wait(lambda: not dispatch.view_model.property("isLocked"), "unlocked")
    assert shows(dispatch, TEXTS.get("dispatch.alarms.title"))


def test_a_notice_goes_up_on_the_wall_and_comes_down_again(
    dispatch: DispatchScreen, wall: WallScreen
) -> None:
    sign_in(dispatch)
    key(dispatch, Key.Key_F4)
    notices = dispatch.view_model.acts.notices
    keys = [line.key for line in notices.templates.rows]
    for _step in range(keys.index("last_number")):
        key(dispatch, Key.Key_Down)
    sentence = str(notices.property("preview"))
    key(dispatch, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: [row.text for row in wall.view_model.notices.rows] == [sentence], "the notice on the wall")
    wait(lambda: notices.up.count == 1, "the notice in the list")
    grab.press(dispatch.window, f"{TEXTS.get('dispatch.notices.take_down')} {sentence}")
    wait(lambda: wall.view_model.notices.count == 0, "the notice is gone")
    key(dispatch, Key.Key_Escape)
    assert not dispatch.view_model.acts.property("isOpen")


def test_a_lost_hall_greys_the_last_picture_and_a_new_one_asks_to_sign_in_again(
    hall: RealHall, dispatch: DispatchScreen
) -> None:
    sign_in(dispatch)
    hall.stop()
    wait(lambda: shows(dispatch, "大厅没有应答"), "the banner")
    assert dispatch.window.theme.property("isFaded")
    assert shows(dispatch, TEXTS.get("dispatch.alarms.none"))  # the last picture stays
    hall.start()
    wait(lambda: not dispatch.view_model.property("isSignedIn"), "nobody's session is known any more")
    assert dispatch.view_model.session.asking.said
    sign_in(dispatch)
    assert not dispatch.window.theme.property("isFaded")


def test_whoever_has_no_part_of_the_picture_is_told_so_and_sees_nothing(dispatch: DispatchScreen) -> None:
    session = dispatch.view_model.session
    session.end("")
    wait(lambda: shows(dispatch, OF_A_DEPARTMENT.name), "who may sign in")
    session.sign_in(OF_A_DEPARTMENT.staff_id, PIN)
    wait(lambda: session.staff is None and bool(session.asking.said), "the hall tells them nothing")
    assert shows(dispatch, session.asking.said)
    assert not shows(dispatch, TEXTS.get("dispatch.alarms.title"))
