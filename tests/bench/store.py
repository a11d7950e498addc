"""Area store: the real append beside raw sqlcipher3 writing the same rows, and a submission over HTTP beside it."""

import asyncio
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.store import Store
from demo.ground import Ground
from tests.bench.measure import ROUNDS, Measurement, at_least_ratio, at_most
from tests.bench.replay import RawFile, Recorder, Recording
from tests.bench.standing_hall import DISK, answered, fresh_ground, standing_hall, submissions

COMMITS = 300
RECORDED = 100  # replayed again and again into fresh files
ASKED = 200
LEAST_OF_RAW = 0.4  # issue 3
SUBMISSION_MS_MAX = 10.0  # for orientation: no goal of the issue


def measure() -> list[Measurement]:
    """Rounds of ours and raw take turns, so that both meet the same disk."""
    recording = record_appends(RECORDED)
    ours: list[float] = []
    raw: list[float] = []
    appends_ms: list[float] = []
    for _ in range(ROUNDS):
        seconds = _appends()
        ours.append(len(seconds) / sum(seconds))
        appends_ms.append(statistics.median(seconds) * 1000)
        seconds = _raw(recording)
        raw.append(len(seconds) / sum(seconds))
    median = statistics.median
    return [
        at_least_ratio("store.append_rate", median(ours), "1/s", median(raw), LEAST_OF_RAW),
        at_most("store.submission_p50", _submission_ms(), "ms", SUBMISSION_MS_MAX, median(appends_ms)),
    ]


def record_appends(count: int) -> Recording:
    """What a hall's file gains from so many confirmed disputes."""
    with fresh_ground() as ground, open_store(ground) as store:
        with store.log.reading() as connection:
            recorder = Recorder(connection.connection.driver_connection)
        for submission in submissions(ground, count):
            store.hall.submit(submission)
            recorder.committed()
        return recorder.recording


@contextmanager
def open_store(ground: Ground) -> Iterator[Store]:
    """The hall's store in this process."""
    store = Store(load_config(ground.hall.config))
    try:
        yield store
    finally:
        store.close()


def _appends() -> list[float]:
    """Seconds of each: events, projections, outbox, keys and outcome of a confirmed dispute, durable."""
    seconds: list[float] = []
    with fresh_ground() as ground, open_store(ground) as store:
        for submission in submissions(ground, COMMITS):
            started = perf_counter()
            answer = store.hall.submit(submission)
            seconds.append(perf_counter() - started)
            answered(answer)
    return seconds


def _raw(recording: Recording) -> list[float]:
    seconds: list[float] = []
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        for number in range(COMMITS // RECORDED):
            file = RawFile(Path(folder) / f"raw-{number}.db", recording)
            seconds += [file.commit(writes) for writes in recording.commits]
            file.close()
    return seconds


def _submission_ms() -> float:
    """The median of the rounds' medians, POST /v1/submissions over a kept connection."""
    with standing_hall() as ground:
        sent = submissions(ground, ASKED * ROUNDS)

        async def ask() -> list[float]:
            seconds = []
            async with HallClient(ground.hall_url, ground.tokens["kiosk"]) as client:
                for submission in sent:
                    started = perf_counter()
                    answer = await client.submit(submission)
                    seconds.append(perf_counter() - started)
                    answered(answer)
            return seconds

        seconds = asyncio.run(ask())
    rounds = [seconds[first : first + ASKED] for first in range(0, len(seconds), ASKED)]
    return statistics.median(statistics.median(one) for one in rounds) * 1000
