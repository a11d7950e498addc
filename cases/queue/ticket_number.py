"""Ticket numbers (排队号): queue letter + 3 digits, 4 from 1000 (design.md §2)."""

import re
from dataclasses import dataclass

from cases.refusal import Refusal
from cases.typed import compact

_FORM = re.compile(r"([A-Z])(\d{3}|[1-9]\d{3})", re.ASCII)
NUMBER_MAX = 9999


@dataclass(frozen=True, slots=True, order=True)
class TicketNumber:
    """One number of one queue. ValueError for what cannot be written."""

    queue: str
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= NUMBER_MAX and re.fullmatch("[A-Z]", self.queue)):
            raise ValueError(f"no ticket number: {self.queue!r} {self.number}")

    def __str__(self) -> str:
        return f"{self.queue}{self.number:03d}"


def parse_ticket_number(text: str) -> TicketNumber | Refusal:
    """A number as typed at the counter: a017 and Ａ 017 are A017."""
    match = _FORM.fullmatch(compact(text))
    if match is None or int(match[2]) == 0:
        return Refusal("ticket_number.unreadable")
    return TicketNumber(match[1], int(match[2]))
