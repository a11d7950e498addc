"""One torn row refuses no list, no batch and no round: whoever stands beside it is shown, answered and let in."""

from pathlib import Path
from uuid import uuid4

import pytest

from case_store.alarms.dual import dual_for
from case_store.hall.evaluating import Said, keep
from case_store.hall.house import AtDesk
from case_store.hall.notices import raise_notice
from case_store.log.schema import quarantine, warning
from case_store.risk.warning_drafting import draft_warnings
from case_store.sync.quarantine_door import _readmit
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.casework.evaluation import Channel, Subject
from cases.figures.sight import Sight
from cases.people.two_person import ActAsked
from cases.policy.guard import TwoPersonAct
from cases.queue.wish import Wish, WishKind
from cases.views import WaitingRow
from cases.views_dispatch import DualLine
from cases.views_quarantine import ApartAsked
from tests.case_store.casework_hall import CaseworkHall, casework_hall
from tests.case_store.command_zone import store_of
from tests.case_store.one_hall import POLICY, STREAM, OneHall, granted, on_duty, refused
from tests.case_store.test_recount import DAYS_OFF, notice
from tests.case_store.test_torn_rows import ADMIN, SUPERVISOR, tear
from tests.case_store.test_warnings import crossing

CODE_OF = "SELECT case_code FROM case_ JOIN visit USING (case_id) WHERE ticket_no = :n"
GIVEN = "evaluation.given_already"
WHY = (next(iter(POLICY.acceptance.reasons)), next(iter(POLICY.acceptance.referrals)), "")


def received(hall: OneHall, desk: AtDesk) -> WaitingRow:
    """Somebody was received; the matter was rejected, so it is over."""
    hall.take()
    row = hall.serve(desk)
    assert row.case_id is not None
    granted(hall.store.hall.reject(uuid4(), desk, row.case_id, WHY))
    hall.end(desk, row)
    return row


def say(hall: OneHall, subject: Subject, subject_id: str, text: str) -> None:
    said = Said(
        subject=subject,
        subject_id=subject_id,
        levels=(("overall", 4),),
        channel=Channel.KIOSK,
        text=text,
    )
    with hall.store.hall.runner.writing() as work:
        granted(keep(work, hall.store.house, said))


async def half_reported(hall: CaseworkHall) -> None:
    """Sent to two units, of which one has reported."""
    case_id = await hall.register()
    await hall.do("s1", case_id, acts.Accept())
    await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要丈量"))
    sent = acts.SendTo(
        kind=DispatchKind.DUAL,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=("housing", "territory_150502001"),
    )
    page = await hall.do("s1", case_id, sent)
    (own,) = [one for one in page.dispatches if one.unit == "housing"]
    await hall.do("c_housing", case_id, acts.Acknowledge(dispatch_id=own.dispatch_id))
    seen = acts.Record(kind="survey", done_at=hall.ground.clock.now(), text="看了")
    await hall.do("c_housing", case_id, seen)
    report = acts.Report(
        dispatch_id=own.dispatch_id,
        method=ResolutionMethod.PEOPLES_MEDIATION,
        result=CloseResult.RESOLVED_ORAL,
        text="谈好了",
    )
    await hall.do("c_housing", case_id, report)


# Lists.


def test_words_about_a_torn_case_and_words_that_are_torn_leave_those_of_others_to_be_read(
    hall: OneHall,
) -> None:
    desk = hall.desk(1)
    rows = [received(hall, desk) for _ in range(2)]
    for number, row in enumerate(rows):
        say(hall, Subject.CASE, str(row.case_id), f"事{number}")
        say(hall, Subject.VISIT, row.visit_id, f"人{number}")
    tear(hall.store.log, "case_rejected")
    hall.store.rebuild()  # now the tables know that it is torn, too
    tear(hall.store.log, "evaluation_given", nth=1)
    read = granted(hall.store.hall.moderation.waiting(SUPERVISOR))
    assert sorted(one.text for one in read) == ["事1", "人1"]


def test_what_a_recount_would_move_is_told_of_all_that_can_be_read(hall: OneHall) -> None:
    while hall.store.hall.tick():
        pass
    hall.take()
    other = hall.take()
    desk = hall.desk(1)
    hall.open_matter(desk, hall.serve(desk))
    tear(hall.store.log, "person_read")
    hall.store.rebuild()
    notice(hall, DAYS_OFF)
    moved = {row.case_code for row in hall.store.hall.recounts.would_move()}
    assert moved == {row.case_code for row in hall.rows(CODE_OF, n=other.ticket_no)}


def test_a_torn_request_for_two_persons_is_listed_beside_the_others(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(2):
        case_id = str(received(hall, desk).case_id)
        asked = ActAsked(act=TwoPersonAct.FORGET, case_id=case_id, reason_code="registered_in_error")
        granted(hall.store.hall.two_person.ask(uuid4(), ADMIN, asked))
    before = hall.store.hall.two_person.rows()
    tear(hall.store.log, "act_requested")
    assert hall.store.hall.two_person.rows() == before


def test_a_torn_case_is_named_in_a_batch_and_holds_up_none_of_the_others(hall: OneHall) -> None:
    desk = hall.desk(1)
    ids = [str(received(hall, desk).case_id) for _ in range(2)]
    tear(hall.store.log, "case_rejected")
    hall.store.rebuild()
    held = acts.Hold(reason_code="inspection")
    lines = granted(hall.store.hall.cases.act_on_many(uuid4(), SUPERVISOR, ids, held))
    assert [(line.case_id, line.code) for line in lines] == [(ids[0], "event.damaged"), (ids[1], "")]
    assert all(line.case_code for line in lines)


async def test_a_torn_row_of_one_case_leaves_the_halves_of_all_in_the_command_zone(
    tmp_path: Path,
) -> None:
    async with casework_hall(tmp_path) as hall:
        for _ in range(2):
            await half_reported(hall)
        store = store_of(hall.ground.hall)

        def looked() -> tuple[DualLine, ...]:
            tear(store.log, "handling_recorded")
            store.rebuild()
            _now, told = store.hall.look({"dual": dual_for(Sight())})
            found: tuple[DualLine, ...] = told["dual"]
            return found

        lines = await store.run(looked)
        assert [bool(line.waiting_unit_name) for line in lines] == [True, True]


def test_what_was_kept_apart_and_is_torn_since_is_listed_and_cannot_be_taken_in(hall: OneHall) -> None:
    row = {"stream": STREAM, "node": "n", "reason": "shape", "received_at_us": 1}
    with hall.store.log.transaction():
        for id_, told in (("torn", "{"), ("sound", "{}")):
            hall.store.log.connection.execute(quarantine.insert(), {**row, "id": id_, "event": told})
    assert {one.event_id for one in hall.store.hall.quarantine.rows()} == {"torn", "sound"}
    with hall.store.hall.runner.writing() as work:
        asked = ApartAsked(stream=STREAM, event_id="torn", why="核对过")
        assert refused(_readmit(work, ADMIN, asked)) == "quarantine.unreadable"


# What time or a machine does.


def test_a_torn_draft_of_a_warning_is_left_alone_and_others_are_drafted(hall: OneHall) -> None:
    first, second, third = (crossing(f"1505021{n:02}") for n in (4, 5, 6))

    def drafted(*which: object) -> int:
        with hall.store.hall.runner.writing() as work:
            return draft_warnings(work, hall.store.house, which)  # type: ignore[arg-type]

    assert drafted(first, second) == 2
    tear(hall.store.log, "warning_drafted")
    assert drafted(first, second, third) == 1
    with hall.store.log.reading() as connection:
        areas = {row.area for row in connection.execute(warning.select())}
    assert third.area in areas


def wish(hall: OneHall, position: int, visit_id: str) -> Wish:
    return Wish(
        position=position,
        wish_id=f"w{position}",
        visit_id=visit_id,
        kind=WishKind.LEAVE,
        at=hall.clock.now(),
    )


def test_a_torn_answer_to_a_wish_was_an_answer_and_the_next_wish_is_heard(hall: OneHall) -> None:
    for _ in range(2):
        hall.take(confirmed=False)
    visits = [row.visit_id for row in hall.rows("SELECT visit_id FROM visit ORDER BY ticket_no")]
    hall.store.hall.wishes.answer([wish(hall, 5, visits[0])])
    tear(hall.store.log, "wish_decided")
    with hall.store.log.transaction():
        hall.store.log.connection.exec_driver_sql("UPDATE wish_cursor SET position = 0")  # asked again
    hall.store.hall.wishes.answer([wish(hall, 5, visits[0]), wish(hall, 6, visits[1])])
    states = [row.state for row in hall.rows("SELECT state FROM visit ORDER BY ticket_no")]
    assert states == ["left", "left"]
    assert hall.store.hall.wishes.cursor() == 6


def test_a_notice_that_is_torn_was_raised_and_stops_nothing_that_would_raise_it_again(hall: OneHall) -> None:
    hall.take(confirmed=False)
    hall.wait(hours=12)  # the hall has closed, and somebody still waits
    hall.store.hall.tick()
    tear(hall.store.log, "notice_raised", nth=-1)
    hall.reopen()
    hall.store.hall.tick()
    with hall.store.hall.runner.writing() as work:
        assert raise_notice(work, "notice.clocks_recounted", "another", work.now, moved=1, earlier=0)


# Who works here.


@pytest.mark.parametrize("torn", ["staff_signed_in", "desk_opened", "data_taken"])
def test_whoever_worked_at_a_counter_is_let_in_again_when_that_is_torn(hall: OneHall, torn: str) -> None:
    desk = hall.desk(1)
    hall.store.hall.recounts.take_out(on_duty(desk), hall.store.texts)
    tear(hall.store.log, torn)
    other = AtDesk(staff_id="s2", counter_no=1)
    for who in (desk, other, desk):
        hall.wait(seconds=1)
        assert granted(hall.store.hall.sign_in(on_duty(who))) is True
    (row,) = hall.rows("SELECT staff_id FROM desk WHERE counter_no = 1")
    assert row.staff_id == "s1"
    granted(hall.store.hall.sign_out(on_duty(desk)))


def test_what_was_said_of_a_matter_counts_as_said_where_its_row_is_torn(hall: OneHall) -> None:
    desk = hall.desk(1)
    row, other = (received(hall, desk) for _ in range(2))
    for said in (row, other):
        say(hall, Subject.VISIT, said.visit_id, "")
    tear(hall.store.log, "evaluation_given")
    for said in (row, other):
        assert refused(hall.store.hall.evaluations.find_visits(int(said.ticket_no[1:]))) == GIVEN
