"""Counter and wall: those before are served, then our citizen is called, heard and accepted."""

from PySide6.QtCore import Qt

from cases.refusal import Refusal
from cases.views import WaitingRow
from demo.hands import call, mine
from demo.seed import DEMO_PIN, STAFF
from demo.stage import Stage

CTRL = Qt.KeyboardModifier.ControlModifier


def receive(stage: Stage) -> None:
    """A morning at counter 1, by keyboard alone."""
    stage.photo(stage.wall.window, "wall-1-morning")
    stage.photo(stage.counter.window, "counter-3-free")
    _miss_one(stage)
    _others_are_served(stage)
    _our_citizen(stage)
    _a_draft_is_registered(stage)


def _miss_one(stage: Stage) -> None:
    """The first in line does not come: called three times, then 过号, then back on request."""
    called = call(stage)
    for times in range(2, stage.ground.policy.hall.calling.calls_max + 1):
        stage.key(Qt.Key.Key_F2)
        stage.wait(lambda times=times: (row := mine(stage)) is not None and row.calls_count == times, "重呼")  # type: ignore[misc]  # a bound default has no type
    stage.photo(stage.counter.window, "counter-4-called-three-times")
    stage.key(Qt.Key.Key_F3)
    stage.wait(lambda: mine(stage) is None, "过号")
    stage.wait(lambda: called.ticket_no in _missed(stage), "the counter lists who did not come")
    stage.wait(lambda: stage.shows(stage.wall.window, called.ticket_no), "and so does the wall")
    stage.photo(stage.wall.window, "wall-2-not-present")
    stage.report.check(
        "叫过没到的在大屏上", stage.shows(stage.wall.window, called.ticket_no), called.ticket_no
    )


def _others_are_served(stage: Stage) -> None:
    """The other desks take everybody before our citizen."""
    ours = stage.taken["dispute"].visit_id

    async def serve() -> int:
        served = 0
        desk = stage.client("counter")
        async with desk:
            for staff in STAFF[1:2]:
                await desk.sign_in(staff.staff_id, DEMO_PIN, 2)
            row = next((r for r in stage.view.at_desks if r.counter_no == 2), None)  # noqa: PLR2004 - counter 2
            if row is not None:
                await desk.end(row.visit_id)
            for ahead in _ahead_of(stage, ours):
                row_ = await desk.call_next(2)
                if isinstance(row_, Refusal) or row_.visit_id == ours:
                    raise RuntimeError(f"{ahead.ticket_no} should have been next: {row_}")
                await desk.start(row_.visit_id)
                await desk.end(row_.visit_id)
                served += 1
        return served

    served = stage.run(serve())
    stage.wait(lambda: not _ahead_of(stage, ours), "nobody is ahead of our citizen")
    stage.report.check("前面的人先办", True, served)


def _our_citizen(stage: Stage) -> None:
    taken = stage.taken["dispute"]
    with stage.report.timed("按呼叫 → 大屏画出号码"):
        stage.key(Qt.Key.Key_F1)
        stage.wait(
            lambda: stage.shows(stage.wall.window, taken.ticket_no or "?"), "the wall shows the number"
        )
    stage.wait(lambda: (row := mine(stage)) is not None and row.ticket_no == taken.ticket_no, "our number")
    stage.photo(stage.wall.window, "wall-3-called")
    stage.photo(stage.counter.window, "counter-5-called")
    spoken = stage.word("wall.call.spoken", ticket_no=taken.ticket_no, counter_no=1)
    stage.report.check("大屏请这一号到 1 号窗口", stage.shows(stage.wall.window, spoken), spoken)
    stage.key(Qt.Key.Key_F4)
    story = "年前想拿到"
    stage.wait(lambda: stage.shows(stage.counter.window, story), "the matter in the citizen's own words")
    stage.photo(stage.counter.window, "counter-6-matter")
    stage.report.check("窗口读到来访人自己的话", stage.shows(stage.counter.window, story))
    stage.report.check(
        "大屏上没有人名和事由",
        not any(stage.shows(stage.wall.window, word) for word in ("李某甲", story, "某建筑公司")),
    )
    stage.key(Qt.Key.Key_F8)
    accepted = stage.word("counter.matter.accepted")
    stage.wait(lambda: stage.shows(stage.counter.window, accepted), "accepted")
    stage.photo(stage.counter.window, "counter-7-accepted")
    stage.report.check("受理了", stage.shows(stage.counter.window, accepted))
    stage.key(Qt.Key.Key_F10)
    stage.wait(lambda: mine(stage) is None, "the reception ends")


def _a_draft_is_registered(stage: Stage) -> None:
    """The one who took a number first: the draft is opened, the form completed and registered, then rejected."""
    ours = stage.taken["draft"]
    while True:
        row = call(stage)
        stage.key(Qt.Key.Key_F4)
        stage.wait(lambda: (row := mine(stage)) is not None and row.visit_state == "serving", "serving")
        if row.visit_id == ours.visit_id:
            break
        stage.wait(lambda: bool(stage.counter.view_model.reception.property("canEnd")), "the matter is open")
        stage.key(Qt.Key.Key_F10)
        stage.wait(lambda: mine(stage) is None, "the reception ends")
    stage.wait(
        lambda: bool(stage.counter.view_model.reception.property("canRegister")), "a draft to register"
    )
    stage.key(Qt.Key.Key_F5)
    stage.wait(lambda: stage.shows(stage.counter.window, stage.word("registration.page.give_up")), "the form")
    stage.photo(stage.counter.window, "counter-8-register")
    stage.key(Qt.Key.Key_S, CTRL)
    registered = stage.word("counter.matter.registered")
    stage.wait(lambda: stage.shows(stage.counter.window, registered), "registered")
    stage.key(Qt.Key.Key_F9)
    stage.wait(lambda: stage.shows(stage.counter.window, stage.word("counter.reject.title")), "the reasons")
    stage.photo(stage.counter.window, "counter-9-reject")
    stage.key(Qt.Key.Key_1)
    stage.key(Qt.Key.Key_S, CTRL)
    referral = stage.word("counter.matter.tell_visitor", way="")
    stage.wait(lambda: stage.shows(stage.counter.window, referral), "rejected, with where to go instead")
    stage.photo(stage.counter.window, "counter-10-rejected")
    stage.report.check("草稿登记后不予受理，说明去哪里", stage.shows(stage.counter.window, referral))
    stage.key(Qt.Key.Key_F10)
    stage.wait(lambda: mine(stage) is None, "the reception ends")


def _missed(stage: Stage) -> set[str]:
    return {row.ticket_no for row in stage.view.not_present}


def _ahead_of(stage: Stage, visit_id: str) -> list[WaitingRow]:
    """Waiting in the queues of counter 2, with an earlier first touch."""
    ours = next((row for row in stage.view.waiting if row.visit_id == visit_id), None)
    if ours is None:
        return []
    return [r for r in stage.view.waiting if r.queue == ours.queue and r.place_at < ours.place_at]
