"""Ticket numbers and leases (design.md §2)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.number_range import NumberRange
from cases.refusal import Refusal
from cases.ticket_number import Lease, TicketNumber, parse_ticket_number


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


def test_a_lease_gives_its_numbers_in_order_and_then_none() -> None:
    lease = Lease(
        kiosk_id="kiosk-1",
        queue="A",
        business_date=date(2026, 11, 23),
        numbers=NumberRange(first=998, last=1001),
    )
    numbers = []
    while taken := lease.take():
        number, lease = taken
        numbers.append(str(number))
    assert numbers == ["A998", "A999", "A1000", "A1001"]
    assert lease.is_used_up


@given(st.integers(0, 9000), st.integers(0, 200), st.data())
def test_a_range_gives_every_number_once(first: int, size: int, data: st.DataObject) -> None:
    already = data.draw(st.integers(0, size + 1))
    numbers = NumberRange(first=first, last=first + size, given=already)
    seen = []
    while taken := numbers.take():
        number, numbers = taken
        seen.append(number)
    assert seen == list(range(first + already, first + size + 1))
    assert all(number in numbers for number in seen)
    assert (numbers.free, numbers.is_used_up) == (0, True)


@pytest.mark.parametrize(("first", "last", "already"), [(5, 4, 0), (-1, 4, 0), (1, 4, 5), (1, 4, -1)])
def test_a_range_that_cannot_be_is_never_made(first: int, last: int, already: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        NumberRange(first=first, last=last, given=already)
