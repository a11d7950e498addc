"""What a part of the dispatch screen shows as numbers, each with its question: what a person can click, and a test ask.

Every view-model of the screen that shows a count behind which a list stands has `figures()`. A click on the number
hands the same `FigureAsked` to the drawer (`behind.open`), so that what is tested is what is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
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
