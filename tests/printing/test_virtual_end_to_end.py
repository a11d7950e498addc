"""The whole way with a printer that is not there: spooler, line, cable, paper."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pytest
import zxingcpp

from cases.texts import Texts
from printing.faces import Faces
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import JobState, PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile, load_profiles
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from printing.transports.tcp_wire import TcpWire
from printing.transports.wire import Wire
from printing.virtual.build import Build
from printing.virtual.printer import VirtualPrinter
from printing.virtual.served import on_pty, on_tcp
from tests.printing.conftest import ASSETS
from tests.printing.samples import TICKET_URL, sample_ticket

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
PATIENCE_S = 30.0
NARROW = load_profiles(ASSETS / "printers.toml")["generic_58"]


@contextmanager
def spooler_on(
    wire: Wire, faces: Faces, profile: PrinterProfile = GENERIC_80
) -> Iterator[tuple[Spooler, SimpleQueue[PrintOutcome]]]:
    told: SimpleQueue[PrintOutcome] = SimpleQueue()
    jobs = SqliteJobStore(lambda: sqlite3.connect(":memory:", check_same_thread=False))
    spooler = Spooler(jobs, Press(faces, profile), EscPosLine(wire), told.put)
    spooler.start()
    yield spooler, told
    spooler.close()
    jobs.close()


def tcp(where: str) -> TcpWire:
    host, _, port = where.partition(":")
    return TcpWire(host, int(port))


def test_a_ticket_goes_as_dots_through_a_buffer_of_four_kilobytes(texts: Texts, faces: Faces) -> None:
    printer = VirtualPrinter(FACE, Build(speed_mm_s=300.0))
    paper = queue_ticket(sample_ticket(), texts)
    with on_tcp(printer) as served, spooler_on(tcp(served.where), faces) as (spooler, told):
        spooler.submit("v/ticket", paper, "A017")
        assert told.get(timeout=PATIENCE_S).state is JobState.PRINTED
    (sheet,) = printer.sheets()
    assert [code.text for code in zxingcpp.read_barcodes(sheet)] == [TICKET_URL]
    assert printer.state.lost_bytes == 0
    assert printer.not_understood() == ()


@pytest.mark.parametrize("profile", [GENERIC_80, NARROW], ids=["80 mm", "58 mm"])
def test_a_ticket_goes_as_letters_over_a_line_without_flow_control(
    texts: Texts, faces: Faces, profile: PrinterProfile
) -> None:
    build = Build(dots=profile.dots, cutter=profile.cutter, speed_mm_s=300.0)
    printer = VirtualPrinter(FACE, build)
    paper = queue_ticket(sample_ticket(), texts)
    with on_pty(printer, baud=38_400) as served:
        with spooler_on(SerialWire(served.where, 38_400), faces, profile) as (spooler, told):
            spooler.submit("v/ticket", paper, "A017")
            assert told.get(timeout=PATIENCE_S).state is JobState.PRINTED
        printer.tear()
    sheet = printer.sheets()[0]
    assert sheet.width == profile.dots
    assert [code.text for code in zxingcpp.read_barcodes(sheet)] == [TICKET_URL]


@pytest.mark.parametrize("trouble", ["paper", "cover", "heat"])
def test_what_is_wrong_with_the_printer_is_what_the_outcome_says(
    texts: Texts, faces: Faces, trouble: str
) -> None:
    printer = VirtualPrinter(FACE)
    match trouble:
        case "paper":
            printer.set_paper_mm(0)
        case "cover":
            printer.set_cover(is_open=True)
        case _:
            printer.set_temperature(90)
    reason = {"paper": Reason.OUT_OF_PAPER, "cover": Reason.COVER_OPEN, "heat": Reason.FAULT}[trouble]
    with on_tcp(printer) as served, spooler_on(tcp(served.where), faces) as (spooler, told):
        spooler.submit("v/ticket", queue_ticket(sample_ticket(), texts), "A017")
        outcome = told.get(timeout=PATIENCE_S)
    assert (outcome.state, outcome.reason) == (JobState.FAILED, reason)
    assert printer.sheets() == ()
