"""How the printer is, and who hears of it when: from the first report of the day on, which is its self-test."""

import sqlite3
from pathlib import Path
from queue import SimpleQueue

import pytest

from cases.texts import Texts
from printing.paper import Paper
from printing.slips.queue_ticket import queue_ticket
from printing.spool.health import printer_words
from printing.spool.job import JobState, PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.printer_status import Condition
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.folder import FolderTransport
from printing.transports.serial_wire import SerialWire
from tests.printing.pty_printer import PtyPrinter
from tests.printing.samples import sample_ticket
from tests.printing.test_spooler import TOLD_S_MAX, Kiosk, switched_on
from tests.printing.thermal_paper import ThermalPaper


@pytest.fixture
def ticket(texts: Texts) -> Paper:
    return queue_ticket(sample_ticket(), texts)


@pytest.mark.parametrize(
    ("printer", "words"),
    [
        (ThermalPaper(), {"printer": "ok", "paper": "ok"}),
        (ThermalPaper(paper_left_dots=0), {"printer": "ok", "paper": "out"}),
        (ThermalPaper(cover_open=True), {"printer": "cover_open", "paper": "ok"}),
        (ThermalPaper(near_end=True), {"printer": "ok", "paper": "near_end"}),
        (ThermalPaper(silent=True), {"printer": "offline", "paper": "ok"}),
    ],
    ids=["well", "no paper", "open", "near its end", "silent"],
)
def test_before_it_was_asked_nothing_is_said_of_a_printer_and_then_how_it_is(
    press: Press, tmp_path: Path, printer: ThermalPaper, words: dict[str, str]
) -> None:
    heard: SimpleQueue[Reason | None] = SimpleQueue()
    with PtyPrinter(printer) as line:
        jobs = SqliteJobStore(lambda: sqlite3.connect(tmp_path / "spool.db", check_same_thread=False))
        way = EscPosLine(SerialWire(line.port, 115_200), answer_s=0.3, settle_s=0.02)
        spooler = Spooler(
            jobs, press, way, lambda _outcome: None, on_change=lambda: heard.put(spooler.trouble)
        )
        assert not spooler.was_asked
        spooler.start()
        trouble = heard.get(timeout=TOLD_S_MAX)
        assert spooler.was_asked
        assert printer_words(trouble, is_low=spooler.roll.is_low) == words
        spooler.close()
        jobs.close()


def test_whoever_wants_to_know_hears_of_each_change_once_and_a_printer_is_not_asked_all_the_time(
    press: Press, tmp_path: Path, ticket: Paper
) -> None:
    heard: SimpleQueue[Reason | None] = SimpleQueue()
    with PtyPrinter(ThermalPaper()) as line:
        jobs = SqliteJobStore(
            lambda: sqlite3.connect(tmp_path / "spool.db", check_same_thread=False, timeout=0)
        )
        transport = EscPosLine(SerialWire(line.port, 115_200), answer_s=0.3, settle_s=0.02)
        told: SimpleQueue[PrintOutcome] = SimpleQueue()
        spooler = Spooler(jobs, press, transport, told.put, on_change=lambda: heard.put(spooler.standing[0]))
        spooler.start()
        assert heard.get(timeout=TOLD_S_MAX) is None
        kiosk = Kiosk(spooler, told)
        kiosk.print(ticket)
        line.printer.paper_left_dots = 0
        kiosk.print(ticket, "visit-2:ticket")
        assert heard.get(timeout=TOLD_S_MAX) is Reason.OUT_OF_PAPER
        kiosk.print(ticket, "visit-3:ticket")  # as dry as before
        asked = line.received.count(b"\x10\x04")
        for _ in range(100):
            spooler.look()
        line.printer.paper_left_dots = 1_000_000
        kiosk.print(ticket, "visit-4:ticket")
        assert heard.get(timeout=TOLD_S_MAX) is None
        assert heard.empty()
        assert line.received.count(b"\x10\x04") - asked < 30
        spooler.close()
        jobs.close()


def test_a_job_of_another_version_is_told_once_as_a_paper_that_nobody_can_vouch_for(
    press: Press, tmp_path: Path, ticket: Paper
) -> None:
    with PtyPrinter(ThermalPaper()) as line:
        with switched_on(press, tmp_path / "spool.db", line.port) as kiosk:
            kiosk.print(ticket)
        with sqlite3.connect(tmp_path / "spool.db") as file:
            file.execute("UPDATE print_job SET state = 'folded', told = 0")
        file.close()
        with switched_on(press, tmp_path / "spool.db", line.port) as kiosk:
            outcome = kiosk.next_outcome()
            assert (outcome.job_id, outcome.state, outcome.has_paper) == (
                "visit-1:ticket",
                JobState.UNKNOWN,
                False,
            )
        with switched_on(press, tmp_path / "spool.db", line.port) as kiosk:
            assert kiosk.hears_nothing_more()
        assert len(line.printer.sheets) == 1


class Strange(FolderTransport):
    """A way that fails as its description forbids, at every other question."""

    asked = 0

    def ask(self) -> Condition:
        self.asked += 1
        if self.asked % 2:
            raise ValueError("a mistake of ours")
        return super().ask()


def test_a_mistake_in_the_way_to_a_printer_does_not_end_the_printing(
    press: Press, tmp_path: Path, ticket: Paper
) -> None:
    told: SimpleQueue[PrintOutcome] = SimpleQueue()
    jobs = SqliteJobStore(lambda: sqlite3.connect(tmp_path / "spool.db", check_same_thread=False))
    spooler = Spooler(jobs, press, Strange(tmp_path / "papers"), told.put)
    spooler.start()
    assert Kiosk(spooler, told).print(ticket).state is JobState.PRINTED
    spooler.close()
    jobs.close()
