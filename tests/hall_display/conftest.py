"""Walls for tests: in windows of their own, and at a hall that really runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy import Policy
from cases.texts import Texts
from hall_display.wall.app import WallConfig, WallScreen, build
from tests.hall_display.wall_stage import Wall
from tests.real_hall import RealHall

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


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


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RealHall]:
    running = RealHall(tmp_path)
    running.start()
    yield running
    running.close()


@pytest.fixture
def screen(hall: RealHall) -> Iterator[WallScreen]:
    config = WallConfig(
        hall_url=hall.url,
        token_file=hall.token_file("wall"),
        assets_dir=ASSETS,
        clock_file=hall.clock_file,
    )
    screen = build(config)
    yield screen
    screen.close()
