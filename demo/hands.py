"""What an act does again and again at a counter window, and the numbers that a colleague hands out meanwhile."""

from PySide6.QtCore import Qt

from case_store.client.queue import IssuedTicket
from cases.views import WaitingRow
from counter.app import CounterScreen
from demo.seed import AT_WORK, DEMO_PIN, granted
from demo.stage import Stage

COLLEAGUES_COUNTER = 2


def mine(stage: Stage, at: CounterScreen | None = None) -> WaitingRow | None:
    """The visit at a counter."""
    return (at or stage.counter).view_model.desk.mine


def waiting(stage: Stage, visit_id: str) -> WaitingRow | None:
    """A visit as it stands in line, None while it does not."""
    return next((row for row in stage.view.waiting if row.visit_id == visit_id), None)


def call(stage: Stage, at: CounterScreen | None = None) -> WaitingRow:
    """F1: whoever is next."""
    stage.key(Qt.Key.Key_F1, at=at)
    stage.wait(lambda: mine(stage, at) is not None, "a call")
    row = mine(stage, at)
    if row is None:
        raise LookupError("nobody was called")
    return row


def serve(stage: Stage, at: CounterScreen | None = None) -> None:
    """F4: the citizen is here."""
    stage.key(Qt.Key.Key_F4, at=at)
    stage.wait(lambda: (row := mine(stage, at)) is not None and row.visit_state == "serving", "serving")


def finish(stage: Stage, at: CounterScreen | None = None) -> None:
    """F4 where it was not pressed yet, then F10."""
    if (row := mine(stage, at)) is not None and row.visit_state == "called":
        serve(stage, at)
    reception = (at or stage.counter).view_model.reception
    stage.wait(lambda: bool(reception.property("canEnd")), "the matter is open")
    stage.key(Qt.Key.Key_F10, at=at)
    stage.wait(lambda: mine(stage, at) is None, "the reception ends")


def serve_all(stage: Stage) -> None:
    """Everybody whom counter 1 may call is served."""
    while stage.counter.view_model.waiting.property("hasNext"):
        call(stage)
        finish(stage)


def people_come(stage: Stage, count: int) -> list[IssuedTicket]:
    """领着取号: a colleague hands out so many numbers of A."""

    async def hand_out() -> list[IssuedTicket]:
        async with stage.client("counter") as desk:
            await desk.sign_in(AT_WORK[0].staff_id, DEMO_PIN, COLLEAGUES_COUNTER)
            return [granted(await desk.queue.issue_ticket("A")) for _ in range(count)]

    issued = stage.run(hand_out())
    last = issued[-1].answer.visit_id
    stage.wait(lambda: waiting(stage, last) is not None, "they wait")
    return issued
