"""Area paper: how long a ticket takes to make; its bytes, and when the last of them has arrived at 9,600 baud."""

import os
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from case_store.kiosk.outbox import KioskOutbox
from case_store.policy_files import load_texts
from printing.faces import Faces
from printing.paper import Paper
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import JobState, PrintOutcome
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from tests.bench.measure import Measurement, at_most, median_of_rounds
from tests.bench.paper_making import last_bytes, making
from tests.bench.standing_hall import DISK, ROOT
from tests.printing.pty_printer import PtyPrinter
from tests.printing.samples import leased_ticket, sample_ticket
from tests.printing.thermal_paper import ThermalPaper

BYTES_MAX, SECONDS_MAX = 560, 0.6  # so that a ticket is on the line in 0.6 s
BYTES_PER_S = 960  # 9,600 baud, 8N1
CUT = b"\x1dV\x42\x00"
READY_S = 0.2  # fonts read, port open, printer asked: before the first citizen comes
PATIENCE_S = 10.0


def measure() -> list[Measurement]:
    """Of the longest ticket that a kiosk prints."""
    texts = load_texts(ROOT / "assets")
    press = Press(Faces(ROOT / "assets" / "fonts"))
    tickets = [queue_ticket(t, texts) for t in (sample_ticket(), sample_ticket(draft=True), leased_ticket())]
    sizes = {
        len(press.make(ticket, {Encoding.NATIVE: native})[Encoding.NATIVE]): ticket for ticket in tickets
    }
    longest = max(sizes)
    seconds = median_of_rounds(lambda: _last_byte_after(press, sizes[longest]))
    return [
        at_most("paper.ticket_bytes", longest, "bytes", BYTES_MAX),
        at_most("paper.ticket_last_byte", seconds, "s", SECONDS_MAX, beside=longest / BYTES_PER_S),
        *making(),
        *last_bytes(),
    ]


class _QuickHead(ThermalPaper):
    """Answers and burns nothing: drawing would slow the line, which a printer's does not."""

    def feed(self, data: bytes) -> bytes:
        return bytes(self.status(number) for number in _questions(data))


def _questions(data: bytes) -> list[int]:
    """The kinds of DLE EOT in what was heard; the pace of the line brings each question whole."""
    return [int(asked[0]) for asked in data.split(b"\x10\x04")[1:]]


def _last_byte_after(press: Press, ticket: Paper) -> float:
    """Seconds from handing the ticket to the spooler; the bare line is measured beside it."""
    ended: SimpleQueue[PrintOutcome] = SimpleQueue()
    printer = PtyPrinter(_QuickHead(), bytes_per_s=BYTES_PER_S)
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder, printer:
        outbox = KioskOutbox(Path(folder) / "kiosk.db", os.urandom(32))
        jobs = SqliteJobStore(outbox.connect)
        spooler = Spooler(jobs, press, EscPosLine(SerialWire(printer.port)), ended.put)
        spooler.start()
        sleep(READY_S)
        started = monotonic()
        spooler.submit("visit/queue_ticket", ticket, "A017")
        while CUT not in printer.received and monotonic() < started + PATIENCE_S:
            sleep(0.001)
        seconds = monotonic() - started
        outcome = ended.get(timeout=PATIENCE_S)
        spooler.close()
        jobs.close()
        outbox.close()
    if outcome.state is not JobState.PRINTED:
        raise RuntimeError(f"the ticket did not come out: {outcome}")
    return seconds
