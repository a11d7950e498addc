"""How long a service takes, from what was seen."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.queue.service_times import ServiceSeen, service_times
from tests.cases.hall_at_work import NINE


def seen(*minutes: float, queue: str = "A", **more: bool) -> list[ServiceSeen]:
    return [ServiceSeen(queue, NINE, m * 60, **more) for m in minutes]


def test_on_day_one_policy_is_believed(policy: Policy) -> None:
    times = service_times(policy.hall, [])
    assert set(times) == {queue.letter for queue in policy.hall.queues}
    assert times["A"].mean_s == policy.hall.queue("A").service_mean_minutes * 60
    assert times["A"].cv == policy.hall.queue("A").service_cv
    assert times["A"].error > 0


def test_what_was_seen_takes_over_bit_by_bit(policy: Policy) -> None:
    means = [service_times(policy.hall, seen(*[25] * n))["A"].mean_s / 60 for n in (0, 1, 5, 300)]
    assert means == sorted(means)
    assert means[1] < 16
    assert means[3] > 24
    assert service_times(policy.hall, seen(*[25] * 300))["B"].mean_s == 360


def test_a_desk_that_forgot_to_end_a_visit_spoils_nothing(policy: Policy) -> None:
    usual = [10.0, 12, 14, 9, 18, 11, 13, 15, 8, 16, 12, 14, 10, 13] * 3
    plain = service_times(policy.hall, seen(*usual))["A"].mean_s
    forgotten = service_times(policy.hall, seen(*usual, 480))["A"].mean_s
    assert forgotten < plain * 1.12


def test_visits_that_go_on_count_with_what_they_will_come_to(policy: Policy) -> None:
    ended = seen(*[6] * 10)
    going_on = seen(*[20] * 5, ended=False)
    assert (
        service_times(policy.hall, [*ended, *going_on])["A"].mean_s
        > service_times(policy.hall, ended)["A"].mean_s + 60
    )


def test_the_seconds_between_an_end_and_the_next_call_are_part_of_the_pace(policy: Policy) -> None:
    calls = [
        ServiceSeen("A", NINE + timedelta(seconds=n * 630), 600, counter_no=1) for n in range(60)
    ]  # fmt: skip
    without = [s._replace(counter_no=None) for s in calls]
    more = service_times(policy.hall, calls)["A"].mean_s - service_times(policy.hall, without)["A"].mean_s
    assert 25 < more <= 30


@given(st.integers(0, 2**32))
def test_the_order_of_what_was_seen_does_not_matter(policy: Policy, seed: int) -> None:
    dice = Random(seed)  # noqa: S311  invented services
    calls = [
        ServiceSeen(dice.choice("AB"), NINE + timedelta(minutes=n), dice.expovariate(0.001))
        for n in range(40)
    ]
    shuffled = dice.sample(calls, len(calls))
    one, other = service_times(policy.hall, calls, NINE), service_times(policy.hall, shuffled, NINE)
    assert abs(one["A"].mean_s - other["A"].mean_s) < 1e-6
