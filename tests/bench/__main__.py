"""`make bench`, or `python -m tests.bench kiosk store` for some areas: a table, and build/bench.json.

Exit code 0, whatever the figures say; 1 when a bench itself breaks.
"""

import logging
import sys
import traceback
from importlib import import_module

import structlog

from tests.bench.measure import Measurement, table, write
from tests.bench.standing_hall import DISK

AREAS = (
    "kiosk",
    "wall",
    "feed",
    "store",
    "queue",
    "estimate",
    "paper",
    "last_byte",
    "case_file",
    "voice",
    "readers",
    "document_camera",
    "handwriting",
    "lists",
    "casework",
    "alarms",
    "risk",
    "summaries",
    "ingest",
    "restart",
    "store_pull",
    "store_refold",
    "months",
    "unit_inbox",
)  # each a module with a `measure`


def main(areas: list[str]) -> int:
    """Measure, print, write."""
    unknown = [area for area in areas if area not in AREAS]
    if unknown:
        print(f"no such area: {', '.join(unknown)}; there is: {', '.join(AREAS)}", file=sys.stderr)
        return 1
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    results: list[Measurement] = []
    broken: list[str] = []
    for area in areas or AREAS:
        print(f"{area} …", file=sys.stderr)
        try:
            results += import_module(f"tests.bench.{area}").measure()
        except Exception:  # noqa: BLE001 - one bench that breaks does not take the others' figures with it
            traceback.print_exc()
            broken.append(area)
    print(table(results))
    write(results, DISK / "bench.json")
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
