"""A table of a report with real numbers: a spreadsheet calculates with it, page and paper write it in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from printing.reports.report import Table


class Shape(StrEnum):
    """How a number is written."""

    WORDS = "words"
    COUNT = "count"
    SHARE = "share"  # 0 to 1, as percent
    CHANGE = "change"  # a share with its sign
    POINTS = "points"  # percentage points, with their sign
    TENTH = "tenth"  # one decimal
    HUNDREDTH = "hundredth"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number that is not written as its column says."""

    value: float | None
    shape: Shape


Cell = str | int | float | date | Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `chars`: how many characters wide in a spreadsheet."""

    title: str
    shape: Shape = Shape.COUNT
    chars: int = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows below one head; the first `texts` columns are words, the last `blanks` are filled in by hand."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    blanks: int = 0
    note: str = ""
    starts_page: bool = False


def told(cell: Cell, shape: Shape) -> tuple[str | int | float | date | None, Shape]:
    """A cell's value, and how it is written."""
    if isinstance(cell, Told):
        return cell.value, cell.shape
    return cell, Shape.WORDS if isinstance(cell, str) else shape


def table_of(sheet: Sheet, none: str) -> Table:
    """The same in words; `none` stands where nothing is known."""
    return Table(
        title=sheet.title,
        head=tuple(column.title for column in sheet.columns),
        rows=tuple(
            tuple(
                written(*told(cell, column.shape), none)
                for cell, column in zip(row, sheet.columns, strict=True)
            )
            for row in sheet.rows
        ),
        texts=sheet.texts,
        blanks=sheet.blanks,
        note=sheet.note,
        starts_page=sheet.starts_page,
    )


def written(value: str | float | date | None, shape: Shape, none: str) -> str:
    """A cell in words."""
    if value is None:
        return none
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return _WRITTEN[shape](value)


def _tenths(number: float) -> float:
    return round(number, 1)


_WRITTEN: dict[Shape, Callable[[float], str]] = {
    Shape.WORDS: str,
    Shape.COUNT: lambda number: f"{number:,.0f}",
    Shape.SHARE: lambda number: f"{number:.1%}",
    Shape.CHANGE: lambda number: f"{_tenths(number * 100):+.1f}%" if _tenths(number * 100) else "0.0%",
    Shape.POINTS: lambda number: f"{_tenths(number):+.1f}" if _tenths(number) else "0.0",
    Shape.TENTH: lambda number: f"{number:.1f}",
    Shape.HUNDREDTH: lambda number: f"{number:.2f}",
    Shape.DAY: str,
}
