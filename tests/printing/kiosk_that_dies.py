"""A kiosk's spooler as a process of its own: prints two tickets and says so, until somebody kills it.

python -m tests.printing.kiosk_that_dies SPOOL_FILE PORT
"""

import sys
import time
from pathlib import Path

import sqlcipher3

from cases.texts import parse_texts
from printing.faces import Faces
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import PrintOutcome
from printing.spool.job_store import Connection, SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from tests.printing.samples import sample_ticket

ASSETS = Path(__file__).parents[2] / "assets"
LIVES_S_MAX = 20


def connect(spool_file: str) -> Connection:
    """As a kiosk opens it; the key is the test's."""
    connection = sqlcipher3.connect(spool_file, check_same_thread=False, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    opened: Connection = connection
    return opened


def main(spool_file: str, port: str) -> None:
    texts = parse_texts({"papers.toml": (ASSETS / "texts" / "papers.toml").read_text("utf-8")})
    jobs = SqliteJobStore(lambda: connect(spool_file))

    def tell(outcome: PrintOutcome) -> None:
        print("told", outcome.job_id, outcome.state.value, flush=True)

    spooler = Spooler(jobs, Press(Faces(ASSETS / "fonts")), EscPosLine(SerialWire(port)), tell)
    spooler.start()
    for number in (1, 2):
        ticket = sample_ticket(ticket_no=f"A00{number}")
        spooler.submit(f"visit-{number}", queue_ticket(ticket, texts), ticket.ticket_no)
        print("kept", f"visit-{number}", flush=True)
    time.sleep(LIVES_S_MAX)


if __name__ == "__main__":
    main(*sys.argv[1:])
