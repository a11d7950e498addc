"""人工叫号: the hall's store is gone, the counter calls from its last list, and enters it when the hall is back."""

from PySide6.QtCore import Qt

from demo.stage import Stage

CTRL = Qt.KeyboardModifier.ControlModifier


def call_two(stage: Stage) -> tuple[str, str]:
    """Ctrl+J, then F1 twice: one came, one did not. The list goes on paper too. The two numbers."""
    by_hand = stage.counter.view_model.byHand
    stage.wait(lambda: bool(by_hand.property("isNeeded")), "the kept list")
    stage.key(Qt.Key.Key_J, CTRL)
    stage.wait(lambda: bool(by_hand.property("isOpen")), "人工叫号")
    came = _call(stage)
    stage.photo(stage.counter.window, "counter-70-by-hand")
    _say(stage, Qt.Key.Key_F4)
    absent = _call(stage)
    stage.photo(stage.counter.window, "counter-71-by-hand-second")
    _say(stage, Qt.Key.Key_F3)
    stage.key(Qt.Key.Key_P, CTRL)
    printed = stage.word("counter_desk.by_hand.printed")
    stage.wait(lambda: stage.shows(stage.counter.window, printed), "the sheet")
    stage.photo(stage.counter.window, "counter-72-by-hand-called")
    sheets = sorted(path.name for path in stage.ground.papers.glob("by_hand_sheet*"))
    stage.report.check("大厅断线：窗口照名单人工叫号，叫号单打出来了", bool(sheets), (came, absent, sheets))
    stage.key(Qt.Key.Key_Escape)
    return came, absent


def entered(stage: Stage, came: str, absent: str) -> None:
    """The hall is back: it knows both calls, and nobody waits twice."""
    stage.wait(lambda: bool(stage.counter.view_model.property("isLocked")), "the hall asks who sits there")
    stage.unlock()
    results = stage.word("counter_desk.by_hand.entered", count=2)
    stage.wait(lambda: stage.shows(stage.counter.window, results), "both are entered")
    stage.key(Qt.Key.Key_J, CTRL)
    stage.wait(lambda: bool(stage.counter.view_model.byHand.property("isOpen")), "the results")
    stage.photo(stage.counter.window, "counter-73-by-hand-entered")
    stage.key(Qt.Key.Key_Escape)
    stage.wait(lambda: not stage.counter.view_model.byHand.property("isOpen"), "the desk again")
    waiting = {row.ticket_no for row in stage.view.waiting}
    missed = {row.ticket_no for row in stage.view.not_present if row.by_hand}
    stage.report.check(
        "恢复后补录：来了的办完，没来的在名单上",
        not waiting & {came, absent} and absent in missed,
        (came, absent),
    )


def _call(stage: Stage) -> str:
    by_hand = stage.counter.view_model.byHand
    stage.key(Qt.Key.Key_F1)
    stage.wait(lambda: bool(by_hand.property("current")), "a number to call out")
    return str(by_hand.property("current"))


def _say(stage: Stage, key: Qt.Key) -> None:
    """来了 or 没来; on disk before the next one is called."""
    stage.key(key)
    stage.wait(lambda: not stage.counter.view_model.byHand.property("current"), "what became of it")
