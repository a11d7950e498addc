"""The queue that explains itself: priority, hold, transfer, a wrong call, one person with two numbers, one who left."""

from datetime import timedelta

from PySide6.QtCore import Qt

from demo.act_intake import wait_for_done
from demo.ground import COUNTER_NO, OFFICE_NO
from demo.hands import call, finish, mine, people_come, serve, waiting
from demo.seed import MEDIATOR
from demo.stage import Stage
from kiosk.wording import wait_range

CTRL = Qt.KeyboardModifier.ControlModifier
REST, TO_MEDIATION, GRANTED = "3", "2", "1"  # digits of the menus, in the order of hall.toml
PRIORITY, MERGE, LEAVE = "1", "2", "3"  # digits of F11


def priority(stage: Stage) -> None:
    """70 岁以上 at the kiosk: a Z number with its wait, why it is next, and the check at the counter."""
    people_come(stage, 3)
    elderly = stage.ground.policy.hall.priority_categories[0]
    _declare(stage, elderly.name)
    taken = stage.taken["priority"]
    next_in_line = stage.counter.view_model.waiting
    stage.wait(lambda: next_in_line.property("ticketNo") == taken.ticket_no, "the priority number is next")
    why = str(next_in_line.property("why"))
    rules = {stage.word(f"counter.why.priority_{rule}") for rule in ("share", "waited")}
    said = why in rules and stage.shows(stage.counter.window, why)
    stage.report.check("窗口说明为什么先叫优先号", said, why)
    stage.photo(stage.counter.window, "counter-20-priority-next")
    row = call(stage)
    stage.report.check("叫的就是优先号", row.ticket_no == taken.ticket_no, row.ticket_no)
    stage.key(Qt.Key.Key_F11)
    stage.keys(PRIORITY)
    title = stage.word("counter_desk.priority.title", ticket_no=row.ticket_no, category=elderly.name)
    stage.wait(lambda: stage.shows(stage.counter.window, title), "the question of priority")
    stage.photo(stage.counter.window, "counter-21-priority-check")
    stage.keys(GRANTED)
    stage.wait(lambda: (now := mine(stage)) is not None and now.priority_verified, "核实")
    checked = stage.word("counter_desk.desk.priority_checked", category=elderly.name)
    stage.wait(lambda: stage.shows(stage.counter.window, checked), "the counter says that it was checked")
    stage.report.check("核实以后窗口写着", True, checked)
    finish(stage)


def _declare(stage: Stage, category: str) -> None:
    """The kiosk's part."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.priority")
    stage.page("priority")
    stage.photo(stage.kiosk.window, "kiosk-60-priority")
    stage.touch(category)
    stage.page("intent")
    stage.photo(stage.kiosk.window, "kiosk-61-priority-declared")
    stage.touch_key("intent.consult")
    stage.page("consult")
    stage.touch_key("consult.number")
    taken = wait_for_done(stage, "priority")
    stage.photo(stage.kiosk.window, "kiosk-62-priority-done")
    stage.report.check("优先给 Z 号", (taken.ticket_no or "").startswith("Z"), taken.ticket_no)
    wait = wait_range(taken.wait_low_min, taken.wait_high_min, stage.texts)
    shown = taken.wait_high_min is not None and stage.shows(stage.kiosk.window, wait.number or wait.words)
    stage.report.check("自助机说出大约要等多久", shown, wait.spoken)
    stage.touch_key("done.finish")
    stage.page("attract")


def hold(stage: Stage) -> None:
    """挂起 for ten minutes: the number comes back by itself, at its old place."""
    row = call(stage)
    reason = stage.ground.policy.hall.hold_reasons[int(REST) - 1]
    stage.key(Qt.Key.Key_F6)
    stage.wait(lambda: stage.shows(stage.counter.window, reason.name), "the reasons")
    stage.photo(stage.counter.window, "counter-22-hold-menu")
    stage.keys(REST)
    stage.wait(lambda: any(held.visit_id == row.visit_id for held in stage.view.held), "on hold")
    stage.wait(lambda: stage.shows(stage.counter.window, row.ticket_no), "the held number on the screen")
    stage.photo(stage.counter.window, "counter-23-on-hold")
    until = next(held.hold_until for held in stage.view.held if held.visit_id == row.visit_id)
    stage.report.check("挂起的号留在窗口上", True, f"{row.ticket_no} {until}")
    stage.ground.clock.move_by(timedelta(minutes=reason.minutes, seconds=1))
    with stage.report.timed("挂起到点 → 自己回到队里"):
        stage.wait(lambda: waiting(stage, row.visit_id) is not None, "back in line by itself")
    back = waiting(stage, row.visit_id)
    same = back is not None and back.place_at == row.place_at
    stage.report.check("到点自己回来，位置不变", same, row.ticket_no)


def transfer(stage: Stage) -> None:
    """转窗口 to the mediator, who signs for it; until then the first desk owns the citizen (首问负责)."""
    office = stage.office
    stage.sign_in(MEDIATOR, office)
    stage.photo(office.window, "counter-24-mediator")
    row = call(stage)
    serve(stage)
    stage.key(Qt.Key.Key_F7)
    stage.wait(lambda: bool(stage.counter.view_model.menu.property("isOpen")), "where to")
    stage.photo(stage.counter.window, "counter-25-transfer-menu")
    stage.keys(str(OFFICE_NO))
    stage.keys(TO_MEDIATION)
    stage.wait(lambda: any(gone.visit_id == row.visit_id for gone in stage.view.transferred), "转出")
    ours = stage.word("counter_desk.side.head_take_back")
    stage.wait(lambda: stage.shows(stage.counter.window, ours), "who owns the citizen")
    stage.photo(stage.counter.window, "counter-26-transferred")
    stage.report.check("签收以前由原窗口负责", True, ours)
    asked = stage.word("counter_desk.side.head_acknowledge")
    stage.wait(lambda: stage.shows(office.window, asked), "the other counter is asked")
    stage.photo(office.window, "counter-27-to-acknowledge")
    stage.key(Qt.Key.Key_R, CTRL, at=office)
    stage.wait(lambda: waiting(stage, row.visit_id) is not None, "签收")
    now = waiting(stage, row.visit_id)
    kept = now is not None and (now.place_at, now.for_counter) == (row.place_at, OFFICE_NO)
    stage.report.check("签收后归调解窗口，排队时间不变", kept, row.ticket_no)
    got = call(stage, office)
    stage.photo(office.window, "counter-28-called-after-transfer")
    stage.report.check("调解窗口叫到转来的人", got.visit_id == row.visit_id, got.ticket_no)
    finish(stage, office)


def undo(stage: Stage) -> None:
    """A wrong call, taken back within ten seconds."""
    row = call(stage)
    call_on_wall = stage.word("wall.call.spoken", ticket_no=row.ticket_no, counter_no=COUNTER_NO)
    stage.wait(lambda: stage.shows(stage.wall.window, call_on_wall), "the wall shows the wrong call")
    stage.photo(stage.counter.window, "counter-29-wrong-call")
    stage.key(Qt.Key.Key_Z, CTRL)
    stage.wait(lambda: mine(stage) is None and waiting(stage, row.visit_id) is not None, "撤回")
    back = waiting(stage, row.visit_id)
    same = back is not None and back.place_at == row.place_at
    stage.report.check("叫错十秒内撤回，位置不变", same, row.ticket_no)
    stage.wait(lambda: not stage.shows(stage.wall.window, call_on_wall), "the wall takes it back")
    stage.report.check("大屏不再请这一号", True, row.ticket_no)


def merge_and_leave(stage: Stage) -> None:
    """One person with two numbers; one who goes home."""
    second, gone = (issued.answer for issued in people_come(stage, 2))
    here = call(stage)
    _more(stage, MERGE, second.ticket_no, "counter-30-merge")
    stage.wait(lambda: waiting(stage, second.visit_id) is None, "并号")
    stage.report.check("一个人的两个号并成一个", True, f"{second.ticket_no} → {here.ticket_no}")
    _more(stage, LEAVE, gone.ticket_no, "counter-31-leave")
    stage.wait(lambda: waiting(stage, gone.visit_id) is None, "中途离开")
    stage.wait(lambda: not stage.shows(stage.counter.window, gone.ticket_no), "the counter's list without it")
    stage.report.check("走了的号不再排着", True, gone.ticket_no)
    finish(stage)


def _more(stage: Stage, digit: str, ticket_no: str, picture: str) -> None:
    """F11, what, and which number."""
    menu = stage.counter.view_model.menu
    stage.key(Qt.Key.Key_F11)
    stage.keys(digit)
    stage.photo(stage.counter.window, picture)
    stage.keys(ticket_no)
    if menu.property("isOpen"):
        stage.key(Qt.Key.Key_Return)
