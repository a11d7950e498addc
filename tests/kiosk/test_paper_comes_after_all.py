"""The last page while the printer is being put right: where to go without paper, and what came after all."""

from dataclasses import replace

from kiosk.flow import Page, Walk
from screenkit import grab
from tests.kiosk.kiosk_room import BOTH_PRINTED, KioskRoom
from tests.kiosk.page_album import NO_PAPER, TOLD

AGAIN = "补打好了，在下面的出口。"
CODE = "手机扫码，把号带走"


def test_without_paper_the_number_stands_with_its_code_and_one_who_leaves_gets_nothing_later(
    room: KioskRoom,
) -> None:
    room.door.out = NO_PAPER
    session, window = room.screen.session, room.screen.window
    session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    session.confirm()
    grab.wait_until(lambda: grab.is_shown(window, CODE), what="the code beside the number")
    session.leave()
    grab.wait_until(lambda: len(room.door.left) == 1, what="the papers to be given up")


def test_a_paper_that_comes_after_all_is_said_on_the_page(room: KioskRoom) -> None:
    room.door.out, room.door.after = NO_PAPER, replace(BOTH_PRINTED, is_again=True)
    session, window = room.screen.session, room.screen.window
    session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    session.confirm()
    grab.wait_until(lambda: grab.is_shown(window, AGAIN), what="the second paper")
    assert not grab.is_shown(window, CODE)
