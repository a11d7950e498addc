"""How long a call keeps a desk busy (办理用时), by queue and hour: robust to outliers, policy's guess on day one.

Service times are skewed, and a few of the longest are mistakes (nobody pressed 结束接待), so the mean is taken after
the long ones were cut down to a limit, and is pulled to the policy's prior (`service_mean_minutes`, `service_cv`) with
the weight of a few services: with nothing seen the prior holds (pitfalls.md §1, Waits). Three things would make it
wrong, each measured in the simulation: visits that still go on are the long ones, so they count with what they will
probably come to; from one visit's end to the next call some seconds pass, so those are added; and a number that nobody
answers (过号) is a short one and stays one, because that is part of how fast a line moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp, log, sqrt
from statistics import fmean, median
from typing import NamedTuple

from cases.hall_time import hall_time
from cases.policy.hall import HallPolicy
from cases.queue.lognormal import mean_rest

PRIOR_SERVICES = 8.0  # the policy's guess counts like so many services seen
HOUR_SERVICES = 30.0  # an hour's own mean counts half when so many were seen in it
LONGEST_SDS = 3.0  # in the logarithm, from the median; beyond it a service is cut down
FEWEST_FOR_SPREAD = 12  # below, the prior's spread says what is too long
SHORTEST_S = 5.0
LONGEST_GAP_S = 90.0  # from one end to the next call; more was a pause, or nobody there
PRIOR_GAPS = 5.0


class ServiceSeen(NamedTuple):
    """One call: its queue, when it was made, and the seconds until its desk was free again, 过号 too.

    `ended` False: it still goes on, and has lasted so long. `counter_no`, where it is known, tells the time from an end
    to the next call.
    """

    queue: str
    started_at: datetime
    duration_s: float
    ended: bool = True
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTime:
    """`mean_s` and coefficient of variation of one service; `error`: of the mean, as a fraction (one sigma)."""

    mean_s: float
    cv: float
    error: float = 0.0


def service_times(
    hall: HallPolicy, seen: Iterable[ServiceSeen], now: datetime | None = None
) -> Mapping[str, ServiceTime]:
    """For every queue of the hall. With `now`, services of the same hour of day count more."""
    every = list(seen)
    by_queue: dict[str, list[ServiceSeen]] = {queue.letter: [] for queue in hall.queues}
    for service in every:
        if service.queue in by_queue:
            by_queue[service.queue].append(service)
    hour = None if now is None else hall_time(now).hour
    gap = _gap(every)
    return {
        queue.letter: _estimate(
            queue.service_mean_minutes * 60.0, queue.service_cv, by_queue[queue.letter], hour, gap
        )
        for queue in hall.queues
    }


def _estimate(
    prior_s: float, prior_cv: float, seen: list[ServiceSeen], hour: int | None, gap: float
) -> ServiceTime:
    weight = PRIOR_SERVICES
    ended = [s for s in seen if s.ended]
    if not seen:
        return ServiceTime(mean_s=prior_s + gap, cv=prior_cv, error=prior_cv / sqrt(weight))
    longest = _longest([s.duration_s for s in ended], prior_s, prior_cv)
    cut = [min(s.duration_s, longest) for s in ended]
    mean = (prior_s * weight + sum(cut)) / (weight + len(cut))
    square = (prior_cv**2 * weight + sum((d / mean - 1) ** 2 for d in cut)) / (weight + len(cut))
    cv = sqrt(square)
    going_on = [min(s.duration_s, longest) for s in seen if not s.ended]
    if going_on:
        probable = [age + mean_rest(mean, cv, age) for age in going_on]
        mean = (mean * (weight + len(cut)) + sum(probable)) / (weight + len(cut) + len(probable))
    if hour is not None:
        of_hour = [d for s, d in zip(ended, cut, strict=True) if hall_time(s.started_at).hour == hour]
        if len(of_hour) >= FEWEST_FOR_SPREAD:
            mean = (mean * HOUR_SERVICES + fmean(of_hour) * len(of_hour)) / (HOUR_SERVICES + len(of_hour))
    return ServiceTime(mean_s=mean + gap, cv=cv, error=cv / sqrt(weight + len(cut)))


def _longest(durations: list[float], prior_s: float, prior_cv: float) -> float:
    """Beyond it nobody believes a service."""
    spread = sqrt(log(1 + prior_cv**2))
    if len(durations) < FEWEST_FOR_SPREAD:
        return prior_s * exp(LONGEST_SDS * spread)
    logs = [log(max(SHORTEST_S, d)) for d in durations]
    middle = median(logs)
    spread = max(0.8 * spread, 1.4826 * median([abs(x - middle) for x in logs]))
    return exp(middle + LONGEST_SDS * spread)


def _gap(seen: list[ServiceSeen]) -> float:
    """Seconds from the end of a visit to the desk's next call, while people wait; 0 until it has been seen."""
    last_end: dict[int, float] = {}
    gaps: list[float] = []
    for service in sorted(seen, key=lambda s: s.started_at):
        if service.counter_no is None:
            continue
        began = service.started_at.timestamp()
        gap = began - last_end.get(service.counter_no, began + 1)
        if 0 <= gap <= LONGEST_GAP_S:
            gaps.append(gap)
        last_end[service.counter_no] = began + service.duration_s
    return sum(gaps) / (PRIOR_GAPS + len(gaps))
