"""What printers say and are sent: status, IPP, ESC/POS; profiles and addresses; rows of the print journal."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from printing.spool.job import PrinterError
from printing.spool.job_store import SqliteJobStore
from printing.spool.printer_status import QUESTIONS, Replies, condition
from printing.spool.roll import outlook
from printing.thermal.printer_profile import PROFILES_FILE, load_profiles
from printing.transports import ipp, ipp_printer
from printing.transports.address import checked
from printing.transports.bands import BAND_BYTES, bands
from printing.virtual.build import Build
from printing.virtual.printer import SHEET_DOTS_MAX, VirtualPrinter
from tests.fuzz_devices.parser import ASSETS, Parser, holds, in_one_piece, pieces

_FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
_FORGET = b"\0\0\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # the end of whatever was begun, DLE DC4 8
_TICKET = b"\x1b@\x1c&\x1ba\x01" + "您的号码 A017\n".encode("gb18030") + b"\x1dV\x42\x00"
_QR = b"\x1d(k\x03\x00\x31\x43\x06\x1d(k\x13\x00\x31\x50\x30https://a.b/t/0\x1d(k\x03\x00\x31\x51\x30"
_DOTS = b"\x1dv0\x00\x02\x00\x03\x00\xff\x00\xff\xff\x00\xff"
_FEED_DOTS_MAX = 10_000  # one order feeds no more than a metre and a bit
_LINE_MAX = 200  # letters
_ANSWERED_MAX = 8  # times what was asked


def printer_status(data: bytes, *, is_checked: bool) -> None:
    """Any bytes from a printer: however they are cut the same facts; a good answer behind them is heard."""
    whole, parted = Replies(), Replies()
    whole.hear(data)
    for _, piece in pieces(data):
        parted.hear(piece)
    for byte in data:
        condition(dict.fromkeys(QUESTIONS, byte))
    holds(whole.how_far + whole.noise + len(whole.status) <= len(data), "more was heard than was said")
    whole.hear(b"\x16")
    holds(whole.status[-1] == 0x16, "the next answer was not heard")


@cache
def _printer(build: Build) -> VirtualPrinter:
    return VirtualPrinter(_FACE, build)


def escpos(data: bytes, *, is_checked: bool) -> None:
    """Any bytes to the virtual printer, which stays; told to forget and given paper it prints the next ticket."""
    one = _printer(Build(cutter=bool(len(data) & 1)))
    now = _later(one)
    for seconds, piece in pieces(data):
        now += seconds
        one.feed(piece, now)
        holds(one.state.buffered_bytes <= one.build.buffer_bytes, "more than its buffer holds")
        holds(one._head.y <= SHEET_DOTS_MAX + _FEED_DOTS_MAX, "paper without end")
        holds(len(one._head._line) <= _LINE_MAX, "a line without end")
        holds(len(one.answers()) <= _ANSWERED_MAX * len(piece) + _ANSWERED_MAX, "answers without end")
    _let_work(one, now)
    if is_checked:
        before = one.state.sheets_count
        one.feed(_TICKET, _later(one))
        one.tear()
        holds(one.state.sheets_count == before + 1, "the next ticket was not printed")
        holds(one.sheets()[-1].tobytes() == _first_ticket(), "the next ticket is another than the first")


@cache
def _first_ticket() -> bytes:
    """As a printer prints it that has heard nothing before."""
    one = VirtualPrinter(_FACE)
    one.feed(_TICKET, 0.0)
    return one.sheets()[-1].tobytes()


def _let_work(one: VirtualPrinter, now: float) -> None:
    """A driver that resets it, and somebody who puts in paper and waits until it is cool."""
    one.feed(_FORGET, now)
    one.set_paper_mm(50_000)
    one.set_temperature(25.0)
    one.feed(_FORGET + b"\x1b@\x1da\0", now)
    one.tear()
    one.answers()


def _later(one: VirtualPrinter) -> float:
    """An hour behind everything that it has done."""
    return (one._seen_at or 0.0) + 3_600.0


def stream_bands(data: bytes, *, is_checked: bool) -> None:
    """A stream cut for a slow printer is the same stream, in pieces that are short where its commands are."""
    cut = list(bands(data, 64))
    holds(b"".join(cut) == data, "the stream has changed")
    holds(all(cut) and len(list(bands(data, BAND_BYTES))) <= len(cut), "pieces of nothing")


def ipp_answer(data: bytes, *, is_checked: bool) -> None:
    """Whatever a network printer answers is an answer or none."""
    try:
        found = ipp.answer(data)
    except ipp.NotIpp:
        return
    ipp_printer._condition(found.words("printer-state-reasons"), found.number("printer-state") == 5)
    found.number("job-id")


def _ipp_answers() -> Iterator[bytes]:
    head = b"\x01\x01\x00\x00\x00\x00\x00\x01\x01"
    yield head + b"\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x05\x03"
    reasons = b"\x44\x00\x15printer-state-reasons\x00\x0bmedia-empty\x44\x00\x00\x00\x09media-low"
    yield head + b"\x04" + reasons + b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x07\x03"


@cache
def _file() -> Path:
    return Path(mkdtemp(prefix="pingan-fuzz-")) / "printers.toml"


def printer_profiles(data: bytes, *, is_checked: bool) -> None:
    """A file of profiles is read, or refused with ValueError."""
    _file().write_bytes(data)
    try:
        load_profiles(_file())
    except ValueError:
        return


def _profiles() -> Iterator[bytes]:
    yield b'[mine]\nlabel = "x"\ndots = 384\npaper_mm = 58\nqr = false\nbuffer_bytes = 4_096\n'
    yield PROFILES_FILE.read_bytes()[:400]


def printer_address(data: bytes, *, is_checked: bool) -> None:
    """A line of a configuration is a way to a printer, or refused with ValueError."""
    try:
        checked(data.decode("utf-8", "surrogateescape"))
    except ValueError:
        return


@cache
def _jobs() -> tuple[sqlite3.Connection, SqliteJobStore]:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    return connection, SqliteJobStore(lambda: connection)


def print_journal(data: bytes, *, is_checked: bool) -> None:
    """Rows that another version, or nobody, wrote: what is no job is no reason not to print."""
    connection, store = _jobs()
    connection.execute("DELETE FROM print_job")
    for row in data.split(b"\n"):
        values: list[object] = [part.decode("utf-8", "replace") for part in (row.split(b"|") + [b""] * 4)[:4]]
        given = [*values[:4], values[3] or None]
        connection.execute(
            "INSERT OR IGNORE INTO print_job (job_id, kind, ticket_no, state, reason) VALUES (?, ?, ?, ?, ?)",
            given,
        )
    numbers = [int.from_bytes(data[at : at + 8], "little", signed=True) for at in range(0, 48, 8)]
    told = [(data[at : at + 1] or b"\0")[0] for at in range(4)]
    widths = [
        float("inf") if byte == 0xFF else float(number) for byte, number in zip(told, numbers, strict=False)
    ]
    connection.execute(
        "INSERT OR REPLACE INTO paper_roll VALUES (1, ?, ?, ?, ?, ?, ?)",
        (*widths[:2], numbers[2], widths[3], *numbers[4:]),
    )
    try:
        store.unsettled()
        if (roll := store.roll()) is not None:
            outlook(roll, 1_800_000_000.0, 130.0)
    except PrinterError:
        return


PARSERS = {
    "printer_status": Parser(
        room="printing",
        play=printer_status,
        seeds=lambda: (in_one_piece(b"\x16\x12\x72\x1e\x0f\x14"),),
        bytes_max=128,
    ),
    "escpos": Parser(
        room="printing",
        play=escpos,
        seeds=lambda: map(
            in_one_piece,
            (_TICKET, _QR + _TICKET, _DOTS + _TICKET, b"\x10\x04\x01\x10\x05\x02\x1da\xff\x1dr\x01"),
        ),
    ),
    "stream_bands": Parser(room="printing", play=stream_bands, seeds=lambda: (_TICKET, _QR, _DOTS)),
    "ipp_answer": Parser(room="printing", play=ipp_answer, seeds=_ipp_answers),
    "printer_profiles": Parser(room="printing", play=printer_profiles, seeds=_profiles, bytes_max=512),
    "printer_address": Parser(
        room="printing",
        play=printer_address,
        seeds=lambda: (
            b"serial:/dev/ttyUSB0?baud=9600",
            b"tcp://h:9100?profile=generic_58",
            b"ipps://h:631/ipp/print",
        ),
        bytes_max=256,
    ),
    "print_journal": Parser(
        room="printing",
        play=print_journal,
        seeds=lambda: (b"v/t|queue_ticket|A017|printing\nv/r|receipt|A017|voided",),
    ),
}
