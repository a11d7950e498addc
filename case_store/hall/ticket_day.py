"""收号: no more numbers for today than can be served before closing; from then on they are for the next open day.

A submission is never refused: the matter is kept, the number says which day it is for.
"""

from datetime import date, datetime, timedelta

from case_store.hall.house import House
from case_store.hall.waits import read_load
from case_store.log.event_log import Work
from cases.hall_time import hall_date
from cases.policy import Policy
from cases.waiting_time import WaitRange


def day_of_new_ticket(work: Work, house: House, queue: str) -> date:
    """The day that a number given now is for."""
    today = hall_date(work.now)
    load = read_load(work.connection, work.stream, today)
    wait = load.wait(house.policy, queue, load.waiting.get(queue, 0))
    if is_closed(house.policy, work.now, wait):
        return house.policy.calendar.next_open_day(today)
    return today


def is_closed(policy: Policy, now: datetime, wait: WaitRange | None) -> bool:
    """Whether somebody who comes now, with this wait ahead, would not be served any more today.

    Over once closing time and the spare minutes have passed, or on a day without opening hours; before that only by
    the wait, which nobody knows while no desk is open. The lunch break is no time to serve in.
    """
    closing = policy.hall.closing
    if not closing.stop_when_wait_exceeds_rest:
        return False
    segments = policy.calendar.segments(hall_date(now))
    if not segments:
        return True
    closes_at = segments[-1].closes_at
    spare = timedelta(minutes=closing.spare_minutes)
    if now >= closes_at + spare:
        return True
    rest = policy.calendar.open_time(now, closes_at) + spare
    return wait is not None and timedelta(minutes=(wait.low_min + wait.high_min) / 2) > rest
