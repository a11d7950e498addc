"""The day so far: who waits, who serves, how long it took; and from it the expected wait of a queue as a range."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.schema import desk, queue_day, visit
from cases.policy import Policy
from cases.views import QueueView
from cases.visit import AT_A_DESK, VisitState
from cases.waiting_time import WaitRange, expected_wait, shrunk_mean

_MINUTE_US = 60_000_000
_OPEN_DESKS = sa.select(desk.c.counter_no).where(desk.c.stream == param("s"), desk.c.staff_id.is_not(None))
_WAITING = (
    sa.select(visit.c.queue, sa.func.count().label("waiting"))
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.WAITING.value,
    )
    .group_by(visit.c.queue)
)
_BUSY = sa.select(visit.c.counter_no).where(
    visit.c.stream == param("s"),
    visit.c.business_date == param("d"),
    visit.c.state.in_([state.value for state in AT_A_DESK]),
)
_DAY = sa.select(queue_day).where(queue_day.c.stream == param("s"), queue_day.c.business_date == param("d"))
_AHEAD = sa.select(sa.func.count()).where(
    visit.c.stream == param("s"),
    visit.c.business_date == param("d"),
    visit.c.state == VisitState.WAITING.value,
    visit.c.queue == param("q"),
    sa.or_(
        visit.c.place_at_us < param("p"),
        sa.and_(visit.c.place_at_us == param("p"), visit.c.ticket_no < param("n")),
    ),
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
        """Every queue as kiosk and wall show it."""
        return tuple(self._queue(policy, queue.letter, queue.name) for queue in policy.hall.queues)

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
    days = connection.execute(_DAY, this).all()
    return DayLoad(
        open_counters=frozenset(connection.execute(_OPEN_DESKS, {"s": stream}).scalars()),
        busy_counters=frozenset(connection.execute(_BUSY, this).scalars()),
        waiting={row.queue: row.waiting for row in connection.execute(_WAITING, this)},
        served={
            row.queue: (row.served, row.served_us / row.served / _MINUTE_US) for row in days if row.served
        },
        first_calls={row.queue: row.first_calls for row in days},
    )


def people_ahead(
    connection: sa.Connection, stream: str, day: date, *, queue: str, place_at_us: int, ticket_no: str
) -> int:
    """How many wait in the same queue with an earlier place (design.md §2: the place counts from the first touch)."""
    this = {"s": stream, "d": day.isoformat(), "q": queue, "p": place_at_us, "n": ticket_no}
    return int(connection.execute(_AHEAD, this).scalar_one())
