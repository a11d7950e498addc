"""The fault table of docs/devices.md, line by line: what a printer can do to a ticket, and what is said of it."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest
import zxingcpp

from cases.texts import Texts
from printing.paper import Paper
from printing.slips.printed_again import printed_again
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import JobState, PrinterError, PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.dots import dots
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from printing.transports.bands import BAND_BYTES
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from printing.transports.tcp_wire import TcpWire
from printing.transports.transport import Transport
from printing.transports.usb_wire import UsbWire
from printing.virtual.build import Build
from printing.virtual.printer import VirtualPrinter
from printing.virtual.served import on_pty
from tests.printing.conftest import ASSETS
from tests.printing.pty_printer import PtyPrinter
from tests.printing.quick_head import CUT, DirectWire, QuickHead, TcpPrinter
from tests.printing.samples import TICKET_URL, sample_ticket

TOLD_S_MAX = 20.0
FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
QUICK_S = 0.002
FEW_BYTES = 37  # between the places where a cover is opened: there are a hundred ways to begin a stride


class Desk:
    """A spooler, and what it told."""

    def __init__(self, press: Press, transport: Transport) -> None:
        self.told: SimpleQueue[PrintOutcome] = SimpleQueue()
        self._jobs = SqliteJobStore(lambda: sqlite3.connect(":memory:", check_same_thread=False))
        self.spooler = Spooler(self._jobs, press, transport, self.told.put, look_again_s=QUICK_S)
        self.spooler.start()

    def print(self, paper: Paper, again: Paper | None = None, job_id: str = "v/queue_ticket") -> PrintOutcome:
        assert self.spooler.submit(job_id, paper, "A017", again, wanted_s=60)
        return self.next()

    def next(self) -> PrintOutcome:
        return self.told.get(timeout=TOLD_S_MAX)

    def close(self) -> None:
        self.spooler.close()
        self._jobs.close()


@contextmanager
def desk_at(press: Press, transport: Transport) -> Iterator[Desk]:
    desk = Desk(press, transport)
    yield desk
    desk.close()


@pytest.fixture
def ticket(texts: Texts) -> Paper:
    return queue_ticket(sample_ticket(), texts)


@pytest.fixture
def again(ticket: Paper, texts: Texts) -> Paper:
    return printed_again(ticket, texts)


def line_to(head: QuickHead, *, dots: bool = False) -> EscPosLine:
    line = EscPosLine(DirectWire(head), answer_s=0.3, settle_s=0, ask_again_s=QUICK_S)
    if not dots:
        line.encoders = {Encoding.NATIVE: native}
    return line


def bytes_of(press: Press, paper: Paper, *, dots: bool = False) -> bytes:
    (data,) = press.make(paper, line_to(QuickHead(), dots=dots).encoders).values()
    return data


class Made:
    """A press that has made its papers before: every byte position is a job of its own."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._made: dict[Paper, dict[object, bytes]] = {}

    def warm_up(self, encoders: object) -> None:
        """Nothing to do."""

    def length_mm(self, _paper: Paper) -> float:
        """Of any ticket."""
        return 130.0

    def make(self, paper: Paper, encoders: object) -> dict[object, bytes]:
        """As it was made the first time."""
        if paper not in self._made:
            self._made[paper] = dict(self._press.make(paper, encoders))  # type: ignore[arg-type]
        return self._made[paper]


def stopped_at(
    press: Press, papers: tuple[Paper, Paper], position: int, *, cover: bool = False, dots: bool = False
) -> None:
    """Print, be stopped after so many bytes of the ticket, be put right: one whole paper, and the truth."""
    ticket, again = papers
    first, second = (bytes_of(press, paper, dots=dots) for paper in papers)
    head = QuickHead(cover=cover)
    with desk_at(press, line_to(head, dots=dots)) as desk:
        desk.spooler.expect()
        while not head.done.endswith(b"\x1dr\x01"):
            time.sleep(0.0001)  # found well, and found to say how far it is
        head.stops_after = len(head.done) + position
        outcome = desk.print(ticket, again)
        cut_off = position < len(first)
        assert head.whole_papers(first) == (not cut_off)
        if outcome.state is JobState.PRINTED:
            assert not cut_off
            assert head.whole_papers(second) == 0
            return
        assert outcome.state is (JobState.VOIDED if position else JobState.FAILED)
        assert outcome.reason is (Reason.COVER_OPEN if cover else Reason.OUT_OF_PAPER)
        assert head.held == b""  # what had not come out is forgotten
        head.mend()
        once_more = desk.next()
        assert (once_more.job_id, once_more.state) == ("v/queue_ticket~2", JobState.PRINTED)
        assert head.whole_papers(second) == 1
        assert head.whole_papers(first) == (not cut_off)


def test_paper_that_ends_at_any_byte_of_a_ticket_loses_nothing_and_prints_no_second_one_unmarked(
    press: Press, ticket: Paper, again: Paper
) -> None:
    made = Made(press)
    for position in range(1, len(bytes_of(press, ticket)) + 3):
        stopped_at(made, (ticket, again), position)  # type: ignore[arg-type]


def test_nor_does_paper_that_ends_in_the_dots_of_a_ticket(press: Press, ticket: Paper, again: Paper) -> None:
    made = Made(press)
    for position in range(1, len(bytes_of(press, ticket, dots=True)), 11 * FEW_BYTES):
        stopped_at(made, (ticket, again), position, dots=True)  # type: ignore[arg-type]


def test_a_cover_opened_in_the_middle_is_no_other_thing(press: Press, ticket: Paper, again: Paper) -> None:
    made = Made(press)
    for position in range(1, len(bytes_of(press, ticket)), FEW_BYTES):
        stopped_at(made, (ticket, again), position, cover=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("noise", [b"\xff", b"\x80\x90", bytes(range(0xA0, 0xF0))])
def test_a_printer_that_answers_garbage_gets_no_paper(press: Press, ticket: Paper, noise: bytes) -> None:
    with (
        TcpPrinter(lambda _data: noise) as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port))) as desk,
    ):
        outcome = desk.print(ticket)
        assert (outcome.state, outcome.reason, outcome.first_byte_at) == (
            JobState.FAILED,
            Reason.SILENT,
            None,
        )


@pytest.mark.parametrize("seed", range(4))
def test_a_printer_that_answers_anything_ends_every_job_and_harms_no_later_one(
    press: Press, ticket: Paper, seed: int
) -> None:
    wild = random.Random(seed)  # noqa: S311  bytes of a broken printer
    head = QuickHead()
    is_wild = True

    def feed(data: bytes) -> bytes:
        said = head.feed(data)
        return wild.randbytes(wild.randrange(200)) if is_wild else said

    with (
        TcpPrinter(feed) as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port), settle_s=0.02)) as desk,
    ):
        assert desk.print(ticket).job_id == "v/queue_ticket"
        is_wild = False
        head.done.clear()
        assert desk.print(ticket, job_id="w/queue_ticket").state is JobState.PRINTED


def test_a_printer_that_never_answers_gets_no_paper(press: Press, ticket: Paper) -> None:
    with (
        TcpPrinter(lambda _data: b"") as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port))) as desk,
    ):
        outcome = desk.print(ticket)
        assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.SILENT)


def test_a_printer_that_answers_late_is_waited_for(press: Press, ticket: Paper) -> None:
    head = QuickHead()

    def feed(data: bytes) -> bytes:
        if data.startswith(b"\x10\x04"):
            time.sleep(0.06)
        return head.feed(data)

    with (
        TcpPrinter(feed) as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port))) as desk,
    ):
        assert desk.print(ticket).state is JobState.PRINTED


def test_an_answer_that_comes_late_is_not_taken_for_that_to_the_next_question(
    press: Press, ticket: Paper
) -> None:
    """It does not say what was asked: how the printer is, read as why it stopped, would be an open cover."""
    with on_pty(VirtualPrinter(FACE, Build(speed_mm_s=150.0)), baud=115_200, flow_control=True) as served:
        line = EscPosLine(SerialWire(served.where, 115_200), answer_s=0.2)
        made = press.make(ticket, line.encoders)
        assert line.ask().stops is None
        served.late_s = 0.3
        line.send("ticket", made, lambda: None)
        assert line.confirm().stops is None
        with pytest.raises(PrinterError, match="no answer"):
            line.ask()  # whoever waits is told soon
        served.late_s = 0.1
        assert line.ask().stops is None
        line.close()


@pytest.mark.parametrize("after", [40, 3_000, 9_000])
def test_a_connection_closed_in_the_middle_is_never_called_printed_and_the_next_ticket_prints(
    press: Press, ticket: Paper, again: Paper, after: int
) -> None:
    head = QuickHead()
    with (
        TcpPrinter(head.feed, close_after=after) as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port), settle_s=0.02)) as desk,
    ):
        outcome = desk.print(ticket, again)
        assert outcome.state in (JobState.VOIDED, JobState.UNKNOWN)
        if outcome.state is JobState.VOIDED:
            assert (desk.next().state, head.whole_papers(CUT)) == (JobState.PRINTED, 2)  # the stub, and 补打
        assert desk.print(ticket, job_id="w/queue_ticket").state is JobState.PRINTED


def test_an_idle_connection_that_the_printer_closed_costs_no_ticket(press: Press, ticket: Paper) -> None:
    head = QuickHead()
    with (
        TcpPrinter(head.feed) as printer,
        desk_at(press, EscPosLine(TcpWire("127.0.0.1", printer.port))) as desk,
    ):
        assert desk.print(ticket).state is JobState.PRINTED
        printer.hang_up()
        assert desk.print(ticket, job_id="w/queue_ticket").state is JobState.PRINTED
        assert printer.connections == 2


def test_a_printer_swapped_for_one_that_cannot_say_how_far_it_is_prints_all_the_same(
    press: Press, ticket: Paper
) -> None:
    clever, plain = QuickHead(), QuickHead(says_how_far=False)
    with TcpPrinter(clever.feed) as printer:
        port = printer.port
        transport = EscPosLine(TcpWire("127.0.0.1", port), settle_s=0.02)
        desk = Desk(press, transport)
        assert desk.print(ticket).state is JobState.PRINTED
    with TcpPrinter(plain.feed, port=port):
        assert desk.print(ticket, job_id="w/queue_ticket").state is JobState.PRINTED
        desk.close()
    assert clever.whole_papers(CUT) == plain.whole_papers(CUT) == 1


def test_a_printer_on_usb_answers_on_its_device_and_one_that_is_gone_is_said_to_be(
    press: Press, ticket: Paper
) -> None:
    head = QuickHead()
    with (
        PtyPrinter(head) as device,  # type: ignore[arg-type]
        desk_at(press, EscPosLine(UsbWire(Path(device.port)), settle_s=0.02)) as desk,
    ):
        assert desk.print(ticket).state is JobState.PRINTED
        device.unplug()
        outcome = desk.print(ticket, job_id="w/queue_ticket")
        assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.ABSENT)


def test_no_more_than_two_bands_are_under_way_to_a_printer_without_flow_control(
    press: Press, ticket: Paper
) -> None:
    class SlowHead(QuickHead):
        """Works off a quarter of what it holds whenever it is asked how it is."""

        def _work(self) -> bytes:
            whole, self.held = self.held, self.held[: (len(self.held) + 3) // 4]
            later = whole[len(self.held) :]
            said = super()._work()
            self.held += later
            return said

    head = SlowHead()
    wire = DirectWire(head)
    wire.bytes_per_s = None  # as fast as it comes, and in dots
    with desk_at(press, EscPosLine(wire, ask_again_s=QUICK_S)) as desk:
        assert desk.print(ticket).state is JobState.PRINTED
    assert len(head.done) > 4 * BAND_BYTES
    assert head.buffer_most <= 4_096


def test_dots_at_115200_baud_lose_nothing_in_a_buffer_of_4_kb_without_flow_control(
    press: Press, ticket: Paper
) -> None:
    printer = VirtualPrinter(FACE, Build(speed_mm_s=60.0))
    with on_pty(printer, baud=115_200, flow_control=False) as served:
        line = EscPosLine(SerialWire(served.where, 115_200))
        line.encoders = {Encoding.NATIVE: dots}
        with desk_at(press, line) as desk:
            assert desk.print(ticket).state is JobState.PRINTED
        assert printer.state.lost_bytes == 0
        assert [code.text for code in zxingcpp.read_barcodes(printer.sheets()[-1])] == [TICKET_URL]


def test_an_address_says_which_way_and_what_it_does_not_say_is_refused() -> None:
    from printing.transports.address import printer_at  # noqa: PLC0415

    ways: dict[str, Callable[[Transport], bool]] = {
        "serial:/dev/ttyUSB0?baud=19200": lambda way: isinstance(way, EscPosLine),
        "usb:/dev/usb/lp0": lambda way: isinstance(way, EscPosLine),
        "tcp://10.0.0.9:9100": lambda way: isinstance(way, EscPosLine),
        "ipp://10.0.0.9/ipp/print": lambda way: type(way).__name__ == "IppPrinter",
        "folder:/tmp/papers": lambda way: type(way).__name__ == "FolderTransport",
    }
    for address, fits in ways.items():
        assert fits(printer_at(address)), address
    for wrong in ("", "lpt1", "serial:", "tcp://", "serial:/dev/ttyUSB0?baud=fast", "usb:", "http://x/"):
        with pytest.raises(ValueError, match=r"\S"):
            printer_at(wrong)
