"""Ticket numbers (design.md §2)."""

import pytest

from cases.queue.ticket_number import TicketNumber, parse_ticket_number
from cases.refusal import Refusal


@pytest.mark.parametrize(
    ("number", "text"), [(1, "A001"), (17, "A017"), (999, "A999"), (1000, "A1000"), (9999, "A9999")]
)
def test_a_number_has_three_digits_and_four_from_1000(number: int, text: str) -> None:
    assert str(TicketNumber("A", number)) == text
    assert parse_ticket_number(text) == TicketNumber("A", number)


@pytest.mark.parametrize("text", ["a017", "Ａ０１７", " A 017\r\n", "A-017"])
def test_a_number_is_read_however_it_was_typed(text: str) -> None:
    assert parse_ticket_number(text) == TicketNumber("A", 17)


@pytest.mark.parametrize("text", ["", "A", "017", "A17", "A000", "A0017", "A10000", "AB017", "A०१७", "号017"])
def test_anything_else_is_no_ticket_number(text: str) -> None:
    assert parse_ticket_number(text) == Refusal("ticket_number.unreadable")


@pytest.mark.parametrize(("queue", "number"), [("A", 0), ("A", 10_000), ("a", 1), ("AA", 1), ("", 1)])
def test_a_number_that_cannot_be_printed_is_never_made(queue: str, number: int) -> None:
    with pytest.raises(ValueError, match="no ticket number"):
        TicketNumber(queue, number)
