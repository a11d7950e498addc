"""A report as a description: sentences, plots and tables from top to bottom, before anybody has chosen points.

The screen draws the same values (counter/reports); so page and paper cannot differ in a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its name."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures that come first."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranged:
    """A range on a scale: half of all up to `middle`, nine tenths up to `high`; None where nothing is known."""

    label: str
    middle: float | None
    high: float | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandPlot:
    """Ranges side by side along time, joined to a line and a band. `top`: the end of the scale."""

    title: str
    note: str
    points: tuple[Ranged, ...]
    top: float
    unit: str  # "30分" is written with it: `{minutes}` in reports.figure.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPlot:
    """Ranges one below the other."""

    title: str
    note: str
    bars: tuple[Ranged, ...]
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePlot:
    """Parts of a whole in one bar, and what they mean. The shares add up to 1, or there are none."""

    title: str
    parts: tuple[tuple[str, float], ...]
    sentences: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text; the first column names the row, the others are numbers and stand at the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1  # so many columns from the left are words
    blanks: int = 0  # so many from the right are filled in by hand
    note: str = ""
    starts_page: bool = False  # it is handed out by itself


Block = Figures | BandPlot | BarPlot | SharePlot | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """One report. `page` has {page} and {pages} to fill in."""

    centre: str
    title: str
    period: str
    printed: str
    blocks: tuple[Block, ...]
    definitions_title: str
    definitions: tuple[str, ...]
    page: str


def scale_top(values: list[float]) -> float:
    """A round end of a scale that holds all values: 1, 2, 5, 10, 20, 50 …"""
    most, step = max(values, default=0.0), 1.0
    while True:
        for factor in (1, 2, 5):
            if step * factor >= most:
                return step * factor
        step *= 10


def runs(points: Iterable[Ranged]) -> list[list[Ranged]]:
    """Neighbours that are known: where nothing is known the line is broken."""
    found: list[list[Ranged]] = []
    joined = False
    for point in points:
        known = point.middle is not None and point.high is not None
        if known and joined:
            found[-1].append(point)
        elif known:
            found.append([point])
        joined = known
    return found
