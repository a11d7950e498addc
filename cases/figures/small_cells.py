"""小数隐藏: which cells of a public table may be shown, so that nothing shown tells of a few (docs/figures.md).

A table splits an exact total by places or types. What is shown is exact, what is hidden has no number at all. Three
things are true for whoever knows everything that is shown, and this rule:

1. No sum or difference of what is shown is a group under SMALLEST_CELL, 0 included; but for the exact totals.
2. A hidden cell that may be under SMALLEST_CELL may be any of at least SMALLEST_CELL numbers. An exact total that is
   itself so small leaves fewer.
3. Which further cells are hidden depends on their names alone, the last one first: it does not tell their size.

It looks at one moment; what lies between two moments is public.steady's.
"""

from collections.abc import Mapping

SMALLEST_CELL = 5


def shown(counts: Mapping[str, int]) -> frozenset[str]:
    """Which cells of a total that is split once; the total is known."""
    visible = [key for key in sorted(counts) if counts[key] >= SMALLEST_CELL]
    while visible and len(visible) < len(counts):
        hidden = counts.keys() - visible
        if _tells_little(sum(counts[key] for key in hidden), len(hidden)):
            break
        visible.pop()
    return frozenset(visible)


def _tells_little(total: int, cells: int) -> bool:
    """Whether so many hidden cells may be known to have this sum.

    Were all of them under SMALLEST_CELL, as the rule lets one guess, each could still be any of 0 to 4.
    """
    most = (SMALLEST_CELL - 1) * cells
    return total >= SMALLEST_CELL and not most - SMALLEST_CELL + 1 < total <= most
