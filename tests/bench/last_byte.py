"""Area last_byte: a ticket handed to the spooler until its last byte has arrived, on every way to a printer.

Beside each the same bytes sent bare. The touch before it is `kiosk.confirm_to_first_byte`: 50 ms at most.
"""

import socket
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from time import monotonic, sleep

from case_store.policy_files import load_texts
from printing.faces import Faces
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import PrintOutcome
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from printing.transports.tcp_wire import TcpWire
from printing.transports.usb_wire import UsbWire
from tests.bench.measure import Measurement, at_most, median_of_rounds
from tests.bench.standing_hall import ROOT
from tests.printing.pty_printer import PtyPrinter
from tests.printing.quick_head import CUT, QuickHead, TcpPrinter
from tests.printing.samples import sample_ticket

SECONDS_MAX = 0.6  # issue 8
BAUDS = (9_600, 19_200, 115_200)
PATIENCE_S = 15.0


def measure() -> list[Measurement]:
    """The longest way first."""
    return [*(_serial(baud) for baud in BAUDS), _usb(), _tcp()]


def _serial(baud: int) -> Measurement:
    head = QuickHead()
    with PtyPrinter(head, bytes_per_s=baud / 10) as line:  # type: ignore[arg-type]
        seconds, size = _rounds(EscPosLine(SerialWire(line.port, baud)), head)
    return _told(f"serial_{baud}", seconds, beside=size * 10 / baud)


def _usb() -> Measurement:
    head = QuickHead()
    with PtyPrinter(head) as device:  # type: ignore[arg-type]
        seconds, size = _rounds(EscPosLine(UsbWire(Path(device.port))), head)
    return _told("usb", seconds, beside=_bare_tcp(size))


def _tcp() -> Measurement:
    head = QuickHead()
    with TcpPrinter(head.feed) as printer:
        seconds, size = _rounds(EscPosLine(TcpWire("127.0.0.1", printer.port)), head)
    return _told("tcp", seconds, beside=_bare_tcp(size))


def _told(way: str, seconds: float, *, beside: float) -> Measurement:
    return at_most(f"last_byte.{way}", seconds, "s", SECONDS_MAX, beside=beside)


def _rounds(way: EscPosLine, head: QuickHead) -> tuple[float, int]:
    """(seconds, bytes of the paper), the printer found and asked before, as in a kiosk that stands there."""
    texts = load_texts(ROOT / "assets")
    press = Press(Faces(ROOT / "assets" / "fonts"))
    ticket = queue_ticket(sample_ticket(), texts)
    told: SimpleQueue[PrintOutcome] = SimpleQueue()
    jobs = SqliteJobStore(lambda: sqlite3.connect(":memory:", check_same_thread=False))
    spooler = Spooler(jobs, press, way, told.put)
    spooler.start()
    numbers = iter(range(1_000))

    def one() -> float:
        head.done.clear()
        spooler.expect()
        sleep(0.3)
        started = monotonic()
        spooler.submit(f"visit-{next(numbers)}", ticket, "A017")
        _wait(lambda: CUT in head.done)
        seconds = monotonic() - started
        if not told.get(timeout=PATIENCE_S).has_paper:
            raise RuntimeError("the ticket did not come out")
        return seconds

    one()
    seconds = median_of_rounds(one)
    spooler.close()
    jobs.close()
    (data,) = press.make(ticket, way.encoders).values()
    return seconds, len(data)


def _bare_tcp(size: int) -> float:
    """Seconds for that many bytes to a socket that only reads."""
    server = socket.create_server(("127.0.0.1", 0))
    sender = socket.create_connection(server.getsockname())
    reader, _ = server.accept()
    started = monotonic()
    sender.sendall(bytes(size))
    left = size
    while left:
        left -= len(reader.recv(512))
    seconds = monotonic() - started
    for end in (sender, reader, server):
        end.close()
    return seconds


def _wait(condition: Callable[[], bool]) -> None:
    give_up_at = monotonic() + PATIENCE_S
    while not condition() and monotonic() < give_up_at:
        time.sleep(0.001)
