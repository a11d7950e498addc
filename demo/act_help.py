"""叫人帮忙: heard at the counter, answered with 「我去」, and the kiosk says who comes."""

from PySide6.QtCore import Qt

from demo.seed import STAFF
from demo.stage import Stage


def call(stage: Stage) -> None:
    """From the kiosk to the counter and back."""
    stage.sign_in()
    stage.touch_key("attract.start")
    stage.page("intent")
    with stage.report.timed("叫人帮忙 → 窗口看到"):
        stage.touch_key("frame.help")
        stage.wait(lambda: bool(stage.counter.view_model.property("isRinging")), "the counter rings")
    stage.photo(stage.kiosk.window, "kiosk-40-help-called")
    stage.photo(stage.counter.window, "counter-2-help")
    stage.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    who = STAFF[0].name
    with stage.report.timed("「我去」 → 自助机说谁来"):
        stage.wait(lambda: stage.shows(stage.kiosk.window, who), "the kiosk says who comes")
    stage.photo(stage.kiosk.window, "kiosk-41-help-coming")
    stage.report.check("自助机说出谁来帮忙", stage.shows(stage.kiosk.window, who), who)
    stage.wait(lambda: not stage.counter.view_model.property("isRinging"), "the ringing ends")
    stage.touch_key("help.close")
    stage.kiosk.session.leave()
    stage.page("attract")
