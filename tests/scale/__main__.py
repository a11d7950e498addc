"""`python -m tests.scale [--halls 2000] [--rates 55,110,220,330,440] [--seconds 60]`; build/scale.json.

Halls are let in by the real door, then all of them live: they push what happens in them (told_halls: the events of a
morning that a hall really had), pull, and ask for wishes, while more and more happens. A step is held when what is told
keeps up with what happens, and the tables with what is told.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import structlog
import uvloop

from case_store.sync.downlink import TIMEOUT_S
from case_store.sync.pull import IDLE_S as PULL_S
from case_store.sync.wish_poll import HELD_S
from tests.bench.measure import percentile
from tests.bench.told_halls import TellingHall, parts
from tests.scale.ground import Ground, ground, let_in
from tests.scale.hall import Pace, SimulatedHall, Tally
from tests.scale.machine import Costs, costs, standing
from tests.scale.story import commands_of, stories

REPORT = Path("build") / "scale.json"
SETTLE_S = 10.0  # before a step is measured
WAITS_S = 5.0
Commands = Sequence[Sequence[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one rate brought. Latency: from a hall's commit until it has heard that the event is durable."""

    asked_per_s: float
    told_per_s: float
    folded_per_s: float
    p50_ms: float
    p99_ms: float
    wish_p99_ms: float
    waiting: int  # at the halls, at the end
    behind: int  # placed and not folded, at the end
    questions_per_s: dict[str, float]
    refused: dict[str, int]
    service_cpu: float  # of one processor
    postgres_cpu: float
    generator_cpu: float
    service_mib: float
    postgres_mib: float
    to_service: int
    to_postgres: int
    wal_bytes_per_event: float
    disk_bytes_per_event: float
    load: float

    @property
    def is_held(self) -> bool:
        """Nothing grows: at the end, less waits anywhere than happens in a few seconds."""
        return self.waiting + self.behind <= WAITS_S * self.asked_per_s


class County:
    """All halls, and how much happens in them."""

    def __init__(self, halls: Sequence[SimulatedHall], events_per_command: float) -> None:
        self.halls, self._events_per_command = halls, events_per_command
        self.happened = 0
        self.events_per_s = 0.0

    async def go_on(self) -> None:
        """Something happens somewhere, as often as is said, by chance."""
        due = perf_counter()
        while True:
            await asyncio.sleep(0.02)
            if not self.events_per_s:
                due = perf_counter()
            while self.events_per_s and due < perf_counter():
                self.happened += random.choice(self.halls).happen()  # noqa: S311  no secret
                due += random.expovariate(self.events_per_s / self._events_per_command)

    @property
    def waiting(self) -> int:
        """Events that no centre has confirmed."""
        return sum(hall.waiting for hall in self.halls)


async def measured(here: Ground, county: County, tally: Tally, rate: float, seconds: float) -> Step:
    """One step."""
    county.events_per_s = rate
    await asyncio.sleep(SETTLE_S)
    tally.took_s, tally.polled_s, tally.asked, tally.refused = [], [], {}, {}
    happened, before, stood = county.happened, await _costs(here), await asyncio.to_thread(standing, here)
    began = perf_counter()
    await asyncio.sleep(seconds)
    took = perf_counter() - began
    spent, stands = (await _costs(here)).since(before), await asyncio.to_thread(standing, here)
    told = max(1.0, spent.events)
    return Step(
        asked_per_s=(county.happened - happened) / took,
        told_per_s=spent.events / took,
        folded_per_s=(spent.events - stands.behind + stood.behind) / took,
        p50_ms=_ms(tally.took_s, 50),
        p99_ms=_ms(tally.took_s, 99),
        wish_p99_ms=_ms(tally.polled_s, 99),
        waiting=county.waiting,
        behind=stands.behind,
        questions_per_s={kind: round(count / took, 1) for kind, count in sorted(tally.asked.items())},
        refused=dict(sorted(tally.refused.items())),
        service_cpu=spent.service_s / took,
        postgres_cpu=spent.postgres_s / took,
        generator_cpu=spent.generator_s / took,
        service_mib=stands.service_mib,
        postgres_mib=stands.postgres_mib,
        to_service=stands.to_service,
        to_postgres=stands.to_postgres,
        wal_bytes_per_event=spent.wal_bytes / told,
        disk_bytes_per_event=spent.disk_bytes / told,
        load=os.getloadavg()[0],
    )


async def _costs(here: Ground) -> Costs:
    return await asyncio.to_thread(costs, here)


def _ms(samples: Sequence[float], percent: float) -> float:
    return round(percentile(samples, percent) * 1000, 1) if samples else 0.0


async def scale(
    here: Ground, count: int, rates: Sequence[float], seconds: float, pace: Pace
) -> dict[str, Any]:
    """Let in, begin, and more and more."""
    began = perf_counter()
    people = await let_in(here, [f"15{n:07d}" for n in range(1, count + 1)])
    enrolled_s = perf_counter() - began
    print(f"{count} halls let in within {enrolled_s:.0f} s", flush=True)
    (_opening, *citizens), tally = await asyncio.to_thread(parts), Tally()
    commands = [command for citizen in citizens for command in commands_of(citizen)]
    halls = []
    for n, one in enumerate(people, 1):
        told = TellingHall(one.stream, one.key, n, ())
        halls.append(SimulatedHall(told, one.by, stories(citizens, told), here.address, tally))
    county = County(halls, sum(map(len, commands)) / len(commands))
    for hall in halls:  # each is somewhere in its morning
        for _ in range(random.randint(1, len(commands) // len(citizens))):  # noqa: S311  no secret
            county.happened += hall.happen()
    begun, before = county.waiting, perf_counter()
    tasks = [asyncio.ensure_future(work) for work in (county.go_on(), *(hall.live(pace) for hall in halls))]
    try:
        while county.waiting or (await asyncio.to_thread(standing, here)).behind:
            _raise_what_failed(tasks)
            await asyncio.sleep(1)
        first_s = perf_counter() - before
        print(
            f"all have begun: their first {begun} events are told and folded within {first_s:.0f} s",
            flush=True,
        )
        steps = []
        for rate in rates:
            step = await measured(here, county, tally, rate, seconds)
            _raise_what_failed(tasks)
            steps.append(step)
            _say(step)
            if not step.is_held:
                break
        county.events_per_s = 0.0
        return {
            "halls": count,
            "enrolled_s": round(enrolled_s, 1),
            "first_events": begun,
            "first_s": round(first_s, 1),
            "pace": asdict(pace),
            "steps": [asdict(step) | {"held": step.is_held} for step in steps],
            "lost": await _lost(here, county),
        }
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _lost(here: Ground, county: County) -> int:
    """What happened and is not at the centre, once every hall has heard its last answer."""
    ends = perf_counter() + 4 * TIMEOUT_S
    while county.waiting and perf_counter() < ends:  # noqa: ASYNC110  whoever settles last does not know it
        await asyncio.sleep(0.5)
    of_halls = county.happened - county.waiting
    print(f"{county.happened} events happened, {county.waiting} wait", flush=True)
    return of_halls - await asyncio.to_thread(_of_halls, here)


def _of_halls(here: Ground) -> int:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(here.url) as connection:
        row = connection.execute("SELECT count(*) FROM event WHERE stream <> 'centre'").fetchone()
    return int(row[0]) if row else 0


def _raise_what_failed(tasks: Sequence["asyncio.Future[None]"]) -> None:
    for task in tasks:
        if task.done():
            task.result()


def _say(step: Step) -> None:
    print(
        f"{step.asked_per_s:.0f} events/s: {step.told_per_s:.0f} told, {step.folded_per_s:.0f} folded a second;"
        f" p50 {step.p50_ms:g} ms, p99 {step.p99_ms:g} ms; {step.waiting} wait, {step.behind} not folded;"
        f" a second: {step.questions_per_s}; refused {step.refused or 'nothing'};"
        f" processors: service {step.service_cpu:.2f}, PostgreSQL {step.postgres_cpu:.2f},"
        f" halls {step.generator_cpu:.2f}; {step.service_mib:.0f} + {step.postgres_mib:.0f} MiB;"
        f" {step.to_service} + {step.to_postgres} connections;"
        f" WAL {step.wal_bytes_per_event:.0f}, disk {step.disk_bytes_per_event:.0f} bytes an event;"
        f" load {step.load:.1f};"
        f" {'held' if step.is_held else 'NOT held'}",
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """1 when something was lost."""
    asked = argparse.ArgumentParser(prog="python -m tests.scale")
    asked.add_argument("--halls", type=int, default=2000)
    asked.add_argument(
        "--rates", default="55,110,220,330,440,660", help="events a second, in all halls together"
    )
    asked.add_argument("--seconds", type=float, default=60.0, help="of each rate")
    asked.add_argument("--pull", type=float, default=PULL_S, help="seconds between pulls of a hall")
    asked.add_argument(
        "--held", type=float, default=HELD_S, help="seconds that a question for wishes is held"
    )
    asked.add_argument("--spread", type=float, default=30.0, help="seconds within which all halls begin")
    given = asked.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    rates = [float(rate) for rate in given.rates.split(",")]
    with ground() as here:
        found = uvloop.run(
            scale(here, given.halls, rates, given.seconds, Pace(given.pull, given.held, given.spread))
        )
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    print(f"{found['lost']} lost; {REPORT}")
    return int(found["lost"] != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
