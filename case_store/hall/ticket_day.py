"""收号: no more numbers for today than can be served before closing; from then on they are for the next open day.

A submission is never refused: the matter is kept, the number says which day it is for.
"""

from datetime import date

from case_store.hall.house import House
from case_store.log.event_log import Work
from cases.hall_time import hall_date
from cases.queue.closing import is_closed


def day_of_new_ticket(work: Work, house: House, queue: str) -> date:
    """The day that a number given now is for."""
    policy, today = house.policy, hall_date(work.now)
    waits = house.waits.read(work.connection, work.stream, policy, work.now, may_lag=True)
    if is_closed(policy, work.now, waits.newcomer(queue)):
        return policy.calendar.next_open_day(today)
    return today
