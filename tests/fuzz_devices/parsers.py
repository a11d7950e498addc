"""What is fuzzed: each takes any bytes, and raises for whatever a machine on a line must never do.

The bytes are played as a line would bring them: in pieces, with time between them. Behind every `CHECK_EVERY`-th input
time passes, and then the next good frame must be read.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from devices.card_reader.card_reader import CardRead, CardReader
from devices.card_reader.virtual import VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.scanner.scanner import Scanned, Scanner

CHECK_EVERY = 256
_ASSETS = Path(__file__).parents[2] / "assets"
_CARDS = load_cards(_ASSETS)
_TODAY = date(2026, 11, 30)
_URL = "https://zz.pingan-hall.example"
_STEP_S = 0.1
_LET_PASS_S = 6.0
_KEPT_BYTES_MAX = 3 * 4096  # of what was heard: a read's worth more than the longest frame or line


def pieces(data: bytes) -> Iterator[tuple[float, bytes]]:
    """(seconds, bytes): a byte says how much follows and how long it was waited for."""
    at = 0
    while at < len(data):
        head = data[at]
        length = (head & 63) * 24 or 1
        yield (head >> 6) * 0.4, data[at + 1 : at + 1 + length]
        at += 1 + length


def card_reader(data: bytes, *, is_checked: bool) -> None:
    """Whatever the reader says, and then a card."""
    machine, now = CardReader(lambda: _TODAY, takes_lying=True), 0.0
    machine.opened(now)
    machine.want(now)
    for seconds, piece in pieces(data):
        now += seconds
        machine.tick(now)
        machine.received(piece, now)
        machine.outgoing()
    _bounded(machine._frames._heard)
    if is_checked:
        reader = VirtualReader()
        _play(machine, reader, now, _LET_PASS_S)
        reader.place(_CARDS["li_moujia"])
        told = _play(machine, reader, now + _LET_PASS_S, 1.0)
        if not any(isinstance(event, CardRead) for event in told):
            raise AssertionError("the next card was not read")


def scanner(data: bytes, *, is_checked: bool) -> None:
    """Whatever the scanner sends, and then a ticket."""
    machine, now = Scanner(lambda: _URL), 0.0
    for seconds, piece in pieces(data):
        now += seconds
        machine.received(piece, now)
        if (due := machine.due_at()) is not None and due <= now:
            machine.tick(now)
    _bounded(machine._line)
    if is_checked and not any(
        isinstance(event, Scanned)
        for event in machine.received(f"{_URL}/t/0123456789ABCDEF\r".encode(), now + 5)
    ):
        raise AssertionError("the next code was not read")


PARSERS: Mapping[str, Callable[..., None]] = {"card_reader": card_reader, "scanner": scanner}


def seeds(parser: str) -> tuple[bytes, ...]:
    """Inputs to begin with: what a good device says."""
    if parser == "scanner":
        return tuple(bytes((3,)) + f"{_URL}/{page}/0123456789ABCDEF\r\n".encode() for page in "trv")
    reader, said = VirtualReader(), b""
    reader.place(_CARDS["wu_mou"])
    for asked in ("200122", "200221", "300132", "300330"):
        answer = reader.heard(bytes.fromhex(f"AAAAAA96690003{asked}"))
        said += b"".join(bytes((1,)) + answer[at : at + 24] for at in range(0, len(answer), 24))
    return (said, bytes((63,)) + said)


def _play(machine: CardReader, reader: VirtualReader, now: float, seconds: float) -> list[object]:
    told: list[object] = []
    for _ in range(round(seconds / _STEP_S)):
        while asked := machine.outgoing():
            told += machine.received(reader.heard(asked), now)
        now += _STEP_S
        told += machine.tick(now)
    return told


def _bounded(kept: bytearray) -> None:
    if len(kept) > _KEPT_BYTES_MAX:
        raise AssertionError(f"{len(kept)} bytes are kept")
