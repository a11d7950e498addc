"""What a process of the suite makes once, where a program makes it once in its life.

Our own policy and texts (10 ms of every store that opens, and 25 for each day that is another), and what a client of a
test believes of certificates (50 ms). Files in any other folder are read each time.
"""

import sys
from functools import cache, lru_cache
from pathlib import Path

OWN = Path(__file__).parents[1] / "assets"
DAYS = 50  # and revisions


def make_once() -> None:
    """From now on, in this process; of what no test has imported nothing is."""
    if "case_store.policy_files" in sys.modules:
        _read_once()
    if (line := sys.modules.get("httpcore2")) is not None:
        line.default_ssl_context = cache(line.default_ssl_context)  # type: ignore[attr-defined]


def _read_once() -> None:
    from case_store import policy_files  # noqa: PLC0415  most rooms need no store

    read_anew = policy_files.read_files
    own = cache(read_anew)

    def read_files(folder: Path) -> dict[str, str]:
        return dict(own(folder)) if folder.parent == OWN else read_anew(folder)

    policy_files.read_files = read_files
    policy_files._built = lru_cache(DAYS)(policy_files._built.__wrapped__)
