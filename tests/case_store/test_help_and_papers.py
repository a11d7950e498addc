"""叫人帮忙, papers that did not come, and notices."""

from datetime import timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.views.kiosk import kiosk_sections
from cases.queue.help_call import CallHelp
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.views import KioskView
from tests.case_store.one_hall import OneHall, granted, refused


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
