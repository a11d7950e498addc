"""How long a call keeps a desk busy (办理用时), by queue and hour: robust to outliers, policy's guess on day one.

Service times are skewed, and a few of the longest are mistakes (nobody pressed 结束接待), so the mean is taken after long
ones were cut down to a limit, and is pulled to the policy's prior (`service_mean_minutes`, `service_cv`) with the weight
of a few services: with nothing seen the prior holds (pitfalls.md §1, Waits). Short ones stay as they are: a number that
nobody answers frees its desk early, and that is part of how fast a line moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp, log, sqrt
from statistics import fmean, median
from typing import NamedTuple

from cases.hall_time import hall_time
from cases.policy_hall import HallPolicy

PRIOR_SERVICES = 8.0  # the policy's guess counts like so many services seen
HOUR_SERVICES = 30.0  # an hour's own mean counts half when so many were seen in it
LONGEST_SDS = 2.6  # in the logarithm, from the median; beyond it a service is cut down
FEWEST_FOR_SPREAD = 8  # below, the prior's spread says what is too long
SHORTEST_S = 5.0


class ServiceSeen(NamedTuple):
    """One call: its queue, when it was made, and the seconds until its desk was free again, 过号 too."""

    queue: str
    started_at: datetime
    duration_s: float


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
    by_queue: dict[str, list[ServiceSeen]] = {queue.letter: [] for queue in hall.queues}
    for service in seen:
        if service.queue in by_queue:
            by_queue[service.queue].append(service)
    hour = None if now is None else hall_time(now).hour
    return {
        queue.letter: _estimate(
            queue.service_mean_minutes * 60.0, queue.service_cv, by_queue[queue.letter], hour
        )
        for queue in hall.queues
    }


def _estimate(prior_s: float, prior_cv: float, seen: list[ServiceSeen], hour: int | None) -> ServiceTime:
    weight = PRIOR_SERVICES
    if not seen:
        return ServiceTime(mean_s=prior_s, cv=prior_cv, error=prior_cv / sqrt(weight))
    logs = [log(max(SHORTEST_S, s.duration_s)) for s in seen]
    middle = median(logs)
    spread = sqrt(log(1 + prior_cv**2))
    if len(logs) >= FEWEST_FOR_SPREAD:
        spread = max(0.5 * spread, 1.4826 * median([abs(x - middle) for x in logs]))
    longest = exp(middle + LONGEST_SDS * spread)
    cut = [min(s.duration_s, longest) for s in seen]
    n = len(cut)
    mean = (prior_s * weight + fmean(cut) * n) / (weight + n)
    if hour is not None:
        of_hour = [d for s, d in zip(seen, cut, strict=True) if hall_time(s.started_at).hour == hour]
        if of_hour:
            mean = (mean * HOUR_SERVICES + fmean(of_hour) * len(of_hour)) / (HOUR_SERVICES + len(of_hour))
    seen_cv2 = fmean([(d - mean) ** 2 for d in cut]) / mean**2
    cv = sqrt((prior_cv**2 * weight + seen_cv2 * n) / (weight + n))
    return ServiceTime(mean_s=mean, cv=cv, error=cv / sqrt(weight + n))
