"""An ESC/POS printer at the end of a wire: asked before, fed in bands, asked between them, and believed afterwards.

Two questions are told apart by their bytes. DLE EOT is answered at once, whatever waits in the printer's buffer: how it
is. GS r stands in the stream and is answered when everything before it is worked off: how far it is. So no paper counts
as printed because a clock said so, and no more than two bands are under way to a printer without flow control.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

from printing.spool.job import PrinterError, Reason
from printing.spool.printer_status import (
    PRINTER,
    QUESTIONS,
    Condition,
    Replies,
    condition,
    question,
)
from printing.thermal.commands import CLEAR_BUFFERS, EJECT
from printing.thermal.escpos import escpos
from printing.thermal.press import Encoders, Encoding
from printing.transports.bands import bands
from printing.transports.wire import Wire

NO_REPORTS = b"\x1da\x00"
"""GS a 0: nothing unasked for, or it could be taken for an answer."""

HOW_FAR = b"\x1dr\x01"
"""GS r 1: answered in its turn."""

FAST_BYTES_PER_S = 1e6  # USB and networks: full-speed USB carries as much, and no printer prints it
WORKED_OFF_S_MAX = (
    8.0  # the longest paper is out after three; a printer that is well and needs longer is stuck
)
SILENT_S_MAX = 1.5  # behind a paper; before one, whoever waits is told sooner
_BUSY_S = 0.75  # so long an answer may take while a paper is printed
_READ_S = 0.02
_UNDER_WAY_MAX = 2  # bands


class EscPosLine:
    """`answer_s`: how long a question waits before the printer counts as silent. `settle_s`: of a printer that does not
    know GS r, from the last byte until the last line is on paper and cut. `ask_again_s`: while one is printed.
    """

    def __init__(
        self,
        wire: Wire,
        *,
        answer_s: float = 0.3,
        settle_s: float = 0.3,
        ask_again_s: float = 0.1,
    ) -> None:
        self.encoders: Encoders = {Encoding.NATIVE: escpos(wire.bytes_per_s or FAST_BYTES_PER_S)}
        self._wire = wire
        self._answer_s = answer_s
        self._settle_s = settle_s
        self._ask_again_s = ask_again_s
        self._before_next = b""
        self._replies = Replies()
        self._owes_answer = False  # the last question had none, and it may still come
        self._asked_how_far = 0  # of this paper
        self._says_how_far: bool | None = None  # None: not known yet

    def ask(self) -> Condition:
        """DLE EOT 1, 2, 4, one after the other: an answer does not say which question it answers."""
        was_open = self._wire.is_open
        try:
            found = self._asked(self._answer_s)
        except PrinterError as failure:
            # A network printer closes what was idle, a cable was pulled and put back: no byte of a paper is lost yet.
            if failure.reason is not Reason.ABSENT or not was_open:
                raise
            found = self._asked(self._answer_s)
        if found.stops is None and self._says_how_far is None:
            self._find_out()
        return found

    def send(self, name: str, made: Mapping[Encoding, bytes], begun: Callable[[], None]) -> None:  # noqa: ARG002 - a line has no names
        """Write the paper. Of a PrinterError `cut_short` says that its end never left."""
        (data,) = made.values()
        with self._line() as wire:
            self._hear(0)  # a way that is lost is noticed here, before anything has begun
            pieces = list(bands(self._before_next + data))
            begun()
            self._before_next = EJECT  # until the printer confirms, what it holds may be half a paper
            self._replies = Replies()
            self._asked_how_far = 0
            is_last = False
            try:
                for number, piece in enumerate(pieces):
                    if number:
                        self._between(number)
                    is_last = number == len(pieces) - 1
                    asks = bool(self._says_how_far) and not is_last
                    self._asked_how_far += asks
                    self._write(wire, piece + (HOW_FAR if asks else b""))
            except PrinterError as failure:
                failure.cut_short = True
                raise
            except OSError as lost:
                self._wire.close()
                reason = Reason.SILENT if isinstance(lost, TimeoutError) else Reason.ABSENT
                raise PrinterError(reason, f"{wire.name}: {lost}", cut_short=not is_last) from lost

    def confirm(self) -> Condition:
        """How it is once everything is worked off; at once when something stops it."""
        if not self._says_how_far:
            time.sleep(self._settle_s)
            found = self._asked_patiently()
            if found.stops is None:
                self._before_next = b""
            return found
        with self._line() as wire:
            wire.write(HOW_FAR)
            self._asked_how_far += 1  # the answer for the last band but one may still be on its way
            give_up_at = time.monotonic() + WORKED_OFF_S_MAX
            while time.monotonic() < give_up_at:
                if self._heard_how_far(self._asked_how_far, self._ask_again_s):
                    self._before_next = b""
                    return replace(self._asked_patiently(), worked_off=not self._replies.noise)
                found = self._asked_patiently()
                if found.stops is not None:
                    return found
        raise PrinterError(Reason.SILENT, f"{self._wire.name}: well, and does not get on")

    def abandon(self) -> None:
        """Best effort: a printer that cannot hear this has lost its memory with its power."""
        self._before_next = EJECT
        with suppress(PrinterError), self._line() as wire:
            wire.write(CLEAR_BUFFERS)

    def close(self) -> None:
        """Let go of the wire."""
        self._wire.close()

    def _between(self, sent: int) -> None:
        """Before the next band: nothing stops the printer, and it has worked off the one before the last."""
        found = self._asked_patiently(QUESTIONS[:1])
        if found.stops is not None:
            raise PrinterError(self._asked_patiently().stops or Reason.FAULT, f"after {sent} bands")
        if self._says_how_far and sent >= _UNDER_WAY_MAX:
            give_up_at = time.monotonic() + WORKED_OFF_S_MAX
            while not self._heard_how_far(sent - 1, self._ask_again_s):
                if (stops := self._asked_patiently().stops) is not None:
                    raise PrinterError(stops, f"after {sent} bands")
                if time.monotonic() > give_up_at:
                    raise PrinterError(Reason.SILENT, f"{self._wire.name}: well, and does not get on")

    def _asked(self, wait_s: float, questions: tuple[int, ...] = QUESTIONS) -> Condition:
        with self._line() as wire:
            self._hear(0)
            answers: dict[int, int] = {}
            for n in questions:
                if self._owes_answer:
                    self._answer(self._answer_s)  # or it would be taken for that to this question
                self._replies.status.clear()
                wire.write(question(n))
                answer = self._answer(wait_s)
                self._owes_answer = answer is None
                if answer is not None:
                    answers[n] = answer
                elif n == PRINTER:
                    raise PrinterError(Reason.SILENT, f"{wire.name}: no answer in {wait_s} s")
            return condition(answers)

    def _asked_patiently(self, questions: tuple[int, ...] = QUESTIONS) -> Condition:
        """Behind a paper: a printer that was well a moment ago may be busy with it, and a question waits behind it."""
        give_up_at = time.monotonic() + SILENT_S_MAX
        while True:
            try:
                return self._asked(_BUSY_S, questions)
            except PrinterError as failure:
                if failure.reason is not Reason.SILENT or time.monotonic() > give_up_at:
                    raise

    def _answer(self, wait_s: float) -> int | None:
        give_up_at = time.monotonic() + wait_s
        while time.monotonic() < give_up_at:
            self._hear(_READ_S)
            if self._replies.status:
                return self._replies.status.popleft()
        return None

    def _heard_how_far(self, count: int, wait_s: float) -> bool:
        """Whether `count` bands were answered for, waiting so long."""
        give_up_at = time.monotonic() + wait_s
        while self._replies.how_far < count and time.monotonic() < give_up_at:
            self._hear(_READ_S)
        return self._replies.how_far >= count

    def _hear(self, wait_s: float) -> None:
        if data := self._wire.read(wait_s):
            self._replies.hear(data)

    def _write(self, wire: Wire, data: bytes) -> None:
        """Wait until it is on the line: a flush returns early on ptys and some USB adapters, and a question would wait
        behind the paper.
        """
        on_the_line_at = time.monotonic() + (len(data) / wire.bytes_per_s if wire.bytes_per_s else 0.0)
        wire.write(data)
        time.sleep(max(0.0, on_the_line_at - time.monotonic()))

    @contextmanager
    def _line(self) -> Iterator[Wire]:
        """The open wire; after an error it is closed, and the next use tries to open it again."""
        try:
            if not self._wire.is_open:
                self._open()
            yield self._wire
        except OSError as lost:
            self._wire.close()
            reason = Reason.SILENT if isinstance(lost, TimeoutError) else Reason.ABSENT
            raise PrinterError(reason, f"{self._wire.name}: {lost}") from lost

    def _open(self) -> None:
        """It may be another printer than before."""
        self._wire.open()
        self._replies, self._owes_answer = Replies(), False
        self._says_how_far = None

    def _find_out(self) -> None:
        """Whether this printer says how far it is, asked as it is found well; nobody waits for a paper then."""
        with self._line() as wire:
            wire.write(NO_REPORTS + HOW_FAR)
            self._says_how_far = self._heard_how_far(1, self._answer_s)
