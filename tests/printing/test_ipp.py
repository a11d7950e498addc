"""A paper by IPP: to Debian's ippeveprinter where it can run, and to answers that no printer should give."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.texts import Texts
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import PrinterError, Reason
from printing.thermal.press import Press
from printing.transports import ipp
from printing.transports.ipp_printer import IppPrinter
from tests.printing.samples import sample_ticket

HOST = "127.0.0.1"
COMPLETED, ABORTED = 9, 8


def said(status: int, *attributes: tuple[int, str, int | str]) -> bytes:
    """An answer written from RFC 8010, not by our encoder."""
    body = bytes((1, 1)) + status.to_bytes(2, "big") + bytes(4) + b"\x01"
    for tag, name, value in attributes:
        raw = value.to_bytes(4, "big") if isinstance(value, int) else value.encode()
        body += (
            bytes([tag]) + len(name).to_bytes(2, "big") + name.encode() + len(raw).to_bytes(2, "big") + raw
        )
    return body + b"\x03"


class Told:
    """What the printer at the other end says to each operation, and what it got."""

    def __init__(self) -> None:
        self.state, self.reasons, self.job_state = 3, "none", COMPLETED
        self.status = 0
        self.documents: list[bytes] = []

    def answer(self, body: bytes) -> bytes:
        """To one request."""
        match int.from_bytes(body[2:4], "big"):
            case 0x0B:
                state = (0x23, "printer-state", self.state)
                return said(self.status, state, (0x44, "printer-state-reasons", self.reasons))
            case 0x02:
                self.documents.append(body[body.index(b"\x03%PDF") + 1 :])
                return said(self.status, (0x21, "job-id", 7))
            case _:
                return said(self.status, (0x23, "job-state", self.job_state))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def printer(told: Told) -> Iterator[IppPrinter]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = told.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing to read."""

    server = HTTPServer((HOST, 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield IppPrinter(HOST, server.server_port, "/ipp/print")
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_paper_goes_as_a_pdf_and_counts_once_its_job_is_completed(
    printer: IppPrinter, told: Told, press: Press, texts: Texts
) -> None:
    made = press.make(queue_ticket(sample_ticket(), texts), printer.encoders)
    begun: list[bool] = []
    printer.send("queue_ticket-A017", made, lambda: begun.append(True))
    assert printer.confirm().worked_off
    assert told.documents == list(made.values())
    assert begun == [True]


@pytest.mark.parametrize(
    ("state", "reasons", "reason"),
    [
        (5, "media-empty-error", Reason.OUT_OF_PAPER),
        (5, "cover-open", Reason.COVER_OPEN),
        (5, "media-jam-error", Reason.FAULT),
        (5, "none", Reason.FAULT),
        (3, "media-low-warning", None),
    ],
)
def test_what_stops_the_printer_is_said_in_our_words(
    printer: IppPrinter, told: Told, state: int, reasons: str, reason: Reason | None
) -> None:
    told.state, told.reasons = state, reasons
    found = printer.ask()
    assert found.stops is reason
    assert (found.warns is Reason.NEAR_END) == (reasons == "media-low-warning")


def test_a_job_that_the_printer_ends_by_itself_is_cut_short(
    printer: IppPrinter, told: Told, press: Press, texts: Texts
) -> None:
    told.job_state = ABORTED
    printer.send("n", press.make(queue_ticket(sample_ticket(), texts), printer.encoders), lambda: None)
    with pytest.raises(PrinterError) as failure:
        printer.confirm()
    assert failure.value.cut_short


def test_a_printer_that_is_not_there_is_absent_and_one_that_refuses_is_at_fault(
    printer: IppPrinter, told: Told
) -> None:
    with pytest.raises(PrinterError) as nobody:
        IppPrinter(HOST, 9, "/ipp/print").ask()
    assert nobody.value.reason is Reason.ABSENT
    told.status = 0x0507
    with pytest.raises(PrinterError) as refused:
        printer.ask()
    assert refused.value.reason is Reason.FAULT


@given(st.binary(max_size=200))
def test_any_answer_is_survived(data: bytes) -> None:
    try:
        found = ipp.answer(data)
    except ipp.NotIpp:
        return
    assert isinstance(found.status, int)


@given(st.data())
def test_a_good_answer_cut_anywhere_is_none(data: st.DataObject) -> None:
    whole = said(0, (0x23, "printer-state", 3), (0x44, "printer-state-reasons", "none"))
    assert ipp.answer(whole).words("printer-state-reasons") == {"none"}
    with pytest.raises(ipp.NotIpp):
        ipp.answer(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.fixture
def eve_printer(tmp_path: Path) -> Iterator[tuple[IppPrinter, Path]]:
    """Debian's reference printer. It ends by itself where no D-Bus and avahi run: then there is nothing to test."""
    program = shutil.which("ippeveprinter", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("no ippeveprinter (Debian: cups-ipp-utils)")
    port = 18_000 + hash(tmp_path) % 900
    printer = subprocess.Popen(
        [
            program,
            "-d",
            str(tmp_path),
            "-k",
            "-s",
            "600,600",
            *f"-p {port} -n localhost -f application/pdf pingan".split(),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    way = IppPrinter("localhost", port, "/ipp/print")
    try:
        for _ in range(100):
            if printer.poll() is not None:
                pytest.skip("ippeveprinter ends without D-Bus and avahi (toolchain.md §6)")
            try:
                way.ask()
                break
            except PrinterError:
                time.sleep(0.02)
        yield way, tmp_path
    finally:
        printer.terminate()
        printer.wait()


def test_debians_reference_printer_takes_a_ticket_and_gives_it_up_when_told(
    eve_printer: tuple[IppPrinter, Path], press: Press, texts: Texts
) -> None:
    way, folder = eve_printer
    made = press.make(queue_ticket(sample_ticket(), texts), way.encoders)
    way.send("queue_ticket-A017", made, lambda: None)
    (file,) = folder.rglob("*.pdf")
    assert file.read_bytes() == next(iter(made.values()))
    assert way.ask().stops is None
    job = way._job_id
    way.abandon()
    way._job_id = job
    with pytest.raises(PrinterError, match="job-state 7"):
        way.confirm()
