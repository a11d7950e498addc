"""Lines of the reports page as its models hold them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """A label below the band, and how many people it is about."""

    label: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """A bar: shares of the scale, what they are in minutes, how many."""

    label: str
    middle: float
    high: float
    told: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part of a whole."""

    label: str
    share: float
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceLine:
    """One sentence."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """The head of a column."""

    place: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A row of a table; its place names it."""

    place: int
    cells: tuple[str, ...]
