"""The wall shows a revised policy at once, without a restart: names, hours, the roster."""

from hall_display.wall.app import WallScreen
from screenkit import grab
from tests.real_hall import RealHall


def wait_for(screen: WallScreen, name: str) -> None:
    grab.wait_until(
        lambda: any(name in shown for shown in grab.names(screen.window)),
        what=f"{name}; there is {grab.names(screen.window)}",
    )


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
