"""The line played forward by the rule of calling: who is called as the how-maniest of the desks that may call them.

Services take their mean time, visits at a desk their mean rest: that decides the order; the clock is `wait_clock`.
Beside those who wait there are newcomers, one for each queue: they take a place and a call, but nobody's time.
And there are strangers, who have not come yet but will and may overtake: at the pace at which such numbers were given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from cases.queue.queue_line import Line, LineDesk, Standing


class Called(NamedTuple):
    """A call of the play: when, the how-maniest of its pool, and how many strangers are among those before."""

    at: float
    number: int
    strangers: int


@dataclass(slots=True)
class PlayedDesk:
    """A desk in the play. `pools`: whose calls it counts for: its queues by letter, itself by counter number."""

    desk: LineDesk
    free_at: float
    served: dict[str, int] = field(default_factory=dict)
    pools: list[list[int]] = field(default_factory=list)


Pools = dict[str | int, list[int]]


def play(
    line: Line,
    desks: Sequence[PlayedDesk],
    service_s: Mapping[str, float],
    *,
    segments: Sequence[tuple[float, float]],
    joining: Iterable[tuple[float, Standing]],
    strangers: frozenset[str],
    newcomers: frozenset[str],
    wanted: int,
) -> dict[str, Called]:
    """Until `wanted` tickets were called that are no strangers, or nobody is left whom a desk may call.

    `joining`: who comes (back) into line later. `segments`: when numbers are called; none: always. `strangers` and
    `newcomers` by visit_id.
    """
    pools: Pools = {}
    for played in desks:
        keys: tuple[str | int, ...] = (*played.desk.serves, played.desk.counter_no)
        played.pools = [pools.setdefault(key, [0, 0]) for key in keys]
    events: list[tuple[float, int, PlayedDesk | Standing]] = [
        (_open_at(segments, played.free_at), number, played) for number, played in enumerate(desks, 1)
    ]
    count = len(events)
    events += [(at, -number, ticket) for number, (at, ticket) in enumerate(joining, 1)]
    heapify(events)
    idle: list[PlayedDesk] = []
    calls: dict[str, Called] = {}
    while events and wanted > 0:
        at, _, actor = heappop(events)
        if isinstance(actor, Standing):
            line.add(actor)
            for played in idle:
                count += 1
                heappush(events, (_open_at(segments, at), count, played))
            idle.clear()
            continue
        while True:
            picked = line.pick(actor.desk, at)
            if picked is None:
                idle.append(actor)
                break
            ticket = picked[0]
            pool = pools[ticket.queue if ticket.for_counter is None else ticket.for_counter]
            if ticket.visit_id in newcomers:
                calls[ticket.visit_id] = Called(at, pool[0] + 1, pool[1])
                line.remove(ticket)
                wanted -= 1
                continue
            line.take(ticket, actor.desk, at)
            is_stranger = ticket.visit_id in strangers
            for counts in actor.pools:
                counts[0] += 1
                counts[1] += is_stranger
            if not is_stranger:
                calls[ticket.visit_id] = Called(at, pool[0], pool[1])
                wanted -= 1
            actor.served[ticket.queue] = actor.served.get(ticket.queue, 0) + 1
            count += 1
            heappush(events, (_open_at(segments, at + service_s[ticket.queue]), count, actor))
            break
    return calls


def _open_at(segments: Sequence[tuple[float, float]], at: float) -> float:
    """The first instant from `at` on at which numbers are called."""
    for opens, closes in segments:
        if at < closes:
            return max(at, opens)
    return at
