"""A hall and a centre that are served for real: files, sockets, uvicorn in a thread of their own; and their line."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uvicorn

from case_store.client.connection import TIMEOUT_S
from case_store.client.hall import HallClient
from case_store.clock import OffsetClock
from case_store.config import StoreConfig, UpstreamConfig
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.log.fold_later import behind
from case_store.log.schema import lease
from case_store.policy_files import load_policy
from case_store.service.app import create_app
from case_store.store import Store
from case_store.tokens import COUNTER, DISPATCH, HALL, KIOSK, UPSTREAM, WALL, write_tokens
from cases.hall_time import HALL_ZONE
from cases.views import StaffView
from tests.case_store.on_postgres import database_of

ASSETS = Path(__file__).parents[2] / "assets"
STREAM = "150502000"
KIOSK_ID, OTHER_KIOSK_ID = "k1", "k2"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
PIN = "246810"
PATIENT_S = 60.0  # of a machine that does much else; where it is well nobody waits so long
POLICY = load_policy(ASSETS)
PATIENT = replace(
    POLICY, kiosk=POLICY.kiosk.model_copy(update={"ask_hall_timeout_ms": int(PATIENT_S * 1000)})
)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """One store behind a port that stays the same when it is started again."""

    def __init__(self, config: StoreConfig) -> None:
        self.config = config
        self.port = free_port()
        self.store: Store | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open the store and answer. Returns when it does."""
        self.store = Store(self.config)
        config = uvicorn.Config(
            create_app(self.store),
            host="127.0.0.1",
            port=self.port,
            lifespan="on",
            ws="websockets-sansio",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        while not server.started:
            self._thread.join(0.01)
            if not self._thread.is_alive():
                raise RuntimeError("the store did not start")

    def stop(self) -> None:
        """Stop answering and close the file."""
        if self._server is None or self._thread is None or self.store is None:
            return
        self._server.should_exit = True
        self._thread.join(PATIENT_S)
        if self._thread.is_alive():  # to close what it still asks would be told of the next test
            raise RuntimeError("the store did not stop")
        self.store.close()
        self._server = self._thread = self.store = None


@dataclass
class Ground:
    """Keys, tokens, one shared clock, a hall and its centre on fresh files."""

    folder: Path
    hall: Served
    centre: Served
    clock: OffsetClock
    tokens: dict[str, str]
    keys: dict[str, Path]

    def client(self, role: str, url: str | None = None) -> HallClient:
        """A client of a role at the hall, or through a line, which it gives up as soon as screens do."""
        return HallClient(url or self.hall.url, self.tokens[role], timeout_s=TIMEOUT_S if url else PATIENT_S)

    def kiosk_keys(self, kiosk_id: str = KIOSK_ID) -> Keys:
        """What a kiosk holds."""
        return read_keys(self.keys[f"kiosk:{kiosk_id}"])

    def door(self, url: str | None = None, kiosk_id: str = KIOSK_ID) -> KioskDoor:
        """A kiosk's door, not open yet; through a line it waits for a number as long as kiosks do, else longer."""
        return KioskDoor(
            KioskDoorConfig(
                kiosk_id=kiosk_id,
                hall_url=url or self.hall.url,
                token=self.tokens[KIOSK],
                outbox=self.folder / f"{kiosk_id}.db",
                keys=self.kiosk_keys(kiosk_id),
                policy=POLICY if url else PATIENT,
                clock=self.clock,
            )
        )

    def leases(self) -> list[Any]:
        """What the hall has lent."""
        return rows(self, lease)

    def stop(self) -> None:
        """Everything off."""
        self.hall.stop()
        self.centre.stop()


def make_ground(folder: Path, *, upstream: bool = False, hall_in_file: bool = False) -> Ground:
    """It is Monday 09:30. Nothing is started yet. `hall_in_file`: as in open_two_stores."""
    keys = make_keys(folder / "keys", STREAM, [KIOSK_ID, OTHER_KIOSK_ID])
    tokens = {role: f"token-of-{role}" for role in (KIOSK, COUNTER, WALL, DISPATCH, HALL)}
    write_tokens(folder / "hall.tokens.json", {**tokens, UPSTREAM: tokens[HALL]})
    write_tokens(folder / "centre.tokens.json", {role: tokens[role] for role in (HALL, COUNTER, DISPATCH)})
    clock = OffsetClock(folder / "clock")
    clock.move_to(MONDAY)

    def served(role: str, name: str, node: str, up: UpstreamConfig | None = None) -> Served:
        return Served(
            StoreConfig.model_validate(
                {
                    "role": role,
                    "name": name,
                    "database": folder / f"{role}.db",
                    "database_url": None if hall_in_file and role == "hall" else database_of(folder / role),
                    "key_file": keys[node],
                    "tokens_file": folder / f"{role}.tokens.json",
                    "assets_dir": ASSETS,
                    "clock_file": folder / "clock",
                    "upstream": up,
                    "tick_seconds": 0.2,
                    "beat_seconds": 0.2,
                    "pull_seconds": 0.1,
                    "pin_time_cost": 1,
                    "pin_memory_kib": 8,
                    "reserve_mib": 1,
                }
            )
        )

    centre = served("centre", CENTRE, CENTRE)
    up = UpstreamConfig(url=centre.url) if upstream else None
    return Ground(
        folder=folder,
        hall=served("hall", STREAM, hall_reader(STREAM), up),
        centre=centre,
        clock=clock,
        tokens=tokens,
        keys=keys,
    )


def rows(ground: Ground, table: sa.Table, *, at_centre: bool = False) -> list[Any]:
    """What a table has, at the hall or at the centre."""
    store = (ground.centre if at_centre else ground.hall).store
    if store is None:
        raise RuntimeError("the store is not started")

    def read() -> list[Any]:
        with store.log.reading() as connection:
            return list(connection.execute(sa.select(table)))

    return store._thread.submit(read).result()


async def until(true: Callable[[], bool], within_s: float = PATIENT_S) -> None:
    """Wait for something that happens in another thread or process."""
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110  there is no event to wait for
            await asyncio.sleep(0.01)


async def sit_down(ground: Ground, counter_no: int = 1) -> HallClient:
    """A counter with somebody at it."""
    store = ground.hall.store
    if store is None:
        raise RuntimeError("the hall is not started")
    member = StaffView(staff_id=f"s{counter_no}", name="斯琴", role="reception")
    await store.run(store.add_staff, member, PIN)
    counter = ground.client(COUNTER)
    await counter.sign_in(member.staff_id, PIN, counter_no)
    return counter


class Fault(StrEnum):
    """What the line does to a question."""

    NONE = "none"
    SILENT = "silent"  # it is taken, and nobody answers
    DEAF = "deaf"  # the connection is dropped before anybody heard
    ANSWER_LOST = "answer_lost"  # the hall commits, its answer never comes
    HALF_ANSWER = "half_answer"  # the connection breaks in the middle of it


@dataclass
class Line:
    """A TCP line to a hall that can be broken. `only`: the fault meets questions that begin so, others pass."""

    port: int
    target: int
    fault: Fault = Fault.NONE
    only: bytes = b""
    on_fault: Callable[[], None] = lambda: None
    met: int = 0  # questions that the fault met
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def meets(self, question: bytes) -> Fault:
        """What happens to this question."""
        if self.fault is Fault.NONE or not question.startswith(self.only):
            return Fault.NONE
        self.met += 1
        return self.fault

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        self._writers.add(writer)
        if (task := asyncio.current_task()) is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.target)
            self._writers.add(up_writer)
            while question := await _message(reader):
                fault = self.meets(question)
                if fault is Fault.SILENT:
                    self.on_fault()
                    await reader.read()
                    break
                if fault is Fault.DEAF:
                    self.on_fault()
                    break
                up_writer.write(question)
                answer = await _message(up_reader)
                if fault is Fault.ANSWER_LOST:
                    self.on_fault()
                    break
                writer.write(answer[: len(answer) // 2] if fault is Fault.HALF_ANSWER else answer)
                await writer.drain()
                if fault is Fault.HALF_ANSWER:
                    self.on_fault()
                    break
            up_writer.close()
        writer.close()

    async def hang_up(self) -> None:
        """End every connection."""
        for writer in self._writers:
            writer.close()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=5)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One HTTP message with its body; b"" at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    return head + await reader.readexactly(int(fields.get(b"content-length", b"0")))


@asynccontextmanager
async def line_to(target: Served) -> AsyncIterator[Line]:
    """A line that passes everything until it is told otherwise."""
    line = Line(port=free_port(), target=target.port)
    server = await asyncio.start_server(line.serve, "127.0.0.1", line.port)
    try:
        yield line
    finally:
        server.close()
        await line.hang_up()


async def folded(ground: Ground) -> None:
    """Until the centre's tables say what it was told: on PostgreSQL to fold is a step of its own."""
    assert ground.centre.store is not None
    async with asyncio.timeout(PATIENT_S):
        while await ground.centre.store.in_log(behind):  # noqa: ASYNC110  there is no event to wait for
            await asyncio.sleep(0.01)
