"""`python -m tests.cases.casework --histories 100000`: histories of a case at three stores, each checked at every step.

A history that breaks a promise is printed with its seed; `--first SEED --histories 1` plays it again. Exit code 1 then.
"""

import argparse
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from cases.policy.policy import Policy, build_policy
from tests.cases.casework.many_stores import play

POLICY = Path(__file__).parents[3] / "assets" / "policy"
CHUNK = 50


@cache
def shipped() -> Policy:
    """The policy of the house, once for each process."""
    files = {p.relative_to(POLICY).as_posix(): p.read_text("utf-8") for p in POLICY.rglob("*") if p.is_file()}
    return build_policy(files)


def chapter(first: int, until: int) -> tuple[Counter[str], list[tuple[int, str]]]:
    """The states in which these histories ended, and what broke with its seed."""
    ends: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    for seed in range(first, until):
        try:
            world = play(shipped(), seed)
        except (AssertionError, LookupError, TypeError, ValueError):
            broken.append((seed, traceback.format_exc()))
            continue
        ends.update(store.folded.case.state for store in world.stores.values() if store.folded.case)
    return ends, broken


def main() -> int:
    """Play, and say what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases.casework", description=__doc__)
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    until = asked.first + asked.histories
    starts = range(asked.first, until, CHUNK)
    ends: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    with ProcessPoolExecutor() as processes:
        for seen, wrong in processes.map(chapter, starts, [min(at + CHUNK, until) for at in starts]):
            ends += seen
            broken += wrong
    for seed, why in broken:
        print(f"seed {seed}:\n{why}")
    print(f"seeds {asked.first}–{until - 1}: {len(broken)} of {asked.histories} histories broke a promise")
    print("replicas ended as " + ", ".join(f"{state} {count}" for state, count in ends.most_common()))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
