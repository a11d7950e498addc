"""The kiosk in good and bad days, against a real hall: one ticket, one matter, and a sentence for everybody."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from case_store.engine import open_engine
from case_store.errors import StoreError
from case_store.kiosk.errands import BACKOFF_FIRST_S
from case_store.kiosk.outbox import KioskOutbox, paper_job_id
from case_store.log.schema import case_, event, paper, superseded_number, visit
from cases.hall_time import HALL_ZONE
from cases.matter.citizen_code import CitizenPage, code_hash
from cases.matter.intake import Intent, Taken
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import MatterView, ProgressView, WaitingRow
from tests.case_store.at_the_door import case_of, notices, one_visit, scanned, settled, visit_of
from tests.case_store.intakes import STORY, dispute, opened
from tests.case_store.served import (
    KIOSK_ID,
    MONDAY,
    OTHER_KIOSK_ID,
    POLICY,
    Fault,
    Ground,
    line_to,
    make_ground,
    rows,
    sit_down,
    until,
)
from tests.case_store.test_devices_storm import Door

SUBMISSIONS = b"POST /v1/submissions"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def good_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all tests that leave it in order."""
    made = make_ground(tmp_path_factory.mktemp("good-day"))
    made.hall.start()
    yield made
    made.stop()


# A good day.


async def test_a_matter_is_taken_with_number_code_promise_and_two_papers_links(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        taken = await door.take(dispute(good_day))
        assert (taken.queue, taken.leased, taken.refusal) == ("A", False, None)
        assert taken.answer_by == date(2026, 11, 26)
        assert taken.case_code is not None
        assert taken.lookup_code is not None
        row, matter = visit_of(good_day, taken), case_of(good_day, taken)
        assert row.ticket_no == taken.ticket_no
        assert row.place_at_us < row.issued_at_us  # the place counts from the first touch
        assert code_hash(scanned(taken.ticket_url, CitizenPage.PLACE_IN_LINE)) == row.ticket_code_hash
        assert code_hash(scanned(taken.receipt_url, CitizenPage.PROGRESS)) == matter.receipt_code_hash
        progress = await door.progress(taken.case_code, taken.lookup_code, "stay-1")
        assert isinstance(progress, ProgressView)
        wrong = "000000" if taken.lookup_code != "000000" else "000001"
        assert await door.progress(taken.case_code, wrong, "stay-1") == Refusal("lookup.not_found")
        await settled(door)


async def test_only_the_desk_that_serves_reads_what_the_citizen_said(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        taken = await door.take(dispute(good_day, touched_at=MONDAY - timedelta(hours=1)))
        counter = await sit_down(good_day)
        row = await counter.call_next(1)
        assert isinstance(row, WaitingRow)
        assert row.ticket_no == taken.ticket_no
        matter = await counter.open_matter(row.visit_id)
        assert isinstance(matter, MatterView)
        assert (matter.private.story, matter.private.contact_name) == (STORY, "李某甲")
        await counter.aclose()


async def test_a_number_first_takes_what_is_filled_as_a_draft(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        taken = await door.take(dispute(good_day, confirmed=False))
        assert (taken.case_code, taken.receipt_url) == (None, None)
        row = visit_of(good_day, taken)
        assert row.draft_id is not None
        assert row.case_id is None
        empty = dispute(good_day, confirmed=False, open=OpenMatter(), private=PrivateMatter())
        assert visit_of(good_day, await door.take(empty)).draft_id is None
        asked = replace(empty, intent=Intent.CONSULT, confirmed=True)
        assert (await door.take(asked)).ticket_no == "B001"


async def test_help_is_called_and_taken_back(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        help_id = await door.call_help("home")
        assert isinstance(help_id, str)
        await door.withdraw_help(help_id, "wiped")
        await until(lambda: "help_withdrawn" in [row.type for row in rows(good_day, event)])


async def test_what_came_out_of_the_printer_is_told_and_then_forgotten(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        taken = await door.take(dispute(good_day))
        for kind in ("queue_ticket", "receipt"):
            await door.report_paper(paper_job_id(taken.visit_id, kind), PaperState.PRINTED)

        def told() -> list[str]:
            return [row.result for row in rows(good_day, paper) if row.visit_id == taken.visit_id]

        await until(lambda: told() == ["printed", "printed"])


async def test_a_second_process_of_the_same_kiosk_is_refused(good_day: Ground) -> None:
    async with opened(good_day.door()):
        with pytest.raises(StoreError) as refused:
            await good_day.door().open()
        assert refused.value.code == "store.already_open"


async def test_a_citizen_who_walks_away_leaves_the_matter_behind(good_day: Ground) -> None:
    async with opened(good_day.door()) as door:
        before = len(rows(good_day, visit))
        taking = asyncio.create_task(door.take(dispute(good_day)))
        await asyncio.sleep(0)
        taking.cancel()
        await until(lambda: len(rows(good_day, visit)) == before + 1)


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.DEAF, Fault.HALF_ANSWER, Fault.ANSWER_LOST])
async def test_whatever_the_line_does_the_citizen_has_one_number_and_the_hall_one_matter(
    good_day: Ground, fault: Fault
) -> None:
    async with line_to(good_day.hall) as line, opened(good_day.door(line.url)) as door:
        line.fault, line.only = fault, SUBMISSIONS
        taken = await door.take(dispute(good_day))
        assert taken.ticket_no is not None
        assert taken.ticket_no.startswith("A50")
        assert (taken.leased, taken.people_ahead, taken.answer_by) == (True, None, date(2026, 11, 26))
        assert line.met >= 1
        line.fault = Fault.NONE
        await settled(door)
        row = visit_of(good_day, taken)
        assert (row.ticket_no, row.leased) == (taken.ticket_no, 1)
        assert case_of(good_day, taken).case_code == taken.case_code
        stands = [r.stands_no for r in rows(good_day, superseded_number) if r.visit_id == taken.visit_id]
        assert stands == ([taken.ticket_no] if fault in (Fault.HALF_ANSWER, Fault.ANSWER_LOST) else [])


# The hall does not answer.


async def test_nothing_on_the_kiosks_disk_or_in_the_halls_log_tells_what_was_said(ground: Ground) -> None:
    async with opened(ground.door()) as door:
        online = await door.take(dispute(ground))
        ground.hall.stop()
        offline = await door.take(dispute(ground))
    outbox = KioskOutbox(ground.folder / f"{KIOSK_ID}.db", ground.kiosk_keys().database_key)
    tables = [name for (name,) in outbox._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    disk = repr([outbox._db.execute(f"SELECT * FROM {name}").fetchall() for name in tables])  # noqa: S608
    outbox.close()
    assert offline.visit_id in disk
    ground.hall.start()
    log = " ".join(row.body for row in rows(ground, event))
    for taken in (online, offline):
        codes = [taken.lookup_code or "", taken.ticket_url[-16:], (taken.receipt_url or "")[-16:]]
        for secret in ("楼上", "李某甲", "13000000001", *codes):
            assert secret
            assert secret not in disk
            assert secret not in log
            assert json.dumps(secret)[1:-1] not in log


async def test_nobody_listens_and_the_lease_gives_numbers_in_order(ground: Ground) -> None:
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        ground.hall.stop()
        offline = [await door.take(dispute(ground)) for _ in range(3)]
        assert [taken.ticket_no for taken in offline] == ["A501", "A502", "A503"]
        assert await door.call_help("home") == Refusal("kiosk.hall_unreachable")
        assert await door.progress("x", "y", "z") == Refusal("kiosk.hall_unreachable")
        await until(lambda: not door.state.hall_reachable)
        ground.hall.start()
        await settled(door)
        assert sorted(row.ticket_no for row in rows(ground, visit)) == ["A001", "A501", "A502", "A503"]
        counter = await sit_down(ground)
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        assert called.ticket_no == "A001"
        await counter.aclose()


async def test_a_leased_number_is_called_in_its_right_place(ground: Ground) -> None:
    async with line_to(ground.hall) as line, opened(ground.door(line.url)) as door:
        line.fault, line.only = Fault.DEAF, SUBMISSIONS
        first = await door.take(dispute(ground, touched_at=ground.clock.now() - timedelta(minutes=9)))
        async with opened(ground.door(kiosk_id=OTHER_KIOSK_ID)) as other:
            await other.take(dispute(ground))
        line.fault = Fault.NONE
        await settled(door)
        counter = await sit_down(ground)
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        assert called.ticket_no == first.ticket_no == "A501"
        await counter.aclose()


async def test_a_lease_that_is_used_up_keeps_the_matter_and_sends_to_the_desk(ground: Ground) -> None:
    async with opened(ground.door()) as door:
        ground.hall.stop()
        for _ in range(POLICY.kiosk.lease_size):
            assert (await door.take(dispute(ground))).leased
        taken = await door.take(dispute(ground))
        assert taken.ticket_no is None
        assert taken.refusal == Refusal("kiosk.lease_used_up", {"queue": "A"})
        assert taken.case_code is not None  # the matter has its code and its receipt all the same
        ground.hall.start()
        await settled(door)
        assert len(rows(ground, visit)) == len(rows(ground, case_)) == POLICY.kiosk.lease_size + 1
        assert "notice.without_number" in notices(ground)


async def test_a_kiosk_that_never_saw_a_hall_keeps_the_matter(ground: Ground) -> None:
    ground.hall.stop()
    async with opened(ground.door(), ready=False) as door:
        taken = await door.take(dispute(ground))
        assert (taken.ticket_no, taken.case_code, taken.receipt_url) == (None, None, None)
        assert taken.refusal == Refusal("kiosk.clock_untrusted")
        ground.hall.start()
        await settled(door)
        (matter,) = rows(ground, case_)
        assert matter.case_code.startswith("ZZ150502000261123")
        assert "notice.case_code_replaced" not in notices(ground)


async def test_offline_past_midnight_takes_the_lease_of_the_new_day_or_says_so(ground: Ground) -> None:
    async with opened(ground.door()) as door:
        ground.hall.stop()
        assert (await door.take(dispute(ground))).ticket_no == "A501"
        ground.clock.move_to(datetime(2026, 11, 24, 0, 20, tzinfo=HALL_ZONE))
        tuesday = await door.take(dispute(ground))
        assert (tuesday.ticket_no, tuesday.answer_by) == ("A501", date(2026, 11, 27))
        ground.clock.move_to(datetime(2026, 11, 25, 8, 40, tzinfo=HALL_ZONE))
        wednesday = await door.take(dispute(ground))
        assert wednesday.ticket_no is None
        assert wednesday.refusal == Refusal("kiosk.lease_used_up", {"queue": "A"})
        ground.hall.start()
        await settled(door)
        days = sorted((row.business_date, row.ticket_no) for row in rows(ground, visit))
        assert days[:2] == [("2026-11-23", "A501"), ("2026-11-24", "A501")]
        assert len(days) == len(rows(ground, case_)) == 3


# Two of them.


async def test_two_kiosks_at_once_never_share_a_number(ground: Ground) -> None:
    async with opened(ground.door()) as one, opened(ground.door(kiosk_id=OTHER_KIOSK_ID)) as two:
        both = await asyncio.gather(*(door.take(dispute(ground)) for _ in range(15) for door in (one, two)))
        ground.hall.stop()
        both += await asyncio.gather(*(door.take(dispute(ground)) for _ in range(5) for door in (one, two)))
        numbers = [taken.ticket_no for taken in both]
        assert len({*numbers}) == len(numbers) == 40
        assert None not in numbers


async def test_what_the_hall_refuses_for_good_blocks_nobody(ground: Ground) -> None:
    async with line_to(ground.hall) as line, opened(ground.door(line.url)) as door:
        first = await door.take(dispute(ground))
        line.fault, line.only = Fault.DEAF, SUBMISSIONS
        refused, torn, good = [await door.take(dispute(ground)) for _ in range(3)]
    spoil(ground, refused, "command_id", first.visit_id)
    spoil(ground, torn, "business_date", "someday")
    async with opened(ground.door()) as door:
        await until(lambda: door.state.set_aside == 2 and door.state.waiting == 0)
        assert {row.visit_id for row in rows(ground, visit)} == {first.visit_id, good.visit_id}
        await until(lambda: notices(ground).count("notice.submission_refused") == 2)
    async with opened(ground.door()) as door:
        await until(lambda: door.state.set_aside == 2)


def spoil(ground: Ground, taken: Taken, name: str, value: str) -> None:
    """Somebody's hand in the file."""
    engine = open_engine(ground.folder / f"{KIOSK_ID}.db", ground.kiosk_keys().database_key)
    with engine.begin() as connection:
        read = connection.exec_driver_sql("SELECT body FROM submission WHERE visit_id = ?", (taken.visit_id,))
        body = {**json.loads(read.scalar_one()), name: value}
        connection.exec_driver_sql(
            "UPDATE submission SET body = ? WHERE visit_id = ?", (json.dumps(body).encode(), taken.visit_id)
        )
    engine.dispose()


async def test_the_queue_goes_on_without_anybody_writing(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.kiosk.errands.BACKOFF_MAX_S", 0.3)
    async with opened(ground.door()) as door:
        ground.hall.stop()
        await door.take(dispute(ground))
        await until(lambda: not door.state.hall_reachable)
        await asyncio.sleep(0.5)
        ground.hall.start()
        await until(lambda: door.state.waiting == 0 and door.state.hall_reachable)
        assert one_visit(ground).ticket_no == "A501"


async def test_a_hall_that_wants_to_be_left_alone_is_left_alone_and_not_found_by_all_in_one_instant(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.kiosk.errands.random.uniform", lambda _least, most: most)
    busy = Door("503 Service Unavailable", "Retry-After: 1\r\n")
    asked_at: list[float] = []
    loop = asyncio.get_running_loop()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked_at.append(loop.time())
        await busy.answer(reader, writer)

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with opened(ground.door(url), ready=False) as door:
            while len(asked_at) < 2:
                door.heard(MONDAY)  # the live feed goes on, word for word
                await asyncio.sleep(0.02)
    assert asked_at[1] - asked_at[0] >= 1 + 2 * BACKOFF_FIRST_S


async def test_a_wrong_token_keeps_everything_for_later(ground: Ground) -> None:
    ground.tokens["kiosk"] = "wrong"
    async with opened(ground.door(), ready=False) as door:
        taken = await door.take(dispute(ground))
        assert taken.ticket_no is None
        await until(lambda: door.state.waiting == 1)
        assert door.state.set_aside == 0
    assert rows(ground, visit) == []
