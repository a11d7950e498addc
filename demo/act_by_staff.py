"""What staff do for whom a kiosk is too much: a number handed out at the counter, and an appointment that is kept."""

from PySide6.QtCore import Qt

from cases.hall_time import hall_time
from demo.act_intake import wait_for_done
from demo.hands import waiting
from demo.stage import Stage
from screenkit import grab

CTRL = Qt.KeyboardModifier.ControlModifier
TICKET, APPOINTMENT = "5", "7"  # digits of F11
SECOND = "2"
SLOTS_LATER = 2  # half an hour each, after the first one of the day: 09:30


def ticket(stage: Stage) -> None:
    """领着取号: 咨询, said in large type and printed."""
    stage.key(Qt.Key.Key_F11)
    stage.keys(TICKET)
    title = stage.word("counter_desk.ticket.queue")
    stage.wait(lambda: stage.shows(stage.counter.window, title), "the panel")
    stage.keys(SECOND)
    stage.photo(stage.counter.window, "counter-32-ticket")
    stage.key(Qt.Key.Key_S, CTRL)
    printed = stage.word("counter_desk.ticket.printed")
    stage.wait(lambda: stage.shows(stage.counter.window, printed), "the ticket")
    stage.photo(stage.counter.window, "counter-33-ticket-issued")
    number = str(stage.counter.view_model.ticket.property("ticketNo"))
    in_line = any(row.ticket_no == number and row.queue == "B" for row in stage.view.waiting)
    paper = any(stage.ground.papers.glob(f"queue_ticket-{number}*.png"))
    stage.report.check("窗口领着取号：排上了，小票打出来了", in_line and paper, number)
    stage.key(Qt.Key.Key_Escape)


def appointment(stage: Stage) -> None:
    """预约 for the next open day, and the digits that the citizen is told."""
    stage.key(Qt.Key.Key_F11)
    stage.keys(APPOINTMENT)
    title = stage.word("counter_desk.appointment.day")
    stage.wait(lambda: stage.shows(stage.counter.window, title), "the panel")
    stage.key(Qt.Key.Key_Tab)
    for _ in range(SLOTS_LATER):
        stage.key(Qt.Key.Key_Down)
    stage.photo(stage.counter.window, "counter-34-appointment")
    stage.key(Qt.Key.Key_S, CTRL)
    model = stage.counter.view_model.appointment
    stage.wait(lambda: bool(model.property("isMade")), "the appointment")
    stage.photo(stage.counter.window, "counter-35-appointment-made")
    stage.appointment_code = str(model.property("code"))
    stage.report.check("预约好了，有六位预约号", len(stage.appointment_code) == 6, model.property("summary"))  # noqa: PLR2004 - digits of a code
    stage.key(Qt.Key.Key_Escape)


def keep_appointment(stage: Stage) -> None:
    """The next morning: the code at the kiosk gives a number that holds the slot."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.meet")
    stage.page("meet_by")
    stage.touch_key("meet_by.code")
    stage.page("meet_code")
    grab.press_digits(stage.kiosk.window, stage.appointment_code)
    stage.photo(stage.kiosk.window, "kiosk-80-appointment-code")
    stage.touch_key("frame.next")
    stage.page("meet_slot")
    stage.photo(stage.kiosk.window, "kiosk-81-appointment-found")
    said = grab.names(stage.kiosk.window)
    stage.touch_key("meet_slot.take")
    taken = wait_for_done(stage, "appointment")
    stage.photo(stage.kiosk.window, "kiosk-82-appointment-done")
    stage.touch_key("done.finish")
    stage.page("attract")
    stage.wait(lambda: waiting(stage, taken.visit_id) is not None, "it waits")
    row = waiting(stage, taken.visit_id)
    at = row.appointment_at if row is not None else None
    slot = stage.word("kiosk.meet_slot.at", time=f"{hall_time(at):%H:%M}") if at is not None else ""
    stage.report.check("凭预约号取号，说好的时间给留着", slot in said, f"{taken.ticket_no} {slot}")
