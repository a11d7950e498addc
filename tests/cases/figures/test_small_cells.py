"""Small cells: somebody who knows every published number, and the rule, computes; nothing under five comes out.

Two attackers. One does exact linear algebra over all that is published, on any table. The other knows the rule itself:
he lists every table that it would publish alike (all small tables there are), and looks what a hidden cell may be.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.figures.small_cells import SMALLEST_CELL, shown

Row = list[Fraction]


def published(counts: Sequence[int]) -> tuple[list[list[int]], list[int]]:
    """What is published, as sums over the cells; and which of them is the exact total."""
    size = len(counts)
    seen = shown({str(n): count for n, count in enumerate(counts)})
    total = [1] * size
    return [total, *([int(n == int(cell)) for n in range(size)] for cell in seen)], total


def reduced(rows: list[list[int]]) -> list[Row]:
    """Gauss: a basis of everything that can be computed from these sums."""
    left = [[Fraction(n) for n in row] for row in rows]
    basis: list[Row] = []
    for column in range(len(rows[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [n / pivot[column] for n in pivot]
        left = [minus(row, pivot, column) for row in left]
        basis = [*(minus(row, pivot, column) for row in basis), pivot]
    return basis


def minus(row: Row, pivot: Row, column: int) -> Row:
    return [n - row[column] * p for n, p in zip(row, pivot, strict=True)]


def can_compute(basis: list[Row], group: Sequence[int]) -> bool:
    left = [Fraction(n) for n in group]
    for row in basis:
        left = minus(left, row, next(n for n, value in enumerate(row) if value))
    return not any(left)


@settings(max_examples=60)
@given(counts=st.lists(st.integers(0, 30), min_size=1, max_size=9))
@example(counts=[9, 4, 4])
@example(counts=[20, 9, 4])
def test_no_group_of_fewer_than_five_can_be_computed(counts: list[int]) -> None:
    """Every set of cells there is, whether it is published, a sum, a difference or any other combination."""
    rows, total = published(counts)
    basis = reduced(rows)
    for group in product((0, 1), repeat=len(counts)):
        told = sum(n for n, is_in in zip(counts, group, strict=True) if is_in)
        if any(group) and told < SMALLEST_CELL and list(group) != total:
            assert not can_compute(basis, group), (group, told)


def columns(cells: int, most: int) -> Iterator[tuple[int, ...]]:
    """All columns of so many cells with a sum up to `most`: complete for every sum, so that no table is missing."""
    return (column for column in product(range(most + 1), repeat=cells) if sum(column) <= most)


@pytest.mark.parametrize(("cells", "most"), [(2, 24), (3, 24), (4, 17)])
def test_who_knows_the_rule_cannot_tell_which_small_number_a_hidden_cell_is(cells: int, most: int) -> None:
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for column in columns(cells, most):
        seen = shown({str(n): count for n, count in enumerate(column)})
        alike[sum(column), *(count if str(n) in seen else None for n, count in enumerate(column))].append(
            column
        )
    told = 0
    for (total, *cells_shown), worlds in alike.items():
        for n, count in enumerate(cells_shown):
            maybe = {world[n] for world in worlds}
            told += count is not None
            if count is None and (total or 0) >= SMALLEST_CELL and min(maybe) < SMALLEST_CELL:
                assert maybe >= set(range(SMALLEST_CELL)), (total, cells_shown, n, maybe)
    assert told > 100  # something is published, too
