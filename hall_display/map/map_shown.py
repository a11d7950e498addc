"""What stands on the map: a row for each banner with an outline, a tile for every place without one and for towns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.figures.figure import NO_AREA
from cases.people.place import BANNER_NAMES
from cases.texts import Texts
from cases.views_figures import AreaLine, AreaMap
from hall_display.map.drawing import Drawing, DrawnBanner

HEAT_MAX = 4  # Theme.heat has five steps: 0 for no case, then four equal ones up to the largest
NO_HEAT = -1  # no figure: the place is drawn, and says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """A place with its open cases. `overdue` is empty where there are none: red stands only where it is due.

    `heat`: NO_HEAT, or 0 to HEAT_MAX. `is_known`: there is a figure, and a list behind it. Counts are text, because a
    hidden one is a dash.
    """

    code: str
    name: str
    heat: int
    count: str
    overdue: str
    is_known: bool
    spoken: str
    spoken_overdue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerShown(PlaceShown):
    """A banner on the map. Path and label are in the frame of the drawing."""

    path: str
    label_x: float
    label_y: float
    is_beside: bool


def banner_rows(drawing: Drawing, areas: AreaMap | None, texts: Texts) -> tuple[BannerShown, ...]:
    """Every banner that has an outline, with what is told of it."""
    lines = {line.area: line for line in areas.lines} if areas else {}
    heat = heat_of(lines.values())
    return tuple(_banner(drawn, lines.get(drawn.code), heat, texts) for drawn in drawing.banners)


def tile_rows(
    areas: AreaMap | None, texts: Texts, *, leave_out: Iterable[str] = ()
) -> tuple[PlaceShown, ...]:
    """Places as tiles: the towns of a banner, or what has no outline on the map (`leave_out` those that have one)."""
    if areas is None:
        return ()
    heat, left_out = heat_of(areas.lines), frozenset(leave_out)
    return tuple(_place(line, heat, texts) for line in areas.lines if line.area not in left_out)


def heat_of(lines: Iterable[AreaLine]) -> Mapping[str, int]:
    """The step of the grey scale of each place: 0 without a case (or hidden), then quarters of the largest count."""
    counts = {line.area: line.open or 0 for line in lines}
    # What has no place has no place on the scale either.
    top = max((count for area, count in counts.items() if not area.endswith(NO_AREA)), default=0)
    return {area: min(HEAT_MAX, -(-HEAT_MAX * count // top)) if top else 0 for area, count in counts.items()}


def _banner(drawn: DrawnBanner, line: AreaLine | None, heat: Mapping[str, int], texts: Texts) -> BannerShown:
    named = line or AreaLine(area=drawn.code, name=BANNER_NAMES[drawn.code], open=None, overdue=None)
    place = _place(named, heat, texts)
    return BannerShown(
        code=place.code,
        name=place.name,
        heat=place.heat if line else NO_HEAT,
        count=place.count if line else "",
        overdue=place.overdue,
        is_known=line is not None,
        spoken=place.spoken if line else texts.get("map.name_only", name=named.name),
        spoken_overdue=place.spoken_overdue,
        path=drawn.path,
        label_x=drawn.label_x,
        label_y=drawn.label_y,
        is_beside=drawn.is_beside,
    )


def _place(line: AreaLine, heat: Mapping[str, int], texts: Texts) -> PlaceShown:
    return PlaceShown(
        code=line.area,
        name=_short_name(line, texts),
        heat=heat.get(line.area, NO_HEAT),
        count=texts.get("map.hidden") if line.open is None else str(line.open),
        overdue=str(line.overdue) if line.overdue else "",
        is_known=True,
        spoken=_spoken(line, texts),
        spoken_overdue=texts.get("map.overdue", name=line.name, overdue=line.overdue) if line.overdue else "",
    )


def _short_name(line: AreaLine, texts: Texts) -> str:
    return texts.get(f"map.short.{line.area}") if line.area in BANNER_NAMES else line.name


def _spoken(line: AreaLine, texts: Texts) -> str:
    name = line.name
    if line.open is None:
        return texts.get("map.count_hidden", name=name)
    if not line.overdue:
        return texts.get("map.count", name=name, open=line.open)
    return texts.get("map.count_overdue", name=name, open=line.open, overdue=line.overdue)
