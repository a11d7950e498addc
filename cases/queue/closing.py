"""收号: when a number is of no use today any more, and so is for the next open day (hall.toml [closing])."""

from datetime import datetime, timedelta

from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.queue.waiting_time import Wait


def is_closed(policy: Policy, now: datetime, wait: Wait | None) -> bool:
    """Whether somebody who comes now, with this wait ahead, would not be called any more today.

    Over once closing time and the spare minutes have passed, or on a day without opening hours; before that only by
    the wait, which nobody knows while no desk is open.
    """
    closing = policy.hall.closing
    if not closing.stop_when_wait_exceeds_rest:
        return False
    segments = policy.calendar.segments(hall_date(now))
    if not segments:
        return True
    last_call = segments[-1].closes_at + timedelta(minutes=closing.spare_minutes)
    return now + timedelta(seconds=wait.mean_s if wait else 0.0) >= last_call
