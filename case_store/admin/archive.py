"""`python main.py admin archive --config FILE --month 2026-11 --to DIR`: a closed month of the log as a file."""

import sys
from datetime import datetime
from pathlib import Path

from case_store.central.archive import archive_month
from case_store.clock import open_clock
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.keys import read_keys
from case_store.run import sentence
from cases.policy.policy_file import PolicyError


def main(config_file: Path, month: datetime, into: Path, *, database_url: str = "") -> int:
    """0; 1 when it was not written or does not read back, with the operator's sentence on stderr."""
    try:
        config = load_config(config_file).at(database_url)
        into.mkdir(parents=True, exist_ok=True)
        keys, now = read_keys(config.key_file), open_clock(config.clock_file).now()
        made = archive_month(_url(config), month.date().replace(day=1), into, keys, now)
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    print(
        f"{made.month}: {made.events} events of {len(made.chains)} chains, {made.file.bytes_count} bytes, read back"
    )
    return 0


def _url(config: StoreConfig) -> str:
    if config.database_url is None:
        raise StoreError("archive.no_months", path=str(config.database))
    return config.database_url
