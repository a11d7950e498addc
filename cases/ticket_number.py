"""Ticket numbers (排队号): queue letter + 3 digits, 4 from 1000, and the leases of them (design.md §2)."""

import re
from dataclasses import dataclass, replace
from datetime import date

from cases.number_range import NumberRange
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Numbers that a kiosk may give while the hall does not answer, for one queue and business date."""

    kiosk_id: str
    queue: str
    business_date: date
    numbers: NumberRange

    @property
    def is_used_up(self) -> bool:
        """Then the matter is kept and the page says 「请到导办台取号」."""
        return self.numbers.is_used_up

    def take(self) -> tuple[TicketNumber, "Lease"] | None:
        """The next number and the lease without it; None when used up."""
        taken = self.numbers.take()
        if taken is None:
            return None
        number, rest = taken
        return TicketNumber(self.queue, number), replace(self, numbers=rest)
