"""The kiosk's file: what was said is there after a power cut, no number is given twice, nothing in it opens."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from case_store.errors import StoreError
from case_store.kiosk.kept import KnownTime, paper_job_id, visit_of_job, wants_code
from case_store.kiosk.outbox import KioskOutbox
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter, SealedMatter
from cases.queue.submission import Submission, SubmittedCase
from cases.queue.visit_events import PaperState
from cases.views import Leases, NumberLease, SerialLease

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
KEY = os.urandom(32)
PAPERS = ("queue_ticket", "receipt")


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[KioskOutbox]:
    opened = KioskOutbox(tmp_path / "outbox.db", KEY)
    yield opened
    opened.close()


def code(serial: int) -> str:
    return f"ZZ{serial:04d}"


def leases(first: int = 51, last: int = 53, *, serials: tuple[int, int] = (100, 101)) -> Leases:
    return Leases(
        numbers=(NumberLease(queue="A", business_date=TODAY, first=first, last=last),),
        serials=(SerialLease(business_date=TODAY, first=serials[0], last=serials[1]),),
    )


def submission() -> Submission:
    visit_id = uuid4()
    return Submission(
        command_id=visit_id,
        visit_id=str(visit_id),
        kiosk_id="k1",
        queue="A",
        business_date=TODAY,
        place_at=NOW,
        confirmed_at=NOW,
        ticket_code_hash="h",
        case=SubmittedCase(
            case_id=str(uuid4()),
            case_code="",
            receipt_code_hash="h",
            matter=SealedMatter(open=OpenMatter(category="neighbour")),
        ),
    )


def store(outbox: KioskOutbox) -> Submission:
    return outbox.store(submission(), PAPERS, code)


def again(outbox: KioskOutbox, tmp_path: Path) -> KioskOutbox:
    outbox.close()
    return KioskOutbox(tmp_path / "outbox.db", KEY)


def test_what_was_said_is_there_after_a_restart_oldest_first(outbox: KioskOutbox, tmp_path: Path) -> None:
    said = [store(outbox) for _ in range(3)]
    outbox = again(outbox, tmp_path)
    assert outbox.waiting() == [s.visit_id for s in said]
    assert outbox.read(said[1].visit_id) == said[1]
    outbox.close()


def test_no_number_and_no_serial_is_given_twice_even_when_the_hall_lends_again(
    outbox: KioskOutbox, tmp_path: Path
) -> None:
    outbox.keep_leases(leases())
    first = store(outbox)
    assert outbox.give_number(first.visit_id, uuid4(), TODAY).leased_ticket_no == "A051"
    outbox.keep_leases(leases(last=54, serials=(100, 102)))
    outbox = again(outbox, tmp_path)
    numbers, codes = [], [first.case and first.case.case_code]
    for _ in range(5):
        kept = store(outbox)
        codes.append(kept.case and kept.case.case_code)
        numbers.append(outbox.give_number(kept.visit_id, uuid4(), TODAY).leased_ticket_no)
    assert numbers == ["A052", "A053", "A054", None, None]
    assert codes == [code(100), code(101), code(102), "", "", ""]
    outbox.close()


def test_what_the_hall_does_not_lend_any_more_is_not_given_until_it_is_lent_again(
    outbox: KioskOutbox,
) -> None:
    outbox.keep_leases(leases())
    assert outbox.give_number(store(outbox).visit_id, uuid4(), TODAY).leased_ticket_no == "A051"
    other = Leases(numbers=(NumberLease(queue="A", business_date=TODAY, first=71, last=71),))
    outbox.keep_leases(other)
    given = [outbox.give_number(store(outbox).visit_id, uuid4(), TODAY).leased_ticket_no for _ in range(2)]
    assert given == ["A071", None]
    outbox.keep_leases(leases())
    assert outbox.give_number(store(outbox).visit_id, uuid4(), TODAY).leased_ticket_no == "A052"


def test_a_lease_that_is_used_up_says_so_in_the_submission(outbox: KioskOutbox) -> None:
    kept = store(outbox)
    report_id = uuid4()
    given = outbox.give_number(kept.visit_id, report_id, TODAY)
    assert (given.leased_ticket_no, given.without_number, given.command_id) == (None, True, report_id)
    assert outbox.read(kept.visit_id) == given


def test_midnight_takes_the_lease_of_the_new_day(outbox: KioskOutbox) -> None:
    tomorrow = TODAY + timedelta(days=1)
    outbox.keep_leases(leases())
    outbox.keep_leases(Leases(numbers=(NumberLease(queue="A", business_date=tomorrow, first=1, last=50),)))
    kept = store(outbox)
    given = outbox.give_number(kept.visit_id, uuid4(), tomorrow)
    assert (given.leased_ticket_no, given.business_date) == ("A001", tomorrow)


def test_a_matter_without_a_code_gets_one_when_serials_come(outbox: KioskOutbox) -> None:
    kept = store(outbox)
    assert wants_code(kept)
    assert wants_code(outbox.give_code(kept, TODAY, code))
    outbox.keep_leases(leases())
    coded = outbox.give_code(kept, TODAY, code)
    assert coded.case is not None
    assert coded.case.case_code == code(100)
    assert outbox.read(kept.visit_id) == coded


def test_it_is_forgotten_when_the_hall_has_it_and_every_paper_is_told(outbox: KioskOutbox) -> None:
    kept = store(outbox)
    jobs = [paper_job_id(kept.visit_id, paper) for paper in PAPERS]
    outbox.tell_paper(jobs[0], PaperState.PRINTED, "")
    assert outbox.papers_to_tell() == []  # the hall does not know the visit yet
    outbox.confirm(kept.visit_id, NOW)
    assert outbox.waiting() == []
    assert outbox.read(kept.visit_id) is not None
    for job_id in jobs:
        outbox.tell_paper(job_id, PaperState.PRINTED, "")
    for report in outbox.papers_to_tell():
        assert visit_of_job(report.job_id) == (kept.visit_id, report.paper)
        outbox.paper_told(report)
    assert outbox.read(kept.visit_id) is None


def test_a_result_that_changed_while_it_was_told_is_told_again(outbox: KioskOutbox) -> None:
    kept = store(outbox)
    outbox.confirm(kept.visit_id, NOW)
    job_id = paper_job_id(kept.visit_id, "queue_ticket")
    outbox.tell_paper(job_id, PaperState.PRINTED, "")
    (printed,) = outbox.papers_to_tell()
    outbox.tell_paper(job_id, PaperState.FAILED, "paper.not_in_hand")
    outbox.paper_told(printed)
    (denied,) = outbox.papers_to_tell()
    assert denied.result is PaperState.FAILED
    assert denied.command_id != printed.command_id


def test_after_a_power_cut_a_paper_that_nobody_saw_is_void(outbox: KioskOutbox, tmp_path: Path) -> None:
    kept = store(outbox)
    outbox.tell_paper(paper_job_id(kept.visit_id, "receipt"), PaperState.PRINTED, "")
    outbox = again(outbox, tmp_path)
    outbox.void_papers("printer.interrupted")
    outbox.confirm(kept.visit_id, NOW)
    assert {(r.paper, r.result, r.reason) for r in outbox.papers_to_tell()} == {
        ("queue_ticket", PaperState.VOIDED, "printer.interrupted"),
        ("receipt", PaperState.PRINTED, ""),
    }
    outbox.close()


def test_what_the_hall_refused_for_good_stays_and_is_in_nobodys_way(outbox: KioskOutbox) -> None:
    poison, good = store(outbox), store(outbox)
    outbox.set_aside(poison.visit_id, "command.id_reused")
    outbox.erase_old(NOW + timedelta(days=90), timedelta(hours=24))
    assert outbox.waiting() == [good.visit_id]
    assert outbox.counts(TODAY, "A").set_aside == 1
    assert outbox.read(poison.visit_id) is not None


def test_what_the_hall_has_is_erased_after_a_day_and_what_it_lacks_never(outbox: KioskOutbox) -> None:
    told, untold = store(outbox), store(outbox)
    outbox.keep_leases(leases())
    outbox.confirm(told.visit_id, NOW)
    outbox.erase_old(NOW + timedelta(hours=23), timedelta(hours=24))
    assert outbox.read(told.visit_id) is not None
    outbox.erase_old(NOW + timedelta(hours=25), timedelta(hours=24))
    assert outbox.read(told.visit_id) is None
    assert outbox.waiting() == [untold.visit_id]
    assert outbox.counts(TODAY, "A").numbers_free == 0


def test_the_halls_time_is_known_after_a_restart(outbox: KioskOutbox, tmp_path: Path) -> None:
    assert outbox.known_time() is None
    known = KnownTime(hall_time=NOW, offset=timedelta(milliseconds=-1250))
    outbox.know_time(known)
    outbox = again(outbox, tmp_path)
    assert outbox.known_time() == known
    outbox.close()


def test_two_processes_cannot_be_the_same_kiosk(outbox: KioskOutbox, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        KioskOutbox(tmp_path / "outbox.db", KEY)
    assert refused.value.code == "store.already_open"


def test_the_file_is_encrypted_private_and_says_no_with_another_key(
    outbox: KioskOutbox, tmp_path: Path
) -> None:
    store(outbox)
    outbox.close()
    path = tmp_path / "outbox.db"
    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert b"neighbour" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(StoreError) as refused:
        KioskOutbox(path, os.urandom(32))
    assert refused.value.code == "store.wrong_key"
    KioskOutbox(path, KEY).close()  # the failed try has let go of the lock


def test_the_printing_spooler_gets_a_connection_of_its_own(outbox: KioskOutbox) -> None:
    jobs = outbox.connect()
    jobs.execute("CREATE TABLE print_job (job_id TEXT)")
    kept = store(outbox)
    jobs.execute("INSERT INTO print_job VALUES (?)", (kept.visit_id,))
    assert outbox.waiting() == [kept.visit_id]
    assert jobs.execute("PRAGMA synchronous").fetchone() == (2,)
    jobs.close()
    outbox.confirm(kept.visit_id, NOW)


def test_a_withdrawn_call_for_help_is_told_until_the_hall_knows(outbox: KioskOutbox) -> None:
    outbox.withdraw_help("h1", "wiped")
    outbox.withdraw_help("h1", "citizen")
    assert outbox.withdrawals() == [("h1", "wiped")]
    outbox.withdrawal_told("h1")
    assert outbox.withdrawals() == []


def test_an_unknown_visit_has_no_number(outbox: KioskOutbox) -> None:
    with pytest.raises(KeyError):
        outbox.give_number("nobody", UUID(int=1), TODAY)


def test_a_visit_without_a_matter_uses_no_serial(outbox: KioskOutbox) -> None:
    outbox.keep_leases(leases())
    assert outbox.store(replace(submission(), case=None), PAPERS[:1], code).case is None
    assert outbox.counts(TODAY, "A").serials_free == 2
