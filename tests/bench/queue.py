"""Area queue: take a ticket and call the next, through the real service over HTTP, on a day with 20,000 tickets.

With 1 and with 4 clients at once; beside it, in the same run, the bare SQLCipher transaction that writes the same
rows. The disk sets the floor: what is ours is the ratio.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import uuid_utils.compat as uuid_v7

from case_store.config import load_config
from case_store.hall.house import AtDesk, OnDuty
from case_store.store import Store
from cases.views import StaffView
from demo.ground import KIOSK_ID, Ground
from demo.seed import DEMO_PIN
from tests.bench.full_day import fill_day
from tests.bench.measure import ROUNDS, Measurement, at_most, percentile
from tests.bench.queue_caller import Job
from tests.bench.replay import RawFile, Recorder, Recording
from tests.bench.standing_hall import DISK, ROOT, answered, fresh_ground, submissions

TICKETS = 20_000
PRESSES = 200  # of all clients together, in a round: so many wait before the calls begin
CLIENTS = (1, 4)
RECORDED = 60
TAKE_P50_MS, TAKE_P99_MS, CALL_P99_MS, GROWTH_MAX = 2.0, 10.0, 10.0, 1.1  # issue 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """Milliseconds of every press of a kind."""

    take: list[float]
    call: list[float]


def measure() -> list[Measurement]:
    """The empty day and the full one take turns, so that both meet the same machine; then the bare transaction."""
    with _hall(0) as at_dawn, _hall(TICKETS) as at_dusk:
        days = {clients: _turns((at_dawn, at_dusk), clients) for clients in CLIENTS}
    empty = {clients: pair[0] for clients, pair in days.items()}
    full = {clients: pair[1] for clients, pair in days.items()}
    raw = _raw()
    results: list[Measurement] = []
    for clients in CLIENTS:
        now, name = full[clients], f"{clients}_client{'s' * (clients > 1)}"
        results += [
            _of(f"queue.take_p50_{name}", now.take, 50, TAKE_P50_MS, raw.take),
            _of(f"queue.take_p99_{name}", now.take, 99, TAKE_P99_MS, raw.take),
            _of(f"queue.call_p50_{name}", now.call, 50, CALL_P99_MS, raw.call),
            _of(f"queue.call_p99_{name}", now.call, 99, CALL_P99_MS, raw.call),
        ]
    results += [
        _growth("queue.take_growth", full[1].take, empty[1].take),
        _growth("queue.call_growth", full[1].call, empty[1].call),
    ]
    return results


def _of(
    name: str, values: Sequence[float], percent: float, limit: float, raw: Sequence[float]
) -> Measurement:
    return at_most(name, percentile(values, percent), "ms", limit, percentile(raw, percent))


def _growth(name: str, full: Sequence[float], empty: Sequence[float]) -> Measurement:
    return at_most(name, median(full) / median(empty), "×", GROWTH_MAX)


@contextmanager
def _hall(tickets: int) -> Iterator[Ground]:
    """The hall's service in a process of its own, with that day behind it."""
    with fresh_ground() as ground:
        store = Store(load_config(ground.hall.config))
        for number in range(1, max(CLIENTS) + 1):
            store.add_staff(
                StaffView(staff_id=f"s{number}", name=f"包某{number}", role="reception"), DEMO_PIN
            )
        fill_day(store, tickets)
        store.close()
        ground.hall.begin()
        try:
            ground.hall.wait_until_ready()
            yield ground
        finally:
            ground.hall.stop()


def _turns(grounds: Sequence[Ground], clients: int) -> list[Presses]:
    """Rounds of each ground, one after the other."""
    presses = [Presses(take=[], call=[]) for _ in grounds]
    with ExitStack() as stack:

        def several(ground: Ground, *, at_desks: bool) -> "list[subprocess.Popen[str]]":
            return [
                stack.enter_context(_client(ground, n + 1 if at_desks else 0, n, clients))
                for n in range(clients)
            ]

        halls = [(several(ground, at_desks=False), several(ground, at_desks=True)) for ground in grounds]
        for number in range(ROUNDS + 1):
            for (kiosks, desks), pressed in zip(halls, presses, strict=True):
                take, call = _together(kiosks), _together(desks)
                if number:  # the first one was to warm up
                    pressed.take.extend(take)
                    pressed.call.extend(call)
    return presses


@contextmanager
def _client(ground: Ground, counter_no: int, number: int, clients: int) -> "Iterator[subprocess.Popen[str]]":
    job = Job(
        address=ground.hall_url.removeprefix("http://"),
        token=ground.tokens["counter" if counter_no else "kiosk"],
        session=_session(ground, counter_no) if counter_no else "",
        name=f"{KIOSK_ID}-{clients}-{number}",
        counter_no=counter_no,
        now=ground.clock.now().isoformat(),
        presses=PRESSES // clients,
    )
    path = ground.root / f"job-{clients}-{counter_no}-{number}.json"
    path.write_text(json.dumps(asdict(job)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.queue_caller", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        _line(process)
        yield process
    finally:
        process.kill()
        process.wait()


def _together(clients: "Sequence[subprocess.Popen[str]]") -> list[float]:
    """One round of all of them at once, in milliseconds."""
    for client in clients:
        if client.stdin is None:
            raise TypeError("it was started with a pipe")
        client.stdin.write("go\n")
        client.stdin.flush()
    return [seconds * 1000 for client in clients for seconds in json.loads(_line(client))]


def _line(client: "subprocess.Popen[str]") -> str:
    line = client.stdout.readline() if client.stdout else ""
    if not line:
        raise RuntimeError("a client of the bench ended")
    return line


def _session(ground: Ground, counter_no: int) -> str:
    body = {"staff_id": f"s{counter_no}", "pin": DEMO_PIN, "counter_no": counter_no}
    headers = {"Authorization": f"Bearer {ground.tokens['counter']}"}
    answer: Any = httpx2.post(f"{ground.hall_url}/v1/sign-in", json=body, headers=headers, trust_env=False)
    answer.raise_for_status()
    return str(answer.json()["session"])


def _raw() -> Presses:
    """The rows of both commands, written again by sqlcipher3 alone."""
    take, call = _recordings()
    return Presses(take=_replayed(take), call=_replayed(call))


def _replayed(recording: Recording) -> list[float]:
    """Milliseconds of every commit, into fresh files."""
    milliseconds: list[float] = []
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        for number in range(ROUNDS):
            file = RawFile(Path(folder) / f"raw-{number}.db", recording)
            milliseconds += [file.commit(writes) * 1000 for writes in recording.commits]
            file.close()
    return milliseconds


def _recordings() -> tuple[Recording, Recording]:
    with fresh_ground() as ground:
        store = Store(load_config(ground.hall.config))
        try:
            return _record(store, ground)
        finally:
            store.close()


def _record(store: Store, ground: Ground) -> tuple[Recording, Recording]:
    driver: Any = store.log.connection.connection.driver_connection
    tickets = [replace(one, case=None) for one in submissions(ground, RECORDED)]
    recorder = Recorder(driver)
    for ticket in tickets:
        answered(store.hall.submit(ticket))
        recorder.committed()
    take = recorder.recording
    desk = AtDesk(staff_id="s1", counter_no=1)
    answered(store.hall.sign_in(OnDuty(staff_id="s1", role="reception", counter_no=1)))
    recorder = Recorder(driver)
    for _ in range(RECORDED):
        row = answered(store.hall.call_next(uuid_v7.uuid7(), desk))
        recorder.committed()
        answered(store.hall.no_show(uuid_v7.uuid7(), desk, row.visit_id))
        recorder.skipped()
    return take, recorder.recording
