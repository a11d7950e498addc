"""The day so far as the tables have it, and from it the expected waits (queue.waiting_time): read once, used by all.

A forecast holds for one state of the log and one minute. A submission may use one that is a few events old: so few
that it is nothing beside those who wait.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.desk_calls import DeskCalls
from case_store.log.micros import from_us, from_us_or_none
from case_store.log.prepared import Prepared
from case_store.log.schema import desk, event, stream_head
from case_store.log.visit_tables import IS_LIVE, call_day, desk_stint, queue_day, visit
from case_store.views.visit_rows import held_today, waiting_today
from cases.hall_time import hall_date, whole_minute
from cases.matter.intake import QUEUE_OF
from cases.policy.policy import Policy
from cases.queue.closing import is_closed
from cases.queue.desks_that_call import LETS_WAIT
from cases.queue.queue_order import CallsSoFar, caller_of
from cases.queue.service_times import ServiceSeen, ServiceTime, service_times
from cases.queue.visit import VisitState
from cases.queue.waiting_time import DeskNow, Forecast, HallLoad, Returning, Wait, forecast
from cases.views import QueueView

SEEN_MAX = 300  # the last calls of the day say how long a service takes
LAG_OF_WAITING = 20  # a forecast may be one event old for so many who wait
FEWEST_HOURS = 0.5  # before, arrivals per hour would be a guess
_STINTS = Prepared(
    sa.select(
        desk_stint.c.queue, desk_stint.c.called_at_us, desk_stint.c.freed_at_us, desk_stint.c.counter_no
    )
    .where(desk_stint.c.stream == param("s"), desk_stint.c.business_date == param("d"))
    .order_by(desk_stint.c.called_at_us.desc())
    .limit(SEEN_MAX)
)
_DESKS = Prepared(
    sa.select(desk.c.counter_no, desk.c.paused, desk.c.paused_until_us, desk.c.since_us).where(
        desk.c.stream == param("s"), desk.c.staff_id.is_not(None)
    )
)
_DAY = Prepared(
    sa.select(queue_day.c.queue, queue_day.c.first_calls, queue_day.c.last_given).where(
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
        IS_LIVE,
        visit.c.state == VisitState.WAITING.value,
        visit.c.queue == param("q"),
        sa.or_(
            visit.c.place_at_us < param("p"),
            sa.and_(visit.c.place_at_us == param("p"), visit.c.ticket_no < param("n")),
        ),
    )
)
_HEAD = Prepared(
    sa.select(stream_head.c.position, event.c.id)
    .join_from(
        stream_head,
        event,
        sa.and_(event.c.stream == stream_head.c.stream, event.c.position == stream_head.c.position),
    )
    .where(stream_head.c.stream == param("s"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWaits:
    """The waits of a day at one instant; letters of queues to how many wait there."""

    now: datetime
    waiting: dict[str, int]
    forecast: Forecast

    def of(self, visit_id: str) -> Wait | None:
        """The wait of somebody who waits or is on hold; None while no desk that is open may call them."""
        return self.forecast.of(visit_id)

    def newcomer(
        self, queue: str, *, for_counter: int | None = None, appointment_at: datetime | None = None
    ) -> Wait | None:
        """The wait of somebody who takes a number now; for a counter or a slot of their own it is played anew."""
        return self.forecast.if_you_came_now(queue, for_counter=for_counter, appointment_at=appointment_at)

    def queues(self, policy: Policy) -> tuple[QueueView, ...]:
        """The queues as the screens show them: those that have a way in, and any where somebody waits."""
        offered = {*QUEUE_OF.values(), policy.hall.priority_queue}
        offered |= {letter for letter, waiting in self.waiting.items() if waiting}
        return tuple(
            self._queue(policy, queue.letter, queue.name)
            for queue in policy.hall.queues
            if queue.letter in offered
        )

    def _queue(self, policy: Policy, letter: str, name: str) -> QueueView:
        wait = self.newcomer(letter)
        shown = wait.range() if wait else None
        return QueueView(
            letter=letter,
            name=name,
            waiting=self.waiting.get(letter, 0),
            wait_low_min=shown.low_min if shown else None,
            wait_high_min=shown.high_min if shown else None,
            closed=is_closed(policy, self.now, wait),
        )


class Waits:
    """The newest forecast of one hall, and the service times of the minute."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._position = 0
        self._kept: DayWaits | None = None
        self._services_of: tuple[object, ...] = ()
        self._services: dict[str, ServiceTime] = {}
        self._calls = DeskCalls()

    def read(
        self, connection: sa.Connection, stream: str, policy: Policy, now: datetime, *, may_lag: bool = False
    ) -> DayWaits:
        """The waits now. `may_lag`: those of a moment ago will do, if so little has happened since."""
        # By the event's id, too: a transaction that was undone gives its positions back.
        position, newest = _HEAD.first(connection, {"s": stream}) or (0, "")
        minute = (stream, policy.rev, whole_minute(now))
        kept = self._kept
        if kept is not None and minute == self._key[:-1]:
            lag = position - self._position
            if newest == self._key[-1] or (
                may_lag and 0 <= lag * LAG_OF_WAITING <= sum(kept.waiting.values())
            ):
                return kept
        if minute != self._services_of:
            self._services = dict(service_times(policy.hall, _services_seen(connection, stream, now), now))
            self._services_of = minute
        self._kept = kept = self._read(connection, stream, policy, now)
        self._key, self._position = (*minute, newest), position
        return kept

    def _read(self, connection: sa.Connection, stream: str, policy: Policy, now: datetime) -> DayWaits:
        today = hall_date(now)
        self._calls.look(connection, stream, now)
        waiting = waiting_today(connection, stream, today)
        counted: dict[str, int] = {}
        for ticket in waiting:
            counted[ticket.queue] = counted.get(ticket.queue, 0) + 1
        load = HallLoad(
            waiting=waiting,
            desks=_desks(connection, stream, policy, now, self._calls),
            so_far=calls_so_far(connection, stream, today),
            services=self._services,
            returning=[
                Returning(ticket=t, back_at=back) for t, back in held_today(connection, stream, today)
            ],
            segments=[s for s in policy.calendar.segments(today) if s.closes_at > now],
            arrivals_per_hour=_arrivals(connection, stream, policy, now),
        )
        return DayWaits(now=now, waiting=counted, forecast=forecast(load, policy.hall, now))


def read_waits(connection: sa.Connection, stream: str, policy: Policy, now: datetime) -> DayWaits:
    """The waits now, with nothing kept: for whoever asks rarely."""
    return Waits().read(connection, stream, policy, now)


def calls_so_far(connection: sa.Connection, stream: str, day: date) -> CallsSoFar:
    """What the order of calling remembers of a day."""
    this = {"s": stream, "d": day.isoformat()}
    since = _SINCE_PRIORITY.first(connection, this)
    return CallsSoFar(
        first_calls={queue: calls for queue, calls, _given in _DAY.all(connection, this)},
        since_priority=int(since[0]) if since else 0,
    )


def people_ahead(
    connection: sa.Connection, stream: str, day: date, *, queue: str, place_at_us: int, ticket_no: str
) -> int:
    """How many wait in the same queue with an earlier place (design.md §2: the place counts from the first touch)."""
    this = {"s": stream, "d": day.isoformat(), "q": queue, "p": place_at_us, "n": ticket_no}
    counted = _AHEAD.first(connection, this)
    return int(counted[0]) if counted else 0


def _desks(
    connection: sa.Connection, stream: str, policy: Policy, now: datetime, calls: DeskCalls
) -> list[DeskNow]:
    desks: list[DeskNow] = []
    for counter_no, paused, until_us, signed_in_us in _DESKS.all(connection, {"s": stream}):
        counter = policy.hall.counter(counter_no)
        if counter is None:
            continue
        queue, since_us = calls.busy.get(counter_no, (None, None))
        free_us = calls.free_since(counter_no, signed_in_us)
        passed_by = 0
        if queue is None and whole_minute(now) - from_us(free_us) > LETS_WAIT:
            passed_by = calls.passed_by(connection, counter.serves, free_us)
        desks.append(
            DeskNow(
                caller=caller_of(counter),
                busy_queue=queue,
                busy_since=from_us_or_none(since_us),
                paused=bool(paused),
                paused_until=from_us_or_none(until_us),
                free_since=from_us(free_us),
                passed_by=passed_by,
            )
        )
    return desks


def _services_seen(connection: sa.Connection, stream: str, now: datetime) -> list[ServiceSeen]:
    seen: list[ServiceSeen] = []
    rows = _STINTS.all(connection, {"s": stream, "d": hall_date(now).isoformat()})
    for queue, called_us, freed_us, counter_no in rows:
        called_at = from_us(called_us)
        until = now if freed_us is None else from_us(freed_us)
        seen.append(
            ServiceSeen(
                queue=queue,
                started_at=called_at,
                duration_s=max(0.0, (until - called_at).total_seconds()),
                ended=freed_us is not None,
                counter_no=counter_no,
            )
        )
    return seen[::-1]


def _arrivals(connection: sa.Connection, stream: str, policy: Policy, now: datetime) -> dict[str, float]:
    """Numbers given per open hour so far."""
    today = hall_date(now)
    segments = policy.calendar.segments(today)
    if not segments:
        return {}
    hours = policy.calendar.open_time(segments[0].opens_at, now) / timedelta(hours=1)
    rows = _DAY.all(connection, {"s": stream, "d": today.isoformat()})
    return {queue: given / max(hours, FEWEST_HOURS) for queue, _calls, given in rows}
