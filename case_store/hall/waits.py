"""The day so far: who waits, who serves, how long it took; and from it the expected wait of a queue as a range."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.prepared import Prepared
from case_store.log.schema import call_day, desk, queue_day, visit
from cases.intake import QUEUE_OF
from cases.policy import Policy
from cases.queue_order import CallsSoFar
from cases.views import QueueView
from cases.visit import AT_A_DESK, VisitState
from cases.waiting_time import WaitRange, expected_wait, shrunk_mean

_MINUTE_US = 60_000_000
_OPEN_DESKS = Prepared(
    sa.select(desk.c.counter_no).where(
        desk.c.stream == param("s"), desk.c.staff_id.is_not(None), desk.c.paused == 0
    )
)
_WAITING = Prepared(
    sa.select(visit.c.queue, sa.func.count())
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.WAITING.value,
    )
    .group_by(visit.c.queue)
)
_BUSY = Prepared(
    sa.select(visit.c.counter_no).where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        sa.or_(*(visit.c.state == state.value for state in AT_A_DESK)),
    )
)
_DAY = Prepared(
    sa.select(queue_day.c.queue, queue_day.c.first_calls, queue_day.c.served, queue_day.c.served_us).where(
        queue_day.c.stream == param("s"), queue_day.c.business_date == param("d")
    )
)
_SINCE_PRIORITY = Prepared(
    sa.select(call_day.c.since_priority).where(
        call_day.c.stream == param("s"), call_day.c.business_date == param("d")
    )
)
_AHEAD = Prepared(
    sa.select(sa.func.count()).where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.WAITING.value,
        visit.c.queue == param("q"),
        sa.or_(
            visit.c.place_at_us < param("p"),
            sa.and_(visit.c.place_at_us == param("p"), visit.c.ticket_no < param("n")),
        ),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """What the waits of one day are made from. Counters by number, the rest by queue letter."""

    open_counters: frozenset[int]
    busy_counters: frozenset[int]
    waiting: dict[str, int]
    served: dict[str, tuple[int, float]]  # how many, and their mean in minutes
    first_calls: dict[str, int]

    def wait(self, policy: Policy, letter: str, ahead: int) -> WaitRange | None:
        """The range for somebody with so many people ahead; None while no desk serves the queue."""
        queue = policy.hall.queue(letter)
        serving = {c.number for c in policy.hall.counters if letter in c.serves} & self.open_counters
        count, mean = self.served.get(letter, (0, 0.0))
        return expected_wait(
            ahead,
            len(serving),
            len(serving & self.busy_counters),
            shrunk_mean(queue.service_mean_minutes, mean, count),
            queue.service_cv,
        )

    def queues(self, policy: Policy) -> tuple[QueueView, ...]:
        """The queues as the screens show them: those that have a way in, and any where somebody waits."""
        offered = set(QUEUE_OF.values()) | {letter for letter, waiting in self.waiting.items() if waiting}
        return tuple(
            self._queue(policy, queue.letter, queue.name)
            for queue in policy.hall.queues
            if queue.letter in offered
        )

    def _queue(self, policy: Policy, letter: str, name: str) -> QueueView:
        waiting = self.waiting.get(letter, 0)
        wait = self.wait(policy, letter, waiting)
        return QueueView(
            letter=letter,
            name=name,
            waiting=waiting,
            wait_low_min=wait.low_min if wait else None,
            wait_high_min=wait.high_min if wait else None,
        )


def read_load(connection: sa.Connection, stream: str, day: date) -> DayLoad:
    """The day as the tables have it."""
    this = {"s": stream, "d": day.isoformat()}
    days = _DAY.all(connection, this)
    return DayLoad(
        open_counters=frozenset(number for (number,) in _OPEN_DESKS.all(connection, {"s": stream})),
        busy_counters=frozenset(number for (number,) in _BUSY.all(connection, this)),
        waiting=dict(_WAITING.all(connection, this)),
        served={queue: (n, us / n / _MINUTE_US) for queue, _calls, n, us in days if n},
        first_calls={queue: calls for queue, calls, _served, _us in days},
    )


def calls_so_far(connection: sa.Connection, stream: str, day: date) -> CallsSoFar:
    """What the order of calling remembers of a day."""
    this = {"s": stream, "d": day.isoformat()}
    since = _SINCE_PRIORITY.first(connection, this)
    return CallsSoFar(
        first_calls={queue: calls for queue, calls, _served, _us in _DAY.all(connection, this)},
        since_priority=int(since[0]) if since else 0,
    )


def people_ahead(
    connection: sa.Connection, stream: str, day: date, *, queue: str, place_at_us: int, ticket_no: str
) -> int:
    """How many wait in the same queue with an earlier place (design.md §2: the place counts from the first touch)."""
    this = {"s": stream, "d": day.isoformat(), "q": queue, "p": place_at_us, "n": ticket_no}
    counted = _AHEAD.first(connection, this)
    return int(counted[0]) if counted else 0
