"""Expected wait (大约要等) as a range P10–P90 and a mean, from the rule of calling itself.

The line is played forward by the rule (`wait_play`): that says how many calls the desks of a ticket's queue make before
its own. How long so many calls take follows from the visits that are at the desks now and those that come after them
(`wait_clock`). Waits are in wall time: the lunch break counts. Source: issue 4, "Expected wait"; pitfalls.md §1, Waits;
how true it is: `python -m tests.simulation`.
"""

from dataclasses import replace
from datetime import datetime

from cases.policy.hall import HallPolicy
from cases.queue.hall_load import DeskNow, HallLoad, Returning, Wait, WaitRange
from cases.queue.queue_order import Waiting
from cases.queue.wait_estimate import estimate

__all__ = [
    "DeskNow",
    "Forecast",
    "HallLoad",
    "Returning",
    "Wait",
    "WaitRange",
    "forecast",
]


class Forecast:
    """All waits at one instant. Asking is a look into a table, except for a reserved or appointed newcomer."""

    def __init__(self, load: HallLoad, hall: HallPolicy, now: datetime) -> None:
        self._load, self._hall, self._now = load, hall, now
        self._waits = estimate(load, hall, now, [_newcomer(queue.letter, now) for queue in hall.queues])

    def of(self, visit_id: str) -> Wait | None:
        """The wait of a ticket that waits or is on hold. None: no desk that is open may call it, or it is unknown."""
        return self._waits.get(visit_id)

    def if_you_came_now(
        self, queue: str, *, for_counter: int | None = None, appointment_at: datetime | None = None
    ) -> Wait | None:
        """The wait of somebody who took a number of this queue now. None: no desk that is open serves it.

        With `for_counter` or `appointment_at` the line is played once more (milliseconds).
        """
        if for_counter is None and appointment_at is None:
            return self._waits.get(_newcomer_id(queue))
        newcomer = replace(
            _newcomer(queue, self._now), for_counter=for_counter, appointment_at=appointment_at
        )
        return estimate(self._load, self._hall, self._now, [newcomer]).get(newcomer.visit_id)


def forecast(load: HallLoad, hall: HallPolicy, now: datetime) -> Forecast:
    """Play the line forward. 200 tickets take about 3 ms."""
    return Forecast(load, hall, now)


def _newcomer_id(queue: str) -> str:
    return f"newcomer {queue}"


def _newcomer(queue: str, now: datetime) -> Waiting:
    return Waiting(visit_id=_newcomer_id(queue), ticket_no="~", queue=queue, place_at=now)
