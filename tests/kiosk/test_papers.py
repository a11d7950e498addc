"""From a number to paper, with the real spooler: what came out is what the page and the hall are told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from case_store.kiosk.outbox import paper_job_id
from cases.matter.intake import Taken
from cases.policy.policy import Policy
from cases.queue.visit_events import PaperState
from cases.refusal import Reader
from cases.texts import Texts
from kiosk.door import PapersOut
from kiosk.draft import NOTHING_TOLD, consult_intake
from kiosk.papers import NOT_IN_HAND, KioskPapers
from printing.faces import Faces
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import LOOK_AGAIN_S, Spooler
from printing.thermal.press import Press
from printing.transports.address import printer_at
from printing.transports.folder import FolderTransport
from printing.transports.transport import Transport
from screenkit.environment import ROOT
from tests.kiosk.kiosk_room import MORNING, HeldDoor


class Desk:
    """Papers with a printer of their own; remembers what the hall was told."""

    def __init__(self, policy: Policy, texts: Texts, jobs: Path, transport: Transport) -> None:
        self.told: list[tuple[str, PaperState, str]] = []
        self.papers = KioskPapers(policy, texts, "1号自助机", self._report)
        store = SqliteJobStore(lambda: sqlite3.connect(jobs, check_same_thread=False))
        self.spooler = Spooler(
            store, Press(Faces(ROOT / "assets" / "fonts")), transport, self.papers.on_outcome
        )
        self.spooler.start()
        self.papers.use(self.spooler)
        self._store = store

    async def _report(self, job_id: str, result: PaperState, reason: str) -> None:
        self.told.append((job_id.partition("/")[2], result, reason))

    def close(self) -> None:
        self.spooler.close()
        self._store.close()


MakeDesk = Callable[[Transport], Desk]


@pytest.fixture
async def make_desk(policy: Policy, texts: Texts, tmp_path: Path) -> AsyncIterator[MakeDesk]:
    made: list[Desk] = []

    def make(transport: Transport) -> Desk:
        made.append(Desk(policy, texts, tmp_path / "jobs.db", transport))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


def dispute(policy: Policy) -> Taken:
    return HeldDoor().make(
        NOTHING_TOLD.to_intake(confirmed=True, touched_at=MORNING, categories=policy.categories)
    )


async def test_ticket_and_receipt_come_out_once_and_the_hall_is_told(
    make_desk: MakeDesk, policy: Policy, tmp_path: Path
) -> None:
    desk = make_desk(FolderTransport(tmp_path / "papers"))
    out = await desk.papers.print(dispute(policy), draft=False)
    assert out.all_printed
    assert (out.ticket, out.receipt, out.why) == (PaperState.PRINTED, PaperState.PRINTED, None)
    names = {path.name for path in (tmp_path / "papers").glob("*.png")}
    assert len(names) == 2
    await asyncio.to_thread(desk.close)  # the spooler ends only while the loop goes on
    assert sorted(desk.told) == [
        ("queue_ticket", PaperState.PRINTED, ""),
        ("receipt", PaperState.PRINTED, ""),
    ]


async def test_consulting_and_a_ticket_first_have_no_receipt(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk(FolderTransport(tmp_path / "papers"))
    out = await desk.papers.print(HeldDoor().make(consult_intake(MORNING)), draft=False)
    assert (out.ticket, out.receipt) == (PaperState.PRINTED, None)


async def test_an_absent_printer_says_to_remember_the_number(
    make_desk: MakeDesk, policy: Policy, texts: Texts, tmp_path: Path
) -> None:
    desk = make_desk(printer_at(f"serial:{tmp_path}/no-such-port"))
    out = await desk.papers.print(dispute(policy), draft=False)
    assert (out.ticket, out.receipt) == (PaperState.FAILED, PaperState.FAILED)
    assert out.why is not None
    sentence = texts.tell(out.why, Reader.CITIZEN)
    assert sentence == (
        "票机没有接好，小票和回执没有打出来。您是A017号，已经排上，请记住号码，或者扫码带走；要纸的，到窗口补打。"
    )
    await asyncio.to_thread(desk.close)  # the spooler ends only while the loop goes on
    assert set(desk.told) == {
        ("queue_ticket", PaperState.FAILED, "printer.absent"),
        ("receipt", PaperState.FAILED, "printer.absent"),
        ("queue_ticket~screen", PaperState.SHOWN, ""),
    }


async def test_without_a_number_only_the_receipt_is_printed(
    make_desk: MakeDesk, policy: Policy, tmp_path: Path
) -> None:
    door = HeldDoor(ticket=None)
    taken = door.make(
        NOTHING_TOLD.to_intake(confirmed=True, touched_at=MORNING, categories=policy.categories)
    )
    desk = make_desk(FolderTransport(tmp_path / "papers"))
    out = await desk.papers.print(taken, draft=False)
    assert (out.ticket, out.receipt) == (None, PaperState.PRINTED)


async def test_a_paper_that_the_citizen_does_not_hold_is_reported_for_every_paper(
    make_desk: MakeDesk, policy: Policy, tmp_path: Path
) -> None:
    desk = make_desk(FolderTransport(tmp_path / "papers"))
    await desk.papers.deny(dispute(policy))
    assert desk.told == [
        ("queue_ticket", PaperState.FAILED, NOT_IN_HAND),
        ("receipt", PaperState.FAILED, NOT_IN_HAND),
    ]


async def test_a_job_that_was_here_before_prints_nothing_and_waits_for_nobody(
    make_desk: MakeDesk, policy: Policy, tmp_path: Path
) -> None:
    desk = make_desk(FolderTransport(tmp_path / "papers"))
    taken = dispute(policy)
    assert paper_job_id(taken.visit_id, "receipt")
    await desk.papers.print(taken, draft=False)
    again = await desk.papers.print(taken, draft=False)
    assert (again.ticket, again.receipt) == (None, None)
    assert len(list((tmp_path / "papers").glob("*.png"))) == 2


async def test_a_paper_that_came_after_all_is_told_to_page_and_hall_and_one_who_left_gets_none(
    make_desk: MakeDesk, policy: Policy, texts: Texts, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    papers.write_text("in the way", "utf-8")
    desk = make_desk(FolderTransport(papers))
    taken = dispute(policy)
    gone = replace(taken, visit_id="0192e4a0-0000-7000-8000-000000000002")
    first = await desk.papers.print(taken, draft=False)
    assert (first.ticket, first.is_again) == (PaperState.FAILED, False)
    assert (
        "queue_ticket~screen",
        PaperState.SHOWN,
        "",
    ) in desk.told  # the number stands there, with its code
    papers.unlink()
    out: PapersOut | None = first
    while out is not None and not out.all_printed:
        out = await desk.papers.later(taken)
    assert out is not None
    assert out.is_again
    await desk.papers.leave(taken)
    papers.rename(tmp_path / "taken")
    papers.write_text("in the way", "utf-8")
    assert (await desk.papers.print(gone, draft=False)).ticket is PaperState.FAILED
    await desk.papers.leave(gone)
    assert await desk.papers.later(gone) is None
    papers.unlink()
    await asyncio.sleep(1.5 * LOOK_AGAIN_S)
    assert not papers.exists()  # nothing was printed for one who had left
    await asyncio.to_thread(desk.close)
    assert {result for job, result, _ in desk.told if job in ("queue_ticket~2", "receipt~2")} == {
        PaperState.PRINTED
    }
