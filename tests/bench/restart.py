"""How long a centre on PostgreSQL takes until it answers again, and which part of it takes how long.

The area fills a log of 100,000 events; `python -m tests.bench.ingest_flat … 10000000` asks the same of a large one.
`python -m tests.bench.restart CONFIG`, as the child of both: seconds of each part as one line of JSON.
"""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.child import run
from tests.bench.ingest import Ground, ground
from tests.bench.ingest_flat import begin, fill
from tests.bench.measure import Measurement, at_most

EVENTS = 100_000
READY_S_MAX = 5.0


def measure() -> list[Measurement]:
    """Until the service answers, from a stop in good order."""
    with ground() as here:
        begin(here, [hall.batches() for hall in here.halls])
        fill(here.url, EVENTS)
        seconds, parts = restart(here)
    print("; ".join(f"{part} {spent:.2f} s" for part, spent in parts.items()))
    return [at_most("restart.ready", seconds, "s", READY_S_MAX)]


def restart(here: Ground) -> tuple[float, dict[str, float]]:
    """Seconds until the service is ready again, and those of its parts, in a process of their own."""
    here.centre.stop()
    _, told = run("restart", str(here.centre.config))
    began = perf_counter()
    here.centre.start()
    return perf_counter() - began, json.loads(told)


def _parts(config_file: Path) -> dict[str, float]:
    """What `case_store.run` does before it answers; seconds, and of work on a machine that others use."""
    parts, at, worked = dict[str, float](), perf_counter(), process_time()

    def over(part: str) -> None:
        nonlocal at, worked
        parts[part], at = perf_counter() - at, perf_counter()
        parts[f"{part} (work)"], worked = process_time() - worked, process_time()

    from case_store.config import load_config  # noqa: PLC0415  loading the program is a part, too
    from case_store.service.app import create_app  # noqa: PLC0415
    from case_store.store import Store  # noqa: PLC0415

    over("program loaded")
    config = load_config(config_file)
    store = Store(config)
    over("store opened")
    create_app(store, None)
    over("routes made")
    store.close()
    over("closed")
    return parts


if __name__ == "__main__":
    print(json.dumps(_parts(Path(sys.argv[1]))))
