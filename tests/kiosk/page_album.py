"""Every page of the kiosk as a citizen may meet it, one after the other, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from case_store.policy_files import load_policy
from cases.advice.grade import CaseGrade
from cases.advice.roadmap import standing_of
from cases.casework.case_state import Case, CaseState
from cases.citizen_views import Instead, Promise, PromisedDate
from cases.matter.matter import OpenMatter
from cases.policy.emergency import EmergencyKind
from cases.queue.visit_events import PaperState
from cases.refusal import Reader, Refusal
from cases.views import HelpAnswerView, ProgressView
from kiosk.asides import Evaluating, Meeting
from kiosk.door import PapersOut
from kiosk.draft import NOTHING_TOLD, Draft, Question
from kiosk.flow import Page, TownKind, Walk
from screenkit import grab
from tests.kiosk.kiosk_room import (
    A017,
    APPOINTMENT,
    ASSETS,
    BOTH_PRINTED,
    DESKS,
    MORNING,
    KioskRoom,
    hall_view,
)

STORY = (
    "去年八月起在城南工地干活，和一起干活的36人没拿到工钱。包工头说等公司拨款，"
    "一直拖到现在。想请中心帮我们要回工钱，一共八十多万元。"
)
TOLD = Draft(
    category="labour_wages",
    other_side="某某建筑公司",
    place="150502100",
    people=37,
    money=80_000_000,
    story=STORY,
    name="李某甲",
    phone="13000000001",
)
UNTOLD = Draft(
    category="neighbour",
    left_open=frozenset({Question.OTHER_SIDE, Question.PLACE, Question.STORY, Question.NAME, Question.PHONE}),
)
ROAD = standing_of(
    Case(
        case_id="c1",
        case_code="ZZ150502000261123001724",
        holder="150502000",
        state=CaseState.HANDLING,
        open=OpenMatter(category="labour_wages", dispute_type="0701"),
        grade=CaseGrade.DIFFICULT,
        failed_mediations=1,
        clocks=(),
    ),
    None,
    load_policy(ASSETS),
)
INSTEAD = Instead(
    reason="法院、公安机关或者别的部门已经受理，正在处理",
    organ="劳动人事争议仲裁委员会",
    way="可以向劳动人事争议仲裁委员会申请仲裁。本大厅设有人社窗口。",
)
PROGRESS = ProgressView(
    case_code="ZZ150502000261123001724",
    registered_at=MORNING,
    step=1,
    outcome="progress.registered",
    answer_by=date(2026, 11, 26),
    as_of=MORNING,
)
LATER = {
    "handling": replace(
        PROGRESS,
        step=3,
        outcome="progress.handling",
        answer_by=None,
        standing=replace(
            ROAD, promises=(PromisedDate(what=Promise.RESULT, day=date(2026, 12, 21), extended=True),)
        ),
    ),
    "suspended": replace(
        PROGRESS,
        step=3,
        outcome="progress.suspended",
        answer_by=None,
        standing=replace(ROAD, stopped_for="等待另案处理结果"),
    ),
    "rejected": replace(
        PROGRESS,
        outcome="progress.rejected",
        answer_by=None,
        may_evaluate=True,
        standing=replace(ROAD, steps=ROAD.steps[:1], instead=INSTEAD),
    ),
    "closed": replace(
        PROGRESS,
        step=4,
        outcome="progress.closed",
        answer_by=None,
        may_evaluate=True,
        standing=replace(
            ROAD,
            result="terminated_no_consent",
            promises=(PromisedDate(what=Promise.VISIT, day=date(2026, 12, 3)),),
        ),
    ),
    "info_only": replace(
        PROGRESS,
        outcome="progress.info_only",
        answer_by=None,
        standing=replace(ROAD, graded=False, info_only=True),
    ),
}
NO_PAPER = PapersOut(
    ticket=PaperState.FAILED,
    receipt=PaperState.FAILED,
    why=Refusal("printer.out_of_paper", {"ticket_no": "A017", "paper": "小票和回执", "kiosk": "1号自助机"}),
)


def walks(*, large_print: bool) -> Iterator[tuple[str, Walk, str]]:
    """Name, walk and what stands in the field, of every page that needs nothing else."""

    def at(page: Page, **more: object) -> Walk:
        return replace(Walk(page=page, large_print=large_print), **more)  # type: ignore[arg-type]  # fields of Walk

    yield "attract", at(Page.ATTRACT), ""
    yield "intent", at(Page.INTENT), ""
    if large_print:
        yield "category_group", at(Page.CATEGORY_GROUP), ""
        yield "town_kind", at(Page.TOWN_KIND, draft=Draft(place="150502")), ""
        yield "check_rest", at(Page.CHECK, draft=TOLD, part=1), ""
    yield "category", at(Page.CATEGORY, group="money_work", draft=TOLD), ""
    yield "other_side", at(Page.OTHER_SIDE), ""
    yield "other_side_typed", at(Page.OTHER_SIDE), "楼上邻居王某"
    yield "banner", at(Page.BANNER), ""
    yield "town", at(Page.TOWN, kind=TownKind.TOWN, draft=Draft(place="150502100")), ""
    yield "town_long_names", at(Page.TOWN, kind=TownKind.OTHER, draft=Draft(place="150522")), ""
    yield "people", at(Page.PEOPLE), ""
    yield "people_count", at(Page.PEOPLE_COUNT, counting=True), "37"
    yield "money", at(Page.MONEY, draft=TOLD), ""
    yield "story", at(Page.STORY), STORY
    yield "name", at(Page.NAME), ""
    yield "phone", at(Page.PHONE, draft=TOLD), ""
    yield "check", at(Page.CHECK, draft=TOLD), ""
    yield "check_untold", at(Page.CHECK, draft=UNTOLD), ""
    yield "consult", at(Page.CONSULT), ""
    yield "progress_code", at(Page.PROGRESS_CODE), "261123001724"
    yield "lookup_code", at(Page.LOOKUP_CODE), "482916"
    yield "intent_priority", at(Page.INTENT, priority="infant"), ""
    if large_print:
        yield "others", at(Page.OTHERS), ""
        yield "priority_rest", at(Page.PRIORITY, part=1), ""
        yield "about_rest", at(Page.ABOUT, part=1), ""
        yield "centre_kind", at(Page.CENTRE_KIND, place="150521"), ""
    yield "priority", at(Page.PRIORITY, priority="veteran"), ""
    yield "next_day", at(Page.NEXT_DAY, then=Page.CATEGORY), ""
    yield "evaluate_by", at(Page.EVALUATE_BY), ""
    yield "evaluate_ticket", at(Page.EVALUATE_TICKET), "017"
    yield "evaluate_more", at(Page.EVALUATE_MORE), ""
    yield "thanks", at(Page.THANKS), ""
    yield "meet_by", at(Page.MEET_BY), ""
    yield "meet_code", at(Page.MEET_CODE), "004711"
    yield "about", at(Page.ABOUT), ""
    yield "centre_banner", at(Page.CENTRE_BANNER), ""
    yield "centre_town", at(Page.CENTRE_TOWN, place="150522", kind=TownKind.OTHER), ""
    yield "centre_ours", at(Page.CENTRE, place="150502"), ""
    yield "centre_unknown", at(Page.CENTRE, place="150522100"), ""


def turn(room: KioskRoom, *, large_print: bool, notes: bool = True) -> Iterator[str]:
    """Show page after page; yields its name while it stands there. `notes`: also those that say what is missing."""
    session = room.screen.session
    room.screen.hear(hall_view())
    for name, walk, typed in walks(large_print=large_print):
        session.walk_to(walk, typed=typed)
        yield name
    for name, note in _notes(room, large_print=large_print) if notes else ():
        note()
        yield name
    yield from _asides(room, large_print=large_print)
    session.progress.view = PROGRESS
    session.walk_to(Walk(page=Page.PROGRESS_RESULT, large_print=large_print))
    yield "progress_result"
    for name, view in LATER.items():
        session.progress.view = view
        session.walk_to(Walk(page=Page.PROGRESS_RESULT, large_print=large_print))
        yield f"progress_{name}"
    yield from _roads(room, large_print=large_print)
    yield from _ends(room, large_print=large_print)
    yield from _questions(room, large_print=large_print)


def _roads(room: KioskRoom, *, large_print: bool) -> Iterator[str]:
    """The longest road, in its parts, and the one that is not known yet."""
    session = room.screen.session
    session.progress.view = LATER["handling"]
    for part in range(3 if large_print else 1):
        session.walk_to(Walk(page=Page.ROADMAP, part=part, large_print=large_print))
        yield f"roadmap_{part}"
    untold = replace(ROAD, steps=(ROAD.steps[0], *ROAD.steps[-2:]), graded=False)
    session.progress.view = replace(LATER["handling"], standing=untold)
    session.walk_to(Walk(page=Page.ROADMAP, large_print=large_print))
    yield "roadmap_open"


def _asides(room: KioskRoom, *, large_print: bool) -> Iterator[str]:
    """Pages that need what the hall has answered before."""
    session = room.screen.session
    session.evaluating = Evaluating(found=(A017, replace(A017, subject_id="v2", name="B017")), subject=A017)
    for page in (Page.EVALUATE_WHICH, Page.EVALUATE):
        session.walk_to(Walk(page=page, large_print=large_print))
        yield page.value
    session.evaluating.item, session.evaluating.levels = 3, (("overall", 4), ("norms", 2))
    session.walk_to(Walk(page=Page.EVALUATE, large_print=large_print))
    yield "evaluate_item"
    session.evaluating.trouble = session.parts.texts.tell(Refusal("kiosk.hall_unreachable"), Reader.CITIZEN)
    session.walk_to(Walk(page=Page.EVALUATE_MORE, large_print=large_print))
    yield "evaluate_not_sent"
    session.walk_to(Walk(page=Page.EVALUATE_TEXT, large_print=large_print), typed="大厅里等得太久。")
    yield "evaluate_text"
    session.evaluating = Evaluating()
    session.meeting = Meeting(desks=DESKS, found=APPOINTMENT)
    for page in (Page.MEET_DESK, Page.MEET_SLOT):
        session.walk_to(Walk(page=page, large_print=large_print))
        yield page.value
    session.meeting.found = replace(APPOINTMENT, late=True)
    session.walk_to(Walk(page=Page.MEET_SLOT, large_print=large_print))
    yield "meet_slot_late"
    room.screen.hear(hall_view(closed=True))
    for page in (Page.ATTRACT, Page.INTENT, Page.CONSULT):
        session.walk_to(Walk(page=page, large_print=large_print))
        yield f"{page.value}_closed"
    room.screen.hear(hall_view())


def _notes(room: KioskRoom, *, large_print: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    session = room.screen.session

    def pressed_too_early(page: Page, typed: str) -> Callable[[], None]:
        def press() -> None:
            session.walk_to(Walk(page=page, large_print=large_print, counting=True), typed=typed)
            session.page_model.goOn()  # type: ignore[attr-defined]  # every page where one writes has it

        return press

    for page, typed in (
        (Page.OTHER_SIDE, ""),
        (Page.STORY, ""),
        (Page.NAME, ""),
        (Page.NAME, "😀"),
        (Page.PHONE, ""),
        (Page.PHONE, "1300"),
        (Page.PHONE, "999"),
        (Page.MONEY, ""),
        (Page.PEOPLE_COUNT, ""),
        (Page.PEOPLE_COUNT, "0"),
        (Page.PROGRESS_CODE, ""),
        (Page.PROGRESS_CODE, "2611"),
        (Page.PROGRESS_CODE, "261123001725"),
        (Page.LOOKUP_CODE, ""),
        (Page.LOOKUP_CODE, "48"),
        (Page.EVALUATE_TICKET, ""),
        (Page.MEET_CODE, ""),
        (Page.MEET_CODE, "12"),
    ):
        yield f"{page.value}_note_{typed or 'empty'}", pressed_too_early(page, typed)


def _ends(room: KioskRoom, *, large_print: bool) -> Iterator[str]:
    session, door = room.screen.session, room.door

    def end(take: Callable[[], None]) -> None:
        session.ending = None
        session.walk_to(Walk(page=Page.CHECK, draft=TOLD, large_print=large_print))
        take()
        grab.wait_until(lambda: session.ending is not None and session.ending.out is not None, what="an end")

    door.paper_is_out.clear()
    session.ending = None
    session.walk_to(Walk(page=Page.CHECK, draft=TOLD, large_print=large_print))
    session.confirm()
    grab.wait_until(lambda: session.page == "done", what="the number")
    yield "done_printing"
    door.paper_is_out.set()
    grab.wait_until(lambda: session.ending is not None and session.ending.out is not None, what="papers")
    yield "done"
    door.out = NO_PAPER
    end(session.confirm)
    yield "done_without_paper"
    door.out, door.leased = BOTH_PRINTED, True
    end(session.confirm)
    yield "done_from_lease"
    door.leased, door.ticket = False, "A1017"
    end(session.confirm)
    yield "done_four_digits"
    door.ticket = "A017"
    end(session.ticketFirst)
    yield "done_ticket_first"
    end(session.consult)
    yield "done_consult"
    end(lambda: session.meet(4))
    yield "done_meet"
    door.business_date = date(2026, 11, 24)
    end(session.confirm)
    yield "done_other_day"
    door.business_date = None
    door.ticket, door.refusal = None, Refusal("kiosk.lease_used_up", {"queue": "A"})
    end(session.confirm)
    yield "done_no_number"
    door.out = PapersOut(receipt=PaperState.FAILED)
    end(session.confirm)
    yield "done_no_number_no_receipt"
    door.ticket, door.refusal, door.out = "A017", None, BOTH_PRINTED


def _questions(room: KioskRoom, *, large_print: bool) -> Iterator[str]:
    session, help_, idle = room.screen.session, room.screen.help, room.screen.idle
    walk = Walk(page=Page.PEOPLE, draft=replace(NOTHING_TOLD, category="neighbour"), large_print=large_print)
    session.walk_to(walk)
    session.restart()
    yield "start_over"
    session.keepGoing()
    help_.call()
    grab.wait_until(lambda: help_.property("phase") == "called", what="help called")
    yield "help_called"
    answer = HelpAnswerView(help_id="help-1", staff_name="王某乙", counter_no=2)
    room.screen.hear(hall_view(help_answers=(answer,)))
    yield "help_coming"
    help_.withdraw()
    room.screen.hear(hall_view())
    for kind in EmergencyKind:
        session.alarmed.emit(kind.value)
        grab.wait_until(lambda: help_.property("phase") == "called", what="help called by itself")
        yield f"help_alarm_{kind.value}"
        session.wiped.emit()
    help_.call()
    grab.wait_until(lambda: help_.property("phase") == "called", what="help called")
    room.clock.go_on(61)
    grab.wait_until(lambda: help_.property("phase") == "nobody", what="nobody comes")
    yield "help_nobody"
    help_.withdraw()
    room.door.help_answer = Refusal("kiosk.hall_unreachable")
    help_.call()
    grab.wait_until(lambda: help_.property("phase") == "unreachable", what="nobody hears")
    yield "help_unreachable"
    room.door.help_answer = "help-1"
    help_.close()
    session.walk_to(walk)
    room.clock.go_on(125 if large_print else 65)
    grab.wait_until(lambda: bool(idle.property("asking")), what="the question")
    yield "idle"
    idle.stillHere()
    session.breakDown()
    yield "out_of_order"
