"""The map of the banners: what its files must hold, how they become a drawing, what stands on it."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cases.people.place import BANNER_NAMES
from cases.policy.policy_file import PolicyError
from cases.texts import Texts
from cases.views_figures import AreaLine, AreaMap
from hall_display.map.drawing import FRAME_HEIGHT, load_map
from hall_display.map.map_shown import NO_HEAT, banner_rows, heat_of, tile_rows
from hall_display.map.outlines import FILE, WITHOUT_OUTLINE, load_labels, load_outlines, parse_outlines
from tests.hall_display.wall_worlds import NOW

Break = Callable[[dict[str, Any]], object]


def feature(data: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = data["features"][number]
    return found


BROKEN: dict[str, tuple[Break, str]] = {
    "no features": (lambda data: data.pop("features"), "features"),
    "features are no list": (lambda data: data.update(features=3), "features"),
    "a banner too few": (lambda data: data["features"].pop(), "features"),
    "a banner twice": (lambda data: data["features"].append(feature(data, 0)), "features.8.properties.code"),
    "a code of elsewhere": (
        lambda data: feature(data, 2)["properties"].update(code="110101"),
        "features.2.properties.code",
    ),
    "a point": (lambda data: feature(data, 1)["geometry"].update(type="Point"), "features.1.geometry.type"),
    "no geometry": (lambda data: feature(data, 1).update(geometry=None), "features.1"),
    "an open ring": (
        lambda data: feature(data, 3)["geometry"]["coordinates"][0].pop(),
        "features.3.geometry.coordinates.0",
    ),
    "latitude first": (
        lambda data: feature(data, 4)["geometry"]["coordinates"][0][5].reverse(),
        "features.4.geometry.coordinates.0",
    ),
    "three numbers a point": (
        lambda data: feature(data, 0)["geometry"]["coordinates"][0][5].append(12),
        "features.0.geometry.coordinates.0",
    ),
    "words for numbers": (
        lambda data: feature(data, 0)["geometry"]["coordinates"][0][5].__setitem__(0, "east"),
        "features.0.geometry.coordinates.0",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_map_is_refused_with_file_and_key(name: str, texts: Texts) -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    spoil, key = BROKEN[name]
    spoil(data)
    with pytest.raises(PolicyError) as told:
        parse_outlines(json.dumps(data), "broken.geojson", texts)
    assert (told.value.file, told.value.key) == ("broken.geojson", key)


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"features": null}', "\x00"])
def test_garbage_is_no_map(text: str, texts: Texts) -> None:
    with pytest.raises(PolicyError):
        parse_outlines(text, "garbage", texts)


def test_a_map_that_is_not_there_is_said(tmp_path: Path, texts: Texts) -> None:
    with pytest.raises(PolicyError) as told:
        load_outlines(texts, tmp_path / "gone.geojson")
    assert told.value.file == "gone.geojson"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "150502"),
        ("150502 = 3", "150521"),
        ("999999 = { lon = 1, lat = 1 }", "150502"),
        ("no toml", "TOML"),
    ],
)
def test_labels_are_checked_too(written: str, key: str, tmp_path: Path, texts: Texts) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        load_labels(texts, load_outlines(texts), path)
    assert told.value.key == key


def test_every_banner_has_an_outline_but_the_zone_inside_another(texts: Texts) -> None:
    drawn = {banner.code for banner in load_map(texts).banners}
    assert drawn == BANNER_NAMES.keys() - WITHOUT_OUTLINE


def test_the_drawing_keeps_the_shape_of_the_land(texts: Texts) -> None:
    """A degree of longitude is cos(latitude) of one of latitude: 4.45° by 3.42° at 43.9° are nearly as wide as high."""
    drawing = load_map(texts)
    assert drawing.height == FRAME_HEIGHT
    assert drawing.width == pytest.approx(943, abs=2)


def test_neighbours_share_the_points_of_their_border(texts: Texts) -> None:
    points = {
        banner.code: set(banner.path.removeprefix("M").removesuffix(" Z").split(" L"))
        for banner in load_map(texts).banners
    }
    keerqin, zuozhong = points["150502"], points["150521"]
    assert len(keerqin & zuozhong) > 20


def test_a_label_stands_inside_its_banner_or_says_that_it_stands_beside(texts: Texts) -> None:
    outlines = load_outlines(texts)
    labels = load_labels(texts, outlines)
    inside = {
        outline.code: is_inside((labels[outline.code].lon, labels[outline.code].lat), outline.rings[0])
        for outline in outlines
    }
    assert inside == {code: not place.beside for code, place in labels.items()}


def is_inside(point: tuple[float, float], ring: tuple[tuple[float, float], ...]) -> bool:
    x, y = point
    crossed = 0
    for (ax, ay), (bx, by) in pairwise(ring):
        crossed += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossed % 2 == 1


def told(*lines: AreaLine, of: str = "") -> AreaMap:
    return AreaMap(of=of, lines=lines, total_open=0, total_overdue=0, as_of=NOW)


def line(area: str, open_: int | None, overdue: int | None = 0, name: str = "") -> AreaLine:
    return AreaLine(area=area, name=name or BANNER_NAMES.get(area, area), open=open_, overdue=overdue)


def test_heat_goes_in_quarters_of_the_largest_place_and_a_place_without_cases_is_lightest() -> None:
    lines = [line("150502", 100), line("150521", 75), line("150522", 26), line("150523", 1)]
    lines += [line("150524", 0), line("150525", None), line("none", 900)]
    assert heat_of(lines) == {
        "150502": 4,
        "150521": 3,
        "150522": 2,
        "150523": 1,
        "150524": 0,
        "150525": 0,
        "none": 4,
    }


def test_red_stands_only_where_something_is_overdue_and_a_hidden_cell_is_a_dash(texts: Texts) -> None:
    areas = told(line("150502", 96, 3), line("150521", 58), line("150525", None, None))
    rows = {row.code: row for row in banner_rows(load_map(texts), areas, texts)}
    assert (rows["150502"].count, rows["150502"].overdue) == ("96", "3")
    assert (rows["150521"].count, rows["150521"].overdue) == ("58", "")
    assert (rows["150525"].count, rows["150525"].overdue) == ("—", "")
    assert rows["150502"].spoken == "科尔沁区，在办96件，超期3件"
    assert rows["150525"].spoken == "奈曼旗，件数少，不公布"


def test_a_banner_of_which_nothing_is_told_is_drawn_and_says_nothing(texts: Texts) -> None:
    rows = {row.code: row for row in banner_rows(load_map(texts), told(line("150502", 4)), texts)}
    assert (rows["150581"].heat, rows["150581"].count, rows["150581"].is_known) == (NO_HEAT, "", False)
    assert all(row.heat == NO_HEAT for row in banner_rows(load_map(texts), None, texts))


def test_what_has_no_place_on_the_map_is_a_tile_and_never_a_place(texts: Texts) -> None:
    areas = told(line("150502", 4), line("150571", 2), line("none", 1, name="没写地点"))
    drawn = [banner.code for banner in load_map(texts).banners]
    assert [(row.code, row.name) for row in tile_rows(areas, texts, leave_out=drawn)] == [
        ("150571", "经开区"),
        ("none", "没写地点"),
    ]
    assert tile_rows(None, texts) == ()
