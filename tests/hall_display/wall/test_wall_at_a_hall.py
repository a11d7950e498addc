"""The wall at a hall that really runs: its own wiring, its own feed. One hall for all, in the order of a day."""

from hall_display.wall.app import WallScreen
from screenkit import grab
from tests.real_hall import RealHall


def wait_for(screen: WallScreen, name: str) -> None:
    grab.wait_until(
        lambda: any(name in shown for shown in grab.names(screen.window)),
        what=f"{name}; there is {grab.names(screen.window)}",
    )


def test_a_call_reaches_the_wall_and_the_case_its_lights(hall: RealHall, screen: WallScreen) -> None:
    hall.take()
    hall.take()
    wait_for(screen, "正常 2")
    first = hall.call_next(2)
    wait_for(screen, f"请{first}到2号窗口")
    second = hall.call_next(2)
    wait_for(screen, f"请{second}到2号窗口")
    assert screen.view_model.shown.newest.ticket_no == second
    model = screen.view_model  # the frame that shows it comes a moment after the words
    grab.wait_until(lambda: model.drawn is not None and model.drawn.ticket_no == second, what="the frame")


def test_an_open_wall_shows_the_new_names_hours_and_phone(hall: RealHall, screen: WallScreen) -> None:
    wait_for(screen, "有矛盾纠纷，找综治中心")
    wait_for(screen, "综合受理")
    hall.revise(
        ('name = "综合受理"\nwaiting_place', 'name = "综合接待"\nwaiting_place'),
        ("有矛盾纠纷，找综治中心", "有事您说"),
        ("0475-0000000", "0475-1111111"),
        ("{ from = 14:30:00, to = 17:30:00 }", "{ from = 14:00:00, to = 16:00:00 }"),
    )
    for words in ("综合接待", "有事您说", "0475-1111111", "14:00"):
        wait_for(screen, words)


def test_a_hall_that_goes_and_comes_back_is_told_and_found_again(hall: RealHall, screen: WallScreen) -> None:
    hall.take()
    ticket_no = hall.call_next(2)
    wait_for(screen, f"请{ticket_no}到2号窗口")
    hall.stop()
    wait_for(screen, "09:30起连不上大厅系统，号码以窗口喊号为准")
    assert grab.is_shown(screen.window, f"请{ticket_no}到2号窗口")
    hall.start()
    grab.wait_until(
        lambda: not grab.is_shown(screen.window, "09:30起连不上大厅系统，号码以窗口喊号为准"),
        what="the hall to be found again",
    )
