"""The expected wait as a range."""

from hypothesis import given
from hypothesis import strategies as st

from cases.waiting_time import WaitRange, expected_wait, shrunk_mean


def test_a_free_desk_means_no_wait() -> None:
    assert expected_wait(0, desks_open=2, desks_busy=1, mean_min=14, cv=0.6) == WaitRange(
        low_min=0, high_min=0
    )


def test_without_an_open_desk_nothing_is_promised() -> None:
    assert expected_wait(3, desks_open=0, desks_busy=0, mean_min=14, cv=0.6) is None


@given(st.integers(0, 200), st.integers(1, 12), st.floats(1, 60), st.floats(0.1, 2))
def test_more_people_ahead_never_shorten_the_wait(ahead: int, desks: int, mean: float, cv: float) -> None:
    now = expected_wait(ahead, desks, desks, mean, cv)
    later = expected_wait(ahead + 1, desks, desks, mean, cv)
    assert now is not None
    assert later is not None
    assert 0 <= now.low_min < now.high_min
    assert later.high_min >= now.high_min


def test_the_first_services_of_a_day_move_the_mean_only_a_little() -> None:
    assert shrunk_mean(14, 40, 0) == 14
    assert 14 < shrunk_mean(14, 40, 1) < 17
    assert shrunk_mean(14, 40, 1000) > 39
