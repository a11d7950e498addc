"""`python main.py admin rebuild --config FILE`: every projection made anew from the log; the store must be stopped."""

import sys
from pathlib import Path

from case_store.config import load_config
from case_store.errors import StoreError
from case_store.log.verify import verify
from case_store.run import sentence
from case_store.store import Store
from cases.policy.policy_file import PolicyError


def main(config_file: Path) -> int:
    """0; 1 when the store does not open, or when its log is not whole: then nothing is changed."""
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        with store.log.reading() as connection:
            faults = verify(connection)
        for fault in faults:
            print(f"{fault.stream} {fault.node} seq {fault.seq}: {fault.what}", file=sys.stderr)
        if faults:
            return 1
        print(f"{store.rebuild()} events")
        if store.config.role == "hall":
            store.hall.registration.rebuild()
    finally:
        store.close()
    return 0
