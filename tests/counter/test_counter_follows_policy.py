"""A counter shows a revised policy at once, without a restart and without losing what is done at it."""

from tests.counter.conftest import Counter, Open
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


def test_a_counter_that_the_hall_has_added_opens_on_a_machine_that_does_not_know_it_yet(
    hall: RealHall, open_counter: Open
) -> None:
    one = "[[counters]]\nnumber = 1\n"
    hall.revise((one, f'[[counters]]\nnumber = 6\nname = "法律援助窗口"\nserves = ["A"]\n\n{one}'))
    desk = open_counter(6)
    desk.wait_for("法律援助窗口")
    desk.sign_in()
    desk.wait_for("锁屏")
    number = hall.take()
    desk.wait_for(number)
