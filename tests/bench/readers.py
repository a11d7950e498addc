"""The parsers of card reader and scanner beside their lines: how many times the line's rate they read."""

import time
from datetime import date
from pathlib import Path

from devices.card_reader.card import read_card
from devices.card_reader.frames import FrameReader
from devices.card_reader.virtual import VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.scanner.scanner import Scanner
from tests.bench.measure import Measurement, at_least_ratio, median_of_rounds

FRAMES = 2_000
LINES = 20_000
TIMES_THE_LINE = 100.0
CHUNK = 64  # bytes, as a serial line hands them over
_TEXT = slice(4, 260)
_ASKED = ("AAAAAA96690003200122", "AAAAAA96690003200221", "AAAAAA96690003300132")
_URL = "https://zz.pingan-hall.example"


def measure() -> list[Measurement]:
    """Bytes a second, text and number checked, beside what 8N1 carries."""
    frames, codes = median_of_rounds(_frames), median_of_rounds(_codes)
    return [
        at_least_ratio("readers.card_frame", frames, "kB/s", 115_200 / 10 / 1000, TIMES_THE_LINE),
        at_least_ratio("readers.scanned_line", codes, "kB/s", 9_600 / 10 / 1000, TIMES_THE_LINE),
    ]


def _frames() -> float:
    """The largest answer, text and photo: 1,295 bytes each."""
    reader = VirtualReader()
    reader.place(load_cards(Path("assets"))["li_moujia"])
    frame = b""
    for asked in _ASKED:
        frame = reader.heard(bytes.fromhex(asked))
    stream, today, parser = frame * FRAMES, date(2026, 11, 30), FrameReader()
    read = 0
    began = time.perf_counter()
    for at in range(0, len(stream), CHUNK):
        for answer in parser.feed(stream[at : at + CHUNK]):
            read_card(answer.data[_TEXT], b"", today)
            read += 1
    took = time.perf_counter() - began
    if read != FRAMES:
        raise RuntimeError(f"{read} of {FRAMES} frames were read")
    return len(stream) / took / 1000


def _codes() -> float:
    """Tickets, each another one."""
    stream = "".join(f"{_URL}/t/{number:016d}\r\n" for number in range(LINES)).encode()
    scanner = Scanner(lambda: _URL)
    read = 0
    began = time.perf_counter()
    for at in range(0, len(stream), CHUNK):
        read += len(scanner.received(stream[at : at + CHUNK], began))
    took = time.perf_counter() - began
    if read != LINES:
        raise RuntimeError(f"{read} of {LINES} codes were read")
    return len(stream) / took / 1000
