"""Where every panel of a window stands now, and which page of an area is seen. Pure; fractions of the wall's body."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hall_display.wall.layout import Area, Page, WindowLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """A panel on a page of an area. `round_no`: how often its area has gone round; what has more rows goes on by it."""

    key: str
    panel: str
    from_left: float
    from_top: float
    wide: float
    high: float
    is_seen: bool
    round_no: int
    has_dots: bool  # the area turns: dots stand below its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsShown:
    """Under an area that turns: how many pages it has, and which one is seen."""

    key: str
    from_left: float
    to_bottom: float
    wide: float
    pages: int
    current: int


def cells(
    window: WindowLayout, having: AbstractSet[str], turn: int
) -> tuple[tuple[CellShown, ...], tuple[DotsShown, ...]]:
    """Every panel of every page, in the order of the file. `having`: the panels that have something to show."""
    placed: list[CellShown] = []
    dots: list[DotsShown] = []
    for number, area in enumerate(window.areas):
        live = [index for index, page in enumerate(area.pages) if _has(page, having)]
        having_here: AbstractSet[str] = having
        if not live:  # nothing anywhere: the first page says so
            live, having_here = [0], frozenset(stacked.panel for stacked in area.pages[0])
        seen = live[turn % len(live)]
        for index, page in enumerate(area.pages):
            placed += _page(
                page,
                _rect(window, area),
                having_here,
                key=f"{number}.{index}",
                is_seen=index == seen,
                round_no=turn // len(live),
                has_dots=len(live) > 1,
            )
        left, top, wide, high = _rect(window, area)
        if len(live) > 1:
            dots.append(
                DotsShown(
                    key=str(number),
                    from_left=left,
                    to_bottom=top + high,
                    wide=wide,
                    pages=len(live),
                    current=live.index(seen),
                )
            )
    return tuple(placed), tuple(dots)


def _has(page: Page, having: AbstractSet[str]) -> bool:
    return any(stacked.panel in having for stacked in page)


def _rect(window: WindowLayout, area: Area) -> tuple[float, float, float, float]:
    columns, rows = window.grid
    column, row, wide, high = area.at
    return column / columns, row / rows, wide / columns, high / rows


def _page(
    page: Page,
    rect: tuple[float, float, float, float],
    having: AbstractSet[str],
    *,
    key: str,
    is_seen: bool,
    round_no: int,
    has_dots: bool,
) -> list[CellShown]:
    """A page's panels from top to bottom; what has nothing to show leaves its height to the others."""
    left, top, wide, high = rect
    whole = sum(stacked.part for stacked in page if stacked.panel in having) or 1.0
    placed: list[CellShown] = []
    for place, stacked in enumerate(page):
        has = stacked.panel in having
        share = high * stacked.part / whole if has else 0.0
        placed.append(
            CellShown(
                key=f"{key}.{place}",
                panel=stacked.panel,
                from_left=left,
                from_top=top,
                wide=wide,
                high=share,
                is_seen=is_seen and has,
                round_no=round_no,
                has_dots=has_dots and place == len(page) - 1,
            )
        )
        top += share
    return placed
