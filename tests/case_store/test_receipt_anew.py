"""补打回执 over real HTTP, hall and centre: a phone follows the new QR, the old one leads where wrong codes lead."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
import uuid_utils.compat as uuid_v7

from case_store.kiosk.outbox import paper_job_id
from case_store.log.schema import case_, event, outbox, paper
from case_store.views.paper_rows import paper_rows
from cases.casework import acts
from cases.matter.citizen_code import code_hash
from cases.matter.intake import Intake, Taken
from cases.matter.source import Source
from cases.people.proof import Proof
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views_papers import ReissuedReceipt
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.intakes import dispute, opened
from tests.case_store.made_lists import HEADINGS, ROW, xlsx
from tests.case_store.one_hall import granted
from tests.case_store.served import POLICY, Ground, rows, until
from tests.case_store.test_citizen_pages import Words

SEEN = Proof.DOCUMENT
NOBODYS = "/r/0000000000000000"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = open_hall(tmp_path_factory.mktemp("receipts"), centre=True)
    yield made
    made.stop()


@pytest.fixture
async def hall(ground: Ground) -> AsyncIterator[CaseworkHall]:
    async with at_work(ground, "s1", "c_justice", "lead", "sup") as hall:
        yield hall


@pytest.fixture
async def phone(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=ground.centre.url) as client:
        yield client


@pytest.fixture
async def taken(ground: Ground) -> Taken:
    """A citizen's matter, of which the centre knows."""
    return await take(ground)


async def take(
    ground: Ground, *, receipt: PaperState = PaperState.PRINTED, intake: Intake | None = None
) -> Taken:
    async with opened(ground.door()) as door:
        told = await door.take(intake or dispute(ground))
        await door.report_paper(paper_job_id(told.visit_id, "receipt"), receipt, "")
        await until(lambda: any(row.visit_id == told.visit_id for row in rows(ground, paper)))
    await heard(ground)
    return told


async def heard(ground: Ground) -> None:
    """The centre has everything, and has folded it: on PostgreSQL that comes later."""

    def codes(*, at_centre: bool) -> set[str]:
        return {row.receipt_code_hash for row in rows(ground, case_, at_centre=at_centre)}

    await until(lambda: not rows(ground, outbox) and codes(at_centre=False) <= codes(at_centre=True))


def path(url: str | None) -> str:
    return (url or "").removeprefix(POLICY.hall.citizen_base_url)


def case_id(ground: Ground, taken: Taken) -> str:
    return str(next(row.case_id for row in rows(ground, case_) if row.case_code == taken.case_code))


async def anew(
    hall: CaseworkHall, case: str, by: str = "s1", proof: Proof = SEEN, command_id: UUID | None = None
) -> ReissuedReceipt | Refusal:
    return await hall.who[by].papers.reissue_receipt(case, proof, command_id or uuid_v7.uuid7())


async def refusal(hall: CaseworkHall, case: str, by: str = "s1", proof: Proof = SEEN) -> str:
    answer = await anew(hall, case, by, proof)
    assert isinstance(answer, Refusal), answer
    return answer.code


async def test_the_new_qr_leads_to_the_progress_and_the_old_one_where_every_wrong_code_leads(
    ground: Ground, hall: CaseworkHall, taken: Taken, phone: httpx2.AsyncClient
) -> None:
    before = Words((await phone.get(path(taken.receipt_url))).text).words
    made = granted(await anew(hall, case_id(ground, taken)))
    assert (made.case_code, made.lookup_code) == (taken.case_code, taken.lookup_code)
    assert made.answer_by == taken.answer_by
    assert made.receipt_url != taken.receipt_url
    await heard(ground)
    assert Words((await phone.get(path(made.receipt_url))).text).words == before
    wrong = await phone.get(NOBODYS)
    old = await phone.get(path(taken.receipt_url))
    assert (old.status_code, old.text) == (wrong.status_code, wrong.text)
    async with opened(ground.door()) as door:  # and so at the hall's own kiosk
        gone = await door.citizens.receipt(path(taken.receipt_url).rpartition("/")[2])
        assert isinstance(gone, Refusal)
        there = granted(await door.citizens.receipt(path(made.receipt_url).rpartition("/")[2]))
        assert there.progress.case_code == taken.case_code


async def test_it_is_an_event_with_whom_staff_saw_and_no_code_is_kept_or_told(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    case = case_id(ground, taken)
    made = granted(await anew(hall, case, proof=Proof.ANSWERS))
    page = granted(await hall.who["s1"].casework.open(case))
    line = page.timeline[-1]
    assert (line.type, line.by_name, dict(line.facts)) == ("receipt_reissued", "斯琴", {"proof": "answers"})
    here = [row for row in rows(ground, event) if row.aggregate == f"case:{case}"]
    assert [row.type for row in here][-3:-1] == ["person_read", "receipt_reissued"]
    code = path(made.receipt_url).rpartition("/")[2]
    kept = repr((here, [row for row in rows(ground, case_) if row.case_id == case]))
    assert code not in kept
    assert made.lookup_code not in kept
    assert code not in repr(made)


async def test_a_table_that_is_made_anew_knows_the_new_code(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    made = granted(await anew(hall, case_id(ground, taken)))
    before = rows(ground, case_)
    store = ground.hall.store
    assert store is not None
    await store.run(store.rebuild)
    assert rows(ground, case_) == before
    kept = next(row.receipt_code_hash for row in before if row.case_code == made.case_code)
    assert kept == code_hash(path(made.receipt_url).rpartition("/")[2])


async def test_asked_twice_it_is_one_receipt_and_an_older_one_is_not_answered_again(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    case, first = case_id(ground, taken), uuid_v7.uuid7()
    made = granted(await anew(hall, case, command_id=first))
    assert granted(await anew(hall, case, command_id=first)) == made
    told = [row for row in rows(ground, event) if row.aggregate == f"case:{case}"]
    assert [row.type for row in told].count("receipt_reissued") == 1
    assert granted(await anew(hall, case)).receipt_url != made.receipt_url
    late = await anew(hall, case, command_id=first)
    assert isinstance(late, Refusal)
    assert late.code == "receipt.superseded"


async def test_what_did_not_come_out_of_a_kiosk_leaves_the_journal_once_it_is_printed_here(
    ground: Ground, hall: CaseworkHall
) -> None:
    taken = await take(ground, receipt=PaperState.FAILED)
    case, desk = case_id(ground, taken), hall.who["s1"]

    async def journal() -> list[tuple[str, str | None]]:
        store = ground.hall.store
        assert store is not None
        _now, seen = await store.run(store.hall.look, {"papers": paper_rows})
        return [(row.paper, row.case_id) for row in seen["papers"] if row.visit_id == taken.visit_id]

    assert await journal() == [("receipt", case)]
    reissue_id = uuid_v7.uuid7()
    granted(await anew(hall, case, command_id=reissue_id))
    assert await desk.papers.receipt_printed(case, reissue_id, PaperState.FAILED) is None
    assert await journal() == [("receipt", case)]
    assert await desk.papers.receipt_printed(case, reissue_id, PaperState.PRINTED) is None
    assert await journal() == []


async def test_a_case_that_was_told_on_the_telephone_gets_one_too(
    ground: Ground, hall: CaseworkHall, phone: httpx2.AsyncClient
) -> None:
    told = dispute(ground)
    brought = granted(await hall.who["s1"].casework.bring_in(Source.PHONE, told.open, told.private))
    made = granted(await anew(hall, brought.case.case_id))
    assert made.receipt_url != brought.receipt_url
    assert made.lookup_code.isdigit()
    await heard(ground)
    assert "录入" in (await phone.get(path(made.receipt_url))).text


async def test_who_may_not_see_the_case_or_gives_no_receipts_makes_none(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    case = case_id(ground, taken)
    assert await refusal(hall, case, by="c_justice") == "case.unknown"
    assert await refusal(hall, "none") == "case.unknown"
    assert await refusal(hall, case, by="sup") == "paper.not_yours"


async def test_a_document_proves_nothing_where_nobody_is_named(ground: Ground, hall: CaseworkHall) -> None:
    told = dispute(ground)
    anonymous = replace(
        told,
        open=replace(told.open, contact_withheld=True),
        private=replace(told.private, contact_name="", contact_phone=""),
    )
    case = case_id(ground, await take(ground, intake=anonymous))
    assert await refusal(hall, case) == "receipt.nobody_named"
    assert granted(await anew(hall, case, proof=Proof.ANSWERS)).info_only


async def test_once_acceptance_was_told_no_day_is_promised_any_more(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    case = case_id(ground, taken)
    await hall.do("s1", case, acts.Accept())
    assert granted(await anew(hall, case)).answer_by is None


async def test_a_case_that_was_handed_over_gets_its_receipt_where_it_went(
    ground: Ground, hall: CaseworkHall, taken: Taken
) -> None:
    case = case_id(ground, taken)
    await hall.do("lead", case, acts.HandOver(to_store="centre", because="归上级中心办理"))
    assert await refusal(hall, case) == "case.not_holder"
    assert code_hash(path(taken.receipt_url).rpartition("/")[2]) in {
        row.receipt_code_hash for row in rows(ground, case_) if row.case_id == case
    }


async def test_what_was_imported_has_no_code_to_type_and_so_no_receipt(
    ground: Ground, hall: CaseworkHall, tmp_path: Path
) -> None:
    board = xlsx(tmp_path / "board.xlsx", [HEADINGS, ROW])
    granted(await hall.who["sup"].imports.send(board.read_bytes(), "message_board"))
    case = next(row.case_id for row in rows(ground, case_) if row.external_id == ROW[0])
    assert await refusal(hall, str(case)) == "receipt.no_lookup_code"
