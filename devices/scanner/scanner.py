"""The code scanner as a machine: bytes in, our codes out. It sends and nobody asks it anything.

In serial mode it can never type into a form. Whatever is no code of ours is named and forgotten here: payment codes
and codes of other offices are people's own business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.matter.scanned_code import OurCode, recognise
from cases.refusal import Refusal

LINE_BYTES_MAX = 512  # ours have 60; a longer line is none of ours, and its rest is not kept
FLOOD_BYTES = 4096  # so much without an end: it is no scanner, or its rate is another
HALF_LINE_S = 0.3  # a scanner sends a line in one go: behind such a silence comes no rest of it
SAME_AGAIN_S = 2.0
_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True)
class Scanned:
    """One of our codes."""

    code: OurCode


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Something else; `code` is a refusal of refusals_scanner.toml."""

    code: str


ScanEvent = Scanned | NotOurs


class Scanner:
    """`base_url`: what our QR codes begin with now."""

    def __init__(self, base_url: Callable[[], str]) -> None:
        self._base_url = base_url
        self._line = bytearray()
        self._line_bytes = 0  # of the whole line, also what was not kept
        self._heard_at = 0.0
        self._last: ScanEvent | None = None
        self._last_at = 0.0

    @property
    def trouble(self) -> str:
        """Whether what comes can be a scanner's."""
        return "scanner.flood" if self._line_bytes > FLOOD_BYTES else ""

    def opened(self, _now: float) -> Sequence[ScanEvent]:
        """What was half heard is forgotten."""
        self._forget_line()
        self._last = None
        return ()

    def received(self, data: bytes, now: float) -> Sequence[ScanEvent]:
        """Lines that end in CR, LF or both; an empty one is nothing."""
        events: list[ScanEvent] = []
        if self._line_bytes and now - self._heard_at > HALF_LINE_S:
            events += self._ended(now)
        self._heard_at = now
        start = 0
        for end, byte in enumerate(data):
            if byte in _ENDS:
                self._heard(data[start:end])
                events += self._ended(now)
                start = end + 1
        self._heard(data[start:])
        return events

    def tick(self, now: float) -> Sequence[ScanEvent]:
        """A half line is as long as it will be: some scanners send no end."""
        return self._ended(now)

    def due_at(self) -> float | None:
        """Only a half line is waited for."""
        return self._heard_at + HALF_LINE_S if self._line_bytes else None

    def outgoing(self) -> bytes:
        """Nothing is sent to it."""
        return b""

    def _heard(self, data: bytes) -> None:
        self._line += data[: LINE_BYTES_MAX - len(self._line)]
        self._line_bytes += len(data)

    def _ended(self, now: float) -> Sequence[ScanEvent]:
        """The line's event, unless it is empty or the same as just before: a code is held there for a while."""
        line, is_whole = bytes(self._line), self._line_bytes <= LINE_BYTES_MAX
        self._forget_line()
        text = line.decode("ascii", errors="replace").strip().strip("\x02\x03")
        if not text:
            return ()
        found = recognise(text, self._base_url()) if is_whole else Refusal("scan.other")
        event = Scanned(found) if isinstance(found, OurCode) else NotOurs(found.code)
        is_same = event == self._last and now - self._last_at <= SAME_AGAIN_S
        self._last, self._last_at = event, now
        return () if is_same else (event,)

    def _forget_line(self) -> None:
        self._line.clear()
        self._line_bytes = 0
