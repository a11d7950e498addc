"""A kiosk takes a revised policy over between two citizens, never in the middle of a session; its papers follow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app import KioskScreen, build
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.case_store.served import Ground, make_ground
from tests.kiosk.page_album import TOLD
from tests.kiosk.test_kiosk_at_a_hall import config_of
from tests.reviser import revise

OLD, NEW = "科尔沁区社会治安综合治理中心", "科尔沁区综合治理新中心"
NEW_SLOGAN = "有事您说"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    laid = make_ground(tmp_path)
    laid.hall.start()
    yield laid
    laid.stop()


@pytest.fixture
def kiosk(ground: Ground) -> Iterator[KioskScreen]:
    screen = build(config_of(ground))
    screen.window.theme.setProperty("settleMs", 1)
    grab.wait_until(lambda: screen.session.hall is not None, what="the hall to be heard")
    yield screen
    screen.close()


def sees(kiosk: KioskScreen, words: str) -> bool:
    return any(words in name.replace("\n", "") for name in grab.names(kiosk.window))


def wait_for(kiosk: KioskScreen, words: str) -> None:
    grab.wait_until(lambda: sees(kiosk, words), what=f"{words}; there is {grab.names(kiosk.window)}")


def new_names(ground: Ground) -> None:
    asyncio.run(
        revise(
            ground,
            ("有矛盾纠纷，找综治中心", NEW_SLOGAN),
            (f'full_name = "{OLD}"', f'full_name = "{NEW}"'),
            ('name = "综合受理"\nwaiting_place = "受理区"', 'name = "综合接待"\nwaiting_place = "二楼大厅"'),
        )
    )


def heard_of(kiosk: KioskScreen) -> bool:
    return kiosk.session.parts.in_force.policy.hall.full_name == NEW


def test_the_attract_page_shows_the_new_name_at_once(ground: Ground, kiosk: KioskScreen) -> None:
    wait_for(kiosk, OLD)
    new_names(ground)
    wait_for(kiosk, NEW)
    wait_for(kiosk, NEW_SLOGAN)


def test_a_citizen_in_the_middle_of_telling_is_not_disturbed_and_the_next_one_has_the_new_policy(
    ground: Ground, kiosk: KioskScreen
) -> None:
    kiosk.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    old = kiosk.session.parts.policy
    new_names(ground)
    grab.wait_until(lambda: heard_of(kiosk), what="the revision to be heard")
    assert kiosk.session.parts.policy is old
    grab.press(kiosk.window, "都对，取号")
    grab.wait_until(
        lambda: kiosk.session.ending is not None and kiosk.session.ending.out is not None, what="papers"
    )
    wait_for(kiosk, "受理区")
    assert kiosk.session.parts.policy is old
    kiosk.session.leave()
    wait_for(kiosk, NEW)
    kiosk.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    grab.press(kiosk.window, "都对，取号")
    wait_for(kiosk, "二楼大厅")
    assert kiosk.house is not None
    grab.wait_until(
        lambda: kiosk.session.ending is not None and kiosk.session.ending.out is not None, what="papers"
    )
    printed = [path.read_bytes() for path in sorted((ground.folder / "papers").rglob("*.bin"))]
    assert sum("受理区".encode("gb18030") in paper for paper in printed) == 1
    assert sum("二楼大厅".encode("gb18030") in paper for paper in printed) == 1
