"""`python -m tests.sync --histories 1000000`: histories of kiosks, halls and a centre, each checked at its end.

A history that breaks a promise is printed with its seed; `--first SEED --histories 1` plays it again. Exit code 1 then.
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import islice

from tests.sync.history import chapter

CHUNK = 100
PRINTED_MAX = 20  # broken histories that are printed in full


def main() -> int:
    """Play, and say what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync", description=__doc__)
    parser.add_argument("--histories", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after so long")
    asked = parser.parse_args()
    until, began = asked.first + asked.histories, time.monotonic()
    chunks = iter([range(at, min(at + CHUNK, until)) for at in range(asked.first, until, CHUNK)])
    seen: Counter[str] = Counter()
    played = broken = 0
    with ProcessPoolExecutor(asked.jobs) as processes:
        waiting = {processes.submit(chapter, chunk): chunk for chunk in islice(chunks, asked.jobs)}
        while waiting:
            done = next(as_completed(waiting))
            chunk = waiting.pop(done)
            some, wrong = done.result()
            seen += some
            played += len(chunk)
            for why in wrong[: max(0, PRINTED_MAX - broken)]:
                print(why, flush=True)
            broken += len(wrong)
            took = time.monotonic() - began
            print(
                f"{played} played, {broken} broken, {played / took:.1f} a second", file=sys.stderr, flush=True
            )
            if took < asked.minutes * 60:
                for following in islice(chunks, 1):
                    waiting[processes.submit(chapter, following)] = following
    for what, times in sorted(seen.items()):
        print(f"{times:>10}  {what}")
    print(f"seeds from {asked.first}: {broken} of {played} histories broke a promise")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
