"""How long a kiosk waits, and how it says numbers and times."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import QueueView
from kiosk.hall_clock import HallClock
from kiosk.patience import Patience
from kiosk.wording import day_line, grouped, hours_line, people_ahead, wait_range, waiting_line
from tests.kiosk.kiosk_room import MORNING, HandClock


def test_a_minute_of_quiet_asks_and_twenty_seconds_more_wipe() -> None:
    patience = Patience(touched_at=0, idle_s=60, grace_s=20)
    assert patience.seconds_left(45.2) == 15
    assert not patience.is_asking(59.9)
    assert patience.is_asking(60)
    assert (patience.grace_left(60), patience.grace_left(79.5)) == (20, 1)
    assert not patience.is_over(79.9)
    assert patience.is_over(80)


def test_nobody_is_hurried_while_a_person_is_on_the_way() -> None:
    patience = Patience(touched_at=0, idle_s=60, grace_s=20, held=True)
    assert not patience.is_asking(1000)
    assert not patience.is_over(1000)
    assert patience.seconds_left(1000) == 60


@given(st.floats(0, 500), st.integers(5, 240), st.integers(5, 60))
def test_nothing_is_wiped_that_was_not_asked_for_first(now: float, idle_s: int, grace_s: int) -> None:
    patience = Patience(touched_at=0, idle_s=idle_s, grace_s=grace_s)
    assert not patience.is_over(now) or patience.is_asking(now)
    assert patience.seconds_left(now) == 0 or not patience.is_asking(now)
    assert patience.touched(now).seconds_left(now) == idle_s


def test_the_story_page_and_large_print_wait_longer(policy: Policy) -> None:
    idle = policy.kiosk.idle_after_seconds
    assert idle(story_page=False, large_print=False) == 60
    assert idle(story_page=True, large_print=False) == 120
    assert idle(story_page=False, large_print=True) == 120
    assert idle(story_page=True, large_print=True) == 240


def queue(waiting: int, low: int | None, high: int | None) -> QueueView:
    return QueueView(letter="A", name="综合受理", waiting=waiting, wait_low_min=low, wait_high_min=high)


def test_the_wait_is_said_as_a_range_and_only_while_it_is_known(texts: Texts) -> None:
    assert waiting_line(queue(7, 10, 18), texts) == "现在等候7人，大约10～18分钟。"
    assert waiting_line(queue(3, 0, 6), texts) == "现在等候3人，大约6分钟以内。"
    assert waiting_line(queue(0, 0, 0), texts) == "现在没有人等，取了号就能办。"
    assert waiting_line(queue(4, None, None), texts) == "现在等候4人，请留意叫号。"
    assert waiting_line(queue(1, 0, 0), texts) == "现在等候1人，很快就到您。"
    assert waiting_line(None, texts) == ""


def test_measures_are_number_and_unit_apart(texts: Texts) -> None:
    assert people_ahead(6, texts).number == "6"
    assert wait_range(10, 18, texts).spoken == "10～18分钟"
    assert wait_range(0, 6, texts).spoken == "6分钟以内"
    assert wait_range(5, 5, texts).spoken == "5分钟"


def test_hours_of_a_working_day_and_of_a_day_off(policy: Policy, texts: Texts) -> None:
    assert hours_line(MORNING, policy, texts) == "今天08:30～12:00，14:30～17:30"
    holiday = datetime.fromisoformat("2026-10-01T09:00:00+08:00")
    assert hours_line(holiday, policy, texts) == "今天休息，10月8日08:30开门"


def test_a_day_has_its_weekday(texts: Texts) -> None:
    assert day_line(MORNING, texts) == "11月23日 星期一"


@given(st.text("0123456789", max_size=30))
def test_groups_lose_no_digit(digits: str) -> None:
    assert grouped(digits, (6, 4, 2)).replace(" ", "") == digits


def test_a_clock_of_1970_is_not_shown_until_the_hall_has_told_the_time() -> None:
    machine = HandClock()
    machine.at = datetime.fromisoformat("1970-01-01T08:00:05+08:00")
    clock = HallClock(machine)
    assert not clock.believable
    clock.heard(MORNING)
    assert clock.believable
    machine.at += timedelta(seconds=60)
    assert clock.now() == MORNING + timedelta(seconds=60)
