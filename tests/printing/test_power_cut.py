"""The kiosk loses its power with one ticket half printed and one waiting (SIGKILL at a real process)."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import zxingcpp

from cases.texts import Texts
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import JobState, PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from tests.printing.kiosk_that_dies import connect
from tests.printing.pty_printer import PtyPrinter
from tests.printing.samples import TICKET_URL, sample_ticket
from tests.printing.test_spooler import wait_until
from tests.printing.thermal_paper import ThermalPaper

HOUSE = Path(__file__).parents[2]
TOLD_S_MAX = 10.0
Told = SimpleQueue[PrintOutcome]


def cut_the_power_in_the_middle(spool_file: Path, line: PtyPrinter) -> list[str]:
    """Kill the kiosk when the first ticket's number is on the line; what it had said until then."""
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "tests.printing.kiosk_that_dies", str(spool_file), line.port],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert kiosk.stdout is not None
    with kiosk:
        said: list[str] = []
        while "kept visit-2" not in said:
            said.append(kiosk.stdout.readline().strip())
        wait_until(lambda: b"A001" in line.received)
        kiosk.send_signal(signal.SIGKILL)
        line.lose_what_is_under_way()
        said += [row.strip() for row in kiosk.stdout if row.startswith("told")]
    return [row for row in said if row.startswith(("kept", "told"))]


@contextmanager
def started_again(
    press: Press, spool_file: Path, line: PtyPrinter
) -> Iterator[tuple[Spooler, "SimpleQueue[PrintOutcome]"]]:
    jobs = SqliteJobStore(lambda: connect(str(spool_file)))
    told: Told = SimpleQueue()
    spooler = Spooler(jobs, press, EscPosLine(SerialWire(line.port), settle_s=0.05), told.put)
    spooler.start()
    yield spooler, told
    spooler.close()
    jobs.close()


def test_after_a_power_cut_both_tickets_are_voided_once_told_and_never_printed(
    tmp_path: Path, press: Press, texts: Texts
) -> None:
    spool_file = tmp_path / "spool.db"
    with PtyPrinter(ThermalPaper(), bytes_per_s=960) as line:
        assert cut_the_power_in_the_middle(spool_file, line) == ["kept visit-1", "kept visit-2"]

        with started_again(press, spool_file, line) as (spooler, told):
            voided = [told.get(timeout=TOLD_S_MAX) for _ in range(2)]
            assert [(outcome.job_id, outcome.ticket_no) for outcome in voided] == [
                ("visit-1", "A001"),
                ("visit-2", "A002"),
            ]
            assert {(outcome.state, outcome.reason) for outcome in voided} == {
                (JobState.VOIDED, Reason.INTERRUPTED)
            }
            again = queue_ticket(sample_ticket(ticket_no="A001"), texts)
            assert not spooler.submit("visit-1", again, "A001")
            assert spooler.submit("visit-3", queue_ticket(sample_ticket(ticket_no="A003"), texts), "A003")
            assert told.get(timeout=TOLD_S_MAX).state is JobState.PRINTED

        with started_again(press, spool_file, line) as (_, told):
            pass
        assert told.empty()

        assert bytes(line.received).count(b"A001") == 1
        assert b"A002" not in line.received
        codes = [[code.text for code in zxingcpp.read_barcodes(sheet)] for sheet in line.printer.sheets]
        assert codes[-1] == [TICKET_URL]
        assert codes[:-1] == [[]]  # half of A001, cut off before the next ticket began
