"""A virtual ID-card reader, written after the table of domain.md §8.1 and not after our parser: frames are built here.

It is strict as readers are: a card that was read is found again only after it was lifted. Faults can be switched on.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from devices.card_reader.virtual_card import VirtualCard
from devices.virtual_line import VirtualLine

_HEAD = bytes.fromhex("AAAAAA9669")
_ASKED = {  # as the table writes them
    "AAAAAA96690003 10FF EC": "reset",
    "AAAAAA96690003 11FF ED": "status",
    "AAAAAA96690003 12FF EE": "sam",
    "AAAAAA96690003 2001 22": "find",
    "AAAAAA96690003 2002 21": "select",
    "AAAAAA96690003 3001 32": "read",
    "AAAAAA96690003 3003 30": "address",
}
QUESTIONS = {bytes.fromhex(frame): name for frame, name in _ASKED.items()}
_QUESTION_BYTES = 10
_TEXT_AND_PHOTO = bytes.fromhex("01000400")
_NOT_A_PHOTO = bytes(range(256)) * 4  # 1024 bytes of nobody


class Fault(Enum):
    """What can be wrong with it."""

    NONE = auto()
    SILENT = auto()
    NOISE = auto()  # bytes of nothing before each answer, half a frame among them
    SHORT = auto()  # each answer stops in its middle
    WRONG_CHECK = auto()
    TWO_CARDS = auto()  # a second card's answer follows the first
    COLLISION = auto()  # found, but none can be selected


@dataclass(slots=True)
class _Lying:
    card: VirtualCard
    other: VirtualCard | None = None
    found: bool = False
    selected: bool = False
    was_read: bool = False


class VirtualReader:
    """`heard` alone is the reader; with `at`, a name for its port, it stands on a pty. For any thread.

    `strict`: as the table says. Otherwise it finds a card again and again, and knows of no newer address.
    """

    def __init__(self, at: Path | None = None, *, strict: bool = True) -> None:
        self._strict = strict
        self._heard = bytearray()
        self._lying: _Lying | None = None
        self._fault, self._refuses_with = Fault.NONE, 0
        self._lock = threading.Lock()
        self.line = VirtualLine(at, self.heard) if at is not None else None

    def start(self) -> None:
        """On its pty."""
        if self.line is not None:
            self.line.start()

    def close(self) -> None:
        """Off it."""
        if self.line is not None:
            self.line.close()

    def place(self, card: VirtualCard, other: VirtualCard | None = None) -> None:
        """Onto the reader; `other`: a second one with it, for `Fault.TWO_CARDS`."""
        with self._lock:
            self._lying = _Lying(card, other)

    def take_away(self) -> None:
        """From the reader."""
        with self._lock:
            self._lying = None

    def break_(self, fault: Fault) -> None:
        """From now on."""
        with self._lock:
            self._fault = fault

    def refuse_with(self, status: int) -> None:
        """Every question is answered with this SW3; 0: no more."""
        with self._lock:
            self._refuses_with = status

    def heard(self, data: bytes) -> bytes:
        """What it says to these bytes."""
        with self._lock:
            self._heard += data
            said = b""
            while (at := self._heard.find(_HEAD)) >= 0 and len(self._heard) >= at + _QUESTION_BYTES:
                asked = bytes(self._heard[at : at + _QUESTION_BYTES])
                del self._heard[: at + _QUESTION_BYTES]
                said += self._on_the_line(self._answers(QUESTIONS.get(asked)))
            return said

    def _answers(self, asked: str | None) -> tuple[bytes, ...]:
        if self._refuses_with:
            return (_frame(self._refuses_with),)
        lying = self._lying
        match asked:
            case None:
                return (_frame(0x21),)
            case "reset" | "status":
                return (_frame(0x90),)
            case "sam":
                return (_frame(0x90, bytes(16)),)
            case "find" if lying is not None and not (lying.was_read and self._strict):
                lying.found = True
                return (_frame(0x9F, bytes(4)),)
            case "select" if lying is not None and lying.found and self._fault is not Fault.COLLISION:
                lying.selected = True
                return (_frame(0x90, bytes(8)),)
            case "select":
                return (_frame(0x81),)
            case "read" if lying is not None and lying.selected:
                lying.was_read = True
                cards = [lying.card]
                if self._fault is Fault.TWO_CARDS and lying.other is not None:
                    cards.append(lying.other)
                return tuple(_frame(0x90, _TEXT_AND_PHOTO + card.text() + _NOT_A_PHOTO) for card in cards)
            case "address" if not self._strict:
                return (_frame(0x21),)
            case "address" if lying is not None and lying.was_read:
                moved = lying.card.moved()
                return (_frame(0x90, moved) if moved else _frame(0x91),)
            case "read" | "address":
                return (_frame(0x41),)
        return (_frame(0x80),)

    def _on_the_line(self, answers: tuple[bytes, ...]) -> bytes:
        whole = b"".join(answers)
        fault: dict[Fault, Callable[[], bytes]] = {
            Fault.SILENT: lambda: b"",
            Fault.NOISE: lambda: b"\x00\xff\xaa\xaa\x96" + whole[:3] + b"\x55" + whole,
            Fault.SHORT: lambda: whole[: len(whole) // 2],
            Fault.WRONG_CHECK: lambda: whole[:-1] + bytes((whole[-1] ^ 0x40,)),
        }
        return fault.get(self._fault, lambda: whole)()


def _frame(status: int, data: bytes = b"") -> bytes:
    body = (len(data) + 4).to_bytes(2, "big") + bytes((0, 0, status)) + data
    check = 0
    for byte in body:
        check ^= byte
    return _HEAD + body + bytes((check,))
