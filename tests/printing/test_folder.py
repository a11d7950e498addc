"""Where there is no printer, papers are files."""

import sqlite3
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue

import pytest
import zxingcpp
from PIL import Image

from cases.texts import Texts
from printing.slips.queue_ticket import queue_ticket
from printing.spool.job import JobState, PrinterError, PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.folder import FolderTransport
from tests.printing.samples import TICKET_URL, sample_ticket
from tests.printing.thermal_paper import ThermalPaper


def printed(folder: Path, tmp_path: Path, press: Press, texts: Texts, count: int = 1) -> list[PrintOutcome]:
    jobs = SqliteJobStore(lambda: sqlite3.connect(tmp_path / "spool.db", check_same_thread=False))
    told: SimpleQueue[PrintOutcome] = SimpleQueue()
    spooler = Spooler(jobs, press, FolderTransport(folder), told.put)
    spooler.start()
    for number in range(count):
        spooler.submit(f"visit-{number}", queue_ticket(sample_ticket(), texts), "A017")
    outcomes = [told.get(timeout=10) for _ in range(count)]
    spooler.close()
    jobs.close()
    return outcomes


def test_a_ticket_becomes_three_files_that_all_say_the_same(
    tmp_path: Path, press: Press, texts: Texts
) -> None:
    folder = tmp_path / "var" / "papers"
    (outcome,) = printed(folder, tmp_path, press, texts)
    assert outcome.state is JobState.PRINTED
    assert outcome.first_byte_at is not None
    assert sorted(path.name for path in folder.iterdir()) == [
        "queue_ticket-A017.bin",
        "queue_ticket-A017.pdf",
        "queue_ticket-A017.png",
    ]
    dots = Image.open(BytesIO((folder / "queue_ticket-A017.png").read_bytes())).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(dots)] == [TICKET_URL]
    printer = ThermalPaper()
    printer.feed((folder / "queue_ticket-A017.bin").read_bytes())
    assert [code.text for code in zxingcpp.read_barcodes(printer.sheets[0])] == [TICKET_URL]
    assert (folder / "queue_ticket-A017.pdf").read_bytes().startswith(b"%PDF-")


def test_a_second_paper_of_the_same_name_does_not_cover_the_first(
    tmp_path: Path, press: Press, texts: Texts
) -> None:
    printed(tmp_path / "papers", tmp_path, press, texts, count=3)
    assert sorted(path.name for path in (tmp_path / "papers").glob("*.png")) == [
        "queue_ticket-A017-2.png",
        "queue_ticket-A017-3.png",
        "queue_ticket-A017.png",
    ]


def test_a_folder_that_cannot_be_is_a_printer_that_is_absent(
    tmp_path: Path, press: Press, texts: Texts
) -> None:
    (tmp_path / "papers").write_text("a file stands here")
    (outcome,) = printed(tmp_path / "papers", tmp_path, press, texts)
    assert (outcome.state, outcome.reason) == (JobState.FAILED, Reason.ABSENT)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path / "papers")
    transport.ask()
    made = dict.fromkeys(FolderTransport.encoders, b"x")
    transport.send("../../receipt", made, lambda: None)
    assert len(list((tmp_path / "papers").iterdir())) == 3


def test_a_folder_that_vanishes_leaves_no_half_file(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path / "papers")
    made = dict.fromkeys(FolderTransport.encoders, b"x")
    with pytest.raises(PrinterError) as lost:
        transport.send("receipt", made, lambda: None)
    assert lost.value.reason is Reason.ABSENT
    assert not (tmp_path / "papers").exists()
