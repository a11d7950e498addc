"""Bad input to everything that printers bring or are sent: nothing raises, nothing grows, the next ticket is printed.

A few seconds of what `make fuzz-devices` does for hours, and what it found. What a printer does in the middle of a
paper (garbage, silence, lateness, a closed connection, paper that ends at each byte): test_printer_faults.py.
"""

import math
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.paper import PaperKind
from printing.spool.job import Job, JobState, KeptJob, PrinterError, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.roll import Roll, outlook
from printing.thermal.printer_profile import load_profiles
from printing.transports import ipp
from printing.transports.address import checked
from printing.transports.ipp_printer import ANSWER_BYTES_MAX, IppPrinter
from printing.virtual.printer import KEPT_DOTS_MAX, SHEET_DOTS_MAX, VirtualPrinter
from tests.fuzz_devices.invented import inputs
from tests.fuzz_devices.parser import ASSETS, Parser
from tests.fuzz_devices.parsers import PARSERS

OURS = {name: parser for name, parser in PARSERS.items() if parser.room == "printing"}
HELLO = b"\x1b@" + b"A017\n" + b"\x1dV\x42\x00"


@pytest.mark.parametrize("parser", OURS.values(), ids=OURS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_input_breaks_it_and_the_next_good_one_is_read(parser: Parser, data: st.DataObject) -> None:
    parser.play(data.draw(inputs(parser)), is_checked=True)


# The virtual printer


@pytest.fixture
def printer() -> VirtualPrinter:
    return VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")


def qr(data: bytes) -> bytes:
    stored = b"1P0" + data
    return b"\x1d(k" + len(stored).to_bytes(2, "little") + stored + b"\x1d(k\x03\x001Q0"


@pytest.mark.parametrize("level", [b"0", b"3"])
def test_more_than_a_code_can_hold_is_not_drawn_and_the_ticket_comes(
    printer: VirtualPrinter, level: bytes
) -> None:
    printer.feed(b"\x1d(k\x03\x001E" + level + qr(b"x" * 3_000) + HELLO, 0.0)
    assert len(printer.sheets()) == 1
    assert printer.not_understood()


@pytest.mark.parametrize(
    "endless", [b"\x1d(k\xff\xff", b"\x1dv0\0\xff\xff\x01\0"], ids=["code", "row of dots"]
)
def test_an_order_longer_than_the_buffer_does_not_stop_the_printer_for_ever(
    printer: VirtualPrinter, endless: bytes
) -> None:
    """On a line with flow control nothing was taken from then on, not even the order to forget."""
    printer.feed(endless + b"a" * 5_000, 0.0)
    assert printer.room(1.0) > 0
    before = printer.state.sheets_count
    printer.feed(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" + HELLO, 2.0)
    assert printer.state.sheets_count == before + 1


def test_letters_set_over_each_other_are_burnt_before_they_fill_the_memory(printer: VirtualPrinter) -> None:
    printer.feed(b"\x1d!\x77", 0.0)
    for now in range(20):
        printer.feed(b"\x1b$\0\0A" * 100, float(now))
    assert len(printer._head._line) <= 200
    assert printer.image().height > 0


def test_paper_that_is_fed_without_end_is_cut_and_not_all_of_it_kept(printer: VirtualPrinter) -> None:
    for now in range(30):
        printer.set_paper_mm(50_000)
        printer.feed(b"\x1b3\xff\x1bd\xff", float(now))
    heights = [sheet.height for sheet in printer.sheets()]
    assert heights
    assert max(heights) < SHEET_DOTS_MAX + 10_000
    assert sum(heights) <= KEPT_DOTS_MAX


# IPP


class Endless(BaseHTTPRequestHandler):
    """A network printer that says more than anybody asked, and never comes to an end."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        piece, sent = b"\0" * 65_536, 0
        try:
            while sent < 100 * ANSWER_BYTES_MAX:
                sent += self.wfile.write(piece)
        except OSError:
            self.server.stopped_at = sent  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Nothing."""


def test_an_answer_without_end_is_heard_no_longer_than_an_answer_is() -> None:
    with HTTPServer(("127.0.0.1", 0), Endless) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(PrinterError) as refused:
            IppPrinter("127.0.0.1", server.server_address[1], "/ipp/print").ask()
        thread.join()
        assert refused.value.reason is Reason.SILENT
        assert server.stopped_at < 100 * ANSWER_BYTES_MAX  # type: ignore[attr-defined]


def test_an_attribute_of_200_000_values_is_read_in_one_go() -> None:
    """Each value copied all that came before it: a megabyte took minutes."""
    values = b"\x44\0\x01a\0\0" + b"\x44\0\0\0\0" * 199_999
    assert len(ipp.answer(b"\1\1\0\0\0\0\0\1\1" + values + b"\3").attributes["a"]) == 200_000


# What is written down


def test_lists_in_lists_without_end_are_no_profile(tmp_path: Path) -> None:
    file = tmp_path / "printers.toml"
    file.write_text("a=" + "[" * 5_000)
    with pytest.raises(ValueError, match="without end"):
        load_profiles(file)


@pytest.mark.parametrize(
    "address", ["serial:/dev/ttyS0?baud=10000000000", "serial:/dev/tty\0", "usb:/dev/usb/lp0\n"]
)
def test_an_address_that_would_break_when_it_is_opened_is_refused_before(address: str) -> None:
    with pytest.raises(ValueError, match=r"baud|no printer address"):
        checked(address)


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    yield connection
    connection.close()


def test_jobs_of_another_version_do_not_keep_the_kiosk_from_its_own(file: sqlite3.Connection) -> None:
    store, mine = SqliteJobStore(lambda: file), Job("visit/queue_ticket", PaperKind.QUEUE_TICKET, "A017")
    rows = (("map", "queued", None), ("receipt", "folded", None), ("receipt", "failed", "printer.tired"))
    for number, row in enumerate(rows):
        file.execute(
            "INSERT INTO print_job (job_id, kind, ticket_no, state, reason) VALUES (?, ?, '', ?, ?)",
            (str(number), *row),
        )
    store.add(mine)
    *others, last = store.unsettled()
    assert last == KeptJob(mine, JobState.QUEUED, None)
    assert [(kept.job.job_id, kept.state, kept.reason) for kept in others] == [
        (str(number), JobState.UNKNOWN, None) for number in range(3)
    ]


@pytest.mark.parametrize(
    "row", [(math.inf, 0.0, 0), (50_000.0, -math.inf, 1), (-1.0, 0.0, 0), (50_000.0, 1.0, -1)]
)
def test_a_roll_that_cannot_be_is_counted_anew(
    file: sqlite3.Connection, row: tuple[float, float, int]
) -> None:
    store = SqliteJobStore(lambda: file)
    store.keep_roll(Roll(length_mm=50_000.0))
    assert store.roll() is not None
    file.execute("UPDATE paper_roll SET length_mm = ?, used_mm = ?, papers = ?", row)
    assert store.roll() is None


@pytest.mark.parametrize("used_mm", [0.0, 5e-324])
def test_papers_that_used_no_paper_do_not_break_the_outlook(used_mm: float) -> None:
    """Found by fuzz-devices in rows of the journal: a division by nothing, at the start of the kiosk."""
    told = outlook(Roll(length_mm=50_000.0, used_mm=used_mm, papers=3), 1_800_000_000.0, 130.0)
    assert told.papers == 50_000
    assert told.days is None
