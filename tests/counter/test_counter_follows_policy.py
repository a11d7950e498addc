"""A counter shows a revised policy at once, without a restart and without losing what is done at it."""

from tests.counter.conftest import Counter
from tests.real_hall import RealHall


def test_an_open_counter_takes_its_new_name_and_the_next_ticket_its_new_queue(
    hall: RealHall, counter: Counter
) -> None:
    counter.wait_for("综合受理窗口")
    hall.revise(
        ('number = 3\nname = "综合受理窗口"', 'number = 3\nname = "综合接待窗口"'),
        ('name = "综合受理"\nwaiting_place', 'name = "综合接待"\nwaiting_place'),
    )
    counter.wait_for("综合接待窗口")
    policy = counter.screen.view_model.desk.rules.policy
    assert policy.hall.queue("A").name == "综合接待"
