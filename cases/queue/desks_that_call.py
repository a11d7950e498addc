"""Which of the desks where somebody is signed in call people at all.

Staff who accept matters or answer the telephone sign in at a desk, too, and nobody says 暂离 for that. A desk that was
free for a good while and let people wait whom it may call, or left them to others, is not counted: with two such among
fourteen, a rehearsed day promised every citizen too little (python -m tests.rehearsal). Where many desks are free it
does not matter that a slow one is left out: who comes is next.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.deadlines.work_calendar import Segment
from cases.hall_time import whole_minute
from cases.queue.hall_load import DeskNow
from cases.queue.queue_order import Waiting

LETS_WAIT = timedelta(minutes=5)  # longer than tidying up after a visit takes
LEAVES_TO_OTHERS = 3  # calls


def desks_that_call(
    desks: Sequence[DeskNow], waiting: Sequence[Waiting], segments: Sequence[Segment], now: datetime
) -> list[DeskNow]:
    """The desks without those that only let people wait. `segments`: today's opening hours that have not ended.

    Who is the last that may call a queue is always counted: nobody who waits is told that there is no desk. Looked at
    by the whole minute: what a screen shows holds for one.
    """
    now = whole_minute(now)
    opened_at = min((segment.opens_at for segment in segments), default=None)
    calling = [desk for desk in desks if not _lets_wait(desk, waiting, opened_at, now)]
    left = {queue for desk in calling for queue in desk.caller.serves}
    return [desk for desk in desks if desk in calling or not left.issuperset(desk.caller.serves)]


def _lets_wait(desk: DeskNow, waiting: Sequence[Waiting], opened_at: datetime | None, now: datetime) -> bool:
    if desk.busy_queue is not None or desk.paused or desk.free_since is None:
        return False
    could_since = desk.free_since if opened_at is None else max(desk.free_since, opened_at)
    if now - could_since <= LETS_WAIT:
        return False
    return desk.passed_by >= LEAVES_TO_OTHERS or any(
        desk.may_call(ticket) and now - ticket.place_at > LETS_WAIT for ticket in waiting
    )
