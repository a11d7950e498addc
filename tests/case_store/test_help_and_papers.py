"""叫人帮忙, papers that did not come, and notices."""

from datetime import timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.views.kiosk import kiosk_sections
from cases.matter.citizen_code import code_hash
from cases.queue.help_call import CallHelp
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.views import KioskView
from tests.case_store.one_hall import OneHall, granted, on_duty, refused


def called(hall: OneHall, help_id: str = "h1", kiosk_id: str = "k1") -> CallHelp:
    return CallHelp(help_id=help_id, kiosk_id=kiosk_id, page="story", called_at=hall.clock.now())


def seen_by(hall: OneHall, kiosk_id: str) -> KioskView:
    now, sections = hall.store.hall.look(kiosk_sections(kiosk_id))
    return KioskView(hall_time=now, **sections)


def test_every_counter_hears_a_call_until_somebody_goes_and_the_kiosk_says_who(hall: OneHall) -> None:
    desk = hall.desk(2)
    for _ in range(2):
        granted(hall.store.hall.call_help(called(hall)))
    (row,) = hall.counter_view().help
    assert (row.help_id, row.kiosk_id, row.kiosk_name) == ("h1", "k1", "1号自助机")
    granted(hall.store.hall.answer_help(uuid_v7.uuid7(), desk, "h1"))
    assert hall.counter_view().help == ()
    (answer,) = seen_by(hall, "k1").help_answers
    assert (answer.help_id, answer.staff_name, answer.counter_no) == ("h1", "包某2", 2)
    assert seen_by(hall, "k2").help_answers == ()
    second = hall.store.hall.answer_help(uuid_v7.uuid7(), hall.desk(1), "h1")
    assert refused(second) == "help.already_answered"


def test_a_call_is_withdrawn_by_its_kiosk(hall: OneHall) -> None:
    assert refused(hall.store.hall.withdraw_help("h1", "citizen")) == "help.unknown"
    granted(hall.store.hall.call_help(called(hall)))
    for _ in range(2):
        granted(hall.store.hall.withdraw_help("h1", "wiped"))
    assert hall.counter_view().help == ()
    answer = hall.store.hall.answer_help(uuid_v7.uuid7(), hall.desk(1), "h1")
    assert refused(answer) == "help.withdrawn"


def test_a_kiosk_clock_that_runs_ahead_does_not_make_a_call_of_tomorrow(hall: OneHall) -> None:
    call = CallHelp(help_id="h1", kiosk_id="k1", page="story", called_at=hall.clock.now() + timedelta(days=9))
    granted(hall.store.hall.call_help(call))
    (row,) = hall.counter_view().help
    assert row.called_at <= hall.clock.now() + timedelta(minutes=5)


@pytest.mark.parametrize("result", [PaperState.VOIDED, PaperState.FAILED, PaperState.UNKNOWN])
@pytest.mark.parametrize(
    ("paper", "code"), [("queue_ticket", "notice.paper_voided"), ("receipt", "notice.receipt_voided")]
)
def test_a_paper_that_did_not_come_is_told_to_staff_once(
    hall: OneHall, result: PaperState, paper: str, code: str
) -> None:
    taken = hall.take()
    command_id = uuid_v7.uuid7()
    report = ReportPaper(paper=paper, job_id="j1", result=result, reason="printer.out_of_paper")
    for _ in range(2):
        granted(hall.store.hall.report_paper(command_id, taken.visit_id, report))
    (notice,) = hall.notices()
    assert (notice.code, dict(notice.facts)) == (code, {"ticket_no": "A001", "kiosk_id": "1号自助机"})


def test_a_printed_paper_troubles_nobody(hall: OneHall) -> None:
    taken = hall.take()
    report = ReportPaper(paper="queue_ticket", job_id="j1", result=PaperState.PRINTED)
    granted(hall.store.hall.report_paper(uuid_v7.uuid7(), taken.visit_id, report))
    assert hall.notices() == []
    assert {row.result for row in hall.rows("SELECT result FROM paper")} == {"printed"}


def test_a_ticket_that_did_not_come_is_in_the_journal_until_it_is_made_anew_at_a_counter(
    hall: OneHall,
) -> None:
    taken = hall.take()
    report = ReportPaper(
        paper="queue_ticket", job_id="v/queue_ticket", result=PaperState.VOIDED, reason="printer.out_of_paper"
    )
    granted(hall.store.hall.report_paper(uuid_v7.uuid7(), taken.visit_id, report))
    (row,) = hall.counter_view().papers
    assert (row.ticket_no, row.paper, row.result, row.reason) == (
        "A001",
        "queue_ticket",
        "voided",
        "printer.out_of_paper",
    )
    desk, command_id = on_duty(hall.desk(1)), uuid_v7.uuid7()
    made, again = (granted(hall.store.hall.queue.reprint(command_id, desk, taken.visit_id)) for _ in range(2))
    assert (made.answer.ticket_no, made.answer.people_ahead) == ("A001", 0)
    assert again == made  # asked twice it is one paper with one code
    code = made.ticket_url.rpartition("/")[2]
    assert {row.ticket_code_hash for row in hall.rows("SELECT ticket_code_hash FROM visit")} == {
        code_hash(code)
    }
    assert hall.notices() == []  # whoever prints it has heard of it
    outcome = (command_id, PaperState.PRINTED, "")
    granted(hall.store.hall.queue.reprinted(uuid_v7.uuid7(), desk, taken.visit_id, outcome))
    assert hall.counter_view().papers == ()


def test_a_paper_that_came_after_all_at_the_kiosk_takes_its_notice_away(hall: OneHall) -> None:
    taken = hall.take()
    for job_id, result in (
        ("v/queue_ticket", PaperState.FAILED),
        ("v/queue_ticket~screen", PaperState.SHOWN),
        ("v/queue_ticket~2", PaperState.PRINTED),
    ):
        hall.wait(seconds=1)
        report = ReportPaper(paper="queue_ticket", job_id=job_id, result=result, reason="")
        granted(hall.store.hall.report_paper(uuid_v7.uuid7(), taken.visit_id, report))
        if result is PaperState.SHOWN:
            assert [row.code for row in hall.notices()] == ["notice.paper_voided"]
            assert len(hall.counter_view().papers) == 1
    assert hall.notices() == []
    assert hall.counter_view().papers == ()


def test_a_visit_that_is_over_gets_no_ticket(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.end(desk, hall.serve(desk))
    answer = hall.store.hall.queue.reprint(uuid_v7.uuid7(), on_duty(desk), row.visit_id)
    assert refused(answer) == "visit.over"


def test_a_paper_of_nobody_or_of_an_unknown_kind_is_refused(hall: OneHall) -> None:
    report = ReportPaper(paper="queue_ticket", job_id="j", result=PaperState.PRINTED)
    assert refused(hall.store.hall.report_paper(uuid_v7.uuid7(), "nobody", report)) == "visit.unknown"
    poster = ReportPaper(paper="poster", job_id="j", result=PaperState.PRINTED)
    assert refused(hall.store.hall.report_paper(uuid_v7.uuid7(), "nobody", poster)) == "paper.unknown"


def test_a_notice_goes_when_somebody_has_read_it(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(without_number=True)
    (notice,) = hall.notices()
    for _ in range(2):
        granted(hall.store.hall.acknowledge(uuid_v7.uuid7(), desk, notice.notice_id))
    assert hall.notices() == []
    assert refused(hall.store.hall.acknowledge(uuid_v7.uuid7(), desk, "none")) == "notice.unknown"
