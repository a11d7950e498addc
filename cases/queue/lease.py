"""What the hall lends a kiosk for an outage: ticket numbers and case-code serials (design.md §2; domain.md §2.4)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersLeased:
    """Numbers first..last of a queue and day are this kiosk's; normal numbering skips them."""

    kiosk_id: str
    queue: str
    business_date: date
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialsLeased:
    """Case-code serials first..last of a date are this kiosk's."""

    kiosk_id: str
    business_date: date
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasesWithdrawn:
    """Two machines may hold this kiosk's leases: a number of them that is printed from now on does not stand."""

    kiosk_id: str


LeaseEvent = NumbersLeased | SerialsLeased | LeasesWithdrawn


def next_number(last_given: int, leased: list[tuple[int, int]]) -> int:
    """The next normal number after `last_given` that no lease holds."""
    number = last_given + 1
    for first, last in sorted(leased):
        if first <= number <= last:
            number = last + 1
    return number


def next_block(
    taken: list[tuple[int, int]], first_number: int, size: int, highest_given: int
) -> tuple[int, int]:
    """A free block of `size` numbers from `first_number` up, above every other lease and every number given."""
    start = max([first_number, highest_given + 1, *(last + 1 for _, last in taken)])
    return start, start + size - 1
