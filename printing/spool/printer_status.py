"""What a printer says of itself: DLE EOT questions and their one-byte answers, sans-IO (domain.md §8.2).

Bytes in, facts out; bytes that cannot be an answer are noise and pass by.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from printing.spool.job import Reason

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4
QUESTIONS = (PRINTER, OFFLINE_CAUSE, PAPER)

# Every answer has bits 1 and 4 set, bits 0 and 7 clear; XON, XOFF and automatic status have not.
_FIXED_MASK, _FIXED = 0x93, 0x12
# An answer to GS r has bits 4 and 7 clear.
_HOW_FAR_MASK = 0x90
_NEVER_SET = 0x80
_ANSWERS_KEPT = 16  # a printer that talks without end fills no memory

_OFFLINE = 0x08  # of PRINTER
_COVER_OPEN, _STOPPED_BY_PAPER_END, _ERROR = 0x04, 0x20, 0x40  # of OFFLINE_CAUSE
_NEAR_END, _PAPER_END = 0x0C, 0x60  # of PAPER: two sensors each


@dataclass(frozen=True, slots=True)
class Condition:
    """The printer's bits, folded into what leads to an action."""

    cover_open: bool = False
    out_of_paper: bool = False
    fault: bool = False  # an error, or off line without a cause that we know
    near_end: bool = False
    worked_off: bool = False  # whatever stops it now, everything that was sent before is on paper

    @property
    def stops(self) -> Reason | None:
        """Why nothing can be printed; an open cover first, because it hides the paper from its sensor."""
        if self.cover_open:
            return Reason.COVER_OPEN
        if self.out_of_paper:
            return Reason.OUT_OF_PAPER
        return Reason.FAULT if self.fault else None

    @property
    def warns(self) -> Reason | None:
        """What staff should do soon."""
        return Reason.NEAR_END if self.near_end else None


def question(n: int) -> bytes:
    """DLE EOT n: answered at once, even while printing or off line."""
    return bytes((0x10, 0x04, n))


@dataclass(slots=True)
class Replies:
    """What came from a printer, sorted by what it can be."""

    status: deque[int] = field(default_factory=lambda: deque(maxlen=_ANSWERS_KEPT))
    how_far: int = 0  # answers to GS r
    noise: int = 0  # bytes that no printer says

    def hear(self, data: bytes) -> None:
        """Bytes from the printer, however they were cut."""
        for byte in data:
            if byte & _FIXED_MASK == _FIXED:
                self.status.append(byte)
            elif not byte & _HOW_FAR_MASK:
                self.how_far += 1
            elif byte & _NEVER_SET:
                self.noise += 1


def condition(answers: Mapping[int, int]) -> Condition:
    """The condition from the answers by question; a question that got none tells nothing."""
    printer, cause, paper = (answers.get(n, 0) for n in QUESTIONS)
    cover_open = bool(cause & _COVER_OPEN)
    out_of_paper = bool(cause & _STOPPED_BY_PAPER_END or paper & _PAPER_END)
    unexplained = bool(printer & _OFFLINE) and not (cover_open or out_of_paper)
    return Condition(
        cover_open=cover_open,
        out_of_paper=out_of_paper,
        fault=bool(cause & _ERROR) or unexplained,
        near_end=bool(paper & _NEAR_END) and not out_of_paper,
    )
