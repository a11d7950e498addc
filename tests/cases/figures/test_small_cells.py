"""Small cells: somebody who knows every published number, and the rule, computes; nothing under five comes out.

Two attackers. One does exact linear algebra over all that is published, on any table. The other knows the rule itself:
he lists every table that it would publish alike (all small tables there are), and looks what a hidden cell may be.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.figures.small_cells import SMALLEST_CELL, shown, shown_parts

Row = list[Fraction]
tables = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=5)


def published(table: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """What is published, as sums over the groups (overdue by area, then not overdue); and which are exact totals."""
    areas = [str(n) for n in range(len(table))]
    size = len(areas)
    wholes = {area: sum(cell) for area, cell in zip(areas, table, strict=True)}
    overdue = {area: cell[0] for area, cell in zip(areas, table, strict=True)}
    seen = shown(wholes)
    seen_overdue = shown_parts(wholes, overdue, seen)
    totals = [[1] * (2 * size), [1] * size + [0] * size, [0] * size + [1] * size]
    cells = [[int(n % size == int(area)) for n in range(2 * size)] for area in seen]
    cells += [[int(n == int(area)) for n in range(2 * size)] for area in seen_overdue]
    return totals + cells, totals


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
@given(table=tables)
@example(table=[(9, 20), (2, 20), (2, 20)])  # the hidden overdue ones would be four
@example(table=[(20, 9), (20, 4), (20, 0)])
def test_no_group_of_fewer_than_five_can_be_computed(table: list[tuple[int, int]]) -> None:
    """Every set of groups there is, whether it is published, a sum, a difference or any other combination."""
    rows, totals = published(table)
    basis = reduced(rows)
    counts = [cell[0] for cell in table] + [cell[1] for cell in table]
    for group in product((0, 1), repeat=2 * len(table)):
        told = sum(n for n, is_in in zip(counts, group, strict=True) if is_in)
        if any(group) and told < SMALLEST_CELL and list(group) not in totals:
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


def assert_left_open(alike: dict[Any, list[tuple[tuple[int, ...], tuple[int, ...]]]]) -> None:
    """Of each way to publish: a hidden number of overdue ones, or of others, that may be small may be any of five."""
    told = 0
    for (*_open, shown_overdue), worlds in alike.items():
        told += any(count is not None for count in shown_overdue)
        if min(sum(column) for column in worlds[0]) < SMALLEST_CELL:
            continue  # the exact totals themselves tell
        for n, count in enumerate(shown_overdue):
            for maybe in ({world[0][n] for world in worlds}, {world[1][n] for world in worlds}):
                if count is None and min(maybe) < SMALLEST_CELL:
                    fewest = (
                        SMALLEST_CELL
                        if any(part is not None for part in shown_overdue)
                        else SMALLEST_CELL - 1
                    )
                    assert len(maybe) >= fewest, (_open, shown_overdue, n, maybe)
    assert told


def both_shown(overdue: tuple[int, ...], wholes: Sequence[int]) -> tuple[tuple[int | None, ...], ...]:
    areas = {str(n): whole for n, whole in enumerate(wholes)}
    seen = shown(areas)
    both = shown_parts(areas, {str(n): part for n, part in enumerate(overdue)}, seen)
    return (
        tuple(whole if str(n) in seen else None for n, whole in enumerate(wholes)),
        tuple(part if str(n) in both else None for n, part in enumerate(overdue)),
    )


@pytest.mark.parametrize(("areas", "most"), [(2, 15), (3, 10)])
def test_nor_how_many_are_overdue_in_an_area(areas: int, most: int) -> None:
    alike = defaultdict(list)
    all_columns = list(columns(areas, most))
    for overdue, left in product(all_columns, all_columns):
        opened, late = both_shown(overdue, [a + b for a, b in zip(overdue, left, strict=True)])
        if any(opened):  # else there is no table at all
            alike[sum(overdue), sum(left), opened, late].append((overdue, left))
    assert_left_open(alike)


@settings(max_examples=8)
@given(wholes=st.lists(st.integers(10, 17), min_size=3, max_size=3))
@example(wholes=[5, 14, 10])
@example(wholes=[10, 5, 12])
@example(wholes=[16, 16, 14])  # of 23 overdue ones none is shown: four numbers are left for the last
def test_nor_where_all_open_ones_are_shown(wholes: list[int]) -> None:
    """The more is known of the wholes, the less room is left for their parts."""
    alike = defaultdict(list)
    for overdue in product(*(range(whole + 1) for whole in wholes)):
        opened, late = both_shown(overdue, wholes)
        left = tuple(a - b for a, b in zip(wholes, overdue, strict=True))
        alike[sum(overdue), opened, late].append((overdue, left))
    assert_left_open(alike)
