"""Halls with three days behind them that nobody has heard of: real files, real events, the real uplink of each.

python -m tests.faults.network.backlog FOLDER URL HALLS PROBES: pushes until every outbox is empty, then says as JSON on
stdout when each hall was done and how long fresh events took. `HALLS` have a backlog; `PROBES` have none and write one
event a second: how long it takes until the centre has it.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import orjson
import sqlalchemy as sa

from case_store.clock import SystemClock
from case_store.engine import open_engine
from case_store.keys import hall_reader, read_keys
from case_store.log.event_log import EventLog, Happened
from case_store.log.schema import metadata
from case_store.sync.uplink import Uplink
from cases.codec import decode
from cases.queue.help_call import HelpCalled
from tests.case_store.one_hall import OneHall
from tests.rehearsal.ha.halls import TOKEN, Halls

T = TypeVar("T")
DAYS, VISITS_A_DAY = 3, 50
TOGETHER = 200  # events written in one transaction
FRESH_EVERY_S = 1.0


def three_days(folder: Path) -> list[Happened]:
    """What happens in a small hall: tickets with a sealed draft, called, served."""
    hall = OneHall(folder)
    for _ in range(DAYS):
        desk = hall.desk(1)
        for _ in range(VISITS_A_DAY):
            hall.take(confirmed=False, draft=True)
            row = hall.serve(desk)
            hall.wait(minutes=5)
            hall.end(desk, row)
        hall.wait(hours=24 - VISITS_A_DAY * 5 / 60)
        hall.store.hall.tick()
    rows = hall.rows("SELECT * FROM event WHERE aggregate LIKE 'visit:%' ORDER BY position")
    hall.store.close()
    return [
        Happened(
            aggregate=row.aggregate,
            event=decode(row.type, row.v, orjson.loads(row.body)),  # type: ignore[arg-type]
            at=datetime.fromtimestamp(row.at_us / 1e6, UTC),
            actor=row.actor,
        )
        for row in rows
    ]


def open_log(folder: Path, stream: str) -> EventLog:
    """The file of a hall, made if it is not there."""
    keys = _keys(folder, stream)
    engine = open_engine(folder / f"{stream}.db", keys.database_key)
    metadata.create_all(engine)
    return EventLog(engine, stream=stream, node=keys.name, policy_rev="drill", has_upstream=True)


def write(folder: Path, stream: str, story: Sequence[Happened]) -> int:
    """The backlog of one hall; answers how many events wait."""
    log = open_log(folder, stream)
    for first in range(0, len(story), TOGETHER):
        with log.writing(uuid4(), datetime.now(UTC)) as work:
            work.append(*story[first : first + TOGETHER])
    with log.reading() as connection:
        waiting = int(connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar_one())
    log.close()
    return waiting


def _keys(folder: Path, stream: str) -> Any:
    return read_keys(folder / stream / f"{hall_reader(stream).replace(':', '-')}.keys.json")


class PushingHall:
    """One hall on this loop."""

    def __init__(self, folder: Path, stream: str, url: str) -> None:
        keys = _keys(folder, stream)
        self.stream, self.log = stream, open_log(folder, stream)
        self.done_at: float | None = None
        self.took_s: list[float] = []
        self._settled = asyncio.Event()
        self.uplink = Uplink(
            stream=stream,
            node=keys.name,
            key=keys.signing,
            url=url,
            token=TOKEN,
            in_log=self._in_log,
            clock=SystemClock(),
            on_state=lambda _view: None,
            on_quarantined=self._on_quarantined,
        )

    async def _in_log(self, work: Callable[[sa.Connection], T]) -> T:
        with self.log.transaction():
            done = work(self.log.connection)
        if self.waiting() == 0:
            self.done_at = self.done_at or time.monotonic()
            self._settled.set()
        return done

    async def _on_quarantined(self, events: int, reason: str) -> None:
        raise AssertionError(f"{self.stream}: {events} events quarantined: {reason}")

    def waiting(self) -> int:
        """Events that are not confirmed."""
        with self.log.reading() as connection:
            return int(
                connection.execute(sa.select(sa.func.count()).select_from(sa.text("outbox"))).scalar_one()
            )

    async def fresh(self) -> None:
        """One event a second, each until the centre has it."""
        while True:
            now = datetime.now(UTC)
            happened = HelpCalled(help_id=str(uuid4()), kiosk_id="k1", page="home", called_at=now)
            began = time.monotonic()
            with self.log.writing(uuid4(), now) as work:
                work.append(
                    Happened(aggregate=f"help:{happened.help_id}", event=happened, at=now, actor="system")
                )
            self._settled.clear()
            self.uplink.wake()
            await self._settled.wait()
            self.took_s.append(time.monotonic() - began)
            await asyncio.sleep(FRESH_EVERY_S)


async def main(folder: Path, url: str, halls: int, probes: int) -> None:
    """Push until all are done."""
    pushing = [PushingHall(folder, Halls.stream(n), url) for n in range(halls)]
    probing = [PushingHall(folder, Halls.stream(halls + n), url) for n in range(probes)]
    began = time.monotonic()
    works = [hall.uplink.run() for hall in (*pushing, *probing)] + [hall.fresh() for hall in probing]
    tasks = [asyncio.ensure_future(work) for work in works]
    while any(hall.waiting() for hall in pushing):  # noqa: ASYNC110  whoever settles last does not know it
        await asyncio.sleep(0.2)
    ended = time.monotonic()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    told = {
        "seconds": ended - began,
        "done_s": sorted((hall.done_at or ended) - began for hall in pushing),
        "fresh_s": sorted(took for hall in probing for took in hall.took_s),
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
