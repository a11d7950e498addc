"""The command zone: signed in by keys; an alarm is taken; every number opens a list as long as it says."""

from PySide6.QtCore import Qt

from cases.figures.figure import FigureName
from cases.refusal import Refusal
from demo.seed import DEMO_PIN, DISPATCHER
from demo.stage import PATIENCE_S, Stage, to_front
from hall_display.dispatch.dispatch import DispatchViewModel
from screenkit import grab

CTRL = Qt.KeyboardModifier.ControlModifier
UNIT = "rlzy"  # 人力资源和社会保障局, typed without an input method
LAST_NUMBER = "last_number"


def command_zone(stage: Stage) -> None:
    """All of it at one screen."""
    model = sign_in(stage)
    _alarm(stage, model)
    _numbers(stage, model)
    _whistle(stage, model)
    _notice(stage, model)
    _key(stage, Qt.Key.Key_F6)
    stage.photo(stage.dispatch.window, "dispatch-5-hall")
    sign_out(stage)


def sign_out(stage: Stage) -> None:
    """F12, then Ctrl+Q."""
    model = stage.dispatch.view_model
    _key(stage, Qt.Key.Key_F12)
    _key(stage, Qt.Key.Key_Q, CTRL)
    stage.wait(lambda: not model.property("isSignedIn"), "signed out of the command zone")


def sign_in(stage: Stage) -> DispatchViewModel:
    """The dispatcher, by arrows and PIN."""
    model = stage.dispatch.view_model

    def people() -> list[str]:
        return [one.staff_id for one in model.session.people]

    stage.wait(lambda: DISPATCHER in people(), "who may sign in to the command zone")
    for _person in range(people().index(DISPATCHER)):
        _key(stage, Qt.Key.Key_Down)
    stage.keys(DEMO_PIN, stage.dispatch)
    stage.photo(stage.dispatch.window, "dispatch-1-sign-in")
    _key(stage, Qt.Key.Key_Return)
    stage.wait(lambda: bool(model.property("isSignedIn")), "signed in to the command zone")
    stage.wait(lambda: bool(model.attention.property("hasLights")), "the lights of the command zone")
    return model


def _alarm(stage: Stage, model: DispatchViewModel) -> None:
    """叫人帮忙 stands in the list, and Space takes it."""
    attention, is_help = model.attention, _help_call
    stage.touch_key("attract.start")
    stage.page("intent")
    with stage.report.timed("叫人帮忙 → 指挥屏看到"):
        stage.touch_key("frame.help")
        stage.wait(lambda: any(map(is_help, attention.alarms.rows)), "the alarm in the command zone")
    grab.process_events(0.2)
    stage.photo(stage.dispatch.window, "dispatch-2-alarm")
    before = next(row for row in attention.alarms.rows if is_help(row))
    attention.choose(before.key)
    _key(stage, Qt.Key.Key_Space)
    stage.wait(lambda: before.key in {row.key for row in attention.taken.rows}, "somebody has the alarm")
    stage.report.check("空格接下报警", bool(attention.taken.rows), before.spoken)
    stage.touch_key("help.close")
    stage.kiosk.session.leave()
    stage.page("attract")


def _help_call(row: object) -> bool:
    return str(getattr(row, "key", "")).startswith("help:")


def _numbers(stage: Stage, model: DispatchViewModel) -> None:
    """Click ■ 超期, or ● 正常; and every number of the screen is as long as the list behind it."""
    word = stage.word("dispatch.light.normal")
    _press(stage, f"{word} {model.attention.property('normal')}")
    stage.wait(lambda: bool(model.behind.property("isOpen")), "the list behind a number")
    grab.process_events(0.4)
    stage.photo(stage.dispatch.window, "dispatch-3-behind")
    _key(stage, Qt.Key.Key_Escape)
    stage.wait(lambda: not model.behind.property("isOpen"), "the list is closed")
    differ, asked = [], 0
    for figure in model.figures():
        ask = stage.dispatch.client.figures.behind(figure.asked)
        page = stage.dispatch.bridge.submit(ask).result(PATIENCE_S)
        asked += 1
        if isinstance(page, Refusal) or page.total != figure.count:
            differ.append((figure.panel, figure.asked.name.value, figure.count))
    stage.report.check("指挥屏：每个数点开都一样多", asked > 0 and not differ, differ or asked)


def _whistle(stage: Stage, model: DispatchViewModel) -> None:
    """F2: the newest case, a unit by its initials, why."""
    before = model.attention.whistles.count
    _key(stage, Qt.Key.Key_F2)
    _key(stage, Qt.Key.Key_Return)
    stage.keys(UNIT, stage.dispatch)
    _key(stage, Qt.Key.Key_Return)
    _key(stage, Qt.Key.Key_Tab)
    grab.type_text(stage.dispatch.window, stage.word("dispatch.foot.whistle"))
    stage.photo(stage.dispatch.window, "dispatch-4-whistle")
    _key(stage, Qt.Key.Key_Return, CTRL)
    acts = model.acts
    stage.wait(lambda: bool(acts.property("said")) and not acts.property("isBusy"), "the whistle is answered")
    stage.report.check("从指挥屏吹哨", not acts.property("isOpen"), acts.property("said"))
    stage.wait(lambda: model.attention.whistles.count > before, "the called unit with its clock")
    whistles = [figure for figure in model.figures() if figure.asked.name is FigureName.WHISTLES_OPEN]
    stage.report.check("吹哨未到有钟", len(whistles) == 1, [row.due for row in model.attention.whistles.rows])


def _notice(stage: Stage, model: DispatchViewModel) -> None:
    """F4: a sentence on the wall, and down again."""
    _key(stage, Qt.Key.Key_F4)
    notices = model.acts.notices
    keys = [line.key for line in notices.templates.rows]
    for _step in range(keys.index(LAST_NUMBER)):
        _key(stage, Qt.Key.Key_Down)
    sentence = str(notices.property("preview"))
    with stage.report.timed("通知 → 大屏"):
        _key(stage, Qt.Key.Key_Return, CTRL)
        stage.wait(lambda: sentence in _on_wall(stage), "the notice on the wall")
    stage.photo(stage.dispatch.window, "dispatch-6-notice")
    stage.report.check("通知上了大屏", sentence in _on_wall(stage), sentence)
    _press(stage, f"{stage.word('dispatch.notices.take_down')} {sentence}")
    stage.wait(lambda: sentence not in _on_wall(stage), "the notice is gone")
    _key(stage, Qt.Key.Key_Escape)


def _on_wall(stage: Stage) -> list[str]:
    return [row.text for row in stage.wall.view_model.notices.rows]


def _press(stage: Stage, name: str) -> None:
    to_front(stage.dispatch.window)
    grab.press(stage.dispatch.window, name, timeout_s=PATIENCE_S)


def _key(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    stage.key(key, modifiers, stage.dispatch)
