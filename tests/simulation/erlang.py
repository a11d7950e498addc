"""M/M/c beside Erlang's formula: the rule of calling with one queue, millions of customers, and the estimate of some.

The rule is the hall's own line (`queue_line`), one queue and equal desks; only the event loop around it is made
for this. Services without memory are the estimate's hardest case: it believes them log-normal with the same spread.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from math import factorial
from statistics import fmean

from cases.policy.hall import HallPolicy
from cases.queue.queue_line import Line, LineDesk, Standing
from cases.queue.queue_order import Caller, CallsSoFar, Waiting, line_rules
from cases.queue.service_times import ServiceTime
from cases.queue.waiting_time import DeskNow, HallLoad, forecast

HOUR = 3600.0
_START = 1_800_000_000.0  # any instant
# pitfalls.md §1: λ and μ an hour, desks → P(wait), mean wait in minutes.
VECTORS = (
    (10, 6, 2, 0.757576, 22.7273),
    (20, 6, 4, 0.657722, 9.8658),
    (24, 4, 8, 0.356981, 2.6774),
    (30, 3, 12, 0.449388, 4.4939),
    (9, 1, 10, 0.668732, 40.1239),
)


def erlang_c(arrivals: float, services: float, desks: int) -> tuple[float, float]:
    """P(wait), and the mean wait in minutes."""
    load = arrivals / services
    busy = load**desks / factorial(desks) * desks / (desks - load)
    wait = busy / (sum(load**n / factorial(n) for n in range(desks)) + busy)
    return wait, wait / (desks * services - arrivals) * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ErlangRow:
    """One check; waits in minutes. `asked`: of so many customers the estimate was asked, and what they waited."""

    arrivals: float
    services: float
    desks: int
    formula: float
    customers: int
    simulated: float
    had_to_wait: float
    asked: int
    estimated: float
    asked_waited: float

    def text(self) -> str:
        """For a terminal."""
        return (
            f"{self.arrivals:>4g}{self.services:>4g}{self.desks:>4}{self.formula:>12.4f}{self.simulated:>12.4f}"
            f"{self.simulated / self.formula - 1:>+8.1%}{self.customers:>10}{self.asked:>8}"
            f"{self.asked_waited:>12.4f}{self.estimated:>12.4f}{self.estimated / self.asked_waited - 1:>+8.1%}"
        )


HEAD = (
    f"{'λ':>4}{'μ':>4}{'c':>4}{'Erlang C':>12}{'simulated':>12}{'':>8}{'customers':>10}"
    f"{'asked':>8}{'they waited':>12}{'estimate':>12}{'':>8}"
)


def check(
    arrivals: float, services: float, desks: int, *, hall: HallPolicy, customers: int, asked: int, seed: int
) -> ErlangRow:
    """Play so many customers through the rule; ask the estimate at evenly spread arrivals."""
    dice = random.Random(seed)  # noqa: S311  invented customers
    every = customers // asked if asked else customers + 1
    line = Line([], line_rules(hall), {}, 0)
    idle = [LineDesk(n, "A", {}) for n in range(desks)]
    ends: list[tuple[float, int, LineDesk]] = []
    comes, total, waiters = _START, 0.0, 0
    told: dict[str, float] = {}
    waited: dict[str, float] = {}
    queue: dict[str, Standing] = {}
    gap, long = arrivals / HOUR, services / HOUR

    def call(desk: LineDesk, now: float) -> float | None:
        picked = line.pick(desk, now)
        if picked is None:
            idle.append(desk)
            return None
        ticket = picked[0]
        line.take(ticket, desk, now)
        if every <= customers:
            queue.pop(ticket.visit_id)
            if ticket.visit_id in told:
                waited[ticket.visit_id] = now - ticket.place
        heappush(ends, (now + dice.expovariate(long), desk.counter_no, desk))
        return now - ticket.place

    for number in range(customers):
        comes += dice.expovariate(gap)
        while ends and ends[0][0] <= comes:
            at, _, desk = heappop(ends)
            past = call(desk, at)
            if past is not None:
                total += past
                waiters += past > 0
        name = str(number)
        ticket = Standing(name, name, "A", comes)
        if every <= customers:
            if number % every == every - 1:
                told[name] = _estimate(
                    hall,
                    list(queue.values()),
                    busy=len(ends),
                    desks=desks,
                    mean_s=HOUR / services,
                    now=comes,
                )
            queue[name] = ticket
        line.add(ticket)
        if idle:
            call(idle.pop(), comes)
    done = [name for name in told if name in waited]
    return ErlangRow(
        arrivals=arrivals,
        services=services,
        desks=desks,
        formula=erlang_c(arrivals, services, desks)[1],
        customers=customers,
        simulated=total / customers / 60,
        had_to_wait=waiters / customers,
        asked=len(done),
        estimated=fmean(told[n] for n in done) / 60 if done else 0.0,
        asked_waited=fmean(waited[n] for n in done) / 60 if done else 0.0,
    )


def check_vector(number: int, hall: HallPolicy, customers: int, asked: int) -> ErlangRow:
    """One of pitfalls.md §1."""
    arrivals, services, desks, _, _ = VECTORS[number]
    return check(arrivals, services, desks, hall=hall, customers=customers, asked=asked, seed=1917 + number)


def _estimate(
    hall: HallPolicy, queue: list[Standing], *, busy: int, desks: int, mean_s: float, now: float
) -> float:
    """What somebody who comes now is told. Since when visits last is no news where services have no memory."""
    known = {q.letter: ServiceTime(mean_s=mean_s, cv=1.0) for q in hall.queues}
    load = HallLoad(
        waiting=[
            Waiting(
                visit_id=t.visit_id,
                ticket_no=t.ticket_no,
                queue=t.queue,
                place_at=datetime.fromtimestamp(t.place, UTC),
                overtaken=t.overtaken,
            )
            for t in queue
        ],
        desks=[
            DeskNow(caller=Caller(counter_no=n, serves=("A",)), busy_queue="A" if n < busy else None)
            for n in range(desks)
        ],
        so_far=CallsSoFar(),
        services=known,
        away=0.0,
    )
    wait = forecast(load, hall, datetime.fromtimestamp(now, UTC)).if_you_came_now("A")
    return 0.0 if wait is None else wait.mean_s
