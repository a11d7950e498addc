"""Expected wait (大约要等) as a range P10–P90 and a mean, from the rule of calling itself.

The line is played forward by the rule (`wait_play`): that says how many calls the desks of a ticket's queue make before
its own. How long so many calls take follows from the visits that are at the desks now and those that come after them
(`wait_clock`). Waits are in wall time: the lunch break counts. Source: issue 4, "Expected wait"; pitfalls.md §1, Waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil, floor, inf, sqrt

from cases.policy_hall import HallPolicy
from cases.queue_line import Line, LineRules, Standing
from cases.queue_order import Caller, CallsSoFar, Waiting, line_desk, line_rules, standing
from cases.service_times import ServiceTime
from cases.wait_clock import Grid, Pace, Pool, Rest, rest_of_visit
from cases.wait_play import Called, PlayedDesk, play
from cases.work_calendar import Segment

Z_P90 = 1.2816


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """Whole minutes; low == high == 0 means: you are next."""

    low_min: int
    high_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Seconds from now until the call: one of ten is called before `low_s`, one of ten after `high_s`."""

    low_s: float
    mean_s: float
    high_s: float

    def range(self) -> WaitRange:
        """As screens and papers say it."""
        if self.high_s <= 0:
            return WaitRange(low_min=0, high_min=0)
        low = floor(self.low_s / 60)
        return WaitRange(low_min=low, high_min=max(low + 1, ceil(self.high_s / 60)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNow:
    """A desk where somebody is signed in. `busy_queue`: whose number it has called or serves, None while it is free.

    `busy_since`: that call. `paused` (暂离) without `paused_until`: nobody knows how long, so it is not counted on.
    """

    caller: Caller
    busy_queue: str | None = None
    busy_since: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A ticket on hold (挂起) and when it will be back in line."""

    ticket: Waiting
    back_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HallLoad:
    """The hall at one instant, as far as it decides who waits how long.

    `services`: `cases.service_times.service_times`. `arrivals_per_hour`: numbers of a queue given per open hour so far;
    only those that may overtake (优先, and queues with a weight) are looked at. `segments`: today's opening hours that are
    not over (calendar.segments(today)); none means that nothing stops the desks. After the last one the forecast goes on
    as if the hall worked overtime: whoever asks compares with closing time.
    """

    waiting: Sequence[Waiting]
    desks: Sequence[DeskNow]
    so_far: CallsSoFar
    services: Mapping[str, ServiceTime]
    returning: Sequence[Returning] = ()
    segments: Sequence[Segment] = ()
    arrivals_per_hour: Mapping[str, float] = field(default_factory=dict)


class Forecast:
    """All waits at one instant. Asking is a look into a table, except for a reserved or appointed newcomer."""

    def __init__(self, load: HallLoad, hall: HallPolicy, now: datetime) -> None:
        self._load, self._hall, self._now = load, hall, now
        self._waits = _waits(load, hall, now, [_newcomer(queue.letter, now) for queue in hall.queues])

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
        return _waits(self._load, self._hall, self._now, [newcomer]).get(newcomer.visit_id)


def forecast(load: HallLoad, hall: HallPolicy, now: datetime) -> Forecast:
    """Play the line forward. 200 tickets take about 3 ms."""
    return Forecast(load, hall, now)


def shrunk_mean(prior_min: float, seen_min: float, seen_count: int, prior_weight: float = 10.0) -> float:
    """The day's mean, pulled to the policy's prior while little was seen (pitfalls.md §1, Waits)."""
    return (prior_min * prior_weight + seen_min * seen_count) / (prior_weight + seen_count)


def expected_wait(
    ahead: int, desks_open: int, desks_busy: int, mean_min: float, cv: float
) -> WaitRange | None:
    """None when no desk is open: nothing honest can be said."""
    if desks_open <= 0:
        return None
    departures = ahead + 1 - max(0, desks_open - desks_busy)
    if departures <= 0:
        return WaitRange(low_min=0, high_min=0)
    step = mean_min / desks_open
    mean = departures * step
    spread = Z_P90 * sqrt(departures) * cv * step
    low = max(0, floor(mean - spread))
    return WaitRange(low_min=low, high_min=max(low + 1, ceil(mean + spread)))


def _newcomer_id(queue: str) -> str:
    return f"newcomer {queue}"


def _newcomer(queue: str, now: datetime) -> Waiting:
    return Waiting(visit_id=_newcomer_id(queue), ticket_no="~", queue=queue, place_at=now)


def _waits(load: HallLoad, hall: HallPolicy, now: datetime, newcomers: Sequence[Waiting]) -> dict[str, Wait]:
    """The waits of all who wait, are on hold, or come now."""
    start = now.timestamp()
    rules = line_rules(hall)
    services = {q.letter: load.services.get(q.letter) or _prior(hall, q.letter) for q in hall.queues}
    segments = _segments_from(load.segments, start)
    desks: list[PlayedDesk] = []
    rests: list[Rest | None] = []
    for desk in load.desks:
        if desk.paused and desk.paused_until is None:
            continue
        begins = start if desk.paused_until is None else max(start, desk.paused_until.timestamp())
        rest = None
        if desk.busy_queue is not None:
            service = services.get(desk.busy_queue) or _of_all(services)
            since = None if desk.busy_since is None else start - desk.busy_since.timestamp()
            rest = rest_of_visit(service.mean_s, service.cv, since)
            begins = max(begins, start + rest.mean)
        desks.append(PlayedDesk(line_desk(desk.caller), begins))
        rests.append(rest)
    if not desks:
        return {}
    tickets = [standing(w) for w in load.waiting]
    tickets += [standing(w) for w in newcomers]
    joining = [(max(start, r.back_at.timestamp()), standing(r.ticket)) for r in load.returning]
    asked = [*tickets, *(t for _, t in joining)]
    callable_ = [t for t in asked if _has_desk(t, desks)]
    strangers = _strangers(load, hall, rules, start, len(callable_), services, desks)
    calls = play(
        Line(tickets, rules, load.so_far.first_calls, load.so_far.since_priority),
        desks,
        {letter: service.mean_s for letter, service in services.items()},
        open_at=lambda at: _open_at(segments, at),
        joining=[*joining, *strangers],
        strangers=frozenset(t.visit_id for _, t in strangers),
        newcomers=frozenset(w.visit_id for w in newcomers),
        wanted=len(callable_),
    )
    return _timed(
        callable_,
        calls,
        desks,
        rests,
        services,
        start,
        [(o - start, c - start) for o, c in segments],
        dict((t.visit_id, at) for at, t in joining),
    )


def _timed(
    tickets: Sequence[Standing],
    calls: Mapping[str, Called],
    desks: Sequence[PlayedDesk],
    rests: Sequence[Rest | None],
    services: Mapping[str, ServiceTime],
    start: float,
    segments: Sequence[tuple[float, float]],
    back_at: Mapping[str, float],
) -> dict[str, Wait]:
    """The clock on the order of calls."""
    paces = []
    for played, rest in zip(desks, rests, strict=True):
        service = _of_desk(played, services)
        begins = 0.0 if rest is not None else played.free_at - start
        paces.append(Pace(begins, rest, service.mean_s, service.cv))
    last = max((c.at for c in calls.values()), default=start) - start
    longest = max(p.mean_s for p in paces)
    grid = Grid(segments, min(p.mean_s for p in paces) / (3 * len(paces)), 1.5 * last + 2 * longest)
    counts = [grid.calls(pace) for pace in paces]
    pools: dict[str | int, Pool] = {}
    waits: dict[str, Wait] = {}
    for ticket in tickets:
        called = calls.get(ticket.visit_id)
        if called is None:
            continue
        key = ticket.queue if ticket.for_counter is None else ticket.for_counter
        pool = pools.get(key)
        if pool is None:
            mine = [
                n
                for n, played in enumerate(desks)
                if key in played.desk.serves or key == played.desk.counter_no
            ]
            error = services[ticket.queue].error
            pool = pools[key] = Pool(
                grid.times, [counts[n] for n in mine], error=sqrt(error**2 + UNKNOWN**2), chance=0.05
            )
        k = called.number
        least = 0.0
        if ticket.visit_id in back_at:
            least = max(0.0, back_at[ticket.visit_id] - start)
        waits[ticket.visit_id] = Wait(
            low_s=max(least, pool.time(k, -Z_P90)),
            mean_s=max(least, pool.mean_time(k)),
            high_s=max(least, pool.time(k, Z_P90)),
        )
    return waits


def _strangers(
    load: HallLoad,
    hall: HallPolicy,
    rules: LineRules,
    start: float,
    waiting: int,
    services: Mapping[str, ServiceTime],
    desks: Sequence[PlayedDesk],
) -> list[tuple[float, Standing]]:
    """Those who will come and may overtake: of priority, and of queues with a weight."""
    weighted = {q for d in load.desks for q, weight in d.caller.weights.items() if weight > 1}
    work_s = waiting * _of_all(services).mean_s / len(desks) + 3600
    found = []
    for queue, per_hour in sorted(load.arrivals_per_hour.items()):
        if per_hour <= 0 or (queue != rules.priority_queue and queue not in weighted):
            continue
        every = 3600 / per_hour
        for n in range(min(int(work_s / every), MOST_STRANGERS)):
            at = start + (n + 0.5) * every
            found.append((at, Standing(f"stranger {queue} {n}", f"~{n}", queue, at)))
    return found


MOST_STRANGERS = 100
UNKNOWN = 0.1


def _has_desk(ticket: Standing, desks: Sequence[PlayedDesk]) -> bool:
    if ticket.for_counter is not None:
        return any(p.desk.counter_no == ticket.for_counter for p in desks)
    return any(ticket.queue in p.desk.serves for p in desks)


def _segments_from(segments: Sequence[Segment], start: float) -> list[tuple[float, float]]:
    """The rest of today's opening hours; the last one does not end."""
    rest = [(s.opens_at.timestamp(), s.closes_at.timestamp()) for s in segments]
    rest = [(o, c) for o, c in rest if c > start]
    return [*rest[:-1], (rest[-1][0], inf)] if rest else []


def _open_at(segments: Sequence[tuple[float, float]], at: float) -> float:
    for opens, closes in segments:
        if at < closes:
            return max(at, opens)
    return at


def _prior(hall: HallPolicy, letter: str) -> ServiceTime:
    queue = hall.queue(letter)
    return ServiceTime(mean_s=queue.service_mean_minutes * 60.0, cv=queue.service_cv)


def _of_all(services: Mapping[str, ServiceTime]) -> ServiceTime:
    return _mixed(services, dict.fromkeys(services, 1))


def _of_desk(played: PlayedDesk, services: Mapping[str, ServiceTime]) -> ServiceTime:
    """The services of a desk as the play gave them to it."""
    return _mixed(services, played.served or dict.fromkeys(played.desk.serves & services.keys(), 1))


def _mixed(services: Mapping[str, ServiceTime], counts: Mapping[str, int]) -> ServiceTime:
    total = sum(counts.values())
    mean = sum(services[q].mean_s * n for q, n in counts.items()) / total
    square = sum(services[q].mean_s ** 2 * (1 + services[q].cv ** 2) * n for q, n in counts.items()) / total
    return ServiceTime(mean_s=mean, cv=sqrt(max(0.0, square / mean**2 - 1)))
