"""The ID-card reader as a machine: find → select → read → a newer address → until the card is taken away.

Asked for a card only while somebody wants one (`want`): a card that lies there unasked is not read. Otherwise the
reader is asked how it is. A card that could not be read, or lay there before anybody asked, is read only after it was
lifted, and one that was told is told again only then: readers mostly hold it so themselves (domain.md §8.1), and a card
forgotten by one citizen must not be told to the next. What was read is in memory while it lies there, and nowhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from cases.refusal import Refusal
from devices.card_reader.card import NEW_ADDRESS_BYTES, TEXT_BYTES, Card, read_card
from devices.card_reader.frames import Answer, FrameReader, question


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was placed and read."""

    card: Card


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card that was read is gone from the reader."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A card was placed and not read; `code` is a refusal of refusals_card_reader.toml. It has to be lifted first."""

    code: str


CardEvent = CardRead | CardRemoved | Unreadable

OK, FOUND, NO_CARD, NOTHING_THERE = 0x90, 0x9F, 0x80, 0x91
CODES: Mapping[int, str] = {
    0x10: "reader.checksum",
    0x11: "reader.length",
    0x21: "reader.command",
    0x24: "reader.unknown_error",
    0x31: "reader.card_not_known",
    0x32: "reader.reader_not_known",
    0x33: "reader.not_verified",
    0x40: "reader.wrong_card",
    0x41: "reader.read_failed",
    0x47: "reader.random_failed",
    0x60: "reader.self_test",
    0x66: "reader.not_authorised",
    NO_CARD: "reader.lifted",  # in the middle of reading; while looking for a card it is no error
    0x81: "reader.select_failed",
    NOTHING_THERE: "reader.nothing_on_card",
}
"""What SW3 says, where it is no success."""
OF_THE_READER = frozenset({0x10, 0x11, 0x21, 0x24, 0x60, 0x66})  # the others are said of a card
SILENT, GARBLED, TOO_SLOW = "reader.silent", "reader.garbled", "reader.too_slow"
TWO_CARDS, LIFT_FIRST = "reader.two_cards", "reader.lift_first"


class _Step(Enum):
    """What it is about."""

    RESTING = auto()  # nobody wants a card
    FINDING = auto()
    SELECTING = auto()
    READING = auto()
    ADDRESS = auto()  # which the card was given later
    LYING = auto()  # until it is taken away


_ASKED: Mapping[_Step, tuple[bytes, float]] = {
    _Step.RESTING: (question(0x11, 0xFF), 1.0),
    _Step.FINDING: (question(0x20, 0x01), 1.0),
    _Step.SELECTING: (question(0x20, 0x02), 1.0),
    _Step.READING: (question(0x30, 0x01), 3.0),
    _Step.ADDRESS: (question(0x30, 0x03), 1.0),
    _Step.LYING: (question(0x30, 0x03), 1.0),  # only a card that lies there answers it
}
"""What is asked, and how many seconds until an answer is missed."""

FIND_EVERY_S = 0.3
REST_S = 3.0
MISSES_MAX = 3  # in a row; then the reader is of no use
_LENGTHS_BYTES = 4  # of text and photo, before them


class CardReader:
    """`today`: for ages and validity. `takes_lying`: a card placed before anybody asked is read (a counter's clerk sees
    whose it is; at a kiosk it may be the one that the last citizen forgot)."""

    def __init__(self, today: Callable[[], date], *, takes_lying: bool = False) -> None:
        self._today, self._takes_lying = today, takes_lying
        self._frames = FrameReader()
        self._step = _Step.RESTING
        self._wanted = self._lift_first = self._is_first_look = self._asked = False
        self._due: float = 0.0
        self._out = b""
        self._text = b""
        self._card: Card | None = None
        self._misses, self._damaged = 0, 0
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why it reads no card."""
        return self._trouble

    def want(self, now: float) -> Sequence[CardEvent]:
        """A card is wanted from now on."""
        if not self._wanted:
            self._wanted = True
            if self._step is not _Step.LYING:
                self._begin(now)
        return ()

    def unwanted(self, now: float) -> Sequence[CardEvent]:
        """None is wanted any more; one that is being read is forgotten."""
        if self._wanted:
            self._wanted = False
            if self._step is not _Step.LYING:
                self._go(_Step.RESTING, now)
        return ()

    def opened(self, now: float) -> Sequence[CardEvent]:
        """Begin anew: whose card lies there now nobody knows."""
        was_lying = self._step is _Step.LYING
        self._frames.forget()
        self._misses, self._trouble = 0, ""
        self._begin(now)
        return (CardRemoved(),) if was_lying else ()

    def received(self, data: bytes, now: float) -> Sequence[CardEvent]:
        """Answers; what nobody asked for is looked at only for a second card."""
        events: list[CardEvent] = []
        for answer in self._frames.feed(data):
            events += self._hear(answer, now)
        return events

    def tick(self, now: float) -> Sequence[CardEvent]:
        """Ask the next question, or miss an answer."""
        if now < self._due:
            return ()
        if not self._asked:
            self._ask(now)
            return ()
        self._frames.forget()
        self._missed(GARBLED if self._frames.damaged > self._damaged else SILENT)
        match self._step:
            case _Step.SELECTING | _Step.READING:
                return self._unreadable(TOO_SLOW, now)
            case _Step.ADDRESS:
                return self._told(b"", now)
            case _Step.LYING:
                return self._removed(now)
            case _:
                self._ask(now)
                return ()

    def due_at(self) -> float:
        """It is always asked something."""
        return self._due

    def outgoing(self) -> bytes:
        """The question, once."""
        out, self._out = self._out, b""
        return out

    # Answers.

    def _hear(self, answer: Answer, now: float) -> Sequence[CardEvent]:
        if self._step in (_Step.ADDRESS, _Step.LYING) and len(answer.data) > NEW_ADDRESS_BYTES:
            return self._second_text(answer, now)
        if not self._asked:
            return ()
        if answer.status in OF_THE_READER:
            self._missed(CODES[answer.status])
        else:
            self._misses, self._trouble = 0, ""
        match self._step:
            case _Step.RESTING:
                self._again(REST_S, now)
            case _Step.FINDING:
                return self._sought(answer, now)
            case _Step.SELECTING if answer.status == OK:
                self._go(_Step.READING, now)
            case _Step.READING if answer.status == OK:
                return self._heard_text(answer.data, now)
            case _Step.SELECTING | _Step.READING:
                return self._unreadable(CODES.get(answer.status, CODES[0x24]), now)
            case _Step.ADDRESS:
                return self._told(answer.data if answer.status == OK else b"", now)
            case _Step.LYING if answer.status in (OK, NOTHING_THERE):
                self._again(FIND_EVERY_S, now)
            case _Step.LYING:
                return self._removed(now)
        return ()

    def _sought(self, answer: Answer, now: float) -> Sequence[CardEvent]:
        is_first_look = self._is_first_look
        if answer.status == FOUND:
            self._is_first_look = False
            if is_first_look and not self._takes_lying:
                return self._unreadable(LIFT_FIRST, now)
            if not self._lift_first:
                self._go(_Step.SELECTING, now)
                return ()
        elif answer.status == NO_CARD:
            self._is_first_look = self._lift_first = False
            self._card = None
        elif answer.status not in OF_THE_READER:
            return ()  # late, to another question
        self._again(FIND_EVERY_S, now)
        return ()

    def _heard_text(self, data: bytes, now: float) -> Sequence[CardEvent]:
        text = _text_of(data)
        if text is None:
            return self._unreadable("card.unreadable", now)
        self._go(_Step.ADDRESS, now)
        self._text = text
        return ()

    def _second_text(self, answer: Answer, now: float) -> Sequence[CardEvent]:
        """Two cards lie there, and nobody can say whose answers these are; the same text twice is one card."""
        text = _text_of(answer.data)
        if self._step is _Step.ADDRESS and text == self._text:
            return ()
        if (
            text is not None
            and self._step is _Step.LYING
            and self._is_told(read_card(text, b"", self._today()))
        ):
            return ()
        return self._unreadable(TWO_CARDS, now)

    def _is_told(self, card: Card | Refusal) -> bool:
        """Whether it is the card that was told last, and has not been gone since. By its number alone: a newer address
        is asked for apart, and not every answer comes."""
        return isinstance(card, Card) and self._card is not None and card.number == self._card.number

    def _told(self, new_address: bytes, now: float) -> Sequence[CardEvent]:
        card = read_card(self._text, new_address, self._today())
        if isinstance(card, Refusal):
            return self._unreadable(card.code, now)
        is_told = self._is_told(card)  # some readers find a card again and again
        self._step, self._text, self._card = _Step.LYING, b"", card
        self._again(FIND_EVERY_S, now)
        return () if is_told else (CardRead(card),)

    # What follows.

    def _removed(self, now: float) -> Sequence[CardEvent]:
        card = self._card
        self._begin(now)
        self._is_first_look, self._card = False, card if self._wanted else None
        return (CardRemoved(),)

    def _unreadable(self, code: str, now: float) -> Sequence[CardEvent]:
        was_lying = self._step is _Step.LYING
        self._begin(now)
        self._is_first_look, self._lift_first = False, True
        return (CardRemoved(), Unreadable(code)) if was_lying else (Unreadable(code),)

    def _begin(self, now: float) -> None:
        self._card = None
        self._lift_first, self._is_first_look = False, True
        self._go(_Step.FINDING if self._wanted else _Step.RESTING, now)

    def _missed(self, code: str) -> None:
        self._misses += 1
        if self._misses >= MISSES_MAX:
            self._trouble = code

    def _go(self, step: _Step, now: float) -> None:
        self._step, self._text = step, b""
        self._ask(now)

    def _again(self, after_s: float, now: float) -> None:
        self._asked, self._due = False, now + after_s

    def _ask(self, now: float) -> None:
        self._out, patience_s = _ASKED[self._step]
        self._asked, self._due = True, now + patience_s
        self._damaged = self._frames.damaged


def _text_of(data: bytes) -> bytes | None:
    """The text before the photo; None for anything of another shape."""
    if int.from_bytes(data[:2], "big") != TEXT_BYTES or len(data) < _LENGTHS_BYTES + TEXT_BYTES:
        return None
    return data[_LENGTHS_BYTES : _LENGTHS_BYTES + TEXT_BYTES]
