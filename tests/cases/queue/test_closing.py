"""收号: from when a number is for the next open day."""

from datetime import datetime

import pytest

from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.queue.closing import is_closed
from cases.queue.waiting_time import Wait


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HALL_ZONE)


def minutes(mean: int) -> Wait:
    return Wait(low_s=0, mean_s=60 * mean, high_s=120 * mean)


@pytest.mark.parametrize(
    ("now", "wait", "closed"),
    [
        (at(17, 0), minutes(44), False),  # 17:30 and 15 minutes to spare
        (at(17, 0), minutes(45), True),
        (at(17, 44), None, False),  # nobody knows the wait, and it is not over
        (at(17, 45), None, True),
        (at(9, 0, day=22), None, True),  # a Sunday
    ],
)
def test_numbers_run_out_when_the_wait_is_longer_than_what_is_left_of_the_day(
    policy: Policy, now: datetime, wait: Wait | None, closed: bool
) -> None:
    assert is_closed(policy, now, wait) is closed
