"""Leases (design.md §2): normal numbering skips them, and no two of them overlap."""

from hypothesis import given
from hypothesis import strategies as st

from cases.queue.lease import next_block, next_number

BLOCKS = st.lists(st.integers(1, 40), max_size=8).map(
    lambda starts: [(10 * start, 10 * start + 9) for start in sorted(set(starts))]
)


@given(BLOCKS, st.integers(0, 420))
def test_the_next_number_is_the_first_that_nobody_was_lent(
    leased: list[tuple[int, int]], last_given: int
) -> None:
    lent = {number for first, last in leased for number in range(first, last + 1)}
    number = next_number(last_given, leased)
    assert number not in lent
    assert set(range(last_given + 1, number)) <= lent


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(0, 1200))
def test_blocks_are_of_the_size_asked_for_and_never_overlap(sizes: list[int], highest_given: int) -> None:
    taken: list[tuple[int, int]] = []
    for size in sizes:
        first, last = next_block(taken, 501, size, highest_given)
        assert last - first + 1 == size
        assert first >= max(501, highest_given + 1)
        assert all(last < other_first or first > other_last for other_first, other_last in taken)
        taken.append((first, last))
