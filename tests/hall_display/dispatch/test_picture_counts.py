"""Every number that the picture can show opens a list of that length: all periods, days, banners and towns.

What the hall tells is held against its lists in a world of 510 cases (tests/case_store/test_figures.py); here it is
seen that the screen asks for each number what the hall counted.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from case_store.hall.house import OnDuty
from cases.figures.figure import FigureAsked
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_figures import AreaMap
from screenkit import grab
from tests.case_store.figure_world import draw
from tests.case_store.one_hall import OneHall
from tests.case_store.test_figures import LEADER, NOW, World
from tests.hall_display.dispatch.picture_screen import PictureScreen

CASES = 90
SHOWN_AT_LEAST = 170
BANNERS = ("150502", "150525", "150571")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    hall = OneHall(tmp_path_factory.mktemp("hall"))
    hall.clock.move_to(NOW)
    luck, since = Random(5), NOW - timedelta(days=40)  # noqa: S311  the same world every time
    told = [one for number in range(CASES) for one in draw(luck, number, NOW, since)]
    with hall.store.log.writing(uuid4(), NOW) as work:
        for one in told:
            work.record(one.aggregate, [one.event], "staff:s1", one.at)
    yield World(hall)
    hall.store.close()


@pytest.fixture(scope="module")
def screen(world: World, policy: Policy, texts: Texts) -> Iterator[PictureScreen]:
    shown = PictureScreen(policy, texts)
    shown.clock.at = world.hall.clock.now()
    towns = {of: areas_of(world, of, LEADER) for of in BANNERS}
    shown.hall.areas = towns.__getitem__
    yield shown
    shown.close()


def areas_of(world: World, of: str, who: OnDuty) -> AreaMap:
    told = world.hall.store.hall.behind.areas(who, of)
    assert not isinstance(told, Refusal)
    return told


def everything(screen: PictureScreen, world: World) -> dict[FigureAsked, set[int]]:
    """Each question with every number that stands for it somewhere."""
    picture = screen.picture
    found: dict[FigureAsked, set[int]] = {}

    def note() -> None:
        for figure in picture.figures():
            found.setdefault(figure.asked, set()).add(figure.count)

    screen.hear(world.view)
    for period in [row.period for row in picture.kpis.periods.rows]:
        picture.kpis.choose(period)
        note()
    for index in range(0, picture.trend.days.count, 3):
        picture.trend.choose(index)
        note()
    for banner in BANNERS:
        picture.map.press(banner)
        grab.wait_until(lambda: not picture.map.isWaiting, what=banner)
        note()
        picture.map.back()
    return found


def test_every_number_of_the_picture_is_as_long_as_its_list(screen: PictureScreen, world: World) -> None:
    found = everything(screen, world)
    assert len(found) > SHOWN_AT_LEAST
    differing = {}
    for asked, counts in found.items():
        page = world.page(asked)
        total = page.code if isinstance(page, Refusal) else page.total
        if counts != {total}:
            differing[asked] = (counts, total)
    assert differing == {}
