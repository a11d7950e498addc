"""Virtual devices, played at their own window: the roll ends within a ticket; a card and codes at the counter."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from cases.refusal import Reader, Refusal
from cases.roles import Page
from counter.casework.casework import CaseworkViewModel
from demo import act_dispatch
from demo.act_intake import wait_for_done
from demo.devices_window import DevicesWindow, devices_window
from demo.hands import call, finish, mine, serve, serve_all
from demo.stage import PATIENCE_S, Stage, to_front
from screenkit import grab

CTRL = Qt.KeyboardModifier.ControlModifier
CARD = "li_moujia"
OUT = "printer.out_of_paper"


def out_of_paper(stage: Stage) -> None:
    """Six centimetres are left. The page says so and gives the number, the command zone hears it; paper comes: 补打."""
    serve_all(stage)
    alarms = act_dispatch.sign_in(stage).attention.alarms
    missing = stage.word("alarms.trouble.paper_out")

    def is_told() -> bool:
        return any(missing in row.spoken for row in alarms.rows)

    with _table(stage) as table:
        _press(stage, table, "demo.printer.paper_finger")
        _draft(stage)
        taken = wait_for_done(stage, "no_paper")
        ending = stage.kiosk.session.ending
        why = ending.out.why if ending is not None and ending.out is not None else None
        said = stage.texts.tell(why, Reader.CITIZEN) if why is not None else ""
        here = why is not None and why.code == OUT and stage.shows(stage.kiosk.window, said)
        stage.report.check("纸在小票半中间用完：自助机如实说，号照样有", here and bool(taken.ticket_no), said)
        with stage.report.timed("缺纸 → 指挥屏看到"):
            stage.wait(is_told, "the command zone hears that paper is missing")
        stage.photo(stage.kiosk.window, "kiosk-90-out-of-paper")
        stage.photo(table.window, "devices-1-out-of-paper")
        stage.photo(stage.dispatch.window, "dispatch-7-out-of-paper")
        stage.report.check("指挥屏看到缺纸", is_told(), missing)
        before = len(stage.devices.printer.papers)
        _press(stage, table, "demo.printer.paper_new")
        again = stage.word("kiosk.done.printed_again")
        with stage.report.timed("换上纸 → 补打的小票"):
            stage.wait(lambda: stage.shows(stage.kiosk.window, again), "the ticket once more")
        came = stage.devices.printer.papers[before:]
        codes = stage.devices.printer.codes_of(came[-1]) if came else ()
        stage.report.check("换上纸，同一张小票自己补打，只一张完整的", codes == (taken.ticket_url,), came)
        stage.wait(lambda: not is_told(), "the command zone hears that there is paper")
        stage.report.check("换上纸，指挥屏的缺纸自己消了", not is_told())
        stage.photo(stage.kiosk.window, "kiosk-91-printed-again")
        stage.photo(table.window, "devices-2-printed-again")
    act_dispatch.sign_out(stage)
    stage.touch_key("done.finish")
    stage.page("attract")


def card(stage: Stage) -> None:
    """Who took that number is registered at counter 1 with the card that they lay on its reader."""
    row = call(stage)
    serve(stage)
    reception = stage.counter.view_model.reception
    stage.wait(lambda: bool(reception.property("canRegister")), "a draft to register")
    stage.key(Qt.Key.Key_F5)
    form = stage.counter.view_model.form

    def filled() -> str:
        return next((line.text for line in form.left.rows if line.key == "party.name"), "")

    stage.wait(lambda: bool(form.left.rows), "the form")
    name = stage.word(f"demo.card.{CARD}")
    with _table(stage) as table:
        _press(stage, table, "demo.hand.counter")
        with stage.report.timed("放上身份证 → 表格填好"):
            _press(stage, table, f"demo.card.{CARD}")
            stage.wait(lambda: filled() == name, "the card's name in the form")
        stage.photo(stage.counter.window, "counter-90-card")
        stage.photo(table.window, "devices-3-card")
        _press(stage, table, "demo.hand.take")
    stage.key(Qt.Key.Key_S, CTRL)
    registered = stage.word("counter.matter.registered")
    stage.wait(lambda: stage.shows(stage.counter.window, registered), "registered")
    matter = stage.counter.view_model.desk.knows.matter
    chip = [one.verified_by for one in matter.private.parties if one.name == name] if matter else []
    stage.report.check("窗口读身份证，姓名自己填上，记着是芯片读的", chip == ["chip"], row.ticket_no)
    finish(stage)
    stage.wait(lambda: mine(stage) is None, "the reception ends")


def codes(stage: Stage) -> None:
    """The receipt of our citizen opens its case; a payment code is named and does nothing."""
    taken = stage.taken["dispute"]
    frame = stage.counter.view_model.frame
    casework = frame.modelOf(Page.CASES.value)
    if not isinstance(casework, CaseworkViewModel) or taken.receipt_url is None:
        raise LookupError("no page of cases, or no receipt")
    with stage.report.timed("扫回执 → 事项打开"):
        stage.devices.at["counter"].scanner.scan(taken.receipt_url)
        stage.wait(lambda: bool(casework.property("isCaseOpen")), "the case of the receipt")
        stage.wait(lambda: bool(casework.case.property("isThere")), "the page of the case")
    shown = "".join(str(casework.case.property("code")).split())
    stage.photo(stage.counter.window, "counter-91-scanned")
    stage.report.check("扫回执，打开的就是那一件", shown == taken.case_code, shown)
    stage.key(Qt.Key.Key_Escape)
    stage.wait(lambda: frame.property("current") == Page.DESK.value, "the desk again")
    with _table(stage) as table:
        _press(stage, table, "demo.hand.counter")
        _press(stage, table, "demo.hand.payment")
        said = stage.texts.tell(Refusal("scan.payment"), Reader.STAFF)
        stage.wait(lambda: stage.shows(stage.counter.window, said), "what that code is")
        stage.photo(table.window, "devices-4-foreign-code")
    stage.photo(stage.counter.window, "counter-92-foreign-code")
    stage.report.check("微信的码：说清楚不是本中心的", stage.shows(stage.counter.window, said), said)


def _draft(stage: Stage) -> None:
    """先取号 once a category is told."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("intent.dispute")
    stage.page("category")
    neighbour = stage.ground.policy.categories.get("neighbour")
    stage.touch(neighbour.name if neighbour else "")
    stage.page("other_side")
    stage.touch_key("frame.ticket_first")


@contextmanager
def _table(stage: Stage) -> Iterator[DevicesWindow]:
    table = devices_window(stage.devices, stage.ground.papers)
    try:
        to_front(table.window)
        yield table
    finally:
        table.close()


def _press(stage: Stage, table: DevicesWindow, key: str) -> None:
    grab.press(table.window, stage.word(key), timeout_s=PATIENCE_S)
