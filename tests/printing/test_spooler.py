"""Jobs through the spooler to a printer on a real serial line (pty), and what the citizen is told."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from cases.texts import Texts
from printing.paper import Paper, PaperKind, Qr
from printing.slips.printed_again import printed_again
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.spool.job import JobState, PrintOutcome, Reason
from printing.spool.job_store import Connection, SqliteJobStore
from printing.spool.spooler import LOOK_AGAIN_S, Spooler
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from tests.printing.pty_printer import PtyPrinter
from tests.printing.samples import RECEIPT_URL, TICKET_URL, sample_receipt, sample_ticket
from tests.printing.thermal_paper import ThermalPaper

TOLD_S_MAX = 10.0


class Kiosk:
    """What a kiosk has of a printer: a spooler, and a list of what it was told."""

    def __init__(self, spooler: Spooler, told: "SimpleQueue[PrintOutcome]") -> None:
        self.spooler = spooler
        self._told = told

    def print(self, paper: Paper, job_id: str = "visit-1:ticket", ticket_no: str = "A017") -> PrintOutcome:
        assert self.spooler.submit(job_id, paper, ticket_no)
        return self.next_outcome()

    def next_outcome(self) -> PrintOutcome:
        return self._told.get(timeout=TOLD_S_MAX)

    def hears_nothing_more(self) -> bool:
        try:
            self._told.get(timeout=0.05)
        except Empty:
            return True
        return False


@pytest.fixture
def spool_file(tmp_path: Path) -> Path:
    return tmp_path / "spool.db"


@pytest.fixture
def ticket(texts: Texts) -> Paper:
    return queue_ticket(sample_ticket(), texts)


@contextmanager
def switched_on(
    press: Press, spool_file: Path, port: str, *, baudrate: int = 115_200, settle_s: float = 0.02
) -> Iterator[Kiosk]:
    def connect() -> Connection:
        return sqlite3.connect(spool_file, check_same_thread=False, timeout=0)

    jobs = SqliteJobStore(connect)
    transport = EscPosLine(SerialWire(port, baudrate), answer_s=0.3, settle_s=settle_s)
    told: SimpleQueue[PrintOutcome] = SimpleQueue()
    spooler = Spooler(jobs, press, transport, told.put)
    spooler.start()
    yield Kiosk(spooler, told)
    spooler.close()
    jobs.close()


def code_on(sheet: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(sheet)]


def test_a_whole_ticket_arrives_at_9600_baud_and_is_called_printed(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with (
        PtyPrinter(ThermalPaper(), bytes_per_s=960) as line,
        switched_on(press, spool_file, line.port, baudrate=9_600, settle_s=0.3) as kiosk,
    ):
        submitted_at = time.monotonic()
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason, outcome.has_paper) == (JobState.PRINTED, None, True)
        assert (outcome.job_id, outcome.kind, outcome.ticket_no) == (
            "visit-1:ticket",
            PaperKind.QUEUE_TICKET,
            "A017",
        )
        assert outcome.first_byte_at is not None
        assert submitted_at < outcome.first_byte_at < time.monotonic()
        assert press.make(ticket, {Encoding.NATIVE: native})[Encoding.NATIVE] in bytes(line.received)
        (sheet,) = line.printer.sheets
        assert code_on(sheet) == [TICKET_URL]


def test_ticket_and_receipt_come_out_in_order_each_on_its_own_paper(
    press: Press, spool_file: Path, ticket: Paper, texts: Texts
) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        assert kiosk.spooler.submit("visit-1:ticket", ticket, "A017")
        assert kiosk.spooler.submit("visit-1:receipt", receipt(sample_receipt(), texts), "A017")
        kinds = [kiosk.next_outcome().kind for _ in range(2)]
        assert kinds == [PaperKind.QUEUE_TICKET, PaperKind.RECEIPT]
        assert [code_on(sheet) for sheet in line.printer.sheets] == [[TICKET_URL], [RECEIPT_URL]]


def questions(heard: bytes) -> int:
    return heard.count(b"\x10\x04")


def test_a_paper_that_is_expected_need_not_wait_for_the_printers_answers(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        kiosk.spooler.expect()
        kiosk.print(ticket)
        before, after = bytes(line.received).split(b"\x1b@", 1)
        assert questions(before) == 2 * 3  # as it was switched on, and early
        assert questions(after) >= 3  # until it has worked everything off


def test_a_printer_that_was_not_well_when_asked_early_is_asked_again(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with (
        PtyPrinter(ThermalPaper(cover_open=True)) as line,
        switched_on(press, spool_file, line.port) as kiosk,
    ):
        kiosk.spooler.expect()
        while questions(bytes(line.received)) < 2 * 3:
            time.sleep(0.001)
        time.sleep(0.05)
        line.printer.cover_open = False
        assert kiosk.print(ticket).state is JobState.PRINTED


def test_the_same_job_sent_twice_is_printed_once(press: Press, spool_file: Path, ticket: Paper) -> None:
    with PtyPrinter(ThermalPaper()) as line:
        with switched_on(press, spool_file, line.port) as kiosk:
            kiosk.print(ticket)
            assert not kiosk.spooler.submit("visit-1:ticket", ticket, "A017")
            assert kiosk.hears_nothing_more()
        with switched_on(press, spool_file, line.port) as kiosk:
            assert not kiosk.spooler.submit("visit-1:ticket", ticket, "A017")
            assert kiosk.hears_nothing_more()
        assert len(line.printer.sheets) == 1


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ({"paper_left_dots": 0}, Reason.OUT_OF_PAPER),
        ({"cover_open": True}, Reason.COVER_OPEN),
        ({"cutter_jammed": True}, Reason.FAULT),
        ({"silent": True}, Reason.SILENT),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing_and_the_next_ticket_prints_when_it_can(
    press: Press, spool_file: Path, ticket: Paper, trouble: dict[str, Any], reason: Reason
) -> None:
    with (
        PtyPrinter(ThermalPaper(**trouble)) as line,
        switched_on(press, spool_file, line.port) as kiosk,
    ):
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason, outcome.first_byte_at) == (JobState.FAILED, reason, None)
        assert b"\x1b@" not in line.received
        line.printer.paper_left_dots = 100_000
        line.printer.cover_open = line.printer.cutter_jammed = line.printer.silent = False
        assert kiosk.print(ticket, "visit-2:ticket").state is JobState.PRINTED
        assert len(line.printer.sheets) == 1


def test_paper_near_its_end_is_said_with_the_printed_ticket(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with PtyPrinter(ThermalPaper(near_end=True)) as line, switched_on(press, spool_file, line.port) as kiosk:
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason) == (JobState.PRINTED, Reason.NEAR_END)


def test_a_ticket_that_runs_dry_is_void_and_its_rest_never_comes_out(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with (
        PtyPrinter(ThermalPaper(paper_left_dots=300)) as line,
        switched_on(press, spool_file, line.port) as kiosk,
    ):
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason) == (JobState.VOIDED, Reason.OUT_OF_PAPER)
        assert outcome.first_byte_at is not None
        line.printer.paper_left_dots = 100_000
        assert kiosk.print(ticket, "visit-2:ticket").state is JobState.PRINTED
        stub, whole = line.printer.sheets
        assert code_on(stub) == []
        assert code_on(whole) == [TICKET_URL]
        assert whole.height == reference_height(press, ticket)


def test_a_printer_that_falls_silent_in_the_middle_is_unknown(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        line.silent_after_bytes = 100
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.SILENT)
        assert not outcome.has_paper


def test_a_cable_pulled_in_the_middle_is_unknown(press: Press, spool_file: Path, ticket: Paper) -> None:
    with (
        PtyPrinter(ThermalPaper(), bytes_per_s=960) as line,
        switched_on(press, spool_file, line.port, baudrate=9_600) as kiosk,
    ):
        kiosk.spooler.submit("visit-1:ticket", ticket, "A017")
        wait_until(lambda: b"\x1b@" in line.received)
        line.unplug()
        outcome = kiosk.next_outcome()
        assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.SILENT)


def test_an_absent_printer_fails_at_once_and_is_found_when_it_is_plugged_in(
    press: Press, spool_file: Path, ticket: Paper, tmp_path: Path
) -> None:
    socket = tmp_path / "ttyUSB0"
    with switched_on(press, spool_file, str(socket)) as kiosk:
        outcome = kiosk.print(ticket)
        assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.ABSENT)
        with PtyPrinter(ThermalPaper()) as line:
            socket.symlink_to(line.port)
            assert kiosk.print(ticket, "visit-2:ticket").state is JobState.PRINTED


@pytest.mark.parametrize("noise", [b"\x00\xff\x41", bytes(range(0x80, 0x100)) * 3, b"\x11\x13" * 40])
def test_noise_on_the_line_does_not_make_a_good_printer_bad(
    press: Press, spool_file: Path, ticket: Paper, noise: bytes
) -> None:
    with PtyPrinter(ThermalPaper(), noise=noise) as line, switched_on(press, spool_file, line.port) as kiosk:
        assert kiosk.print(ticket).state is JobState.PRINTED


def test_a_job_that_cannot_be_kept_is_not_printed(press: Press, spool_file: Path, ticket: Paper) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        other = sqlite3.connect(spool_file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        outcome = kiosk.print(ticket)
        other.close()
        assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.JOB_NOT_KEPT)
        assert line.printer.sheets == []
        assert kiosk.print(ticket).state is JobState.PRINTED  # it was never kept, so it may come again


def test_a_paper_that_cannot_be_made_does_not_stop_the_next(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    impossible = Paper(PaperKind.RECEIPT, (Qr("https://" + "x" * 1500, 26),))
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        outcome = kiosk.print(impossible, "visit-1:receipt")
        assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.FAULT)
        assert kiosk.print(ticket).state is JobState.PRINTED


def test_what_waits_is_printed_before_the_spooler_closes(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    with PtyPrinter(ThermalPaper()) as line:
        with switched_on(press, spool_file, line.port) as kiosk:
            for number in range(5):
                kiosk.spooler.submit(f"visit-{number}", ticket, f"A00{number}")
        assert len(line.printer.sheets) == 5


def test_a_failed_ticket_of_which_nobody_heard_is_told_at_the_next_start(
    press: Press, spool_file: Path, ticket: Paper
) -> None:
    def deaf(outcome: PrintOutcome) -> None:
        raise RuntimeError("the listener broke")

    with PtyPrinter(ThermalPaper(cover_open=True)) as line:
        jobs = SqliteJobStore(lambda: sqlite3.connect(spool_file, check_same_thread=False))
        spooler = Spooler(jobs, press, EscPosLine(SerialWire(line.port), settle_s=0.02), deaf)
        spooler.start()
        spooler.submit("visit-1:ticket", ticket, "A017")
        spooler.close()
        jobs.close()
        with switched_on(press, spool_file, line.port) as kiosk:
            outcome = kiosk.next_outcome()
            assert (outcome.job_id, outcome.reason) == ("visit-1:ticket", Reason.COVER_OPEN)
        with switched_on(press, spool_file, line.port) as kiosk:
            assert kiosk.hears_nothing_more()


def test_nothing_that_stands_on_a_receipt_rests_on_the_kiosks_disk(
    press: Press, spool_file: Path, texts: Texts
) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        kiosk.print(receipt(sample_receipt(), texts), "visit-1:receipt")
        on_disk = b"".join(path.read_bytes() for path in spool_file.parent.iterdir())
        assert b"visit-1:receipt" in on_disk
        for secret in (b"482916", b"482 916", b"261123", RECEIPT_URL.encode()):
            assert secret not in on_disk


def reference_height(press: Press, paper: Paper) -> int:
    printer = ThermalPaper()
    printer.feed(press.make(paper, {Encoding.NATIVE: native})[Encoding.NATIVE])
    return printer.sheets[0].height


def wait_until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + TOLD_S_MAX
    while not holds():
        assert time.monotonic() < give_up_at
        time.sleep(0.005)


@pytest.fixture
def again(ticket: Paper, texts: Texts) -> Paper:
    return printed_again(ticket, texts)


@pytest.mark.parametrize(
    ("trouble", "state"),
    [({"paper_left_dots": 300}, JobState.VOIDED), ({"cover_open": True}, JobState.FAILED)],
)
def test_what_did_not_come_out_whole_is_printed_once_more_with_its_mark_when_the_printer_is_well_again(
    press: Press, spool_file: Path, again: Paper, trouble: dict[str, Any], state: JobState
) -> None:
    ticket = Paper(again.kind, again.blocks[1:])
    with (
        PtyPrinter(ThermalPaper(**trouble)) as line,
        switched_on(press, spool_file, line.port) as kiosk,
    ):
        assert kiosk.spooler.submit("visit-1/queue_ticket", ticket, "A017", again, wanted_s=60)
        assert kiosk.next_outcome().state is state
        line.printer.paper_left_dots, line.printer.cover_open = 100_000, False
        outcome = kiosk.next_outcome()
        assert (outcome.job_id, outcome.state) == ("visit-1/queue_ticket~2", JobState.PRINTED)
        assert [code_on(sheet) for sheet in line.printer.sheets][-1] == [TICKET_URL]
        assert line.printer.text.count("补打") == 1
        assert kiosk.hears_nothing_more()


def test_a_paper_whose_citizen_has_gone_never_comes_out_later(
    press: Press, spool_file: Path, ticket: Paper, again: Paper
) -> None:
    with (
        PtyPrinter(ThermalPaper(cover_open=True)) as line,
        switched_on(press, spool_file, line.port) as kiosk,
    ):
        assert kiosk.spooler.submit("visit-1/queue_ticket", ticket, "A017", again, wanted_s=60)
        assert kiosk.spooler.submit("visit-2/queue_ticket", ticket, "A018", again, wanted_s=0)
        assert [kiosk.next_outcome().state for _ in range(2)] == [JobState.FAILED] * 2
        kiosk.spooler.unwanted("visit-1/queue_ticket")
        line.printer.cover_open = False
        assert kiosk.print(ticket, "visit-3/queue_ticket").state is JobState.PRINTED
        time.sleep(1.5 * LOOK_AGAIN_S)
        assert kiosk.hears_nothing_more()
        assert len(line.printer.sheets) == 1


def test_of_a_paper_that_nobody_can_vouch_for_there_is_no_second_one(
    press: Press, spool_file: Path, ticket: Paper, again: Paper
) -> None:
    with PtyPrinter(ThermalPaper()) as line, switched_on(press, spool_file, line.port) as kiosk:
        line.silent_after_bytes = 100
        assert kiosk.spooler.submit("visit-1/queue_ticket", ticket, "A017", again, wanted_s=60)
        assert kiosk.next_outcome().state is JobState.UNKNOWN
        line.silent_after_bytes, line.printer.silent = None, False
        time.sleep(1.5 * LOOK_AGAIN_S)
        assert kiosk.hears_nothing_more()
        assert len(line.printer.sheets) == 1
