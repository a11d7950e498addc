"""Papers over real HTTP: a number is drawn, the paper issued once and given back, nobody else reads or alters it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
import uuid_utils.compat as uuid_v7

from case_store.log.schema import document, document_serial
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import DispatchKind
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.refusal import Refusal
from cases.views_papers import PaperDraft
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import Ground, rows

PDF = b"%PDF-1.7\nnot ours, but sealed and given back as it came\n%%EOF\n"
NOTICE = DocumentKind.ACCEPTANCE_NOTICE


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all tests, each with a case of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


def serial(draft: PaperDraft) -> int:
    """The counting part of a number."""
    return int(draft.drawn.number.split("〕")[1].removesuffix("号"))


def record_of(draft: PaperDraft, **changes: object) -> PaperRecord:
    """What the counter says of the paper that it made."""
    record = PaperRecord(
        kind=DocumentKind(draft.drawn.kind),
        number=draft.drawn.number,
        case_code=draft.case.case_code,
        content_hash=sha256(b"content").hexdigest(),
        print_hash=sha256(b"print").hexdigest(),
        issued_at=draft.drawn.drawn_at,
        pages=1,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


async def refused(hall: CaseworkHall, draft: PaperDraft, record: PaperRecord, pdf: bytes = PDF) -> str:
    answer = await hall.who["s1"].papers.issue(draft.case.case_id, draft.drawn, record, pdf)
    assert isinstance(answer, Refusal), answer
    return answer.code


async def test_a_paper_is_numbered_issued_and_given_back_as_it_was(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        papers, case_id = hall.who["s1"].papers, await hall.register()
        draft = granted(await papers.draw(case_id, NOTICE))
        assert draft.drawn.number.startswith("通科综治受告〔2026〕")
        assert (draft.made_by, draft.case.case_id) == ("斯琴", case_id)
        assert draft.road[0].name == "登记受理"
        page = granted(await papers.issue(case_id, draft.drawn, record_of(draft), PDF))
        (paper,) = page.papers
        assert (paper.number, paper.issued, paper.pages) == (draft.drawn.number, True, 1)
        assert granted(await papers.read(case_id, paper.paper_id)) == PDF
        known = granted(await papers.known_by_code(draft.drawn.code))
        assert known.record == record_of(draft)
        again = granted(await papers.known_by_number(NOTICE, known.number, known.record.content_hash))
        assert again == known
        assert [line.type for line in page.timeline][-1] == "paper_issued"
        following = granted(await papers.draw(case_id, NOTICE))
        assert serial(following) == serial(draft) + 1
        other = granted(await papers.draw(case_id, DocumentKind.GUIDANCE_SLIP))
        assert other.drawn.number == "通科综治引〔2026〕1号"


async def test_the_same_command_twice_draws_one_number_and_issues_one_paper(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        papers, case_id, command_id = hall.who["s1"].papers, await hall.register(), uuid_v7.uuid7()
        draft = granted(await papers.draw(case_id, NOTICE, command_id=command_id))
        assert granted(await papers.draw(case_id, NOTICE, command_id=command_id)).drawn == draft.drawn
        record, command_id = record_of(draft), uuid_v7.uuid7()
        for _ in range(2):
            page = granted(await papers.issue(case_id, draft.drawn, record, PDF, command_id))
        page = granted(await papers.issue(case_id, draft.drawn, record, PDF))
        assert [line.type for line in page.timeline].count("paper_issued") == 1
        changed = record_of(draft, print_hash=sha256(b"another").hexdigest())
        assert await refused(hall, draft, changed) == "paper.issued_already"
        assert granted(await papers.read(case_id, draft.drawn.paper_id)) == PDF


async def test_what_was_not_drawn_or_is_no_paper_is_not_taken_in(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        papers, case_id = hall.who["s1"].papers, await hall.register()
        draft = granted(await papers.draw(case_id, NOTICE))
        record = record_of(draft)
        stranger = replace(draft, drawn=replace(draft.drawn, paper_id="nobody"))
        assert await refused(hall, stranger, record) == "paper.not_drawn"
        for changes in (
            {"number": "通科综治受告〔2026〕9号"},
            {"kind": DocumentKind.FEEDBACK_NOTICE},
            {"case_code": None},
            {"issued_at": draft.drawn.drawn_at + timedelta(seconds=1)},
        ):
            assert await refused(hall, draft, record_of(draft, **changes)) == "paper.not_what_was_drawn"
        other_code = replace(draft, drawn=replace(draft.drawn, code="0" * 16))
        assert await refused(hall, other_code, record) == "paper.not_what_was_drawn"
        assert await refused(hall, draft, record, b"\x89PNG\r\n\x1a\n") == "paper.unreadable"
        assert {one.issued for one in granted(await hall.who["s1"].casework.open(case_id)).papers} == {False}


async def test_another_units_clerk_neither_reads_nor_makes_a_paper(ground: Ground) -> None:
    async with at_work(ground, "s1", "c_justice", "c_labour", "disp") as hall:
        case_id = await hall.register()
        await hall.do("s1", case_id, acts.Accept())
        await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看"))
        channel = ResolutionMethod.PEOPLES_MEDIATION
        send = acts.SendTo(kind=DispatchKind.SINGLE, level=Level.BANNER, channel=channel, units=("justice",))
        await hall.do("s1", case_id, send)
        papers = hall.who["s1"].papers
        draft = granted(await papers.draw(case_id, DocumentKind.ASSIGNMENT_ORDER))
        granted(await papers.issue(case_id, draft.drawn, record_of(draft), PDF))
        assert granted(await hall.who["c_justice"].papers.read(case_id, draft.drawn.paper_id)) == PDF
        for answer in (
            await hall.who["c_labour"].papers.read(case_id, draft.drawn.paper_id),
            await hall.who["c_labour"].papers.draw(case_id, DocumentKind.ASSIGNMENT_ORDER),
        ):
            assert isinstance(answer, Refusal)
            assert answer.code == "case.unknown"
        unfit = await hall.who["disp"].papers.draw(case_id, DocumentKind.VISIT_RECORD)
        assert isinstance(unfit, Refusal)
        assert unfit.code == "paper.not_yours"


async def test_numbers_and_papers_are_found_again_when_the_tables_are_made_anew(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        papers, case_id = hall.who["s1"].papers, await hall.register()
        draft = granted(await papers.draw(case_id, NOTICE))
        granted(await papers.issue(case_id, draft.drawn, record_of(draft), PDF))
        granted(await papers.draw(case_id, NOTICE))
        store = hall.ground.hall.store
        assert store is not None
        before = [rows(hall.ground, table) for table in (document, document_serial)]
        assert len(before[0]) >= 2
        store._thread.submit(store.rebuild).result()
        assert [rows(hall.ground, table) for table in (document, document_serial)] == before


async def test_a_number_that_never_came_onto_paper_stays_visible_and_is_void_after_a_day(
    ground: Ground,
) -> None:
    async with at_work(ground, "s1") as hall:
        papers, case_id, command_id = hall.who["s1"].papers, await hall.register(), uuid_v7.uuid7()
        draft = granted(await papers.draw(case_id, NOTICE, command_id=command_id))
        (drawn,) = granted(await hall.who["s1"].casework.open(case_id)).papers
        assert (drawn.number, drawn.issued, drawn.void) == (draft.drawn.number, False, False)
        hall.ground.hall.stop()  # the power fails between the two steps
        hall.ground.hall.start()
        granted(await hall.who["s1"].sign_in("s1", "246810", 1))
        same = granted(await papers.draw(case_id, NOTICE, command_id=command_id))
        assert same.drawn == draft.drawn
        hall.ground.clock.move_by(timedelta(hours=25))
        await hall.who["s1"].sign_in("s1", "246810", 1)
        (drawn,) = granted(await hall.who["s1"].casework.open(case_id)).papers
        assert (drawn.issued, drawn.void) == (False, True)
        known = granted(await papers.known_by_code(draft.drawn.code))
        assert (known.record, known.void) == (None, True)
