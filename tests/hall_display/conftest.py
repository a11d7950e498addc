"""Walls for tests: in windows of their own, and at a hall that really runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy import Policy
from cases.texts import Texts
from hall_display.wall.app import WallConfig, WallScreen, build
from hall_display.wall.layout import LAYOUTS
from tests.hall_display.wall_stage import Wall
from tests.real_hall import RealHall
from tests.screenkit.own_meta import own_meta

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(ASSETS)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_texts(ASSETS)


@pytest.fixture
def wall(policy: Policy, texts: Texts) -> Iterator[Wall]:
    shown = Wall(policy, texts)
    yield shown
    shown.close()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHall]:
    running = RealHall(tmp_path_factory.mktemp("hall"))
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def screen(hall: RealHall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WallScreen]:
    layout = tmp_path_factory.mktemp("wall") / "layout.toml"  # its pages stay as long as the test looks
    landscape = (LAYOUTS / "landscape.toml").read_text("utf-8")
    layout.write_text(landscape.replace("turn_s = 15", "turn_s = 600"), "utf-8")
    config = WallConfig(
        layout_file=layout,
        hall_url=hall.url,
        token_file=hall.token_file("wall"),
        assets_dir=ASSETS,
        clock_file=hall.clock_file,
    )
    screen = build(config)
    yield screen
    strangers = own_meta(screen.view_model)
    screen.close()
    assert strangers == []
