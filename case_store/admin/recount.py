"""`python main.py admin recount --config FILE [--dry-run]`: count the clocks of a stopped store by its calendar now.

A store that runs does it by itself. The table of what moved goes to stdout as CSV; `--dry-run` writes nothing.
"""

import sys
from pathlib import Path

from case_store.casework.recount_file import recount_csv
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.run import sentence
from case_store.store import Store
from cases.policy.policy_file import PolicyError


def main(config_file: Path, *, dry_run: bool) -> int:
    """0; 1 when the store does not open."""
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        recounts = store.hall.recounts
        if dry_run:
            rows = recounts.would_move()
        else:
            while recounts.tick():
                pass
            rows = recounts.report().rows
        sys.stdout.buffer.write(recount_csv(rows, store.texts))
        print(f"{len(rows)} clocks", file=sys.stderr)
    finally:
        store.close()
    return 0
