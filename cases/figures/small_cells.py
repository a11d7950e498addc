"""小数隐藏: which cells of a public table may be shown, so that nothing shown tells of a few (docs/figures.md).

A table splits an exact total by places or types. What is shown is exact, what is hidden has no number at all. Three
things are true for whoever knows everything that is shown, and this rule:

1. No sum or difference of what is shown is a group under SMALLEST_CELL, 0 included; but for the exact totals.
2. A hidden cell that may be under SMALLEST_CELL may be any of at least SMALLEST_CELL numbers; one fewer where nothing
   of a part is shown at all, since the exact totals then say that it is small or large everywhere. An exact total that
   is itself so small leaves fewer.
3. Which further cells are hidden depends on their names alone, the last one first: it does not tell their size.

What this cannot do: it looks at one moment. Who watches for hours sees what changed in between.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

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


def shown_parts(
    wholes: Mapping[str, int], parts: Mapping[str, int], shown_wholes: Collection[str]
) -> frozenset[str]:
    """Of which cells a part of the whole may be shown too, beside `shown_wholes`; both totals are known.

    Cell, part and what is left of the cell are each groups of their own.
    """
    left = {key: wholes[key] - parts[key] for key in wholes}
    visible = [key for key in sorted(shown_wholes) if min(parts[key], left[key]) >= SMALLEST_CELL]
    while visible and len(visible) < len(wholes):
        hidden = sorted(wholes.keys() - visible)
        sums = [sum(of[key] for key in hidden) for of in (parts, left)]
        known = {key: wholes[key] for key in hidden if key in shown_wholes}
        unknown = sum(wholes[key] for key in hidden if key not in shown_wholes)
        if min(sums) >= SMALLEST_CELL and _leaves_open(sums[0], known, unknown, visible):
            break
        visible.pop()
    return frozenset(visible)


def _tells_little(total: int, cells: int) -> bool:
    """Whether so many hidden cells may be known to have this sum.

    Were all of them under SMALLEST_CELL, as the rule lets one guess, each could still be any of 0 to 4.
    """
    most = (SMALLEST_CELL - 1) * cells
    return total >= SMALLEST_CELL and not most - SMALLEST_CELL + 1 < total <= most


def _leaves_open(total: int, known: Mapping[str, int], unknown: int, visible: Collection[str]) -> bool:
    """Whether the parts hidden inside known wholes can each be SMALLEST_CELL numbers, when they sum up to `total`.

    `unknown`: the sum of hidden wholes, whose parts may be anything up to it.
    """
    last = max(visible)
    could = {key: _could_be(whole, is_small=key < last) for key, whole in known.items()}
    for key, numbers in could.items():
        others = 1
        for other in ({"": _Numbers((0,), unknown)} | could).items():
            if other[0] != key:
                others = other[1].added_to(others)
        possible = numbers.added_to(1)
        if sum(possible >> n & 1 and others >> (total - n) & 1 for n in range(total + 1)) < SMALLEST_CELL:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a hidden part may be: each of `starts`, and up to `more` above it."""

    starts: tuple[int, ...]
    more: int

    def added_to(self, sums: int) -> int:
        """The sums that may come out; a set of numbers is the bits of an int."""
        width = 1
        while width <= self.more:
            step = min(width, self.more + 1 - width)
            sums |= sums << step
            width += step
        return reduce(or_, (sums << start for start in self.starts))


def _could_be(whole: int, *, is_small: bool) -> _Numbers:
    """Before the last shown cell a part was hidden because it, or what is left of the whole, is small."""
    few = SMALLEST_CELL - 1
    return _Numbers((0, whole - few), few) if is_small and whole > few else _Numbers((0,), whole)
