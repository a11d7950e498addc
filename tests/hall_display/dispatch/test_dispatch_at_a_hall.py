"""The dispatch screen at a hall that really runs: signed in by keys, an alarm, a notice on the wall, a lost hall."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from case_store.log.schema import supervision, whistle
from case_store.policy_files import load_texts
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import DispatchKind
from cases.views import StaffView
from hall_display.dispatch.app import DispatchConfig, DispatchScreen, build
from hall_display.wall.app import WallConfig, WallScreen
from hall_display.wall.app import build as build_wall
from screenkit import grab
from tests.case_store.casework_hall import at_work
from tests.real_hall import ASSETS, PIN, RealHall
from tests.screenkit.own_meta import own_meta

DISPATCHER = StaffView(staff_id="d1", name="乌某丁", role="dispatcher")
CLERK = StaffView(staff_id="c_justice", name="李某己", role="unit_officer", unit="justice")
OF_A_DEPARTMENT = StaffView(staff_id="d2", name="赵某戊", role="leader", unit="human_resources")
TEXTS = load_texts(ASSETS)
PATIENCE_S = 10.0
TABS_MAX = 60
Key = Qt.Key


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHall]:
    """One hall for all: each test leaves it as it found it."""
    running = RealHall(tmp_path_factory.mktemp("hall"))
    running.start()
    for person in (DISPATCHER, OF_A_DEPARTMENT, CLERK):
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


@pytest.fixture(scope="module")
def case_id(hall: RealHall) -> str:
    """A quarrel between neighbours that the justice bureau has signed for."""
    found: list[str] = []

    async def send() -> None:
        async with at_work(hall.ground, "s1", CLERK.staff_id) as counter:
            case_id = await counter.register()
            await counter.do("s1", case_id, acts.Accept())
            await counter.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要丈量"))
            send = acts.SendTo(
                kind=DispatchKind.SINGLE,
                level=Level.BANNER,
                channel=ResolutionMethod.PEOPLES_MEDIATION,
                units=("justice",),
            )
            page = await counter.do("s1", case_id, send)
            (sent,) = page.dispatches
            await counter.do(CLERK.staff_id, case_id, acts.Acknowledge(dispatch_id=sent.dispatch_id))
            found.append(case_id)

    hall.run(send())
    return found[0]


def test_a_case_is_whistled_for_put_on_the_list_and_reminded_of_by_keys_alone(
    hall: RealHall, dispatch: DispatchScreen, case_id: str
) -> None:
    sign_in(dispatch)
    attention, behind, form = (
        dispatch.view_model.attention,
        dispatch.view_model.behind,
        dispatch.view_model.acts,
    )
    wait(lambda: attention.stream.count == 1, "the case in the stream")
    code = attention.stream.rows[0].code

    def fill(open_by: Qt.Key, unit: str, reason: str) -> None:
        key(dispatch, open_by)
        grab.press_keys(dispatch.window, code[-4:])
        key(dispatch, Key.Key_Return)
        grab.press_keys(dispatch.window, unit)
        key(dispatch, Key.Key_Return)
        while not at_field(dispatch, "原因"):
            key(dispatch, Key.Key_Tab)
        grab.type_text(dispatch.window, reason)
        key(dispatch, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    fill(Key.Key_F2, "zhujian", "要懂房屋鉴定的")
    wait(lambda: shows(dispatch, "已吹哨：科尔沁区住房和城乡建设局"), "the whistle is blown")
    wait(lambda: attention.whistles.count == 1, "the whistle with its clock")
    assert attention.property("whistlesTotal") == 1
    assert [(row.case_id, row.unit) for row in hall.rows(whistle)] == [(case_id, "housing")]

    fill(Key.Key_F3, "sfj", "多次反映")
    wait(lambda: shows(dispatch, "已列入督办：科尔沁区司法局"), "it is on the list")
    wait(lambda: attention.property("ladderTotal") == 1, "the list counts it")
    (item,) = hall.rows(supervision)
    assert (item.case_id, item.unit, item.responsible) == (
        case_id,
        "justice",
        "驻中心负责人",
    )  # the unit's own

    key(dispatch, Key.Key_Slash)
    grab.press_keys(dispatch.window, code[-4:])
    key(dispatch, Key.Key_Return)
    wait(lambda: bool(behind.property("hasCase")), "the card of the case")
    press_by_keys(dispatch, "提醒承办单位")
    key(dispatch, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: shows(dispatch, "已提醒科尔沁区司法局"), "the unit is reminded")

    wait(lambda: not shows(dispatch, "提醒承办单位"), "the card says what can be done now")
    press_by_keys(dispatch, "定责任人")
    assert form.units.names == ("科尔沁区司法局",)  # of the item on the list
    assert at_field(dispatch, "责任人")
    grab.type_text(dispatch.window, "局长")
    key(dispatch, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: shows(dispatch, "已定责任人：局长"), "somebody answers for it")
    assert [row.responsible for row in hall.rows(supervision)] == ["局长"]
    key(dispatch, Key.Key_Escape)
    assert not behind.property("isOpen")
    assert not form.property("isOpen")


def at_field(screen: DispatchScreen, name: str) -> bool:
    """Whether what is typed goes into the field of this name."""
    item = screen.window.activeFocusItem()
    return item is not None and grab.name_of(item) == name


def press_by_keys(screen: DispatchScreen, name: str) -> None:
    """Tab to a button, then the space bar."""
    wait(lambda: shows(screen, name), name)
    for _step in range(TABS_MAX):
        if at_field(screen, name):
            key(screen, Key.Key_Space)
            return
        key(screen, Key.Key_Tab)
    raise AssertionError(f"no way by Tab to {name}")


def test_from_a_banner_to_its_town_to_the_list_to_the_case_and_back(
    dispatch: DispatchScreen, case_id: str
) -> None:
    sign_in(dispatch)
    picture, behind = dispatch.view_model.picture, dispatch.view_model.behind
    wait(
        lambda: any(row.code == "150502" and row.count == "1" for row in picture.map.banners.rows), "the map"
    )
    grab.press(dispatch.window, "科尔沁区，在办1件")
    wait(lambda: any(row.code == "150502001" for row in picture.map.tiles.rows), "the towns")
    grab.press(dispatch.window, "科尔沁街道，在办1件")
    wait(lambda: behind.lines.count == 1, "the list")
    assert behind.property("title") == "科尔沁区科尔沁街道 · 在办"
    key(dispatch, Key.Key_Down)
    key(dispatch, Key.Key_Return)
    wait(lambda: bool(behind.property("hasCase")), "the case")
    assert shows(dispatch, "邻里纠纷")
    for is_list, is_towns in ((True, True), (False, True), (False, False)):
        key(dispatch, Key.Key_Escape)
        assert bool(behind.property("isOpen")) is is_list
        assert bool(picture.map.property("hasTowns")) is is_towns


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
