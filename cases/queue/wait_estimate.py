"""Everybody's wait at one instant: the order of calls from the play, their times from the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf, sqrt

from cases.deadlines.work_calendar import Segment
from cases.policy.hall import HallPolicy
from cases.queue.desks_that_call import desks_that_call
from cases.queue.hall_load import DeskNow, HallLoad, Wait
from cases.queue.queue_line import Line, Standing
from cases.queue.queue_order import Waiting, line_desk, line_rules, standing
from cases.queue.service_times import ServiceTime
from cases.queue.wait_clock import Grid, Pace, Pool, Rest, rest_of_visit
from cases.queue.wait_play import Called, PlayedDesk, play

# Found on days of the simulation that its report does not use (tests/simulation).
UNKNOWN = 0.09  # of the pace, beside the services' own error: slow hours, desks that come and go (one sigma)
CHANCE = 0.06  # variance of the place, for each call before: numbers that come back, leave, or overtake
PAUSE_S = 600.0  # 暂离 without an end
MOST_STRANGERS = 100


@dataclass(frozen=True, slots=True)
class _Hall:
    """The desks that are open, with the rest of their visits, and what a service of each queue takes."""

    desks: list[PlayedDesk]
    rests: list[Rest | None]
    services: Mapping[str, ServiceTime]
    segments: list[tuple[float, float]]


def estimate(
    load: HallLoad, hall: HallPolicy, now: datetime, newcomers: Sequence[Waiting]
) -> dict[str, Wait]:
    """The waits of all who wait, are on hold, or come now, by visit_id; without those whom no open desk may call."""
    start = now.timestamp()
    load = replace(load, desks=desks_that_call(load.desks, load.waiting, load.segments, now))
    open_hall = _open_hall(load, hall, start)
    if not open_hall.desks:
        return {}
    tickets = [standing(w) for w in load.waiting]
    tickets += [standing(w) for w in newcomers]
    joining = [(max(start, r.back_at.timestamp()), standing(r.ticket)) for r in load.returning]
    asked = [t for t in (*tickets, *(t for _, t in joining)) if _has_desk(t, open_hall.desks)]
    strangers = _strangers(load, hall.priority_queue, start, len(asked), open_hall)
    calls = play(
        Line(tickets, line_rules(hall), load.so_far.first_calls, load.so_far.since_priority),
        open_hall.desks,
        {letter: service.mean_s for letter, service in open_hall.services.items()},
        segments=open_hall.segments,
        joining=[*joining, *strangers],
        strangers=frozenset(t.visit_id for _, t in strangers),
        newcomers=frozenset(w.visit_id for w in newcomers),
        wanted=len(asked),
    )
    back_at = {t.visit_id: at for at, t in joining}
    return _timed(asked, calls, open_hall, start=start, back_at=back_at, away=load.away)


def _open_hall(load: HallLoad, hall: HallPolicy, start: float) -> _Hall:
    services = {q.letter: load.services.get(q.letter) or _prior(hall, q.letter) for q in hall.queues}
    desks = [_desk(desk, services, start, number) for number, desk in enumerate(load.desks)]
    return _Hall(
        [played for played, _ in desks],
        [rest for _, rest in desks],
        services,
        _segments_from(load.segments, start),
    )


def _desk(
    desk: DeskNow, services: Mapping[str, ServiceTime], start: float, number: int
) -> tuple[PlayedDesk, Rest | None]:
    free_at = start
    if desk.paused:
        free_at = start + PAUSE_S if desk.paused_until is None else desk.paused_until.timestamp()
    rest = None
    if desk.busy_queue is not None:
        service = services.get(desk.busy_queue) or _mixed(services, dict.fromkeys(services, 1))
        since = None if desk.busy_since is None else start - desk.busy_since.timestamp()
        rest = rest_of_visit(service.mean_s, service.cv, since, number)
        free_at = max(free_at, start + rest.mean)
    return PlayedDesk(line_desk(desk.caller), max(free_at, start)), rest


def _timed(
    tickets: Sequence[Standing],
    calls: Mapping[str, Called],
    hall: _Hall,
    *,
    start: float,
    back_at: Mapping[str, float],
    away: float,
) -> dict[str, Wait]:
    """The clock on the order of calls."""
    paces = []
    for played, rest in zip(hall.desks, hall.rests, strict=True):
        service = _of_desk(played, hall.services)
        begins = 0.0 if rest is not None else played.free_at - start
        paces.append(Pace(begins, rest, service.mean_s * (1 + away), service.cv))
    pools: dict[str | int, list[Standing]] = {}
    for ticket in tickets:
        if ticket.visit_id in calls:
            key = ticket.queue if ticket.for_counter is None else ticket.for_counter
            pools.setdefault(key, []).append(ticket)
    last = max((c.at for c in calls.values()), default=start) - start
    step = min(p.mean_s for p in paces) / max(8, 2 * len(paces))
    grid = Grid(
        [(opens - start, closes - start) for opens, closes in hall.segments],
        {pace.start_s for pace in paces},
        step,
        1.5 * last + 6 * max(p.mean_s for p in paces),
    )
    counts = [grid.calls(pace) for pace in paces]
    waits: dict[str, Wait] = {}
    for key, members in pools.items():
        numbers = sum(calls[t.visit_id].number for t in members)
        chance = CHANCE + sum(calls[t.visit_id].strangers for t in members) / numbers
        error = sqrt(hall.services[members[0].queue].error ** 2 + UNKNOWN**2)
        mine = [count for count, played in zip(counts, hall.desks, strict=True) if _is_in(key, played)]
        pool = Pool(grid, mine, error=error, chance=chance)
        said = pool.say(sorted({calls[t.visit_id].number for t in members}))
        as_said = {n: Wait(low_s=at.low, mean_s=at.mean, high_s=at.high) for n, at in said.items()}
        for ticket in members:
            wait = as_said[calls[ticket.visit_id].number]
            if ticket.appointment is not None or ticket.visit_id in back_at:
                least = _least(ticket, start, back_at)
                wait = Wait(
                    low_s=max(least, wait.low_s),
                    mean_s=max(least, wait.mean_s),
                    high_s=max(least, wait.high_s),
                )
            waits[ticket.visit_id] = wait
    return waits


def _least(ticket: Standing, start: float, back_at: Mapping[str, float]) -> float:
    """Nobody is called before they are back, nor, as a rule, before their slot."""
    back = back_at.get(ticket.visit_id, start)
    return max(0.0, back - start, (ticket.appointment or start) - start)


def _strangers(
    load: HallLoad, priority_queue: str | None, start: float, waiting: int, hall: _Hall
) -> list[tuple[float, Standing]]:
    """Those who will come and may overtake: of priority, and of queues with a weight."""
    weighted = {q for desk in load.desks for q, weight in desk.caller.weights.items() if weight > 1}
    mean_s = _mixed(hall.services, dict.fromkeys(hall.services, 1)).mean_s
    work_s = waiting * mean_s / len(hall.desks) + 3600
    found = []
    for queue, per_hour in sorted(load.arrivals_per_hour.items()):
        if per_hour <= 0 or (queue != priority_queue and queue not in weighted):
            continue
        every = 3600 / per_hour
        for n in range(min(int(work_s / every), MOST_STRANGERS)):
            at = start + (n + 0.5) * every
            found.append((at, Standing(f"stranger {queue} {n}", f"~{n}", queue, at)))
    return found


def _is_in(pool: str | int, played: PlayedDesk) -> bool:
    return pool in played.desk.serves or pool == played.desk.counter_no


def _has_desk(ticket: Standing, desks: Sequence[PlayedDesk]) -> bool:
    pool = ticket.queue if ticket.for_counter is None else ticket.for_counter
    return any(_is_in(pool, played) for played in desks)


def _segments_from(segments: Sequence[Segment], start: float) -> list[tuple[float, float]]:
    """The rest of today's opening hours; the last one does not end."""
    rest = [(s.opens_at.timestamp(), s.closes_at.timestamp()) for s in segments]
    rest = [(opens, closes) for opens, closes in rest if closes > start]
    return [*rest[:-1], (rest[-1][0], inf)] if rest else []


def _prior(hall: HallPolicy, letter: str) -> ServiceTime:
    queue = hall.queue(letter)
    return ServiceTime(mean_s=queue.service_mean_minutes * 60.0, cv=queue.service_cv)


def _of_desk(played: PlayedDesk, services: Mapping[str, ServiceTime]) -> ServiceTime:
    """The services of a desk as the play gave them to it."""
    return _mixed(services, played.served or dict.fromkeys(played.desk.serves & services.keys(), 1))


def _mixed(services: Mapping[str, ServiceTime], counts: Mapping[str, int]) -> ServiceTime:
    total = sum(counts.values())
    mean = sum(services[q].mean_s * n for q, n in counts.items()) / total
    square = sum(services[q].mean_s ** 2 * (1 + services[q].cv ** 2) * n for q, n in counts.items()) / total
    return ServiceTime(mean_s=mean, cv=sqrt(max(0.0, square / mean**2 - 1)))
