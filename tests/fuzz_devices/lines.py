"""Machines at the end of a line: ID-card reader, scanner, keypad. Bytes come in pieces, with time between them."""

from collections.abc import Iterator
from datetime import date

from devices.card_reader.card import TEXT_BYTES, Card, read_card
from devices.card_reader.card_reader import CardRead, CardReader
from devices.card_reader.virtual import VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.keypad.keypad import Key, Keypad
from devices.scanner.scanner import LINE_BYTES_MAX, Scanned, Scanner
from tests.fuzz_devices.parser import ASSETS, Parser, holds, in_one_piece, pieces

_CARDS = load_cards(ASSETS)
_TODAY = date(2026, 11, 30)
_URL = "https://zz.pingan-hall.example"
_STEP_S = 0.1
_LET_PASS_S = 6.0
_FRAME_BYTES_MAX = 3 * 4096  # a read's worth more than the longest frame


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
    holds(len(machine._frames._heard) <= _FRAME_BYTES_MAX, "more than a frame is kept")
    if is_checked:
        reader = VirtualReader()
        _play(machine, reader, now, _LET_PASS_S)
        reader.place(_CARDS["li_moujia"])
        told = _play(machine, reader, now + _LET_PASS_S, 1.0)
        holds(any(isinstance(event, CardRead) for event in told), "the next card was not read")


def _play(machine: CardReader, reader: VirtualReader, now: float, seconds: float) -> list[object]:
    told: list[object] = []
    for _ in range(round(seconds / _STEP_S)):
        while asked := machine.outgoing():
            told += machine.received(reader.heard(asked), now)
        now += _STEP_S
        told += machine.tick(now)
    return told


def _reader_says() -> Iterator[bytes]:
    reader, said = VirtualReader(), b""
    reader.place(_CARDS["wu_mou"])
    for asked in ("200122", "200221", "300132", "300330"):
        answer = reader.heard(bytes.fromhex(f"AAAAAA96690003{asked}"))
        said += b"".join(bytes((1,)) + answer[at : at + 24] for at in range(0, len(answer), 24))
    yield said
    yield bytes((63,)) + said


def card_text(data: bytes, *, is_checked: bool) -> None:
    """256 bytes of any card, and a newer address behind them. `is_checked` is nothing here: nothing is kept."""
    found = read_card(data[:TEXT_BYTES], data[TEXT_BYTES:], _TODAY)
    if isinstance(found, Card):
        holds(bool(found.name and found.number) and len(found.address) <= TEXT_BYTES, "half a card")


def _texts() -> Iterator[bytes]:
    return (card.text() + card.moved() for card in _CARDS.values())


def scanner(data: bytes, *, is_checked: bool) -> None:
    """Whatever the scanner sends, and then a ticket."""
    machine, now = Scanner(lambda: _URL), 0.0
    for seconds, piece in pieces(data):
        now += seconds
        machine.received(piece, now)
        if (due := machine.due_at()) is not None and due <= now:
            machine.tick(now)
    holds(len(machine._line) <= LINE_BYTES_MAX, "more than a line is kept")
    if is_checked:
        told = machine.received(f"{_URL}/t/0123456789ABCDEF\r".encode(), now + 5)
        holds(any(isinstance(event, Scanned) for event in told), "the next code was not read")


def _codes() -> Iterator[bytes]:
    for page in "trv":
        yield in_one_piece(f"{_URL}/{page}/0123456789ABCDEF\r\n".encode())
    yield in_one_piece("ZZ150502000261123001724\r6901234567892\n\x1b[2Jمرحبا\r".encode())


def keypad(data: bytes, *, is_checked: bool) -> None:
    """Whatever comes from it, and then a key that was let go meanwhile."""
    machine, now = Keypad(), 0.0
    machine.opened(now)
    for seconds, piece in pieces(data):
        now += seconds
        holds(len(machine.received(piece, now)) <= len(piece), "a key that nobody pressed")
        if (due := machine.due_at()) is not None and due <= now:
            machine.tick(now)
    if is_checked:
        now += _LET_PASS_S
        machine.tick(now)
        holds(machine.received(b"\x37", now) == [Key.D7] and not machine.trouble, "the next key was not read")


PARSERS = {
    "card_reader": Parser(room="devices", play=card_reader, seeds=_reader_says, bytes_max=4096),
    "card_text": Parser(room="devices", play=card_text, seeds=_texts, bytes_max=TEXT_BYTES + 80),
    "scanner": Parser(room="devices", play=scanner, seeds=_codes, bytes_max=4096),
    "keypad": Parser(
        room="devices", play=keypad, seeds=lambda: (in_one_piece(b"0123456789\r?\x08"),), bytes_max=256
    ),
}
