"""The layout file: what is wrong is told with file and key; pages turn and leave out what is empty."""

import os
from pathlib import Path

import pytest

from case_store.errors import StoreError
from hall_display.wall.cells import cells
from hall_display.wall.layout import LAYOUTS, house_layout, load_layout

HEAD = "[[window]]\ndiagonal_in = 75\ndistance_m = 6\ngrid = [12, 6]\n"
AREA = "[[window.area]]\nat = [0, 0, 12, 6]\n"
TWO_PAGES = HEAD + AREA + 'pages = [[{ panel = "queues", part = 3 }, "lights"], ["kpis"], ["notices"]]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "layout.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_house_layouts_can_be_used(path: Path) -> None:
    assert load_layout(path).windows


def test_the_shape_of_a_window_chooses_its_layout() -> None:
    assert house_layout(1080, 1920).name == "portrait.toml"
    assert house_layout(3840, 2160).name == "landscape.toml"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "window"),
        ("window = 3", "window"),
        ("theme = [", "TOML"),
        (HEAD, "window.0.area"),
        (TWO_PAGES.replace("75", '"seventy-five"'), "window.0.diagonal_in"),
        (TWO_PAGES.replace("diagonal_in = 75\n", ""), "window.0"),
        (TWO_PAGES.replace("grid", "width_mm = 1600\ngrid"), "window.0"),
        (TWO_PAGES.replace("kpis", "ticker"), "window.0.area.0.pages.1.0.panel"),
        (TWO_PAGES.replace("part = 3", "part = 0"), "window.0.area.0.pages.0.0.part"),
        (TWO_PAGES.replace("12, 6]\np", "13, 6]\np"), "window.0"),
        (TWO_PAGES + AREA + 'pages = [["calls"]]\n', "window.0"),
        ("turn_s = 0\n" + TWO_PAGES, "turn_s"),
        ('kpis = ["year.happiness"]\n' + TWO_PAGES, "kpis.0"),
        ('theme = "neon"\n' + TWO_PAGES, "theme"),
        ("glow = true\n" + TWO_PAGES, "glow"),
        ("\ufeff\x00" + TWO_PAGES, "TOML"),
        ("x = " + "[" * 5000, "TOML"),  # deeper than Python follows
        ("# " + "long" * 300_000, "TOML"),  # no layout has a megabyte
        (TWO_PAGES.replace("grid", "size = [99999999999, 1080]\ngrid"), "window.0.size.0"),
        (TWO_PAGES.replace("grid", "output = -1\ngrid"), "window.0.output"),
        (TWO_PAGES.replace("grid", "output = true\ngrid"), "window.0.output"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(text: str, key: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(StoreError) as wrong:
        load_layout(path)
    assert wrong.value.code == "store.config_invalid"
    assert (wrong.value.facts["path"], wrong.value.facts["key"]) == (str(path), key)


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as wrong:
        load_layout(tmp_path / "nowhere.toml")
    assert wrong.value.facts["path"] == str(tmp_path / "nowhere.toml")


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")  # reading it would wait for a writer for ever
    (tmp_path / "folder.toml").mkdir()
    for name in ("pipe.toml", "folder.toml"):
        with pytest.raises(StoreError) as wrong:
            load_layout(tmp_path / name)
        assert wrong.value.facts["key"] == "TOML"


def test_pages_turn_and_one_with_nothing_on_it_is_left_out(tmp_path: Path) -> None:
    window = load_layout(written(tmp_path, TWO_PAGES)).windows[0]
    having = frozenset({"queues", "lights", "kpis"})
    seen = [[cell.panel for cell in cells(window, having, turn)[0] if cell.is_seen] for turn in range(4)]
    assert seen == [["queues", "lights"], ["kpis"], ["queues", "lights"], ["kpis"]]
    assert cells(window, having, 0)[1][0].pages == 2
    assert [cell.round_no for cell in cells(window, having, 3)[0] if cell.is_seen] == [1]


def test_panels_share_the_height_and_what_has_nothing_leaves_it(tmp_path: Path) -> None:
    window = load_layout(written(tmp_path, TWO_PAGES)).windows[0]
    both = [c for c in cells(window, frozenset({"queues", "lights"}), 0)[0] if c.is_seen]
    assert [(c.from_top, c.high) for c in both] == [(0, 0.75), (0.75, 0.25)]
    alone = [c for c in cells(window, frozenset({"lights"}), 0)[0] if c.is_seen]
    assert [(c.panel, c.from_top, c.high) for c in alone] == [("lights", 0, 1)]


def test_an_area_with_nothing_anywhere_shows_its_first_page_which_says_so(tmp_path: Path) -> None:
    window = load_layout(written(tmp_path, HEAD + AREA + 'pages = [["notices"], ["kpis"]]\n')).windows[0]
    placed, dots = cells(window, frozenset(), 7)
    assert [cell.panel for cell in placed if cell.is_seen and cell.high > 0] == ["notices"]
    assert dots == ()


def test_a_page_named_again_comes_back_and_is_one_page(tmp_path: Path) -> None:
    pages = 'pages = [["lights"], ["kpis"], ["lights"], ["notices"], ["lights"], ["types"]]\n'
    window = load_layout(written(tmp_path, HEAD + AREA + pages)).windows[0]
    having = frozenset({"lights", "kpis", "types"})  # no notices: lights twice in a row
    placed, dots = cells(window, having, 0)
    assert [cell.panel for cell in placed] == ["lights", "kpis", "notices", "types"]
    assert dots[0].pages == 3
    seen = [
        next((cell.panel, cell.round_no) for cell in cells(window, having, turn)[0] if cell.is_seen)
        for turn in range(7)
    ]
    assert seen == [
        ("lights", 0), ("kpis", 0), ("lights", 1), ("lights", 2), ("types", 0), ("lights", 3), ("kpis", 1)
    ]  # fmt: skip
