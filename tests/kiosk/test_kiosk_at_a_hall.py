"""The whole kiosk at a hall that really runs: service, sockets, encrypted files, papers in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.private_file import write_private
from case_store.tokens import KIOSK
from kiosk.app import KioskScreen, build
from kiosk.config import KioskConfig
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.case_store.served import ASSETS, KIOSK_ID, Ground, make_ground
from tests.kiosk.page_album import TOLD


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    laid = make_ground(tmp_path)
    laid.hall.start()
    yield laid
    laid.stop()


@pytest.fixture
def kiosk(ground: Ground) -> Iterator[KioskScreen]:
    token_file = ground.folder / "token"
    write_private(token_file, ground.tokens[KIOSK].encode())
    screen = build(
        KioskConfig(
            kiosk_id=KIOSK_ID,
            kiosk_name="1号自助机",
            hall_url=ground.hall.url,
            token_file=token_file,
            key_file=ground.keys[f"kiosk:{KIOSK_ID}"],
            outbox_file=ground.folder / "outbox.db",
            papers_dir=ground.folder / "papers",
            assets_dir=ASSETS,
            clock_file=ground.folder / "clock",
        )
    )
    screen.window.theme.setProperty("settleMs", 1)
    grab.wait_until(lambda: screen.session.hall is not None, what="the hall to be heard")
    yield screen
    screen.close()


def confirmed(kiosk: KioskScreen) -> tuple[str, bool]:
    """Number, and whether it came from the lease."""
    kiosk.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    grab.press(kiosk.window, "都对，取号")
    grab.wait_until(lambda: kiosk.session.ending is not None, what="a number")
    grab.wait_until(
        lambda: kiosk.session.ending is not None and kiosk.session.ending.out is not None, what="papers"
    )
    ending = kiosk.session.ending
    assert ending is not None
    assert ending.taken is not None
    assert ending.out is not None
    assert ending.out.all_printed
    kiosk.session.leave()
    return ending.taken.ticket_no or "", ending.taken.leased


def waiting(ground: Ground, kiosk: KioskScreen) -> int:
    return sum(queue.waiting for queue in kiosk.session.hall.queues) if kiosk.session.hall else -1


def test_the_citizen_notices_a_lost_hall_only_by_the_number_of_the_lease(
    ground: Ground, kiosk: KioskScreen
) -> None:
    first, leased = confirmed(kiosk)
    assert (first, leased) == ("A001", False)
    grab.wait_until(lambda: waiting(ground, kiosk) == 1, what="the kiosk to hear of its own ticket")
    ground.hall.stop()
    grab.wait_until(lambda: kiosk.session.hall is None, what="the silence", timeout_s=10)
    second, leased = confirmed(kiosk)
    assert leased
    assert second != first
    grab.press(kiosk.window, "点这里，开始")
    grab.press(kiosk.window, "叫人帮忙")
    grab.wait_until(
        lambda: grab.is_shown(kiosk.window, "请到导办台，或喊工作人员"),
        what="the way to the desk",
        timeout_s=10,
    )
    grab.press(kiosk.window, "知道了")
    ground.hall.start()
    grab.wait_until(lambda: waiting(ground, kiosk) == 2, what="both tickets at the hall, once", timeout_s=15)
    papers = sorted(path.name for path in (ground.folder / "papers").glob("*.png"))
    assert len(papers) == 4
