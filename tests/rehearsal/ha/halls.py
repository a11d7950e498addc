"""Twenty halls that push: the real log, outbox and uplink of each on a database in memory, and what they were told.

What a hall was told is durable is written down by the database itself (triggers on its outbox), whatever our code
does: `acknowledged` when the outbox forgets an event, `asked_again` when an event that was acknowledged comes back into
it, which is how a hall learns that the centre has lost it.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from case_store.clock import SystemClock
from case_store.keys import hall_reader, make_keys, read_keys
from case_store.log.event_log import EventLog, Happened
from case_store.log.schema import metadata
from case_store.sync.uplink import Uplink
from cases.queue.help_call import HelpCalled

T = TypeVar("T")
TOKEN = "token-of-hall"
_WRITTEN_DOWN = (
    "CREATE TABLE acknowledged (position INTEGER PRIMARY KEY)",
    "CREATE TABLE asked_again (position INTEGER)",
    """CREATE TRIGGER forgotten AFTER DELETE ON outbox BEGIN
           INSERT OR IGNORE INTO acknowledged VALUES (OLD.position); END""",
    """CREATE TRIGGER back AFTER INSERT ON outbox
           WHEN EXISTS (SELECT 1 FROM acknowledged a WHERE a.position = NEW.position) BEGIN
           INSERT INTO asked_again VALUES (NEW.position); END""",
)
_HOW_MANY = sa.text("SELECT count(*) FROM acknowledged")


@dataclass(frozen=True, slots=True)
class Held:
    """An event that a hall was told is durable."""

    stream: str
    id: str
    hash: str


@dataclass
class Hall:
    """One hall: writes an event now and then, pushes for ever. Used on one loop only."""

    stream: str
    log: EventLog
    uplink: Uplink
    wrote: int = 0

    def happen(self) -> None:
        """Somebody at a kiosk calls for help."""
        now = datetime.now(tz=UTC)
        help_id = str(uuid4())
        event = HelpCalled(help_id=help_id, kiosk_id="k1", page="home", called_at=now)
        with self.log.writing(uuid4(), now) as work:
            work.append(Happened(aggregate=f"help:{help_id}", event=event, at=now, actor="system"))
        self.wrote += 1
        self.uplink.wake()

    def acknowledged(self) -> set[Held]:
        """What the centre has confirmed to this hall, ever."""
        rows = self._read("SELECT e.id, e.hash FROM acknowledged a JOIN event e ON e.position = a.position")
        return {Held(self.stream, row[0], row[1]) for row in rows}

    def asked_again(self) -> int:
        """Events that were confirmed and that the centre then did not have."""
        return int(self._read("SELECT count(DISTINCT position) FROM asked_again")[0][0])

    def trouble(self) -> str:
        """Why its last push failed, "" when it did not."""
        return self.uplink._pusher.trouble

    def waiting(self) -> int:
        """Events that are not confirmed."""
        return int(self._read("SELECT count(*) FROM outbox")[0][0])

    def _read(self, query: str) -> list[Any]:
        with self.log.reading() as connection:
            return list(connection.execute(sa.text(query)))


@dataclass
class Halls:
    """All of them, in a thread of their own. `every_s`: how often each writes."""

    folder: Path
    count: int
    every_s: float
    halls: list[Hall] = field(default_factory=list)
    told_at: list[float] = field(default_factory=list)  # monotonic instants at which something was confirmed
    _writes: bool = True
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _ends: asyncio.Event | None = None

    def make_keys(self) -> tuple[Path, Path]:
        """Key and tokens file of the centre that knows every hall."""
        own: dict[str, Path] = {}
        for n in range(self.count):
            own[self.stream(n)] = self.folder / self.stream(n)
            make_keys(own[self.stream(n)], self.stream(n))
        centre = own[self.stream(0)] / "centre.keys.json"
        document = json.loads(centre.read_text())
        for stream, folder in own.items():
            name = hall_reader(stream)
            known = json.loads((folder / f"{name.replace(':', '-')}.keys.json").read_text())
            for which in ("signers", "readers"):
                document[which][name] = known[which][name]
        key_file = self.folder / "centre.keys.json"
        key_file.touch(0o600)
        key_file.write_text(json.dumps(document))
        tokens = self.folder / "centre.tokens.json"
        tokens.touch(0o600)
        tokens.write_text(json.dumps({"hall": TOKEN}))
        return key_file, tokens

    @staticmethod
    def stream(n: int) -> str:
        """The name of the n-th."""
        return f"1505{n:02d}000"

    def start(self, url: str) -> None:
        """Begin to write and to push."""
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._live(url, ready)), name="halls", daemon=True
        )
        self._thread.start()
        ready.wait()

    def quiet(self) -> None:
        """Nothing new happens; what waits is still pushed."""
        self._writes = False

    def ask(self, what: Callable[[Hall], T]) -> list[T]:
        """Of every hall, on the loop that owns them."""
        assert self._loop is not None

        async def each() -> list[T]:
            return [what(hall) for hall in self.halls]

        return asyncio.run_coroutine_threadsafe(each(), self._loop).result()

    def wrote(self) -> int:
        """Events that happened in all of them."""
        return sum(hall.wrote for hall in self.halls)

    def acknowledged(self) -> set[Held]:
        """Whatever any of them was told is durable."""
        return set().union(*self.ask(Hall.acknowledged))

    def stop(self) -> None:
        """End the thread."""
        if self._loop is not None and self._thread is not None and self._ends is not None:
            self._loop.call_soon_threadsafe(self._ends.set)
            self._thread.join()

    async def _live(self, url: str, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self.halls = [self._hall(n, url) for n in range(self.count)]
        works = [hall.uplink.run() for hall in self.halls] + [
            self._happen(n, hall) for n, hall in enumerate(self.halls)
        ]
        self._ends = asyncio.Event()
        tasks = [asyncio.ensure_future(work) for work in works]
        ready.set()
        await self._ends.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _happen(self, n: int, hall: Hall) -> None:
        await asyncio.sleep(self.every_s * n / self.count)
        while True:
            if self._writes:
                hall.happen()
            await asyncio.sleep(self.every_s)

    def _hall(self, n: int, url: str) -> Hall:
        stream = self.stream(n)
        keys = read_keys(self.folder / stream / f"{hall_reader(stream).replace(':', '-')}.keys.json")
        engine = sa.create_engine(
            "sqlite://",
            poolclass=StaticPool,
            connect_args={"check_same_thread": False, "isolation_level": None},
        )
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        metadata.create_all(engine)
        with engine.begin() as connection:
            for statement in _WRITTEN_DOWN:
                connection.exec_driver_sql(statement)
        log = EventLog(engine, stream=stream, node=keys.name, policy_rev="drill", has_upstream=True)

        known = [0]

        async def in_log(work: Callable[[sa.Connection], T]) -> T:
            with log.connection.begin():
                done = work(log.connection)
                acknowledged = log.connection.scalar(_HOW_MANY)
            if acknowledged != known[0]:
                known[0] = acknowledged
                self.told_at.append(time.monotonic())
            return done

        async def on_quarantined(events: int, reason: str) -> None:
            raise AssertionError(f"{stream}: {events} events quarantined: {reason}")

        uplink = Uplink(
            stream=stream,
            node=keys.name,
            key=keys.signing,
            url=url,
            token=TOKEN,
            in_log=in_log,
            clock=SystemClock(),
            on_state=lambda _view: None,
            on_quarantined=on_quarantined,
        )
        return Hall(stream, log, uplink)
