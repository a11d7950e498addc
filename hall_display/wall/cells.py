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
    """Every panel of every page, in the order of the file. `having`: the panels that have something to show.

    A page that the file names again and again, so that it comes back between the others, is one page.
    """
    placed: list[CellShown] = []
    dots: list[DotsShown] = []
    for number, area in enumerate(window.areas):
        turning = [page for page in area.pages if _has(page, having)]
        having_here: AbstractSet[str] = having
        if not turning:  # nothing anywhere: the first page says so
            turning, having_here = [area.pages[0]], frozenset(stacked.panel for stacked in area.pages[0])
        seen = turning[turn % len(turning)]
        live = list(dict.fromkeys(turning))
        for index, page in enumerate(dict.fromkeys(area.pages)):
            placed += _page(
                page,
                _rect(window, area),
                having_here,
                key=f"{number}.{index}",
                is_seen=page == seen,
                round_no=_rounds(page, turning, turn),
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


def _rounds(page: Page, turning: list[Page], turn: int) -> int:
    """How often a page was seen before this turn."""
    whole, rest = divmod(turn, len(turning))
    return whole * turning.count(page) + turning[:rest].count(page)


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
