"""The wall at a hall that really runs: its own wiring, its own feed."""

from hall_display.wall.app import WallScreen
from screenkit import grab
from tests.real_hall import RealHall


def wait_for(screen: WallScreen, name: str) -> None:
    grab.wait_until(
        lambda: grab.is_shown(screen.window, name), what=f"{name}; there is {grab.names(screen.window)}"
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
    drawn = screen.view_model.drawn
    assert drawn is not None
    assert drawn.ticket_no == second


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
