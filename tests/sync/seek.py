"""`python -m tests.sync.seek`: for every planted bug the first seed whose history breaks on it, and only on it."""

import argparse
import sys

from tests.sync.history import Broken, play
from tests.sync.mutants import MUTANTS, Mutant


def main() -> int:
    """One line a bug. Exit code 1 when one was not found."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.seek", description=__doc__)
    parser.add_argument("--histories", type=int, default=1000)
    asked = parser.parse_args()
    missed = 0
    for mutant in MUTANTS:
        found = _first(mutant, asked.histories)
        missed += not found
        print(f"{mutant}: {found or 'not found'}", flush=True)
    return 1 if missed else 0


def _first(mutant: Mutant, histories: int) -> str:
    for seed in range(mutant.seed, mutant.seed + histories):
        try:
            with mutant.planted():
                play(seed)
        except Broken as broken:
            try:
                play(seed)
            except Broken:
                continue
            return str(broken).partition("\n")[0]
    return ""


if __name__ == "__main__":
    sys.exit(main())
