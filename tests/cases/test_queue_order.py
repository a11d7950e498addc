"""Who is next, and why."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.queue_order import Waiting, in_order, next_call

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def ticket(ticket_no: str, minute: float, *, from_call: int = 0) -> Waiting:
    return Waiting(
        visit_id=ticket_no,
        ticket_no=ticket_no,
        queue=ticket_no[0],
        place_at=NINE + timedelta(minutes=minute),
        eligible_from_call=from_call,
    )


def test_the_first_touch_is_next_whichever_way_the_number_came() -> None:
    leased = ticket("A901", 1)
    chosen = next_call([ticket("A002", 3), leased, ticket("A001", 2)], ["A"], {}, NINE + timedelta(minutes=5))
    assert chosen is not None
    assert (chosen.ticket_no, chosen.why) == ("A901", "why.first_touch")
    assert chosen.candidates == ("A901", "A001", "A002")
    assert chosen.ages_s == (240, 180, 120)


def test_a_counter_calls_only_the_queues_that_it_serves() -> None:
    assert next_call([ticket("B001", 0)], ["A"], {}, NINE) is None


def test_a_returned_number_waits_for_three_others_unless_nobody_else_is_there() -> None:
    returned = ticket("A001", 0, from_call=5)
    other = ticket("A002", 9)
    assert [w.ticket_no for w in in_order([returned, other], ["A"], {"A": 4})] == ["A002", "A001"]
    assert [w.ticket_no for w in in_order([returned, other], ["A"], {"A": 5})] == ["A001", "A002"]
    alone = next_call([returned], ["A"], {"A": 2}, NINE)
    assert alone is not None
    assert alone.why == "why.nobody_else"


@given(
    st.lists(
        st.builds(
            lambda n, minute, back: ticket(f"A{n:03d}", minute, from_call=back),
            st.integers(1, 999),
            st.integers(0, 300),
            st.integers(0, 6),
        ),
        unique_by=lambda w: w.ticket_no,
        max_size=30,
    ),
    st.integers(0, 6),
)
def test_nobody_is_left_out_and_the_order_does_not_depend_on_the_list(
    waiting: list[Waiting], calls: int
) -> None:
    order = in_order(waiting, ["A"], {"A": calls})
    assert sorted(w.ticket_no for w in order) == sorted(w.ticket_no for w in waiting)
    assert order == in_order(list(reversed(waiting)), ["A"], {"A": calls})
