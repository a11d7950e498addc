"""What a part of the dispatch screen shows as numbers, each with its question: what a person can click, and a test ask.

Every view-model of the screen that shows a count behind which a list stands has `figures()`. A click on the number
hands the same `FigureAsked` to the drawer (`behind.open`), so that what is tested is what is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from cases.figures.figure import FigureAsked


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A number as it stands on the screen, and its question. `panel`: where, for the sentence of a test that fails."""

    panel: str
    asked: FigureAsked
    count: int


class ShowsFigures(Protocol):
    """A view-model with numbers that open."""

    def figures(self) -> Iterator[FigureShown]:
        """Every number it shows now."""
        ...


class FigureBook:
    """The numbers of one view-model by (panel, key), as they stand: a click finds its question here."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], FigureShown] = {}

    def write(self, panel: str, entries: Iterable[tuple[str, FigureAsked, int]]) -> None:
        """What a panel shows now, in place of what it showed before."""
        self._shown = {place: shown for place, shown in self._shown.items() if place[0] != panel}
        for key, asked, count in entries:
            self._shown[panel, key] = FigureShown(panel, asked, count)

    def question(self, panel: str, key: str) -> FigureAsked | None:
        """What stands behind a number; None where nothing does."""
        shown = self._shown.get((panel, key))
        return shown.asked if shown else None

    def count(self, panel: str, key: str) -> int:
        """The number itself, 0 where none is shown."""
        shown = self._shown.get((panel, key))
        return shown.count if shown else 0

    def __iter__(self) -> Iterator[FigureShown]:
        return iter(self._shown.values())
