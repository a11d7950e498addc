"""The expected wait: all waits of a hall where 200 wait, one newcomer, the next call, and a year of simulated days."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

from cases.hall_time import hall_time
from cases.policy.policy import Policy, build_policy
from cases.queue.queue_order import Caller, CallsSoFar, Waiting, next_call
from cases.queue.service_times import ServiceSeen, service_times
from cases.queue.waiting_time import DeskNow, HallLoad, forecast
from tests.bench.measure import Measurement, at_most, median_of_rounds
from tests.simulation.calibration import days

POLICY = Path(__file__).parents[2] / "assets" / "policy"
NOW = hall_time(datetime(2026, 11, 23, 10, 0))
WAITING, DESKS = 200, 12
YEAR_DAYS, ASK_EVERY = 250, 20
SERVES = [("Z", "A")] * 6 + [("Z", "A", "B")] * 3 + [("B", "Z", "A")] * 2 + [("C", "Z", "A")]


def measure() -> list[Measurement]:
    """In milliseconds; the year in seconds on one core, asked at every twentieth arrival."""
    files = {p.relative_to(POLICY).as_posix(): p.read_text("utf-8") for p in POLICY.rglob("*") if p.is_file()}
    policy = build_policy(files)
    load = _full_hall(policy)
    known = forecast(load, policy.hall, NOW)
    caller = load.desks[0].caller
    seeds = count(30_001, YEAR_DAYS)

    def year() -> float:
        first = next(seeds)
        started = perf_counter()
        days(range(first, first + YEAR_DAYS), policy.hall, ASK_EVERY)
        return perf_counter() - started

    return [
        at_most("estimate.200_waiting", _ms(lambda: forecast(load, policy.hall, NOW), 20), "ms", 5),
        at_most("estimate.one_newcomer", _ms(lambda: known.if_you_came_now("A"), 2000), "ms", 0.5),
        at_most(
            "estimate.next_call",
            _ms(lambda: next_call(load.waiting, caller, load.so_far, policy.hall, NOW), 100),
            "ms",
            1,
        ),
        at_most("estimate.year_of_days", median_of_rounds(year, 1), "s", 60),
    ]


def _ms(what: Callable[[], object], times: int) -> float:
    def once() -> float:
        started = perf_counter()
        for _ in range(times):
            what()
        return (perf_counter() - started) / times * 1000

    return median_of_rounds(once)


def _full_hall(policy: Policy) -> HallLoad:
    dice = random.Random(7)  # noqa: S311  an invented hall
    waiting = []
    for number in range(WAITING):
        queue = dice.choice("AAAAAABBBCZ")
        at = NOW - timedelta(minutes=dice.uniform(0, 90))
        no = f"{queue}{number:03}"
        waiting.append(Waiting(visit_id=no, ticket_no=no, queue=queue, place_at=at))
    desks = [
        DeskNow(
            caller=Caller(counter_no=number, serves=serves),
            busy_queue=serves[0],
            busy_since=NOW - timedelta(minutes=dice.uniform(0, 20)),
        )
        for number, serves in enumerate(SERVES[:DESKS], 1)
    ]
    seen = [
        ServiceSeen(dice.choice("AABZ"), NOW - timedelta(minutes=n), dice.expovariate(1 / 700), counter_no=1)
        for n in range(80)
    ]
    return HallLoad(
        waiting=waiting,
        desks=desks,
        so_far=CallsSoFar(first_calls={"A": 60, "B": 20}, since_priority=1),
        services=service_times(policy.hall, seen, NOW),
        segments=policy.calendar.segments(NOW.date()),
        arrivals_per_hour={"A": 60.0, "Z": 6.0},
    )
