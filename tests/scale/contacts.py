"""`python -m tests.scale.contacts [--halls 40] [--rounds 25]`: what each kind of contact costs the centre.

Work, not speed: microseconds of processor of the service and of PostgreSQL for each contact, asked by so many halls at
a time, without what both do when nobody asks. A busy machine's caches are cold: there all of it is more.
"""

import argparse
import asyncio
import logging
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import structlog
import uvloop

from tests.bench.told_halls import TellingHall, parts
from tests.scale.ground import Ground, ground, let_in
from tests.scale.hall import SimulatedHall, Tally
from tests.scale.machine import Costs, costs, standing
from tests.scale.story import stories

IDLE_S = 10.0
Contact = Callable[[SimulatedHall], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Idle:
    """Of one processor, while nobody asks."""

    service: float
    postgres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one kind of contact."""

    kind: str
    contacts: int
    took_s: float
    spent: Costs
    idle: Idle

    def __str__(self) -> str:
        service = (self.spent.service_s - self.idle.service * self.took_s) * 1e6 / self.contacts
        postgres = (self.spent.postgres_s - self.idle.postgres * self.took_s) * 1e6 / self.contacts
        events = self.spent.events / self.contacts
        return f"{self.kind:32} service {service:6.0f} µs, PostgreSQL {postgres:6.0f} µs; {events:.2f} events"


async def _tell(hall: SimulatedHall) -> None:
    """One command happens and is pushed."""
    hall.happen()
    await hall.push_once()


KINDS: dict[str, Contact] = {
    "empty pull": SimulatedHall.pull_once,
    "question that is not held": lambda hall: hall.wishes_once(0.0),
    "question held for a second": lambda hall: hall.wishes_once(1.0),
    "empty push": SimulatedHall.greet_once,
    "push of a command, and its fold": _tell,
}


async def idle_of(here: Ground) -> Idle:
    """Ticks, looks, beats."""
    before, began = await asyncio.to_thread(costs, here), perf_counter()
    await asyncio.sleep(IDLE_S)
    spent, took_s = (await asyncio.to_thread(costs, here)).since(before), perf_counter() - began
    return Idle(spent.service_s / took_s, spent.postgres_s / took_s)


async def cost_of(
    here: Ground, kind: str, contact: Contact, halls: Sequence[SimulatedHall], *, rounds: int, idle: Idle
) -> Cost:
    """Each hall, again and again, all at once."""

    async def again(hall: SimulatedHall) -> None:
        for _ in range(rounds):
            await contact(hall)

    before, began = await asyncio.to_thread(costs, here), perf_counter()
    await asyncio.gather(*(again(hall) for hall in halls))
    while (await asyncio.to_thread(standing, here)).behind:  # noqa: ASYNC110  the follower is another process
        await asyncio.sleep(0.1)
    spent = (await asyncio.to_thread(costs, here)).since(before)
    took_s = perf_counter() - began
    return Cost(kind=kind, contacts=rounds * len(halls), took_s=took_s, spent=spent, idle=idle)


async def contacts(here: Ground, count: int, rounds: int, together: Sequence[int]) -> list[Cost]:
    """Every kind, by so many halls together."""
    people = await let_in(here, [f"15{n:07d}" for n in range(1, count + 1)])
    (_opening, *citizens), tally = await asyncio.to_thread(parts), Tally()
    halls = []
    for n, one in enumerate(people, 1):
        told = TellingHall(one.stream, one.key, n, ())
        halls.append(SimulatedHall(told, one.by, stories(citizens, told), here.address, tally))
    for hall in halls:  # has a token, is known, and has something to tell of
        for _ in range(random.randint(1, 40)):  # noqa: S311  no secret
            hall.happen()
        while hall.waiting:
            await hall.push_once()
        await hall.pull_once()
    idle, found = await idle_of(here), []
    print(f"nobody asks: service {idle.service:.3f}, PostgreSQL {idle.postgres:.3f} processors", flush=True)
    for some in together:
        for kind, contact in KINDS.items():
            each = max(1, rounds * count // some) if "second" not in kind else 4
            found.append(
                await cost_of(here, f"{kind} ({some} at once)", contact, halls[:some], rounds=each, idle=idle)
            )
            print(found[-1], flush=True)
    if tally.refused:
        raise AssertionError(tally.refused)
    for hall in halls:
        hall.close()
    return found


def main(arguments: Sequence[str]) -> int:
    """Print them."""
    asked = argparse.ArgumentParser(prog="python -m tests.scale.contacts")
    asked.add_argument("--halls", type=int, default=40)
    asked.add_argument("--rounds", type=int, default=25, help="contacts of each kind and hall")
    asked.add_argument("--together", default="2,40", help="how many halls ask at a time")
    given = asked.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with ground("contacts-") as here:
        together = [min(int(some), given.halls) for some in given.together.split(",")]
        uvloop.run(contacts(here, given.halls, given.rounds, together))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
